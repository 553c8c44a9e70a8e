"""Rows as a report, and rows that hold a condition."""

import pyoxigraph as ox
import pytest
from sample_extraction import BASE, EXTRACTION

from kg.errors import UsageError
from kg.graph.assembly import assemble
from kg.outputs.queries import find_query, list_queries, run_query
from kg.outputs.tables import Table, keep_rows, render

ROWS = Table(
    ("verdict", "topic", "value", "stance", "holder", "article", "published", "quote"),
    (
        ("conflict", "troops in Mali", "900", "asserted", "Mali", "a1", "2022-04-19", "There are 900."),
        ("conflict", "troops in Mali", "2,400", "asserted", None, "a2", None, "There are\n2,400."),
        ("conflict", "who attacked", "JNIM", "alleged", None, "a1", None, None),
        ("compatible: rounding", "troops in Niger", "about 5", "asserted", None, "a3", None, "About 5."),
    ),
    ("verdict", "topic"),
)


def test_rows_are_told_by_section_and_heading() -> None:
    assert render(ROWS).splitlines() == [
        "Conflict (2)",
        "",
        "  troops in Mali",
        "    900 · asserted · says Mali  [a1, 2022-04-19]",
        "        “There are 900.”",
        "    2,400 · asserted  [a2]",
        "        “There are 2,400.”",
        "",
        "  who attacked",
        "    JNIM · alleged  [a1]",
        "",
        "Compatible: rounding (1)",
        "",
        "  troops in Niger",
        "    about 5 · asserted  [a3]",
        "        “About 5.”",
        "",
    ]


def test_a_quote_is_broken_at_the_edge_of_the_terminal() -> None:
    row = ("conflict", "t", "v", "asserted", None, "a", None, "word " * 60)
    lines = render(Table(ROWS.columns, (row,), ROWS.told_by), "report", 80).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) > 6


def test_a_report_of_nothing_is_empty() -> None:
    assert render(Table(ROWS.columns, (), ROWS.told_by)).strip() == ""


def test_rows_without_headings_are_a_table() -> None:
    plain = Table(ROWS.columns, ROWS.rows)
    assert "verdict" in render(plain).splitlines()[0]
    with pytest.raises(UsageError, match="--format table"):
        render(plain, "report")


def test_a_terminal_has_no_room_for_empty_columns_and_some_for_quotes() -> None:
    table = Table(("what", "ordinal", "quote"), (("x" * 200, None, "some words of a quote"),))
    assert "ordinal" not in render(table, "table", 60)
    assert "some words of a" in render(table, "table", 60)
    assert "ordinal" in render(table, "table", None)


def test_conflicts_of_the_sample_read_like_a_report() -> None:
    memory = ox.Store()
    memory.bulk_extend(assemble(EXTRACTION, BASE))
    query = find_query("conflicts")
    table = run_query(memory, query.sparql)
    text = render(Table(table.columns, table.rows, query.told_by))
    assert "date: the alliance handed over Camp Norte" in text
    assert "2021-05-03 · asserted · says the alliance  [first, 2021-05-04]" in text


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_headings_are_columns(query: object) -> None:
    assert set(query.told_by) <= set(query.columns)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("conditions", "values"),
    [
        ([], ["900", "2,400", "JNIM", "about 5"]),
        (["topic=MALI"], ["900", "2,400"]),
        (["topic=mali", "holder=mali"], ["900"]),
        (["holder="], ["2,400", "JNIM", "about 5"]),
        (["value=none such"], []),
    ],
    ids=["no condition", "part of a cell, whatever its case", "two conditions", "an empty cell", "no row"],
)
def test_rows_that_hold_the_conditions(conditions: list[str], values: list[str]) -> None:
    assert [row[2] for row in keep_rows(ROWS, conditions).rows] == values


@pytest.mark.parametrize("condition", ["topic", "colour=red"])
def test_a_condition_that_cannot_be_read_is_refused(condition: str) -> None:
    with pytest.raises(UsageError, match="COLUMN=TEXT with one of verdict, topic"):
        keep_rows(ROWS, [condition])
