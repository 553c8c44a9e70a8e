"""The graph of facts, continued: conflicts and variations, each value with the claims that give it."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.claims import Statement
from kg.graph.iris import claim_iri, conflict_iri, event_iri, reading_iri
from kg.graph.vocabulary import RDFS
from kg.model import Conflict


def conflict_triples(conflict: Conflict, events: Mapping[str, str], base: str) -> Iterator[ox.Triple]:
    """All triples of a conflict, or of a variation where the values are compatible.

    `events` maps the ids of claims to those of the events they tell.
    """
    subject = terms.node(conflict_iri(base, conflict.id))
    for predicate, value in _statements(conflict, events, base):
        yield ox.Triple(subject, predicate, value)
    for reading in conflict.readings:
        node = terms.node(reading_iri(base, conflict.id, reading.value))
        yield ox.Triple(subject, terms.kg("reading"), node)
        yield ox.Triple(node, terms.TYPE, terms.kg("Reading"))
        yield ox.Triple(node, terms.kg("readingValue"), terms.text(reading.value))
        for claim in reading.claims:
            yield ox.Triple(node, terms.kg("givenBy"), terms.node(claim_iri(base, claim)))


def _statements(conflict: Conflict, events: Mapping[str, str], base: str) -> Iterator[Statement]:
    yield terms.TYPE, terms.kg("Variation" if conflict.compatible else "Conflict")
    yield terms.node(RDFS + "label"), terms.text(conflict.topic)
    yield terms.kg("conflictKind"), terms.text(conflict.kind)
    if conflict.compatible:
        yield terms.kg("compatibility"), terms.text(conflict.compatible)
    for claim in (claim for reading in conflict.readings for claim in reading.claims):
        yield terms.kg("conflictingClaim"), terms.node(claim_iri(base, claim))
        if claim in events:
            yield terms.kg("concerns"), terms.node(event_iri(base, events[claim]))
