"""What a report asks the store: the articles, and where they disagree."""

from collections.abc import Mapping
from itertools import groupby

import pyoxigraph as ox

from kg.outputs.queries import run_query
from kg.outputs.reporting.records import Disagreement, Source, Value

_ARTICLES = """
SELECT DISTINCT ?name ?title ?publisher ?date ?address WHERE {
  ?source a kg:Article ; dcterms:identifier ?name .
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:publisher ?publisher }
  OPTIONAL { ?source dcterms:date ?date }
  OPTIONAL { ?source dcterms:source ?address }
}
ORDER BY STR(?date) ?name
"""
_DIFFERENCES = """
SELECT DISTINCT ?difference ?kind ?topic ?reason ?value ?stance ?holder ?article ?quote WHERE {
  ?difference kg:conflictKind ?kind ; rdfs:label ?topic ; kg:reading ?reading .
  ?reading kg:readingValue ?value ; kg:givenBy ?claim .
  ?claim kg:factuality ?factuality ; kg:evidence ?passage .
  ?passage oa:exact ?quote ; dcterms:isPartOf/dcterms:identifier ?article .
  OPTIONAL { ?difference kg:compatibility ?reason }
  OPTIONAL { ?claim kg:attributedTo/skos:prefLabel ?holder }
  BIND(LCASE(STRAFTER(STR(?factuality), "#")) AS ?stance)
}
ORDER BY ?topic ?kind ?difference ?value ?article ?quote ?stance ?holder
"""


def read_sources(store: ox.Store) -> dict[str, Source]:
    """The articles of a graph by name, the oldest first."""
    rows = run_query(store, _ARTICLES).rows
    texts = (tuple("" if cell is None else str(cell) for cell in row) for row in rows)
    return {name: Source(name, title or name, *rest) for name, title, *rest in texts}


def read_disagreements(store: ox.Store, sources: Mapping[str, Source]) -> tuple[Disagreement, ...]:
    """What the articles tell differently: first what cannot all be true, then what can."""
    rows = ([("" if cell is None else str(cell)) for cell in row] for row in run_query(store, _DIFFERENCES).rows)
    found = [_disagreement(list(group), sources) for _, group in groupby(rows, key=lambda row: row[0])]
    return tuple(sorted(found, key=lambda one: bool(one.compatible)))


def _disagreement(rows: list[list[str]], sources: Mapping[str, Source]) -> Disagreement:
    _, kind, topic, reason, *_ = rows[0]
    values = (
        Value(value, stance, holder, sources[article], quote) for *_, value, stance, holder, article, quote in rows
    )
    return Disagreement(kind, topic, reason, tuple(dict.fromkeys(values)))
