"""Checks a graph against its SHACL shapes with pySHACL, a few thousand nodes at a time: memory stays bounded."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.findings import Finding
from kg.graph.vocabulary import DCTERMS, KG, RDF
from kg.lexicon import Lexicon, read_lexicon

if TYPE_CHECKING:
    import rdflib

# Subjects of a named graph checked together.
BATCH = 2000
TYPE = ox.NamedNode(RDF + "type")
INFERRED = ox.NamedNode(KG + "InferredGraph")
IDENTIFIER = ox.NamedNode(DCTERMS + "identifier")
REMEDY = "build the graph again with kg build, or undo the edit of its files"

Batch = list[ox.Quad]


def validate(store: ox.Store, lexicon: Lexicon | None = None) -> list[Finding]:
    """What the shapes find wrong: one finding for each node and shape, with the article it is of, in order."""
    import pyshacl

    from kg.graph.shapes import read_hierarchy, read_shapes, roles_by_shape

    rules = lexicon or read_lexicon()
    shapes, hierarchy, roles = read_shapes(rules), read_hierarchy(), dict(roles_by_shape(rules.roles))
    findings: set[Finding] = set()
    for batch in _batches(store):
        data = to_rdflib([*batch, *_types_of_others(store, batch)])
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=hierarchy, inplace=True)
        wrong = _results(report, data, roles)
        origin, described = _origin(store, batch[0]), set(_described(batch))
        findings |= {
            Finding("shape", node, f"{text} ({origin}); {REMEDY}") for node, text in wrong if node in described
        }
    return sorted(findings, key=lambda finding: (finding.subject, finding.message))


def _batches(store: ox.Store) -> Iterator[Batch]:
    """The quads of each named graph, by whole subjects; the store keeps the quads of a subject together.

    Inferences describe nobody: they are left out.
    """
    stated = (graph for graph in store.named_graphs() if ox.Quad(graph, TYPE, INFERRED, graph) not in store)
    for graph in sorted(stated, key=str):
        groups = groupby(store.quads_for_pattern(None, None, None, graph), key=lambda quad: quad.subject)
        subjects = (list(quads) for _, quads in groups)
        while batch := [quad for quads in islice(subjects, BATCH) for quad in quads]:
            yield batch


def _described(batch: Batch) -> Iterator[str]:
    """The nodes whose class the batch tells: what it says of others is no description of them."""
    for quad in batch:
        if quad.predicate == TYPE and isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _types_of_others(store: ox.Store, batch: Batch) -> Iterator[ox.Quad]:
    """The classes of the nodes that a batch points to."""
    for value in {quad.object for quad in batch if isinstance(quad.object, ox.NamedNode)}:
        yield from store.quads_for_pattern(value, TYPE, None)


def _origin(store: ox.Store, quad: ox.Quad) -> str:
    """The name of the article a quad is of, or the end of its graph's IRI."""
    graph = quad.graph_name
    if not isinstance(graph, ox.NamedNode):
        return "the default graph"
    for found in store.quads_for_pattern(graph, IDENTIFIER, None):
        return f"article {found.object.value}" if isinstance(found.object, ox.Literal) else str(graph)
    return f"the graph of {graph.value.rpartition('/')[2]}"


def to_rdflib(quads: Iterable[ox.Quad]) -> "rdflib.Graph":
    """The triples of quads as a graph of rdflib, which pySHACL reads."""
    import rdflib

    def term(value: object) -> rdflib.term.Node:
        if isinstance(value, ox.Literal):
            plain = value.language or value.datatype.value.endswith("#string")
            datatype = None if plain else rdflib.URIRef(value.datatype.value)
            return rdflib.Literal(value.value, datatype=datatype, lang=value.language, normalize=False)
        assert isinstance(value, ox.NamedNode)
        return rdflib.URIRef(value.value)

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def _results(
    report: "rdflib.Graph", data: "rdflib.Graph", roles: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Pairs of a node and what is wrong with it."""
    from rdflib.namespace import RDF as RDFLIB_RDF
    from rdflib.namespace import SH

    for result in report.subjects(RDFLIB_RDF.type, SH.ValidationResult):
        focus, value, message, shape = (
            report.value(result, predicate) for predicate in (SH.focusNode, SH.value, SH.resultMessage, SH.sourceShape)
        )
        nodes = [focus] if str(shape) not in roles else list(_claims(data, *roles[str(shape)], value))
        found = f", found {value}" if value is not None and value != focus else ""
        for node in nodes:
            yield str(node), f"{message}{found}"


def _claims(
    data: "rdflib.Graph", relation: str, role: str, value: "rdflib.term.Node | None"
) -> "Iterator[rdflib.term.Node]":
    """The claims of a relation that have the value in the role."""
    import rdflib

    terms = rdflib.Namespace(KG)
    for claim in data.subjects(terms.relation, terms[relation]):
        if (claim, terms[role], value) in data:
            yield claim
