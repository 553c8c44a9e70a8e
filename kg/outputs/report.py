"""Rows told like a report: sections and headings from the first columns, each row as a line with its quote below."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap

Row = Mapping[str, object]

# Columns that the line of a row words in its own way; every other one is written as it is.
WORDED = frozenset({"stance", "holder", "article", "published", "quote"})
NARROWEST = 40


def report_lines(rows: Sequence[Row], told_by: Sequence[str], width: int | None) -> Iterator[str]:
    """The lines of a report; `told_by` names the columns of section and heading, `width` is that of the terminal."""
    section, *heading = told_by
    for name, members in groupby(rows, key=lambda row: row[section]):
        inside = list(members)
        groups = [(title, list(group)) for title, group in groupby(inside, key=lambda r: tuple(r[c] for c in heading))]
        yield f"{_capital(str(name))} ({len(groups)})"
        for title, group in groups:
            yield ""
            yield "  " + ": ".join(str(cell) for cell in title if cell is not None)
            for row in group:
                yield from _row(row, told_by, width)
        yield ""


def _row(row: Row, told_by: Sequence[str], width: int | None) -> Iterator[str]:
    plain = [str(cell) for name, cell in row.items() if cell is not None and name not in WORDED | set(told_by)]
    yield f"    {' · '.join([*plain, *_said(row)])}  {_source(row)}".rstrip()
    if row.get("quote"):
        quote = " ".join(f"“{row['quote']}”".split())
        lines = wrap(quote, max(NARROWEST, width - 8)) if width else [quote]
        yield from (f"        {line}" for line in lines)


def _said(row: Row) -> Iterator[str]:
    if row.get("stance"):
        yield str(row["stance"])
    if row.get("holder"):
        yield f"says {row['holder']}"


def _source(row: Row) -> str:
    told = [str(row[name]) for name in ("article", "published") if row.get(name)]
    return f"[{', '.join(told)}]" if told else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
