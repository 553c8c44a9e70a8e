"""The sample graph fits its shapes and classes; each fault put into it is found, with the node and the remedy."""

from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import SH
from sample_extraction import ARRANIA, BASE, CAMP, EXTRACTION

from kg.graph.assembly import assemble
from kg.graph.consistency import check_consistency, read_ontology
from kg.graph.iris import claim_iri, entities_graph, entity_iri
from kg.graph.shapes import read_shapes
from kg.graph.terms import TYPE, integer, kg, node, text
from kg.graph.validation import BATCH, validate
from kg.graph.vocabulary import KG
from kg.lexicon import read_lexicon
from kg.model import Factuality

QUADS = assemble(EXTRACTION, BASE)
CLAIM = EXTRACTION.claims[0]
CLAIM_NODE = node(claim_iri(BASE, CLAIM.id))


def store_of(quads: Sequence[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def without(predicate: str) -> list[ox.Quad]:
    """The sample graph, its first claim without a property."""
    return [quad for quad in QUADS if not (quad.subject == CLAIM_NODE and quad.predicate == kg(predicate))]


def with_claim_value(predicate: str, value: ox.NamedNode | ox.Literal) -> list[ox.Quad]:
    """The sample graph, its first claim with one more value."""
    graph = next(quad.graph_name for quad in QUADS if quad.subject == CLAIM_NODE)
    return [*QUADS, ox.Quad(CLAIM_NODE, kg(predicate), value, graph)]


def test_sample_fits_its_shapes_and_classes() -> None:
    assert validate(store_of(QUADS)) == []
    assert check_consistency(store_of(QUADS)) == []


@pytest.mark.parametrize(
    ("fault", "quads", "words"),
    [
        ("no evidence", without("evidence"), "rests on one passage"),
        ("no stance", without("factuality"), "one stance"),
        ("two stances", with_claim_value("factuality", kg("Denied")), "one stance"),
        ("no rule", without("rule"), "names the rule"),
        ("confidence as text", with_claim_value("confidence", text("high")), "decimal between 0 and 1"),
        ("bounds the wrong way round", with_claim_value("countMinimum", integer(10**9)), "not above the upper"),
        ("relation is words", with_claim_value("relation", text("attacked")), "states one relation"),
    ],
)
def test_fault_of_a_claim_is_found(fault: str, quads: Sequence[ox.Quad], words: str) -> None:
    if fault.startswith("bounds"):
        quads = [*quads, ox.Quad(CLAIM_NODE, kg("countMaximum"), integer(1), quads[-1].graph_name)]
    findings = validate(store_of(quads))
    assert [finding.subject for finding in findings] == [CLAIM_NODE.value] * len(findings)
    assert any(words in finding.message for finding in findings), findings
    assert all(f"article {CLAIM.article}" in one.message and "kg build" in one.message for one in findings)


def test_claim_without_any_participant_is_found() -> None:
    gone = (kg("subject"), kg("object"))
    quads = [quad for quad in QUADS if not (quad.subject == CLAIM_NODE and quad.predicate in gone)]
    assert any("a subject or an object" in finding.message for finding in validate(store_of(quads)))


def test_role_of_the_wrong_class_is_found_at_its_claim() -> None:
    """Every relation has a shape for each role: a passage as the subject of a claim fits none."""
    passage = next(quad.subject for quad in QUADS if quad.object == kg("Passage"))
    assert CLAIM.subject is not None
    old = node(entity_iri(BASE, CLAIM.subject.entity))
    quads = [
        ox.Quad(quad.subject, quad.predicate, passage, quad.graph_name)
        if (quad.subject, quad.predicate, quad.object) == (CLAIM_NODE, kg("subject"), old)
        else quad
        for quad in QUADS
    ]
    messages = [finding.message for finding in validate(store_of(quads)) if finding.subject == CLAIM_NODE.value]
    assert any(f"the subject of {CLAIM.relation} is of the class" in message for message in messages)


def test_every_relation_of_the_lexicon_has_its_shapes() -> None:
    shapes, lexicon = read_shapes(read_lexicon()), read_lexicon()
    targets = {str(target).removeprefix(KG) for target in shapes.objects(None, SH.targetNode)}
    assert targets == set(lexicon.roles)


def test_every_class_of_things_in_a_graph_has_a_shape() -> None:
    """Each class that the sample graph uses is one with a shape, or below one."""
    targets = {str(target) for target in read_shapes(read_lexicon()).objects(None, SH.targetClass)}
    used = {quad.object.value for quad in QUADS if quad.predicate == TYPE and isinstance(quad.object, ox.NamedNode)}
    above = read_ontology().above
    own = {cls for cls in used if cls.startswith(KG)}
    assert len(own) >= 10
    assert all(targets & above[cls] for cls in own)


def test_a_graph_larger_than_a_batch_is_checked_whole() -> None:
    graph = node(entities_graph(BASE))
    many = [ox.Quad(node(f"{BASE}entity/{n}"), TYPE, kg("City"), graph) for n in range(BATCH + 1)]
    assert len(validate(store_of([*QUADS, *many]))) == BATCH + 1  # none of them has a label


def test_shapes_conform_to_shacl() -> None:
    import pyshacl

    conforms, _, words = pyshacl.validate(rdflib.Graph(), shacl_graph=read_shapes(read_lexicon()), meta_shacl=True)
    assert conforms, words


def test_person_who_is_also_a_state_is_found_with_both_reasons() -> None:
    graph = node(entities_graph(BASE))
    both = ox.Quad(node(entity_iri(BASE, ARRANIA)), TYPE, kg("Person"), graph)
    (finding,) = check_consistency(store_of([*QUADS, both]))
    assert finding.subject == entity_iri(BASE, ARRANIA)
    assert "a Person" in finding.message
    assert "a State" in finding.message


def test_class_that_follows_from_a_claim_names_its_article() -> None:
    """A base as the subject of `spokesperson_of` is thereby a person."""
    assert CLAIM.subject is not None
    assert CLAIM.factuality is Factuality.ASSERTED
    wrong = replace(CLAIM, relation="spokesperson_of", subject=replace(CLAIM.subject, entity=CAMP.id), object=None)
    extraction = replace(EXTRACTION, claims=(wrong, *EXTRACTION.claims[1:]))
    (finding,) = check_consistency(store_of(assemble(extraction, BASE)))
    assert finding.subject == entity_iri(BASE, CAMP)
    assert "a Person (by a claim of spokesperson_of; first)" in finding.message
    assert "a MilitaryBase (by its names; first, second)" in finding.message


@pytest.mark.parametrize(
    ("first", "second", "exclude"),
    [
        ("Person", "State", True),
        ("State", "Place", False),
        ("State", "Agent", False),
        ("ArmedGroup", "MilitaryForce", True),
        ("MilitaryBase", "Place", False),
        ("City", "MilitaryBase", True),
    ],
)
def test_which_classes_exclude_each_other(first: str, second: str, *, exclude: bool) -> None:
    assert read_ontology().exclude(KG + first, KG + second) is exclude
