"""Claims that nouns make: *the handover of X to Y by Z*, *rocket attacks by A on B*, *Israel's strike on C*."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.facts.arguments import Reading, hanging_words, pairs, reciprocal_pairs
from kg.facts.blame import accused_drafts, blamed_for
from kg.facts.events import agents_of_event, is_author, weapon_of_noun
from kg.facts.responsibility import behind, claimants_of, denies
from kg.facts.selection import left_modifiers
from kg.facts.slots import governing_verb, slot_tokens
from kg.lexicon import Frame
from kg.model import Draft, Factuality, Mention, Wording
from kg.parse import Token

QUALIFIERS = ("recipient", "destination", "place")


@dataclass(frozen=True)
class Authors:
    """The fillers of a noun's subject, how the text tells them (`claimed`, `blamed` …), its stance."""

    mentions: tuple[Mention, ...]
    how: str = ""
    factuality: Factuality = Factuality.ASSERTED

    @property
    def holder(self) -> Mention | None:
        """Who claims an event holds that he did it."""
        return self.mentions[0] if self.how == "claimed" else None


def noun_drafts(reading: Reading) -> Iterator[Draft]:
    """The drafts of all event nouns of a paragraph."""
    for token in reading.paragraph.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        for frame in _frames(reading, token):
            if "mutual" not in frame.options and _speaks(reading, token, frame):
                yield from _frame_drafts(reading, token, frame)


def _frames(reading: Reading, noun: Token) -> tuple[Frame, ...]:
    """The frames of a noun; lemmatizers are weak on plurals such as *clashes*, so its bare forms are tried too."""
    forms = (noun.lemma, noun.lower.removesuffix("es"), noun.lower.removesuffix("s"))
    return next((frames for form in forms if (frames := reading.lexicon.nouns.get(form))), ())


def _speaks(reading: Reading, noun: Token, frame: Frame) -> bool:
    """Whether nothing near the noun silences the frame, and the verb above is one that it wants."""
    verb = governing_verb(reading.paragraph, noun.index)
    if frame.under and (verb is None or verb.lemma not in frame.under):
        return False
    if frame.barred & hanging_words(reading.paragraph, noun.index):
        return False
    if frame.marked and not frame.marked & {t.lemma for t in left_modifiers(reading.paragraph, noun.index)}:
        return False
    return not any(slot_tokens(reading, noun.index, slot) for slot in frame.without)


def _frame_drafts(reading: Reading, noun: Token, frame: Frame) -> Iterator[Draft]:
    authors = _authors(reading, noun, frame)
    if not authors.mentions:
        yield from accused_drafts(reading, noun, frame)
    objects = [m for m in _role(reading, noun, frame, "object") if m not in authors.mentions]
    objects = objects or _targeted(reading, noun, frame)
    qualifiers = _qualifiers(reading, noun, frame, objects)
    filled = {"subject": authors.mentions, "object": objects, **qualifiers}
    if any(not filled.get(role) for role in frame.needs):
        return
    phrase = reading.wording(noun.index).text
    reciprocal = "reciprocal" in frame.options
    for subject, target in reciprocal_pairs(authors.mentions) if reciprocal else pairs(authors.mentions, objects):
        yield Draft(
            frame.relation,
            reading.paragraph.index,
            _predicate(reading, noun),
            ".".join(part for part in (frame.id, authors.how) if part),
            subject,
            target,
            qualifiers,
            authors.factuality,
            authors.holder,
            phrase,
        )


def _predicate(reading: Reading, noun: Token) -> int:
    """The token whose stance and date are the event's: of *will not be the target of an attack*, the target."""
    site = reading.paragraph.tokens[noun.head]
    told = site.lemma in reading.lexicon.light["site_nouns"] and reading.paragraph.child(site.index, "cop") is not None
    return site.index if told else noun.index


def _authors(reading: Reading, noun: Token, frame: Frame) -> Authors:
    """Who did it as the noun itself tells it, else who claims it, else who is blamed for it."""
    own = _role(reading, noun, frame, "subject")
    if own:
        return Authors(tuple(own))
    if "by" in frame.slots.get("subject", ()):
        # Whoever claims an attack or stands behind it needs not be known for one that attacks.
        claimants = reading.fillers(frame.relation, "subject", claimants_of(reading, noun))
        if claimants:
            stance = Factuality.DENIED if denies(reading, noun) else Factuality.ASSERTED
            return Authors(tuple(claimants), "claimed", stance)
        hidden = reading.fillers(frame.relation, "subject", behind(reading, noun))
        if hidden:
            return Authors(tuple(hidden), "behind")
    blamed = blamed_for(reading, noun, frame)
    return Authors(tuple(blamed), "blamed", Factuality.ALLEGED) if blamed else Authors(())


def _qualifiers(reading: Reading, noun: Token, frame: Frame, objects: list[Mention]) -> dict[str, Mention | Wording]:
    found: dict[str, Mention | Wording] = {}
    for role in QUALIFIERS:
        fillers = _role(reading, noun, frame, role)
        if fillers and fillers[0] not in objects:
            found[role] = fillers[0]
    weapon = weapon_of_noun(reading, noun) if "weapon" in frame.slots else None
    return {**found, "weapon": weapon} if weapon is not None else found


def _role(reading: Reading, noun: Token, frame: Frame, role: str) -> list[Mention]:
    for slot in frame.slots.get(role, ()):
        if slot == "event":
            found = agents_of_event(reading, noun.index, frame.relation)
        else:
            found = reading.fillers(frame.relation, role, slot_tokens(reading, noun.index, slot), frame)
        if role == "subject":
            found = [m for m in found if is_author(reading, noun.index, slot, m)]
        if found:
            return found
    return []


def _targeted(reading: Reading, noun: Token, frame: Frame) -> list[Mention]:
    """What a participle behind the noun takes as its object ("rocket attacks targeting troops")."""
    if frame.relation != "attacked":
        return []
    found = []
    for participle in reading.paragraph.children(noun.index, "acl"):
        if participle.lemma in ("target", "hit", "strike") and participle.tag == "VBG":
            for target in reading.paragraph.children(participle.index, "obj"):
                found += reading.paragraph.conjuncts(target.index)
    return reading.fillers(frame.relation, "object", found, frame)
