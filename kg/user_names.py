"""A user's own list of names (`--names names.csv`), honoured above all that kg knows or guesses."""

import csv
import io
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError
from kg.gazetteer import Gazetteer, Known, normalise

COLUMNS = ("name", "aliases", "class", "identifier")
NEEDED = ("name", "class")
IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class UserName:
    """A row of the list: a name, other names, its class in the ontology, and an IRI of the thing elsewhere."""

    name: str
    aliases: tuple[str, ...]
    type: str
    same_as: tuple[str, ...] = ()


def read_user_names(path: Path) -> str:
    """The text of a list of names. Raises InputError for a file that cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the list of names cannot be read ({error}); give a CSV file in UTF-8") from error


def parse_user_names(text: str, source: str, classes: Container[str]) -> tuple[UserName, ...]:
    """The rows of a CSV text with the columns name, aliases (with | between), class and identifier.

    `source` is where the text is from, `classes` are those of the ontology. Raises InputError for a text that is no
    CSV, a missing column, an unknown class or an identifier that is neither an IRI nor a Wikidata id.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise InputError(f"{source}: the list of names cannot be read ({error}); give a CSV file in UTF-8") from error
    return tuple(_row(source, number, row, classes) for number, row in enumerate(rows, 2))


def _row(source: str, number: int, row: Mapping[str | None, str | None], classes: Container[str]) -> UserName:
    place = f"{source}, line {number}"
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    missing = [column for column in NEEDED if not cells[column]]
    if missing:
        raise InputError(f"{place}: no {' and no '.join(missing)}; the columns are {', '.join(COLUMNS)}")
    if cells["class"] not in classes:
        raise InputError(f"{place}: '{cells['class']}' is no class of the ontology, such as Person or ArmedGroup")
    aliases = tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip())
    return UserName(cells["name"], aliases, cells["class"], _same_as(place, cells["identifier"]))


def _same_as(place: str, identifier: str) -> tuple[str, ...]:
    if not identifier:
        return ()
    if WIKIDATA.fullmatch(identifier):
        return (f"http://www.wikidata.org/entity/{identifier}",)
    if IRI.fullmatch(identifier):
        return (identifier,)
    raise InputError(f"{place}: '{identifier}' is no identifier; give an IRI (https://…) or a Wikidata id (Q42)")


def with_user_names(gazetteer: Gazetteer, own: Sequence[UserName]) -> Gazetteer:
    """The gazetteer with a user's names in it.

    A name that is already known stays that thing, with its other names, under the user's name and class; an alias
    that means something else is taken from it. Where two rows claim one name, the first has it.
    """
    names = dict(gazetteer.names)
    claimed: dict[str, Known] = {}
    for row in own:
        known = _known(row, gazetteer.names.get(normalise(row.name)))
        for name in (row.name, *row.aliases):
            claimed.setdefault(normalise(name), known)
    renewed = {known.id: known for known in claimed.values()}
    names = {name: renewed.get(thing.id, thing) for name, thing in names.items()}
    return replace(gazetteer, names=names | claimed)


def _known(row: UserName, before: Known | None) -> Known:
    if before is None:
        return Known(f"own:{normalise(row.name)}", row.name, row.type, same_as=row.same_as, own=True)
    same_as = tuple(dict.fromkeys((*row.same_as, *before.same_as)))
    return replace(before, name=row.name, type=row.type, same_as=same_as, own=True)
