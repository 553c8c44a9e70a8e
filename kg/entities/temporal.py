"""Dates and counts in the text: as precise as the words, relative to the article's date, never invented."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg.model import Count, DatedSpan, Mention, When
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
WEEKDAYS = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
# Days relative to the article's date.
DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
MULTIPLES = {
    "dozen": 12,
    "dozens": 24,
    "hundred": 100,
    "hundreds": 200,
    "thousand": 1000,
    "thousands": 2000,
    "million": 10**6,
}
UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
APPROXIMATE = frozenset("about around some roughly approximately nearly almost estimated".split())
AT_LEAST = frozenset({"over", "least", "than", "above"})
DECIMAL = re.compile(r"\d+\.\d+$")
YEAR = re.compile(r"(1[89]|20)\d\d$")
DAY = re.compile(r"([12]?\d|3[01])(st|nd|rd|th)?$")


def find_dates(paragraph: Paragraph, published: str | None) -> list[DatedSpan]:
    """All dates of a paragraph, left to right; relative ones need the article's date (`published`, an ISO day)."""
    base = date.fromisoformat(published) if published else None
    spans, index = [], 0
    while index < len(paragraph.tokens):
        found = next((span for span in _readings(paragraph, index, base)), None)
        if found is not None:
            spans.append(found)
        index = found.last if found else index + 1
    return spans


def _readings(paragraph: Paragraph, first: int, base: date | None) -> Iterator[DatedSpan]:
    tokens = paragraph.tokens
    for reader in (_calendar_date, _day_before_month, _deictic, _weekday, _year):
        found = reader(tokens, first, base)
        if found is not None:
            last, value = found
            yield DatedSpan(first, last, When(paragraph.words(first, last), value))


def _month(token: Token) -> int | None:
    month = MONTHS.get(token.lower.rstrip("."))
    return month if month and token.text[:1].isupper() else None


def _calendar_date(tokens: tuple[Token, ...], first: int, base: date | None) -> tuple[int, str] | None:
    """*August 23, 2020*, *March 11*, *January 2020*, *last January*."""
    month = _month(tokens[first])
    if month is None:
        return None
    index, day, year = first + 1, None, None
    if index < len(tokens) and (match := DAY.match(tokens[index].text)):
        day, index = int(match[1]), index + 1
    after = index + 1 if index < len(tokens) and tokens[index].text == "," else index
    if after < len(tokens) and YEAR.match(tokens[after].text):
        year, index = int(tokens[after].text), after + 1
    if day is None and tokens[first].lower in ("may", "march") and year is None:
        return None
    before = tokens[first - 1].lower if first else ""
    return _valued(index, year, month, day, base, before)


def _day_before_month(tokens: tuple[Token, ...], first: int, base: date | None) -> tuple[int, str] | None:
    """*23 August 2020*, *11 March*."""
    match = DAY.match(tokens[first].text)
    if not match or first + 1 >= len(tokens) or (month := _month(tokens[first + 1])) is None:
        return None
    index, year = first + 2, None
    if index < len(tokens) and YEAR.match(tokens[index].text):
        year, index = int(tokens[index].text), index + 1
    return _valued(index, year, month, int(match[1]), base, "")


def _valued(
    last: int, year: int | None, month: int, day: int | None, base: date | None, before: str
) -> tuple[int, str] | None:
    if year is None:
        if base is None:
            return None
        year = base.year
        if (month, day or 1) > (base.month, base.day if day else 31) or (before == "last" and month >= base.month):
            year -= 1
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return last, f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def _deictic(tokens: tuple[Token, ...], first: int, base: date | None) -> tuple[int, str] | None:
    """*today*, *yesterday*, *this morning*, *last night*."""
    if base is None:
        return None
    word = tokens[first].lower
    if word in DEICTIC:
        return first + 1, (base + timedelta(DEICTIC[word])).isoformat()
    after = tokens[first + 1].lower if first + 1 < len(tokens) else ""
    if word == "this" and after in ("morning", "afternoon", "evening"):
        return first + 2, base.isoformat()
    if word == "last" and after == "night":
        return first + 2, (base - timedelta(1)).isoformat()
    if word in ("this", "last") and after == "year":
        return first + 2, str(base.year - (word == "last"))
    return None


def _weekday(tokens: tuple[Token, ...], first: int, base: date | None) -> tuple[int, str] | None:
    """The last such day up to the article's date; *next Friday* and *last Friday* are left alone."""
    wanted = WEEKDAYS.get(tokens[first].lower)
    if wanted is None or base is None or (first and tokens[first - 1].lower in ("next", "last", "every", "coming")):
        return None
    return first + 1, (base - timedelta((base.weekday() - wanted) % 7)).isoformat()


def _year(tokens: tuple[Token, ...], first: int, base: date | None) -> tuple[int, str] | None:
    """*in 2014*: a bare year counts only behind a preposition of time."""
    before = tokens[first - 1].lower if first else ""
    if not YEAR.match(tokens[first].text) or before not in ("in", "since", "of", "late", "early", "mid", "during"):
        return None
    if base is not None and int(tokens[first].text) > base.year + 30:
        return None
    return first + 1, tokens[first].text


def count_of(paragraph: Paragraph, mention: Mention) -> Count | None:
    """How many a mention speaks of: *about 5,000 troops*, *hundreds of soldiers*, *more than 61 countries*."""
    numbers = list(paragraph.children(mention.head, "nummod"))
    head = paragraph.tokens[mention.head]
    governor = paragraph.tokens[head.head]
    if not numbers and head.dep == "nmod" and (governor.lower in MULTIPLES or governor.pos == "NUM"):
        numbers = [governor]
    if not numbers:
        return None
    value = _number(paragraph, numbers[-1])
    if value is None:
        return None
    first, words = _quantifiers(paragraph, numbers[-1].index)
    text = paragraph.words(first, numbers[-1].index + 1)
    vague = numbers[-1].lower in ("hundreds", "thousands", "dozens")
    upper = bool(words & {"up", "fewer", "less", "under"})
    lower = not upper and bool(words & AT_LEAST)
    return Count(text, None if upper else value, None if lower or vague else value, vague or bool(words & APPROXIMATE))


def _number(paragraph: Paragraph, token: Token) -> int | None:
    plain = token.text.replace(",", "")
    if plain.isdigit():
        return int(plain)
    if DECIMAL.match(plain):
        return None  # only "2.5 million" as a whole is a number of things
    if token.lower in MULTIPLES:
        factors = list(paragraph.children(token.index, "nummod", "compound"))
        if not factors:
            return MULTIPLES[token.lower]
        if DECIMAL.match(factors[0].text):
            return round(float(factors[0].text) * MULTIPLES[token.lower])
        factor = _number(paragraph, factors[0])
        return factor * MULTIPLES[token.lower] if factor else None
    return UNITS.get(token.lower)


def _quantifiers(paragraph: Paragraph, index: int) -> tuple[int, set[str]]:
    """The words before a number that bound it, and where they begin."""
    first, words = index, set()
    known = APPROXIMATE | AT_LEAST | {"more", "at", "up", "to", "fewer", "less", "further", "a", "another"}
    while first > 0 and (paragraph.tokens[first - 1].lower in known or paragraph.tokens[first - 1].text.isdigit()):
        first -= 1
        words.add(paragraph.tokens[first].lower)
    return first, words
