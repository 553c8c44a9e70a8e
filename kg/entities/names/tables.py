"""The tables of `ontology/names`: letters and sounds, given and family names, words in names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.gazetteer import read_rows
from kg.resources import resource_folder


@dataclass(frozen=True)
class Letters:
    """A group of letters and the sound it is compared as; `where` is `start`, `end`, `before` or empty."""

    letters: str
    sound: str
    where: str


@dataclass(frozen=True)
class GivenName:
    """The rows of given_names.tsv that list a form: as a name, and as a short form or its full name."""

    names: frozenset[int] = frozenset()
    shorts: frozenset[int] = frozenset()
    prefix: bool = False


@dataclass(frozen=True)
class BodyWord:
    """What a word of an organisation's name is, and the concept it stands for."""

    kind: str
    concept: str


@dataclass(frozen=True)
class NameTables:
    """Look-ups by folded word; `letters` by script and first letter, the longest group first.

    `standard` is the form by which a row of given_names.tsv is known.
    """

    letters: Mapping[str, Mapping[str, tuple[Letters, ...]]]
    costs: Mapping[tuple[str, str], float]
    dropping: Mapping[str, float]
    given: Mapping[str, GivenName]
    standard: Mapping[int, str]
    families: Mapping[str, frozenset[int]]
    person_words: Mapping[str, str]
    body_words: Mapping[str, BodyWord]
    longest_body_word: int


@cache
def read_name_tables(folder: Path | None = None) -> NameTables:
    """The tables in `folder` (default: those shipped)."""
    place = folder or resource_folder("ontology") / "names"
    costs, dropping = _costs(place)
    bodies = dict(_body_words(place))
    return NameTables(
        _letters(place),
        costs,
        dropping,
        _given_names(place),
        dict(enumerate(row["forms"].split("|")[0] for row in read_rows(place / "given_names.tsv"))),
        _families(place),
        {row["word"]: row["kind"] for row in read_rows(place / "person_words.tsv")},
        bodies,
        max(len(word.split()) for word in bodies),
    )


def _letters(place: Path) -> dict[str, dict[str, tuple[Letters, ...]]]:
    found: dict[str, dict[str, list[Letters]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(place / "letters.tsv"):
        found[row["script"]][row["letters"][0]].append(Letters(row["letters"], row["sound"], row["where"]))
    return {
        script: {first: tuple(sorted(group, key=_longest_first)) for first, group in firsts.items()}
        for script, firsts in found.items()
    }


def _longest_first(letters: Letters) -> tuple[int, bool]:
    return -len(letters.letters), not letters.where


def _costs(place: Path) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    pairs: dict[tuple[str, str], float] = {}
    dropping: dict[str, float] = {}
    for row in read_rows(place / "sounds.tsv"):
        if row["b"]:
            pairs[row["a"], row["b"]] = pairs[row["b"], row["a"]] = float(row["cost"])
        else:
            dropping[row["a"]] = float(row["cost"])
    return pairs, dropping


def _given_names(place: Path) -> dict[str, GivenName]:
    names: dict[str, set[int]] = defaultdict(set)
    shorts: dict[str, set[int]] = defaultdict(set)
    prefixes = set()
    for number, row in enumerate(read_rows(place / "given_names.tsv")):
        forms = row["forms"].split("|")
        for form in forms:
            (shorts if row["kind"] == "short" else names)[form].add(number)
        if row["kind"] == "prefix":
            prefixes.update(forms)
    return {
        form: GivenName(frozenset(names[form]), frozenset(shorts[form]), form in prefixes)
        for form in sorted({*names, *shorts})
    }


def _families(place: Path) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(read_rows(place / "family_names.tsv")):
        for form in (*row["own"].split("|"), *row["forms"].split("|")):
            found[form].add(number)
    return {form: frozenset(rows) for form, rows in found.items()}


def _body_words(place: Path) -> Iterator[tuple[str, BodyWord]]:
    seen: set[str] = set()
    for row in read_rows(place / "organisation_words.tsv"):
        word = BodyWord(row["kind"], row["concept"])
        for form in (row["concept"], *row["words"].split("|")):
            if form and form not in seen:
                seen.add(form)
                yield form, word
