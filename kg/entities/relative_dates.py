"""Dates told from the article's day or from a day told before: *yesterday*, *two days ago*, *the next day*."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kg.entities.numbers import number_of
from kg.entities.tense import Tense
from kg.parse import Token

Tokens = tuple[Token, ...]
WEEKDAYS = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
# Days relative to the article's date.
DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
STEPS = {"last": -1, "this": 0, "next": 1}
UNITS_OF_TIME = ("hour", "day", "week", "month", "year")
LATER, EARLIER = ("later", "after", "afterwards"), ("earlier", "before", "previously")
NEXT_DAY, DAY_BEFORE = ("next", "following"), ("previous",)
# *last Tuesday* said on a Wednesday may be yesterday or a week before.
NEAREST_LAST = 2


@dataclass(frozen=True)
class Moment:
    """From where a date is told: the article's day, the last full day told in the paragraph, and the verb's tense."""

    published: date | None
    told: date | None
    tense: Tense


# The value of a date that the words alone do not tell.
UNTOLD = ""
Told = tuple[int, str] | None  # the token behind the date, and its value or UNTOLD


def deictic(tokens: Tokens, first: int, moment: Moment) -> Told:
    """*today*, *yesterday*, *this morning*, *last night*."""
    word, after = tokens[first].lower, _lower(tokens, first + 1)
    if word in DEICTIC:
        return first + 1, _shifted(moment, DEICTIC[word])
    if word == "this" and after in ("morning", "afternoon", "evening"):
        return first + 2, _shifted(moment, 0)
    if word == "last" and after == "night":
        return first + 2, _shifted(moment, -1)
    return None


def named_period(tokens: Tokens, first: int, moment: Moment) -> Told:
    """*last week*, *this month*, *next year*: as long as the words say."""
    step, unit = STEPS.get(tokens[first].lower), _lower(tokens, first + 1)
    if step is None or unit not in ("week", "month", "year"):
        return None
    return first + 2, _period(moment.published, unit, step) if moment.published else UNTOLD


def weekday(tokens: Tokens, first: int, moment: Moment) -> Told:
    """The last such day up to the article's, the next one where the verb looks ahead; *next Friday* is left alone."""
    wanted, base = WEEKDAYS.get(tokens[first].lower), moment.published
    before = tokens[first - 1].lower if first else ""
    if wanted is None or before in ("every", "each"):
        return None
    last = before == "last"
    if base is None or before in ("next", "coming", "following") or (moment.tense is Tense.OPEN and not last):
        return first + 1, UNTOLD
    behind, ahead = (base.weekday() - wanted) % 7, (wanted - base.weekday()) % 7
    if last:
        return first + 1, (base - timedelta(behind)).isoformat() if behind >= NEAREST_LAST else UNTOLD
    shift = timedelta(ahead) if moment.tense is Tense.FUTURE else -timedelta(behind)
    return first + 1, (base + shift).isoformat()


def ago(tokens: Tokens, first: int, moment: Moment) -> Told:
    """*three days ago*, *a month ago*: a day for days, the week for weeks; *some days ago* is none."""
    amount, unit = _amount(tokens, first)
    if amount is None or _lower(tokens, first + 2) != "ago":
        return None
    return first + 3, _before(moment.published, amount, unit) if moment.published else UNTOLD


def counted_from(tokens: Tokens, first: int, moment: Moment) -> Told:
    """*ten days later*, *two days earlier*, *the next day*, *a day after*: from the last day told."""
    word, after = tokens[first].lower, _lower(tokens, first + 1)
    if moment.told is None:
        return None
    if after == "day" and word in (*NEXT_DAY, *DAY_BEFORE) and _lower(tokens, first - 1) == "the":
        return first + 2, (moment.told + timedelta(1 if word in NEXT_DAY else -1)).isoformat()
    amount, unit = _amount(tokens, first)
    if amount is None or unit != "day" or _lower(tokens, first + 2) not in (LATER[0], EARLIER[0]):
        return None
    sign = 1 if _lower(tokens, first + 2) in LATER else -1
    return first + 3, (moment.told + timedelta(sign * amount)).isoformat()


def _shifted(moment: Moment, days: int) -> str:
    return (moment.published + timedelta(days)).isoformat() if moment.published else UNTOLD


def _lower(tokens: Tokens, index: int) -> str:
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def _amount(tokens: Tokens, first: int) -> tuple[int | None, str]:
    word, unit = tokens[first].lower, _lower(tokens, first + 1)
    if unit.rstrip("s") not in UNITS_OF_TIME:
        return None, ""
    return (1 if word in ("a", "an") else number_of(word)), unit.rstrip("s")


def _before(base: date, amount: int, unit: str) -> str:
    if unit == "hour":
        return base.isoformat() if amount < 12 else UNTOLD
    if unit == "day":
        return (base - timedelta(amount)).isoformat()
    return _period(base, unit, -amount)


def _period(base: date, unit: str, step: int) -> str:
    """The week (Monday to Sunday), month or year that many steps from a day, as ISO 8601."""
    if unit == "week":
        monday = base - timedelta(base.weekday()) + timedelta(weeks=step)
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    if unit == "year":
        return f"{base.year + step:04}"
    months = base.year * 12 + base.month - 1 + step
    return f"{months // 12:04}-{months % 12 + 1:02}"


def exists(year: int, month: int, day: int | None) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year, month)[1])
