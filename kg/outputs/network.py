"""The page's graph as a pyvis network: nodes with shape, size and place, edges with line and label, options."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log2, sqrt
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from kg.outputs.display import relation_name, short_text
from kg.outputs.layout import layout
from kg.outputs.page_graph import UNKNOWN, PageEdge, PageGraph, PageNode
from kg.outputs.spacing import Box, Line, opened
from kg.outputs.story import Story
from kg.outputs.styles import EDGE_STYLES, node_style

if TYPE_CHECKING:
    from pyvis.network import Network

LABEL_WIDTH = 150  # pixels after which a label breaks into lines
LETTER = 0.57  # width of a letter as a part of the font size
MARGIN = 20  # pixels kept free around a node and its label
WORDS_SIZE = 12  # font size of the words on a line
CURVE = 0.28  # how far parallel edges bend apart at least
MOST_WORDS = 200  # with more lines in view their words are not drawn, and take no room

OPTIONS: Mapping[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 3,
        "labelHighlightBold": True,
        "scaling": {"label": {"drawThreshold": 4}},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
        "arrowStrikethrough": False,
        "selectionWidth": 1.5,
        "hoverWidth": 0.5,
        "font": {"size": WORDS_SIZE, "align": "horizontal"},
        "scaling": {"label": {"drawThreshold": 6}},
    },
}


def network(graph: PageGraph, first: Story) -> "Network":
    """The pyvis network of a page graph, laid out twice: whole, and the part that is shown first.

    Nodes carry `place` (among all) and, when they are in the story, `story_place`. Edges are numbered `e0`, `e1`, … in
    the graph's order.
    """
    from pyvis.network import Network

    drawn = Network(directed=True, cdn_resources="in_line")
    drawn.options = dict(OPTIONS)
    curves = bends(graph.edges)
    everything = Story(frozenset(node.id for node in graph.nodes), frozenset(range(len(graph.edges))))
    places = node_places(graph, everything, curves)
    story_places = places if first == everything else node_places(graph, first, curves)
    curves = opened_bends(curves, graph.edges, story_places)
    for node in graph.nodes:
        style, place = node_style(node.type), story_places.get(node.id, places[node.id])
        drawn.add_node(
            node.id, label=label_text(node), shape=style.shape, color=style.color, size=node_size(node),
            font_size=font_size(node), x=place[0], y=place[1], place=places[node.id],
            story_place=story_places.get(node.id),
        )  # fmt: skip
    for number, (edge, bend) in enumerate(zip(graph.edges, curves, strict=True)):
        drawn.add_edge(
            edge.source, edge.target, id=f"e{number}", text=edge_text(edge), bend=bend,
            width=round(1.2 + log2(edge.sources or 1), 2),
        )  # fmt: skip
    return drawn


def node_places(graph: PageGraph, shown: Story, curves: Sequence[float]) -> dict[str, tuple[int, int]]:
    """Where the nodes of a part of the graph stand, with room for the words on its edges."""
    nodes = [node for node in graph.nodes if node.id in shown.nodes]
    index = {node.id: number for number, node in enumerate(nodes)}
    edges = [(edge, curves[number]) for number, edge in enumerate(graph.edges) if number in shown.edges]
    wordless = len(edges) > MOST_WORDS
    lines = [Line(index[edge.source], index[edge.target], bend, *((0, 0) if wordless else words_room(edge)))
             for edge, bend in edges]  # fmt: skip
    boxes = [box(node) for node in nodes]
    centres = layout(boxes, lines)
    return {node.id: (x, round(y - box.anchor)) for node, (x, y), box in zip(nodes, centres, boxes, strict=True)}


def label_text(node: PageNode) -> str:
    """The label of a node, broken into lines here so that every way of drawing it breaks it alike."""
    if node.type == UNKNOWN:
        return "?"
    return "\n".join(wrap(short_text(node.label), letters(node))) or "?"


def letters(node: PageNode) -> int:
    """How many letters a line of a node's label holds."""
    return int(LABEL_WIDTH / (font_size(node) * LETTER))


def box(node: PageNode) -> Box:
    """The room that a node and the label below it need, in pixels."""
    lines, size, font = label_text(node).split("\n"), node_size(node), font_size(node)
    width = max(2 * size, max(map(len, lines)) * font * LETTER)
    height = 2 * size + len(lines) * font * 1.2 + MARGIN
    return Box(width + MARGIN, height, height / 2 - size - MARGIN / 2, size)


def words_room(edge: PageEdge) -> tuple[float, float]:
    """The width and height of the words on a line."""
    return len(edge_text(edge)) * WORDS_SIZE * LETTER + 6, WORDS_SIZE * 1.5


def node_size(node: PageNode) -> float:
    """A radius whose area grows with the node's support."""
    return 8.0 if node.type == UNKNOWN else round(min(9 + 3.5 * sqrt(node.support), 34), 1)


def font_size(node: PageNode) -> int:
    """Larger letters for what has more support, so that it can be read when the whole graph is in view."""
    return round(min(13 + 1.1 * sqrt(node.support), 20))


def edge_text(edge: PageEdge) -> str:
    """The edge's label: mark of denial, relation, number of articles."""
    times = f" ×{edge.sources}" if edge.sources > 1 else ""
    return f"{EDGE_STYLES[edge.factuality].mark}{relation_name(edge.relation)}{times}"


def bends(edges: Sequence[PageEdge]) -> list[float]:
    """How far each edge bends and to which side: 0 where it is alone between its nodes, fanned out in company."""
    between: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        between[tuple(sorted((edge.source, edge.target)))].append(number)
    curved = [0.0] * len(edges)
    for group in between.values():
        for place, number in enumerate(group):
            side = CURVE * (place - (len(group) - 1) / 2)
            curved[number] = round(side if edges[number].source <= edges[number].target else -side, 3)
    return curved


def opened_bends(
    curves: Sequence[float], edges: Sequence[PageEdge], places: Mapping[str, tuple[int, int]]
) -> list[float]:
    """The bends with the words of parallel lines beside each other, where the places of nodes are known."""
    wider = list(curves)
    known = [n for n, edge in enumerate(edges) if curves[n] and {edge.source, edge.target} <= places.keys()]
    if known:
        along = np.array([np.subtract(places[edges[n].target], places[edges[n].source]) for n in known], dtype=float)
        bent = opened(np.array([curves[n] for n in known]), along, np.array([words_room(edges[n]) for n in known]))
        for number, bend in zip(known, bent.tolist(), strict=True):
            wider[number] = round(bend, 3)
    return wider
