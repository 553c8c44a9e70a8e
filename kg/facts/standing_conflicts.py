"""What claims disagree about of what lasts: how many are where, whose part something is, who holds an office."""

from collections.abc import Callable, Hashable, Iterator

from kg.facts.corpus import Corpus, both_ends, grouped
from kg.facts.differences import (
    CHANGE,
    PART,
    RIVAL,
    UNDATED,
    Given,
    difference,
    entity_judge,
    given_entities,
    topic_of,
)
from kg.facts.event_conflicts import given_counts, judge_counts
from kg.facts.periods import claim_period, days_between
from kg.model import Claim, Conflict, Wording

# How far before a name or office *former* may stand: *former Malian prime minister and general Jane Doe*.
WORDS_BEFORE = 5
FORMER = frozenset({"former", "ex", "late", "then", "ousted", "deposed", "outgoing", "slain", "acting"})


def standing_conflicts(corpus: Corpus) -> Iterator[Conflict]:
    """All differences among claims about what holds over time."""
    for find in (_numbers, _numbers_on_top, _parents, _offices):
        yield from (conflict for conflict in find(corpus) if conflict is not None)


def _numbers(corpus: Corpus) -> Iterator[Conflict | None]:
    """How many of a force are in a place, whichever relation tells it."""
    for about, claims in grouped(corpus.asserted(*corpus.kinship.rules.presence), both_ends):
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

    for about, group in grouped(claims, key):
        given = given_entities(group, "subject", corpus.kinship.labels)
        topic = topic_of(group, corpus.kinship.topics, "subject")
        yield difference("actor", topic, f"on top|{about}", given, entity_judge(given, corpus.kinship))


def _parents(corpus: Corpus) -> Iterator[Conflict | None]:
    """What a thing is part of, where several wholes are told that are not parts of each other."""
    claims = [c for c in corpus.asserted("part_of") if c.subject and corpus.kinship.named.get(c.subject.entity)]
    for about, group in grouped(claims, lambda c: c.subject.entity if c.subject else None):
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

    for about, claims in grouped(corpus.asserted("holds_position"), key):
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
