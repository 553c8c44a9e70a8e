"""Namespaces, and what the ontology declares: classes, properties, relations and the events they tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import LexiconError
from kg.resources import resource_folder

ONTOLOGY = "https://w3id.org/kg-news/ontology"
KG = ONTOLOGY + "#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
GEOSPARQL = "http://www.opengis.net/ont/geosparql#"
SCHEMA = "https://schema.org/"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": KG,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "prov": PROV,
        "oa": OA,
        "sem": SEM,
        "geo": GEO,
        "geosparql": GEOSPARQL,
        "schema": SCHEMA,
        "void": VOID,
        "dcat": DCAT,
    }
)
"""The prefixes that queries and files may use without declaring them."""

REUSED: tuple[str, ...] = tuple(namespace for prefix, namespace in PREFIXES.items() if prefix != "kg")
"""Vocabularies of others whose terms the graph may use."""

_TYPE = ox.NamedNode(RDF + "type")
_EVENT_CLASS = ox.NamedNode(KG + "eventClass")
_IS_STATIC = ox.NamedNode(KG + "isStatic")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation, the class of the events its claims tell, and whether it holds over time."""

    name: str
    event_class: str
    static: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Local names declared in the ontology."""

    classes: frozenset[str]
    object_properties: frozenset[str]
    datatype_properties: frozenset[str]
    relations: Mapping[str, Relation]

    @property
    def properties(self) -> frozenset[str]:
        """All properties that statements may use."""
        return self.object_properties | self.datatype_properties

    def require(self, kind: str, name: str) -> str:
        """The IRI of a declared `class`, `property` or `relation`. Raises LexiconError for any other name."""
        declared = {"class": self.classes, "property": self.properties, "relation": self.relations.keys()}[kind]
        if name not in declared:
            raise LexiconError(f"the {kind} '{name}' is not in ontology/kg.ttl; declare it there or correct the rule")
        return KG + name


@cache
def read_vocabulary(path: Path | None = None) -> Vocabulary:
    """What `path` (default: the shipped `ontology/kg.ttl`) declares. Raises LexiconError when it cannot be read."""
    source = path or resource_folder("ontology") / "kg.ttl"
    try:
        quads = tuple(ox.parse(path=str(source), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise LexiconError(f"{source}: the ontology cannot be read ({error}); mend the file") from error
    return Vocabulary(
        _declared(quads, "Class"),
        _declared(quads, "ObjectProperty"),
        _declared(quads, "DatatypeProperty"),
        MappingProxyType(_relations(quads)),
    )


def _declared(quads: Iterable[ox.Quad], kind: str) -> frozenset[str]:
    wanted = ox.NamedNode(OWL + kind)
    subjects = (_iri(quad.subject) for quad in quads if quad.predicate == _TYPE and quad.object == wanted)
    return frozenset(iri.removeprefix(KG) for iri in subjects if iri.startswith(KG))


def _relations(quads: Iterable[ox.Quad]) -> dict[str, Relation]:
    static = {_iri(quad.subject) for quad in quads if quad.predicate == _IS_STATIC}
    return {
        (name := _iri(quad.subject).removeprefix(KG)): Relation(
            name, _iri(quad.object).removeprefix(KG), KG + name in static
        )
        for quad in quads
        if quad.predicate == _EVENT_CLASS
    }


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
