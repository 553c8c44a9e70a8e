"""Dates as stretches of days, numbers as ranges, and the file that says when claims tell one event."""

from datetime import date
from pathlib import Path

import pytest
from told import told

from kg.errors import LexiconError
from kg.facts.occurrences import read_occurrence_rules
from kg.facts.periods import Period, days_between, overlap, period_of
from kg.facts.quantities import compatible, is_on_top, range_of
from kg.graph.vocabulary import read_vocabulary
from kg.model import Count
from kg.resources import resource_folder


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-05-03", date(2021, 5, 3), date(2021, 5, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-05-03/2021-06", date(2021, 5, 3), date(2021, 6, 30)),
        ("2021-05/..", date(2021, 5, 1), date.max),
        ("../2021", date.min, date(2021, 12, 31)),
    ],
)
def test_a_date_is_a_stretch_of_days(value: str, first: date, last: date) -> None:
    assert period_of(value) == Period(first, last)


@pytest.mark.parametrize("value", [None, "", "soon", "2021-13", "2021-02-30", "2022/2021", "1-2-3-4", "--05-03"])
def test_what_is_no_date_is_none(value: str | None) -> None:
    assert period_of(value) is None


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [("2021-05-03", "2021-05", 0), ("2021-05-03", "2021-05-05", 2), ("2022", "2021-12-31", 1)],
)
def test_days_between_two_dates(one: str, other: str, days: int) -> None:
    first, second = period_of(one), period_of(other)
    assert first is not None and second is not None
    assert days_between(first, second) == days_between(second, first) == days
    assert overlap(first, second) is (days == 0)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Count("about 5,000", 5000, 5000, True), Count("over 5,000", 5000, None), True),
        (Count("about 5,000", 5000, 5000, True), Count("some 5,200", 5200, 5200, True), True),
        (Count("5,000", 5000, 5000), Count("5,200", 5200, 5200), True),
        (Count("3,000", 3000, 3000), Count("4,000", 4000, 4000), False),
        (Count("12", 12, 12), Count("13", 13, 13), False),
        (Count("at least 12", 12, None), Count("9", 9, 9), False),
        (Count("up to 300", None, 300), Count("250", 250, 250), True),
        (Count("up to 300", None, 300), Count("more than 400", 400, None), False),
        (Count("hundreds", 200, None, True), Count("350", 350, 350), True),
    ],
    ids=lambda value: value.text if isinstance(value, Count) else str(value),
)
def test_whether_two_numbers_can_be_one(one: Count, other: Count, both: bool) -> None:
    assert compatible(range_of(one), range_of(other)) is compatible(range_of(other), range_of(one)) is both


@pytest.mark.parametrize(
    ("count", "sentence", "on_top"),
    [
        ("a further 500", "Kenya has 4,000 troops there and its allies a further 500.", True),
        ("500", "Kenya has 4,000 troops there, and the others 500 more.", True),
        ("another 500", "Another 500 were sent.", True),
        ("4,000", "Kenya has 4,000 troops there.", False),
        ("500", "Of 4,000 troops 500 have more than one passport.", False),
    ],
)
def test_what_comes_on_top_is_no_total(count: str, sentence: str, on_top: bool) -> None:
    line = f'A: stationed_in(Kenyan troops, Somalia; count={count}) asserted "{sentence}"'
    (claim,) = told([line]).claims
    number = claim.qualifiers["count"]
    assert isinstance(number, Count)
    assert is_on_top(claim, number) is on_top


def test_every_relation_says_what_makes_its_events_one() -> None:
    assert read_occurrence_rules().relations.keys() == read_vocabulary().relations.keys()


def test_what_lasts_is_static_in_the_ontology() -> None:
    lasting = {name for name, rule in read_occurrence_rules().relations.items() if rule.lasts}
    static = {name for name, relation in read_vocabulary().relations.items() if relation.static}
    assert lasting == static | {"fights"}, "a war is told as an event and goes on like a situation"


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("[relations]", "[relations]\nenvied = { anchors = ['subject'] }", "'envied' is no relation"),
        ("recurs = true, disputed = true", "recurring = true", "unknown key 'recurring'"),
        ('sites = ["MilitaryBase"', 'sites = ["Castle"', "unknown class 'Castle'"),
        ("window = 7", "window =", "cannot be read as TOML"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, old: str, new: str, told_of: str) -> None:
    ontology = resource_folder("ontology")
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "kg.ttl").write_bytes((ontology / "kg.ttl").read_bytes())
    text = (ontology / "lexicon" / "occurrences.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "lexicon" / "occurrences.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=told_of):
        read_occurrence_rules(tmp_path)
