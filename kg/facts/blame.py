"""Events whose author is only said to be one: *blamed the attack on X*, *accused X of it*, *said to be by X*."""

from collections.abc import Iterator
from itertools import product

from kg.facts.arguments import Reading
from kg.facts.obliques import case_word
from kg.facts.slots import slot_tokens
from kg.facts.subjects import subjects_of
from kg.facts.voice import is_passive
from kg.lexicon import Frame
from kg.model import Draft, Factuality, Mention
from kg.parse import Token

# How far behind *said to be* the by-phrase may stand.
REACH = 10


def blamed_for(reading: Reading, noun: Token, frame: Frame) -> list[Mention]:
    """Who is only said to be behind the event of a noun; nobody for frames whose author no by-phrase names."""
    if "by" not in frame.slots.get("subject", ()):
        return []
    found = _said_to_be_by(reading, noun) or _blamed_by_verb(reading, noun)
    conjuncts = [c for i in found for c in reading.paragraph.conjuncts(i)]
    return reading.fillers(frame.relation, "subject", conjuncts, frame)


def _said_to_be_by(reading: Reading, noun: Token) -> list[int]:
    """The participle is read off the words: parsers take *attacks said to be by X* for a clause of its own."""
    paragraph = reading.paragraph
    follower = next((t for t in paragraph.tokens[_end_of_phrase(reading, noun) :] if t.text != ","), noun)
    if follower.lemma not in reading.lexicon.light["blame"] or follower.tag not in ("VBN", "VBD"):
        return []
    reach = range(follower.index + 1, min(follower.index + REACH, len(paragraph.tokens)))
    return [i for i in reach if case_word(paragraph, i).split()[-1:] in (["by"], ["on"])][:1]


def _end_of_phrase(reading: Reading, noun: Token) -> int:
    """The token behind a noun and its prepositional phrases."""
    paragraph = reading.paragraph
    phrases = [
        i for t in paragraph.children(noun.index, "nmod") if t.index > noun.index for i in paragraph.subtree(t.index)
    ]
    return max([noun.index, *phrases]) + 1


def _blamed_by_verb(reading: Reading, noun: Token) -> list[int]:
    """*blamed the attack on X*, *accused X of the attack*, *X was blamed for the attack*."""
    paragraph, light = reading.paragraph, reading.lexicon.light
    governor = paragraph.tokens[noun.head]
    if governor.lemma in light["blame"] and noun.dep in ("obj", "nsubj:pass"):
        return [t.index for t in paragraph.children(governor.index, "obl") if case_word(paragraph, t.index) == "on"]
    if governor.lemma not in light["accuse"] or governor.pos != "VERB":
        return []
    if case_word(paragraph, noun.index) not in ("of", "for", "over"):
        return []
    if is_passive(paragraph, governor):
        return list(subjects_of(paragraph, governor))
    return [t.index for t in paragraph.children(governor.index, "obj")]


def accused_drafts(reading: Reading, noun: Token, frame: Frame) -> Iterator[Draft]:
    """*attacks on the base, with Kyiv accusing the rebels of being behind them*: the accused are only alleged."""
    accuser = _accusation_of(reading, noun)
    if accuser is None:
        return
    paragraph = reading.paragraph
    slots = (slot_tokens(reading, noun.index, slot) for slot in frame.slots.get("object", ()))
    targets = next((fit for found in slots if (fit := reading.fillers(frame.relation, "object", found, frame))), [])
    accused = [c for t in paragraph.children(accuser.index, "obj") for c in paragraph.conjuncts(t.index)]
    holder = next((m for i in subjects_of(paragraph, accuser) if (m := reading.mention_at(i))), None)
    holder = reading.fit("accused", "subject", holder) if holder is not None else None
    for subject, target in product(reading.fillers(frame.relation, "subject", accused), targets):
        yield Draft(
            frame.relation,
            paragraph.index,
            noun.index,
            f"{frame.id}.accused",
            subject,
            target,
            {},
            Factuality.ALLEGED,
            holder,
            reading.wording(accuser.index).text,
        )


def _accusation_of(reading: Reading, noun: Token) -> Token | None:
    """The verb of accusing later in the sentence that takes up the noun by *behind them* or *behind it*."""
    tokens = reading.paragraph.tokens
    _, end = reading.paragraph.sentence_of(noun.index)
    accusing = reading.lexicon.light["accuse"]
    behind = next((t for t in tokens[noun.index : end - 1] if t.lower == "behind"), None)
    if behind is None or tokens[behind.index + 1].lower not in ("it", "them", "this"):
        return None
    return next((t for t in tokens[noun.index : behind.index] if t.lemma in accusing and t.pos == "VERB"), None)
