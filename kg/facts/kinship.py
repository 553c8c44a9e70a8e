"""Parts and wholes among entities, as the articles assert them: sites of a base, forces of a state, members."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.facts.descriptions import Here, is_named, same_descriptions, without_numbers
from kg.facts.occurrences import OccurrenceRules
from kg.model import Claim, Entity, Factuality

PARTHOOD = frozenset({"part_of", "member_of", "located_in"})


@dataclass(frozen=True)
class Kinship:
    """What is known of entities by their ids.

    `wholes` are what each is asserted to be directly part of, a member of, or located in; `topics` are labels without
    numbers where there is no name; `sites` and `broad` are those of the classes that `occurrences.toml` names so;
    `alike` says of unnamed things, by article, what they are where other articles tell the same (see
    `same_descriptions`).
    """

    types: Mapping[str, str]
    named: Mapping[str, bool]
    labels: Mapping[str, str]
    topics: Mapping[str, str]
    wholes: Mapping[str, frozenset[str]]
    sites: frozenset[str]
    broad: frozenset[str]
    rules: OccurrenceRules
    alike: Mapping[Here, str]

    def site(self, entity: str) -> str:
        """The largest site that an entity is part of (the camp of a *site No. 8*), else the entity itself.

        Where several wholes are told, none is taken.
        """
        seen: set[str] = set()
        while entity in self.sites and entity not in seen:
            seen.add(entity)
            wholes = self.wholes.get(entity, frozenset()) & self.sites
            if len(wholes) == 1 and not wholes & seen:
                (entity,) = wholes
        return entity

    def anchor(self, article: str, entity: str) -> str:
        """What an entity that an event is about is known by: a name everywhere, a description in its article only."""
        if self.named.get(entity, True):
            return self.site(entity)
        return self.alike.get((article, entity)) or f"{article}|{entity}"

    def related(self, one: str, other: str) -> bool:
        """Whether they are the same, or one is a part of the other, directly or over one step."""
        return one == other or other in self._above(one) or one in self._above(other)

    def same_side(self, one: str, other: str) -> bool:
        """Whether they belong to one state: an army and its government."""
        return self.related(one, other) or bool(self._states(one) & self._states(other))

    def is_broad(self, entity: str) -> bool:
        """Whether it is a state, region or city."""
        return entity in self.broad

    def less_specific(self, one: str, other: str) -> bool:
        """Whether one is a description (*gunmen*, *the troops*) that may mean the other, of the same class."""
        for vague, precise in ((one, other), (other, one)):
            if not self.named.get(vague, True) and self._may_be(precise, vague):
                return True
        return False

    def _may_be(self, entity: str, description: str) -> bool:
        cls, wanted = self.types.get(entity, ""), self.types.get(description, "")
        return bool(wanted) and self.rules.classes.is_a(cls, wanted)

    def _above(self, entity: str) -> set[str]:
        direct = self.wholes.get(entity, frozenset())
        return {*direct, *(above for whole in direct for above in self.wholes.get(whole, ()))}

    def _states(self, entity: str) -> set[str]:
        return {e for e in (entity, *self._above(entity)) if self.types.get(e) == "State"}


def read_kinship(claims: Iterable[Claim], entities: Iterable[Entity], rules: OccurrenceRules) -> Kinship:
    """Kinship as asserted by `claims`; what is only planned, alleged or denied makes no part."""
    wholes: dict[str, set[str]] = defaultdict(set)
    told = list(claims)
    for claim in told:
        if claim.relation in PARTHOOD and claim.factuality is Factuality.ASSERTED and claim.subject and claim.object:
            wholes[claim.subject.entity].add(claim.object.entity)
    known = list(entities)
    return Kinship(
        {entity.id: entity.type for entity in known},
        {entity.id: is_named(entity) for entity in known},
        {entity.id: entity.label for entity in known},
        {entity.id: _topic(entity) for entity in known},
        {part: frozenset(whole) for part, whole in wholes.items()},
        _of_class(known, rules.sites, rules),
        _of_class(known, rules.broad, rules),
        rules,
        same_descriptions(told, {entity.id: entity for entity in known}),
    )


def _of_class(entities: Iterable[Entity], names: tuple[str, ...], rules: OccurrenceRules) -> frozenset[str]:
    return frozenset(entity.id for entity in entities if rules.is_one_of(entity.type, names))


def _topic(entity: Entity) -> str:
    return entity.label if is_named(entity) else without_numbers(entity.label) or entity.label
