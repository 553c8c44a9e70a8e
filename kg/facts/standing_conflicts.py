"""What claims about different situations or events disagree about: numbers, where something is, whose part it is, who
holds an office, on which day something was, and whether it is already done."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.facts.differences import (
    CHANGE,
    PART,
    RIVAL,
    UNDATED,
    VAGUER,
    Given,
    difference,
    entity_judge,
    given_entities,
    topic_of,
)
from kg.facts.event_conflicts import given_counts, judge_counts
from kg.facts.kinship import Kinship
from kg.facts.periods import Period, claim_period, days_between
from kg.model import Claim, Conflict, Factuality, Wording

# How far before a name or office *former* may stand: *former Malian prime minister and general Jane Doe*.
WORDS_BEFORE = 5
FORMER = frozenset({"former", "ex", "late", "then", "ousted", "deposed", "outgoing", "slain", "acting"})


@dataclass(frozen=True)
class Corpus:
    """All claims and what is known for judging them."""

    claims: Sequence[Claim]
    kinship: Kinship
    published: Mapping[str, date]

    def asserted(self, *relations: str) -> list[Claim]:
        """The asserted claims of some relations."""
        return [c for c in self.claims if c.relation in relations and c.factuality is Factuality.ASSERTED]

    def when(self, claim: Claim) -> Period | None:
        """The days that a claim tells, else the day of its publication."""
        day = self.published.get(claim.article)
        return claim_period(claim) or (Period(day, day) if day else None)


def standing_conflicts(corpus: Corpus) -> Iterator[Conflict]:
    """All differences among claims about what holds over time."""
    for find in (_numbers, _numbers_on_top, _locations, _containers, _directions, _parents, _offices):
        yield from (conflict for conflict in find(corpus) if conflict is not None)


def _grouped(claims: Iterable[Claim], key: Callable[[Claim], Hashable | None]) -> list[tuple[str, list[Claim]]]:
    groups: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in claims:
        found = key(claim)
        if found is not None:
            groups[found].append(claim)
    return sorted(
        (("|".join(map(str, key)) if isinstance(key, tuple) else str(key)), group) for key, group in groups.items()
    )


def _ends(claim: Claim) -> tuple[str, str] | None:
    return (claim.subject.entity, claim.object.entity) if claim.subject and claim.object else None


def _numbers(corpus: Corpus) -> Iterator[Conflict | None]:
    """How many of a force are in a place, whichever relation tells it."""
    for about, claims in _grouped(corpus.asserted(*corpus.kinship.rules.presence), _ends):
        given = given_counts(claims)
        yield difference(
            "number", topic_of(claims, corpus.kinship.topics), about, given, lambda a, b: _judge_presence(a, b, corpus)
        )


def _judge_presence(one: Given, other: Given, corpus: Corpus) -> str | None:
    """Numbers that do not meet are a change where they are of different times."""
    verdict = judge_counts(one, other)
    if verdict != RIVAL:
        return verdict
    then, now = corpus.when(one.claim), corpus.when(other.claim)
    if then and now:
        return CHANGE if days_between(then, now) > corpus.kinship.rules.change else RIVAL
    # one tells of a named time, the other of the day of an article that has no date
    return CHANGE if (claim_period(one.claim) is None) != (claim_period(other.claim) is None) else RIVAL


def _numbers_on_top(corpus: Corpus) -> Iterator[Conflict | None]:
    """The same number of others in the same place, said of different forces."""
    claims = corpus.asserted(*corpus.kinship.rules.presence)
    numbers = {given.claim.id: given for given in given_counts(claims, on_top=True)}

    def key(claim: Claim) -> Hashable | None:
        return (claim.object.entity, numbers[claim.id].value) if claim.object and claim.id in numbers else None

    for about, group in _grouped(claims, key):
        given = given_entities(group, "subject", corpus.kinship.labels)
        topic = topic_of(group, corpus.kinship.topics, "subject")
        yield difference("actor", topic, f"on top|{about}", given, entity_judge(given, corpus.kinship))


def _locations(corpus: Corpus) -> Iterator[Conflict | None]:
    """Inside a place or only near it."""
    labels = corpus.kinship.labels
    for about, claims in _grouped(corpus.asserted("located_in", "near"), _ends):
        given = [Given(c, c.relation, f"{c.relation.replace('_', ' ')} {_where(c, labels)}") for c in claims]
        topic = f"where {_label(claims[0], labels)} is"
        yield difference("place", topic, about, given, lambda a, b: RIVAL if a.value != b.value else None)


def _containers(corpus: Corpus) -> Iterator[Conflict | None]:
    """Two cities, or two states, that a thing with a name is said to be in."""
    kinship = corpus.kinship
    for cls in ("City", "State"):
        claims = [
            claim
            for claim in corpus.asserted("located_in")
            if claim.subject and kinship.named.get(claim.subject.entity) and _is_in(claim, cls, kinship)
        ]
        for about, group in _grouped(claims, lambda claim: claim.subject.entity if claim.subject else None):
            given = given_entities(group, "object", kinship.labels)
            topic = f"in which {cls.lower()} {_label(group[0], kinship.labels)} is"
            yield difference("place", topic, f"{cls}|{about}", given, entity_judge(given, kinship))


def _is_in(claim: Claim, cls: str, kinship: Kinship) -> bool:
    return claim.object is not None and kinship.types.get(claim.object.entity) == cls


def _directions(corpus: Corpus) -> Iterator[Conflict | None]:
    """In which direction, and how far."""
    for about, claims in _grouped(corpus.asserted("near"), _ends):
        for role in ("direction", "distance"):
            given = [
                Given(c, corpus.kinship.rules.words(said.text), said.text)
                for c in claims
                if isinstance(said := c.qualifiers.get(role), Wording)
            ]
            yield difference(role, topic_of(claims, corpus.kinship.topics), about, given, _judge_words)


def _judge_words(one: Given, other: Given) -> str | None:
    if one.value == other.value:
        return None
    mine, theirs = set(one.value), set(other.value)  # type: ignore[call-overload]
    return VAGUER if mine < theirs or theirs < mine else RIVAL


def _where(claim: Claim, labels: Mapping[str, str]) -> str:
    assert claim.object is not None
    words = [claim.qualifiers.get(role) for role in ("distance", "direction")]
    return " ".join(
        [*(w.text for w in words if isinstance(w, Wording)), labels.get(claim.object.entity, claim.object.text)]
    )


def _label(claim: Claim, labels: Mapping[str, str]) -> str:
    return labels.get(claim.subject.entity, claim.subject.text) if claim.subject else "…"


def _parents(corpus: Corpus) -> Iterator[Conflict | None]:
    """What a thing is part of, where several wholes are told that are not parts of each other."""
    claims = [c for c in corpus.asserted("part_of") if c.subject and corpus.kinship.named.get(c.subject.entity)]
    for about, group in _grouped(claims, lambda c: c.subject.entity if c.subject else None):
        given = given_entities(group, "object", corpus.kinship.labels)
        judge = entity_judge(given, corpus.kinship, sides=True)
        found = difference("part of", topic_of(group, corpus.kinship.topics, "object"), about, given, judge)
        if found is not None and found.compatible != PART:
            yield found


def _offices(corpus: Corpus) -> Iterator[Conflict | None]:
    """Two holders of an office that only one can hold."""
    rules = corpus.kinship.rules

    def key(claim: Claim) -> Hashable | None:
        position = claim.qualifiers.get("position")
        if not (isinstance(position, Wording) and claim.object) or FORMER & set(_before(claim, position).split()):
            return None
        words = rules.words(position.text)
        return (claim.object.entity, *words) if words in rules.offices else None

    for about, claims in _grouped(corpus.asserted("holds_position"), key):
        given = given_entities(claims, "subject", corpus.kinship.labels)
        topic = topic_of(claims, corpus.kinship.topics, "subject")
        position = claims[0].qualifiers["position"]
        assert isinstance(position, Wording)
        judge = _judge_holders(corpus)
        yield difference("holder of an office", f"{topic} as {position.text}", about, given, judge)


def _judge_holders(corpus: Corpus) -> Callable[[Given, Given], str | None]:
    def judge(one: Given, other: Given) -> str | None:
        if one.value == other.value:
            return None
        then, now = corpus.when(one.claim), corpus.when(other.claim)
        if not (then and now):
            return UNDATED
        return CHANGE if days_between(then, now) > corpus.kinship.rules.change else RIVAL

    return judge


def _before(claim: Claim, position: Wording) -> str:
    """The office and the words before the person or the office: *former Malian president Jane Doe*."""
    subject, text = claim.subject, claim.evidence.text
    start = subject.start - claim.evidence.start if subject else 0
    spoken = [text[: max(start, 0)], text.partition(position.text)[0]]
    words = [word for before in spoken for word in before.split()[-WORDS_BEFORE:]]
    return " ".join([*words, position.text]).lower().replace("-", " ")
