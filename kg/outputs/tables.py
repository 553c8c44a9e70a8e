"""Rows for people and programs: a table on the terminal, CSV, JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.errors import UsageError
from kg.outputs.report import report_lines

Cell = str | int | float | bool | None

PIPED_WIDTH = 100_000  # wider than any row: nothing is wrapped or cut where no terminal reads


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of plain values; None where a row has nothing.

    `told_by` names the columns that group the rows where the table is best told as a report.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    told_by: tuple[str, ...] = ()


def render(table: Table, form: str | None = None, width: int | None = None) -> str:
    """The table as `table`, `report`, `csv` or `json` text, ending in a newline.

    Without a `form` it is a report where the query says by which columns, else a table. `width` is that of the
    terminal; None means that none is there, and then no cell is wrapped or cut. Raises UsageError for another `form`.
    """
    chosen = form or ("report" if table.told_by else "table")
    if chosen not in RENDERERS:
        raise UsageError(f"there is no format '{chosen}'; choose one of {', '.join(RENDERERS)}")
    return RENDERERS[chosen](table, width)


def keep_rows(table: Table, conditions: Sequence[str]) -> Table:
    """The rows where each `column=text` holds: the cell has the text in it, whatever its case; `column=` wants none.

    Raises UsageError for a condition without `=` and for a column that the table lacks.
    """
    wanted = [_condition(table, condition) for condition in conditions]
    rows = tuple(row for row in table.rows if all(_holds(row[column], text) for column, text in wanted))
    return replace(table, rows=rows)


def _condition(table: Table, condition: str) -> tuple[int, str]:
    column, equals, text = condition.partition("=")
    if not equals or column not in table.columns:
        raise UsageError(f"'{condition}' is no condition; write COLUMN=TEXT with one of {', '.join(table.columns)}")
    return table.columns.index(column), text.casefold()


def _holds(cell: Cell, text: str) -> bool:
    return text in _shown(cell).casefold() if text else not _shown(cell)


def _as_report(table: Table, width: int | None) -> str:
    if not table.told_by:
        raise UsageError("these rows cannot be told as a report; choose --format table")
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return "\n".join([*report_lines(rows, table.told_by, width), ""])


def _as_table(table: Table, width: int | None) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    columns = _filled(table) if width else range(len(table.columns))
    for column in columns:
        name = table.columns[column]
        grid.add_column(
            name, overflow="fold", no_wrap=width is None, min_width=width // 3 if width and name == "quote" else None
        )
    for row in table.rows:
        grid.add_row(*(Text(_shown(row[column])) for column in columns))
    output = io.StringIO()
    Console(file=output, width=width or PIPED_WIDTH, color_system=None).print(grid)
    lines = (line.rstrip() for line in output.getvalue().splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _filled(table: Table) -> list[int]:
    """The columns that have something in them: on a terminal there is no room for others."""
    filled = [n for n in range(len(table.columns)) if any(row[n] is not None for row in table.rows)]
    return filled or list(range(len(table.columns)))


def _as_csv(table: Table, _width: int | None) -> str:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_shown(cell) for cell in row] for row in table.rows)
    return output.getvalue()


def _as_json(table: Table, _width: int | None) -> str:
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


RENDERERS: Mapping[str, Callable[[Table, int | None], str]] = MappingProxyType(
    {"table": _as_table, "report": _as_report, "csv": _as_csv, "json": _as_json}
)
