"""Which of several media types a client gets: content negotiation (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping
from types import MappingProxyType

import mimeparse
import pyoxigraph as ox

RESULT_TYPES: Mapping[str, ox.QueryResultsFormat] = MappingProxyType(
    {
        "application/sparql-results+json": ox.QueryResultsFormat.JSON,
        "application/sparql-results+xml": ox.QueryResultsFormat.XML,
        "text/csv": ox.QueryResultsFormat.CSV,
        "text/tab-separated-values": ox.QueryResultsFormat.TSV,
        "application/json": ox.QueryResultsFormat.JSON,
        "application/xml": ox.QueryResultsFormat.XML,
        "text/xml": ox.QueryResultsFormat.XML,
    }
)
"""What SELECT and ASK are answered in; the first where the client has no wish."""

RDF_TYPES: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
        "application/ld+json": ox.RdfFormat.JSON_LD,
        "application/x-turtle": ox.RdfFormat.TURTLE,
    }
)
"""What CONSTRUCT, DESCRIBE and the things themselves are given in; the first where the client has no wish."""

HTML = "text/html"
ANYTHING = "*/*"


def choose(offers: Mapping[str, object] | tuple[str, ...], accept: str) -> str | None:
    """The offered type that an Accept header wants most, the earlier one where it wants two alike; None for none.

    >>> choose(("text/turtle", "text/html"), "text/html, text/turtle;q=0.5")
    'text/html'
    """
    wanted_least_first = list(reversed(tuple(offers)))
    try:
        return mimeparse.best_match(wanted_least_first, accept.strip() or ANYTHING) or None
    except mimeparse.MimeTypeParseException:
        return None
