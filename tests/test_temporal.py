"""Dates and counts: as precise as the words, relative to the article's day, never invented. Parses made by hand."""

from dataclasses import replace

import pytest

from kg.entities.counts import count_of
from kg.entities.dates import find_dates
from kg.model import Mention, MentionKind, When, Wording
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
    pytest.param("in early March", SUNDAY, {"March": "2020-03"}, id="March behind early"),
    pytest.param("the 3rd of May 2019", SUNDAY, {"3rd of May 2019": "2019-05-03"}, id="day of month"),
    pytest.param("in January last year", SUNDAY, {"January last year": "2019-01"}, id="month of last year"),
    pytest.param("last week", SUNDAY, {"last week": "2020-08-10/2020-08-16"}, id="last week, Monday to Sunday"),
    pytest.param("last month", "2020-01-31", {"last month": "2019-12"}, id="last month across New Year"),
    pytest.param("next year", SUNDAY, {"next year": "2021"}, id="next year"),
    pytest.param("last Tuesday", SUNDAY, {"Tuesday": "2020-08-18"}, id="last Tuesday"),
    pytest.param("three days ago", SUNDAY, {"three days ago": "2020-08-20"}, id="days ago, in words"),
    pytest.param("a day ago", "2020-03-01", {"a day ago": "2020-02-29"}, id="a day ago across a leap month"),
    pytest.param("two weeks ago", SUNDAY, {"two weeks ago": "2020-08-03/2020-08-09"}, id="weeks ago: the week"),
    pytest.param("five years ago", SUNDAY, {"five years ago": "2015"}, id="years ago: the year"),
    pytest.param(
        "on 11 August 2008 . Ten days later",
        SUNDAY,
        {"11 August 2008": "2008-08-11", "Ten days later": "2008-08-21"},
        id="days later than a day told",
    ),
    pytest.param(
        "on 1 March 1921 . The day before , the previous day",
        SUNDAY,
        {"1 March 1921": "1921-03-01", "previous day": "1921-02-28"},
        id="the previous day",
    ),
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
    pytest.param("every Friday", SUNDAY, id="a repeated day"),
    pytest.param("in the 1960s", SUNDAY, id="a decade"),
    pytest.param("some days ago", SUNDAY, id="an unknown number of days"),
    pytest.param("The next day", SUNDAY, id="the day after one that is not told"),
]
# (phenomenon, words, article's day): the words stay, no day is made up
WORDS_ALONE = [
    pytest.param("on Sunday", None, "Sunday", id="a weekday without the article's day"),
    pytest.param("yesterday", None, "yesterday", id="yesterday without the article's day"),
    pytest.param("on March 11", None, "March 11", id="a day without any year"),
    pytest.param("last month", None, "last month", id="a month without the article's day"),
    pytest.param("three days ago", None, "three days ago", id="days ago without the article's day"),
    pytest.param("next Friday", SUNDAY, "Friday", id="next Friday, of this week or the next"),
    pytest.param("last Saturday", SUNDAY, "Saturday", id="last Saturday, yesterday or a week before"),
]


@pytest.mark.parametrize(("words", "published", "expected"), DATES)
def test_dates(words: str, published: str, expected: dict[str, str]) -> None:
    found = find_dates(paragraph(words), published)
    assert {span.when.text: getattr(span.when, "value", None) for span in found} == expected


@pytest.mark.parametrize(("words", "published"), NO_DATES)
def test_what_is_no_date(words: str, published: str | None) -> None:
    assert find_dates(paragraph(words), published) == []


@pytest.mark.parametrize(("words", "published", "text"), WORDS_ALONE)
def test_a_date_that_is_not_told_keeps_its_words(words: str, published: str | None, text: str) -> None:
    assert [span.when for span in find_dates(paragraph(words), published)] == [Wording(text)]


def clause(words: str, verb: int, date: int, tags: dict[int, tuple[str, str]]) -> Paragraph:
    """A clause of its verb with auxiliaries (`tags`: tag and dep), on which the date hangs."""
    tokens = []
    for token in paragraph(words).tokens:
        tag, dep = tags.get(token.index, ("", "obl" if token.index == date else "dep"))
        pos = "VERB" if token.index == verb else "X"
        lemma = "be" if token.lower in ("is", "are", "was", "were") else token.lower
        tokens.append(
            replace(token, tag=tag, dep="root" if token.index == verb else dep, head=verb, pos=pos, lemma=lemma)
        )
    return Paragraph("article", 0, "body", 0, words, tuple(tokens), ((0, len(tokens)),))


# (phenomenon, words, verb, date, tag and dep of the words that tell the tense, value or the words alone)
TENSES = [
    pytest.param("troops left on Monday", 1, 3, {1: ("VBD", "")}, "2020-08-17", id="past"),
    pytest.param("troops will leave on Monday", 2, 4, {1: ("MD", "aux")}, "2020-08-24", id="will"),
    pytest.param(
        "troops are leaving on Monday", 2, 4, {1: ("VBP", "aux"), 2: ("VBG", "")}, "2020-08-24", id="are -ing"
    ),
    pytest.param("troops will leave in March", 2, 4, {1: ("MD", "aux")}, "2021-03", id="month to come"),
    pytest.param("troops could leave on Monday", 2, 4, {1: ("MD", "aux")}, None, id="could: either side"),
    pytest.param("troops would leave in March", 2, 4, {1: ("MD", "aux")}, None, id="would: either side"),
    pytest.param(
        "troops are to leave on Monday", 3, 5, {1: ("VBP", "aux"), 2: ("TO", "mark"), 3: ("VB", "")}, "2020-08-24",
        id="are to",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "verb", "date", "tags", "value"), TENSES)
def test_tense_tells_the_direction(
    words: str, verb: int, date: int, tags: dict[int, tuple[str, str]], value: str | None
) -> None:
    (span,) = find_dates(clause(words, verb, date, tags), SUNDAY)
    assert span.when == (When(words.split()[date], value) if value else Wording(words.split()[date]))


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
    pytest.param("no fewer than 60 troops", 3, ("no fewer than 60", 60, None, False), id="no fewer than"),
    pytest.param("as many as 300 troops", 3, ("as many as 300", None, 300, False), id="as many as"),
    pytest.param("a further 2,500 troops", 2, ("a further 2,500", 2500, 2500, False), id="a further"),
    pytest.param("twenty-one troops", 0, ("twenty-one", 21, 21, False), id="hyphened number word"),
    pytest.param("between 40 and 50 troops", 1, ("between 40 and 50", 40, 50, False), id="between and"),
    pytest.param("some 20-30 troops", 1, ("some 20-30", 20, 30, True), id="range with a dash"),
    pytest.param("20 to 30 troops", 0, ("20 to 30", 20, 30, False), id="range with to"),
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


# (phenomenon, words, arcs, head, count or None)
PARTITIVES = [
    pytest.param("Eleven of 17 troops", ("Eleven", 11, 11, False), id="a number of a number"),
    pytest.param("half of 17 troops", None, id="a share is no number"),
    pytest.param("most of the troops", ("most", None, None, True), id="a quantity without a number"),
    pytest.param("commander of 17 troops", ("17", 17, 17, False), id="of, behind a noun that counts nothing"),
]


@pytest.mark.parametrize(("words", "expected"), PARTITIVES)
def test_numbers_before_of(words: str, expected: tuple[str, int | None, int | None, bool] | None) -> None:
    pos = "NUM" if words.startswith("Eleven") else "NOUN"
    number = ("nummod", 3, "NUM") if words.split()[2] == "17" else ("det", 3, "DET")
    arcs = {0: ("root", 0, pos), 1: ("case", 3, "ADP"), 2: number, 3: ("nmod", 0, "NOUN")}
    count = count_of(paragraph(words, arcs), mention("troops", 3))
    assert (count and (count.text, count.minimum, count.maximum, count.approximate)) == expected


def test_no_number_is_no_count() -> None:
    assert count_of(paragraph("Iraqi troops", {1: ("root", 1, "NOUN")}), mention("Iraqi troops", 1)) is None
