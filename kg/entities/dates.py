"""Dates in the text: as precise as the words, relative to the article's date, never invented."""

import re
from collections.abc import Iterator
from datetime import date

from kg.entities.relative_dates import (
    UNTOLD,
    Moment,
    Tokens,
    Told,
    ago,
    counted_from,
    deictic,
    exists,
    named_period,
    weekday,
)
from kg.entities.tense import Tense, tense_at
from kg.model import DatedSpan, When, Wording
from kg.parse import Paragraph, Token

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
YEAR = re.compile(r"(1[5-9]|20)\d\d$")
DAY = re.compile(r"([12]?\d|3[01])(st|nd|rd|th)?$")
HAS_YEAR = re.compile(r"\d{4}")
FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
# Prepositions behind which a bare year is one, and *March* and *May* are months.
OF_TIME = frozenset("in since late early mid during until by from last next this".split())
ARTICLES = frozenset({"the", "a", "an", "'s", "’s"})
# A year later than this after the article is a number of something.
FARTHEST_YEAR = 30


def find_dates(paragraph: Paragraph, published: str | None) -> list[DatedSpan]:
    """All dates of a paragraph, left to right. Relative ones need the article's date (`published`, an ISO day).

    Without it, and where the verb does not tell the direction (*was due on Monday*), a date keeps its words alone.
    """
    base = date.fromisoformat(published) if published else None
    spans: list[DatedSpan] = []
    told: date | None = None
    index = 0
    while index < len(paragraph.tokens):
        found = _first(paragraph, index, base, told)
        if found is not None:
            spans.append(found)
            told = _day(found.when) or told
        index = found.last if found else index + 1
    return spans


def _day(when: When | Wording) -> date | None:
    full = isinstance(when, When) and FULL_DAY.match(when.value)
    return date.fromisoformat(when.value) if full and isinstance(when, When) else None


def _first(paragraph: Paragraph, first: int, base: date | None, told: date | None) -> DatedSpan | None:
    if not paragraph.tokens[first].text[0].isalnum():
        return None
    moment = Moment(base, told, tense_at(paragraph, first))
    found = next((told for told in _told(paragraph.tokens, first, moment) if told), None)
    if found is None:
        return None
    last, value = found
    words = paragraph.words(first, last)
    return DatedSpan(first, last, When(words, value) if value else Wording(words), _is_ahead(words, value, base))


def _is_ahead(words: str, value: str, base: date | None) -> bool:
    """A date reckoned from the article's; one with its own year may show that the article's date is wrong."""
    start = value.partition("/")[0]
    return base is not None and start > base.isoformat()[: len(start)] and not HAS_YEAR.search(words)


def _told(tokens: Tokens, first: int, moment: Moment) -> Iterator[Told]:
    for reader in (_month_first, _day_first, deictic, named_period, weekday, ago, counted_from, _year):
        yield reader(tokens, first, moment)


def _month(token: Token) -> int | None:
    month = MONTHS.get(token.lower.rstrip("."))
    return month if month and token.text[:1].isupper() else None


def _month_first(tokens: Tokens, first: int, moment: Moment) -> Told:
    """*August 23, 2020*, *March 11*, *January 2020*, *last January*, *March last year*."""
    month = _month(tokens[first])
    if month is None:
        return None
    index, day = first + 1, None
    if index < len(tokens) and (match := DAY.match(tokens[index].text)):
        day, index = int(match[1]), index + 1
    last, year = _year_behind(tokens, index, moment)
    before = tokens[first - 1].lower if first else ""
    if day is None and year is None and tokens[first].lower in ("may", "march") and before not in OF_TIME:
        return None
    return _valued(tokens, last, year, month, day, moment, before)


def _day_first(tokens: Tokens, first: int, moment: Moment) -> Told:
    """*23 August 2020*, *11 March*, *the 3rd of March 2019*."""
    match = DAY.match(tokens[first].text)
    index = first + 1
    if match and match[2] and index < len(tokens) and tokens[index].lower == "of":
        index += 1
    if not match or index >= len(tokens) or (month := _month(tokens[index])) is None:
        return None
    last, year = _year_behind(tokens, index + 1, moment)
    return _valued(tokens, last, year, month, int(match[1]), moment, tokens[first - 1].lower if first else "")


def _year_behind(tokens: Tokens, index: int, moment: Moment) -> tuple[int, int | None]:
    """The year behind a month or day, with or without a comma, or *last year*; and the token behind it."""
    after = index + 1 if index < len(tokens) and tokens[index].text in (",", "of") else index
    if after < len(tokens) and YEAR.match(tokens[after].text):
        return after + 1, int(tokens[after].text)
    if after + 1 < len(tokens) and tokens[after + 1].lower == "year" and moment.published:
        step = {"last": -1, "this": 0, "next": 1}.get(tokens[after].lower)
        if step is not None:
            return after + 2, moment.published.year + step
    return index, None


def _valued(
    tokens: Tokens, last: int, year: int | None, month: int, day: int | None, moment: Moment, before: str
) -> Told:
    if year is None and before in ARTICLES and last < len(tokens) and tokens[last].pos in ("NOUN", "PROPN"):
        return last, UNTOLD  # "the September 11 attacks": named after a day that may lie many years back
    year = year if year is not None else _implied_year(month, day, moment, before)
    if year is None:
        return last, UNTOLD
    if not exists(year, month, day):
        return None
    return last, f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def _implied_year(month: int, day: int | None, moment: Moment, before: str) -> int | None:
    """The year of the last such day or month, of the next one where the verb looks ahead."""
    base = moment.published
    if base is None or (moment.tense is Tense.OPEN and before != "last"):
        return None
    this_month = (base.month, base.day if day else 0)
    if moment.tense is Tense.FUTURE and before != "last":
        return base.year + ((month, day or 0) < this_month)
    return base.year - ((month, day or 0) > this_month or (before == "last" and month >= base.month))


def _year(tokens: Tokens, first: int, moment: Moment) -> Told:
    """*in 2014*, *the 2014 war*: a bare year counts only behind a preposition of time or before its noun."""
    if not YEAR.match(tokens[first].text):
        return None
    if moment.published is not None and int(tokens[first].text) > moment.published.year + FARTHEST_YEAR:
        return None
    before = tokens[first - 1].lower if first else ""
    return (first + 1, tokens[first].text) if before in (*OF_TIME, "of") or _is_of_noun(tokens, first) else None


def _is_of_noun(tokens: Tokens, first: int) -> bool:
    """*the 2014 war* names a year; *the 2014 soldiers* counts."""
    before, after = tokens[first - 1].lower if first else "", tokens[first + 1] if first + 1 < len(tokens) else None
    return before in ("the", "a", "'s", "’s") and after is not None and after.pos == "NOUN" and after.tag == "NN"
