"""What the pages show of claims: their parts, the words that say them, their sources."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.iris import parse_passage_iri
from kg.graph.vocabulary import KG
from kg.outputs.highlighting import Highlight, quote_pieces, without_overlaps
from kg.server.rows import Row, local_name, select

CLAIMS_A_PAGE = 100

_OF_ENTITY = """
SELECT ?claim (MIN(IF(?part = kg:attributedTo, 1, 0)) AS ?said) WHERE {
  ?claim ?part $thing ; a kg:Claim ; kg:relation ?relation ; kg:evidence ?passage .
  ?passage kg:start ?start ; dcterms:isPartOf/dcterms:identifier ?name
} GROUP BY ?claim ?relation ?name ?start ORDER BY ?said ?relation ?name ?start ?claim LIMIT %d OFFSET %d
"""
_OF_ARTICLE = """
SELECT DISTINCT ?claim ?start WHERE {
  ?passage dcterms:isPartOf $thing ; kg:start ?start . ?claim kg:evidence ?passage ; a kg:Claim
} ORDER BY ?start ?claim LIMIT %d OFFSET %d
"""
_OF_EVENT = """
SELECT DISTINCT ?claim ?name ?start WHERE {
  ?claim kg:tells $thing ; a kg:Claim ; kg:evidence ?passage .
  ?passage kg:start ?start ; dcterms:isPartOf/dcterms:identifier ?name
} ORDER BY ?name ?start ?claim LIMIT %d OFFSET %d
"""
SELECTIONS = {"entity": _OF_ENTITY, "article": _OF_ARTICLE, "event": _OF_EVENT}

_STATEMENTS = """
SELECT DISTINCT ?claim ?property ?value ?label WHERE {
  VALUES ?claim { %s } ?claim ?property ?value OPTIONAL { ?value skos:prefLabel ?label }
} ORDER BY ?claim ?property ?label ?value
"""
_SOURCES = """
SELECT DISTINCT ?claim ?passage ?quote ?article ?name ?title ?publisher ?published ?address WHERE {
  VALUES ?claim { %s } ?claim kg:evidence ?passage .
  ?passage oa:exact ?quote ; dcterms:isPartOf ?article . ?article dcterms:identifier ?name .
  OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:publisher ?publisher }
  OPTIONAL { ?article dcterms:date ?published } OPTIONAL { ?article dcterms:source ?address }
}
"""
# In the article's own graph, where an entity has few mentions: over all articles it may have thousands.
_WORDS = """
SELECT DISTINCT ?claim ?role ?start ?end WHERE {
  VALUES ?claim { %s }
  GRAPH ?article {
    ?claim kg:evidence ?passage ; ?role ?entity .
    ?words kg:refersTo ?entity ; kg:start ?start ; kg:end ?end
  }
} ORDER BY ?claim ?start ?end ?role
"""

# Of a claim these are told in places of their own, not among its parts.
_FRAME = frozenset({"relation", "factuality", "evidence", "rule", "confidence", "clause", "tells", "attributedTo"})


@dataclass(frozen=True, slots=True)
class Part:
    """What fills a role: an entity with its address, or words and numbers of the text (`iri` is empty then)."""

    role: str
    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a quote comes from; texts are empty where the article does not tell."""

    iri: str
    name: str
    title: str
    publisher: str
    date: str
    address: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim as a reader sees it; `quote` is cut into (words, role) pieces, the role empty between them."""

    iri: str
    relation: str
    subject: Part | None
    object: Part | None
    others: tuple[Part, ...]
    stance: str
    holder: Part | None
    quote: tuple[tuple[str, str], ...]
    source: Source
    rule: str
    clause: str
    event: str
    said: bool = False


def claims_of(store: ox.Store, kind: str, thing: str, page: int = 1) -> tuple[list[ClaimView], bool]:
    """A page (from 1) of the claims of an `entity`, `article` or `event`, and whether more follow."""
    selection = SELECTIONS[kind] % (CLAIMS_A_PAGE + 1, (page - 1) * CLAIMS_A_PAGE)
    rows = select(store, selection, thing)
    wanted = {row["claim"]: row.get("said") == "1" for row in rows[:CLAIMS_A_PAGE]}
    return list(_views(store, wanted)), len(rows) > CLAIMS_A_PAGE


def _views(store: ox.Store, wanted: Mapping[str, bool]) -> Iterator[ClaimView]:
    values = " ".join(str(ox.NamedNode(claim)) for claim in wanted)
    statements, words = _grouped(store, _STATEMENTS % values), _grouped(store, _WORDS % values)
    sources = {row["claim"]: row for row in select(store, _SOURCES % values)}
    for claim, said in wanted.items():
        yield _view(claim, statements[claim], sources[claim], words[claim], said=said)


def _grouped(store: ox.Store, query: str) -> Mapping[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in select(store, query):
        grouped[row["claim"]].append(row)
    return grouped


def _view(claim: str, statements: Sequence[Row], source: Row, words: Sequence[Row], *, said: bool) -> ClaimView:
    frame = {local_name(row["property"]): row["value"] for row in statements}
    parts = list(_parts(statements))
    return ClaimView(
        iri=claim,
        relation=local_name(frame["relation"]),
        subject=_only(parts, "subject"),
        object=_only(parts, "object"),
        others=tuple(part for part in parts if part.role not in ("subject", "object", "attributedTo")),
        stance=local_name(frame["factuality"]).lower(),
        holder=_only(parts, "attributedTo"),
        quote=tuple(_pieces(source, words)),
        source=Source(*(source[key] for key in ("article", "name", "title", "publisher", "published", "address"))),
        rule=frame.get("rule", ""),
        clause=frame.get("clause", ""),
        event=frame.get("tells", ""),
        said=said,
    )


def _parts(statements: Sequence[Row]) -> Iterator[Part]:
    for row in statements:
        role = local_name(row["property"])
        if not row["property"].startswith(KG) or (role in _FRAME and role != "attributedTo"):
            continue
        yield Part(role, row["label"] or row["value"], row["value"] if row["label"] else "")


def _only(parts: Sequence[Part], role: str) -> Part | None:
    return next((part for part in parts if part.role == role), None)


def _pieces(source: Row, words: Sequence[Row]) -> list[tuple[str, str]]:
    place = parse_passage_iri(source["passage"])
    shift = place.start if place else 0
    length = len(source["quote"])
    found = [Highlight(int(w["start"]) - shift, int(w["end"]) - shift, local_name(w["role"])) for w in words]
    inside = (item for item in found if item.start >= 0 and item.end <= length)
    return quote_pieces(source["quote"], without_overlaps(inside))
