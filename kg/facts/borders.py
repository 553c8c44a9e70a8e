"""Nearness across a border: *on the border with Syria*, *near the Turkish border*, *Iraq and neighbouring Syria*."""

from collections.abc import Iterator

from kg.facts.arguments import Reading
from kg.facts.obliques import case_word
from kg.facts.subjects import subjects_of
from kg.model import Draft, Mention, MentionKind
from kg.parse import Token

BORDERS = frozenset({"border", "frontier"})
# What lies there lies near the state beyond.
BESIDE = frozenset({"near", "along", "on", "at", "close to", "by"})
LYING = frozenset("lie sit stand be locate situate".split())
NEIGHBOURING = frozenset({"neighbouring", "neighboring", "adjacent", "adjoining"})


def border_drafts(reading: Reading) -> Iterator[Draft]:
    """The `near` drafts that a border or the word *neighbouring* makes."""
    for token in reading.paragraph.tokens:
        if token.lemma in BORDERS and case_word(reading.paragraph, token.index) in BESIDE:
            yield from _across(reading, token)
        elif token.lower in NEIGHBOURING:
            yield from _neighbours(reading, token)


def _across(reading: Reading, border: Token) -> Iterator[Draft]:
    states = _beyond(reading, border)
    host = reading.paragraph.tokens[border.head]
    if len(states) != 1:
        return
    if border.dep.startswith("nmod"):
        places = [host.index]
    elif border.dep.startswith("obl") and host.lemma in LYING:
        places = list(subjects_of(reading.paragraph, host))
    else:
        return
    for place in reading.fillers("near", "subject", places):
        if place.kind is not MentionKind.PRONOUN and place not in states:
            yield _draft(reading, border, "beside a border", place, states[0])


def _beyond(reading: Reading, border: Token) -> list[Mention]:
    """The states whose border it is said to be: *the border with Syria*, *the Syrian border*; not *of Mali*."""
    paragraph = reading.paragraph
    found = [t.index for t in paragraph.children(border.index, "nmod") if case_word(paragraph, t.index) == "with"]
    found = found or [t.index for t in paragraph.children(border.index, "amod", "compound") if t.index < border.index]
    states = (reading.mentions.get(c) for index in found for c in paragraph.conjuncts(index))
    return [state for state in states if state is not None and state.type == "State"]


def _neighbours(reading: Reading, word: Token) -> Iterator[Draft]:
    """*Iraq and neighbouring Syria*: the second is near the first."""
    other = reading.mentions.get(word.head)
    token = reading.paragraph.tokens[word.head]
    one = reading.mentions.get(token.head) if token.dep == "conj" else None
    if one is None or other is None or one == other or {one.type, other.type} != {"State"}:
        return
    yield _draft(reading, word, "neighbouring", other, one)


def _draft(reading: Reading, at: Token, rule: str, one: Mention, other: Mention) -> Draft:
    clause = f"{one.text} | {rule} | {other.text}"
    return Draft("near", reading.paragraph.index, at.index, rule, one, other, clause=clause)
