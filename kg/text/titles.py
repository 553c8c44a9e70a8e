"""Recognises title, deck and headings, by their place and by the full stop they lack."""

import re

from kg.text.dateline import find_dateline
from kg.text.paragraphs import OPENING, Kinds, Paragraphs, RawParagraph

LONGEST_TITLE = 25
LONGEST_DECK = 45
MOST_DECKS = 2
LONGEST_HEADING = 8
# Fewer words than this after the last paragraph are a signature or a tag.
LONGEST_REMNANT = 4


def title(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """The first line when it is short, has no full stop and text follows."""
    free = [index for index in range(len(paragraphs)) if index not in kinds]
    if len(free) < 2 or not _is_title(paragraphs[free[0]]):
        return {}
    return {free[0]: "title"}


def decks(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Short paragraphs between the title and the byline, the date line or the dateline."""
    start = next((index + 1 for index, kind in kinds.items() if kind == "title"), len(paragraphs))
    after = range(start, min(start + OPENING, len(paragraphs)))
    mark = next((i for i in after if kinds.get(i) in {"byline", "date_line"} or find_dateline(paragraphs[i].text)), 0)
    between = [i for i in range(start, mark) if i not in kinds]
    followed = any(i not in kinds for i in range(mark, len(paragraphs)))
    short = len(between) <= MOST_DECKS and all(paragraphs[i].words <= LONGEST_DECK for i in between)
    return dict.fromkeys(between, "deck") if short and followed else {}


def headings(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Short lines without final punctuation between body paragraphs; after the last one, remnants of the page.

    A line of dashes or stars is boilerplate anywhere.
    """
    free = [i for i in range(len(paragraphs)) if i not in kinds]
    body = [i for i in free if not _is_heading(paragraphs[i])]
    found = {i: "heading" for i in free if body and i not in body and i < body[-1]}
    remnants = {i for i in free if body and i > body[-1] and paragraphs[i].words <= LONGEST_REMNANT}
    lines = {i for i in free if not paragraphs[i].has_words}
    return found | dict.fromkeys(remnants | lines, "boilerplate")


def _is_title(paragraph: RawParagraph) -> bool:
    lettered = any(character.isalpha() for character in paragraph.text)
    open_end = paragraph.has_full_stop or paragraph.is_cut or paragraph.flat[-1] in ":;,"
    return lettered and paragraph.words <= LONGEST_TITLE and not open_end and not find_dateline(paragraph.text)


def _is_heading(paragraph: RawParagraph) -> bool:
    return (
        paragraph.words <= LONGEST_HEADING
        and not paragraph.is_item
        and not re.search(r"""[.!?…:;,"')\]]\Z""", paragraph.flat)
    )
