"""Applies people's corrections to the entities and mentions that linking found."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.entities.corrections import Correction, Corrections, Verb
from kg.gazetteer import normalise
from kg.model import Entity, Identity, LinkedMention, Mention, MentionKind


@dataclass(frozen=True, slots=True)
class Corrected:
    """Entities and mentions after the corrections, ids that were merged with where they lead, and the lines that
    changed nothing, each with the reason."""

    entities: tuple[Entity, ...]
    mentions: tuple[LinkedMention, ...]
    merged: Mapping[str, str]
    idle: tuple[str, ...] = ()


def correct(
    entities: Sequence[Entity],
    linked: Sequence[LinkedMention],
    corrections: Corrections,
    antecedents: Mapping[str, Mention],
    former: Mapping[str, str],
) -> Corrected:
    """Apply corrections from top to bottom; one that names nothing, or several things, changes nothing and is told.

    `antecedents` maps the keys of mentions that refer back to what they refer to, `former` the ids that no entity has
    any more to those that do.
    """
    if not corrections.lines:
        return Corrected(tuple(entities), tuple(linked), {})
    desk = _Desk(entities, linked, antecedents, former)
    idle = []
    for correction in corrections.lines:
        try:
            desk.apply(correction)
        except _Idle as reason:
            idle.append(f"{correction.line}: {reason}")
    return desk.corrected(tuple(idle))


def find_entity(reference: str, entities: Mapping[str, Entity], former: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the entities that a reference may mean: an id, a former id, else a label, else any name."""
    if reference in entities:
        return (reference,)
    if former.get(reference) in entities:
        return (former[reference],)
    wanted = normalise(reference)
    for names_of in (lambda entity: (entity.label,), lambda entity: entity.names):
        found = [one.id for one in entities.values() if wanted in map(normalise, names_of(one))]
        if found:
            return tuple(sorted(found))
    return ()


class _Idle(Exception):
    """Why a correction changes nothing."""


class _Desk:
    """The entities and mentions while corrections are applied to them."""

    def __init__(
        self,
        entities: Sequence[Entity],
        linked: Sequence[LinkedMention],
        antecedents: Mapping[str, Mention],
        former: Mapping[str, str],
    ) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._linked = linked
        self._owners = [one.entity for one in linked]
        self._antecedents = antecedents
        self._former = dict(former)
        self._merged: dict[str, str] = {}

    def apply(self, correction: Correction) -> None:
        """Apply one correction. Raises _Idle when it has nothing to change."""
        entity = self._one(correction.entity)
        match correction.verb:
            case Verb.MERGE:
                self._merge(entity, self._one(correction.other), correction.line)
            case Verb.SPLIT if correction.other:
                self._split(entity, correction.other, correction.line)
            case Verb.SPLIT:
                self._split_all(entity, correction.line)
            case Verb.RENAME:
                self._entities[entity.id] = _renamed(entity, correction)

    def corrected(self, idle: tuple[str, ...]) -> Corrected:
        """What came of it."""
        mentions = tuple(
            one if one.entity == owner else replace(one, entity=owner)
            for one, owner in zip(self._linked, self._owners, strict=True)
        )
        entities = tuple(self._entities[identifier] for identifier in sorted(self._entities))
        return Corrected(entities, mentions, self._merged, idle)

    def _one(self, reference: str) -> Entity:
        found = find_entity(reference, self._entities, self._former)
        if len(found) != 1:
            raise _Idle(f"'{reference}' names {f'{len(found)} entities' if found else 'nothing'} in this graph")
        return self._entities[found[0]]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the mentions of each entity stand among all."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, owner in enumerate(self._owners):
            places[owner].append(place)
        return places

    def _move(self, places: Iterable[int], source: str, target: str) -> None:
        moved = set(places)
        for place in moved:
            self._owners[place] = target
        self._places[target] = sorted([*self._places[target], *moved])
        self._places[source] = [place for place in self._places[source] if place not in moved]

    def _merge(self, entity: Entity, other: Entity, line: str) -> None:
        if entity.id == other.id:
            raise _Idle("the two are one entity already")
        self._move(self._places[other.id], other.id, entity.id)
        del self._entities[other.id]
        self._entities[entity.id] = _joined(entity, other, line)
        for forward in (self._former, self._merged):
            forward.update({old: entity.id for old, now in forward.items() if now == other.id} | {other.id: entity.id})

    def _split_all(self, entity: Entity, line: str) -> None:
        kept = normalise(entity.label)
        others = {normalise(name): name for name in sorted(entity.names, reverse=True)}
        if kept not in others and others:
            kept = min(others)
        apart = [name for form, name in sorted(others.items()) if form != kept]
        if not apart:
            raise _Idle(f"'{entity.label}' has no second name to split off")
        for name in apart:
            self._split(self._entities[entity.id], name, line)

    def _split(self, entity: Entity, name: str, line: str) -> None:
        wanted = normalise(name)
        places = [place for place in self._places[entity.id] if normalise(self._spelling(place)) == wanted]
        if not places:
            raise _Idle(f"'{entity.label}' is nowhere called '{name}'")
        left = [self._linked[place].mention for place in self._places[entity.id] if place not in set(places)]
        if not any(mention.kind is not MentionKind.PRONOUN for mention in left):
            raise _Idle(f"'{entity.label}' is called nothing but '{name}'")
        part = _split_off(entity, [self._linked[place].mention for place in places], wanted, line)
        self._entities[part.id] = part
        self._move(places, entity.id, part.id)
        self._entities[entity.id] = _without(entity, wanted, left)

    def _spelling(self, place: int) -> str:
        """The words by which a mention names its entity: its own, or those of the mention it refers back to."""
        mention = self._linked[place].mention
        return self._antecedents.get(mention.key, mention).text


def _joined(entity: Entity, other: Entity, line: str) -> Entity:
    """One entity of two: the first one's class and label, the names of both."""
    joined = dict.fromkeys([*entity.identities, Identity(other.label, "merged by hand", 1.0, line), *other.identities])
    return replace(
        entity,
        named=entity.named or other.named,
        names=tuple(sorted({*entity.names, *other.names, *([other.label] if other.named else [])})),
        identities=tuple(joined),
        same_as=tuple(dict.fromkeys([*entity.same_as, *other.same_as])),
        coordinates=entity.coordinates or other.coordinates,
    )


def _renamed(entity: Entity, correction: Correction) -> Entity:
    names = {*entity.names, correction.other, *([entity.label] if entity.named else [])}
    identity = Identity(correction.other, "renamed by hand", 1.0, correction.line)
    return replace(
        entity,
        label=correction.other,
        named=True,
        names=tuple(sorted(names)),
        identities=(*entity.identities, identity),
    )


def _split_off(entity: Entity, mentions: Sequence[Mention], wanted: str, line: str) -> Entity:
    """The new entity of the mentions that leave; its id is made of the old one's and the name."""
    named = [mention for mention in mentions if normalise(mention.text) == wanted] or list(mentions)
    texts = tuple(sorted({mention.text for mention in named}))
    identities = tuple(Identity(text, "split off by hand", 1.0, line) for text in texts)
    cls = _commonest([mention.type for mention in named], entity.type)
    label = _commonest([mention.text for mention in named], "")
    return Entity(f"{entity.id}:{wanted}", cls, label, True, texts, identities)


def _without(entity: Entity, wanted: str, left: Sequence[Mention]) -> Entity:
    """The entity after mentions have left it: without their spellings, with a label that is still its own."""
    names = tuple(name for name in entity.names if normalise(name) != wanted)
    named = [mention.text for mention in left if mention.text in names]
    described = [mention.text for mention in left if mention.kind is not MentionKind.PRONOUN]
    label = entity.label if normalise(entity.label) != wanted else _commonest(named or described, "")
    kept = tuple(identity for identity in entity.identities if normalise(identity.name) != wanted)
    return replace(entity, label=label, names=names, identities=kept)


def _commonest(values: Sequence[str], preferred: str) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value != preferred, value))
