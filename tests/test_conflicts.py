"""Where claims disagree, and where different values can all be true: tables of lines with the verdict on them."""

import random

import pytest
from told import Told, told

from kg.facts.conflicts import find_conflicts
from kg.facts.fusion import fuse_claims
from kg.model import Conflict

PARTS = [
    "X: part_of(Land Forces, Kenya) asserted",
    "X: part_of(Ministry of Defence, Kenya) asserted",
    "X: part_of(French troops, France) asserted",
    "X: member_of(Kenya, African Union) asserted",
]

# phenomenon | kind | why compatible ("" for a conflict) | lines | the values
CONFLICTS = [
    (
        "two numbers of one force in one place at one time",
        "number", "",
        [
            "A 2023-06-01: stationed_in(Kenyan troops, Somalia; count=about 4,000) asserted",
            "B 2023-06-03: stationed_in(Kenyan troops, Somalia; count=7,000) asserted",
        ],
        ["7,000", "about 4,000"],
    ),
    (
        "a rounding and a bound",
        "number", "rounding or bound",
        [
            "A 2023-06-01: stationed_in(Kenyan troops, Somalia; count=about 4,000) asserted",
            "B 2023-06-03: deployed_to(Kenyan troops, Somalia; count=over 4,000) asserted",
        ],
        ["about 4,000", "over 4,000"],
    ),
    (
        "fewer troops half a year later",
        "number", "change over time",
        [
            "A 2023-06-01: stationed_in(Kenyan troops, Somalia; count=4,000) asserted",
            "B 2023-12-03: stationed_in(Kenyan troops, Somalia; count=3,000) asserted",
        ],
        ["3,000", "4,000"],
    ),
    (
        "a number of a named year and one of today",
        "number", "change over time",
        [
            "A: stationed_in(Kenyan troops, Somalia; date=2011; count=2,000) asserted",
            "B: stationed_in(Kenyan troops, Somalia; count=4,000) asserted",
        ],
        ["2,000", "4,000"],
    ),
    (
        "the dead of one bombing",
        "number", "",
        [
            "A: killed(_, 12 people; place=Goma; date=2024-05-03; count=12) asserted",
            "B: killed(_, 35 people; place=Goma; date=2024-05-03; count=35) asserted",
        ],
        ["12", "35"],
    ),
    (
        "a toll that rises from day to day",
        "number", "change over time",
        [
            "A 2024-05-03: killed(_, 12 people; place=Goma; date=2024-05-03; count=12) asserted",
            "B 2024-05-05: killed(_, 35 people; place=Goma; date=2024-05-03; count=35) asserted",
        ],
        ["12", "35"],
    ),
    (
        "a toll that falls is none that rises",
        "number", "",
        [
            "A 2024-05-03: killed(_, 35 people; place=Goma; date=2024-05-03; count=35) asserted",
            "B 2024-05-05: killed(_, 12 people; place=Goma; date=2024-05-03; count=12) asserted",
        ],
        ["12", "35"],
    ),
    (
        "at least nine, and twelve",
        "number", "rounding or bound",
        [
            "A: killed(_, 12 people; place=Goma; date=2024-05-03; count=12) asserted",
            "B: killed(_, at least nine people; place=Goma; date=2024-05-03; count=at least 9) asserted",
        ],
        ["12", "at least 9"],
    ),
    (
        "two days of a death",
        "date", "",
        [
            "A: killed(_, Colonel Diallo; date=2022-04-19) asserted",
            "B: killed(_, Colonel Diallo; date=2022-04-21) asserted",
        ],
        ["2022-04-19", "2022-04-21"],
    ),
    (
        "a month and a day in it",
        "date", "one is less precise",
        [
            "A: killed(_, Colonel Diallo; date=2022-04-19) asserted",
            "B: killed(_, Colonel Diallo; date=2022-04) asserted",
        ],
        ["2022-04", "2022-04-19"],
    ),
    (
        "a base is not handed over on two days running",
        "date", "",
        [
            "A: handed_over(French troops, Gossi base; date=2022-04-18) asserted",
            "B: handed_over(French troops, Gossi base; date=2022-04-19) asserted",
        ],
        ["2022-04-18", "2022-04-19"],
    ),
    (
        "each side names the other",
        "actor", "",
        [
            "A: attacked(Russia, Kramatorsk station; date=2022-04-08) asserted by Ukraine",
            "B: attacked(Ukrainian army, Kramatorsk station; date=2022-04-08) asserted by Russia",
        ],
        ["Russia", "Ukrainian army"],
    ),
    (
        "a state and its troops",
        "actor", "one is part of the other",
        [
            "A: handed_over(France, Gossi base; date=2022-04-19) asserted",
            "B: handed_over(French troops, Gossi base; date=2022-04-19) asserted",
        ],
        ["France", "French troops"],
    ),
    (
        "gunmen, and who they were",
        "actor", "one is less precise",
        [
            "A: attacked(gunmen, Baidoa camp; date=2023-06-02) asserted",
            "B: attacked(Red Front, Baidoa camp; date=2023-06-02) asserted",
        ],
        ["Red Front", "gunmen"],
    ),
    (
        "two receivers",
        "recipient", "",
        [
            "A: handed_over(French troops, Gossi base; recipient=Malian army) asserted",
            "B: handed_over(French troops, Gossi base; recipient=Wagner) asserted",
        ],
        ["Malian army", "Wagner"],
    ),
    (
        "an army and the ministry of one state",
        "recipient", "both belong to one state",
        [
            "A: handed_over(French troops, Gossi base; recipient=Land Forces) asserted",
            "B: handed_over(French troops, Gossi base; recipient=Ministry of Defence) asserted",
        ],
        ["Land Forces", "Ministry of Defence"],
    ),
    (
        "two places of a death",
        "place", "",
        [
            "A: killed(_, Colonel Diallo; place=Goma) asserted",
            "B: killed(_, Colonel Diallo; place=Bunia) asserted",
        ],
        ["Bunia", "Goma"],
    ),
    (
        "a drone strike is an air strike",
        "weapon", "one is less precise",
        [
            "A: killed(_, Colonel Diallo; weapon=an air strike) asserted",
            "B: killed(_, Colonel Diallo; weapon=drone) asserted",
        ],
        ["an air strike", "drone"],
    ),
    (
        "a bomb is no rifle",
        "weapon", "",
        [
            "A: killed(_, Colonel Diallo; weapon=roadside bomb) asserted",
            "B: killed(_, Colonel Diallo; weapon=rifle) asserted",
        ],
        ["rifle", "roadside bomb"],
    ),
    (
        "the station itself, or something there",
        "target", "",
        [
            "A: attacked(Russia, Kramatorsk station; date=2022-04-08) asserted",
            "B: attacked(Russia, _; place=Kramatorsk station; date=2022-04-08) asserted",
        ],
        ["Kramatorsk station as place", "Kramatorsk station as target"],
    ),
    (
        "asserted here, denied there",
        "whether it happened", "",
        [
            "A: attacked(Red Front, Baidoa camp) asserted",
            "B: attacked(Red Front, Baidoa camp) denied by Red Front",
        ],
        ["asserted of Red Front", "denied of Red Front"],
    ),
    (
        "asserted here, only alleged there",
        "stance", "",
        [
            "A: attacked(Red Front, Baidoa camp) asserted",
            "B: attacked(Red Front, Baidoa camp) alleged by Kenya",
        ],
        ["alleged of Red Front", "asserted of Red Front"],
    ),
    (
        "left, and still leaving",
        "whether it is done", "",
        [
            "A 2023-06-02: withdrew_from(Kenyan troops, Baidoa camp) asserted",
            "A 2023-06-02: withdrew_from(Kenyan troops, Baidoa camp) planned",
        ],
        ["done", "still planned"],
    ),
    (
        "in a city or near it",
        "place", "",
        [
            "A: located_in(Baidoa camp, Kismayo) asserted",
            "B: near(Baidoa camp, Kismayo; distance=20 km; direction=north) asserted",
        ],
        ["located in Kismayo", "near 20 km north Kismayo"],
    ),
    (
        "two cities",
        "place", "",
        ["A: located_in(Baidoa camp, Kismayo) asserted", "B: located_in(Baidoa camp, Goma) asserted"],
        ["Goma", "Kismayo"],
    ),
    (
        "two states",
        "place", "",
        ["A: located_in(Gossi base, Mali) asserted", "B: located_in(Gossi base, Somalia) asserted"],
        ["Mali", "Somalia"],
    ),
    (
        "two givers of one base on one day",
        "actor", "",
        [
            "A: handed_over(French troops, Gossi base; date=2022-04-19) asserted",
            "B: handed_over(Wagner, Gossi base; date=2022-04-19) asserted",
        ],
        ["French troops", "Wagner"],
    ),
    (
        "two directions",
        "direction", "",
        [
            "A: near(Baidoa camp, Kismayo; direction=north) asserted",
            "B: near(Baidoa camp, Kismayo; direction=south) asserted",
        ],
        ["north", "south"],
    ),
    (
        "a body with two parents of one state",
        "part of", "both belong to one state",
        [
            "A: part_of(Ukrainian army, Land Forces) asserted",
            "B: part_of(Ukrainian army, Ministry of Defence) asserted",
        ],
        ["Land Forces", "Ministry of Defence"],
    ),
    (
        "two holders of one office",
        "holder of an office", "",
        [
            "A 2023-06-01: holds_position(Jane Doe, Mali; position=prime minister) asserted",
            "B 2023-06-03: holds_position(Amina Yusuf, Mali; position=Prime Minister) asserted",
        ],
        ["Amina Yusuf", "Jane Doe"],
    ),
    (
        "two holders in articles without a date",
        "holder of an office", "perhaps one after the other: dates are missing",
        [
            "A: holds_position(Jane Doe, Mali; position=prime minister) asserted",
            "B: holds_position(Amina Yusuf, Mali; position=prime minister) asserted",
        ],
        ["Amina Yusuf", "Jane Doe"],
    ),
    (
        "one after the other",
        "holder of an office", "change over time",
        [
            "A 2021-06-01: holds_position(Jane Doe, Mali; position=prime minister) asserted",
            "B 2023-06-03: holds_position(Amina Yusuf, Mali; position=Prime Minister) asserted",
        ],
        ["Amina Yusuf", "Jane Doe"],
    ),
]  # fmt: skip

AGREEMENTS = [
    ("the same number twice", [
        "A: stationed_in(Kenyan troops, Somalia; count=about 4,000) asserted",
        "B: stationed_in(Kenyan troops, Somalia; count=about 4,000) asserted",
    ]),
    ("what comes on top is no total", [
        "A: stationed_in(Kenyan troops, Somalia; count=4,000) asserted",
        "B: stationed_in(Kenyan troops, Somalia; count=a further 500) asserted",
    ]),
    ("two attackers joined by and", [
        'A: attacked(Red Front, Baidoa camp) asserted "Red Front and White Guard attacked the camp."',
        'A: attacked(White Guard, Baidoa camp) asserted "Red Front and White Guard attacked the camp."',
    ]),
    ("attacked by nobody named; one group is accused", [
        "A: attacked(_, Baidoa camp) asserted",
        "B: attacked(Red Front, Baidoa camp) alleged by Kenya",
    ]),
    ("a former holder", [
        'A: holds_position(Jane Doe, Mali; position=prime minister) asserted "Former prime minister Jane Doe spoke."',
        "B: holds_position(Amina Yusuf, Mali; position=prime minister) asserted",
    ]),
    ("a former holder of whom other words are told first", [
        'A: holds_position(Jane Doe, Mali; position=president) asserted "Former general and president Jane Doe died."',
        "B: holds_position(Amina Yusuf, Mali; position=president) asserted",
    ]),
    ("an office that several hold", [
        "A: holds_position(Jane Doe, Mali; position=ambassador) asserted",
        "B: holds_position(Amina Yusuf, Mali; position=ambassador) asserted",
    ]),
    ("one person, two posts", [
        "A: holds_position(John Roe, Land Forces; position=commander) asserted",
        "B: holds_position(John Roe, Land Forces; position=general) asserted",
    ]),
    ("one army part of a state, told twice", [
        "A: part_of(Malian army, Mali) asserted",
        "B: part_of(Malian army, Mali) asserted",
    ]),
    ("a city and its state", [
        "A: located_in(Baidoa camp, Kismayo) asserted",
        "B: located_in(Baidoa camp, Somalia) asserted",
    ]),
    ("attacks of two days", [
        "A: attacked(JNIM, Gossi base; date=2022-04-19) asserted",
        "B: attacked(JNIM, Gossi base; date=2022-04-20) asserted",
    ]),
    ("an article that tells two hand-overs", [
        "A: handed_over(French troops, Gossi base; date=2022-04-18) asserted",
        "A: handed_over(French troops, Gossi base; date=2022-04-19) asserted",
    ]),
    ("the withdrawal from a state goes on", [
        "A: withdrew_from(Kenyan troops, Somalia) asserted",
        "A: withdrew_from(Kenyan troops, Somalia) planned by Kenya",
    ]),
    ("a plan of another year", [
        "A: withdrew_from(Kenyan troops, Baidoa camp; date=2019-01-05) asserted",
        "A: withdrew_from(Kenyan troops, Baidoa camp; date=2024-06) planned",
    ]),
    ("a reporter and a speaker who say the same", [
        "A: handed_over(French troops, Gossi base; recipient=Malian army; date=2022-04-19) asserted",
        "B: handed_over(French troops, Gossi base; recipient=Malian army; date=2022-04-19) asserted by French military",
    ]),
]  # fmt: skip


def conflicts_of(found: Told) -> tuple[Conflict, ...]:
    events = fuse_claims(found.claims, found.entities, found.articles)
    return find_conflicts(found.claims, events, found.entities, found.articles)


@pytest.mark.parametrize(
    ("phenomenon", "kind", "compatible", "lines", "values"), CONFLICTS, ids=[row[0] for row in CONFLICTS]
)
def test_different_values_are_found_and_judged(
    phenomenon: str, kind: str, compatible: str, lines: list[str], values: list[str]
) -> None:
    told_of = [conflict for conflict in conflicts_of(told([*lines, *PARTS])) if conflict.kind == kind]
    assert [(one.compatible, [reading.value for reading in one.readings]) for one in told_of] == [
        (compatible, values)
    ], phenomenon


@pytest.mark.parametrize(("phenomenon", "lines"), AGREEMENTS, ids=[row[0] for row in AGREEMENTS])
def test_claims_that_do_not_disagree(phenomenon: str, lines: list[str]) -> None:
    assert conflicts_of(told([*lines, *PARTS])) == (), phenomenon


def test_one_rival_pair_makes_a_conflict_of_the_whole() -> None:
    lines = [
        f"A{number} 2023-06-01: stationed_in(Kenyan troops, Somalia; count={count}) asserted"
        for number, count in enumerate(["about 4,000", "over 4,000", "9,000"])
    ]
    (conflict,) = conflicts_of(told(lines))
    assert conflict.compatible == ""
    assert [reading.claims for reading in conflict.readings] == [("3",), ("1",), ("2",)]


def test_a_conflict_says_what_it_is_about() -> None:
    (conflict,) = conflicts_of(
        told(
            [
                "A: handed_over(French troops, Gossi base; recipient=Malian army; date=2022-04-19) asserted",
                "B: handed_over(French troops, Gossi base; recipient=Wagner) asserted",
            ]
        )
    )
    assert conflict.topic == "French troops handed over Gossi base (2022-04-19)"


def test_a_number_in_dispute_is_not_in_the_topic() -> None:
    lines = [
        "A: killed(_, 12 people; place=Goma; date=2024-05-03; count=12) asserted",
        "B: killed(_, at least 35 people; place=Goma; date=2024-05-03; count=at least 35) asserted",
    ]
    (conflict,) = conflicts_of(told(lines))
    assert conflict.topic == "… killed people in Goma (2024-05-03)"


@pytest.mark.parametrize("seed", range(10))
def test_no_order_matters(seed: int) -> None:
    lines = [f"{line[0]}{number}{line[1:]}" for number, row in enumerate(CONFLICTS) for line in row[3]]
    found = told([*lines, *PARTS])
    events = fuse_claims(found.claims, found.entities, found.articles)
    expected = find_conflicts(found.claims, events, found.entities, found.articles)
    parts = [list(part) for part in (found.claims, events, found.entities, found.articles)]
    for part in parts:
        random.Random(seed).shuffle(part)
    assert find_conflicts(*parts) == expected


@pytest.mark.parametrize("row", CONFLICTS, ids=[row[0] for row in CONFLICTS])
def test_an_unrelated_article_changes_nothing(row: tuple[str, str, str, list[str], list[str]]) -> None:
    other = [
        "Z 2023-06-02: attacked(White Guard, Bunia; date=2023-06-02) asserted",
        "Z 2023-06-02: stationed_in(Ethiopian troops, Bunia; count=300) asserted",
        "Y 2023-06-02: stationed_in(Ethiopian troops, Bunia; count=900) asserted",
    ]
    alone, beside = conflicts_of(told(row[3])), conflicts_of(told([*row[3], *other]))
    assert set(alone) == {one for one in beside if "Ethiopian" not in one.topic}
