"""Whole pages in the manner of many outlets: noise is kept out, and no line of the story is lost."""

from pathlib import Path

import pytest

from kg.text.blocks import split_blocks
from kg.text.language import READ_KINDS

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
READ, KEPT_OUT, EITHER = "+", "-", "~"


def marked_lines(page: Path) -> list[tuple[str, str]]:
    """The mark and the text of each line."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return [(line[0], line[2:]) for line in lines]


def wrong_lines(page: Path) -> list[str]:
    """The lines that are read and should not be, or the other way round; a dateline may stand before what is read."""
    marked = marked_lines(page)
    blocks = split_blocks("\n".join(text for _, text in marked))
    wrong, start = [], 0
    for mark, text in marked:
        inside = [b for b in blocks if b.start < start + len(text) and b.end > start]
        read = any(block.kind in READ_KINDS for block in inside)
        if mark != EITHER and read != (mark == READ):
            wrong.append(f"{mark} {text} [{', '.join(block.kind for block in inside)}]")
        start += len(text) + 1
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_page(page: Path) -> None:
    assert wrong_lines(page) == []


def test_marks_are_known_and_both_are_there() -> None:
    for page in PAGES:
        marks = {mark for mark, _ in marked_lines(page)}
        assert marks <= {READ, KEPT_OUT, EITHER}, page.name
        assert {READ, KEPT_OUT} <= marks, page.name
