"""Dates as stretches of days, so that *in May 2021* and *on 3 May 2021* can be compared."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kg.model import Claim, When


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included; an open end is the first or last day there is."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def period_of(value: str | None) -> Period | None:
    """The days of an ISO 8601 value: a day, a month, a year or an interval `a/b`; None for anything else.

    >>> period_of("2021-05").last.isoformat()
    '2021-05-31'
    """
    if not value:
        return None
    start, slash, end = value.partition("/")
    first, last = _bounds(start, date.min), _bounds(end if slash else start, date.max)
    if first is None or last is None or first[0] > last[1]:
        return None
    return Period(first[0], last[1])


def claim_period(claim: Claim) -> Period | None:
    """The days that a claim itself tells."""
    when = claim.qualifiers.get("date")
    return period_of(when.value) if isinstance(when, When) else None


def overlap(one: Period, other: Period) -> bool:
    """Whether they have a day in common."""
    return one.first <= other.last and other.first <= one.last


def days_between(one: Period, other: Period) -> int:
    """How many days lie from one to the other; 0 where they overlap."""
    if overlap(one, other):
        return 0
    return (other.first - one.last).days if one.last < other.first else (one.first - other.last).days


def _bounds(value: str, open_end: date) -> tuple[date, date] | None:
    if value in ("", ".."):
        return open_end, open_end
    parts = value.split("-")
    if len(parts) > 3 or not all(part.isdigit() for part in parts):
        return None
    try:
        year, month, day = (*map(int, parts), 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        return first, date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
