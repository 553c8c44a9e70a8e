"""What the page's script reads: plain lists and dictionaries, every text fit for display, nothing told twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from kg.graph.iris import claim_iri, entity_iri
from kg.outputs.days import day_bounds
from kg.outputs.display import class_name, display_text, relation_name, short_text
from kg.outputs.highlighting import quote_pieces
from kg.outputs.network import network
from kg.outputs.page_graph import Evidence, PageEdge, PageGraph, PageNode
from kg.outputs.story import story
from kg.outputs.styles import EDGE_STYLES, NODE_STYLES, node_style

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Numbering:
    """Evidence and articles are written once and referred to by their number."""

    evidence: dict[Evidence, int]
    articles: dict[str, int]


def page_data(graph: PageGraph, background: Collection[str]) -> Data:
    """Everything the script draws and lists; `background` names the relations that hold over time."""
    first = story(graph, background)
    drawn = network(graph, first)
    numbers = numbering((*graph.edges, *graph.statements))
    node_numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    edges = [
        {**line_data(line), **edge_data(edge, numbers, node_numbers), **flag("story", number in first.edges)}
        for number, (line, edge) in enumerate(zip(drawn.edges, graph.edges, strict=True))
    ]
    statements = [edge_data(edge, numbers, node_numbers) | {"id": f"s{number}"}
                  for number, edge in enumerate(graph.statements)]  # fmt: skip
    return {
        "options": drawn.options,
        "kinds": kinds(graph),
        "stances": stances((*graph.edges, *graph.statements)),
        "background": sorted(relation_name(name) for name in background),
        "nodes": [place_data(shown) | node_data(node) for shown, node in zip(drawn.nodes, graph.nodes, strict=True)],
        "edges": edges + statements,
        "articles": article_data(numbers.evidence),
        "evidence": [evidence_data(item, numbers, node_numbers) for item in numbers.evidence],
    }  # fmt: skip


def numbering(edges: Iterable[PageEdge]) -> Numbering:
    """Number evidence and articles in the order of the edges."""
    numbers = Numbering({}, {})
    for edge in edges:
        for item in edge.evidence:
            numbers.evidence.setdefault(item, len(numbers.evidence))
            numbers.articles.setdefault(item.article, len(numbers.articles))
    return numbers


def flag(name: str, value: bool) -> Data:
    """A key that is there only when it is true."""
    return {name: 1} if value else {}


def filled(data: Data) -> Data:
    """The entries that say something."""
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def place_data(shown: Data) -> Data:
    """Where and how large a node is drawn; the place in the story only where it has one."""
    return filled({"label": shown["label"], "size": shown["size"], "font": shown["font_size"],
                   "place": shown["place"], "first": shown["story_place"]})  # fmt: skip


def line_data(line: Data) -> Data:
    """How an edge is drawn."""
    return {"id": line["id"], "text": line["text"], "width": line["width"]} | filled({"bend": line["bend"] or ""})


def node_data(node: PageNode) -> Data:
    """What the panel says about a node. Its id is the last part of its IRI."""
    names = sorted({display_text(name) for name in node.names} - {display_text(node.label)})
    return filled({"id": node_id(node.id), "kind": node.type, "name": display_text(node.label), "names": names,
                   "support": node.support}) | flag("described", not node.named)  # fmt: skip


def node_id(identifier: str) -> str:
    """The last part of an entity's IRI, the same under every base."""
    return entity_iri("", identifier).removeprefix("entity/")


def edge_data(edge: PageEdge, numbers: Numbering, nodes: dict[str, int]) -> Data:
    """What the panel says about an edge or a statement; `from` and `to` are numbers of nodes."""
    return filled({"from": nodes.get(edge.source), "to": nodes.get(edge.target),
                   "relation": relation_name(edge.relation), "stance": str(edge.factuality), "sources": edge.sources,
                   "evidence": [numbers.evidence[item] for item in edge.evidence],
                   }) | flag("secondary", edge.secondary)  # fmt: skip


def article_data(evidence: Iterable[Evidence]) -> list[Data]:
    """The articles quoted, in the order of their numbers; only a web address becomes a link."""
    first: dict[str, Evidence] = {}
    for item in evidence:
        first.setdefault(item.article, item)
    return [filled({"name": display_text(item.article), "title": short_text(item.title, 160),
                    "publisher": short_text(item.publisher), "date": short_text(item.date),
                    "days": day_bounds(item.date), "address": web_address(item.address)})
            for item in first.values()]  # fmt: skip


def web_address(address: str) -> str:
    """The address when it is one of the web, else nothing."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def evidence_data(item: Evidence, numbers: Numbering, nodes: dict[str, int]) -> Data:
    """One quotation. Its claim is the last part of the claim's IRI."""
    quote = [[display_text(text), role] if role else display_text(text)
             for text, role in quote_pieces(item.quote, item.highlights)]  # fmt: skip
    details = [[relation_name(d.role), display_text(d.text), display_text(d.value), nodes.get(d.entity, -1)]
               for d in item.details]  # fmt: skip
    return filled({
        "quote": quote, "article": numbers.articles[item.article], "holder": short_text(item.holder),
        "rule": display_text(item.rule), "confidence": round(item.confidence, 2), "details": details,
        "claim": claim_iri("", item.claim).removeprefix("claim/"), "when": short_text(item.when),
        "days": day_bounds(item.when),
    })  # fmt: skip


def kinds(graph: PageGraph) -> dict[str, Data]:
    """The classes that occur, in the order of the styles, then by name: their words, shape and colour."""
    order = {name: place for place, name in enumerate(NODE_STYLES)}
    present = sorted({node.type for node in graph.nodes}, key=lambda name: (order.get(name, len(order)), name))
    return {name: {"name": class_name(name), "shape": node_style(name).shape, "color": node_style(name).color,
                   "order": place} for place, name in enumerate(present)}  # fmt: skip


def stances(edges: Iterable[PageEdge]) -> dict[str, Data]:
    """The stances that occur: the dashes of their lines, and whether crosses strike them through."""
    present = {edge.factuality for edge in edges}
    return {str(stance): {"dashes": list(style.dashes), **flag("crossed", style.crossed), "order": place}
            for place, (stance, style) in enumerate(EDGE_STYLES.items()) if stance in present}  # fmt: skip
