"""The claims as a network of entities for Gephi, Cytoscape, yEd and networkx: GraphML and GEXF.

Edges are claims with two ends, merged over relation and stance; what went to somebody is an edge from the thing to
whoever received it. A claim with one end (*the minister said*) is no edge: it is in the CSV and the JSON Lines.
"""

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from kg.outputs.display import display_text, relation_name

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Row = Mapping[str, Any]
Link = tuple[str, str, str, str]  # source, target, relation, stance

RECEIVING_ROLES = ("recipient", "destination")
BETWEEN = " | "
NOT_XML = re.compile("[\ufffe\uffff]")  # what display text leaves and XML 1.0 cannot hold


def claim_network(claims: Iterable[Row], entities: Iterable[Row], events: Iterable[Row]) -> "MultiDiGraph":
    """The network of rows as `kg export --format jsonl` writes them.

    Nodes (the addresses of entities in some claim) have label, class, names, support (claims) and, where known,
    latitude and longitude. Edges have relation, label, stance, support (articles), claims, the earliest date, the
    first quote, articles and holders. Order and keys depend on the rows alone.
    """
    import networkx as nx

    claims = list(claims)
    dates = {claim: row["date"] for row in events if "date" in row for claim in row["claims"]}
    support = _support(claims)
    network = nx.MultiDiGraph()
    for row in sorted(entities, key=lambda row: str(row["entity"])):
        if row["entity"] in support:
            network.add_node(row["entity"], **_node(row, support[row["entity"]]))
    for number, (link, told) in enumerate(sorted(_links(claims).items())):
        network.add_edge(link[0], link[1], key=f"e{number}", **_edge(link, told, dates))
    return network


def write_graphml(network: "MultiDiGraph", output: IO[bytes]) -> None:
    """Write a network as GraphML (UTF-8)."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(network)
    writer.dump(output)


def write_gexf(network: "MultiDiGraph", output: IO[bytes]) -> None:
    """Write a network as GEXF 1.2 (UTF-8), without the day of writing: the same graph gives the same bytes."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network)
    for element in writer.xml.iter():
        element.attrib.pop("lastmodifieddate", None)
    writer.indent(writer.xml)
    ET.ElementTree(writer.xml).write(output, xml_declaration=True, encoding="utf-8")


def _support(claims: Iterable[Row]) -> dict[str, int]:
    """How many claims each entity takes part in."""
    taking_part: dict[str, set[str]] = defaultdict(set)
    for row in claims:
        values = (row.get("subject"), row.get("object"), row.get("attributed_to"), *row.get("qualifiers", {}).values())
        for value in values:
            if value and "entity" in value:
                taking_part[value["entity"]].add(row["id"])
    return {entity: len(ids) for entity, ids in taking_part.items()}


def _links(claims: Iterable[Row]) -> dict[Link, list[Row]]:
    links: dict[Link, list[Row]] = defaultdict(list)
    for row in claims:
        for source, target, relation in _ends(row):
            links[source, target, relation, row["factuality"]].append(row)
    return links


def _ends(row: Row) -> Iterator[tuple[str, str, str]]:
    subject, target = (row[role]["entity"] if role in row else "" for role in ("subject", "object"))
    if subject and target:
        yield subject, target, row["relation"]
    for role in RECEIVING_ROLES:
        receiver = row.get("qualifiers", {}).get(role, {}).get("entity")
        if receiver and (target or subject):
            yield target or subject, receiver, f"{row['relation']}.{role}"


def _node(row: Row, support: int) -> dict[str, object]:
    attributes: dict[str, object] = {"label": _xml(row["label"]), "class": row["type"], "support": support}
    attributes["names"] = _xml(BETWEEN.join(row["names"]))
    if "latitude" in row:
        attributes |= {name: float(row[name]) for name in ("latitude", "longitude")}
    return attributes


def _edge(link: Link, told: list[Row], dates: Mapping[str, str]) -> dict[str, object]:
    relation, stance = link[2:]
    articles = sorted({row["article"] for row in told})
    holders = sorted({row["attributed_to"].get("label", "") for row in told if "attributed_to" in row})
    known = sorted(filter(None, (_date(row, dates) for row in told)))
    return {
        "relation": relation,
        "label": _label(relation),
        "stance": stance,
        "support": len(articles),
        "weight": len(articles),
        "claims": len(told),
        "date": known[0] if known else "",
        "quote": _xml(told[0]["evidence"]["text"]),
        "articles": _xml(BETWEEN.join(articles)),
        "holders": _xml(BETWEEN.join(holders)),
    }


def _date(row: Row, dates: Mapping[str, str]) -> str:
    """The date that a claim tells, else that of its event."""
    told: str = row.get("qualifiers", {}).get("date", {}).get("value", "")
    return told or dates.get(row["id"], "")


def _label(relation: str) -> str:
    """`handed_over` as *handed over*, `handed_over.recipient` as *handed over to*."""
    told, _, role = relation.partition(".")
    return relation_name(told) + (" to" if role else "")


def _xml(text: str) -> str:
    return NOT_XML.sub("\ufffd", display_text(text))
