"""The rows of an export as flat tables (CSV): one line a claim, entity, event or mention.

Names of columns are those of the JSON Lines, with `_` between levels: `subject`, `subject_label`, `count_min`. The
offsets of the words in each role are in the JSON Lines only.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import IO, Any

Row = Mapping[str, Any]
Cells = dict[str, object]

BETWEEN = " | "  # stands between the values of a cell that holds several
ENTITY_FIELDS = ("", "_label", "_type", "_text")
ENTITY_ROLES = ("subject", "object", "attributed_to", "recipient", "destination", "place", "addressee")
WORD_ROLES = ("weapon", "means", "ordinal", "topic", "position", "role", "distance", "direction", "medium")

CLAIM_COLUMNS = (
    "id", "article", "relation", "factuality",
    *(role + field for role in ENTITY_ROLES for field in ENTITY_FIELDS),
    "date", "date_text", "count_min", "count_max", "count_approximate", "count_text", *WORD_ROLES,
    "evidence_text", "evidence_start", "evidence_end", "event", "confidence", "rule",
)  # fmt: skip
ENTITY_COLUMNS = ("entity", "label", "type", "named", "names", "latitude", "longitude", "same_as", "replaces")
EVENT_COLUMNS = ("event", "relation", "date", "source_count", "claim_count", "claims")
MENTION_COLUMNS = ("article", "start", "end", "text", "kind", "entity", "type")


def flat_claim(row: Row) -> Cells:
    """A claim as cells. A role of `ENTITY_ROLES` that only words fill has a `_text` and no address."""
    cells: Cells = {name: row.get(name) for name in ("id", "article", "relation", "factuality", "event")}
    cells |= {"confidence": row.get("confidence"), "rule": row.get("rule")}
    parts = {name: row[name] for name in ("subject", "object", "attributed_to") if name in row}
    for role, value in {**parts, **row.get("qualifiers", {})}.items():
        cells |= _role(role, value)
    return cells | {f"evidence_{name}": value for name, value in row["evidence"].items()}


def flat_entity(row: Row) -> Cells:
    """An entity as cells; the reasons of its names are in the JSON Lines only."""
    lists = {name: BETWEEN.join(row.get(name, ())) for name in ("names", "same_as", "replaces")}
    return {**row, **lists}


def flat_event(row: Row) -> Cells:
    """An event as cells, with the number and the addresses of its claims."""
    return {**row, "claim_count": len(row["claims"]), "claims": BETWEEN.join(row["claims"])}


TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Row], Cells]]] = MappingProxyType(
    {
        "claims": (CLAIM_COLUMNS, flat_claim),
        "entities": (ENTITY_COLUMNS, flat_entity),
        "events": (EVENT_COLUMNS, flat_event),
        "mentions": (MENTION_COLUMNS, dict),
    }
)


def write_csv(what: str, rows: Iterable[Row], output: IO[bytes]) -> None:
    """Write rows of `what` (a key of `TABLES`) as CSV (RFC 4180) in UTF-8, with a header.

    The columns are the same for every graph, but for roles that an ontology of the user's own adds: they come last.
    """
    columns, flatten = TABLES[what]
    flat = [flatten(row) for row in rows]
    known = columns if what != "claims" else (*columns, *_further(flat, columns))
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(known)
    writer.writerows([_cell(cells.get(name)) for name in known] for cells in flat)
    text.detach()  # the stream stays open: it is the caller's


def _role(role: str, value: Row) -> Cells:
    if role in WORD_ROLES:
        return {role: value["text"]}
    if role == "date":
        return {"date": value.get("value"), "date_text": value["text"]}
    if "entity" in value:
        return {role: value["entity"]} | {f"{role}_{name}": value.get(name) for name in ("label", "type", "text")}
    return {f"{role}_{name}": found for name, found in value.items()}


def _further(flat: Iterable[Cells], columns: tuple[str, ...]) -> list[str]:
    return sorted({name for cells in flat for name in cells} - set(columns))


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
