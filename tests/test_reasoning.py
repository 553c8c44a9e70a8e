"""A reasoner (HermiT, which needs Java) finds the ontology and its alignments free of contradictions."""

import shutil
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest
from sample_extraction import ARRANIA, BASE, EXTRACTION

from kg.graph.assembly import assemble
from kg.graph.iris import entities_graph, entity_iri, facts_graph
from kg.graph.terms import TYPE, kg, node
from kg.graph.vocabulary import KG
from kg.resources import resource_folder

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java")

FILES = ("kg.ttl", "alignments.ttl")
IMPORTS = node("http://www.w3.org/2002/07/owl#imports")
GRAPHS = {entities_graph(BASE), facts_graph(BASE)}
DATES = ("#date", "#gYearMonth", "#gYear")  # not among the datatypes of OWL 2, which HermiT refuses
FACTS = [
    quad.triple
    for quad in assemble(EXTRACTION, BASE)
    if getattr(quad.graph_name, "value", "") in GRAPHS
    and not (isinstance(quad.object, ox.Literal) and quad.object.datatype.value.endswith(DATES))
]


def world(more: Iterable[ox.Triple] = ()) -> owlready2.World:
    """The ontology with its alignments and more triples, classified."""
    folder: Path = resource_folder("ontology")
    triples = [
        quad.triple
        for name in FILES
        for quad in ox.parse(path=str(folder / name), format=ox.RdfFormat.TURTLE)
        if quad.predicate != IMPORTS
    ]
    plain = ox.serialize([*triples, *more], format=ox.RdfFormat.N_TRIPLES) or b""
    made = owlready2.World()
    made.get_ontology(KG).load(fileobj=BytesIO(plain), format="ntriples")
    owlready2.sync_reasoner_hermit(made, debug=0)
    return made


def test_no_class_is_empty_by_definition() -> None:
    assert list(world().inconsistent_classes()) == []


def test_the_sample_graph_is_consistent() -> None:
    assert list(world(FACTS).inconsistent_classes()) == []


def test_a_person_who_is_a_state_is_inconsistent() -> None:
    both = ox.Triple(node(entity_iri(BASE, ARRANIA)), TYPE, kg("Person"))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        world([*FACTS, both])
