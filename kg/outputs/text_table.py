"""Rows as a table of text: as wide as it is in a pipe, within the width of a terminal else.

On a terminal a quote stands below its row, over the whole width; where even so the columns would be too narrow to
read, each row is told as lines of `column  value`. Widths are those of a terminal's cells (East Asian characters take
two), by `rich.cells`.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

NARROWEST = 9  # cells of a column: narrower ones break most words
GAP = 2
INDENT = 4
BELOW = "quote"


def table_lines(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> list[str]:
    """The lines of the table; `width` is that of the terminal, None for a pipe: then each row is one line, whole."""
    cleaned = [[clean(cell) for cell in row] for row in rows]
    if width is None:
        widths = [max(map(cell_len, column)) for column in zip(columns, *cleaned, strict=True)]
        return [_line(columns, widths), _rule(widths), *(_line(row, widths) for row in cleaned)]
    filled = [n for n in range(len(columns)) if any(row[n] for row in cleaned)] or list(range(len(columns)))
    below = columns.index(BELOW) if BELOW in columns and len(filled) > 1 else None
    shown = [n for n in filled if n != below]
    widths = _widths([[columns[n], *(row[n] for row in cleaned)] for n in shown], width)
    if not widths:
        return list(_records([columns[n] for n in filled], [[row[n] for n in filled] for row in cleaned], width))
    lines = [_line([columns[n] for n in shown], widths), _rule(widths)]
    for row in cleaned:
        lines.extend(_wrapped([row[n] for n in shown], widths))
        if below is not None and row[below]:
            lines.extend(" " * INDENT + line for line in wrap_cells(f"“{row[below]}”", width - INDENT))
    return lines


def clean(text: str) -> str:
    """The text on one line, without the control characters by which an article could command a terminal."""
    return " ".join("".join(char if char.isprintable() or char.isspace() else " " for char in text).split())


def wrap_cells(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words where they fit; one empty line for none.

    >>> wrap_cells("two Katyusha rockets", 12)
    ['two Katyusha', 'rockets']
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines.extend(chop_cells(word, width))
    return lines[1:] if not lines[0] and len(lines) > 1 else lines


def _widths(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column, the widest ones cut first; nothing when a column would be too narrow to read."""
    natural = [max(map(cell_len, column)) for column in columns]
    room = width - GAP * (len(natural) - 1)
    cap = max(natural, default=0)
    while cap > NARROWEST and sum(min(one, cap) for one in natural) > room:
        cap -= 1
    widths = [min(one, cap) for one in natural]
    return widths if sum(widths) <= room else []


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [wrap_cells(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        yield _line([lines[number] if number < len(lines) else "" for lines in wrapped], widths)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
    return (" " * GAP).join(padded).rstrip()


def _rule(widths: Sequence[int]) -> str:
    return "─" * (sum(widths) + GAP * (len(widths) - 1))


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    name_width = max(map(cell_len, columns))
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            if cell:
                yield from _wrapped((name, cell), (name_width, max(NARROWEST, width - name_width - GAP)))
        yield "─" * min(width, name_width + GAP + INDENT)
