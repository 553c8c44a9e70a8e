"""Finds full dates in a line: a day, a month and a year that can be read in one way only."""

import re
from collections.abc import Iterator
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
MONTH = rf"(?P<month>{MONTH_NAME})\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d{2})"
TIME_OF_ISO = r"(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?"

PATTERNS = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/])", re.IGNORECASE)
    for pattern in (
        rf"{YEAR}-(?P<month>\d\d)-(?P<day>\d\d){TIME_OF_ISO}",
        rf"{YEAR}(?P<mark>[/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)",
        rf"{MONTH}\s+{DAY},?\s+{YEAR}",
        rf"{DAY}[\s-]+(?:of\s+)?{MONTH},?[\s-]*{YEAR}",
        rf"(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark){YEAR}",
    )
)
WITHOUT_YEAR = re.compile(
    rf"(?<!\w)(?:(?:{MONTH_NAME})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTH_NAME})\b\.?)(?!\w)",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE)
TIME = re.compile(
    r"\b(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
    r"(?:\s*\(?(?:GMT|UTC|IST|ET|[A-Z]{1,3}[SD]?T)\b\)?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?)?(?:\s+local time)?",
    re.IGNORECASE,
)


def find_day(text: str) -> str | None:
    """The first full date of the text as an ISO day; None when there is none or it can be read in two ways.

    >>> find_day("Published: Sunday, August 23rd, 2020")
    '2020-08-23'
    >>> find_day("03/04/2020") is None
    True
    """
    return next((day for _, day in sorted(_days(text))), None)


def has_date(text: str) -> bool:
    """Whether a date stands in the text, full, ambiguous or without its year."""
    return any(pattern.search(text) for pattern in PATTERNS) or bool(WITHOUT_YEAR.search(text))


def without_dates(text: str) -> str:
    """The text without its dates, weekdays and times of day."""
    for pattern in (*PATTERNS, WITHOUT_YEAR, TIME, WEEKDAY):
        text = pattern.sub(" ", text)
    return " ".join(text.split())


def _days(text: str) -> Iterator[tuple[int, str]]:
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            day = _iso_day(match.groupdict())
            if day:
                yield match.start(), day


def _iso_day(parts: dict[str, str]) -> str | None:
    month_day = _numeric(int(parts["first"]), int(parts["second"])) if "first" in parts else _named(parts)
    if month_day is None:
        return None
    try:
        return date(int(parts["year"]), *month_day).isoformat()
    except ValueError:  # 31 February is no day: no date, as if it were not there
        return None


def _named(parts: dict[str, str]) -> tuple[int, int]:
    month = parts["month"]
    return (int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1), int(parts["day"])


def _numeric(first: int, second: int) -> tuple[int, int] | None:
    """Month and day of `23/08` and `08/23`; none of `03/04`, which Britons and Americans read differently."""
    if first > 12 or first == second:
        return second, first
    return (first, second) if second > 12 else None
