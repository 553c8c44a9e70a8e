"""The graph of facts, derived from all articles: events, situations and plain edges."""

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.claims import Statement, factuality_node, participants
from kg.graph.iris import claim_iri, entity_iri, event_iri
from kg.graph.vocabulary import RDFS, Vocabulary
from kg.model import Claim, Event, Factuality


def event_triples(
    event: Event, claims: Sequence[Claim], labels: Mapping[str, str], base: str, vocabulary: Vocabulary
) -> Iterator[ox.Triple]:
    """All triples of one event: class, participants, date, stances, supporting claims, numbers of sources and articles.

    `claims` are those that tell the event; `labels` maps the ids of entities to their labels.
    """
    subject = terms.node(event_iri(base, event.id))
    vocabulary.require("relation", event.kind)
    event_class = vocabulary.relations[event.kind].event_class
    yield ox.Triple(subject, terms.TYPE, terms.node(vocabulary.require("class", event_class)))
    yield ox.Triple(subject, terms.node(RDFS + "label"), terms.text(_label(event, claims, labels)))
    for predicate, value in _statements(event, claims, base, vocabulary):
        yield ox.Triple(subject, predicate, value)


def plain_edge(claim: Claim, base: str, vocabulary: Vocabulary) -> ox.Triple | None:
    """The triple `subject relation object` of an asserted claim that has both ends; None for any other."""
    if claim.factuality is not Factuality.ASSERTED or not (claim.subject and claim.object):
        return None
    relation = terms.node(vocabulary.require("relation", claim.relation))
    subject, target = (terms.node(entity_iri(base, end.entity)) for end in (claim.subject, claim.object))
    return ox.Triple(subject, relation, target)


def _statements(event: Event, claims: Sequence[Claim], base: str, vocabulary: Vocabulary) -> Iterator[Statement]:
    if event.date:
        yield from terms.date_properties(event.date)
    for claim in claims:
        yield from participants(claim, base, vocabulary)
        yield terms.kg("factuality"), factuality_node(claim.factuality)
        yield terms.kg("supportedBy"), terms.node(claim_iri(base, claim.id))
    yield terms.kg("sourceCount"), terms.integer(event.sources)
    yield terms.kg("articleCount"), terms.integer(len({claim.article for claim in claims}))


def _label(event: Event, claims: Sequence[Claim], labels: Mapping[str, str]) -> str:
    """Such as `US-led coalition handed over Taji base (2020-08-23)`; of several wordings the first in order."""
    wordings = (_wording(claim, event.kind, labels) for claim in claims)
    told = min(wordings, key=lambda words: (words.count("…"), words), default=event.kind)
    return f"{told} ({event.date})" if event.date else told


def _wording(claim: Claim, kind: str, labels: Mapping[str, str]) -> str:
    ends = (labels.get(end.entity, end.text) if end else "…" for end in (claim.subject, claim.object))
    return f" {kind.replace('_', ' ')} ".join(ends)
