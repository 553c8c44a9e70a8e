"""Positions that a clause tells: *X is the head of Y*, *X was appointed chief of Y*, *X took over as chief of Y*."""

from collections.abc import Iterator, Sequence

from kg.facts.arguments import Reading
from kg.facts.clauses import Clause
from kg.facts.owners import owner_of
from kg.facts.positions import position_draft
from kg.facts.subjects import RELATIVES, subjects_of
from kg.facts.titles import Title, is_post, title_at
from kg.lexicon import Frame
from kg.model import Draft, Mention, MentionKind
from kg.parse import Token


def copula_drafts(reading: Reading) -> Iterator[Draft]:
    """*X is a spokesman for Y*, *X, who was the governor of Z*."""
    for token in reading.paragraph.tokens:
        if token.pos not in ("NOUN", "PROPN") or reading.paragraph.child(token.index, "cop") is None:
            continue
        title = _post_at(reading, token.index)
        owner = owner_of(reading, title) if title is not None else None
        if title is None or owner is None:
            continue
        for person in _people(reading, _subjects_of_copula(reading, token)):
            yield position_draft(reading, person, title, owner, "is.active", token.index)


def role_frame_drafts(reading: Reading, clause: Clause, frame: Frame) -> Iterator[Draft]:
    """The drafts of a frame with a `position` slot: who, by the clause, gets or has which post."""
    slots = frame.slots["position"]
    found = [(i, t) for slot in slots for i in clause.fillers(slot) if (t := _post_at(reading, i)) is not None]
    if not found:
        return
    index, title = found[0]
    fillers = [i for slot in frame.slots["subject"] for i in clause.fillers(slot) if i != index]
    rule = f"{frame.id}.{'passive' if clause.passive else 'active'}"
    for person in _people(reading, fillers) or _named_before(reading, title):
        yield position_draft(reading, person, title, owner_of(reading, title), rule, clause.predicate)


def _post_at(reading: Reading, index: int) -> Title | None:
    title = title_at(reading, index)
    return title if title is not None and is_post(reading, title) else None


def _subjects_of_copula(reading: Reading, token: Token) -> Sequence[int]:
    """The subjects; of *X, who is the head of Y*, which our parser takes for an apposition, X."""
    subjects = subjects_of(reading.paragraph, token)
    if token.dep in ("appos", "acl:relcl", "acl") and all(
        reading.paragraph.tokens[i].lower in RELATIVES for i in subjects
    ):
        return [token.head]
    return subjects


def _people(reading: Reading, indices: Sequence[int]) -> list[Mention]:
    """The persons among tokens; a description of a person is none that can be found again."""
    found = reading.fillers("holds_position", "subject", indices)
    return [person for person in found if person.kind is not MentionKind.NOMINAL]


def _named_before(reading: Reading, title: Title) -> list[Mention]:
    """*elected X leader of Y*, where the parser takes the name for a modifier of the title."""
    person = reading.mentions.get(title.first - 1)
    named = person is not None and person.type == "Person" and person.kind is MentionKind.NAME
    return [person] if named and person is not None and person.last == title.first else []
