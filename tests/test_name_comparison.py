"""Names compared in pairs: tables of variants and namesakes as floors, single phenomena with reasons, properties."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import kg
from kg import cli
from kg.entities.names.comparison import DIFFERENT, SAME, Decision, NameKind, compare_names
from kg.entities.names.organisations import parse_organisation
from kg.entities.names.persons import parse_person
from kg.errors import UsageError
from kg.gazetteer import read_rows

PAIRS = Path(__file__).parent / "names"
PERSON, ORGANISATION = NameKind.PERSON, NameKind.ORGANISATION
# Lowest precision and recall of the decision "same" on the tables; what is there now is in each row's last column.
FLOORS = {"persons": (PERSON, 0.96, 0.93), "organisations": (ORGANISATION, 0.98, 0.9)}


@pytest.mark.parametrize("table", FLOORS)
def test_variants_are_found_and_namesakes_kept_apart(table: str) -> None:
    kind, least_precision, least_recall = FLOORS[table]
    rows = list(read_rows(PAIRS / f"{table}.tsv"))
    same = [compare_names(row["a"], row["b"], kind).decision is Decision.SAME for row in rows]
    right = sum(found for found, row in zip(same, rows, strict=True) if row["same"] == "1")
    assert right / sum(same) >= least_precision
    assert right / sum(row["same"] == "1" for row in rows) >= least_recall


PERSONS = [
    # phenomenon, name, name, decision, words of a reason
    ("romanisations of a family name", "Tahsin al-Khafaji", "Tahseen Khafaji", Decision.SAME, "listed forms"),
    ("given names of brothers", "Qusay Hussein", "Uday Hussein", Decision.DIFFERENT, "are different"),
    ("near given names, both listed", "Hassan Rouhani", "Hossein Rouhani", Decision.DIFFERENT, "hassan and hossein"),
    ("rank and initial", "Gen. David H. Petraeus", "David Petraeus", Decision.SAME, "initial h left out"),
    ("initials that differ", "J. R. Jones", "J. T. Jones", Decision.DIFFERENT, "differ"),
    ("family name alone", "Khafaji", "Tahsin al-Khafaji", Decision.UNSURE, "only one name"),
    ("family name first", "Orbán Viktor", "Viktor Orban", Decision.SAME, "family name first"),
    ("father and son swapped", "Ahmed Mohammed", "Mohammed Ahmed", Decision.DIFFERENT, "another order"),
    ("younger", "Martin Kuol", "Martin Kuol Jr.", Decision.UNSURE, "younger"),
    ("servant-of names", "Abdul Rahman Saleh", "Abdul Rahim Saleh", Decision.DIFFERENT, "differ"),
    ("script without vowels", "Hassan Nasrallah", "حسن نصر الله", Decision.SAME, "nasrallah"),
    ("nickname", "Bill Richardson", "William Richardson", Decision.SAME, "short form"),
]
ORGANISATIONS = [
    ("state and spelling", "Ministry of Defence (Kenya)", "Kenyan Defense Ministry", Decision.SAME, "same state KE"),
    ("two states", "Kenyan Defence Ministry", "Ugandan Defence Ministry", Decision.DIFFERENT, "states KE and UG"),
    ("two ordinals", "1st Battalion", "2nd Battalion", Decision.DIFFERENT, "numbers 1 and 2"),
    ("acronym", "Zintan Military Council", "ZMC", Decision.SAME, "initials"),
    ("legal form", "Norvik Shipping LLC", "Norvik Shipping", Decision.SAME, "same kind"),
    ("another kind of body", "Rahma Foundation", "Rahma Bank", Decision.DIFFERENT, "different kinds"),
    ("branch", "Atlas Holdings", "Atlas Energy", Decision.DIFFERENT, "energy on one side"),
    ("known names", "Daesh", "ISIL", Decision.SAME, "known names of Islamic State"),
    ("known as two", "Hezbollah", "Kataib Hezbollah", Decision.DIFFERENT, "known as"),
    ("translation", "Министерство обороны Украины", "Ukrainian Ministry of Defence", Decision.SAME, "ministry"),
]


@pytest.mark.parametrize(
    ("kind", "a", "b", "decision", "reason"),
    [
        pytest.param(kind, *row[1:], id=row[0])
        for kind, table in ((PERSON, PERSONS), (ORGANISATION, ORGANISATIONS))
        for row in table
    ],
)
def test_decision_and_reason(kind: NameKind, a: str, b: str, decision: Decision, reason: str) -> None:
    found = compare_names(a, b, kind)
    assert found.decision is decision, found
    assert reason in "; ".join(found.reasons)


PARTS = [
    ("titles", "Maj. Gen. Tahsin al-Khafaji", ["tahsin", "khafaji"]),
    ("name that is also a title", "Amir Ali Hajizadeh", ["amir", "ali", "hajizadeh"]),
    ("comma", "Mladić, Ratko", ["ratko", "mladic"]),
    ("kinship and house", "Tamim bin Hamad Al Thani", ["tamim", "hamad", "thani"]),
    ("servant-of, apart and together", "Abd al-Rahman Aref", ["abdrahman", "aref"]),
    ("servant-of, assimilated article", "Abdurrahman Aref", ["abdrahman", "aref"]),
    ("kunya", "Abou Bakr al-Baghdadi", ["abubakr", "baghdadi"]),
    ("dotted initials", "J.D. Vance", ["j", "d", "vance"]),
    ("Hangul", "김정은", ["gim", "jeong", "eun"]),
    ("particle at the start is a family name", "Le Duc Tho", ["le", "duc", "tho"]),
    ("nickname in quotes", "Ramón “Moncho” Reyes", ["ramon", "reyes"]),
]


@pytest.mark.parametrize(("text", "words"), [pytest.param(*row[1:], id=row[0]) for row in PARTS])
def test_parts_of_a_persons_name(text: str, words: list[str]) -> None:
    assert [word.text for word in parse_person(text).words] == words


def test_parts_of_an_organisations_name() -> None:
    name = parse_organisation("3rd Battalion of the Ruritanian Guards Regiment (RGR)")
    assert [(part.kind, part.concept) for part in name.parts] == [
        ("number", "3"), ("body", "battalion"), ("own", "ruritanian"), ("body", "guard"), ("body", "regiment"),
    ]  # fmt: skip
    assert name.acronym == "rgr"


NAMES = [
    "Abu Mahdi al-Muhandis",
    "Владимир Путин",
    "Kim Jong Un",
    "김정은",
    "محمد بن سلمان",
    "J. Smith",
    "Omar",
    "Wagner",
]


@pytest.mark.parametrize(("a", "b"), list(product(NAMES, NAMES)))
@pytest.mark.parametrize("kind", NameKind)
def test_order_of_the_two_names_does_not_matter(a: str, b: str, kind: NameKind) -> None:
    there, back = compare_names(a, b, kind), compare_names(b, a, kind)
    assert (there.score, there.reasons) == (back.score, back.reasons)
    assert a != b or there.score == 1.0


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_compared(a: str, b: str) -> None:
    for kind in NameKind:
        found = compare_names(a, b, kind)
        assert 0.0 <= found.score <= 1.0
        assert (found.decision is Decision.SAME) == (found.score >= SAME)
        assert (found.decision is Decision.DIFFERENT) == (found.score < DIFFERENT)


@pytest.mark.parametrize("kind", ["person", "Person", "ORGANISATION", "organization", "ArmedGroup"])
def test_kinds_and_classes_of_the_ontology(kind: str) -> None:
    assert kg.compare_names("Hezbollah", "Hizbullah", kind).decision == "same"


@pytest.mark.parametrize(
    ("a", "kind", "told"), [("Omar", "City", "'City'"), ("Omar", "star", "'star'"), ("…", "person", "'…'")]
)
def test_what_cannot_be_compared_is_told(a: str, kind: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        kg.compare_names(a, "Omar", kind)


def test_the_command_tells_decision_score_and_reasons() -> None:
    done = CliRunner().invoke(cli.app, ["names", "Qasem Soleimani", "Qassem Suleimani"])
    assert done.output.splitlines()[0].startswith("same 0.9")
    assert "soleimani/suleimani" in done.output
    asked = CliRunner().invoke(cli.app, ["names", "Wagner", "Wagner Group", "--kind", "organisation", "-f", "json"])
    assert json.loads(asked.output)["decision"] == "same"
