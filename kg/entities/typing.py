"""The class of a name or phrase: gazetteer first, then head words, then the recogniser's label."""

from dataclasses import dataclass

from kg.gazetteer import Gazetteer, HeadNoun, Known, normalise
from kg.parse import Paragraph, Token

LABEL_CLASSES = {"PERSON": "Person", "GPE": "City", "LOC": "Region", "FAC": "Facility", "ORG": "Organization"}
# Classes whose names are rarely a person's: with them the gazetteer overrules the recogniser's PERSON.
PERSON_LIKE = frozenset({"NewsAgency", "Organization", "GovernmentBody"})
PROXY_WORDS = frozenset({"linked", "backed", "aligned", "affiliated", "sponsored", "allied"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True)
class Typed:
    """A class with what decided it."""

    type: str
    known: Known | None = None
    rule: str = ""


def type_of_name(text: str, label: str, gazetteer: Gazetteer) -> Typed | None:
    """The class of a recognised name, or None for a label that names no entity (DATE, EVENT, …)."""
    known = gazetteer.names.get(normalise(text))
    if known is not None and (label != "PERSON" or known.type not in PERSON_LIKE):
        return Typed(known.type, known, "gazetteer")
    if label == "NORP":
        state = gazetteer.state(text)
        return Typed("State", state, "demonym") if state else None
    if label not in LABEL_CLASSES:
        return None
    words = normalise(text).split()
    if label != "PERSON" and words:
        by_head = head_class(words, gazetteer)
        if by_head is not None:
            return Typed(by_head, None, "head word")
    return Typed(LABEL_CLASSES[label], None, f"recogniser {label}")


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
    if words and words[0] in ("camp", "fort", "fob"):
        return "MilitaryBase"
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
            return "ArmedGroup" if noun.type == "Organization" and _is_proxy(modifiers) else noun.type
        return None
    return None


def _is_proxy(modifiers: list[Token]) -> bool:
    """*Iran-linked groups*, *a Rwanda-backed movement*: in news of conflicts, groups of somebody's are armed ones."""
    words = [token.lower for token in modifiers]
    return "-" in words and bool(PROXY_WORDS & set(words))


def _meets(needs: tuple[str, ...], modifiers: list[Token], gazetteer: Gazetteer) -> bool:
    words = {form for token in modifiers for form in (token.lower, token.lemma)}
    if words & {need.lower() for need in needs}:
        return True
    return "NAME" in needs and any(token.pos == "PROPN" or gazetteer.state(token.text) for token in modifiers)
