"""The graph describes itself: a dataset with its parts, sizes, classes and relations.

W3C, Describing Linked Datasets with the VoID Vocabulary (2011); Data Catalog Vocabulary (DCAT) Version 3 (2024).
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.iris import description_graph
from kg.graph.vocabulary import DCAT, DCTERMS, KG, ONTOLOGY, VOID, Vocabulary


def describe(quads: Iterable[ox.Quad], base: str, vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    """The quads of the description of a graph made of `quads`; its own graph is not counted."""
    sizes: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for quad in quads:
        sizes[_iri(quad.graph_name)] += 1
        if quad.predicate == terms.TYPE:
            classes[_iri(quad.object)] += 1
        elif quad.predicate.value.removeprefix(KG) in vocabulary.relations:
            relations[quad.predicate.value] += 1
    graph = terms.node(description_graph(base))
    for triple in (*_dataset(graph, base, sizes), *_parts(graph, base, classes, relations)):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _dataset(graph: ox.NamedNode, base: str, sizes: Counter[str]) -> Iterator[ox.Triple]:
    for kind in (terms.node(VOID + "Dataset"), terms.node(DCAT + "Dataset")):
        yield ox.Triple(graph, terms.TYPE, kind)
    yield ox.Triple(graph, terms.node(DCTERMS + "title"), terms.text("Knowledge graph of news articles"))
    yield ox.Triple(graph, terms.node(DCTERMS + "conformsTo"), terms.node(ONTOLOGY))
    yield ox.Triple(graph, terms.node(VOID + "vocabulary"), terms.node(KG))
    yield ox.Triple(graph, terms.node(VOID + "uriSpace"), terms.text(base))
    yield ox.Triple(graph, terms.node(VOID + "triples"), terms.integer(sizes.total()))
    for name, size in sizes.items():
        yield ox.Triple(graph, terms.node(VOID + "subset"), terms.node(name))
        yield ox.Triple(terms.node(name), terms.node(VOID + "triples"), terms.integer(size))


def _parts(graph: ox.NamedNode, base: str, classes: Counter[str], relations: Counter[str]) -> Iterator[ox.Triple]:
    """One partition for each class and each relation, with an IRI of its own: the graph has no blank nodes."""
    kinds = (
        ("class", "classPartition", "class", "entities", classes),
        ("relation", "propertyPartition", "property", "triples", relations),
    )
    for kind, link, key, measure, counts in kinds:
        for term, count in counts.items():
            part = terms.node(f"{base}graph/description/{kind}/{term.rpartition('#')[2].rpartition('/')[2]}")
            yield ox.Triple(graph, terms.node(VOID + link), part)
            yield ox.Triple(part, terms.node(VOID + key), terms.node(term))
            yield ox.Triple(part, terms.node(VOID + measure), terms.integer(count))


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
