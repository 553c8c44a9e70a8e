"""Rows for people and programs: a table on the terminal, a report; the other formats are in `formats`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.outputs.report import report_lines

if TYPE_CHECKING:
    import pandas

    from kg.outputs.terms import Term

Cell = str | int | float | bool | None


class QueryForm(StrEnum):
    """What an answer is: rows, yes or no, or triples (`subject`, `predicate`, `object`)."""

    SELECT = "rows"
    ASK = "yes or no"
    GRAPH = "triples"


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of plain values; None where a row has nothing.

    `told_by` names the columns that group the rows where the table is best told as a report. `terms` are the RDF
    terms of the rows, where the rows come from a graph. `notes` say what the names among the parameters were taken
    for, and which terms of the query the ontology lacks.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    told_by: tuple[str, ...] = ()
    terms: tuple[tuple[Term | None, ...], ...] = ()
    form: QueryForm = QueryForm.SELECT
    notes: tuple[str, ...] = ()

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas data frame, None where a row has nothing. Raises UsageError without pandas.

        >>> Table(("place", "troops"), (("Gao", 900),)).to_pandas().to_dict("records")
        [{'place': 'Gao', 'troops': 900}]
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed; install it with: pip install 'kg-news[pandas]'") from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))


def render(table: Table, form: str | None = None, width: int | None = None) -> str:
    """The table as text in one of FORMATS, ending in a newline.

    Without a `form` it is a report where the query says by which columns, else a table. `width` is that of the
    terminal; None means that none is there, and then no cell is wrapped or cut. Raises UsageError for another `form`,
    and for one that does not suit the table.
    """
    from kg.outputs.formats import WRITERS

    chosen = form or ("report" if table.told_by else "table")
    if chosen in RENDERERS:
        return RENDERERS[chosen](table, width)
    if chosen not in FORMATS:
        raise UsageError(f"there is no format '{chosen}'; choose one of {', '.join(FORMATS)}")
    return WRITERS[chosen](table)


def keep_rows(table: Table, conditions: Sequence[str]) -> Table:
    """The rows where each `column=text` holds: the cell has the text in it, whatever its case; `column=` wants none.

    Raises UsageError for a condition without `=` and for a column that the table lacks.
    """
    wanted = [_condition(table, condition) for condition in conditions]
    kept = [n for n, row in enumerate(table.rows) if all(_holds(row[column], text) for column, text in wanted)]
    terms = tuple(table.terms[n] for n in kept) if table.terms else ()
    return replace(table, rows=tuple(table.rows[n] for n in kept), terms=terms)


def _condition(table: Table, condition: str) -> tuple[int, str]:
    column, equals, text = condition.partition("=")
    if not equals or column not in table.columns:
        raise UsageError(f"'{condition}' is no condition; write COLUMN=TEXT with one of {', '.join(table.columns)}")
    return table.columns.index(column), text.casefold()


def _holds(cell: Cell, text: str) -> bool:
    return text in shown(cell).casefold() if text else not shown(cell)


def _as_report(table: Table, width: int | None) -> str:
    if not table.told_by:
        raise UsageError("these rows cannot be told as a report; choose --format table")
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return "\n".join([*report_lines(rows, table.told_by, width), ""])


def _as_table(table: Table, width: int | None) -> str:
    from kg.outputs.text_table import table_lines

    rows = [[shown(cell) for cell in row] for row in table.rows]
    return "".join(f"{line}\n" for line in table_lines(table.columns, rows, width))


def shown(cell: Cell) -> str:
    """A cell as people and CSV files show it: empty for nothing, `true` and `false`."""
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


RENDERERS: Mapping[str, Callable[[Table, int | None], str]] = MappingProxyType(
    {"table": _as_table, "report": _as_report}
)
FORMATS = ("table", "report", "csv", "tsv", "json", "jsonl", "turtle")
