"""The lists of the front page, and the search for entities by name."""

import pyoxigraph as ox

from kg.outputs.explain import fold
from kg.server.rows import Row, local_name, select

MOST_FOUND = 200  # names that a search shows
MOST_LISTED = 30  # entities on the front page

_ARTICLES = """
SELECT ?article ?name ?title ?publisher ?published (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?article a kg:Article ; dcterms:identifier ?name .
  OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:publisher ?publisher }
  OPTIONAL { ?article dcterms:date ?published }
  OPTIONAL { ?passage dcterms:isPartOf ?article . ?claim kg:evidence ?passage }
} GROUP BY ?article ?name ?title ?publisher ?published ORDER BY ?published ?name
"""
_MOST_TOLD = """
SELECT ?entity ?label ?type (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?claim a kg:Claim ; kg:subject|kg:object ?entity . ?entity skos:prefLabel ?label ; a ?type
} GROUP BY ?entity ?label ?type ORDER BY DESC(?claims) ?label LIMIT %d
"""
_NAMES = """
SELECT DISTINCT ?entity ?name ?label ?type WHERE {
  ?entity skos:prefLabel|skos:altLabel ?name ; skos:prefLabel ?label ; a ?type
} ORDER BY ?label ?entity
"""


def list_articles(store: ox.Store) -> list[dict[str, str]]:
    """Every article with title, publisher, date and the number of its claims, by date."""
    return select(store, _ARTICLES)


def most_told(store: ox.Store) -> list[dict[str, str]]:
    """The entities that most claims are about."""
    return [{**row, "type": local_name(row["type"])} for row in select(store, _MOST_TOLD % MOST_LISTED)]


def search(store: ox.Store, text: str) -> list[dict[str, str]]:
    """Entities with a name that contains `text` (case and accents aside), those called exactly so first."""
    wanted = fold(text)
    found: dict[str, tuple[bool, str, Row]] = {}
    for row in select(store, _NAMES) if wanted else ():
        name = fold(row["name"])
        if wanted in name:
            longer = name != wanted and (row["entity"] not in found or found[row["entity"]][0])
            found[row["entity"]] = (longer, row["label"], row)
    ranked = sorted(found.values(), key=lambda item: item[:2])
    return [{**row, "type": local_name(row["type"])} for _, _, row in ranked[:MOST_FOUND]]
