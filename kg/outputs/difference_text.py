"""A difference between two graphs for people and for programs."""

from collections.abc import Callable, Iterator
from typing import Any

from kg.outputs.difference import Change, Changes, Difference, Joined, Row, wording

QUOTE_LENGTH = 160
# Fields too long to be shown: that they differ is enough.
WHOLE = frozenset({"text", "evidence"})
KINDS = ("articles", "claims", "entities", "events", "edges")


def difference_text(difference: Difference) -> str:
    """Lines for people: `-` is only in the first graph, `+` only in the second, `~` in both with a difference."""
    lines: list[str] = []
    for kind in KINDS:
        changes: Changes = getattr(difference, kind)
        if changes:
            counts = f"{len(changes.gone)} gone, {len(changes.new)} new, {len(changes.changed)} changed"
            lines.extend((f"{kind}: {counts}", *_listed(changes, TELLERS[kind])))
    lines.extend(_joined("merged", "into", difference.merged))
    lines.extend(_joined("split", "out of", difference.split))
    return "\n".join(lines) + "\n" if lines else "no difference\n"


def difference_values(difference: Difference) -> dict[str, Any]:
    """The same as plain values for JSON, with whole rows."""
    values: dict[str, Any] = {kind: _values(getattr(difference, kind)) for kind in KINDS}
    for name in ("merged", "split"):
        joined: tuple[Joined, ...] = getattr(difference, name)
        values[name] = [{"whole": one.whole, "parts": list(one.parts)} for one in joined]
    return values


def _values(changes: Changes) -> dict[str, Any]:
    changed = [{"before": one.before, "after": one.after, "fields": list(one.fields)} for one in changes.changed]
    return {"gone": list(changes.gone), "new": list(changes.new), "changed": changed}


def _listed(changes: Changes, tell: Callable[[Row], str]) -> Iterator[str]:
    yield from (f"  - {tell(row)}" for row in changes.gone)
    yield from (f"  + {tell(row)}" for row in changes.new)
    yield from (f"  ~ {tell(one.after)}: {', '.join(_told(one))}" for one in changes.changed)


def _told(change: Change) -> Iterator[str]:
    for name in change.fields:
        one, other = (_value(row, name) for row in (change.before, change.after))
        if isinstance(one, list | None) and isinstance(other, list | None):
            yield f"{name} {_told_lists(one or [], other or [])}"
        elif name in WHOLE or isinstance(one or other, dict):
            yield name
        else:
            yield f"{name} {_shown(one)} → {_shown(other)}"


def _told_lists(one: list[Any], other: list[Any]) -> str:
    """What left a list and what came; of addresses, that so many did."""
    gone, new = ([item for item in left if item not in right] for left, right in ((one, other), (other, one)))
    if any(str(item).startswith("http") for item in (*gone, *new)):
        return f"-{len(gone)} +{len(new)}"
    return " ".join([*(f"-‘{item}’" for item in gone), *(f"+‘{item}’" for item in new)])


def _value(row: Row, name: str) -> Any:
    """A field of a row; of an entity in a role its label."""
    first, _, rest = name.partition(".")
    value = row.get(first)
    value = value.get(rest) if rest and value else value
    return value.get("label", value) if isinstance(value, dict) else value


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _joined(done: str, word: str, joined: tuple[Joined, ...]) -> Iterator[str]:
    if joined:
        yield f"{done}: {len(joined)}"
    for one in joined:
        parts = " and ".join(f"{part['label']} <{part['entity']}>" for part in one.parts)
        yield f"  {parts} {word} {one.whole['label']} <{one.whole['entity']}>"


def _claim(row: Row) -> str:
    quote = " ".join(row["evidence"]["text"].split())
    quote = quote if len(quote) <= QUOTE_LENGTH else f"{quote[: QUOTE_LENGTH - 1]}…"
    stance = "" if row["factuality"] == "asserted" else f"[{row['factuality']}] "
    return f"{stance}{wording(row)}  “{quote}”  [{row['article']}]"


TELLERS: dict[str, Callable[[Row], str]] = {
    "articles": lambda row: row["article"],
    "claims": _claim,
    "entities": lambda row: f"{row['label']} ({row['type']}) <{row['entity']}>",
    "events": lambda row: f"{row['label']} <{row['event']}>",
    "edges": lambda row: row["label"],
}
