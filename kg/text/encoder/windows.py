"""Cuts documents into windows of word pieces that the encoder reads at a time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.text.encoder.wordpiece import WordPiece

Pieces = Sequence[tuple[int, ...]]  # of each token of a document


@dataclass(frozen=True)
class Window:
    """Piece numbers from start to end mark, and which of them are pooled: `places` in the window, `rows` of tokens."""

    ids: list[int]
    places: list[int]
    rows: list[int]


def cut_windows(documents: Sequence[Pieces], wordpiece: WordPiece, *, size: int, overlap: int) -> list[Window]:
    """Windows of at most `size` pieces; of a long document each sees `overlap` pieces on both sides.

    Rows number the tokens of all documents in order. Every piece is pooled from exactly one window, and the pieces
    of one token are never parted; the windows of a document do not depend on its neighbours.
    """
    windows: list[Window] = []
    first_row = 0
    for document in documents:
        flat = [(piece, first_row + row) for row, pieces in enumerate(document) for piece in pieces]
        for start, end in _spans([row for _, row in flat], size=size, overlap=overlap):
            margin = 0 if (start, end) == (0, len(flat)) else overlap
            low, high = max(0, start - margin), min(len(flat), end + margin)
            ids = [wordpiece.start, *(piece for piece, _ in flat[low:high]), wordpiece.end]
            places = list(range(1 + start - low, 1 + end - low))
            windows.append(Window(ids, places, [row for _, row in flat[start:end]]))
        first_row += len(document)
    return windows


def _spans(rows: Sequence[int], *, size: int, overlap: int) -> list[tuple[int, int]]:
    """Even spans of pieces with their borders between tokens; one span when all fit into a window."""
    if not rows:
        return []
    if len(rows) <= size:
        return [(0, len(rows))]
    parts = math.ceil(len(rows) / (size - 2 * overlap))
    borders = [0]
    for part in range(1, parts):
        border = part * math.ceil(len(rows) / parts)
        while border < len(rows) and rows[border] == rows[border - 1]:
            border += 1
        borders.append(min(border, len(rows)))
    borders.append(len(rows))
    return [(start, end) for start, end in pairwise(borders) if end > start]
