"""Answers in every format: what goes in comes out, nothing is cut in a pipe, everything fits a terminal."""

import csv
import io
import json
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.query import Result
from rich.cells import cell_len

from kg.errors import InputError, QueryError, UsageError
from kg.outputs.queries import ask_sparql, find_query, list_queries, run_query
from kg.outputs.query_help import query_line, query_lines
from kg.outputs.rdf_files import read_rdf
from kg.outputs.tables import FORMATS, Table, keep_rows, render, shown
from kg.outputs.text_table import table_lines

LONG = "https://example.org/" + "x" * 300
SAMPLE = Table(("name", "count"), (('a, "b"\n[bold]c[/]', 3), (None, True), (LONG, 0)))
DATA = """
@prefix : <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :says "tab\\there", "line\\nbreak", "mit Umlaut: ä"@de ; :counts 5, 2.5, true .
:a :when "2020-08-23"^^xsd:date ; :knows :b .
"""
EVERYTHING = "SELECT ?s ?o { ?s ?p ?o } ORDER BY STR(?o)"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Terms of every kind."""
    made = ox.Store()
    made.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    return made


# For programs


@pytest.mark.parametrize("form", ["json", "tsv"])
def test_another_library_reads_the_same_terms(store: ox.Store, form: str) -> None:
    table = run_query(store, EVERYTHING)
    read = Result.parse(io.BytesIO(render(table, form).encode()), format=form)
    terms = [tuple(ox_like(term) for term in row) for row in read]
    assert terms == [tuple(str(term) for term in row) for row in table.terms]


def ox_like(term: object) -> str:
    """A term of rdflib as pyoxigraph writes it."""
    written = term.n3()  # type: ignore[attr-defined]
    parsed = next(iter(ox.parse(f"<a:a> <a:a> {written} .".encode(), format=ox.RdfFormat.TURTLE)))
    return str(parsed.object)


def test_sparql_json_has_the_shape_of_the_standard(store: ox.Store) -> None:
    values = json.loads(render(run_query(store, 'SELECT ?o ?none { ?s ?p ?o FILTER(LANG(?o) = "de") }'), "json"))
    assert values == {
        "head": {"vars": ["o", "none"]},
        "results": {"bindings": [{"o": {"type": "literal", "value": "mit Umlaut: ä", "xml:lang": "de"}}]},
    }
    assert json.loads(render(run_query(store, "ASK { ?s ?p 5 }"), "json")) == {"head": {}, "boolean": True}


def test_csv_has_plain_values(store: ox.Store) -> None:
    rows = list(csv.reader(io.StringIO(render(run_query(store, EVERYTHING), "csv"))))
    assert rows[0] == ["s", "o"]
    assert ["https://example.org/a", "line\nbreak"] in rows
    assert ["https://example.org/a", "true"] in rows


def test_jsonl_gives_the_rows_back() -> None:
    rows = [json.loads(line) for line in render(SAMPLE, "jsonl").splitlines()]
    assert [tuple(row.values()) for row in rows] == list(SAMPLE.rows)


def test_plain_rows_have_sparql_json_too() -> None:
    bindings = json.loads(render(SAMPLE, "json"))["results"]["bindings"]
    assert [set(row) for row in bindings] == [{"name", "count"}, {"count"}, {"name", "count"}]
    assert bindings[0]["count"]["datatype"].endswith("#integer")


def test_turtle_holds_the_triples_and_their_prefixes(store: ox.Store) -> None:
    table = run_query(store, "CONSTRUCT { ?s kg:date ?o } WHERE { ?s <https://example.org/when> ?o }")
    text = render(table, "turtle")
    assert text.startswith("@prefix kg:")
    assert "skos" not in text
    assert {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)} == {
        ox.Triple(*row)
        for row in table.terms  # type: ignore[arg-type]
    }


def test_rows_are_no_turtle(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="CONSTRUCT or DESCRIBE"):
        render(run_query(store, EVERYTHING), "turtle")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        render(SAMPLE, "xml")


def test_kept_rows_keep_their_terms(store: ox.Store) -> None:
    kept = keep_rows(run_query(store, EVERYTHING), ["o=umlaut"])
    assert json.loads(render(kept, "json"))["results"]["bindings"][0]["o"]["xml:lang"] == "de"
    assert len(kept.terms) == len(kept.rows) == 1


# For people


def test_a_piped_table_neither_cuts_nor_reads_markup() -> None:
    text = render(SAMPLE, "table")
    assert LONG in text
    assert "[bold]c[/]" in text
    assert len(text.splitlines()) == 2 + len(SAMPLE.rows)


@pytest.mark.parametrize("width", [30, 60, 100, 200])
@pytest.mark.parametrize(
    "table",
    [
        pytest.param(SAMPLE, id="a long address"),
        pytest.param(Table(("who", "quote"), (("Ahmed", "word " * 90),)), id="a long quote"),
        pytest.param(Table(tuple("abcdefghijkl"), (tuple(["two words"] * 12),) * 2), id="many columns"),
        pytest.param(Table(("名前", "quote"), (("国防部" * 30, "軍" * 80),)), id="characters two cells wide"),
        pytest.param(Table(("only", "empty"), ()), id="no rows"),
    ],
)
def test_a_table_fits_the_terminal_and_loses_nothing(table: Table, width: int) -> None:
    lines = render(table, "table", width).splitlines()
    assert max(map(cell_len, lines)) <= width
    there = set("".join(lines))
    assert sum(map(len, lines)) >= sum(len("".join(shown(cell).split())) for row in table.rows for cell in row)
    for row in table.rows:
        for cell in row:
            assert set(shown(cell)) - {" ", "\n"} <= there


def test_a_quote_stands_below_its_row() -> None:
    lines = table_lines(("who", "none", "quote"), [("Ahmed", "", "They left.")], 40)
    assert lines == ["who", "─────", "Ahmed", "    “They left.”"]


def test_a_row_without_room_is_told_column_by_column() -> None:
    lines = table_lines(("who", "whom", "where"), [("first force", "second force", "a village")], 20)
    assert lines[:3] == ["who    first force", "whom   second force", "where  a village"]


def test_an_article_cannot_command_the_terminal() -> None:
    assert "\x1b" not in render(Table(("quote", "x"), (("\x1b[2Jgone\x07\x9b1m", "y"),)), "table", 80)


def test_help_of_a_query_says_what_it_takes_and_gives() -> None:
    text = "\n".join(query_lines(find_query("attacks")))
    assert "-p target=…" in text
    assert "stance          alleged" in text
    assert all(query.name in query_line(query) and query.question in query_line(query) for query in list_queries())


# pandas


def test_an_answer_is_a_data_frame() -> None:
    frame = SAMPLE.to_pandas()
    assert list(frame.columns) == ["name", "count"]
    assert frame["count"].tolist() == [3, True, 0]


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'kg-news\[pandas\]'"):
        SAMPLE.to_pandas()


# Any RDF file


def test_rdf_files_of_several_formats_are_one_graph(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "b.nt").write_text("<https://example.org/c> <https://example.org/knows> <https://example.org/a> .\n")
    (tmp_path / "c.trig").write_text("<urn:g> { <https://example.org/d> <https://example.org/knows> <urn:e> }")
    store = read_rdf([tmp_path / name for name in ("a.ttl", "b.nt", "c.trig")])
    assert len(ask_sparql(store, "SELECT ?s { ?s <https://example.org/knows> ?o }", {}).rows) == 3


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.docx", "x", "'.docx' files are not read"),
        ("a.ttl", "<a:a> <a:b> \n  oops", r"a\.ttl: cannot be read as RDF .*line 2"),
        ("missing.ttl", None, r"missing\.ttl: cannot be read"),
    ],
)
def test_a_file_that_is_no_rdf_is_named(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=told):
        read_rdf([tmp_path / name])


def test_an_error_counts_lines_as_the_user_wrote_them(store: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"line 3, column \d+.*news:saw.*the prefix 'news:' is not declared"):
        ask_sparql(store, "# mine\nSELECT * {\n ?s news:saw ?o }", {})


@pytest.mark.parametrize(
    ("sparql", "notes"),
    [
        ("SELECT * { ?s kg:handed_ovr ?o }", ("kg:handed_ovr is not in the ontology; did you mean kg:handed_over?",)),
        ("SELECT * { ?s kg:zzz ?o }", ("kg:zzz is not in the ontology",)),
        ("SELECT * { ?s kg:factuality kg:Alleged ; a kg:Claim FILTER(?s != 'kg:zzz') } # kg:zzz", ()),
    ],
)
def test_a_misspelt_term_is_told(store: ox.Store, sparql: str, notes: tuple[str, ...]) -> None:
    assert ask_sparql(store, sparql, {}).notes == notes
