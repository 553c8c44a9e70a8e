"""The whole graph as one JSON-LD 1.1 document: a context, the default graph, and each named graph with its nodes.

Standard: https://www.w3.org/TR/json-ld11/. pyoxigraph writes JSON-LD too, but without a context.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import IO

import pyoxigraph as ox

from kg.graph.vocabulary import PREFIXES, RDF, XSD

TYPE = RDF + "type"
Node = dict[str, object]


def write_json_ld(quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
    """Write quads without blank nodes as JSON-LD in UTF-8, in the order of graphs, subjects and predicates."""
    graphs = _by_graph(quads)
    links = _linking(graphs)
    context: dict[str, object] = dict(sorted(PREFIXES.items()))
    context |= {name: {"@type": "@id"} for name in sorted(map(_compact, links))}
    document = {"@context": context, "@graph": [_graph(name, graphs[name], links) for name in sorted(graphs) if name]}
    document["@graph"] = [*_nodes(graphs.get("", {}), links), *document["@graph"]]
    output.write(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


Statements = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]  # by subject and predicate


def _by_graph(quads: Iterable[ox.Quad]) -> dict[str, Statements]:
    graphs: dict[str, Statements] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for quad in sorted(quads, key=str):
        assert isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs[graph][quad.subject.value][quad.predicate.value].append(quad.object)
    return graphs


def _linking(graphs: Mapping[str, Statements]) -> frozenset[str]:
    """The predicates whose objects are all IRIs: the context says so once, and the IRIs stand there plainly."""
    literal: set[str] = set()
    every: set[str] = set()
    for statements in graphs.values():
        for properties in statements.values():
            every |= properties.keys()
            literal |= {name for name, values in properties.items() if any(isinstance(v, ox.Literal) for v in values)}
    return frozenset(every - literal - {TYPE})


def _graph(name: str, statements: Statements, links: frozenset[str]) -> Node:
    return {"@id": name, "@graph": _nodes(statements, links)}


def _nodes(statements: Statements, links: frozenset[str]) -> list[Node]:
    return [_node(subject, properties, links) for subject, properties in sorted(statements.items())]


def _node(subject: str, properties: Mapping[str, list[ox.NamedNode | ox.Literal]], links: frozenset[str]) -> Node:
    node: Node = {"@id": subject}
    if TYPE in properties:
        node["@type"] = [_compact(value.value) for value in properties[TYPE]]
    for name in sorted(properties.keys() - {TYPE}):
        values = [_value(value, plain=name in links) for value in properties[name]]
        node[_compact(name)] = values[0] if len(values) == 1 else values
    return node


def _value(value: ox.NamedNode | ox.Literal, *, plain: bool) -> object:
    if isinstance(value, ox.NamedNode):
        return _compact(value.value) if plain else {"@id": value.value}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == XSD + "string":
        return value.value
    return {"@value": value.value, "@type": _compact(value.datatype.value)}


def _compact(iri: str) -> str:
    """`kg:subject` for the IRI of a common vocabulary; other IRIs as they are."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri
