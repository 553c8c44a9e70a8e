"""Claims to score and claims to score against, read from JSON Lines of either form.

The gold form has one filler a role with its accepted wordings beside it:

    {"doc": "…", "relation": "attacked", "roles": {"agent": "…", "object": "…"}, "alternatives": {"agent": ["…", null]},
     "also_relation": [], "factuality": "alleged", "factuality_ok": ["alleged"], "attributed_to": null,
     "attributed_ok": [null], "difficulty": "easy", "optional": false, "evidence": "…"}

where null among the alternatives lets a role be empty. The other form is what `kg export` writes, so that an export
corrected by hand is gold as well.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Factuality

Row = Mapping[str, Any]

STANCES = tuple(stance.value for stance in Factuality)
ROLE_NAMES = {"agent": "subject"}  # what the gold form calls otherwise


@dataclass(frozen=True, slots=True)
class Filler:
    """What may stand in a role: any of `names`, the preferred one first, or nothing where it may be empty."""

    names: tuple[str, ...] = ()
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as scoring sees it, gold or answer; `place` is its file and line.

    `relations` and `stances` hold what is accepted, the claim's own one first.
    """

    place: str
    article: str
    relations: tuple[str, ...]
    roles: Mapping[str, Filler] = field(default_factory=dict)
    stances: tuple[str, ...] = (Factuality.ASSERTED.value,)
    holder: Filler = Filler()
    difficulty: str = ""
    optional: bool = False
    quote: str = ""
    rule: str = ""
    clause: str = ""

    @property
    def relation(self) -> str:
        """The relation it is counted under."""
        return self.relations[0]

    @property
    def stance(self) -> str:
        """The stance that is its own."""
        return self.stances[0]

    def filler(self, role: str) -> Filler:
        """What stands in a role; nothing in one it does not have."""
        return self.roles.get(role, Filler())


def read_statements(path: Path, known: Collection[str] = ()) -> tuple[Statement, ...]:
    """The claims of a file; see `parse_statements`. Raises InputError also when it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return parse_statements(lines, str(path), known)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}); give claims as JSON Lines in UTF-8") from error


def parse_statements(lines: Iterable[str], name: str, known: Collection[str] = ()) -> tuple[Statement, ...]:
    """The claims of lines, blank ones aside; `name` is what messages call their file.

    Raises InputError, with the number of the line, for what is no claim of either form, and for a relation that is
    not among the `known` ones where these are given.
    """
    statements = [_statement(line, f"{name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    for statement in statements:
        for relation in statement.relations:
            if known and relation not in known:
                raise InputError(f"{statement.place}: there is no relation '{relation}' in the ontology")
    return tuple(statements)


def _statement(line: str, place: str) -> Statement:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{place}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise InputError(f"{place}: a claim is a JSON object, this is {_shown(row)}")
    if "roles" not in row and "article" not in row:
        raise InputError(f"{place}: no claim; it needs 'doc' and 'roles' (gold form) or 'article' (form of kg export)")
    return _from_gold(row, place) if "roles" in row else _from_export(row, place)


def _from_gold(row: Row, place: str) -> Statement:
    roles, others = _mapping(row, "roles", place), _mapping(row, "alternatives", place)
    return Statement(
        place=place,
        article=_text(row, "doc", place, needed=True),
        relations=tuple(
            dict.fromkeys((_text(row, "relation", place, needed=True), *_texts(row, "also_relation", place)))
        ),
        roles={ROLE_NAMES.get(role, role): _accepted(roles, others, role, place) for role in {**roles, **others}},
        stances=_stances(row, place),
        holder=_accepted(row, {"attributed_to": row.get("attributed_ok")}, "attributed_to", place),
        difficulty=_text(row, "difficulty", place),
        optional=row.get("optional") is True,
        quote=_text(row, "evidence", place),
    )


def _from_export(row: Row, place: str) -> Statement:
    parts = {role: row[role] for role in ("subject", "object") if row.get(role)} | _mapping(row, "qualifiers", place)
    evidence = _mapping(row, "evidence", place)
    return Statement(
        place=place,
        article=_text(row, "article", place, needed=True),
        relations=(_text(row, "relation", place, needed=True),),
        roles={role: Filler(tuple(_wordings(part, role, place))) for role, part in parts.items() if part},
        stances=_stances(row, place),
        holder=Filler(
            tuple(_wordings(row["attributed_to"], "attributed_to", place)) if row.get("attributed_to") else ()
        ),
        quote=_text(evidence, "text", place),
        rule=_text(row, "rule", place),
        clause=_text(row, "clause", place),
    )


def _accepted(values: Row, others: Row, role: str, place: str) -> Filler:
    """The filler of a role with its alternatives, null among which means that it may be empty."""
    own, listed = values.get(role), others.get(role) or []
    if not isinstance(listed, list):
        raise InputError(f"{place}: the alternatives of '{role}' are a list, this is {_shown(listed)}")
    for name in (own, *listed):
        if name is not None and not isinstance(name, str):
            raise InputError(f"{place}: '{role}' is filled by a string or null, this is {_shown(name)}")
    names = dict.fromkeys(name for name in (own, *listed) if name)
    return Filler(tuple(names), None in listed)


def _wordings(part: object, role: str, place: str) -> Iterator[str]:
    """The label or value of an exported part; its words in the article too where they hold a name (*it* is none)."""
    if not isinstance(part, dict):
        raise InputError(f"{place}: '{role}' is an object with 'label', 'text' or 'value', this is {_shown(part)}")
    words = {key: _text(part, key, place) for key in ("label", "value", "text")}
    if not any(words.values()):
        raise InputError(f"{place}: '{role}' has neither 'label' nor 'text' nor 'value'")
    if words["label"] and words["text"][1:].islower():
        del words["text"]
    yield from dict.fromkeys(word for word in words.values() if word)


def _stances(row: Row, place: str) -> tuple[str, ...]:
    own = _text(row, "factuality", place) or Factuality.ASSERTED.value
    stances = tuple(dict.fromkeys((own, *_texts(row, "factuality_ok", place))))
    for stance in stances:
        if stance not in STANCES:
            raise InputError(f"{place}: there is no factuality '{stance}'; it is one of {', '.join(STANCES)}")
    return stances


def _mapping(row: Row, key: str, place: str) -> dict[str, Any]:
    value = row.get(key) or {}
    if not isinstance(value, dict):
        raise InputError(f"{place}: '{key}' is an object, this is {_shown(value)}")
    return value


def _texts(row: Row, key: str, place: str) -> tuple[str, ...]:
    value = row.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(f"{place}: '{key}' is a list of strings, this is {_shown(value)}")
    return tuple(value)


def _text(row: Row, key: str, place: str, *, needed: bool = False) -> str:
    value = row.get(key)
    if needed and not value:
        raise InputError(f"{place}: '{key}' is missing")
    if value is not None and not isinstance(value, str):
        raise InputError(f"{place}: '{key}' is a string, this is {_shown(value)}")
    return value or ""


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:39] + "…"
