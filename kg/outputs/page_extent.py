"""How much of a large graph one page holds: what most articles tell, as much as a browser draws with ease."""

from dataclasses import replace

from kg.outputs.page_graph import PageEdge, PageGraph
from kg.outputs.story import rank

MOST_EDGES = 6000  # edges and statements together; a page of as many has about 5 MB


def page_extent(graph: PageGraph) -> PageGraph:
    """The best-told edges and statements of a graph, with their nodes; the graph itself where it is small enough."""
    told = (*graph.edges, *graph.statements)
    if len(told) <= MOST_EDGES:
        return graph
    support = {node.id: node.support for node in graph.nodes}
    order = sorted(range(len(told)), key=lambda number: (*rank(told[number], support), number))
    kept = [told[number] for number in sorted(order[:MOST_EDGES])]
    ends = {end for edge in kept for end in (edge.source, edge.target)}
    return replace(
        graph,
        nodes=tuple(node for node in graph.nodes if node.id in ends),
        edges=tuple(edge for edge in kept if is_drawn(edge)),
        statements=tuple(edge for edge in kept if not is_drawn(edge)),
    )


def is_drawn(edge: PageEdge) -> bool:
    """Whether the edge has two ends; a statement has no object."""
    return bool(edge.target)
