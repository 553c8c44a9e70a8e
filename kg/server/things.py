"""What the pages show of a thing itself: an entity, an article or an event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.vocabulary import DCTERMS, KG, RDF, RDFS, SKOS, VOID
from kg.server.claims import Part
from kg.server.rows import Row, local_name, select

_ABOUT = "SELECT ?property ?value ?label WHERE { $thing ?property ?value OPTIONAL { ?value skos:prefLabel ?label } }"
_REASONS = """
SELECT ?name ?rule ?evidence WHERE {
  ?identity kg:identityOf $thing ; kg:name ?name ; kg:identityRule ?rule
  OPTIONAL { ?identity kg:identityEvidence ?evidence }
} ORDER BY ?name ?rule
"""
_FORMER = "SELECT ?entity WHERE { ?entity dcterms:replaces $thing } ORDER BY ?entity LIMIT 1"
_ARTICLE_OF_CLAIM = "SELECT ?article WHERE { $thing kg:evidence/dcterms:isPartOf ?article } LIMIT 1"

_LABELS = (SKOS + "prefLabel", DCTERMS + "title", RDFS + "label", DCTERMS + "identifier")
# What find_thing tells elsewhere, what repeats the claims below, and what only programs read.
_NOT_FACTS = frozenset(
    (
        *_LABELS,
        RDF + "type",
        SKOS + "altLabel",
        KG + "supportedBy",
        KG + "textDigest",
        VOID + "triples",
        DCTERMS + "replaces",
    )
)


@dataclass(frozen=True, slots=True)
class ThingView:
    """An entity, article or event: its class, label, and what else the graph says of it, in (property, part) pairs."""

    iri: str
    type: str
    label: str
    names: tuple[str, ...]
    facts: tuple[Part, ...]
    reasons: tuple[tuple[str, str, str], ...] = ()


def find_thing(store: ox.Store, iri: str) -> ThingView | None:
    """What the graph says of a thing itself; None for an address that it does not have."""
    rows = select(store, _ABOUT, iri)
    if not rows:
        return None
    types = sorted(local_name(row["value"]) for row in rows if row["property"] == RDF + "type")
    labels = [row["value"] for name in _LABELS for row in rows if row["property"] == name]
    names = sorted({row["value"] for row in rows if row["property"] == SKOS + "altLabel"})
    reasons = tuple((row["name"], row["rule"], row["evidence"]) for row in select(store, _REASONS, iri))
    facts = sorted(_facts(rows), key=lambda part: (part.role, part.text, part.iri))
    label = labels[0] if labels else ""
    return ThingView(iri, types[0] if types else "", label, tuple(names), tuple(facts), reasons)


def _facts(rows: Sequence[Row]) -> Iterator[Part]:
    for row in rows:
        if row["property"] in _NOT_FACTS:
            continue
        role, value = local_name(row["property"]), row["value"]
        if value.startswith(KG):  # a stance
            yield Part(role, local_name(value).lower())
        else:
            linked = row["label"] or value.startswith(("http://", "https://"))
            yield Part(role, row["label"] or value, value if linked else "")


def successor(store: ox.Store, iri: str) -> str | None:
    """The entity that took the place of one that was merged away."""
    rows = select(store, _FORMER, iri)
    return rows[0]["entity"] if rows else None


def article_of_claim(store: ox.Store, iri: str) -> str | None:
    """The article that a claim was read in."""
    rows = select(store, _ARTICLE_OF_CLAIM, iri)
    return rows[0]["article"] if rows else None
