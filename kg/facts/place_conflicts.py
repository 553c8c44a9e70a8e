"""What claims disagree about of where something is: inside or near, in which city or state, in which direction."""

from collections.abc import Iterator, Mapping

from kg.facts.corpus import Corpus, both_ends, grouped
from kg.facts.differences import RIVAL, VAGUER, Given, difference, entity_judge, given_entities, topic_of
from kg.facts.kinship import Kinship
from kg.model import Claim, Conflict, Wording


def place_conflicts(corpus: Corpus) -> Iterator[Conflict]:
    """All differences about where something is."""
    for find in (_locations, _containers, _directions):
        yield from (conflict for conflict in find(corpus) if conflict is not None)


def _locations(corpus: Corpus) -> Iterator[Conflict | None]:
    """Inside a place or only near it."""
    labels = corpus.kinship.labels
    for about, claims in grouped(corpus.asserted("located_in", "near"), both_ends):
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
        for about, group in grouped(claims, lambda claim: claim.subject.entity if claim.subject else None):
            given = given_entities(group, "object", kinship.labels)
            topic = f"in which {cls.lower()} {_label(group[0], kinship.labels)} is"
            yield difference("place", topic, f"{cls}|{about}", given, entity_judge(given, kinship))


def _is_in(claim: Claim, cls: str, kinship: Kinship) -> bool:
    return claim.object is not None and kinship.types.get(claim.object.entity) == cls


def _directions(corpus: Corpus) -> Iterator[Conflict | None]:
    """In which direction, and how far."""
    for about, claims in grouped(corpus.asserted("near"), both_ends):
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
