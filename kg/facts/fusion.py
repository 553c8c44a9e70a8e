"""Claims that tell the same event or state become one event; every claim is kept."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from kg.model import Argument, Claim, Event, When


def fuse_claims(claims: Iterable[Claim]) -> tuple[Event, ...]:
    """One event for each set of claims with the same relation, participants and, where told, the same date.

    Claims without a date join the only dated event of their kind; where there are several, they stay apart.
    """
    alike: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject is None and claim.object is None:
            alike[(claim.relation, claim.id, "")].append(claim)
        else:
            alike[(claim.relation, _entity(claim.subject), _entity(claim.object))].append(claim)
    return tuple(event for key in sorted(alike) for event in _events(key, alike[key]))


def _entity(argument: Argument | None) -> str:
    return argument.entity if argument else ""


def _date(claim: Claim) -> str | None:
    when = claim.qualifiers.get("date")
    return when.value if isinstance(when, When) else None


def _events(key: tuple[str, str, str], claims: list[Claim]) -> list[Event]:
    dates = sorted({date for claim in claims if (date := _date(claim))})
    if len(dates) <= 1:
        return [_event(key, claims, dates[0] if dates else None)]
    events = [_event(key, [c for c in claims if _date(c) == date], date) for date in dates]
    undated = [c for c in claims if _date(c) is None]
    return [*events, _event(key, undated, None)] if undated else events


def _event(key: tuple[str, str, str], claims: list[Claim], date: str | None) -> Event:
    digest = hashlib.sha256("|".join([*key, date or ""]).encode()).hexdigest()[:16]
    return Event(f"{key[0]}:{digest}", key[0], tuple(sorted(claim.id for claim in claims)), date)
