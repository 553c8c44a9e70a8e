"""Dates and counts: as precise as the words, relative to the article's day, never invented. Parses made by hand."""

import pytest

from kg.entities.counts import count_of
from kg.entities.dates import find_dates
from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

SUNDAY = "2020-08-23"
PUNCTUATION = (",", ".")


def paragraph(words: str, arcs: dict[int, tuple[str, int, str]] | None = None) -> Paragraph:
    """Words separated by blanks as a paragraph; `arcs` gives dep, head and pos of the tokens that matter."""
    tokens, start = [], 0
    for index, word in enumerate(words.split()):
        dep, head, pos = (arcs or {}).get(index, ("dep", index, "X"))
        tokens.append(Token(index, word, word.lower(), pos, "", dep, head, start, start + len(word)))
        start += len(word) + 1
    return Paragraph("article", 0, "body", 0, words, tuple(tokens), ((0, len(tokens)),))


# (phenomenon, words, article's day, dates as text = value)
DATES = [
    pytest.param("on 23 August 2020", SUNDAY, {"23 August 2020": "2020-08-23"}, id="day month year"),
    pytest.param("on August 21 , 2020", SUNDAY, {"August 21 , 2020": "2020-08-21"}, id="month day, year"),
    pytest.param("on Aug. 21", SUNDAY, {"Aug. 21": "2020-08-21"}, id="abbreviated month"),
    pytest.param("on the 3rd March 2019", SUNDAY, {"3rd March 2019": "2019-03-03"}, id="ordinal day"),
    pytest.param("in January 2020", SUNDAY, {"January 2020": "2020-01"}, id="month and year"),
    pytest.param("in January", SUNDAY, {"January": "2020-01"}, id="month of the article's year"),
    pytest.param("in November", SUNDAY, {"November": "2019-11"}, id="month still to come is last year's"),
    pytest.param("on December 30", "2021-01-02", {"December 30": "2020-12-30"}, id="day across New Year"),
    pytest.param("in 2014", SUNDAY, {"2014": "2014"}, id="year behind a preposition"),
    pytest.param("since 2003", SUNDAY, {"2003": "2003"}, id="since a year"),
    pytest.param("on Sunday", SUNDAY, {"Sunday": "2020-08-23"}, id="weekday of the article's day"),
    pytest.param("on Saturday", SUNDAY, {"Saturday": "2020-08-22"}, id="weekday before"),
    pytest.param("on Monday", SUNDAY, {"Monday": "2020-08-17"}, id="weekday almost a week before"),
    pytest.param("on Tuesday", "2020-03-01", {"Tuesday": "2020-02-25"}, id="weekday across a leap month"),
    pytest.param("yesterday", "2021-01-01", {"yesterday": "2020-12-31"}, id="yesterday across New Year"),
    pytest.param("today", SUNDAY, {"today": "2020-08-23"}, id="today"),
    pytest.param("this morning", SUNDAY, {"this morning": "2020-08-23"}, id="this morning"),
    pytest.param("last night", SUNDAY, {"last night": "2020-08-22"}, id="last night"),
    pytest.param("last year", SUNDAY, {"last year": "2019"}, id="last year"),
    pytest.param(
        "from 3 May 2020 to 5 May 2020", SUNDAY, {"3 May 2020": "2020-05-03", "5 May 2020": "2020-05-05"}, id="two"
    ),
]
NO_DATES = [
    pytest.param("2,500 troops", SUNDAY, id="a number of troops"),
    pytest.param("about 2014 soldiers", SUNDAY, id="a number that looks like a year"),
    pytest.param("rebels may march north", SUNDAY, id="months that are verbs"),
    pytest.param("May said", SUNDAY, id="a month that is a surname"),
    pytest.param("on February 30 , 2020", SUNDAY, id="a day that does not exist"),
    pytest.param("next Friday", SUNDAY, id="a weekday to come"),
    pytest.param("every Friday", SUNDAY, id="a repeated day"),
    pytest.param("on Sunday", None, id="a weekday without the article's day"),
    pytest.param("yesterday", None, id="yesterday without the article's day"),
    pytest.param("on March 11", None, id="a day without any year"),
]


@pytest.mark.parametrize(("words", "published", "expected"), DATES)
def test_dates(words: str, published: str, expected: dict[str, str]) -> None:
    found = find_dates(paragraph(words), published)
    assert {span.when.text: span.when.value for span in found} == expected


@pytest.mark.parametrize(("words", "published"), NO_DATES)
def test_what_is_no_date(words: str, published: str | None) -> None:
    assert find_dates(paragraph(words), published) == []


def test_a_date_knows_its_tokens() -> None:
    (span,) = find_dates(paragraph("troops left on 23 August 2020 at dawn"), SUNDAY)
    assert (span.first, span.last) == (3, 6)


def mention(words: str, head: int) -> Mention:
    return Mention("article", 0, len(words), words, MentionKind.NOMINAL, "MilitaryForce", 0, head)


# (phenomenon, words, number's index, count as text, minimum, maximum, approximate); the noun comes last
COUNTS = [
    pytest.param("5,000 troops", 0, ("5,000", 5000, 5000, False), id="digits"),
    pytest.param("twelve soldiers", 0, ("twelve", 12, 12, False), id="in words"),
    pytest.param("about 2,000 troops", 1, ("about 2,000", 2000, 2000, True), id="about"),
    pytest.param("nearly 300 soldiers", 1, ("nearly 300", 300, 300, True), id="nearly"),
    pytest.param("more than 61 countries", 2, ("more than 61", 61, None, False), id="more than"),
    pytest.param("at least three soldiers", 2, ("at least three", 3, None, False), id="at least"),
    pytest.param("over 40 fighters", 1, ("over 40", 40, None, False), id="over"),
    pytest.param("up to 500 troops", 2, ("up to 500", None, 500, False), id="up to"),
    pytest.param("fewer than 10 troops", 2, ("fewer than 10", None, 10, False), id="fewer than"),
]


@pytest.mark.parametrize(("words", "number", "expected"), COUNTS)
def test_counts(words: str, number: int, expected: tuple[str, int | None, int | None, bool]) -> None:
    head = len(words.split()) - 1
    parsed = paragraph(words, {number: ("nummod", head, "NUM"), head: ("root", head, "NOUN")})
    count = count_of(parsed, mention(words, head))
    assert count is not None
    assert (count.text, count.minimum, count.maximum, count.approximate) == expected


# (phenomenon, words, arcs of the number words, head, minimum, maximum)
LARGE = [
    pytest.param("3 million people", {0: ("nummod", 1, "NUM"), 1: ("nummod", 2, "NUM")}, 2, 3_000_000, id="million"),
    pytest.param("two dozen soldiers", {0: ("nummod", 1, "NUM"), 1: ("nummod", 2, "NUM")}, 2, 24, id="two dozen"),
    pytest.param(
        "2.5 million people",
        {0: ("compound", 1, "NUM"), 1: ("nummod", 2, "NUM")},
        2,
        2_500_000,
        id="2.5 million",
    ),
]


@pytest.mark.parametrize(("words", "arcs", "head", "value"), LARGE)
def test_large_counts(words: str, arcs: dict[int, tuple[str, int, str]], head: int, value: int) -> None:
    count = count_of(paragraph(words, arcs | {head: ("root", head, "NOUN")}), mention(words, head))
    assert count is not None
    assert (count.minimum, count.maximum) == (value, value)


def test_hundreds_of_soldiers_are_many_without_an_upper_bound() -> None:
    arcs = {0: ("root", 0, "NOUN"), 1: ("case", 2, "ADP"), 2: ("nmod", 0, "NOUN")}
    count = count_of(paragraph("Hundreds of soldiers", arcs), mention("soldiers", 2))
    assert count is not None
    assert (count.minimum, count.maximum, count.approximate) == (200, None, True)


def test_no_number_is_no_count() -> None:
    assert count_of(paragraph("Iraqi troops", {1: ("root", 1, "NOUN")}), mention("Iraqi troops", 1)) is None
