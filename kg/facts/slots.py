"""The slots of an event noun: prepositions, possessors, modifiers, and the arguments of a light verb above it."""

from kg.facts.arguments import TRANSPARENT, Reading, is_weapon
from kg.facts.clauses import agents_of
from kg.facts.obliques import case_word
from kg.facts.selection import left_modifiers
from kg.facts.subjects import HELPING, subjects_of
from kg.facts.voice import is_passive
from kg.parse import Paragraph, Token

# Classes of things that are attacked rather than attack, where they stand before the noun ("Karachi airport attack").
SITES = ("City", "Region", "Facility", "MilitaryBase")


def slot_tokens(reading: Reading, noun: int, slot: str) -> list[int]:
    """The tokens in a slot of a noun.

    Prepositions (`on|against`), `possessor`, `modifier`, `site` (a place before the noun), `governor` (the subject of
    the verb above), `copular` (the subject of the noun as a predicate), `undergoer` and `performer` (of a light verb
    or a site noun above).
    """
    paragraph = reading.paragraph
    if slot in ("undergoer", "performer"):
        return light_verb_argument(reading, noun, slot)
    if slot == "site":
        return _site(reading, noun)
    if slot == "modifier":
        own = [t.index for t in left_modifiers(paragraph, noun)]
        found = [i for index in own for i in paragraph.conjuncts(index) if i < noun]
        return [i for i in found if not _is_site(reading, i)]
    if slot == "copular":
        return list(subjects_of(paragraph, paragraph.tokens[noun])) if paragraph.child(noun, "cop") else []
    if slot == "governor" and paragraph.child(noun, "cop"):
        return list(subjects_of(paragraph, paragraph.tokens[noun]))  # "is on a visit to"
    if slot == "governor":
        verb = governing_verb(paragraph, noun)
        return _actors(paragraph, verb) if verb is not None else []
    if slot == "possessor":
        heads = [t.index for t in paragraph.children(noun) if t.dep == "nmod:poss"]
    else:
        heads = _prepositional(reading, noun, slot.split("|"))
    return [conjunct for head in heads for conjunct in paragraph.conjuncts(head)]


def governing_verb(paragraph: Paragraph, noun: int) -> Token | None:
    """The nearest verb above a noun."""
    return next((t for t in paragraph.ancestors(noun) if t.pos == "VERB"), None)


def _actors(paragraph: Paragraph, verb: Token) -> list[int]:
    """The subjects of a verb; of *support the army in battles against the rebels*, the army."""
    helped = [t.index for t in paragraph.children(verb.index, "obj") if verb.lemma in HELPING]
    return [c for index in helped for c in paragraph.conjuncts(index)] or list(subjects_of(paragraph, verb))


def _is_site(reading: Reading, index: int) -> bool:
    mention = reading.mentions.get(index)
    return mention is not None and mention.type in SITES


def _site(reading: Reading, noun: int) -> list[int]:
    """The place right before an event noun and its weapon (*the Kabul bomb attack*)."""
    for token in reversed(left_modifiers(reading.paragraph, noun)):
        if _is_site(reading, token.index):
            return [token.index]
        mention = reading.mentions.get(token.index)
        if not is_weapon(mention) and token.lemma not in reading.lexicon.light["irregular"]:
            return []
    return []


def _prepositional(reading: Reading, noun: int, wanted: list[str]) -> list[int]:
    """The phrases with these prepositions on the noun, on what hangs on it, beside it, or on the light verb above."""
    paragraph = reading.paragraph
    own = list(paragraph.children(noun, "nmod", "obl"))
    # "the handover of the base to X": the parser may hang "to X" on the base.
    inner = [n for t in own if "of" not in wanted for n in paragraph.children(t.index, "nmod")]
    for phrases in (own, inner, _beside(paragraph, noun), _on_light_verb(reading, noun)):
        found = [t.index for t in phrases if case_word(paragraph, t.index) in wanted]
        if found:
            return found
    return []


def _beside(paragraph: Paragraph, noun: int) -> list[Token]:
    """The phrase that follows a noun phrase at once, where the parser hung it on a word above.

    *carried out [an attack] [on the camp]*, *responsibility for [the attack] [on the camp]*: parsers have both.
    """
    end = paragraph.subtree(noun)[-1] + 1
    above: list[Token] = []
    for ancestor in paragraph.ancestors(noun):
        above.append(ancestor)
        if ancestor.pos == "VERB":
            break
    phrases = [t for a in above if a.index < noun for t in paragraph.children(a.index, "obl", "obj", "nmod")]
    return [t for t in phrases if t.index != noun and paragraph.subtree(t.index)[0] == end]


def _on_light_verb(reading: Reading, noun: int) -> list[Token]:
    """The phrases behind the noun on its light verb (*came under fire on Monday from insurgents*)."""
    token = reading.paragraph.tokens[noun]
    verb = reading.paragraph.tokens[token.head]
    argument = token.dep.partition(":")[0] in ("obj", "obl") and verb.pos == "VERB"
    if not argument or not any(_is_light(reading, verb, token, kind) for kind in ("perform", "undergo", "open")):
        return []
    return [t for t in reading.paragraph.children(verb.index, "obl") if t.index > noun]


def light_verb_argument(reading: Reading, noun: int, slot: str) -> list[int]:
    """Who undergoes (*was subjected to attacks*, *was the site of attacks*) or performs (*carried out attacks*)."""
    paragraph, light = reading.paragraph, reading.lexicon.light
    token = paragraph.tokens[noun]
    if slot == "performer" and (found := _participle_agents(reading, noun)):
        return found
    governor = paragraph.tokens[token.head]
    if governor.lemma in TRANSPARENT and case_word(paragraph, noun) == "of":
        token, governor = governor, paragraph.tokens[governor.head]
    if slot == "undergoer" and governor.lemma in light["site_nouns"] and paragraph.child(governor.index, "cop"):
        return list(subjects_of(paragraph, governor))
    if slot == "performer" and _is_deed(reading, governor, token):
        return list(
            agents_of(paragraph, governor) if is_passive(paragraph, governor) else subjects_of(paragraph, governor)
        )
    if governor.pos != "VERB" or not _is_light(
        reading, governor, token, "undergo" if slot == "undergoer" else "perform"
    ):
        return []
    if token.dep.partition(":")[0] in ("obj", "obl") and not (slot == "performer" and is_passive(paragraph, governor)):
        return list(subjects_of(paragraph, governor))
    if slot == "performer" and token.dep == "nsubj:pass":
        return list(agents_of(paragraph, governor))  # "the attack was carried out by"
    return []


def _is_deed(reading: Reading, verb: Token, noun: Token) -> bool:
    """Whether an event is the deed of a verb's subject (*killed 25 people in an attack on the village*).

    *The* attack was told before, and may be somebody else's.
    """
    definite = any(t.lower in ("the", "this", "that") for t in reading.paragraph.children(noun.index, "det"))
    inside = case_word(reading.paragraph, noun.index) in ("in", "during")
    return verb.pos == "VERB" and inside and not definite and verb.lemma in reading.lexicon.light["deeds"]


def _is_light(reading: Reading, verb: Token, noun: Token, kind: str) -> bool:
    """Whether a verb, alone or with its particle or the preposition of its noun, is light in that way."""
    paragraph = reading.paragraph
    particles = [t.lower for t in paragraph.children(verb.index, "compound:prt")]
    words = {verb.lemma, *(f"{verb.lemma} {word}" for word in (*particles, case_word(paragraph, noun.index)) if word)}
    return bool(words & reading.lexicon.light[kind])


def _participle_agents(reading: Reading, noun: int) -> list[int]:
    """Who is behind *an attack carried out by*, *an attack claimed by*."""
    paragraph = reading.paragraph
    for participle in paragraph.children(noun, "acl"):
        passive = participle.pos == "VERB" and is_passive(paragraph, participle)
        if passive and _is_light(reading, participle, participle, "perform"):
            return list(agents_of(paragraph, participle))
    return []
