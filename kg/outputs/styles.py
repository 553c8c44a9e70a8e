"""Shapes and colours of the HTML graph: one shape and colour a class, one line a factuality.

Colours are those of Okabe and Ito, which people with any kind of colour blindness can tell apart; no meaning hangs on
colour alone. Vermillion is kept for denial and for armed groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Factuality

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#8A8F98"


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """A vis-network shape with its label below it, and a fill colour."""

    shape: str
    color: str


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """Dashes in pixels (none: solid), whether crosses strike the line through, and a mark before the label."""

    dashes: tuple[int, ...] = ()
    crossed: bool = False
    mark: str = ""


NODE_STYLES: Mapping[str, NodeStyle] = {
    "Person": NodeStyle("dot", ORANGE),
    "State": NodeStyle("square", BLUE),
    "GovernmentBody": NodeStyle("square", SKY),
    "Organization": NodeStyle("square", PURPLE),
    "NewsAgency": NodeStyle("dot", PURPLE),
    "Coalition": NodeStyle("star", YELLOW),
    "MilitaryForce": NodeStyle("triangle", BLUE),
    "ArmedGroup": NodeStyle("triangle", VERMILLION),
    "MilitaryBase": NodeStyle("hexagon", GREEN),
    "Facility": NodeStyle("hexagon", SKY),
    "Place": NodeStyle("triangleDown", GREEN),
    "City": NodeStyle("triangleDown", SKY),
    "Region": NodeStyle("triangleDown", YELLOW),
    "Event": NodeStyle("diamond", ORANGE),
    "Weapon": NodeStyle("diamond", VERMILLION),
    "UnknownActor": NodeStyle("diamond", GREY),
}
OTHER_NODE = NodeStyle("dot", GREY)

EDGE_STYLES: Mapping[Factuality, EdgeStyle] = {
    Factuality.ASSERTED: EdgeStyle(),
    Factuality.ALLEGED: EdgeStyle(dashes=(8, 6)),
    Factuality.PLANNED: EdgeStyle(dashes=(2, 5)),
    Factuality.HYPOTHETICAL: EdgeStyle(dashes=(18, 8)),
    Factuality.DENIED: EdgeStyle(crossed=True, mark="✗ "),
}


def node_style(type_: str) -> NodeStyle:
    """The style of a class; classes without one of their own share a grey dot."""
    return NODE_STYLES.get(type_, OTHER_NODE)
