"""Claims as they are told to people: participants, words, stance, and why each is there (rule, clause, quote)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.vocabulary import KG, PREFIXES
from kg.outputs.answering import Answering

_ABOUT = "?claim ?mine $entity ; a kg:Claim . FILTER (?mine != kg:attributedTo)"
_THIS = "VALUES ?claim { $claim } ?claim a kg:Claim ."
_CLAIMS = """
SELECT DISTINCT ?claim ?mine ?relation ?stance ?holder ?date ?quote ?article ?rule ?clause ?confidence WHERE {
  $which
  ?claim kg:relation ?relation ; kg:factuality ?stance ; kg:rule ?rule ;
         kg:confidence ?confidence ; kg:evidence ?passage .
  ?passage oa:exact ?quote ; dcterms:isPartOf/dcterms:identifier ?article .
  OPTIONAL { ?claim kg:attributedTo/skos:prefLabel ?holder }
  OPTIONAL { ?claim kg:date|kg:dateStart ?date }
  OPTIONAL { ?claim kg:clause ?clause }
}
ORDER BY ?relation ?article ?quote ?claim ?mine
"""
_PARTICIPANTS = """
SELECT DISTINCT ?claim ?part ?label ?other WHERE {
  $which
  ?claim ?part ?other . ?other skos:prefLabel ?label
  FILTER (?part != kg:attributedTo)
}
ORDER BY ?claim ?part ?label
"""
# The qualifiers that are words of the article and no entities.
_WORDS = """
SELECT DISTINCT ?claim ?part ?words WHERE {
  $which
  VALUES ?part { kg:countText kg:weapon kg:topic kg:position kg:role kg:ordinal kg:distance kg:direction kg:means
                 kg:medium kg:placeText kg:recipientText kg:destinationText kg:addresseeText }
  ?claim ?part ?words
  FILTER (isLiteral(?words))
}
ORDER BY ?claim ?part ?words
"""
_IDENTIFIER = re.compile(r"[\w-]+")
_CALLED = (
    'SELECT DISTINCT ?claim WHERE { ?claim a kg:Claim FILTER (CONTAINS(STR(?claim), "/claim/$claim")) } ORDER BY ?claim'
)


@dataclass(frozen=True, slots=True)
class Record:
    """One claim: the part that the entity asked for has in it (if any), the others, and the words it rests on.

    `others` are pairs such as `("recipient", "Iraqi security forces")`, `words` such as `("weapon", "rockets")`.
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
    claim: str = ""
    words: tuple[tuple[str, str], ...] = ()


def records_about(store: Answering, entity: str) -> Iterator[Record]:
    """The claims that an entity takes part in, by relation, article and quote."""
    return _records(store, _ABOUT.replace("$entity", str(ox.NamedNode(entity))), entity)


def record_of(store: Answering, claim: str) -> Iterator[Record]:
    """A claim by its IRI."""
    return _records(store, _THIS.replace("$claim", str(ox.NamedNode(claim))), "")


def find_claims(store: Answering, text: str) -> list[str]:
    """The IRI of the claim that a text identifies: the whole IRI, its last part, or the id that begins it."""
    identifier = text.rpartition("/claim/")[2]
    if not _IDENTIFIER.fullmatch(identifier):
        return []
    found = [row["claim"] for row in select(store, _CALLED.replace("$claim", identifier))]
    return [claim for claim in found if text in (claim, _last_part(claim), _last_part(claim).rpartition("-")[0])]


def _last_part(iri: str) -> str:
    return iri.rpartition("/")[2]


def select(store: Answering, query: str) -> Iterator[dict[str, str]]:
    """Rows of strings, empty where nothing is bound."""
    answer = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    for solution in answer:
        yield {name: getattr(solution[name], "value", "") for name in columns}


def local_name(iri: str) -> str:
    """A term of the ontology without its namespace."""
    return iri.removeprefix(KG)


def _records(store: Answering, which: str, entity: str) -> Iterator[Record]:
    others, words = _participants(store, which, entity), _words(store, which)
    for row in select(store, _CLAIMS.replace("$which", which)):
        yield Record(
            relation=local_name(row["relation"]),
            part=local_name(row["mine"]),
            others=tuple(others.get(row["claim"], ())),
            stance=local_name(row["stance"]).lower(),
            holder=row["holder"],
            date=row["date"],
            quote=row["quote"],
            article=row["article"],
            rule=row["rule"],
            clause=row["clause"],
            confidence=row["confidence"],
            claim=row["claim"],
            words=tuple(words.get(row["claim"], ())),
        )


def _participants(store: Answering, which: str, entity: str) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in select(store, _PARTICIPANTS.replace("$which", which)):
        if row["other"] != entity:
            found[row["claim"]].append((local_name(row["part"]), row["label"]))
    return found


def _words(store: Answering, which: str) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in select(store, _WORDS.replace("$which", which)):
        found[row["claim"]].append((local_name(row["part"]).removesuffix("Text"), row["words"]))
    return found
