"""The statements about one claim: relation, participants, qualifiers, stance, holder, evidence."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.iris import claim_iri, entity_iri, event_iri, passage_iri
from kg.graph.vocabulary import Vocabulary
from kg.model import Argument, Claim, Count, Factuality, Qualifier, When, Wording

Statement = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
"""A predicate and an object."""


def factuality_node(factuality: Factuality) -> ox.NamedNode:
    """The individual of the ontology for a stance, such as `kg:Asserted`."""
    return terms.kg(factuality.value.capitalize())


def claim_triples(claim: Claim, event: str | None, base: str, vocabulary: Vocabulary) -> Iterator[ox.Triple]:
    """Everything the article's named graph says of a claim; `event` is the id of the event it tells."""
    subject = terms.node(claim_iri(base, claim.id))
    yield ox.Triple(subject, terms.TYPE, terms.kg("Claim"))
    for predicate, value in _statements(claim, event, base, vocabulary):
        yield ox.Triple(subject, predicate, value)


def participants(claim: Claim, base: str, vocabulary: Vocabulary) -> Iterator[Statement]:
    """The entities of a claim with the properties that name their parts: subject, object, recipient, place, …"""
    for name, value in _roles(claim):
        if isinstance(value, Argument) and name in vocabulary.object_properties:
            yield terms.kg(name), terms.node(entity_iri(base, value.entity))


def arguments(claim: Claim) -> Iterator[Argument]:
    """Every argument of a claim, its holder included."""
    yield from (value for _, value in _roles(claim) if isinstance(value, Argument))
    if claim.attributed_to:
        yield claim.attributed_to


def _roles(claim: Claim) -> Iterator[tuple[str, Qualifier]]:
    if claim.subject:
        yield "subject", claim.subject
    if claim.object:
        yield "object", claim.object
    yield from sorted(claim.qualifiers.items())


def _statements(claim: Claim, event: str | None, base: str, vocabulary: Vocabulary) -> Iterator[Statement]:
    evidence = claim.evidence
    yield terms.kg("relation"), terms.node(vocabulary.require("relation", claim.relation))
    for name, value in _roles(claim):
        yield from _qualifier(name, value, base, vocabulary)
    for name, end in (("subjectText", claim.subject), ("objectText", claim.object)):
        if end:
            yield terms.kg(name), terms.text(end.text)
    yield terms.kg("factuality"), factuality_node(claim.factuality)
    if claim.attributed_to:
        yield terms.kg("attributedTo"), terms.node(entity_iri(base, claim.attributed_to.entity))
    yield terms.kg("evidence"), terms.node(passage_iri(base, evidence.article, evidence.start, evidence.end))
    yield terms.kg("rule"), terms.text(claim.rule)
    yield terms.kg("confidence"), terms.decimal(float(claim.confidence))
    if claim.clause:
        yield terms.kg("clause"), terms.text(claim.clause)
    if event:
        yield terms.kg("tells"), terms.node(event_iri(base, event))


def _qualifier(name: str, value: Qualifier, base: str, vocabulary: Vocabulary) -> Iterator[Statement]:
    match value:
        case Argument() if name in vocabulary.object_properties:
            yield terms.kg(name), terms.node(entity_iri(base, value.entity))
        case When() if name == "date":
            yield from terms.date_properties(value.value)
            yield terms.kg("dateText"), terms.text(value.text)
        case Wording() if name == "date":  # *last week* of an article without a date
            yield terms.kg("dateText"), terms.text(value.text)
        case Count() if name == "count":
            yield from _count(value)
        case Wording() if name in vocabulary.object_properties:  # a place or receiver that is no entity
            yield terms.node(vocabulary.require("property", f"{name}Text")), terms.text(value.text)
        case _:
            yield terms.node(vocabulary.require("property", name)), terms.text(value.text)


def _count(count: Count) -> Iterator[Statement]:
    yield terms.kg("countText"), terms.text(count.text)
    if count.minimum is not None:
        yield terms.kg("countMinimum"), terms.integer(count.minimum)
    if count.maximum is not None:
        yield terms.kg("countMaximum"), terms.integer(count.maximum)
    if count.approximate:
        yield terms.kg("countApproximate"), terms.text("approximate")
