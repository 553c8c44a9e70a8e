"""What the page's script, legend and table read: plain lists and dictionaries, every text fit for display."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.outputs.display import class_name, display_text, relation_name, short_text
from kg.outputs.highlighting import quote_pieces
from kg.outputs.network import network
from kg.outputs.page_graph import Evidence, PageEdge, PageGraph, PageNode
from kg.outputs.styles import EDGE_STYLES, NODE_STYLES, node_style


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class or stance with its number of nodes or edges and how it is drawn."""

    key: str
    name: str
    count: int
    shape: str = ""
    color: str = ""
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One edge or statement of the table below the graph; `source` and `target` are ids to link to."""

    id: str
    source: str
    subject: str
    relation: str
    target: str
    object: str
    stance: str
    holders: str
    articles: tuple[str, ...]
    quote: str
    more: int


def page_data(graph: PageGraph) -> dict[str, Any]:
    """Everything the script draws and lists. Evidence is stored once and referred to by number."""
    drawn = network(graph)
    numbers: dict[Evidence, int] = {}
    for edge in (*graph.edges, *graph.statements):
        for item in edge.evidence:
            numbers.setdefault(item, len(numbers))
    return {
        "options": drawn.options,
        "nodes": [{**shown, **node_data(node)} for shown, node in zip(drawn.nodes, graph.nodes, strict=True)],
        "edges": [{**shown, **edge_data(edge, numbers)} for shown, edge in zip(drawn.edges, graph.edges, strict=True)],
        "statements": [edge_data(edge, numbers) | {"from": edge.source, "id": f"s{number}"}
                       for number, edge in enumerate(graph.statements)],
        "evidence": [evidence_data(item) for item in numbers],
    }  # fmt: skip


def node_data(node: PageNode) -> dict[str, Any]:
    """What the panel says about a node."""
    names = sorted({display_text(name) for name in node.names} - {display_text(node.label)})
    return {"kind": node.type, "kindName": class_name(node.type), "name": display_text(node.label), "names": names,
            "support": node.support}  # fmt: skip


def edge_data(edge: PageEdge, numbers: dict[Evidence, int]) -> dict[str, Any]:
    """What the panel says about an edge or a statement."""
    return {"relation": relation_name(edge.relation), "stance": str(edge.factuality), "sources": edge.sources,
            "evidence": [numbers[item] for item in edge.evidence]}  # fmt: skip


def evidence_data(item: Evidence) -> dict[str, Any]:
    """One quotation with its source; only a web address becomes a link."""
    web = item.address.lower().startswith(("http://", "https://"))
    return {
        "quote": [[display_text(text), role] for text, role in quote_pieces(item.quote, item.highlights)],
        "article": display_text(item.article),
        "title": short_text(item.title, 160),
        "publisher": short_text(item.publisher),
        "address": item.address if web else "",
        "date": short_text(item.date),
        "holder": short_text(item.holder),
        "rule": display_text(item.rule),
        "confidence": round(item.confidence, 2),
        "details": [[relation_name(d.role), display_text(d.text), display_text(d.value), d.entity]
                    for d in item.details],
    }  # fmt: skip


def class_legend(graph: PageGraph) -> list[LegendEntry]:
    """The classes that occur, in the order of the styles, then by name."""
    order = {name: place for place, name in enumerate(NODE_STYLES)}
    counts = Counter(node.type for node in graph.nodes)
    ranked = sorted(counts, key=lambda name: (order.get(name, len(order)), name))
    return [LegendEntry(name, class_name(name), counts[name], node_style(name).shape, node_style(name).color)
            for name in ranked]  # fmt: skip


def stance_legend(graph: PageGraph) -> list[LegendEntry]:
    """The stances that occur, with the dashes of their lines."""
    counts = Counter(edge.factuality for edge in (*graph.edges, *graph.statements))
    return [LegendEntry(str(stance), style.mark + str(stance), counts[stance], color=style.color,
                        dashes=" ".join(map(str, style.dashes)))
            for stance, style in EDGE_STYLES.items() if counts[stance]]  # fmt: skip


def table_rows(graph: PageGraph) -> list[TableRow]:
    """Every edge and statement in the graph's order, numbered as the script numbers them."""
    names = {node.id: short_text(node.label) for node in graph.nodes}
    numbered: Sequence[tuple[str, PageEdge]] = [
        *((f"e{number}", edge) for number, edge in enumerate(graph.edges)),
        *((f"s{number}", edge) for number, edge in enumerate(graph.statements)),
    ]
    return [table_row(id_, edge, names) for id_, edge in numbered]


def table_row(id_: str, edge: PageEdge, names: dict[str, str]) -> TableRow:
    """One line of the table, with the first quotation."""
    articles = dict.fromkeys(short_text(" · ".join(filter(None, (e.title, e.date))), 120) for e in edge.evidence)
    holders = dict.fromkeys(short_text(item.holder) for item in edge.evidence if item.holder)
    return TableRow(
        id_, edge.source, names.get(edge.source, "?"), relation_name(edge.relation),
        edge.target, names.get(edge.target, ""), str(edge.factuality), ", ".join(holders), tuple(articles),
        display_text(edge.evidence[0].quote) if edge.evidence else "", max(len(edge.evidence) - 1, 0),
    )  # fmt: skip
