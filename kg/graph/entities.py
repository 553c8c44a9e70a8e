"""The graph of entities: class, labels, coordinates, links, and why each name belongs to its entity."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.claims import Statement
from kg.graph.iris import entity_iri, identity_iri
from kg.graph.vocabulary import DCTERMS, GEO, OWL, SKOS, Vocabulary
from kg.model import Entity, Identity


def entity_triples(entity: Entity, base: str, vocabulary: Vocabulary) -> Iterator[ox.Triple]:
    """All triples about one entity, its identity decisions included."""
    subject = terms.node(entity_iri(base, entity))
    for predicate, value in _description(entity, base, vocabulary):
        yield ox.Triple(subject, predicate, value)
    for identity in entity.identities:
        yield from _identity(entity, identity, base)


def _description(entity: Entity, base: str, vocabulary: Vocabulary) -> Iterator[Statement]:
    yield terms.TYPE, terms.node(vocabulary.require("class", entity.type))
    yield terms.node(SKOS + "prefLabel"), terms.text(entity.label)
    for name in sorted(set(entity.names) - {entity.label}):
        yield terms.node(SKOS + "altLabel"), terms.text(name)
    for former in entity.replaces:
        yield terms.node(DCTERMS + "replaces"), terms.node(entity_iri(base, former))
    for address in entity.same_as:
        yield terms.node(OWL + "sameAs"), terms.node(address)
    if entity.coordinates:
        latitude, longitude = entity.coordinates
        yield terms.node(GEO + "lat"), terms.decimal(latitude)
        yield terms.node(GEO + "long"), terms.decimal(longitude)


def _identity(entity: Entity, identity: Identity, base: str) -> Iterator[ox.Triple]:
    subject = terms.node(identity_iri(base, entity.id, identity.name, identity.rule))
    statements: list[Statement] = [
        (terms.TYPE, terms.kg("Identity")),
        (terms.kg("identityOf"), terms.node(entity_iri(base, entity))),
        (terms.kg("name"), terms.text(identity.name)),
        (terms.kg("identityRule"), terms.text(identity.rule)),
        (terms.kg("score"), terms.decimal(float(identity.score))),
    ]
    if identity.evidence:
        statements.append((terms.kg("identityEvidence"), terms.text(identity.evidence)))
    for predicate, value in statements:
        yield ox.Triple(subject, predicate, value)
