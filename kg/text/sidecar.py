"""Reads articles.csv, in which a user says what a folder's articles do not: title, publisher, date, address."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Skipped
from kg.text.boilerplate import load_boilerplate
from kg.text.dates import find_day
from kg.text.encoding import decode

SIDECAR = "articles.csv"
NAME_COLUMNS = ("file", "name", "filename", "article")

Details = Mapping[str, str]


def read_sidecar(path: Path) -> tuple[Mapping[str, Details], list[Skipped]]:
    """The lines of a table by the file they name, and what of it could not be used; nothing where there is no table."""
    if not path.is_file():
        return {}, []
    try:
        return parse_sidecar(decode(path.read_bytes(), str(path)).text, str(path))
    except (InputError, OSError, csv.Error) as error:
        return {}, [Skipped(str(path), f"the articles are read without it: {error}")]


def parse_sidecar(text: str, source: str) -> tuple[Mapping[str, Details], list[Skipped]]:
    """Parse a table with a column `file` or `name` and any of `title`, `publisher`, `date`, `address` (or `url`).

    Raises InputError when no column names the files.
    """
    header = text.split("\n", 1)[0]
    # Spreadsheets write semicolons where the comma is the decimal mark.
    delimiter = ";" if header.count(";") > header.count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = {name: (name or "").strip().lower() for name in rows.fieldnames or ()}
    key = next((name for name, lower in names.items() if lower in NAME_COLUMNS), None)
    if key is None:
        raise InputError(f"no column 'file' or 'name' in its first line; it has {', '.join(names.values()) or 'none'}")
    lines: dict[str, Details] = {}
    problems: list[Skipped] = []
    for row in rows:
        lines.setdefault(Path((row[key] or "").strip()).name, _details(row))
        problems.extend(_unread_date(row, source, rows.line_num))
    return lines, problems


def _details(row: Mapping[str, str | None]) -> Details:
    label_of = load_boilerplate().label_of
    labelled = ((label_of(column), value) for column, value in row.items() if column and isinstance(value, str))
    return {label: value.strip() for label, value in labelled if label and value.strip()}


def _unread_date(row: Mapping[str, str | None], source: str, line: int) -> Iterable[Skipped]:
    """A date that was given and cannot be read is said, not dropped."""
    given = _details(row).get("date")
    if given and not find_day(given):
        yield Skipped(f"{source}, line {line}", f"the date '{given}' is no full date; write it as 2024-12-31")
