"""Claims from lines that one can read aloud, for tests of what is done with claims once they are there.

`A 2022-04-19: handed_over(French troops, Gossi base; date=2022-04-19) asserted by French military "In their words."`:
article, day of publication (left out where it has none), the claim in the notation of `notation.py`, the sentence it
rests on. Without a sentence each claim has one of its own; the claims of one sentence write the same one. A name of
`NAMES` is of that class, any other is an unnamed person or group of people (*12 people*).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from notation import EMPTY, parse

from kg.model import (
    Argument,
    Article,
    Block,
    Claim,
    Count,
    Entity,
    Factuality,
    Found,
    Passage,
    Qualifier,
    When,
    Wording,
)

LINE = re.compile(r"(?P<article>\w+)(?: (?P<day>[\d-]+))?: (?P<claim>[^\"]+?)(?: \"(?P<words>.*)\")?")
ENTITY_ROLES = frozenset({"recipient", "destination", "place", "addressee"})
NAMES: Mapping[str, str] = {
    "French troops": "MilitaryForce", "Malian army": "MilitaryForce", "Malian police": "MilitaryForce",
    "Wagner": "ArmedGroup", "JNIM": "ArmedGroup", "Red Front": "ArmedGroup", "White Guard": "ArmedGroup",
    "Kenyan troops": "MilitaryForce", "Ethiopian troops": "MilitaryForce", "Ukrainian army": "MilitaryForce",
    "French military": "MilitaryForce", "African Union": "Coalition", "France": "State", "Mali": "State",
    "Kenya": "State", "Ethiopia": "State", "Somalia": "State", "Russia": "State", "Ukraine": "State",
    "Russian army": "MilitaryForce", "Gossi base": "MilitaryBase", "Gossi hangar": "MilitaryBase",
    "Baidoa camp": "MilitaryBase", "Kismayo": "City", "Goma": "City", "Bunia": "City", "Beni": "City",
    "Kramatorsk station": "Facility", "Colonel Diallo": "Person", "Jane Doe": "Person", "Amina Yusuf": "Person",
    "John Roe": "Person", "Ministry of Defence": "GovernmentBody", "Land Forces": "MilitaryForce",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What a table of lines says; the claims are called 1, 2, 3 … in the order of the lines."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    articles: tuple[Article, ...]


def told(lines: Sequence[str]) -> Told:
    """Read the lines. Raises ValueError for one that is not in the notation."""
    claims, days = [], {}
    for number, line in enumerate(lines, 1):
        match = LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not in the notation of told claims: {line}")
        days[match["article"]] = match["day"]
        words = match["words"] or f"Sentence {number} of {match['article']}."
        claims.append(_claim(str(number), match["article"], match["claim"], words))
    entities = {argument.entity: _entity(argument) for claim in claims for argument in _arguments(claim)}
    return Told(tuple(claims), tuple(entities.values()), tuple(_article(*pair) for pair in days.items()))


def article(name: str, text: str, day: str | None = None) -> Article:
    """An article that is all body."""
    return Article(name, text, (Block("body", 0, len(text)),), date=Found(day, "test") if day else None)


def _article(name: str, day: str | None) -> Article:
    return Article(name, f"Text of {name}.", date=Found(day, "test") if day else None)


def _claim(number: str, name: str, row: str, words: str) -> Claim:
    said = parse(row)
    qualifiers = {role: _qualifier(role, value, name) for role, value in said.qualifiers.items()}
    return Claim(
        number,
        name,
        said.relation,
        _argument(said.subject, name),
        _argument(said.object, name),
        Factuality(said.stance),
        Passage(name, len(words), 2 * len(words), words),
        "test",
        1.0,
        qualifiers,
        _argument(said.holder or EMPTY, name),
    )


def _argument(words: str, name: str) -> Argument | None:
    """Names are the same thing everywhere, descriptions in one article only."""
    if words == EMPTY:
        return None
    return Argument(words if words in NAMES else f"{name}/{words}", words, 0, len(words))


def _qualifier(role: str, value: str, name: str) -> Qualifier:
    if role in ENTITY_ROLES:
        filled = _argument(value, name)
        assert filled is not None
        return filled
    if role == "date":
        return When(value, value)
    return _count(value) if role == "count" else Wording(value)


def _count(text: str) -> Count:
    number = int(re.sub(r"\D", "", text))
    least = None if text.startswith("up to") else number
    most = None if text.startswith(("over", "at least", "more than")) else number
    return Count(text, least, most, text.startswith("about"))


def _arguments(claim: Claim) -> list[Argument]:
    ends = (claim.subject, claim.object, claim.attributed_to, *claim.qualifiers.values())
    return [end for end in ends if isinstance(end, Argument)]


def _entity(argument: Argument) -> Entity:
    label = argument.text
    cls = NAMES.get(label) or ("ArmedGroup" if label in ("gunmen", "militants") else "Person")
    return Entity(argument.entity, cls, label, label in NAMES, (label,))
