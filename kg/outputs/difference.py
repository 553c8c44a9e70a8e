"""What differs between two graphs: articles, claims, entities, events, plain edges, and which entities became one.

Both sides are rows as `kg export --format jsonl` writes them. Claims are the same when they have the same id, which is
made of their article's words; so a claim whose subject was linked to another entity has changed, not gone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

# The reasons of an entity's names and the event of a claim: what changes there shows in names and in events.
PASSED_OVER = frozenset({"identities", "event"})
ROLES = ("subject", "object", "attributed_to")


@dataclass(frozen=True, slots=True)
class GraphRows:
    """The rows of one graph; `articles` maps names to digests of their texts."""

    articles: Mapping[str, str]
    claims: Sequence[Row]
    mentions: Sequence[Row]
    entities: Sequence[Row]
    events: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that both graphs have, with the fields that differ."""

    before: Row
    after: Row
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Things of one kind: only in the first graph, only in the second, in both with a difference."""

    gone: tuple[Row, ...] = ()
    new: tuple[Row, ...] = ()
    changed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.changed)


@dataclass(frozen=True, slots=True)
class Joined:
    """Entities of one graph that are one entity of the other: `parts` are those, `whole` is this."""

    whole: Row
    parts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second graph has otherwise than the first."""

    articles: Changes
    claims: Changes
    entities: Changes
    events: Changes
    edges: Changes
    merged: tuple[Joined, ...]
    split: tuple[Joined, ...]

    def __bool__(self) -> bool:
        kinds = (self.articles, self.claims, self.entities, self.events, self.edges, self.merged, self.split)
        return any(map(bool, kinds))


def difference(before: GraphRows, after: GraphRows) -> Difference:
    """Compare two graphs; everything comes in the order of the rows, those of `before` first."""
    return Difference(
        _changes(_articles(before), _articles(after), "article"),
        _changes(before.claims, after.claims, "id", _claim_fields),
        _changes(before.entities, after.entities, "entity"),
        _changes(_labelled_events(before), _labelled_events(after), "event", _unlabelled),
        _changes(_edges(before), _edges(after), "edge", _unlabelled),
        _joined(before, after),
        _joined(after, before),
    )


def _changes(before: Iterable[Row], after: Iterable[Row], key: str, fields_of: Callable[[Row], Row] = dict) -> Changes:
    old, new = {row[key]: row for row in before}, {row[key]: row for row in after}
    both = ((row, new[identifier]) for identifier, row in old.items() if identifier in new)
    compared = (Change(one, other, _differing(fields_of(one), fields_of(other))) for one, other in both)
    return Changes(
        tuple(row for identifier, row in old.items() if identifier not in new),
        tuple(row for identifier, row in new.items() if identifier not in old),
        tuple(change for change in compared if change.fields),
    )


def _differing(one: Row, other: Row) -> tuple[str, ...]:
    names = sorted((one.keys() | other.keys()) - PASSED_OVER)
    return tuple(name for name in names if one.get(name) != other.get(name))


def _claim_fields(row: Row) -> Row:
    """A claim without labels and classes: they are the entities' and change with them."""
    roles = {role: _address(row.get(role)) for role in ROLES}
    qualifiers = {f"qualifiers.{role}": _address(value) for role, value in row.get("qualifiers", {}).items()}
    return {**row, "qualifiers": None, **roles, **qualifiers}


def _address(value: Row | None) -> object:
    return value["entity"] if value and "entity" in value else value


def _articles(rows: GraphRows) -> list[Row]:
    return [{"article": name, "text": digest} for name, digest in sorted(rows.articles.items())]


def _edges(rows: GraphRows) -> list[Row]:
    """The plain edges: asserted claims that have both ends, each edge once."""
    edges: dict[str, Row] = {}
    for claim in rows.claims:
        if claim["factuality"] == "asserted" and "subject" in claim and "object" in claim:
            subject, target = claim["subject"], claim["object"]
            key = f"{subject['entity']} {claim['relation']} {target['entity']}"
            edges.setdefault(key, {"edge": key, "relation": claim["relation"], "label": wording(claim)})
    return [edges[key] for key in sorted(edges)]


def _labelled_events(rows: GraphRows) -> list[Row]:
    """The events with the words of a claim that tells each: those that name most of its participants."""
    claims = {claim["id"]: claim for claim in rows.claims}
    return [
        {**row, "label": _label(row, [claims[one] for one in row["claims"] if one in claims])} for row in rows.events
    ]


def _label(event: Row, claims: Iterable[Row]) -> str:
    told = min(map(wording, claims), key=lambda words: (words.count("…"), words), default=event["relation"])
    return f"{told} ({event['date']})" if "date" in event else told


def wording(claim: Row) -> str:
    """Such as `French troops handed_over Gossi base`; `…` for an end that the claim does not name."""
    ends = (claim[role].get("label", claim[role]["text"]) if role in claim else "…" for role in ("subject", "object"))
    return f" {claim['relation']} ".join(ends)


def _unlabelled(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "label"}


def _joined(parts: GraphRows, whole: GraphRows) -> tuple[Joined, ...]:
    """Entities of `whole` whose names belong to several entities of `parts`, judged by the names that both have."""
    before, after = _entities_by_place(parts), _entities_by_place(whole)
    shared: dict[str, set[str]] = defaultdict(set)
    for place in before.keys() & after.keys():
        for entity in after[place]:
            shared[entity] |= {entity} if entity in before[place] else before[place] - after[place]
    described = {row["entity"]: row for row in parts.entities}
    return tuple(
        Joined(row, tuple(described[part] for part in sorted(shared[row["entity"]])))
        for row in whole.entities
        if len(shared[row["entity"]]) > 1
    )


def _entities_by_place(rows: GraphRows) -> dict[tuple[object, ...], set[str]]:
    """The entities that each name means: one, but for a capital that also stands for its state."""
    found: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for row in rows.mentions:
        if row["kind"] == "name":
            found[row["article"], row["start"], row["end"]].add(row["entity"])
    return found
