"""The whole graph as one JSON-LD 1.1 document: a context, the default graph, and each named graph with its nodes.

Standard: https://www.w3.org/TR/json-ld11/. pyoxigraph writes JSON-LD too, but without a context.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

import pyoxigraph as ox

from kg.graph.vocabulary import PREFIXES, RDF, XSD

TYPE = RDF + "type"
Node = dict[str, object]
Term = ox.NamedNode | ox.Literal
Statements = dict[str, dict[str, list[Term]]]  # by subject and predicate


def write_json_ld(quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
    """Write quads without blank nodes as JSON-LD in UTF-8, in the order of graphs, subjects and predicates."""
    graphs = _by_graph(quads)
    terms = _Terms(_usable_prefixes(graphs), _linking(graphs))
    context: dict[str, object] = dict(sorted(terms.prefixes.items()))
    context |= {name: {"@type": "@id"} for name in sorted(map(terms.compact, terms.links))}
    named = [{"@id": name, "@graph": terms.nodes(graphs[name])} for name in sorted(graphs) if name]
    document = {"@context": context, "@graph": [*terms.nodes(graphs.get("", {})), *named]}
    output.write(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


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


def _usable_prefixes(graphs: Mapping[str, Statements]) -> dict[str, str]:
    """The common prefixes but those that are the scheme of an IRI here: `geo:52,13` would be read as prefixed."""
    schemes = {iri.partition(":")[0] for iri in _iris(graphs)}
    return {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix not in schemes}


def _iris(graphs: Mapping[str, Statements]) -> Iterator[str]:
    for graph, statements in graphs.items():
        yield graph
        for subject, properties in statements.items():
            yield subject
            for predicate, values in properties.items():
                yield predicate
                yield from (value.value for value in values if isinstance(value, ox.NamedNode))


@dataclass(frozen=True, slots=True)
class _Terms:
    """The context: prefixes, and the predicates that `links` names, whose values are IRIs."""

    prefixes: Mapping[str, str]
    links: frozenset[str]

    def nodes(self, statements: Statements) -> list[Node]:
        return [self._node(subject, properties) for subject, properties in sorted(statements.items())]

    def compact(self, iri: str) -> str:
        """`kg:subject` for the IRI of a common vocabulary; other IRIs as they are."""
        for prefix, namespace in self.prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):
                return f"{prefix}:{local}"
        return iri

    def _node(self, subject: str, properties: Mapping[str, list[Term]]) -> Node:
        node: Node = {"@id": subject}
        if TYPE in properties:
            node["@type"] = [self.compact(value.value) for value in properties[TYPE]]
        for name in sorted(properties.keys() - {TYPE}):
            values = [self._value(value, plain=name in self.links) for value in properties[name]]
            node[self.compact(name)] = values[0] if len(values) == 1 else values
        return node

    def _value(self, value: Term, *, plain: bool) -> object:
        if isinstance(value, ox.NamedNode):
            return self.compact(value.value) if plain else {"@id": value.value}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == XSD + "string":
            return value.value
        return {"@value": value.value, "@type": self.compact(value.datatype.value)}
