"""The page's graph as a pyvis network: nodes with shape, size and place, edges with line and label, options."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log2, sqrt
from textwrap import wrap
from typing import TYPE_CHECKING

from kg.outputs.display import class_name, relation_name, short_text
from kg.outputs.layout import layout
from kg.outputs.page_graph import UNKNOWN, PageEdge, PageGraph, PageNode
from kg.outputs.styles import EDGE_STYLES, node_style

if TYPE_CHECKING:
    from pyvis.network import Network

SHOWN = 150  # more nodes than this make a hairball; the rest wait behind "show all"
LABEL_WIDTH = 150  # pixels after which a label breaks into lines
MARGIN = 24  # pixels kept free around a node and its label
CURVE = 0.28  # how far parallel edges bend apart

OPTIONS: Mapping[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "hideEdgesOnDrag": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 3,
        "labelHighlightBold": True,
        "widthConstraint": {"maximum": LABEL_WIDTH},
        "scaling": {"label": {"drawThreshold": 4}},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
        "arrowStrikethrough": False,
        "selectionWidth": 1.5,
        "hoverWidth": 0.5,
        "font": {"size": 12, "align": "horizontal"},
        "scaling": {"label": {"drawThreshold": 8}},
    },
}


def network(graph: PageGraph) -> "Network":
    """The pyvis network of a page graph; nodes carry `core` (shown at first) and `full` (their place among all).

    Edges are numbered `e0`, `e1`, … in the graph's order.
    """
    from pyvis.network import Network

    drawn = Network(directed=True, cdn_resources="in_line")
    drawn.options = dict(OPTIONS)
    core = best_supported(graph)
    first, full = places(graph, core), places(graph, {node.id for node in graph.nodes})
    for node in graph.nodes:
        x, y = first.get(node.id, full[node.id])
        style = node_style(node.type)
        drawn.add_node(
            node.id, label=short_text(node.label) or "?", shape=style.shape, color=style.color, size=node_size(node),
            title=f"{short_text(node.label)} · {class_name(node.type)} · {statements(node.support)}",
            font={"size": font_size(node)}, x=x, y=y, full=full[node.id], core=node.id in core,
        )  # fmt: skip
    for number, (edge, bend) in enumerate(zip(graph.edges, bends(graph.edges), strict=True)):
        style_, text = EDGE_STYLES[edge.factuality], edge_text(edge)
        drawn.add_edge(
            edge.source, edge.target, id=f"e{number}", text=text, width=round(1.2 + log2(edge.sources or 1), 2),
            dashes=list(style_.dashes) or False, smooth=bend, stance_color=style_.color,
            title=f"{text or relation_name(edge.relation)} · {edge.factuality} · {statements(len(edge.evidence))}",
        )  # fmt: skip
    return drawn


def best_supported(graph: PageGraph) -> set[str]:
    """The ids of the nodes to show at first: those with most claims, then most edges."""
    degree = Counter(end for edge in graph.edges for end in (edge.source, edge.target))
    ranked = sorted(graph.nodes, key=lambda node: (-node.support, -degree[node.id], node.id))
    return {node.id for node in ranked[:SHOWN]}


def places(graph: PageGraph, chosen: set[str]) -> dict[str, tuple[int, int]]:
    """Lay out the chosen nodes and the edges among them."""
    nodes = [node for node in graph.nodes if node.id in chosen]
    index = {node.id: number for number, node in enumerate(nodes)}
    pairs = [(index[e.source], index[e.target]) for e in graph.edges if e.source in index and e.target in index]
    boxes = [box(node) for node in nodes]
    centres = layout(boxes, pairs)
    return {node.id: (x, round(y - height / 2 + node_size(node) + MARGIN / 2))
            for node, (x, y), (_, height) in zip(nodes, centres, boxes, strict=True)}  # fmt: skip


def box(node: PageNode) -> tuple[float, float]:
    """The width and height that a node and the label below it need, in pixels."""
    letter = font_size(node) * 0.56
    lines = wrap(short_text(node.label), int(LABEL_WIDTH / letter)) or [""]
    width = max(2 * node_size(node), max(map(len, lines)) * letter)
    return width + MARGIN, 2 * node_size(node) + len(lines) * font_size(node) * 1.15 + MARGIN


def node_size(node: PageNode) -> float:
    """A radius whose area grows with the node's support."""
    return 8.0 if node.type == UNKNOWN else round(min(9 + 3.5 * sqrt(node.support), 34), 1)


def font_size(node: PageNode) -> int:
    """Larger letters for what has more support, so that it can be read when the whole graph is in view."""
    return round(min(12 + 1.2 * sqrt(node.support), 20))


def edge_text(edge: PageEdge) -> str:
    """The edge's label: mark of denial, relation (an unknown subject's node already says it), number of articles."""
    style = EDGE_STYLES[edge.factuality]
    relation = "" if edge.source.startswith("unknown:") else relation_name(edge.relation)
    times = f" ×{edge.sources}" if edge.sources > 1 else ""
    return f"{style.mark}{relation}{times}".strip()


def statements(number: int) -> str:
    """A number of statements in words."""
    return f"{number} statement{'' if number == 1 else 's'}"


def bends(edges: Sequence[PageEdge]) -> list[dict[str, object] | bool]:
    """How each edge curves: straight where it is alone between its nodes, fanned out where it has company."""
    between: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        between[tuple(sorted((edge.source, edge.target)))].append(number)
    curved: list[dict[str, object] | bool] = [False] * len(edges)
    for group in between.values():
        for place, number in enumerate(group):
            side = CURVE * (place - (len(group) - 1) / 2)
            curved[number] = bend(side if edges[number].source <= edges[number].target else -side)
    return curved


def bend(side: float) -> dict[str, object] | bool:
    """The vis-network option for a curve to one side; an edge in the other direction has its sides exchanged."""
    if abs(side) < 0.01:
        return False
    return {"enabled": True, "type": "curvedCW" if side > 0 else "curvedCCW", "roundness": round(abs(side), 3)}
