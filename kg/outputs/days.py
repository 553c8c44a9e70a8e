"""The first and last day that a date in a text stands for, so that a page can compare dates of any precision."""

import re
from calendar import monthrange

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?)?")


def day_bounds(value: str) -> tuple[str, str] | None:
    """The first and last day of an ISO 8601 year, month, day or interval `a/b`; None for anything else.

    >>> day_bounds("2020-02")
    ('2020-02-01', '2020-02-29')
    >>> day_bounds("2020-08-23/2021")
    ('2020-08-23', '2021-12-31')
    """
    start, _, end = value.partition("/")
    first, last = date_bounds(start), date_bounds(end or start)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def date_bounds(value: str) -> tuple[str, str] | None:
    """The first and last day of one date."""
    found = _DATE.fullmatch(value)
    if not found or found["year"] == "0000":
        return None
    year, month, day = found["year"], found["month"], found["day"]
    if not month:
        return f"{year}-01-01", f"{year}-12-31"
    last = monthrange(int(year), int(month))[1]
    if not day:
        return f"{year}-{month}-01", f"{year}-{month}-{last}"
    return (value, value) if 1 <= int(day) <= last else None
