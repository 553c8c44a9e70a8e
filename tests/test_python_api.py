"""kg from Python: the examples of the documentation, and a graph as an object with the verbs of the command line."""

import doctest
import importlib
import shutil
from pathlib import Path

import pytest
from conftest import SEEDS

import kg
from kg import cli
from kg.errors import GraphFolderError, QueryError

DOCUMENTED = (
    "kg.commands",
    "kg.knowledge_graph",
    "kg.outputs.tables",
    "kg.outputs.terms",
    "kg.outputs.text_table",
)
# `build` makes the object, `query` … are its methods; these need no graph or are for making kg itself.
NO_METHODS = {"names", "train", "build"}


@pytest.fixture
def here(tmp_path: Path, seed_graph: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with `articles/` and `graph/`, as the examples have it."""
    shutil.copytree(SEEDS, tmp_path / "articles")
    shutil.copytree(seed_graph, tmp_path / "graph")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("module", DOCUMENTED)
def test_examples_are_true(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0


def test_the_object_has_the_verbs_of_the_command_line() -> None:
    verbs = {command.name or command.callback.__name__ for command in cli.app.registered_commands}
    assert {verb for verb in verbs - NO_METHODS if not callable(getattr(kg.Graph, verb, None))} == set()


def test_an_entity_is_found_by_any_name(seed_graph: Path) -> None:
    graph = kg.Graph(seed_graph)
    assert graph["camp TAJI"] == graph["Taji base"] == graph[graph["Taji base"].entity]
    assert all(claim.quote for claim in graph["Taji base"].claims)
    with pytest.raises(QueryError, match="nothing in the graph is called 'Atlantis'"):
        graph["Atlantis"]


def test_parameters_are_keywords(seed_graph: Path) -> None:
    table = kg.Graph(seed_graph).query("handovers", base="taji", stance="asserted")
    assert table.notes == ("base: Taji military base (MilitaryBase)",)
    assert len(table.to_pandas()) == len(table.rows) > 0


def test_a_graph_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphFolderError, match="kg build"):
        kg.Graph(tmp_path / "nowhere")
