"""Things of the graph as RDF: what is known of an entity, article, claim or event, and of the endpoint itself."""

import io

import pyoxigraph as ox

from kg.graph.vocabulary import PREFIXES, RDF
from kg.server.answering import serialise_triples
from kg.server.media_types import RDF_TYPES, RESULT_TYPES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}

# What is said of a thing, what names it, and where it is an article all that it says.
_DESCRIPTION = """
CONSTRUCT { ?s ?p ?o } WHERE {
  { $thing ?p ?o BIND($thing AS ?s) } UNION { ?s ?p $thing BIND($thing AS ?o) } UNION { GRAPH $thing { ?s ?p ?o } }
}
"""


def describe_thing(store: ox.Store, iri: str, media_type: str) -> bytes | None:
    """Every statement about a thing or naming it, in one of RDF_TYPES; None for an address that the graph lacks."""
    node = str(ox.NamedNode(iri))
    known = store.query(f"ASK {{ {node} ?p ?o }}", use_default_graph_as_union=True)
    if not known:
        return None
    query = _DESCRIPTION.replace("$thing", node)
    triples = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(triples, ox.QueryTriples)
    output = io.BytesIO()
    serialise_triples(triples, output, media_type)
    return output.getvalue()


def describe_endpoint(address: str, media_type: str) -> bytes:
    """The service description of an endpoint (https://www.w3.org/TR/sparql11-service-description/)."""
    service = ox.NamedNode(address)
    formats = [FORMATS + name for media, name in _FORMAT_NAMES.items() if media in {*RESULT_TYPES, *RDF_TYPES}]
    told = [
        (RDF + "type", SD + "Service"),
        (SD + "endpoint", address),
        (SD + "supportedLanguage", SD + "SPARQL11Query"),
        (SD + "feature", SD + "UnionDefaultGraph"),
        *((SD + "resultFormat", name) for name in formats),
    ]
    triples = [ox.Triple(service, ox.NamedNode(predicate), ox.NamedNode(value)) for predicate, value in told]
    return ox.serialize(triples, format=RDF_TYPES[media_type], prefixes={"sd": SD, "formats": FORMATS}) or b""
