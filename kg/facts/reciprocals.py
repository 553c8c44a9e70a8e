"""Meetings and agreements: *X and Y met*, *talks between X and Y*, *X reached a deal with Y*, *X and Y signed it*."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kg.facts.arguments import TRANSPARENT, Reading, reciprocal_pairs
from kg.facts.obliques import case_word
from kg.facts.slots import slot_tokens
from kg.facts.subjects import subjects_of
from kg.facts.voice import is_passive
from kg.lexicon import Frame
from kg.model import Draft, Factuality, Mention
from kg.parse import Paragraph, Token

# Prepositions of a phrase of time or purpose with the meeting in it; of the latter the meeting is only intended.
CIRCUMSTANCES = frozenset("in during at after following through".split())
PURPOSES = frozenset("for before ahead of".split())


@dataclass(frozen=True)
class Occasion:
    """A meeting or agreement: its noun, the noun phrase that stands for it in the clause, and the verb above."""

    noun: Token
    top: Token
    verb: Token | None


def mutual_drafts(reading: Reading) -> Iterator[Draft]:
    """The drafts of the noun frames with the option `mutual`."""
    for token in reading.paragraph.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        for frame in reading.lexicon.nouns.get(_hyphened(reading.paragraph, token), ()):
            if "mutual" in frame.options:
                yield from _drafts(reading, _occasion(reading.paragraph, token), frame)


def _hyphened(paragraph: Paragraph, token: Token) -> str:
    """The lemma, with the first part of *cease-fire*."""
    before = paragraph.tokens[token.index - 2 : token.index] if token.index > 1 else ()
    return f"{before[0].lower}-{token.lemma}" if before and before[1].text == "-" else token.lemma


def _occasion(paragraph: Paragraph, noun: Token) -> Occasion:
    """*held [a round of talks]*: the verb above, seen through a noun of quantity."""
    top = noun
    while top.dep.startswith("nmod") and _is_round(paragraph, top):
        top = paragraph.tokens[top.head]
    governor = paragraph.tokens[top.head]
    if governor.pos == "ADV":
        governor = paragraph.tokens[governor.head]
    return Occasion(noun, top, governor if governor.pos == "VERB" and governor != top else None)


def _prepositions(paragraph: Paragraph, top: Token) -> list[str]:
    """The words before the phrase, with the adverb that the parser may hang it on (*ahead of a meeting*)."""
    governor = paragraph.tokens[top.head]
    adverb = [governor.lower] if governor.pos == "ADV" else []
    return [*adverb, *case_word(paragraph, top.index).split()]


def _is_round(paragraph: Paragraph, token: Token) -> bool:
    governor = paragraph.tokens[token.head]
    counted = governor.lemma in TRANSPARENT or governor.lemma in ("round", "day", "hour", "week", "session")
    return counted and case_word(paragraph, token.index) == "of"


def _drafts(reading: Reading, occasion: Occasion, frame: Frame) -> Iterator[Draft]:
    stance, predicate = _stance(reading.paragraph, occasion), _predicate(reading, occasion)
    if "occurs" in frame.options and not _occurs(reading, occasion):
        return
    for one, other in _parties(reading, occasion, frame):
        if one != other:
            yield Draft(
                frame.relation,
                reading.paragraph.index,
                predicate.index,
                frame.id,
                one,
                other,
                _place(reading, occasion, frame),
                stance,
                clause=reading.wording(occasion.noun.index).text,
            )


def _stance(paragraph: Paragraph, occasion: Occasion) -> Factuality:
    words = _prepositions(paragraph, occasion.top)
    intended = bool(words) and words[0] in PURPOSES and occasion.verb is not None
    return Factuality.PLANNED if intended else Factuality.ASSERTED


def _predicate(reading: Reading, occasion: Occasion) -> Token:
    """The verb that brings it about tells it, with its date; one that calls it off governs the noun."""
    verb = occasion.verb
    if verb is None or not _is_shared(reading, occasion):
        return occasion.noun
    particles = [t.lower for t in reading.paragraph.children(verb.index, "compound:prt")]
    words = [verb.lemma, *(f"{verb.lemma} {particle}" for particle in particles)]
    denied = any(reading.lexicon.stance.governors.get(word) == "denied" for word in words)
    return occasion.noun if denied else verb


def _occurs(reading: Reading, occasion: Occasion) -> bool:
    """Talks that somebody proposes, hosts or helps along need not have been held."""
    return occasion.verb is None or occasion.top.dep.partition(":")[0] != "obj" or _is_shared(reading, occasion)


def _parties(reading: Reading, occasion: Occasion, frame: Frame) -> Iterator[tuple[Mention, Mention]]:
    between = _fitting(reading, frame, _together(reading, occasion, frame))
    if len(between) > 1:
        return reciprocal_pairs(between)
    sides = _fitting(reading, frame, slot_tokens(reading, occasion.noun.index, "possessor"))
    sides = sides or _fitting(reading, frame, _holders(reading, occasion))
    others = _fitting(reading, frame, _partners(reading, occasion, frame))
    return product(sides, others) if others else reciprocal_pairs(sides if _is_shared(reading, occasion) else [])


def _fitting(reading: Reading, frame: Frame, indices: Sequence[int]) -> list[Mention]:
    return reading.fillers(frame.relation, "subject", indices, frame)


def _slot(reading: Reading, anchor: Token, frame: Frame, role: str) -> list[int]:
    return [index for slot in frame.slots[role] for index in slot_tokens(reading, anchor.index, slot)]


def _together(reading: Reading, occasion: Occasion, frame: Frame) -> list[int]:
    """Behind *between*, on the noun or on the verb that brings it about (*a deal was reached between*)."""
    found = _slot(reading, occasion.noun, frame, "subject")
    if not found and occasion.verb is not None and _is_shared(reading, occasion):
        found = _slot(reading, occasion.verb, frame, "subject")
    return found


def _partners(reading: Reading, occasion: Occasion, frame: Frame) -> list[int]:
    """Behind *with*, on the noun, its quantity noun or the verb that brings it about."""
    anchors = [occasion.noun, occasion.top]
    found = [index for anchor in anchors for index in _slot(reading, anchor, frame, "object")]
    if not found and occasion.verb is not None and _is_shared(reading, occasion):
        found = _slot(reading, occasion.verb, frame, "object")
    return list(dict.fromkeys(found))


def _holders(reading: Reading, occasion: Occasion) -> list[int]:
    """The subject of the verb that holds the talks, signs the deal, or happens in their course."""
    paragraph, verb = reading.paragraph, occasion.verb
    if verb is None:
        return []
    if is_passive(paragraph, verb):
        agents = [t.index for t in paragraph.children(verb.index, "obl") if case_word(paragraph, t.index) == "by"]
        shared = _is_shared(reading, occasion) and occasion.top.dep.startswith("nsubj")
        return [c for agent in agents for c in paragraph.conjuncts(agent)] if shared else []
    words = _prepositions(paragraph, occasion.top)
    circumstance = bool(words) and words[0] in CIRCUMSTANCES | PURPOSES
    if _is_shared(reading, occasion) or (circumstance and occasion.top.dep.startswith("obl")):
        return list(subjects_of(paragraph, verb))
    return []


def _is_shared(reading: Reading, occasion: Occasion) -> bool:
    """The verb brings the meeting or agreement about: its subjects are the parties."""
    verb = occasion.verb
    if verb is None or occasion.top.dep.partition(":")[0] not in ("obj", "nsubj", "obl"):
        return False
    particles = [t.lower for t in reading.paragraph.children(verb.index, "compound:prt")]
    phrase = case_word(reading.paragraph, occasion.top.index)
    words = {verb.lemma, f"{verb.lemma} {phrase}", *(f"{verb.lemma} {particle}" for particle in particles)}
    if occasion.top.dep.startswith("obl"):
        words.discard(verb.lemma)
    return bool(words & reading.lexicon.light["share"])


def _place(reading: Reading, occasion: Occasion, frame: Frame) -> dict[str, Mention]:
    """*held talks with Y in Geneva*: the place on the noun or on its verb."""
    anchors = [occasion.noun.index] + ([occasion.verb.index] if occasion.verb and occasion.top.dep == "obj" else [])
    indices = [index for anchor in anchors for index in slot_tokens(reading, anchor, "in|at")]
    found = reading.fillers(frame.relation, "place", indices) if frame.relation == "met" else []
    return {"place": found[0]} if found else {}
