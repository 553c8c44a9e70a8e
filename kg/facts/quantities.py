"""Numbers of things as ranges, so that *about 5,000* and *over 5,000* can both be true and 61 and 81 cannot."""

import re
from dataclasses import dataclass

from kg.model import Claim, Count

# *about 5,000* may be a tenth more or less.
APPROXIMATION = 0.1
# Below this a number is counted, not rounded.
SMALLEST_ROUNDED = 100
# *2,500 more*, *a further 2,500* counts what comes on top of something: never a total.
_ON_TOP = re.compile(r"\b(further|another|additional|extra|other)\b", re.IGNORECASE)
_MORE_AFTER = re.compile(r"[\s\w-]{0,12}?\b(more|others|besides|additional)\b(?!\s+than)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers a count may mean; an open end is None."""

    least: float | None
    most: float | None


def range_of(count: Count) -> Range:
    """The range of a count: a bound stays open, *about* widens by a tenth, a round number by half its last digit.

    A number is never widened by more than a tenth.
    """
    least, most = count.minimum, count.maximum
    if least is None or most is None:
        return Range(least, most)
    tenth = APPROXIMATION * most
    slack = tenth if count.approximate else min(tenth, _rounding(most)) if least == most else 0
    return Range(least - slack, most + slack)


def compatible(one: Range, other: Range) -> bool:
    """Whether one number can lie in both ranges."""
    return _reaches(one.most, other.least) and _reaches(other.most, one.least)


def is_on_top(claim: Claim, count: Count) -> bool:
    """Whether the count says how many more there are: *2,500 more*."""
    if _ON_TOP.search(count.text) or count.text.lower().endswith(" more"):
        return True
    _, found, after = claim.evidence.text.partition(count.text)
    return bool(found) and bool(_MORE_AFTER.match(after))


def _reaches(most: float | None, least: float | None) -> bool:
    return most is None or least is None or most >= least


def _rounding(number: float) -> float:
    """Half of the last digit that is not a trailing zero: 50 for 5,200; nothing for a small number."""
    if number < SMALLEST_ROUNDED:
        return 0
    unit, whole = 1, int(number)
    while whole % (unit * 10) == 0:
        unit *= 10
    return unit / 2 if unit > 1 else 0
