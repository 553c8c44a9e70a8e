"""Claims that give one thing different values: which values, and whether all of them can be true."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from kg.facts.kinship import Kinship
from kg.model import Argument, Claim, Conflict, Passage, Reading

Value = TypeVar("Value", bound=Hashable)

# Why different values can all be true.
ROUNDING = "rounding or bound"
CHANGE = "change over time"
PART = "one is part of the other"
SAME_SIDE = "both belong to one state"
VAGUER = "one is less precise"
UNDATED = "perhaps one after the other: dates are missing"
CARRIED_OUT = "a plan, and what came of it"

RIVAL = ""
"""The verdict on two values that cannot both be true."""


@dataclass(frozen=True)
class Given:
    """A claim that gives a value, and how the value reads."""

    claim: Claim
    value: Hashable
    text: str


Judge = Callable[[Given, Given], str | None]
"""Why two values can both be true, RIVAL when they cannot, None where there is no difference to speak of."""


def difference(kind: str, topic: str, about: str, given: Iterable[Given], judge: Judge) -> Conflict | None:
    """The conflict or variation of these claims, or None when all say the same.

    `about` identifies the thing; with `kind` it makes the id. One pair of rivals makes a conflict of the whole.
    """
    told = sorted(given, key=lambda one: (one.claim.article, one.claim.evidence.start, one.claim.id))
    one_of_each = _one_of_each(told)
    verdicts = [judge(one, other) for one, other in combinations(one_of_each, 2)]
    reasons = sorted({verdict for verdict in verdicts if verdict is not None})
    if not reasons:
        return None
    compatible = RIVAL if RIVAL in reasons else "; ".join(reasons)
    digest = hashlib.sha256("|".join((kind, about)).encode()).hexdigest()[:16]
    return Conflict(f"{kind}:{digest}", kind, topic, _readings(told), compatible)


def _one_of_each(told: Sequence[Given]) -> list[Given]:
    """One claim for each value and publication: an event told a thousand times is compared like one told twice."""
    found: dict[Hashable, Given] = {}
    for one in told:
        found.setdefault((one.value, one.text), one)
    return list(found.values())


def _readings(told: Sequence[Given]) -> tuple[Reading, ...]:
    claims: dict[str, set[str]] = defaultdict(set)
    for one in told:
        claims[one.text].add(one.claim.id)
    return tuple(Reading(text, tuple(sorted(ids))) for text, ids in sorted(claims.items()))


def topic_of(claims: Sequence[Claim], topics: Mapping[str, str], without: str = "") -> str:
    """What the claims are about, in words: `US forces stationed in Iraq`; `without` leaves a role open."""
    fullest = min(claims, key=lambda claim: (claim.subject is None, claim.object is None, claim.article, claim.id))
    subject, target = ("…" if role == without else _end(fullest, role, topics) for role in ("subject", "object"))
    place = "" if without == "place" else _end(fullest, "place", topics)
    relation = fullest.relation.replace("_", " ")
    return " ".join([subject or "…", relation, *filter(None, (target, place and f"in {place}"))])


def _end(claim: Claim, role: str, topics: Mapping[str, str]) -> str:
    value = {"subject": claim.subject, "object": claim.object}.get(role, claim.qualifiers.get(role))
    return topics.get(value.entity, value.text) if isinstance(value, Argument) else ""


def entity_judge(given: Sequence[Given], kinship: Kinship, *, sides: bool = False) -> Judge:
    """Judges entities: parts and wholes and descriptions can both be true, those named together are no difference."""
    together: dict[Passage, set[Hashable]] = defaultdict(set)
    for one in given:
        together[one.claim.evidence].add(one.value)
    joint = {frozenset(pair) for values in together.values() for pair in combinations(sorted(map(str, values)), 2)}

    def judge(one: Given, other: Given) -> str | None:
        mine, theirs = str(one.value), str(other.value)
        if mine == theirs or one.text.casefold() == other.text.casefold() or frozenset((mine, theirs)) in joint:
            return None
        if kinship.related(mine, theirs):
            return PART
        if kinship.less_specific(mine, theirs):
            return VAGUER
        return SAME_SIDE if sides and kinship.same_side(mine, theirs) else RIVAL

    return judge


def given_entities(claims: Iterable[Claim], role: str, labels: Mapping[str, str]) -> list[Given]:
    """The entities that fill a role of the claims."""
    found = []
    for claim in claims:
        value = {"subject": claim.subject, "object": claim.object}.get(role, claim.qualifiers.get(role))
        if isinstance(value, Argument):
            found.append(Given(claim, value.entity, labels.get(value.entity, value.text)))
    return found
