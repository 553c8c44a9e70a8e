"""People and things without a name that two articles mean alike: *12 people* killed in one city on one day.

A description is never enough to be the same thing; one place that is named and one day are asked for as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.facts.periods import claim_period
from kg.model import Argument, Claim, Entity

# Words that say how many, or nothing of what is meant.
_COUNTING = frozenset(
    "a an the some several many few about around nearly almost over than more least at up to of as other another both "
    "all number no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens scores tens "
    "hundred hundreds thousand thousands first".split()
)
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
    return entity.named and not (first[:1].isdigit() or first in _COUNTING)


def description(entity: Entity) -> str:
    """The words of an unnamed entity without numbers: `people` of *at least 12 people*."""
    words = (word.lower() for word in _WORD.findall(entity.label))
    return " ".join(word for word in words if word not in _COUNTING)


def _key(claim: Claim, entities: Mapping[str, Entity]) -> str | None:
    target = entities.get(claim.object.entity) if claim.object else None
    place = claim.qualifiers.get("place")
    period = claim_period(claim)
    if target is None or is_named(target) or not isinstance(place, Argument) or period is None or period.days > 1:
        return None
    where, words = entities.get(place.entity), description(target)
    if where is None or not is_named(where) or not words:
        return None
    return "|".join((claim.relation, words, where.id, period.first.isoformat()))
