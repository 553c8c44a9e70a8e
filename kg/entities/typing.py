"""The class of a name or phrase: gazetteer first, then head words, then the recogniser's label."""

from dataclasses import dataclass

from kg.entities.name_words import class_by_words, opening
from kg.gazetteer import Gazetteer, HeadNoun, Known, normalise
from kg.parse import Paragraph, Token

RECOGNISED_AS = {"PERSON": "Person", "GPE": "City", "LOC": "Region", "FAC": "Facility", "ORG": "Organization"}
# Classes whose names are rarely a person's: with them the gazetteer overrules the recogniser's PERSON.
PERSON_LIKE = frozenset({"NewsAgency", "Organization", "GovernmentBody"})
# Classes of head nouns that another word of the name may make more precise (*Liberation Organisation*).
UNSPECIFIC = frozenset({"Organization"})
DIRECTIONS = frozenset(
    """north south east west northern southern eastern western central northeastern northwestern southeastern
    southwestern northeast northwest southeast southwest upper lower""".split()
)
PROXY_WORDS = frozenset({"linked", "backed", "aligned", "affiliated", "sponsored", "allied"})
PROXY_NOUNS = frozenset({"group", "movement", "faction", "organisation", "organization", "network", "outfit"})
CAMP_DWELLERS = frozenset("refugee refugees displaced idps migrants pilgrims inmates scouts evacuees".split())
FORCES = frozenset(
    """military army naval navy air marine police security training militant rebel militia guerrilla insurgent
    peacekeeping commando jihadist""".split()
)
CIVIL_SPONSORS = frozenset({"government", "state", "un", "church", "union", "opposition"})


@dataclass(frozen=True)
class Typed:
    """A class with what decided it."""

    type: str
    known: Known | None = None
    rule: str = ""


def type_of_name(text: str, label: str, gazetteer: Gazetteer) -> Typed | None:
    """The class of a recognised name, or None for a name of no entity (a date, a war, a storm).

    `label` is the recogniser's, or a class of the ontology that the article itself gives the name.
    """
    known = gazetteer.names.get(normalise(text))
    if known is not None and not label.isupper() and known.type != label:
        known = None  # the article says itself what its acronym means
    if known is not None and (label != "PERSON" or known.type not in PERSON_LIKE):
        return Typed(known.type, known, "gazetteer")
    state = gazetteer.state(text) if label != "PERSON" else None
    if state is not None or label == "NORP":
        return Typed("State", state, "demonym") if state else None
    if not label.isupper():
        return Typed(label, None, "told by the article")
    return _type_by_words(text, label, gazetteer) if label in RECOGNISED_AS else None


def _type_by_words(text: str, label: str, gazetteer: Gazetteer) -> Typed | None:
    opened = opening(text, gazetteer)
    if label != "PERSON" and _is_part_of_known(text, gazetteer):
        return Typed("Region", None, "part of a known place")
    if label == "PERSON":
        by_word, by_head = opened[1] if opened else None, None
    else:
        by_word, by_head = class_by_words(text, gazetteer), head_class(normalise(text).split(), gazetteer)
    if by_word == "none":
        return None
    if by_head is not None and (by_head not in UNSPECIFIC or by_word is None) and by_word != "MilitaryBase":
        return Typed(by_head, None, "head word")
    return Typed(by_word, None, "word of the name") if by_word else Typed(RECOGNISED_AS[label], None, label)


def _is_part_of_known(text: str, gazetteer: Gazetteer) -> bool:
    """*southern Afghanistan*, *Western Europe*."""
    first, _, rest = normalise(text).partition(" ")
    known = gazetteer.names.get(rest)
    return first in DIRECTIONS and known is not None and known.type in ("State", "Region", "City")


def head_class(words: list[str], gazetteer: Gazetteer) -> str | None:
    """The class that the last words (or, before *of*/*for*, the first part's last word) of a name give it."""
    for stop in ("of", "for", "to"):
        if stop in words[1:]:
            words = words[: words.index(stop)]
    for size in (3, 2, 1):
        if len(words) < size:
            continue
        head = lookup_head(" ".join(words[-size:]), gazetteer)
        if head is not None and (not head.needs or len(words) > size):
            return None if head.type in ("Person", "Weapon") else head.type
    return None


def lookup_head(noun: str, gazetteer: Gazetteer) -> HeadNoun | None:
    """The head noun by its text or its singular."""
    for form in (noun, noun[:-1] if noun.endswith("s") else noun, noun[:-3] + "y" if noun.endswith("ies") else noun):
        found = gazetteer.heads.get(form)
        if found is not None:
            return found
    return None


def type_of_noun(paragraph: Paragraph, head: Token, modifiers: list[Token], gazetteer: Gazetteer) -> str | None:
    """The class that a common head noun with these modifiers gives its phrase."""
    before = paragraph.tokens[head.index - 1] if head.index else None
    forms = [head.lower, head.lemma]
    if before is not None and before in modifiers:
        forms = [f"{before.lower} {head.lower}", f"{before.lower} {head.lemma}", *forms]
    for form in forms:
        noun = lookup_head(form, gazetteer)
        if noun is None:
            continue
        if not noun.needs or _meets(noun.needs, modifiers, gazetteer):
            if noun.type == "MilitaryBase" and _is_civil_camp(paragraph, head, modifiers):
                return "Facility"
            return "ArmedGroup" if noun.type == "Organization" and _is_proxy(head, modifiers) else noun.type
        return None
    return None


def _is_civil_camp(paragraph: Paragraph, head: Token, modifiers: list[Token]) -> bool:
    """*the Nahr el-Bared camp* in a paragraph on its refugees; a *military camp* stays one."""
    if head.lemma != "camp" or any(token.pos in ("NOUN", "ADJ") and token.lower in FORCES for token in modifiers):
        return False
    return any(token.lower in CAMP_DWELLERS for token in paragraph.tokens)


def _is_proxy(head: Token, modifiers: list[Token]) -> bool:
    """*Iran-linked groups*, *a Rwanda-backed movement*: in news of conflicts, groups of somebody's are armed ones."""
    words = [token.lower for token in modifiers]
    if head.lemma not in PROXY_NOUNS or CIVIL_SPONSORS & set(words):
        return False
    return "-" in words and bool(PROXY_WORDS & set(words))


def _meets(needs: tuple[str, ...], modifiers: list[Token], gazetteer: Gazetteer) -> bool:
    words = {form for token in modifiers for form in (token.lower, token.lemma)}
    if words & {need.lower() for need in needs}:
        return True
    return "NAME" in needs and any(token.pos == "PROPN" or gazetteer.state(token.text) for token in modifiers)
