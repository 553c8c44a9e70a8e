"""Who and what is behind an event noun or a weapon: *a US air strike*, *Hamas rockets*, *killed in an attack by X*."""

from kg.facts.arguments import Reading, is_weapon
from kg.facts.obliques import case_word
from kg.facts.selection import left_modifiers
from kg.facts.slots import slot_tokens
from kg.model import Mention, Wording
from kg.parse import Token

VIOLENT = frozenset({"attacked", "killed", "fights"})


def agents_of_event(reading: Reading, index: int, relation: str) -> list[Mention]:
    """Who is behind the attack in which something happened ("killed in a US air strike")."""
    attack = attack_around(reading, index)
    return agents_of_noun(reading, attack, relation) if attack is not None else []


def attack_around(reading: Reading, index: int) -> int | None:
    """The attack in which, by which or during which something happened (*died in clashes*)."""
    phrases = (t.index for t in reading.paragraph.children(index, "nmod", "obl"))
    inside = (i for i in phrases if case_word(reading.paragraph, i) in ("in", "by", "during"))
    return next((i for i in inside if is_attack(reading, i)), None)


def is_attack(reading: Reading, index: int) -> bool:
    """Whether a noun is a weapon, or an event in which somebody may be killed."""
    noun = reading.paragraph.tokens[index].lemma
    violent = any(frame.relation in VIOLENT for frame in reading.lexicon.nouns.get(noun, ()))
    return violent or noun in reading.lexicon.light["violent"] or is_weapon(reading.mention_at(index))


def agents_of_noun(reading: Reading, noun: int, relation: str) -> list[Mention]:
    """Who is behind an event noun or weapon in the place of a subject ("a US air strike killed", "Hamas rockets")."""
    for slot in ("by", "possessor", "modifier", "performer"):
        found = reading.fillers(relation, "subject", slot_tokens(reading, noun, slot))
        found = [m for m in found if not is_weapon(m) and is_author(reading, noun, slot, m)]
        if found:
            return found
    return []


def is_author(reading: Reading, noun: int, slot: str, mention: Mention) -> bool:
    """Whether a state before an event noun did it, rather than that it happened there or to its people.

    *Iraq's deadliest attack*, *a Pakistani suicide bombing*: not Iraq's doing, nor Pakistan's.
    """
    if mention.type == "Organization" and slot == "modifier":
        return False  # of no known kind: it may as well be the target
    if mention.type != "State" or slot not in ("possessor", "modifier"):
        return True
    modifiers = left_modifiers(reading.paragraph, noun)
    irregular = reading.lexicon.light["irregular"]
    return not any(t.tag == "JJS" or t.lemma in irregular for t in (*modifiers, reading.paragraph.tokens[noun]))


def weapon_of_noun(reading: Reading, noun: Token) -> Wording | None:
    """The weapon among the noun's modifiers, or the noun itself where it is one ("air strike")."""
    for token in left_modifiers(reading.paragraph, noun.index):
        mention = reading.mentions.get(token.index)
        head = reading.gazetteer.heads.get(token.lemma)
        if is_weapon(mention) or (head is not None and head.type == "Weapon"):
            return Wording(token.text)
    own = reading.mentions.get(noun.index)
    return Wording(own.text) if own is not None and is_weapon(own) else None
