"""How many independent sources tell an event, and which articles carry the same text."""

import random

import pytest
from told import article, told

from kg.facts import near_duplicates
from kg.facts.fusion import fuse_claims
from kg.facts.near_duplicates import same_text
from kg.facts.support import count_sources

PASTED = "French troops handed over the Gossi base to the Malian army on Tuesday after nine years of operations there."
GOSSI = "handed_over(French troops, Gossi base)"


@pytest.mark.parametrize(
    ("phenomenon", "lines", "sources"),
    [
        ("one article that tells it twice", [f"A: {GOSSI} asserted", f"A: {GOSSI} asserted"], 1),
        ("two articles in their own words", [f"A: {GOSSI} asserted", f"B: {GOSSI} asserted"], 2),
        (
            "two articles that quote one holder",
            [f"A: {GOSSI} asserted by French military", f"B: {GOSSI} asserted by French military"],
            1,
        ),
        (
            "two articles that quote two holders",
            [f"A: {GOSSI} asserted by French military", f"B: {GOSSI} asserted by Malian army"],
            2,
        ),
        (
            "one article tells it itself and quotes the holder whom another only quotes",
            [
                f"A: {GOSSI} asserted",
                f"A: {GOSSI} asserted by French military",
                f"B: {GOSSI} asserted by French military",
            ],
            1,
        ),
        (
            "two holders in one article are one source",
            [f"A: {GOSSI} asserted by French military", f"A: {GOSSI} asserted by Malian army"],
            1,
        ),
        (
            "quotations that overlap are one chain",
            [
                f"A: {GOSSI} asserted by French military",
                f"B: {GOSSI} asserted by French military",
                f"B: {GOSSI} asserted by Malian army",
                f"C: {GOSSI} asserted by Malian army",
            ],
            1,
        ),
        ("a pasted sentence", [f'A: {GOSSI} asserted "{PASTED}"', f'B: {GOSSI} asserted "{PASTED}"'], 1),
        (
            "a pasted sentence with a new beginning",
            [f'A: {GOSSI} asserted "{PASTED}"', f'B: {GOSSI} asserted "In Mali, {PASTED}"'],
            1,
        ),
        (
            "short sentences are alike by chance",
            [f'A: {GOSSI} asserted "They left Gossi base."', f'B: {GOSSI} asserted "They left Gossi base."'],
            2,
        ),
    ],
)  # fmt: skip
def test_sources_of_an_event(phenomenon: str, lines: list[str], sources: int) -> None:
    found = told(lines)
    (event,) = fuse_claims(found.claims, found.entities, found.articles)
    assert event.sources == sources, phenomenon


def test_copies_of_one_text_are_one_source() -> None:
    found = told([f"{name}: {GOSSI} asserted" for name in "ABC"])
    assert count_sources(found.claims, {"A": "A", "B": "A", "C": "C"}, {}) == 2


def test_articles_of_one_agency_are_one_source() -> None:
    found = told([f"{name}: {GOSSI} asserted" for name in "ABCD"])
    assert count_sources(found.claims, {}, {"A": "afp", "B": "afp", "C": "tass"}) == 3


def words(seed: int, number: int = 300) -> str:
    """Text that nobody else writes."""
    chosen = random.Random(seed)
    return " ".join(f"word{chosen.randrange(5000)}" for _ in range(number))


AGENCY = words(1)


@pytest.mark.parametrize(
    ("phenomenon", "one", "other", "same"),
    [
        ("the same text", AGENCY, AGENCY, True),
        ("case and punctuation", AGENCY, AGENCY.upper().replace(" ", ", "), True),
        ("a body pasted into a longer article", AGENCY, f"{words(2, 200)} {AGENCY} {words(3, 200)}", True),
        ("the first half of an agency's report", AGENCY, " ".join(AGENCY.split()[:160]), True),
        ("another report", AGENCY, words(4), False),
        ("one quotation in two reports", f"{AGENCY} {words(5, 40)}", f"{words(6)} {words(5, 40)}", False),
        ("nothing", AGENCY, "", False),
    ],
)
def test_articles_with_the_same_text(phenomenon: str, one: str, other: str, same: bool) -> None:
    found = same_text([article("A", one), article("B", other)])
    assert (found["A"] == found["B"]) is same, phenomenon


def test_a_report_in_many_papers_is_one_text() -> None:
    papers = [article(f"paper{number:03}", f"{AGENCY} {words(100 + number, 30)}") for number in range(100)]
    assert set(same_text(papers).values()) == {"paper000"}


def test_text_around_an_article_is_not_compared() -> None:
    from dataclasses import replace

    from kg.model import Block

    footer = words(9, 400)
    papers = []
    for name, seed in (("A", 10), ("B", 11)):
        body = words(seed)
        blocks = (Block("body", 0, len(body)), Block("policy", len(body) + 1, len(body) + 1 + len(footer)))
        papers.append(replace(article(name, f"{body}\n{footer}"), blocks=blocks))
    assert same_text(papers) == {"A": "A", "B": "B"}


def test_only_articles_with_shared_text_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    measure = near_duplicates.containment

    def counted(one: frozenset[int], other: frozenset[int]) -> float:
        compared.append(1)
        return measure(one, other)

    monkeypatch.setattr(near_duplicates, "containment", counted)
    same_text([article(f"A{seed}", words(seed, 120)) for seed in range(400)])
    assert len(compared) < 400, "of 79,800 pairs"


def test_unrelated_articles_change_nothing() -> None:
    pair = [article("A", AGENCY), article("B", f"{AGENCY} {words(2)}")]
    others = [article(f"Z{seed}", words(seed)) for seed in range(20, 40)]
    assert same_text(pair).items() <= same_text([*others, *pair]).items()
