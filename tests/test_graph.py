"""The sample extraction becomes the expected graph, loads everywhere, and is written whole and always the same."""

import json
import os
import socket
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from sample_extraction import ALLIANCE, BASE, CLAIMS, EXTRACTION

from kg.errors import GraphFolderError, LexiconError, UsageError
from kg.graph.assembly import assemble
from kg.graph.folder import new_graph_folder
from kg.graph.store import open_graph, write_graph
from kg.graph.vocabulary import KG, read_vocabulary
from kg.model import Extraction, Factuality, Wording

GOLDEN = Path(__file__).parent / "golden" / "sample.trig"


def build(folder: Path, extraction: Extraction = EXTRACTION) -> Path:
    """Build a graph folder of the extraction."""
    with new_graph_folder(folder, BASE) as new:
        write_graph(new, assemble(extraction, BASE), extraction.articles, BASE, {"claims": len(extraction.claims)})
    return folder


def graphs(dataset: rdflib.Dataset) -> dict[str, rdflib.Graph]:
    """The non-empty named graphs of a dataset."""
    return {str(graph.identifier): graph for graph in dataset.graphs() if len(graph)}


def edges(extraction: Extraction) -> set[str]:
    """The plain edges of an extraction, as local names of their relations."""
    relations = read_vocabulary().relations
    used = {quad.predicate.value.removeprefix(KG) for quad in assemble(extraction, BASE)}
    return used & relations.keys()


def test_sample_becomes_the_expected_graph(tmp_path: Path) -> None:
    built, expected = rdflib.Dataset(), rdflib.Dataset()
    built.parse(build(tmp_path / "graph") / "graph.trig", format="trig")
    expected.parse(GOLDEN, format="trig")
    assert graphs(built).keys() == graphs(expected).keys()
    for name, graph in graphs(expected).items():
        assert isomorphic(graphs(built)[name], graph), name


def test_graph_has_no_blank_nodes() -> None:
    assert not any(isinstance(term, ox.BlankNode) for quad in assemble(EXTRACTION, BASE) for term in quad)


def test_rdflib_and_pyoxigraph_read_the_same_number_of_quads(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    expected = len(assemble(EXTRACTION, BASE))
    dataset = rdflib.Dataset()
    dataset.parse(folder / "graph.trig", format="trig")
    assert sum(len(graph) for graph in graphs(dataset).values()) == expected
    assert len(list(ox.parse(path=str(folder / "graph.trig"), format=ox.RdfFormat.TRIG))) == expected
    assert len(open_graph(folder)) == expected


def test_two_builds_write_the_same_bytes(tmp_path: Path) -> None:
    shuffled = replace(
        EXTRACTION,
        articles=EXTRACTION.articles[::-1],
        entities=EXTRACTION.entities[::-1],
        claims=EXTRACTION.claims[::-1],
        events=EXTRACTION.events[::-1],
    )
    first, second = build(tmp_path / "a"), build(tmp_path / "b", shuffled)
    for name in ("graph.trig", "graph.ttl"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_turtle_holds_entities_and_plain_edges_only(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(build(tmp_path / "graph") / "graph.ttl")
    relations = {str(predicate).removeprefix(KG) for predicate in graph.predicates() if str(predicate).startswith(KG)}
    assert relations == {"handed_over", "stationed_in"}
    assert len(set(graph.subjects())) == len(EXTRACTION.entities)


@pytest.mark.parametrize("factuality", [stance for stance in Factuality if stance is not Factuality.ASSERTED])
def test_only_asserted_claims_become_plain_edges(factuality: Factuality) -> None:
    claims = tuple(replace(claim, factuality=factuality) for claim in CLAIMS)
    assert edges(replace(EXTRACTION, claims=claims)) == set()
    assert edges(EXTRACTION) == {"handed_over", "stationed_in"}


@pytest.mark.parametrize(
    ("extraction", "named"),
    [
        (replace(EXTRACTION, claims=(replace(CLAIMS[0], relation="juggled"),), events=()), "relation 'juggled'"),
        (replace(EXTRACTION, entities=(replace(ALLIANCE, type="Circus"),)), "class 'Circus'"),
        (
            replace(EXTRACTION, claims=(replace(CLAIMS[0], qualifiers={"mood": Wording("gloomy")}),), events=()),
            "property 'mood'",
        ),
    ],
)
def test_undeclared_terms_are_refused(extraction: Extraction, named: str) -> None:
    with pytest.raises(LexiconError, match=named):
        assemble(extraction, BASE)


def test_unusable_base_is_refused() -> None:
    with pytest.raises(UsageError):
        assemble(EXTRACTION, "no base")


def test_marker_and_report_are_written(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    assert json.loads((folder / "kg-graph.json").read_text())["base"] == BASE
    assert json.loads((folder / "report.json").read_text()) == {"claims": 4}


def test_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(GraphFolderError, match="holds other files"):
        build(tmp_path)
    assert names(tmp_path.iterdir()) == {"letter.txt"}


def test_failed_build_leaves_the_old_graph_and_nothing_else(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    before = (folder / "graph.trig").read_bytes()
    with pytest.raises(ZeroDivisionError), new_graph_folder(folder, BASE) as new:
        (new / "graph.trig").write_text("half")
        raise ZeroDivisionError
    assert (folder / "graph.trig").read_bytes() == before
    assert names(tmp_path.iterdir()) == {"graph"}


def test_folder_of_a_build_killed_between_its_renames_is_put_back(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    folder.rename(tmp_path / ".graph.old")
    assert len(open_graph(folder)) == len(assemble(EXTRACTION, BASE))


def test_new_build_replaces_the_old_one(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    (folder / "graph.html").write_text("old")
    build(folder, replace(EXTRACTION, claims=(), events=()))
    assert not (folder / "graph.html").exists()
    assert names(tmp_path.iterdir()) == {"graph"}


def test_folder_locked_by_a_running_build_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".graph.lock").write_text(f"{os.getppid()} {socket.gethostname()}")
    with pytest.raises(GraphFolderError, match="being written by process"):
        build(tmp_path / "graph")


def test_lock_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    (tmp_path / ".graph.lock").write_text(f"{child} {socket.gethostname()}")
    build(tmp_path / "graph")
    assert names(tmp_path.iterdir()) == {"graph"}


@pytest.mark.parametrize(("content", "told"), [(None, "kg build"), ({}, "not a graph folder"), ({"version": 99}, "99")])
def test_unreadable_folder_says_what_to_do(tmp_path: Path, content: dict[str, int] | None, told: str) -> None:
    folder = tmp_path / "graph"
    if content is not None:
        folder.mkdir()
        (folder / "kg-graph.json").write_text(json.dumps(content | {"base": BASE}))
    with pytest.raises(GraphFolderError, match=told):
        open_graph(folder)


def names(paths: Iterable[Path]) -> set[str]:
    """The names of the paths."""
    return {path.name for path in paths}
