"""What the graph says about an entity, found by any of its spellings, or by a claim, and why it says so."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.outputs.answering import Answering
from kg.outputs.records import Record, find_claims, local_name, record_of, records_about, select

_NAMES = "SELECT DISTINCT ?entity ?name WHERE { ?entity skos:prefLabel|skos:altLabel ?name }"
_FORMER = "SELECT DISTINCT ?entity ?former WHERE { ?entity dcterms:replaces ?former }"
_DESCRIPTIONS = "SELECT ?entity ?label ?class WHERE { ?entity skos:prefLabel ?label ; a ?class }"
_IDENTITIES = """
SELECT ?name ?rule ?score ?evidence WHERE {
  ?identity kg:identityOf $entity ; kg:name ?name ; kg:identityRule ?rule ; kg:score ?score .
  OPTIONAL { ?identity kg:identityEvidence ?evidence }
}
ORDER BY ?name ?rule
"""


@dataclass(frozen=True, slots=True)
class NameReason:
    """Why a name belongs to the entity."""

    name: str
    rule: str
    score: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ExplainedEntity:
    """An entity, its spellings with their reasons, and the claims about it."""

    entity: str
    label: str
    type: str
    names: tuple[str, ...]
    reasons: tuple[NameReason, ...]
    records: tuple[Record, ...]

    @property
    def claims(self) -> tuple[Record, ...]:
        """The records: one for each claim that the entity takes part in."""
        return self.records


@dataclass(frozen=True, slots=True)
class Explanation:
    """All entities that a text may mean, or the claim it identifies.

    `exact` is false when the text is only part of the entities' names.
    """

    text: str
    exact: bool
    entities: tuple[ExplainedEntity, ...]
    claims: tuple[Record, ...] = ()


def explain(store: Answering, text: str) -> Explanation:
    """The entities with this spelling or address, else the claim with this id or IRI, else entities named in part so.

    Of spellings, case and accents do not count; an address that an entity had before counts as its own.
    """
    names = _names(store)
    text = next((row["entity"] for row in select(store, _FORMER) if row["former"] == text), text)
    wanted = fold(text)
    found = [entity for entity, spellings in names.items() if entity == text or wanted in map(fold, spellings)]
    exact = bool(found)
    claims = () if exact else tuple(record for claim in find_claims(store, text) for record in record_of(store, claim))
    if claims:
        return Explanation(text, True, (), claims)
    if not exact and wanted:
        found = [entity for entity, spellings in names.items() if any(wanted in fold(name) for name in spellings)]
    described = _describe(store, found, names)
    return Explanation(text, exact, tuple(sorted(described, key=lambda entity: (entity.label, entity.entity))))


def fold(text: str) -> str:
    """Lower case without accents, punctuation as spaces: `Tahsin al-Khafājī` is `tahsin al khafaji`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())


def _names(store: Answering) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in select(store, _NAMES):
        names[row["entity"]].append(row["name"])
    return {entity: sorted(names[entity]) for entity in sorted(names)}


def _describe(store: Answering, found: Iterable[str], names: Mapping[str, list[str]]) -> Iterator[ExplainedEntity]:
    descriptions = {row["entity"]: row for row in select(store, _DESCRIPTIONS)}
    for entity in found:
        label, cls = descriptions[entity]["label"], local_name(descriptions[entity]["class"])
        reasons = tuple(
            NameReason(row["name"], row["rule"], row["score"], row["evidence"])
            for row in select(store, _IDENTITIES.replace("$entity", str(ox.NamedNode(entity))))
        )
        yield ExplainedEntity(entity, label, cls, tuple(names[entity]), reasons, tuple(records_about(store, entity)))
