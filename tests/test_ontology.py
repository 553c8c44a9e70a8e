"""The ontology is complete: terms are described, relations tell declared classes, no class is under disjoint ones."""

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN
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
    for predicate in (RDF.type, RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy):
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


# Pitfalls after Poveda-Villalón, Gómez-Pérez and Suárez-Figueroa, OOPS! (2014); the number is theirs.


def test_no_cycles_of_classes() -> None:
    """P06."""
    assert not [cls for cls in ONTOLOGY.subjects(RDF.type, OWL.Class) for up in ONTOLOGY.objects(cls, RDFS.subClassOf)
                if cls in superclasses(up)]  # fmt: skip


def test_no_two_terms_with_one_label() -> None:
    """P32: but for a class and the property of its name."""
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = [
            str(label) for term in ONTOLOGY.subjects(RDF.type, kind) for label in ONTOLOGY.objects(term, RDFS.label)
        ]
        assert len(labels) == len(set(labels)), kind


def test_inverses_are_of_two_properties_and_fit() -> None:
    """P05, P25: an inverse of itself is a symmetric property; domain and range of a pair do not cross."""
    for first, second in ONTOLOGY.subject_objects(OWL.inverseOf):
        assert first != second
        for one, other in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            declared = set(ONTOLOGY.objects(second, one))
            assert not declared or declared == set(ONTOLOGY.objects(first, other)), second


def test_symmetric_properties_fit_their_ends() -> None:
    """P28: both ends of such a property take the same classes."""
    for prop in ONTOLOGY.subjects(RDF.type, OWL.SymmetricProperty):
        assert set(ONTOLOGY.objects(prop, RDFS.domain)) == set(ONTOLOGY.objects(prop, RDFS.range)), prop


def test_no_property_has_two_domains_or_ranges() -> None:
    """P19: two of them mean both at once, which is rarely meant."""
    for predicate in (RDFS.domain, RDFS.range):
        subjects = list(ONTOLOGY.subjects(predicate, None))
        assert len(subjects) == len(set(subjects)), predicate


def test_ontology_has_its_metadata() -> None:
    """P38, P41."""
    (ontology,) = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    wanted = [DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license, OWL.versionIRI, OWL.versionInfo]
    for predicate in (*wanted, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri, SKOS.historyNote):
        assert (ontology, predicate, None) in ONTOLOGY, predicate


def test_alignments_name_declared_terms_only() -> None:
    alignments = rdflib.Graph().parse(resource_folder("ontology") / "alignments.ttl")
    used = {str(node) for triple in alignments for node in triple if str(node).startswith(KG)} - {KG}
    assert used <= set(TERMS)
    assert len(used) > 30


def test_event_classes_have_codes_of_the_event_codebooks() -> None:
    alignments = rdflib.Graph().parse(resource_folder("ontology") / "alignments.ttl")
    events = set(ONTOLOGY.transitive_subjects(RDFS.subClassOf, rdflib.URIRef(KG + "Event"))) - {
        rdflib.URIRef(KG + "Event")
    }
    without = {str(event) for event in events if (event, SKOS.broadMatch, None) not in alignments}
    assert without == {KG + "Vote"}  # neither codebook has one
