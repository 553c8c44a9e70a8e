"""What follows from a graph by its ontology: superclasses, inverse and symmetric edges, transitive ones.

The entailments are those of the RDFS rule rdfs9 (W3C, RDF 1.1 Semantics, 2014) and the OWL 2 RL rules prp-inv1,
prp-inv2, prp-symp and prp-trp (W3C, OWL 2 Profiles, 2012), computed over the graphs of entities and facts only: what
claims say is theirs, and follows from nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.iris import entities_graph, facts_graph, inferred_graph
from kg.graph.vocabulary import KG, OWL, PROV, RDF, RDFS
from kg.resources import resource_folder

Edge = tuple[str, str]


@dataclass(frozen=True)
class Entailments:
    """What the ontology entails: superclasses of each class; inverses, symmetric and transitive properties, as IRIs."""

    above: Mapping[str, frozenset[str]]
    inverse: Mapping[str, str]
    symmetric: frozenset[str]
    transitive: frozenset[str]


@cache
def read_entailments(path: Path | None = None) -> Entailments:
    """The entailments of `path` (default: the shipped `ontology/kg.ttl`), between its own terms."""
    source = path or resource_folder("ontology") / "kg.ttl"
    triples = [quad.triple for quad in ox.parse(path=str(source), format=ox.RdfFormat.TURTLE)]
    inverse = dict(_pairs(triples, OWL + "inverseOf"))
    return Entailments(
        _closure(_pairs(triples, RDFS + "subClassOf")),
        inverse | {second: first for first, second in inverse.items()},
        frozenset(name for name, kind in _pairs(triples, RDF + "type") if kind == OWL + "SymmetricProperty"),
        frozenset(name for name, kind in _pairs(triples, RDF + "type") if kind == OWL + "TransitiveProperty"),
    )


def infer(quads: Iterable[ox.Quad], base: str, entailments: Entailments | None = None) -> list[ox.Quad]:
    """The quads of the graph of inferences: what follows and is not stated, and what it was derived from; sorted."""
    known = entailments or read_entailments()
    sources = {entities_graph(base), facts_graph(base)}
    graph = ox.NamedNode(inferred_graph(base))
    all_quads = [quad for quad in quads if quad.graph_name != graph]
    stated = {quad.triple for quad in all_quads if _iri(quad.graph_name) in sources}
    new = {*_classes(stated, known), *_edges(stated, known)} - {quad.triple for quad in all_quads}
    described = _description(graph, sources) if new else ()
    return sorted((ox.Quad(t.subject, t.predicate, t.object, graph) for t in (*new, *described)), key=str)


def _description(graph: ox.NamedNode, sources: Collection[str]) -> Iterator[ox.Triple]:
    yield ox.Triple(graph, terms.TYPE, terms.kg("InferredGraph"))
    for source in sources:
        yield ox.Triple(graph, terms.node(PROV + "wasDerivedFrom"), terms.node(source))


def _classes(stated: Iterable[ox.Triple], known: Entailments) -> Iterator[ox.Triple]:
    for triple in stated:
        if triple.predicate == terms.TYPE:
            for cls in known.above.get(_iri(triple.object), ()):
                yield ox.Triple(triple.subject, terms.TYPE, terms.node(cls))


def _edges(stated: Iterable[ox.Triple], known: Entailments) -> Iterator[ox.Triple]:
    edges: defaultdict[str, set[Edge]] = defaultdict(set)
    for triple in stated:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
            edges[triple.predicate.value].add((triple.subject.value, triple.object.value))
    for name, pairs in list(edges.items()):
        edges[name] = _extended(pairs, name, known)
        if name in known.inverse:
            edges[known.inverse[name]] |= {(second, first) for first, second in edges[name]}
    for name in {*known.inverse, *known.symmetric, *known.transitive}:
        for first, second in edges[name]:
            yield ox.Triple(terms.node(first), terms.node(name), terms.node(second))


def _extended(pairs: set[Edge], name: str, known: Entailments) -> set[Edge]:
    """The pairs with those that symmetry and transitivity add; nothing is in this relation to itself."""
    if name in known.symmetric:
        pairs = pairs | {(second, first) for first, second in pairs}
    if name in known.transitive:
        reached = _closure(pairs)
        pairs = {(first, second) for first in reached for second in reached[first]}
    return {(first, second) for first, second in pairs if first != second}


def _closure(pairs: Iterable[Edge]) -> dict[str, frozenset[str]]:
    """For each first member everything that can be reached from it."""
    next_to: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        next_to[first].add(second)
    return {first: frozenset(_reach(first, next_to)) for first in list(next_to)}


def _reach(start: str, next_to: Mapping[str, Collection[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(next_to.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(next_to.get(node, ()))
    return found


def _pairs(triples: Iterable[ox.Triple], predicate: str) -> list[Edge]:
    """Subject and object of the statements with a predicate, both IRIs, the subject a term of the ontology."""
    found = ((_iri(t.subject), _iri(t.object)) for t in triples if t.predicate.value == predicate)
    return [(subject, value) for subject, value in found if subject.startswith(KG) and value]


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
