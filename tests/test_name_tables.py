"""The tables of `ontology/names`: their form, and what would make two readings of one row."""

import re
from pathlib import Path

import pytest

from kg.entities.names.tables import read_name_tables
from kg.gazetteer import read_rows

FOLDER = Path(__file__).parents[1] / "ontology" / "names"
TABLES = sorted(path.stem for path in FOLDER.glob("*.tsv"))


def rows(name: str) -> list[dict[str, str]]:
    return list(read_rows(FOLDER / f"{name}.tsv"))


def test_all_tables_are_there() -> None:
    assert TABLES == ["family_names", "given_names", "letters", "organisation_words", "person_words", "sounds"]


@pytest.mark.parametrize("name", TABLES)
def test_header_says_where_the_data_is_from(name: str) -> None:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    comments = " ".join(line for line in lines if line.startswith("#"))
    assert all(word in comments for word in ("Source:", "Licence:", "Known weaknesses:"))


@pytest.mark.parametrize(
    ("table", "column", "kinds"),
    [
        ("given_names", "kind", "name short prefix alone"),
        ("organisation_words", "kind", "legal function decor body general part number state"),
        ("person_words", "kind", "article kinship particle compound suffix number honorific"),
        ("letters", "script", "latin arabic hebrew"),
    ],
)
def test_kinds_are_those_of_the_header(table: str, column: str, kinds: str) -> None:
    assert {row[column] for row in rows(table)} == set(kinds.split())


def test_costs_are_between_nothing_and_a_letter() -> None:
    assert all(0 <= float(row["cost"]) <= 1 for row in rows("sounds"))
    pairs = [frozenset((row["a"], row["b"])) for row in rows("sounds")]
    assert len(pairs) == len(set(pairs))


def test_sounds_of_letters_are_known_symbols() -> None:
    known = set("aeiou") | {symbol for row in rows("sounds") for symbol in (row["a"], row["b"])}
    assert {sound for row in rows("letters") for sound in row["sound"]} - known - set("rlmn") == set()


def test_latin_forms_are_lower_case_without_blanks() -> None:
    forms = [form for row in rows("given_names") for form in row["forms"].split("|")]
    assert [form for form in forms if re.search("[A-Z]", form) or not form] == []


def test_two_names_that_look_alike_are_told_apart() -> None:
    given = read_name_tables().given
    assert not given["hassan"].names & given["hussein"].names
    assert given["qasem"].names & given["qassem"].names
    assert given["bill"].shorts & given["william"].shorts
