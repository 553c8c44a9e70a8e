"""What the graph says about an entity, found by any of its spellings, and why it says so."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.vocabulary import KG, PREFIXES

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
_CLAIMS = """
SELECT ?claim ?part ?relation ?stance ?holder ?date ?quote ?article ?rule ?clause ?confidence WHERE {
  ?claim ?part $entity ; a kg:Claim ; kg:relation ?relation ; kg:factuality ?stance ; kg:rule ?rule ;
         kg:confidence ?confidence ; kg:evidence ?passage .
  ?passage oa:exact ?quote ; dcterms:isPartOf/dcterms:identifier ?article .
  OPTIONAL { ?claim kg:attributedTo/skos:prefLabel ?holder }
  OPTIONAL { ?claim kg:date|kg:dateStart ?date }
  OPTIONAL { ?claim kg:clause ?clause }
  FILTER (?part != kg:attributedTo)
}
ORDER BY ?relation ?article ?quote ?claim ?part
"""
_OTHERS = """
SELECT DISTINCT ?claim ?part ?label WHERE {
  ?claim a kg:Claim ; ?mine $entity ; ?part ?other .
  ?other skos:prefLabel ?label
  FILTER (?other != $entity && ?part != kg:attributedTo)
}
ORDER BY ?claim ?part ?label
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One claim that an entity takes part in: its part there, the others, and the words it rests on.

    `others` are pairs such as `("recipient", "Iraqi security forces")`.
    """

    relation: str
    part: str
    others: tuple[tuple[str, str], ...]
    stance: str
    holder: str
    date: str
    quote: str
    article: str
    rule: str
    clause: str
    confidence: str


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
    """All entities that a text may mean; `exact` is false when the text is only part of their names."""

    text: str
    exact: bool
    entities: tuple[ExplainedEntity, ...]


def explain(store: ox.Store, text: str) -> Explanation:
    """The entities with this spelling (case and accents aside) or address, one that they had before included; else
    those with a name that contains it."""
    names = _names(store)
    text = next((row["entity"] for row in _select(store, _FORMER) if row["former"] == text), text)
    wanted = fold(text)
    found = [entity for entity, spellings in names.items() if entity == text or wanted in map(fold, spellings)]
    exact = bool(found)
    if not exact and wanted:
        found = [entity for entity, spellings in names.items() if any(wanted in fold(name) for name in spellings)]
    described = _describe(store, found, names)
    return Explanation(text, exact, tuple(sorted(described, key=lambda entity: (entity.label, entity.entity))))


def fold(text: str) -> str:
    """Lower case without accents, punctuation as spaces: `Tahsin al-Khafājī` is `tahsin al khafaji`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())


def _names(store: ox.Store) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in _select(store, _NAMES):
        names[row["entity"]].append(row["name"])
    return {entity: sorted(names[entity]) for entity in sorted(names)}


def _describe(store: ox.Store, found: Iterable[str], names: Mapping[str, list[str]]) -> Iterator[ExplainedEntity]:
    descriptions = {row["entity"]: row for row in _select(store, _DESCRIPTIONS)}
    for entity in found:
        label, cls = descriptions[entity]["label"], _local(descriptions[entity]["class"])
        reasons = tuple(
            NameReason(row["name"], row["rule"], row["score"], row["evidence"])
            for row in _select(store, _IDENTITIES, entity)
        )
        yield ExplainedEntity(entity, label, cls, tuple(names[entity]), reasons, tuple(_records(store, entity)))


def _records(store: ox.Store, entity: str) -> Iterator[Record]:
    others: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _select(store, _OTHERS, entity):
        others[row["claim"]].append((_local(row["part"]), row["label"]))
    for row in _select(store, _CLAIMS, entity):
        yield Record(
            relation=_local(row["relation"]),
            part=_local(row["part"]),
            others=tuple(others[row["claim"]]),
            stance=_local(row["stance"]).lower(),
            holder=row["holder"],
            date=row["date"],
            quote=row["quote"],
            article=row["article"],
            rule=row["rule"],
            clause=row["clause"],
            confidence=row["confidence"],
        )


def _select(store: ox.Store, query: str, entity: str | None = None) -> Iterator[dict[str, str]]:
    """Rows of strings, empty where nothing is bound."""
    bound = query.replace("$entity", str(ox.NamedNode(entity))) if entity else query
    answer = store.query(bound, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    for solution in answer:
        yield {name: getattr(solution[name], "value", "") for name in columns}


def _local(iri: str) -> str:
    return iri.removeprefix(KG)
