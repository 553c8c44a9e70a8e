"""What follows from a graph, in a graph of its own: superclasses, inverse, symmetric and transitive edges."""

import shutil
from pathlib import Path

import pyoxigraph as ox
from sample_extraction import BASE, CAMP, EXTRACTION

from kg import commands
from kg.graph.assembly import assemble
from kg.graph.consistency import check_consistency
from kg.graph.inference import infer, read_entailments
from kg.graph.iris import entity_iri, facts_graph, inferred_graph
from kg.graph.terms import TYPE, kg, node
from kg.graph.validation import validate
from kg.graph.vocabulary import KG

FACTS = node(facts_graph(BASE))


def edges(*told: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    """What follows from plain edges, as local names."""
    quads = [ox.Quad(node(BASE + first), kg(name), node(BASE + second), FACTS) for first, name, second in told]
    return {
        (q.subject.value.removeprefix(BASE), q.predicate.value.removeprefix(KG), q.object.value.removeprefix(BASE))
        for q in infer(quads, BASE)
        if isinstance(q.subject, ox.NamedNode)
        and isinstance(q.object, ox.NamedNode)
        and q.subject.value != inferred_graph(BASE)
    }


def test_inverse_both_ways() -> None:
    assert edges(("a", "attacked", "b")) == {("b", "was_attacked_by", "a")}
    assert edges(("b", "was_attacked_by", "a")) == {("a", "attacked", "b")}


def test_symmetric() -> None:
    assert edges(("a", "met", "b")) == {("b", "met", "a")}


def test_transitive_with_its_inverse_and_no_part_of_itself() -> None:
    told = (("a", "part_of", "b"), ("b", "part_of", "c"), ("c", "part_of", "a"))
    found = edges(*told)
    assert {one for one in found if one[1] == "part_of"} == {
        ("a", "part_of", "c"), ("b", "part_of", "a"), ("c", "part_of", "b"),
    }  # fmt: skip
    assert {(second, first) for first, name, second in found if name == "has_part"} == {
        (first, second) for first in "abc" for second in "abc" if first != second
    }


def test_relations_that_are_not_transitive_stay_as_they_are() -> None:
    assert not edges(("a", "near", "b"), ("b", "near", "c"))


def test_superclasses_of_entities() -> None:
    classes = {
        quad.object.value.removeprefix(KG)
        for quad in infer(assemble(EXTRACTION, BASE), BASE)
        if quad.subject == node(entity_iri(BASE, CAMP)) and quad.predicate == TYPE
    }
    assert "Place" in classes
    assert "MilitaryBase" not in classes  # stated already


def test_inferences_are_marked_new_and_the_same_when_made_again() -> None:
    quads = assemble(EXTRACTION, BASE)
    found = infer(quads, BASE)
    graph = node(inferred_graph(BASE))
    assert {quad.graph_name for quad in found} == {graph}
    assert ox.Quad(graph, TYPE, kg("InferredGraph"), graph) in found
    assert not {quad.triple for quad in found} & {quad.triple for quad in quads}
    assert infer([*quads, *found], BASE) == found


def test_a_graph_with_its_inferences_is_valid() -> None:
    store = ox.Store()
    store.extend(quads := assemble(EXTRACTION, BASE))
    store.extend(infer(quads, BASE))
    assert validate(store) == []
    assert check_consistency(store) == []


def test_claims_give_no_inferences() -> None:
    """What a denied claim says must not come back through an inverse."""
    article = node(BASE + "article/x")
    denied = ox.Quad(node(BASE + "a"), kg("attacked"), node(BASE + "b"), article)
    assert infer([denied], BASE) == []


def test_the_ontology_has_something_to_infer_with() -> None:
    known = read_entailments()
    assert known.transitive == {KG + "part_of", KG + "located_in"}
    assert {KG + "met", KG + "agreed"} <= known.symmetric
    assert known.inverse[KG + "handed_over"] == KG + "was_handed_over_by"


def test_a_graph_keeps_its_inferences_until_they_are_taken_out(seed_graph: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copytree(seed_graph, tmp_path / "graph"))
    without = (graph / "graph.trig").read_bytes()
    count = commands.infer(graph)
    assert count > 100
    held = (graph / "graph.trig").read_bytes()
    commands.build((), graph)
    assert (graph / "graph.trig").read_bytes() == held
    assert commands.verify(graph).passed
    assert commands.infer(graph, wanted=False) == 0
    assert (graph / "graph.trig").read_bytes() == without
