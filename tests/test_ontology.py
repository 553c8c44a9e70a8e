"""The ontology is complete: terms are described, relations tell declared classes, no class is under disjoint ones."""

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS
from rdflib.collection import Collection

from kg.graph.vocabulary import KG, read_vocabulary
from kg.resources import resource_folder

ONTOLOGY = rdflib.Graph().parse(resource_folder("ontology") / "kg.ttl")
TERMS = sorted({str(term) for term in ONTOLOGY.subjects() if str(term).startswith(KG)})
STATIC = ["stationed_in", "spokesperson_of", "holds_position", "member_of", "part_of", "located_in", "near", "supports"]


def superclasses(cls: rdflib.term.Node) -> set[rdflib.term.Node]:
    """A class and all classes above it."""
    return set(ONTOLOGY.transitive_objects(cls, RDFS.subClassOf))


@pytest.mark.parametrize("term", TERMS)
def test_term_is_described(term: str) -> None:
    node = rdflib.URIRef(term)
    for predicate in (RDF.type, RDFS.label, SKOS.definition, RDFS.isDefinedBy):
        assert (node, predicate, None) in ONTOLOGY, predicate


def test_terms_used_are_declared() -> None:
    used = {str(node) for triple in ONTOLOGY for node in triple if str(node).startswith(KG)} - {KG}
    assert used == set(TERMS)


def test_relations_and_the_classes_they_tell() -> None:
    vocabulary = read_vocabulary()
    assert len(vocabulary.relations) == 21
    assert {relation.event_class for relation in vocabulary.relations.values()} <= vocabulary.classes
    assert {name for name, relation in vocabulary.relations.items() if relation.static} == set(STATIC)
    told = {name for name, relation in vocabulary.relations.items() if relation.event_class == "Situation"}
    assert told == set(STATIC)


def test_no_class_is_below_two_disjoint_classes() -> None:
    groups = [
        set(Collection(ONTOLOGY, ONTOLOGY.value(axiom, OWL.members)))
        for axiom in ONTOLOGY.subjects(RDF.type, OWL.AllDisjointClasses)
    ]
    assert groups
    for cls in ONTOLOGY.subjects(RDF.type, OWL.Class):
        for group in groups:
            assert len(superclasses(cls) & group) < 2, cls


@pytest.mark.parametrize(
    ("cls", "above"), [("State", "Agent"), ("State", "Place"), ("MilitaryBase", "Place"), ("ArmedGroup", "Agent")]
)
def test_classes_that_the_lexicon_relies_on(cls: str, above: str) -> None:
    assert rdflib.URIRef(KG + above) in superclasses(rdflib.URIRef(KG + cls))
