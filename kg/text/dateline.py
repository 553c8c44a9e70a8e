"""Reads the dateline that opens a news paragraph: `KYIV, March 3 (AFP) —`, `BAGHDAD:`, `(Reuters) -`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.boilerplate import load_boilerplate
from kg.text.dates import WITHOUT_YEAR, find_day, without_dates

LONGEST = 100
SEPARATOR = re.compile(r"\s*(?:--+|[–—])\s*|\s+-\s+|:\s+")
AGENCY = re.compile(r"\(([^()]*[^\W\d_]{2}[^()]*)\)\s*\Z")
# After a dateline a sentence starts: `ISIS – also known as Daesh – claimed` has none.
SENTENCE_START = re.compile(r"[\"'“‘«(\[]*[^\W_]")
REGION_WORDS = frozenset({"of", "the", "and", "de", "el", "al", "la", "le", "near", "in"})
WORDS_OF_A_NAME = 4


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `length` is the number of characters it takes at the start of its paragraph."""

    length: int
    place: str | None = None
    agency: str | None = None
    day: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """The dateline at the start of a paragraph, or None.

    A place in capitals is enough before a dash or colon; a place in ordinary letters needs an agency or a date
    beside it, because `Iran – the main backer – said` looks the same.

    >>> find_dateline("KYIV, March 3, 2022 (AFP) — Shelling went on.")
    Dateline(length=27, place='KYIV', agency='AFP', day='2022-03-03')
    """
    for separator in SEPARATOR.finditer(text, 0, LONGEST):
        rest = text[separator.end() :]
        if separator.start() and _starts_sentence(rest):
            found = _read(text[: separator.start()].strip(), len(text[: separator.end()].rstrip()))
            if found:
                return found
    return None


def _starts_sentence(rest: str) -> bool:
    match = SENTENCE_START.match(rest)
    return match is not None and not match.group()[-1].islower()


def _read(head: str, length: int) -> Dateline | None:
    bracket = AGENCY.search(head)
    agency = bracket.group(1).strip() if bracket else None
    place_and_day = head[: bracket.start()].strip() if bracket else head
    dated = bool(WITHOUT_YEAR.search(place_and_day))
    place = without_dates(place_and_day).strip(" ,.|") if dated else place_and_day.rstrip(" ,|")
    if not (_is_place(place, marked=dated or agency is not None) if place else dated or agency):
        return None
    day = find_day(place_and_day) or (find_day(bracket.group(1)) if bracket else None)
    agency = without_dates(agency).strip(" ,") or None if agency else None
    return Dateline(length, place or None, agency, day)


def _is_place(place: str, *, marked: bool) -> bool:
    parts = [part.strip() for part in re.split(r"[,/]", place)]
    names, refused = [part.split() for part in parts], load_boilerplate().words("dateline", "not_places")
    if place.lower() in refused or not all(0 < len(words) <= WORDS_OF_A_NAME for words in names):
        return False
    if names[0][0].lower().rstrip(".") in load_boilerplate().words("dateline", "speakers"):
        return False
    if any(character.isdigit() for character in place) or not all(_is_name(words) for words in names):
        return False
    return marked or (parts[0].isupper() and len(parts[0]) > 2)


def _is_name(words: Sequence[str]) -> bool:
    return words[0][0].isupper() and all(word[0].isupper() or word.lower() in REGION_WORDS for word in words)
