"""The story of a graph: what happened and who took part, as most articles tell it. It is what the page shows first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.outputs.page_graph import PageEdge, PageGraph

STORY_NODES = 36  # about as many nodes as a screen holds with every label readable
STORY_EDGES = 56  # about as many lines as leave their words readable
MOST_AT_NODE = 12  # lines that can meet at one node and still be told apart
LEAST_COMPONENT = 3  # a smaller group is kept only when several articles tell it


@dataclass(frozen=True, slots=True)
class Story:
    """The ids of the nodes and the places in `PageGraph.edges` of the edges that are shown first."""

    nodes: frozenset[str]
    edges: frozenset[int]


def story(graph: PageGraph, background: Collection[str]) -> Story:
    """Choose the best-told happenings and the entities that take part in them.

    `background` names the relations that hold over time (who is where, who leads what); of them only those between
    participants are shown. What only a description stands for (*three bases*) comes after what has a name.
    """
    edges = graph.edges
    named = {node.id for node in graph.nodes if node.named}
    support = {node.id: node.support for node in graph.nodes}

    def order(number: int) -> tuple[int, ...]:
        edge = edges[number]
        return (len({edge.source, edge.target} - named), *rank(edge, support), number)

    ordered = sorted((n for n, edge in enumerate(edges) if edge.source != edge.target), key=order)
    told = thinned([n for n in ordered if edges[n].relation not in background] or ordered, edges)
    chosen = grown_from(without_dust(grown(told, edges), told, edges), told, edges)
    chosen = without_dust(grown(told, edges, chosen), told, edges)
    inside = [n for n in (*told, *without(ordered, told)) if {edges[n].source, edges[n].target} <= chosen]
    shown = thinned(inside, edges)[:STORY_EDGES]
    return Story(frozenset(end for n in shown for end in (edges[n].source, edges[n].target)), frozenset(shown))


def without(numbers: Iterable[int], left_out: Iterable[int]) -> list[int]:
    """The numbers that are not left out, in their order."""
    gone = set(left_out)
    return [number for number in numbers if number not in gone]


def thinned(ranked: Iterable[int], edges: Sequence[PageEdge]) -> list[int]:
    """The edges in their order, as long as neither end has too many already."""
    degree: Counter[str] = Counter()
    kept = []
    for number in ranked:
        ends = (edges[number].source, edges[number].target)
        if all(degree[end] < MOST_AT_NODE for end in ends):
            kept.append(number)
            degree.update(ends)
    return kept


def rank(edge: PageEdge, support: dict[str, int]) -> tuple[int, int, int]:
    """What many articles tell comes first, then what is told often, then what well-supported entities do."""
    return -edge.sources, -len(edge.evidence), -support.get(edge.source, 0) - support.get(edge.target, 0)


def grown(ranked: Iterable[int], edges: Sequence[PageEdge], chosen: Collection[str] = ()) -> set[str]:
    """The ends of the edges in their order, as long as the story has room for both."""
    nodes = set(chosen)
    for number in ranked:
        ends = {edges[number].source, edges[number].target}
        if len(nodes | ends) <= STORY_NODES:
            nodes |= ends
    return nodes


def grown_from(chosen: Collection[str], ranked: Sequence[int], edges: Sequence[PageEdge]) -> set[str]:
    """Add the ends of edges that touch what is chosen, until the story is full or no edge does."""
    nodes, before = set(chosen), -1
    while len(nodes) != before:
        before = len(nodes)
        nodes = grown((n for n in ranked if nodes & {edges[n].source, edges[n].target}), edges, nodes)
    return nodes


def without_dust(chosen: set[str], ranked: Iterable[int], edges: Sequence[PageEdge]) -> set[str]:
    """The nodes in groups of three and more, or in pairs told by several articles; all of them where none is."""
    inside = [edges[n] for n in ranked if {edges[n].source, edges[n].target} <= chosen]
    strong = {end for edge in inside if edge.sources > 1 for end in (edge.source, edge.target)}
    kept = [group for group in groups(inside) if len(group) >= LEAST_COMPONENT or group & strong]
    return set().union(*kept) if kept else chosen


def groups(edges: Iterable[PageEdge]) -> list[set[str]]:
    """The sets of nodes that edges connect."""
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    found: list[set[str]] = []
    met: set[str] = set()
    for start in sorted(near):
        if start not in met:
            found.append(reached(start, near))
            met |= found[-1]
    return found


def reached(start: str, near: dict[str, set[str]]) -> set[str]:
    """Every node that can be reached from one."""
    seen, waiting = {start}, [start]
    while waiting:
        new = near[waiting.pop()] - seen
        seen |= new
        waiting += sorted(new)
    return seen
