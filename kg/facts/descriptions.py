"""People and things without a name that two articles mean alike: *12 people* killed in one city on one day.

A description is never enough to be the same thing; one place that is named and one day are asked for as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.facts.periods import claim_period
from kg.model import Argument, Claim, Entity

# Words that say how many; a name may begin with one when it is capitalised (*Three Gorges*).
_NUMBERS = frozenset(
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens scores tens hundred hundreds "
    "thousand thousands".split()
)
# Words before a number, and those that count without one; no name begins with them.
_QUANTIFIERS = frozenset("some several many few about around nearly almost over more at up both all".split())
# Words that say nothing of what is meant.
_EMPTY = frozenset("a an the than least to of as other another number first".split())
_COUNTING = _NUMBERS | _QUANTIFIERS | _EMPTY
_FIGURES = re.compile(r"[\d.,]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


Here = tuple[str, str]
"""An article and an entity: what a description stands for is known within one article only."""


def same_descriptions(claims: Iterable[Claim], entities: Mapping[str, Entity]) -> dict[Here, str]:
    """What several articles describe alike: article and object mapped to the relation, description, place and day.

    Things of one article are never joined: *12 people* here and *three people* there are two groups of people.
    """
    alike: dict[Here, set[str]] = defaultdict(set)
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        key = _key(claim, entities)
        if key is not None and claim.object is not None:
            alike[claim.article, claim.object.entity].add(key)
            groups[claim.article, key].add(claim.object.entity)
    return {
        here: keys.pop()
        for here, keys in alike.items()
        if len(keys) == 1 and len(groups[here[0], next(iter(keys))]) == 1
    }


def is_named(entity: Entity) -> bool:
    """Whether it is known by a name; *two Kenyan soldiers* is none, whatever state the soldiers are of."""
    first = entity.label.split(" ", 1)[0]
    return entity.named and not (_FIGURES.fullmatch(first) or first in _NUMBERS or first.lower() in _QUANTIFIERS)


def without_numbers(label: str) -> str:
    """The words of a description that say what it is: `Kenyan troops` of *about 4,000 Kenyan troops*."""
    return " ".join(word for word in _WORD.findall(label) if word.lower() not in _COUNTING)


def _key(claim: Claim, entities: Mapping[str, Entity]) -> str | None:
    target = entities.get(claim.object.entity) if claim.object else None
    place = claim.qualifiers.get("place")
    period = claim_period(claim)
    if target is None or is_named(target) or not isinstance(place, Argument) or period is None or period.days > 1:
        return None
    where, words = entities.get(place.entity), without_numbers(target.label).lower()
    if where is None or not is_named(where) or not words:
        return None
    return "|".join((claim.relation, words, where.id, period.first.isoformat()))
