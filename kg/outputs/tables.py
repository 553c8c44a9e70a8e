"""Rows for people and programs: a table on the terminal, CSV, JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.errors import UsageError

Cell = str | int | float | bool | None

PIPED_WIDTH = 100_000  # wider than any row: nothing is wrapped or cut where no terminal reads


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of plain values; None where a row has nothing."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def render(table: Table, form: str, width: int | None = None) -> str:
    """The table as `table`, `csv` or `json` text, ending in a newline.

    `width` is that of the terminal; None means that none is there, and then no cell is wrapped or cut.
    Raises UsageError for another `form`.
    """
    if form not in RENDERERS:
        raise UsageError(f"there is no format '{form}'; choose one of {', '.join(RENDERERS)}")
    return RENDERERS[form](table, width)


def _as_table(table: Table, width: int | None) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        grid.add_column(column, overflow="fold", no_wrap=width is None)
    for row in table.rows:
        grid.add_row(*(Text(_shown(cell)) for cell in row))
    output = io.StringIO()
    Console(file=output, width=width or PIPED_WIDTH, color_system=None).print(grid)
    lines = (line.rstrip() for line in output.getvalue().splitlines())
    return "\n".join(line for line in lines if line) + "\n"


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
    {"table": _as_table, "csv": _as_csv, "json": _as_json}
)
