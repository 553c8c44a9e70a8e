"""Names that name one thing only within their article: *the Foreign Ministry*, *General Silva*, *two Kenyan soldiers*.

Every state has a foreign ministry and many families are called Silva: such words in two articles are no reason to take
what they name for one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.entities.keys import Key
from kg.entities.names.organisations import parse_organisation
from kg.entities.names.persons import parse_person
from kg.gazetteer import Gazetteer
from kg.model import Mention

# Kinds of body (concepts of organisation_words.tsv) of which every state has one.
OF_EVERY_STATE = frozenset(
    {
        "ministry",
        "government",
        "parliament",
        "court",
        "army",
        "navy",
        "air force",
        "guard",
        "police",
        "treasury",
        "staff",
    }
)
COMMON_KINDS = ("body", "general", "function")
STATE_BODIES = ("GovernmentBody", "MilitaryForce")


def keep_in_article(names: Sequence[Mention], keys: dict[str, Key], gazetteer: Gazetteer) -> None:
    """Give the common names of an article keys of its own; a body's is that of the one state whose body it names."""
    bodies = _bodies_of_states(names, keys)
    for mention in names:
        key = keys[mention.key]
        if key.rule == "full name" and len(parse_person(mention.text).words) == 1:
            keys[mention.key] = Key(f"{key.id}@{mention.article}", "family name alone")
        elif key.rule == "same name" and mention.type in STATE_BODIES and _is_common(mention.text, gazetteer):
            words = key.id.removeprefix("name:")
            found = bodies.get(words, set())
            own = Key(f"{mention.article}:{words}", "body of that kind in the article", local=True)
            keys[mention.key] = Key(next(iter(found)), own.rule) if len(found) == 1 else own


def _bodies_of_states(names: Sequence[Mention], keys: Mapping[str, Key]) -> dict[str, set[str]]:
    """Words of a body's name → the keys of the states' bodies that the article calls so."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in names:
        prefix, _, words = keys[mention.key].id.rpartition(":")
        if prefix.startswith("body:"):
            found[words].add(keys[mention.key].id)
    return found


def _is_common(text: str, gazetteer: Gazetteer) -> bool:
    parts = parse_organisation(text, gazetteer).parts
    kinds = {part.concept for part in parts if part.kind == "body"}
    return all(part.kind in COMMON_KINDS for part in parts) and bool(kinds & OF_EVERY_STATE)
