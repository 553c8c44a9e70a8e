"""The identity key of a mention: what two mentions must share to be one entity, by class."""

from dataclasses import dataclass

from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind

# Nouns that all mean a state's armed forces as a whole.
FORCE_NOUNS = frozenset("force forces troop troops soldier soldiers military personnel serviceman servicemen".split())
# Words beside them that change nothing about whose forces they are.
FORCE_MODIFIERS = frozenset("security armed the of about over some more than few remaining additional another".split())
NAME_PARTICLES = frozenset({"al", "el", "ul", "ad", "as", "an", "ar", "bin", "ibn", "ben"})
DROPPED_WORDS = frozenset({"the", "of", "for", "s"})


@dataclass(frozen=True)
class Key:
    """An identity key and the rule that gave it; a `local` key holds within one article only."""

    id: str
    rule: str
    local: bool = False


def key_of(mention: Mention, gazetteer: Gazetteer) -> Key:
    """The key of one mention by itself, without its article's context."""
    if mention.known is not None:
        return Key(mention.known, "known name")
    if mention.kind is not MentionKind.NAME:
        return local_key(mention)
    if mention.type == "Person":
        return Key(f"person:{person_key(mention.text)}", "full name")
    if mention.type == "Coalition" and mention.states:
        return Key(f"coalition:{'+'.join(sorted(mention.states))}", "led by the same state")
    if mention.type == "MilitaryBase" and mention.core:
        return Key(f"base:{base_key(mention.core)}", "same base name")
    if mention.type in ("MilitaryForce", "GovernmentBody") and mention.states:
        return _body_key(mention, gazetteer)
    return Key(f"name:{normalise(mention.text).removeprefix('the ')}", "same name")


def local_key(mention: Mention) -> Key:
    """A key for a description that refers to nothing named: its own place in its article."""
    return Key(f"{mention.article}:{mention.type}:{mention.start}", "description", local=True)


def person_key(text: str) -> str:
    """A person's name without particles: `tahsin khafaji` for *Tahsin Al-Khafaji*."""
    words = normalise(text).split()
    return " ".join(word for word in words if word not in NAME_PARTICLES) or " ".join(words)


def base_key(core: str) -> str:
    """A base's name without the words for a base."""
    words = [
        word
        for word in core.split()
        if word not in ("camp", "base", "airbase", "fort", "the", "site", "military", "air", "army")
    ]
    return " ".join(words) or core


def _body_key(mention: Mention, gazetteer: Gazetteer) -> Key:
    state = mention.states[0]
    if mention.type == "MilitaryForce" and mention.noun in FORCE_NOUNS:
        words = {w for w in normalise(mention.text).split() if gazetteer.state(w) is None and w.isalpha()}
        if words <= FORCE_NOUNS | FORCE_MODIFIERS:
            return Key(f"forces:{state}", "forces of the same state")
    rest = [w for w in normalise(mention.text).split() if w not in DROPPED_WORDS and gazetteer.state(w) is None]
    return Key(f"body:{state}:{' '.join(sorted(rest))}", "same body of the same state")
