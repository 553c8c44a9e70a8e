"""Which claims tell one event: tables of lines and the groups they fall into, and what never changes the groups."""

import random
from typing import Any

import pytest
from told import Told, told

from kg.facts import agreement
from kg.facts.descriptions import is_named
from kg.facts.fusion import fuse_claims
from kg.model import Article, Claim, Entity, Event

SITE = "X: part_of(Gossi hangar, Gossi base) asserted"
ARMY = "X: part_of(Russian army, Russia) asserted"

ONE_EVENT = [
    (
        "giver, receiver and day are left out by some",
        [
            "A: handed_over(French troops, Gossi base; recipient=Malian army; date=2022-04-19) asserted",
            "B: handed_over(_, Gossi base; recipient=Malian army) asserted",
            "C: handed_over(French troops, Gossi base) asserted by French military",
        ],
    ),
    (
        "a part of a base is handed over on the day of the base",
        [
            "A: handed_over(French troops, Gossi base; date=2022-04-19) asserted",
            "B: handed_over(French troops, Gossi hangar; date=2022-04-19) asserted",
        ],
    ),
    (
        "a month and a day in it",
        [
            "A: withdrew_from(Kenyan troops, Baidoa camp; date=2023-06-02) asserted",
            "B: withdrew_from(Kenyan troops, Baidoa camp; date=2023-06) asserted",
        ],
    ),
    (
        "one base, two receivers: a disagreement",
        [
            "A: handed_over(French troops, Gossi base; recipient=Malian army) asserted",
            "B: handed_over(French troops, Gossi base; recipient=Wagner) asserted",
        ],
    ),
    (
        "an undated attack in the week before publication",
        [
            "A: attacked(JNIM, Gossi base; date=2022-04-19) asserted",
            "B 2022-04-21: attacked(JNIM, Gossi base) asserted",
        ],
    ),
    (
        "an attack told long after, with its actor, when only one is known",
        [
            "A: attacked(JNIM, Gossi base; date=2022-04-19) asserted",
            "B 2023-01-05: attacked(JNIM, Gossi base; weapon=rockets) asserted",
        ],
    ),
    (
        "target in one, place in the other",
        [
            "A: attacked(Russia, Kramatorsk station; date=2022-04-08) asserted",
            "B: attacked(Russia, _; place=Kramatorsk station; date=2022-04-08) asserted",
        ],
    ),
    (
        "each side names the other for the attack of a day",
        [
            "A: attacked(Russian army, Kramatorsk station; date=2022-04-08) asserted by Ukraine",
            "B: attacked(Ukrainian army, Kramatorsk station; date=2022-04-08) asserted by Russia",
        ],
    ),
    (
        "a state and its army on one day",
        [
            "A: attacked(Russia, Kramatorsk station; date=2022-04-08) asserted",
            "B: attacked(Russian army, Kramatorsk station; date=2022-04-08) asserted",
        ],
    ),
    (
        "gunmen, and who they were",
        [
            "A: attacked(gunmen, Baidoa camp; date=2023-06-02) asserted",
            "B: attacked(Red Front, Baidoa camp; date=2023-06-02) asserted",
        ],
    ),
    (
        "two attackers joined by and",
        [
            'A: attacked(Red Front, Baidoa camp; date=2023-06-02) asserted "Red Front and White Guard attacked it."',
            'A: attacked(White Guard, Baidoa camp; date=2023-06-02) asserted "Red Front and White Guard attacked it."',
        ],
    ),
    (
        "a person is killed once, whenever it is told",
        [
            "A 2022-05-01: killed(French troops, Colonel Diallo; date=2022-04-19) asserted",
            "B 2023-08-01: killed(France, Colonel Diallo; weapon=drone) asserted",
            "C: killed(_, Colonel Diallo; place=Goma) asserted",
        ],
    ),
    (
        "people without a name, in one city on one day",
        [
            "A: killed(_, 12 people; place=Goma; date=2024-05-03; count=12) asserted",
            "B: killed(_, at least nine people; place=Goma; date=2024-05-03; count=at least 9) asserted",
        ],
    ),
    (
        "asserted and denied",
        [
            "A: attacked(Red Front, Baidoa camp) asserted by African Union",
            "B: attacked(Red Front, Baidoa camp) denied by Red Front",
        ],
    ),
    (
        "a denial by one of two rival actors",
        [
            "A: attacked(Russian army, Kramatorsk station; date=2022-04-08) asserted by Ukraine",
            "B: attacked(Ukrainian army, Kramatorsk station; date=2022-04-08) asserted by Russia",
            "B: attacked(Russian army, Kramatorsk station) denied by Russia",
        ],
    ),
    (
        "a plan and its execution, told for the same day",
        [
            "A: met(Jane Doe, John Roe; date=2023-06-02) planned",
            "B: met(John Roe, Jane Doe; date=2023-06-02) asserted",
        ],
    ),
    (
        "who met whom has no order",
        ["A: met(Jane Doe, John Roe) asserted", "B: met(John Roe, Jane Doe) asserted"],
    ),
    (
        "a rank and its abbreviation",
        [
            "A: holds_position(John Roe, Land Forces; position=Major General) asserted",
            "B: holds_position(John Roe, Land Forces; position=Maj. Gen.) asserted",
            "C: holds_position(John Roe, _; position=major general) asserted",
        ],
    ),
    (
        "one announcement in two papers",
        [
            "A: announced(Jane Doe, _; topic=the departure of the troops from Mali) asserted",
            "B: announced(Jane Doe, _; topic=that the troops' departure from Mali will be in May) asserted",
        ],
    ),
    (
        "who fights whom, without a day",
        ["A: fights(Malian army, JNIM) asserted", "B: fights(JNIM, Malian army) asserted"],
    ),
    (
        "a situation told years apart is one",
        [
            "A 2010-01-01: located_in(Gossi base, Mali) asserted",
            "B 2022-01-01: located_in(Gossi base, Mali) asserted",
        ],
    ),
]

SEVERAL_EVENTS = [
    (
        "two days",
        [
            "A: attacked(JNIM, Gossi base; date=2022-04-19) asserted",
            "B: attacked(JNIM, Gossi base; date=2022-04-23) asserted",
        ],
    ),
    (
        "a month that holds two days decides for neither",
        [
            "A: attacked(JNIM, Gossi base; date=2022-04-19) asserted",
            "B: attacked(JNIM, Gossi base; date=2022-04-23) asserted",
            "C: attacked(JNIM, Gossi base; date=2022-04) asserted",
        ],
    ),
    (
        "regular attacks by nobody named are not the one of a day",
        ["A: attacked(JNIM, Gossi base; date=2022-04-19) asserted", "B: attacked(_, Gossi base) asserted"],
    ),
    (
        "told as news months apart",
        [
            "A 2022-04-19: attacked(JNIM, Gossi base) asserted",
            "B 2022-09-19: attacked(JNIM, Gossi base) asserted",
        ],
    ),
    (
        "an author who reports two attackers on one day reports two attacks",
        [
            "A: attacked(Red Front, Baidoa camp; date=2023-06-02) asserted",
            "A: attacked(White Guard, Baidoa camp; date=2023-06-02) asserted",
        ],
    ),
    (
        "a whole state is left more than once",
        [
            "A: withdrew_from(Ethiopian troops, Somalia; date=2009-01) asserted",
            "B 2024-03-01: withdrew_from(Ethiopian troops, Somalia) asserted",
        ],
    ),
    (
        "a plan and a deed of another day",
        [
            "A: withdrew_from(Kenyan troops, Baidoa camp; date=2023-06-02) asserted",
            "B: withdrew_from(Kenyan troops, Baidoa camp) planned by Kenya",
        ],
    ),
    (
        "a plan and a wish",
        [
            "A: withdrew_from(Kenyan troops, Somalia) planned by Kenya",
            "B: withdrew_from(Kenyan troops, Somalia) hypothetical by Somalia",
        ],
    ),
    (
        "two forces leave one base",
        [
            "A: withdrew_from(Kenyan troops, Baidoa camp) asserted",
            "B: withdrew_from(Ethiopian troops, Baidoa camp) asserted",
        ],
    ),
    (
        "soldiers and people are not the same victims",
        [
            "A: killed(_, 12 people; place=Goma; date=2024-05-03) asserted",
            "B: killed(_, three soldiers; place=Goma; date=2024-05-03) asserted",
        ],
    ),
    (
        "forces are attacked wherever they are",
        [
            "A: attacked(JNIM, Malian army) asserted",
            "B: attacked(JNIM, Malian army; weapon=rockets) asserted",
        ],
    ),
    (
        "two soldiers here and two soldiers there",
        ["A: killed(JNIM, two soldiers) asserted", "B: killed(JNIM, two soldiers) asserted"],
    ),
    (
        "one article tells of two groups of people",
        [
            "A: killed(_, 12 people; place=Goma; date=2024-05-03) asserted",
            "A: killed(_, 3 people; place=Goma; date=2024-05-03) asserted",
            "B: killed(_, 15 people; place=Goma; date=2024-05-03) asserted",
        ],
    ),
    (
        "people of two cities",
        [
            "A: killed(_, 12 people; place=Goma; date=2024-05-03) asserted",
            "B: killed(_, 12 people; place=Beni; date=2024-05-03) asserted",
        ],
    ),
    (
        "two posts of one person",
        [
            "A: holds_position(John Roe, Land Forces; position=commander) asserted",
            "B: holds_position(John Roe, Land Forces; position=spokesman) asserted",
        ],
    ),
    (
        "two statements of one speaker",
        [
            "A: said(Jane Doe, _; topic=that the base was attacked) asserted",
            "B: said(Jane Doe, _; topic=that elections would be held in June) asserted",
        ],
    ),
    (
        "the troops of 2014 and those of today",
        [
            "A 2020-08-23: stationed_in(French troops, Mali; date=2014; count=about 5,000) asserted",
            "B 2020-08-23: stationed_in(French troops, Mali; count=about 5,000) asserted",
        ],
    ),
    (
        "the other way round is another hand-over",
        ["A: accused(Mali, France) asserted", "B: accused(France, Mali) asserted"],
    ),
    (
        "no anchor, no comparison",
        ["A: handed_over(French troops, _) asserted", "B: handed_over(French troops, _) asserted"],
    ),
]


def events_of(found: Told) -> tuple[Event, ...]:
    """The events of a table, those of its background lines left out."""
    return tuple(
        event for event in fuse_claims(found.claims, found.entities, found.articles) if event.kind != "part_of"
    )


@pytest.mark.parametrize(("phenomenon", "lines"), ONE_EVENT, ids=[row[0] for row in ONE_EVENT])
def test_claims_tell_one_event(phenomenon: str, lines: list[str]) -> None:
    (event,) = events_of(told([*lines, SITE, ARMY]))
    assert event.claims == tuple(str(number) for number in range(1, len(lines) + 1)), phenomenon


@pytest.mark.parametrize(("phenomenon", "lines"), SEVERAL_EVENTS, ids=[row[0] for row in SEVERAL_EVENTS])
def test_claims_tell_an_event_each(phenomenon: str, lines: list[str]) -> None:
    assert len(events_of(told([*lines, SITE, ARMY]))) == len(lines), phenomenon


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("the alliance", True),
        ("82nd Airborne Division", True),
        ("Three Gorges", True),
        ("two Kenyan soldiers", False),
        ("About 7,000 Kenyan troops", False),
        ("12 people", False),
        ("Several bases", False),
    ],
)
def test_a_counted_description_is_no_name(label: str, named: bool) -> None:
    assert is_named(Entity("e", "MilitaryForce", label, True)) is named


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2022-04", "2022-04-19"], "2022-04-19"),
        (["2022-04-19", "2022-04-20", "2022-04-20"], "2022-04-20"),
        (["2022", "2022-04"], "2022-04"),
        ([], None),
    ],
    ids=["the most precise", "the one that most articles tell", "a month rather than a year", "none"],
)
def test_an_event_has_the_best_date_told(dates: list[str], expected: str | None) -> None:
    lines = [f"A{n}: killed(_, Colonel Diallo; date={day}) asserted" for n, day in enumerate(dates)]
    (event,) = fuse_claims(*_parts(told(lines or ["A: killed(_, Colonel Diallo) asserted"])))
    assert event.date == expected


def test_every_claim_is_in_one_event() -> None:
    found = everything()
    events = fuse_claims(*_parts(found))
    assert sorted(claim for event in events for claim in event.claims) == sorted(claim.id for claim in found.claims)


@pytest.mark.parametrize("seed", range(20))
def test_no_order_matters(seed: int) -> None:
    found = everything()
    expected = fuse_claims(*_parts(found))
    parts = [list(part) for part in _parts(found)]
    for part in parts:
        random.Random(seed).shuffle(part)
    assert fuse_claims(*parts) == expected


@pytest.mark.parametrize("row", [*ONE_EVENT, *SEVERAL_EVENTS], ids=lambda row: row[0])
def test_an_unrelated_article_changes_nothing(row: tuple[str, list[str]]) -> None:
    alone = fuse_claims(*_parts(told(row[1])))
    other = [
        "Z 2022-04-20: attacked(White Guard, Bunia; date=2022-04-19) asserted",
        "Z 2022-04-20: killed(_, 7 people; place=Bunia; date=2022-04-19) asserted",
        "Z 2022-04-20: holds_position(Amina Yusuf, Ministry of Defence; position=minister) asserted",
    ]
    assert set(alone) <= set(fuse_claims(*_parts(told([*row[1], *other]))))


def test_a_later_telling_keeps_the_id() -> None:
    first = ["B 2022-04-20: handed_over(French troops, Gossi base; date=2022-04-19) asserted"]
    later = ["A 2022-05-02: handed_over(_, Gossi base; date=2022-04) asserted"]
    (before,), (after,) = fuse_claims(*_parts(told(first))), fuse_claims(*_parts(told([*first, *later])))
    assert before.id == after.id
    assert after.claims == ("1", "2")


def test_an_event_told_often_costs_no_more_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    agree = agreement._agree

    def counted(*arguments: Any, **named: Any) -> bool:
        compared.append(1)
        return agree(*arguments, **named)

    monkeypatch.setattr(agreement, "_agree", counted)
    row = "attacked(JNIM, Gossi base; date=2022-04-19) asserted"
    (event,) = fuse_claims(*_parts(told([f"A{number}: {row}" for number in range(1000)])))
    assert len(event.claims) == 1000
    assert len(compared) < 2000


def everything() -> Told:
    """All lines of the tables in one corpus, each case in articles of its own."""
    lines = []
    for number, (_, rows) in enumerate([*ONE_EVENT, *SEVERAL_EVENTS]):
        lines += [f"{row[0]}{number}{row[1:]}" for row in rows]
    return told(lines)


def _parts(found: Told) -> tuple[tuple[Claim, ...], tuple[Entity, ...], tuple[Article, ...]]:
    return found.claims, found.entities, found.articles
