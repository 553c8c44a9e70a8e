"""ISO 8601 days, months, years and intervals as words and as days of the calendar."""

from calendar import monthrange
from datetime import date


def day_words(iso: str) -> str:
    """An ISO 8601 date in words: *23 August 2020*, *August 2020*, *2020*, *3 May 2021 to June 2021*.

    >>> day_words("2020-08-23")
    '23 August 2020'
    """
    return " to ".join(_words(part) for part in iso.split("/")) if iso else ""


def span(iso: str) -> tuple[date, date]:
    """First and last day of an ISO 8601 day, month, year or interval `a/b`.

    >>> span("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    """
    first, _, last = iso.partition("/")
    return _edges(first)[0], _edges(last or first)[1]


def _edges(iso: str) -> tuple[date, date]:
    numbers = [int(part) for part in iso[:10].split("-")]
    if len(numbers) == 3:
        day = date(*numbers)
        return day, day
    months = numbers[1:] or [1, 12]
    return date(numbers[0], months[0], 1), date(numbers[0], months[-1], monthrange(numbers[0], months[-1])[1])


def _words(iso: str) -> str:
    numbers = [int(part) for part in iso[:10].split("-")]
    if len(numbers) == 1:
        return str(numbers[0])
    month = f"{date(2000, numbers[1], 1):%B} {numbers[0]}"
    return f"{numbers[2]} {month}" if len(numbers) == 3 else month
