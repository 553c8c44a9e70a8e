"""Posts, places and mutual events in the constructions that are easily misread: whose post, which words, which place.

Each row: the sentence, claims that it makes (in the notation of `notation.py`; more may be found), and relations of
which it says nothing else. Sentences are written for this table and tell of nothing that happened; all appear on
Sunday 2020-08-23.
"""

from collections.abc import Callable

import pytest
from notation import parse, says, written

from kg.model import Extraction

POSTS = {
    "a state adjective widens the body before the title (Colombia)": (
        "Colombian army spokesman Colonel Ivan Pardo gave no figures.",
        ["spokesperson_of(Ivan Pardo, Colombian army) asserted"],
    ),
    "a possessor widens it too (South Sudan)": (
        "South Sudan's army spokesman, Maj. Gen. Lul Ruai, dismissed the report.",
        ["spokesperson_of(Lul Ruai, South Sudan army) asserted"],
    ),
    "an adjective for the body with a group before it (Yemen)": (
        "Houthi military spokesman Yahya Nasser said the port was open.",
        ["spokesperson_of(Yahya Nasser, Houthi) asserted"],
    ),
    "no article, name in apposition (Russia)": (
        "Russian Air Force spokesman, Lieutenant Colonel Vladimir Orlov, described the exercise.",
        ["spokesperson_of(Vladimir Orlov, Russian Air Force) asserted"],
    ),
    "an envoy is his sender's, not his destination's (Yemen)": (
        "The UN special envoy for Yemen, Hans Lindqvist, arrived in Sanaa on Monday.",
        ["holds_position(Hans Lindqvist, UN; position=special envoy) asserted"],
    ),
    "the word of time stays in the position (Yugoslavia)": (
        "The court heard former Yugoslav president Branko Petrovic on Friday.",
        ["holds_position(Branko Petrovic, Yugoslavia; position=former Yugoslav president) asserted"],
    ),
    "the class noun before the town (Ukraine)": (
        "The mayor of the city of Bakhmut, Oleksiy Koval, said that fighting was under way.",
        ["holds_position(Oleksiy Koval, Bakhmut; position=mayor) asserted"],
    ),
    "a post that was refused (Chile)": ("Carlos Prats was not appointed commander of the Chilean army.", []),
    "a member holds no post (Nepal)": ("Rabindra Thapa, a member of the Nepalese parliament, resigned.", []),
    "the next name of a list is nobody's spokesman (Peru)": (
        "The army spokesman and the journalist Elmer Rojas left.",
        [],
    ),
}
PLACES = {
    "the adjective of a base's own state (Kenya)": (
        "Gunmen fired at a Kenyan base on Friday.",
        ["located_in(Kenyan base, Kenya) asserted"],
    ),
    "the adjective of a state with bases abroad (Niger)": ("Gunmen fired at a French base on Friday.", []),
    "comma and in (Myanmar)": (
        "The Arakan Army seized Paletwa, in Chin State.",
        ["located_in(Paletwa, Chin State) asserted"],
    ),
    "another state than general knowledge has it (Lebanon)": ("The ship went from Beirut, Cyprus said.", []),
    "a list of states (Chad)": ("Floods hit Kano, Chad and Cameroon.", []),
    "a description stands for its name (Ukraine)": (
        "Soledar, a salt-mining town near Bakhmut, was empty.",
        ["near(Soledar, Bakhmut) asserted"],
    ),
    "hyphened direction (Ukraine)": (
        "Shells fell on Hostomel, north-west of Kyiv.",
        ["near(Hostomel, Kyiv; direction=north-west) asserted"],
    ),
    "outside a state is not near it (Iraq)": ("Troops will go to bases outside Iraq.", []),
}
MUTUAL = {
    "talks that are only proposed (Japan)": (
        "Tokyo proposed a meeting between Keiko Sato and Li Jun.",
        [],
    ),
    "talks before which somebody speaks (Norway)": (
        "Envoy Lars Dahl spoke ahead of a meeting with President Ali Farah.",
        ["met(Lars Dahl, Ali Farah) planned"],
    ),
    "signed by three (Cambodia)": (
        "The treaty was signed by France, Siam and Britain in 1907.",
        ["agreed(France, Siam) asserted", "agreed(France, Britain) asserted", "agreed(Siam, Britain) asserted"],
    ),
    "agreed upon between (Iraq)": (
        "Troops left the sites agreed upon between the Iraqi government and the coalition.",
        ["agreed(Iraqi government, coalition) asserted"],
    ),
    "called off (Korea)": ("Seoul called off talks with Pyongyang.", ["met(South Korea, North Korea) denied"]),
}


def _rows(table: dict[str, tuple[str, list[str]]], *relations: str) -> list[object]:
    return [pytest.param(*row, relations, id=name) for name, row in table.items()]


@pytest.mark.parametrize(
    ("sentence", "expected", "relations"),
    [
        *_rows(POSTS, "holds_position", "spokesperson_of"),
        *_rows(PLACES, "located_in", "near"),
        *_rows(MUTUAL, "met", "agreed"),
    ],
)
def test_standing_facts(
    sentence: str, expected: list[str], relations: tuple[str, ...], read_sentence: Callable[[str], Extraction]
) -> None:
    extraction = read_sentence(sentence)
    names = {entity.id: entity.label for entity in extraction.entities}
    compared = [claim for claim in extraction.claims if claim.relation in relations]
    found = [written(claim, names) for claim in compared]
    for claim in expected:
        assert any(says(one, names, parse(claim)) for one in compared), f"missing {claim} among {found}"
    if not expected:
        assert not [claim for claim in compared if claim.object is not None and claim.factuality != "denied"], found
