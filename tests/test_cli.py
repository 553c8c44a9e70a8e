"""The command line: help, errors as one line with the right exit code, and what a build leaves in the graph folder."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import SEEDS
from typer.testing import CliRunner

import kg
from kg import cli, commands
from kg.text.articles import find_sources, read_articles
from kg.text.language import READ_KINDS

COMMANDS = (
    "build", "query", "view", "export", "explain", "report", "verify",
    "remove", "merge", "split", "rename", "diff", "evaluate", "train",
)  # fmt: skip
STORY = "Two rockets hit an army base near Maiduguri on Friday, a spokesman for the Nigerian army said.\n"
SAME_EACH_TIME = (
    "graph.trig",
    "graph.ttl",
    "graph.html",
    "exports/claims.jsonl",
    "exports/mentions.jsonl",
    "exports/entities.jsonl",
    "exports/events.jsonl",
)


def run(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`kg ARGUMENTS` as a process of its own, as a user runs it."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return subprocess.run(command, input=stdin, capture_output=True, env=clean | {"COLUMNS": "120"} | environment)


def message(done: subprocess.CompletedProcess[bytes]) -> str:
    text = done.stderr.decode()
    assert "Traceback" not in text
    return text


def unbroken(text: str) -> str:
    """The words of a boxed help or usage message on one line."""
    return " ".join(re.sub(r"[│╭╮╰╯─|]", " ", text).split())


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of one good article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(STORY, encoding="utf-8")
    return folder


# Help


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(cli.app, ["--help"]).output
    assert all(re.search(rf"\b{name}\b", shown) for name in COMMANDS)
    assert {command.name or command.callback.__name__ for command in cli.app.registered_commands} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_what_it_does_and_what_its_options_mean(command: str) -> None:
    done = CliRunner().invoke(cli.app, [command, "--help"])
    registered = {c.name or c.callback.__name__: c.callback for c in cli.app.registered_commands}
    assert done.exit_code == 0
    assert registered[command].__doc__ and registered[command].__doc__.split()[0] in done.output
    assert "--graph" in done.output or command in ("train", "diff")


def test_version_is_the_installed_one() -> None:
    assert run("--version").stdout.decode().strip() == f"kg {kg.__version__}"


# Inputs that give no article. (phenomenon, what is written, what the message must name)

BAD_INPUTS = [
    pytest.param("empty.txt", b"", "is empty", id="empty file"),
    pytest.param("blank.txt", b" \n\t\n", "is empty", id="only blanks"),
    pytest.param("binary.txt", bytes(range(256)) * 20, "not text", id="binary file"),
    pytest.param("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(400), "not text", id="an image with the ending of a text"),
    pytest.param("page.txt", b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "HTML", id="a web page"),
    pytest.param("paper.pdf", b"%PDF-1.4", "'.pdf' files are not read", id="an ending that is not read"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD_INPUTS)
def test_a_bad_input_alone_is_an_error_and_makes_no_graph(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("build", tmp_path / name, "--graph", tmp_path / "graph")
    said = message(done)
    assert (done.returncode, done.stdout, len(said.splitlines())) == (1, b"", 1)
    assert name in said
    assert reason in said
    assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize(("name", "data", "reason"), BAD_INPUTS)
def test_other_articles_are_built_beside_a_bad_one(articles: Path, name: str, data: bytes, reason: str) -> None:
    bad, graph = articles.parent / name, articles.parent / "graph"
    bad.write_bytes(data)
    done = run("build", articles, bad, "--graph", graph)
    said = message(done)
    assert done.returncode == 1
    assert [line for line in said.splitlines() if name in line and reason in line]
    assert "1 articles" in said
    report = json.loads((graph / "report.json").read_text())
    assert [Path(item["source"]).name for item in report["skipped"]] == [name]
    assert run("query", "articles", "-f", "csv", "-g", graph).stdout.count(b"\n") == 2


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere", "--graph", tmp_path / "graph")
    said = message(done)
    assert (done.returncode, len(said.splitlines())) == (1, 1)
    assert str(tmp_path / "nowhere") in said
    assert "does not exist" in said


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("build", tmp_path / "empty", "--graph", tmp_path / "graph")
    said = message(done)
    assert (done.returncode, len(said.splitlines())) == (1, 1)
    assert "no article in this folder" in said
    assert str(tmp_path / "empty") in said


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(STORY)
    locked.chmod(0)
    done = run("build", locked, "--graph", tmp_path / "graph")
    said = message(done)
    assert (done.returncode, len(said.splitlines())) == (1, 1)
    assert str(locked) in said
    assert "permission" in said.lower()


def test_standard_input_is_an_article(tmp_path: Path) -> None:
    done = run("build", "-", "--graph", tmp_path / "graph", stdin=STORY.encode())
    assert (done.returncode, done.stdout) == (0, b"")
    assert b'"article": "stdin"' in run("export", "-g", tmp_path / "graph").stdout


# The graph folder


def test_a_graph_that_is_a_file_is_refused_and_kept(articles: Path) -> None:
    target = articles.parent / "notes"
    target.write_text("mine")
    done = run("build", articles, "--graph", target)
    said = message(done)
    assert (done.returncode, len(said.splitlines()), target.read_text()) == (3, 1, "mine")
    assert str(target) in said


def test_a_folder_of_other_files_is_refused_and_kept(articles: Path) -> None:
    target = articles.parent / "thesis"
    target.mkdir()
    (target / "chapter.tex").write_text("mine")
    done = run("build", articles, "--graph", target)
    said = message(done)
    assert (done.returncode, len(said.splitlines())) == (3, 1)
    assert str(target) in said
    assert [path.name for path in target.iterdir()] == ["chapter.tex"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(articles: Path) -> None:
    sealed = articles.parent / "sealed"
    sealed.mkdir(mode=0o500)
    done = run("build", articles, "--graph", sealed / "graph")
    said = message(done)
    assert (done.returncode, len(said.splitlines())) == (3, 1)
    assert str(sealed / "graph") in said


ON_A_GRAPH = [
    ("query", "handovers"),
    ("view",),
    ("export",),
    ("report",),
    ("explain", "Nigeria"),
    ("verify",),
    ("remove", "story"),
    ("merge", "Nigeria", "Niger"),
    ("split", "Nigeria"),
    ("rename", "Nigeria", "Federal Republic"),
]


@pytest.mark.parametrize("arguments", ON_A_GRAPH, ids=lambda arguments: arguments[0])
def test_no_graph_says_how_to_make_one(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--graph", tmp_path / "nothing")
    said = message(done)
    assert (done.returncode, done.stdout, len(said.splitlines())) == (3, b"", 1)
    assert str(tmp_path / "nothing") in said
    assert "kg build" in said


def test_a_failed_build_leaves_the_graph_as_it_was(articles: Path) -> None:
    graph = articles.parent / "graph"
    assert run("build", articles, "-g", graph).returncode == 0
    before = (graph / "graph.trig").read_bytes()
    assert run("build", articles.parent / "nowhere", "-g", graph).returncode == 1
    assert (graph / "graph.trig").read_bytes() == before


def test_the_environment_names_the_graph(seed_graph: Path) -> None:
    done = run("view", KG_GRAPH=str(seed_graph))
    assert done.stdout.decode().strip() == str((seed_graph / "graph.html").resolve())


# Usage and queries. (arguments, exit code, what the message must name)

MISUSE = [
    pytest.param(["query", "hand-overs"], 4, "'hand-overs'", id="unknown query"),
    pytest.param(["query", "SELECT ?s WHERE { ?s ?p }"], 4, "", id="broken SPARQL"),
    pytest.param(
        ["query", "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }"], 4, "SERVICE", id="SERVICE"
    ),
    pytest.param(["query", "DELETE WHERE { ?s ?p ?o }"], 4, "", id="an update"),
    pytest.param(["query", "missing.rq"], 4, "missing.rq", id="missing query file"),
    pytest.param(["query", "handovers", "-f", "xml"], 2, "'xml'", id="unknown table format"),
    pytest.param(["export", "-f", "yaml"], 2, "yaml", id="unknown export format"),
    pytest.param(["export", "--what", "rumours"], 2, "rumours", id="unknown rows"),
    pytest.param(["export", "-f", "turtle", "--what", "events"], 2, "--what", id="rows of a whole graph"),
    pytest.param(["export", "-o", "/nonexistent/folder/file"], 2, "/nonexistent/folder/file", id="unwritable output"),
    pytest.param(["remove", "no-such-article"], 2, "no-such-article", id="unknown article"),
    pytest.param(["merge", "Iraq", "Atlantis"], 2, "Atlantis", id="unknown entity to merge"),
    pytest.param(["merge", "Iraq", "Iraq"], 2, "one entity already", id="merge with itself"),
    pytest.param(["split", "Iraq", "Atlantis"], 2, "Atlantis", id="a name that the entity has not"),
    pytest.param(["rename", "Atlantis", "Thera"], 2, "Atlantis", id="unknown entity to rename"),
    pytest.param(["remove", "x", "-f", "xml"], 2, "'xml'", id="unknown format of a difference"),
    pytest.param(["explain", "Atlantis Liberation Army"], 2, "Atlantis Liberation Army", id="unknown entity"),
]


@pytest.mark.parametrize(("arguments", "code", "named"), MISUSE)
def test_misuse_is_one_line_that_names_the_thing(seed_graph: Path, arguments: list[str], code: int, named: str) -> None:
    done = run(*arguments, "--graph", seed_graph)
    said = message(done)
    assert (done.returncode, done.stdout, len(said.splitlines())) == (code, b"", 1)
    assert said.startswith("kg: ")
    assert named in said


def test_an_unknown_model_is_named(articles: Path) -> None:
    done = run("build", articles, "--model", "enormous", "-g", articles.parent / "graph")
    said = message(done)
    assert (done.returncode, len(said.splitlines())) == (1, 1)
    assert "'enormous'" in said
    assert not (articles.parent / "graph").exists()


def test_an_illegal_base_is_named(articles: Path) -> None:
    done = run("build", articles, "--base", "not an iri", "-g", articles.parent / "graph")
    said = message(done)
    assert (done.returncode, len(said.splitlines())) == (2, 1)
    assert "not an iri" in said


@pytest.mark.parametrize("arguments", [["frobnicate"], ["view", "--frobnicate"], ["explain"], ["merge", "one"]])
def test_what_the_parser_refuses_is_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Usage" in unbroken(message(done))


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    assert b"Traceback" in run("--debug", "view", "-g", tmp_path / "nothing").stderr


def test_a_difference_needs_two_graphs(seed_graph: Path, tmp_path: Path) -> None:
    done = run("diff", seed_graph, tmp_path / "nothing")
    assert (done.returncode, done.stdout) == (3, b"")
    assert str(tmp_path / "nothing") in message(done)


def test_a_build_of_nothing_says_how_to_build(tmp_path: Path) -> None:
    done = run("build", "--graph", tmp_path / "nothing")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "kg build SOURCES" in message(done)


# A graph that grows and is corrected: data on standard output, words on standard error


def test_a_second_build_adds_and_says_what_it_read(articles: Path) -> None:
    graph, second = articles.parent / "graph", articles.parent / "second.txt"
    assert run("build", articles, "-g", graph).returncode == 0
    second.write_text("French troops withdrew from Gao on Monday.\n", encoding="utf-8")
    said = message(run("build", second, "-g", graph))
    assert "1 new, 0 changed, 1 as they were" in said
    assert "2 articles" in said
    second.write_text("French troops withdrew from Kidal on Monday.\n", encoding="utf-8")
    assert "changed second" in message(run("build", second, "-g", graph))
    removed = run("remove", "second", "-g", graph)
    assert (removed.returncode, removed.stderr) == (0, b"")
    assert "Kidal" in removed.stdout.decode()
    assert b"Gao" not in removed.stdout
    assert json.loads(run("remove", "good", "-f", "json", "-g", graph).stdout)["articles"]["gone"]


def test_a_correction_is_told_and_can_be_compared(seed_graph: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(seed_graph, graph)
    done = run("rename", "Iraq", "Republic of Iraq", "-g", graph)
    assert done.returncode == 0
    assert "corrections.txt: rename state:iq 'Republic of Iraq'" in message(done)
    assert "label Iraq → Republic of Iraq" in done.stdout.decode()
    assert run("diff", seed_graph, graph).stdout == done.stdout
    values = json.loads(run("diff", seed_graph, graph, "--format", "json").stdout)
    assert [change["fields"] for change in values["entities"]["changed"]] == [["label", "names"]]
    assert "renamed by hand (rename state:iq" in run("explain", "Republic of Iraq", "-g", graph).stdout.decode()


# What a build leaves


@pytest.fixture(scope="module")
def second_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample articles, built once more, in another process with another hash seed."""
    graph = tmp_path_factory.mktemp("again") / "graph"
    done = run("build", *sorted(SEEDS.glob("*.txt"), reverse=True), "-g", graph, PYTHONHASHSEED="4711")
    assert done.returncode == 0, done.stderr.decode()
    return graph


@pytest.mark.parametrize("name", SAME_EACH_TIME)
def test_the_same_articles_give_the_same_bytes(seed_graph: Path, second_graph: Path, name: str) -> None:
    assert (seed_graph / name).stat().st_size > 0
    assert (seed_graph / name).read_bytes() == (second_graph / name).read_bytes()


def test_every_claim_of_the_sample_articles_is_supported(seed_graph: Path) -> None:
    done = run("verify", "-g", seed_graph)
    assert done.returncode == 0, done.stdout.decode()
    assert b" 0 unsupported claims" in done.stdout
    assert not re.match(rb"0 claims", done.stdout)


def rows(graph: Path, what: str) -> Iterable[dict[str, object]]:
    stream = io.BytesIO()
    commands.export(stream, graph, what=what)
    return [json.loads(line) for line in stream.getvalue().decode().splitlines()]


@pytest.mark.parametrize("what", ["claims", "mentions"])
def test_nothing_comes_from_the_noise_of_an_article(seed_graph: Path, what: str) -> None:
    articles, _ = read_articles(find_sources([str(SEEDS)])[0])
    read = {article.name: [b for b in article.blocks if b.kind in READ_KINDS] for article in articles}
    assert any(b.kind not in READ_KINDS for article in articles for b in article.blocks)
    for row in rows(seed_graph, what):
        place = row["evidence"] if what == "claims" else row
        assert any(b.start <= place["start"] and place["end"] <= b.end for b in read[row["article"]]), row


def test_a_quote_is_the_words_at_its_offsets(seed_graph: Path) -> None:
    articles, _ = read_articles(find_sources([str(SEEDS)])[0])
    texts = {article.name: article.text for article in articles}
    claims = rows(seed_graph, "claims")
    assert claims
    for claim in claims:
        quote = claim["evidence"]
        assert texts[claim["article"]][quote["start"] : quote["end"]] == quote["text"]


def test_explain_finds_an_entity_by_any_of_its_spellings(seed_graph: Path) -> None:
    spelled = [row for row in rows(seed_graph, "entities") if len(row["names"]) > 1]
    assert spelled
    for row in spelled:
        for name in (*row["names"], row["label"].upper()):
            found = commands.explain(name, seed_graph)
            assert row["entity"] in [entity.entity for entity in found.entities], name


def test_explain_quotes_the_articles(seed_graph: Path) -> None:
    done = run("explain", "taji", "-g", seed_graph)
    assert done.returncode == 0
    assert "Taji" in done.stdout.decode()


@pytest.mark.parametrize(("form", "in_rdflib"), [("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads")])
def test_an_exported_graph_means_the_same_to_both_parsers(seed_graph: Path, form: str, in_rdflib: str) -> None:
    data = run("export", "-f", form, "-g", seed_graph).stdout
    formats = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
    expected = len(set(ox.parse(data, format=formats[form])))
    dataset = rdflib.Dataset().parse(data=data, format=in_rdflib)
    assert expected > 0
    assert len(list(dataset.quads())) == expected


def test_an_export_to_a_file_is_the_export_to_standard_output(seed_graph: Path, tmp_path: Path) -> None:
    done = run("export", "-o", tmp_path / "claims.jsonl", "-g", seed_graph)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "claims.jsonl").read_bytes() == run("export", "-g", seed_graph).stdout
    assert [path.name for path in tmp_path.iterdir()] == ["claims.jsonl"]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_query_gives_the_same_rows_in_each_format(seed_graph: Path, form: str) -> None:
    done = run("query", "entities", "-f", form, "-g", seed_graph)
    assert done.returncode == 0
    text = done.stdout.decode()
    count = len(json.loads(text)) if form == "json" else len(list(csv.reader(io.StringIO(text)))) - 1
    assert count == len(commands.query("entities", seed_graph).rows)


def test_a_query_is_read_from_standard_input(seed_graph: Path) -> None:
    sparql = b"SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a kg:Claim }"
    done = run("query", "-", "-f", "csv", "-g", seed_graph, stdin=sparql)
    assert done.stdout.split() == [b"claims", str(len(rows(seed_graph, "claims"))).encode()]
