"""What the claims of one event disagree about: day, actor, receiver, place, target, weapon, number, stance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.facts.differences import (
    CHANGE,
    RIVAL,
    ROUNDING,
    VAGUER,
    Given,
    difference,
    entity_judge,
    given_entities,
    topic_of,
)
from kg.facts.kinship import Kinship
from kg.facts.occurrences import RelationRule
from kg.facts.periods import Period, claim_period, overlap
from kg.facts.quantities import Range, compatible, is_on_top, range_of
from kg.model import Claim, Conflict, Count, Event, Factuality, When, Wording


@dataclass(frozen=True)
class EventClaims:
    """An event with its claims and what is known for judging them."""

    event: Event
    claims: Sequence[Claim]
    rule: RelationRule
    kinship: Kinship
    published: Mapping[str, date]

    def topic(self, without: str = "") -> str:
        """The event in words, with its date."""
        words = topic_of(self.claims, self.kinship.topics, without)
        return f"{words} ({self.event.date})" if self.event.date and without != "date" else words


def event_conflicts(told: EventClaims) -> Iterator[Conflict]:
    """All differences among the claims of one event."""
    found = (_stance(told), _date(told), *_participants(told), _target(told), _weapon(told), _number(told))
    yield from (conflict for conflict in found if conflict is not None)


def _date(told: EventClaims) -> Conflict | None:
    if told.rule.lasts:
        return None
    given = [
        Given(claim, period, when.value)
        for claim in told.claims
        if isinstance(when := claim.qualifiers.get("date"), When) and (period := claim_period(claim))
    ]
    return difference("date", told.topic("date"), told.event.id, given, judge_dates)


def judge_dates(one: Given, other: Given) -> str | None:
    """Periods that share a day differ in precision only."""
    mine, theirs = one.value, other.value
    if mine == theirs or not (isinstance(mine, Period) and isinstance(theirs, Period)):
        return None
    return VAGUER if overlap(mine, theirs) else RIVAL


def _participants(told: EventClaims) -> Iterator[Conflict | None]:
    anchors = {role for names in told.rule.anchors for role in names[:1]}
    kinds = {"subject": "actor", "object": "object", "recipient": "recipient", "destination": "destination"}
    for role, kind in {**kinds, "place": "place"}.items():
        if role not in anchors:
            given = given_entities(told.claims, role, told.kinship.labels)
            judge = entity_judge(given, told.kinship, sides=role == "recipient")
            yield difference(kind, told.topic(role), told.event.id, given, judge)


def _target(told: EventClaims) -> Conflict | None:
    """Whether a place was itself hit, or only where something was hit."""
    if not any(len(names) > 1 for names in told.rule.anchors):
        return None
    given = []
    for claim in told.claims:
        role = "object" if claim.object else "place"
        for one in given_entities([claim], role, told.kinship.labels):
            given.append(Given(claim, role, f"{one.text} as {'target' if role == 'object' else 'place'}"))
    return difference("target", told.topic(), told.event.id, given, lambda a, b: None if a.value == b.value else RIVAL)


def _weapon(told: EventClaims) -> Conflict | None:
    rules = told.kinship.rules
    given = [
        Given(claim, rules.words(weapon.text), weapon.text)
        for claim in told.claims
        if isinstance(weapon := claim.qualifiers.get("weapon"), Wording)
    ]

    def judge(one: Given, other: Given) -> str | None:
        mine, theirs = one.value, other.value
        if mine == theirs or not (isinstance(mine, tuple) and isinstance(theirs, tuple)):
            return None
        finer = rules.less_precise(mine, theirs) or rules.less_precise(theirs, mine)
        return VAGUER if finer else RIVAL

    return difference("weapon", told.topic(), told.event.id, given, judge)


def _number(told: EventClaims) -> Conflict | None:
    if told.event.kind in told.kinship.rules.presence:
        return None  # compared over all situations of the force and the place
    given = given_counts(told.claims)
    judge = (lambda a, b: _judge_tolls(a, b, told.published)) if told.rule.grows else judge_counts
    return difference("number", told.topic(), told.event.id, given, judge)


def given_counts(claims: Sequence[Claim], *, on_top: bool = False) -> list[Given]:
    """The numbers that the claims tell: totals, or those that come on top of something."""
    return [
        Given(claim, range_of(count), count.text)
        for claim in claims
        if isinstance(count := claim.qualifiers.get("count"), Count) and is_on_top(claim, count) == on_top
    ]


def judge_counts(one: Given, other: Given) -> str | None:
    """Ranges that meet are a rounding or a bound."""
    mine, theirs = one.value, other.value
    if not (isinstance(mine, Range) and isinstance(theirs, Range)) or mine == theirs:
        return None
    return ROUNDING if compatible(mine, theirs) else RIVAL


def _judge_tolls(one: Given, other: Given, published: Mapping[str, date]) -> str | None:
    """As any count; but one that grows with later articles is a change over time."""
    verdict = judge_counts(one, other)
    days = published.get(one.claim.article), published.get(other.claim.article)
    if verdict != RIVAL or days[0] is None or days[1] is None or days[0] == days[1]:
        return verdict
    earlier, later = (one.value, other.value) if days[0] < days[1] else (other.value, one.value)
    assert isinstance(earlier, Range) and isinstance(later, Range)
    grows = later.least is not None and earlier.most is not None and later.least > earlier.most
    return CHANGE if grows else RIVAL


def _stance(told: EventClaims) -> Conflict | None:
    """Asserted by one and denied, or only alleged, by another, of the same actor."""
    stances = {Factuality.ASSERTED, Factuality.DENIED, Factuality.ALLEGED}
    given = [Given(claim, claim.factuality, _stance_words(claim, told)) for claim in told.claims]
    given = [one for one in given if one.value in stances]

    def judge(one: Given, other: Given) -> str | None:
        differ = one.value != other.value
        return RIVAL if differ and same_actor(one.claim, other.claim, told.kinship) else None

    denied = any(one.value is Factuality.DENIED for one in given)
    topic = told.topic("" if ("subject",) in told.rule.anchors else "subject")
    return difference("whether it happened" if denied else "stance", topic, told.event.id, given, judge)


def _stance_words(claim: Claim, told: EventClaims) -> str:
    """Such as `alleged of Red Front`."""
    actor = claim.subject
    if actor is None or ("subject",) in told.rule.anchors:
        return claim.factuality.value
    return f"{claim.factuality.value} of {told.kinship.labels.get(actor.entity, actor.text)}"


def _actor(claim: Claim) -> str:
    return claim.subject.entity if claim.subject else ""


def same_actor(one: Claim, other: Claim, kinship: Kinship) -> bool:
    """Whether two claims speak of the same actor; a denial without an actor speaks of any."""
    mine, theirs = _actor(one), _actor(other)
    if mine == theirs:
        return True
    if not (mine and theirs):
        return Factuality.DENIED in (one.factuality, other.factuality)
    return kinship.related(mine, theirs) or kinship.less_specific(mine, theirs)
