"""Events with the same participants that may be one: told for days close to each other, or done and still planned."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.facts.differences import CARRIED_OUT, RIVAL, Given, difference
from kg.facts.event_conflicts import EventClaims, judge_dates, same_actor
from kg.facts.periods import Period, claim_period, days_between, period_of
from kg.facts.tellings import INTENDED, telling_of
from kg.model import Conflict, Factuality, When


def event_pair_conflicts(events: Iterable[EventClaims]) -> Iterator[Conflict]:
    """Differences between events of one relation with the same anchors."""
    groups: dict[tuple[str, ...], list[EventClaims]] = defaultdict(list)
    for told in events:
        if anchors := _anchors(told):
            groups[told.event.kind, *anchors].append(told)
    for key in sorted(groups):
        yield from _rival_days(groups[key])
        yield from _done_and_planned(groups[key])


def _anchors(told: EventClaims) -> tuple[str, ...]:
    return telling_of(told.claims[0], told.rule, told.kinship, told.published).anchors


def _rival_days(group: Sequence[EventClaims]) -> Iterator[Conflict]:
    """Days close to each other, told by different articles, of what does not happen twice within such a time."""
    apart = group[0].rule.rivals
    dated = sorted(
        ((period, told) for told in group if (period := _day(told)) is not None and not _stances(told) <= INTENDED),
        key=lambda pair: (pair[0], pair[1].event.id),
    )
    for (day, one), (next_day, other) in pairwise(dated):
        near = apart and 0 < days_between(day, next_day) <= apart
        if near and not _articles(one) & _articles(other) and _same_actor(one, other):
            yield from _found(_dates(one, other))


def _dates(one: EventClaims, other: EventClaims) -> Conflict | None:
    given = [
        Given(claim, period, when.value)
        for claim in (*one.claims, *other.claims)
        if isinstance(when := claim.qualifiers.get("date"), When) and (period := claim_period(claim))
    ]
    about = "|".join(sorted((one.event.id, other.event.id)))
    return difference("date", one.topic("date"), about, given, judge_dates)


def _done_and_planned(group: Sequence[EventClaims]) -> Iterator[Conflict]:
    """Told as done, and still planned for some of those concerned.

    Not asked of what happens often, nor of a whole city or state, which is never done with.
    """
    rule = group[0].rule
    if rule.lasts or rule.recurs or any(group[0].kinship.is_broad(anchor) for anchor in _anchors(group[0])):
        return
    planned = [told for told in group if _stances(told) == {Factuality.PLANNED}]
    for done in (told for told in group if Factuality.ASSERTED in _stances(told)):
        for plan in planned:
            if _same_actor(done, plan):
                yield from _found(_completed(done, plan))


def _completed(done: EventClaims, plan: EventClaims) -> Conflict | None:
    if not _told_together(done, plan) or _are_of_other_times(done, plan):
        return None
    given = [Given(claim, "done", "done") for claim in done.claims]
    given += [Given(claim, "planned", "still planned") for claim in plan.claims]
    verdict = RIVAL if _articles(done) & _articles(plan) else CARRIED_OUT
    about = "|".join((done.event.id, plan.event.id))
    return difference(
        "whether it is done", done.topic(), about, given, lambda a, b: None if a.value == b.value else verdict
    )


def _told_together(done: EventClaims, plan: EventClaims) -> bool:
    """Whether all were published within the time after which something is a change; unknown days are near."""
    days = [done.published[name] for name in _articles(done) | _articles(plan) if name in done.published]
    return not days or (max(days) - min(days)).days <= done.kinship.rules.change


def _are_of_other_times(done: EventClaims, plan: EventClaims) -> bool:
    day, planned = period_of(done.event.date), period_of(plan.event.date)
    return day is not None and planned is not None and days_between(day, planned) > plan.kinship.rules.change


def _day(told: EventClaims) -> Period | None:
    period = period_of(told.event.date)
    return period if period and period.days == 1 else None


def _stances(told: EventClaims) -> set[Factuality]:
    return {claim.factuality for claim in told.claims}


def _articles(told: EventClaims) -> set[str]:
    return {claim.article for claim in told.claims}


def _same_actor(one: EventClaims, other: EventClaims) -> bool:
    return any(same_actor(a, b, one.kinship) for a in one.claims for b in other.claims)


def _found(conflict: Conflict | None) -> Iterator[Conflict]:
    if conflict is not None:
        yield conflict
