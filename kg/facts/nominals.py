"""Claims that nouns make: *the handover of X to Y by Z*, *rocket attacks by A on B*, *Israel's strike on C*."""

from collections.abc import Iterator
from itertools import product

from kg.facts.arguments import TRANSPARENT, Reading, is_weapon, left_modifiers, pairs
from kg.facts.clauses import case_word, is_passive, subjects_of
from kg.lexicon import Frame
from kg.model import Draft, Factuality, Mention, Wording
from kg.parse import Paragraph, Token


def noun_drafts(reading: Reading) -> Iterator[Draft]:
    """The drafts of all event nouns of a paragraph."""
    for token in reading.paragraph.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        for frame in reading.lexicon.nouns.get(token.lemma, ()):
            yield from _frame_drafts(reading, token, frame)


def _frame_drafts(reading: Reading, noun: Token, frame: Frame) -> Iterator[Draft]:
    subjects = _role(reading, noun, frame, "subject")
    blamed = [] if subjects else _blamed(reading, noun, frame)
    if not subjects and not blamed:
        yield from _accused_drafts(reading, noun, frame)
    subjects = subjects or blamed
    objects = [m for m in _role(reading, noun, frame, "object") if m not in subjects] or _targeted(reading, noun, frame)
    filled = {"subject": subjects, "object": objects}
    if any(not filled[role] for role in frame.needs if role in filled) and not blamed:
        return
    qualifiers: dict[str, Mention | Wording] = {}
    for role in ("recipient", "destination", "place"):
        found = _role(reading, noun, frame, role)
        if found and found[0] not in objects:
            qualifiers[role] = found[0]
    weapon = _weapon(reading, noun) if "weapon" in frame.slots else None
    if weapon is not None:
        qualifiers["weapon"] = weapon
    phrase = reading.wording(noun.index).text
    for subject, target in pairs(subjects, objects):
        yield Draft(
            frame.relation,
            reading.paragraph.index,
            noun.index,
            f"{frame.id}.blamed" if blamed else frame.id,
            subject,
            target,
            qualifiers,
            Factuality.ALLEGED if blamed else Factuality.ASSERTED,
            clause=phrase,
        )


def _accused_drafts(reading: Reading, noun: Token, frame: Frame) -> Iterator[Draft]:
    """*attacks on the base, with Kyiv accusing the rebels of being behind them*: the accused are only alleged."""
    objects = _role(reading, noun, frame, "object")
    accuser = _accusation_of(reading, noun)
    if accuser is None or not objects:
        return
    paragraph = reading.paragraph
    accused = [c for t in paragraph.children(accuser.index, "obj") for c in paragraph.conjuncts(t.index)]
    holder = next((m for i in subjects_of(paragraph, accuser) if (m := reading.mention_at(i))), None)
    holder = reading.fit("accused", "subject", holder) if holder is not None else None
    for subject, target in product(reading.fillers(frame.relation, "subject", accused, frame), objects):
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


def _blamed(reading: Reading, noun: Token, frame: Frame) -> list[Mention]:
    """Who is only said to be behind it: *attacks said to be by X*, *blamed the attack on X*.

    The participle is read off the words: parsers take *attacks said to be by X* for a clause of its own.
    """
    paragraph, blame = reading.paragraph, reading.lexicon.light["blame"]
    governor = paragraph.tokens[noun.head]
    follower = _participle_behind(paragraph, noun)
    if follower is not None and follower.lemma in blame:
        reach = range(follower.index + 1, min(follower.index + 10, len(paragraph.tokens)))
        found = [i for i in reach if case_word(paragraph, i).split()[-1:] in (["by"], ["on"])][:1]
    elif governor.lemma in blame and noun.dep == "obj":
        found = [t.index for t in paragraph.children(governor.index, "obl") if case_word(paragraph, t.index) == "on"]
    else:
        return []
    return reading.fillers(frame.relation, "subject", [c for i in found for c in paragraph.conjuncts(i)], frame)


def _participle_behind(paragraph: Paragraph, noun: Token) -> Token | None:
    """The participle right behind a noun, or behind its phrase and a comma (*attacks on the base, said to be by*)."""
    after = paragraph.tokens[noun.index + 1] if noun.index + 1 < len(paragraph.tokens) else None
    if after is not None and after.tag in ("VBN", "VBD"):
        return after
    hung = (t for t in paragraph.children(noun.index, "acl") if t.index > noun.index and t.tag in ("VBN", "VBD"))
    return next((t for t in hung if paragraph.child(t.index, "nsubj", "aux", "aux:pass") is None), None)


def _role(reading: Reading, noun: Token, frame: Frame, role: str) -> list[Mention]:
    for slot in frame.slots.get(role, ()):
        if slot == "event":
            found = agents_of_event(reading, noun.index, frame.relation)
        else:
            found = reading.fillers(frame.relation, role, slot_tokens(reading, noun.index, slot), frame)
        if found:
            return found
    return []


def agents_of_event(reading: Reading, index: int, relation: str) -> list[Mention]:
    """Who is behind the attack in which something happened ("killed in a US air strike")."""
    for inner in reading.paragraph.children(index, "nmod", "obl"):
        noun = reading.mentions.get(inner.index)
        attack = inner.lemma in reading.lexicon.nouns or is_weapon(noun)
        if attack and case_word(reading.paragraph, inner.index) in ("in", "by", "during"):
            return agents_of_noun(reading, inner.index, relation)
    return []


def slot_tokens(reading: Reading, noun: int, slot: str) -> list[int]:
    """The tokens in a slot of a noun: prepositions (`on|against`), `possessor`, `modifier`, `governor` (the subject of
    the verb above), `undergoer` and `performer` (of a light verb or a site noun above)."""
    paragraph = reading.paragraph
    if slot in ("undergoer", "performer"):
        return light_verb_argument(reading, noun, slot)
    if slot == "possessor":
        heads = [t.index for t in paragraph.children(noun, "nmod:poss")]
    elif slot == "modifier":
        return [t.index for t in left_modifiers(paragraph, noun)]
    elif slot == "governor":
        verb = next((t for t in paragraph.ancestors(noun) if t.pos == "VERB"), None)
        return list(subjects_of(paragraph, verb)) if verb is not None else []
    else:
        wanted = slot.split("|")
        own = list(paragraph.children(noun, "nmod", "obl"))
        # "the handover of the base to X": the parser may hang "to X" on the base.
        inner = [n for t in own if "of" not in wanted for n in paragraph.children(t.index, "nmod")]
        found = [t.index for t in own if case_word(paragraph, t.index) in wanted]
        found = found or [t.index for t in inner if case_word(paragraph, t.index) in wanted]
        heads = found or [t.index for t in _beside(paragraph, noun) if case_word(paragraph, t.index) in wanted]
    return [conjunct for head in heads for conjunct in paragraph.conjuncts(head)]


def _beside(paragraph: Paragraph, noun: int) -> list[Token]:
    """The phrase that follows a noun phrase at once, where the parser hung it on the verb above.

    *carried out [an attack] [on the camp]*, *died in [an attack] [by rebels]*: treebanks have both attachments.
    """
    end = paragraph.subtree(noun)[-1] + 1
    verb = next((t for t in paragraph.ancestors(noun) if t.pos == "VERB"), None)
    if verb is None or verb.index > noun:
        return []
    phrases = paragraph.children(verb.index, "obl", "obl:agent", "obj", "nmod")
    return [t for t in phrases if paragraph.subtree(t.index)[0] == end]


def light_verb_argument(reading: Reading, noun: int, slot: str) -> list[int]:
    """Who undergoes (*was subjected to attacks*, *was the site of attacks*) or performs (*carried out attacks*)."""
    paragraph, light = reading.paragraph, reading.lexicon.light
    token = paragraph.tokens[noun]
    governor = paragraph.tokens[token.head]
    if slot == "performer" and "behind" in case_word(paragraph, noun).split():
        return list(subjects_of(paragraph, token))  # "accused of being behind the attack"
    if governor.lemma in TRANSPARENT and case_word(paragraph, noun) == "of":
        token, governor = governor, paragraph.tokens[governor.head]
    if slot == "undergoer" and governor.lemma in light["site_nouns"] and paragraph.child(governor.index, "cop"):
        return list(subjects_of(paragraph, governor))
    if governor.pos != "VERB" or token.dep.partition(":")[0] not in ("obj", "obl"):
        return []
    word = f"{governor.lemma} {case_word(paragraph, token.index)}".strip()
    if slot == "undergoer" and ({word, governor.lemma} & light["undergo"]):
        return list(subjects_of(paragraph, governor))
    if slot == "performer" and ({word, governor.lemma} & light["perform"]) and not is_passive(paragraph, governor):
        return list(subjects_of(paragraph, governor))
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


def agents_of_noun(reading: Reading, noun: int, relation: str) -> list[Mention]:
    """Who is behind an event noun or weapon in the place of a subject ("a US air strike killed", "Hamas rockets")."""
    for slot in ("by", "possessor", "modifier"):
        found = reading.fillers(relation, "subject", slot_tokens(reading, noun, slot))
        found = [mention for mention in found if not is_weapon(mention)]
        if found:
            return found
    return []


def _weapon(reading: Reading, noun: Token) -> Wording | None:
    """The weapon among the noun's modifiers, or the noun itself where it is one ("air strike")."""
    for token in left_modifiers(reading.paragraph, noun.index):
        mention = reading.mentions.get(token.index)
        head = reading.gazetteer.heads.get(token.lemma)
        if is_weapon(mention) or (head is not None and head.type == "Weapon"):
            return Wording(token.text)
    own = reading.mentions.get(noun.index)
    return Wording(own.text) if own is not None and is_weapon(own) else None
