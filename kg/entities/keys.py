"""The identity key of a mention by itself: what two mentions must share to be one entity, by class."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.entities.names.identifiers import organisation_identifier, person_identifier
from kg.gazetteer import Gazetteer, Known, normalise
from kg.model import Mention, MentionKind

# Nouns that all mean a state's armed forces as a whole.
FORCE_NOUNS = frozenset("force forces troop troops soldier soldiers military personnel serviceman servicemen".split())
# Words beside them that change nothing about whose forces they are.
FORCE_MODIFIERS = frozenset(
    "security armed the of about over some more than few remaining additional another state s government".split()
)
# Words that count: *two Kenyan soldiers* are those of their article.
COUNTING = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds several".split()
)
DROPPED_WORDS = frozenset({"the", "of", "for", "s"})
ARTICLES = frozenset({"al", "el", "ul", "ad", "as", "an", "ar"})
BASE_WORDS = frozenset("camp base airbase fort the site military air army".split())
# Words that describe a group known by name, before or behind it (paramilitary Hashd Shaabi forces, Xinhua news agency).
DESCRIPTIONS = {
    "ArmedGroup": frozenset("fighter militant force militia rebel group movement terrorist organisation".split())
    | frozenset("organization paramilitary network insurgent gunman jihadist terror armed".split()),
    "MilitaryForce": frozenset("force unit paramilitary militia group troop".split()),
    "NewsAgency": frozenset("news agency newspaper television tv channel network radio outlet".split()),
}
RULING = frozenset({"government", "regime", "administration", "authorities"})
QUOTES = re.compile(r"[\"“”„«»'‘’´`]")


@dataclass(frozen=True)
class Key:
    """An identity key and the rule that gave it, with the words it saw; a `local` key holds within one article only."""

    id: str
    rule: str
    local: bool = False
    evidence: str = ""
    score: float = 1.0


def key_of(mention: Mention, gazetteer: Gazetteer, owners: Sequence[str] = ()) -> Key:
    """The key of one mention by itself; `owners` are states named right before it (*Iraq's parliament*)."""
    if mention.known is not None:
        return Key(mention.known, "known name")
    own = gazetteer.names.get(normalise(mention.text))
    if own is not None and own.own:
        return Key(own.id, "name of the user's list")
    states = mention.states or tuple(owners) or _capital_state(mention, gazetteer)
    if mention.kind is not MentionKind.NAME:
        return _body_key(mention, owners[0], gazetteer) if owners and _one_body(mention) else local_key(mention)
    known = known_behind(mention.text, states, gazetteer)
    if known is not None and (mention.type != "Person" or normalise(mention.text).count(" ")):
        return Key(known.id, "known name with a description", evidence=mention.text)
    if mention.type == "Person":
        return Key(f"person:{person_identifier(mention.text)}", "full name")
    if mention.type == "Coalition" and mention.states:
        return Key(f"coalition:{'+'.join(sorted(mention.states))}", "led by the same state")
    if mention.type == "MilitaryBase" and mention.core:
        return Key(f"base:{base_key(mention.core)}", "same base name")
    if mention.type in ("MilitaryForce", "GovernmentBody") and states:
        return _body_key(mention, states[0], gazetteer)
    if mention.type in ("City", "Region", "Facility", "State"):
        return Key(f"name:{_without_article(normalise(mention.text))}", "same name")
    return Key(f"name:{organisation_identifier(mention.text)}", "same name")


def _one_body(mention: Mention) -> bool:
    """A body of which a state has one: *Iraq's parliament*, *the government of Iraq*."""
    return mention.type == "GovernmentBody" and not mention.plural and mention.text.lower() == mention.noun


def _capital_state(mention: Mention, gazetteer: Gazetteer) -> tuple[str, ...]:
    """*the Baghdad government*: the government of the state whose capital it is."""
    words = normalise(mention.text).removeprefix("the ").split()
    if len(words) == 2 and words[1] in RULING and words[0] in gazetteer.capitals:
        return (gazetteer.capitals[words[0]].id,)
    return ()


def local_key(mention: Mention) -> Key:
    """A key for a description that refers to nothing named: its own place in its article."""
    return Key(f"{mention.article}:{mention.type}:{mention.start}", "description", local=True)


def base_key(core: str) -> str:
    """A base's name without the words for a base and without the Arabic article."""
    words = [word for word in core.split() if word not in BASE_WORDS]
    return _without_article(" ".join(words) or core)


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and (first in ARTICLES or first == "the") else name


def known_behind(text: str, states: Sequence[str], gazetteer: Gazetteer) -> Known | None:
    """The known group, force or agency in a name with descriptions around it: *paramilitary Hashd Shaabi forces*.

    A word for a state counts as a description of what is at home there (*Iranian Quds Force*).
    """
    words = normalise(QUOTES.sub(" ", text)).split()
    homes = {state.rpartition(":")[2].upper() for state in states}
    for part in _cores(words, gazetteer):
        known = gazetteer.names.get(" ".join(part.words))
        if known is None or known.type not in DESCRIPTIONS or (part.states and known.state not in homes | part.states):
            continue
        if all(_singular(word) in DESCRIPTIONS[known.type] for word in part.rest):
            return known
    return None


@dataclass(frozen=True)
class _Core:
    words: list[str]
    states: frozenset[str | None]
    rest: list[str]


def _cores(words: list[str], gazetteer: Gazetteer) -> Iterator[_Core]:
    """The parts of a name that remain when words are taken off both ends, longest first."""
    size = len(words)
    spans = sorted(((a, b) for a in range(size) for b in range(a + 1, size + 1)), key=lambda s: (s[0] - s[1], s[0]))
    for first, last in spans:
        outside = words[:first] + words[last:]
        named = {word: gazetteer.state(word) for word in words[:first]}
        states = frozenset(state.state for state in named.values() if state is not None)
        yield _Core(words[first:last], states, [w for w in outside if named.get(w) is None and w not in DROPPED_WORDS])


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _body_key(mention: Mention, state: str, gazetteer: Gazetteer) -> Key:
    words = normalise(QUOTES.sub(" ", mention.text)).split()
    words = words[1:] if _capital_state(mention, gazetteer) else words
    if mention.type == "MilitaryForce" and mention.noun in FORCE_NOUNS and mention.states:
        plain = {word for word in words if gazetteer.state(word) is None and word.isalpha()}
        if plain <= FORCE_NOUNS | FORCE_MODIFIERS:
            return forces_key(state, gazetteer)
        if plain & COUNTING:
            return local_key(mention)
    rest = [_singular(word) for word in words if word not in DROPPED_WORDS and gazetteer.state(word) is None]
    return Key(f"body:{state}:{' '.join(sorted(rest))}", "same body of the same state")


def forces_key(state: str, gazetteer: Gazetteer) -> Key:
    """A state's forces: the known *Iraqi Security Forces*, else a key of their own."""
    adjectives = [word for word, known in gazetteer.adjectives.items() if known.id == state]
    for adjective in adjectives:
        known = gazetteer.names.get(f"{adjective} security forces")
        if known is not None:
            return Key(known.id, "forces of the same state")
    return Key(f"forces:{state}", "forces of the same state")
