"""Claims, entities and events become RDF: one named graph per article, one of entities, one of facts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import pyoxigraph as ox

from kg.graph.articles import article_triples
from kg.graph.conflicts import conflict_triples
from kg.graph.description import describe
from kg.graph.entities import entity_triples
from kg.graph.facts import event_triples, plain_edge
from kg.graph.iris import article_iri, check_base, entities_graph, facts_graph
from kg.graph.vocabulary import Vocabulary, read_vocabulary
from kg.model import Extraction

Item = TypeVar("Item")


def assemble(extraction: Extraction, base: str, vocabulary: Vocabulary | None = None) -> list[ox.Quad]:
    """The whole graph, without blank nodes, sorted by graph, subject, predicate and object.

    Raises UsageError for an unusable base IRI and LexiconError for a class or property that the ontology lacks.
    """
    check_base(base)
    declared = vocabulary or read_vocabulary()
    quads = {*_article_quads(extraction, base, declared)}
    quads |= _in_graph(entities_graph(base), _entities(extraction, base, declared))
    quads |= _in_graph(facts_graph(base), _facts(extraction, base, declared))
    quads |= {*describe(quads, base, declared)}
    return sorted(quads, key=sort_key)


def sort_key(quad: ox.Quad) -> tuple[str, str, str, str]:
    """The order of every file that is written."""
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _article_quads(extraction: Extraction, base: str, vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    claims = _by(extraction.claims, lambda claim: claim.article)
    mentions = _by(extraction.mentions, lambda linked: linked.mention.article)
    events = {claim: event.id for event in extraction.events for claim in event.claims}
    for article in extraction.articles:
        name = article.name
        triples = article_triples(article, claims[name], mentions[name], events, base, vocabulary)
        yield from _in_graph(article_iri(base, name), triples)


def _entities(extraction: Extraction, base: str, vocabulary: Vocabulary) -> Iterator[ox.Triple]:
    for entity in extraction.entities:
        yield from entity_triples(entity, base, vocabulary)


def _facts(extraction: Extraction, base: str, vocabulary: Vocabulary) -> Iterator[ox.Triple]:
    claims = {claim.id: claim for claim in extraction.claims}
    labels = {entity.id: entity.label for entity in extraction.entities}
    for event in extraction.events:
        told = [claims[claim] for claim in event.claims]
        yield from event_triples(event, told, labels, base, vocabulary)
    tells = {claim: event.id for event in extraction.events for claim in event.claims}
    for conflict in extraction.conflicts:
        yield from conflict_triples(conflict, tells, base)
    for claim in extraction.claims:
        edge = plain_edge(claim, base, vocabulary)
        if edge is not None:
            yield edge


def _in_graph(graph: str, triples: Iterable[ox.Triple]) -> set[ox.Quad]:
    name = ox.NamedNode(graph)
    return {ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples}


def _by(items: Iterable[Item], key: Callable[[Item], str]) -> defaultdict[str, list[Item]]:
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups
