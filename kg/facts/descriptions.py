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
    "all number no two three four five six seven eight nine ten eleven twelve dozen dozens scores hundred hundreds "
    "thousand thousands tens one first".split()
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def same_descriptions(claims: Iterable[Claim], entities: Mapping[str, Entity]) -> dict[str, str]:
    """Unnamed objects mapped to the first of those that tell the same: relation, description, place and day.

    Entities of one article are never joined: *12 people* here and *three people* there are two groups of people.
    """
    alike: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for claim in claims:
        key = _key(claim, entities)
        if key is not None and claim.object is not None:
            alike[key].setdefault(claim.article, claim.object.entity)
            if alike[key][claim.article] != claim.object.entity:
                alike[key][claim.article] = ""  # two groups of one article fit: none is taken
    found: dict[str, str] = {}
    for key in sorted(alike):
        members = sorted({entity for entity in alike[key].values() if entity})
        found.update({member: found.get(member, members[0]) for member in members})
    return found


def description(entity: Entity) -> str:
    """The words of an unnamed entity without numbers: `people` of *at least 12 people*."""
    words = (word.lower() for word in _WORD.findall(entity.label))
    return " ".join(word for word in words if word not in _COUNTING)


def _key(claim: Claim, entities: Mapping[str, Entity]) -> tuple[str, ...] | None:
    target = entities.get(claim.object.entity) if claim.object else None
    place = claim.qualifiers.get("place")
    period = claim_period(claim)
    if target is None or target.named or not isinstance(place, Argument) or period is None or period.days > 1:
        return None
    where, words = entities.get(place.entity), description(target)
    if where is None or not where.named or not words:
        return None
    return claim.relation, words, where.id, period.first.isoformat()
