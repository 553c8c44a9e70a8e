"""Which names of several articles become one entity, and which stay apart: tables in a notation to be read aloud.

An article is written `Person: Anna Kovalenko, Kovalenko · State: Ukraine`; an entity is its names with ` = ` between.
No sentence tells more than the names do, but where a row gives the text itself.
"""

import sys
import time
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from kg.entities.linking import ArticleMentions, Linking, link_articles
from kg.gazetteer import normalise, read_gazetteer
from kg.model import Entity, Mention, MentionKind
from kg.user_names import UserName, with_user_names

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

GAZETTEER = read_gazetteer()


def mention(article: str, text: str, cls: str, start: int) -> Mention:
    """A name of an article; states and known names are looked up as the finder of mentions does."""
    state = GAZETTEER.state(text)
    known = state if cls == "State" else GAZETTEER.names.get(normalise(text))
    states = tuple(s.id for word in text.split() if (s := GAZETTEER.state(word)) is not None)
    noun = text.split()[-1].lower()
    core = normalise(text) if cls == "MilitaryBase" else ""
    found = known.id if known is not None and known.type == cls else None
    kind = MentionKind.NAME
    return Mention(
        article, start, start + len(text), text, kind, cls, 0, 0, core=core, noun=noun, states=states, known=found
    )


def article(name: str, written: str) -> ArticleMentions:
    """An article from the notation; its text is its names, with blanks between."""
    mentions, start = [], 0
    for group in written.split(" · "):
        cls, _, names = group.partition(": ")
        for text in names.split(", "):
            mentions.append(mention(name, text, cls, start))
            start += len(text) + 3
    return ArticleMentions(name, tuple(mentions))


def told(name: str, text: str, **classes: str) -> ArticleMentions:
    """An article whose text is given: each class with the names of it, `|` between."""
    found = [
        mention(name, words, cls, text.index(words)) for cls, names in classes.items() for words in names.split("|")
    ]
    return ArticleMentions(name, tuple(sorted(found, key=lambda m: m.start)), text=text)


def link(articles: Sequence[str]) -> Linking:
    return link_articles([article(f"a{n}", written) for n, written in enumerate(articles)], GAZETTEER)


def entities(linking: Linking) -> set[str]:
    """The entities but states, each as its names."""
    return {" = ".join(entity.names) for entity in linking.entities if entity.type != "State"}


ONE = [
    ("transliterations of a full name", ["Person: Tahsin Al-Khafaji", "Person: Tahseen Khafaji"]),
    ("romanisations, Persian", ["Person: Qasem Soleimani", "Person: Qassem Suleimani"]),
    ("romanisations, Slavic", ["Person: Oleksandr Syrskyi", "Person: Aleksandr Syrsky"]),
    ("rank in the name", ["Person: Gen Ibrahim Jabir", "Person: Ibrahim Gabir"]),
    ("family name in the article", ["Person: Moussa Faki, Faki"]),
    ("family name, other spelling", ["Person: Khalifa Haftar, Hafter"]),
    (
        "family name alone, one bearer, a state in common",
        ["Person: Moussa Faki · State: Chad", "Person: Faki · State: Chad"],
    ),
    ("initial, a state in common", ["Person: Igor Girkin · State: Russia", "Person: I Girkin · State: Russia"]),
    ("middle initial, a state in common", ["Person: Mark A Milley · State: Iraq", "Person: Mark Milley · State: Iraq"]),
    ("legal form", ["Organization: Norvik Shipping LLC", "Organization: Norvik Shipping"]),
    ("word order of a body", ["Organization: Ministry of Oil", "Organization: Oil Ministry"]),
    (
        "number of a noun",
        ["GovernmentBody: Kenyan Joint Operation Command", "GovernmentBody: Kenyan Joint Operations Command"],
    ),
    ("known group, other spelling", ["ArmedGroup: Hezbollah", "ArmedGroup: Hizbollah", "ArmedGroup: Hizballah"]),
    ("known group with a description", ["ArmedGroup: Hezbollah", "ArmedGroup: paramilitary Hezbollah movement"]),
    ("known force of its state", ["MilitaryForce: Quds Force", "MilitaryForce: Iranian Quds Force"]),
    ("short name of a group in its article", ["ArmedGroup: Zintan al-Samoud, Zintan"]),
    ("base with and without its article", ["MilitaryBase: al-Watiya airbase", "MilitaryBase: Watiya base"]),
]


@pytest.mark.parametrize("articles", [pytest.param(row[1], id=row[0]) for row in ONE])
def test_one_entity(articles: list[str]) -> None:
    assert len(entities(link(articles))) == 1


APART = [
    ("same family name", ["Person: Saddam Hussein", "Person: Fuad Hussein"]),
    ("brothers in one article", ["Person: Uday Hussein, Qusay Hussein, Hussein"]),
    ("near given names", ["Person: Hassan Rouhani", "Person: Hossein Rouhani"]),
    ("family name alone, nothing in common", ["Person: Moussa Faki · State: Chad", "Person: Faki · State: Peru"]),
    ("initial, nothing in common", ["Person: Igor Girkin · State: Russia", "Person: I Girkin · State: Peru"]),
    (
        "common names, nothing in common",
        ["Person: Mohammed Ahmed · State: Chad", "Person: Ahmed Mohamed · State: Peru"],
    ),
    (
        "further name at the end",
        ["Person: Nicolas Maduro · State: Chad", "Person: Nicolas Maduro Guerra · State: Chad"],
    ),
    ("two states' bodies", ["GovernmentBody: Kenyan parliament", "GovernmentBody: Ugandan parliament"]),
    ("two ordinals", ["MilitaryForce: 1st Zaporizhzhia Brigade", "MilitaryForce: 2nd Zaporizhzhia Brigade"]),
    ("part of a group", ["ArmedGroup: Hezbollah", "ArmedGroup: Kataib Hezbollah"]),
    ("a ministry of every state", ["GovernmentBody: Foreign Ministry", "GovernmentBody: Foreign Ministry"]),
    ("family name alone in two articles", ["Person: Silva · State: Chad", "Person: Silva · State: Peru"]),
    ("soldiers counted in two articles", ["MilitaryForce: two Kenyan soldiers", "MilitaryForce: two Kenyan soldiers"]),
    ("another state's body of that name", ["NewsAgency: Xinhua", "NewsAgency: Iraqi News Agency"]),
]


@pytest.mark.parametrize("articles", [pytest.param(row[1], id=row[0]) for row in APART])
def test_two_entities_or_more(articles: list[str]) -> None:
    assert len([one for one in link(articles).entities if one.type != "State"]) > 1


OPEN = [
    (
        "family name of two persons",
        ["Person: Uday Barzan · State: Iraq", "Person: Qusay Barzan · State: Iraq", "Person: Barzan · State: Iraq"],
        "Barzan",
    ),
    (
        "initial of two persons",
        [
            "Person: Igor Girkin · State: Russia",
            "Person: Ivan Girkin · State: Russia",
            "Person: I Girkin · State: Russia",
        ],
        "I Girkin",
    ),
]


@pytest.mark.parametrize(("articles", "name"), [pytest.param(*row[1:], id=row[0]) for row in OPEN])
def test_where_two_fit_none_is_taken_and_the_case_is_told(articles: list[str], name: str) -> None:
    linking = link(articles)
    assert len(entities(linking)) == len(articles)
    assert [case.name for case in linking.open_cases] == [name]
    assert len(linking.open_cases[0].candidates) == 2


TOLD = [
    ("bracketed initials", "the Zintan Military Council (ZMC) said", {"Organization": "Zintan Military Council|ZMC"}),
    ("acronym of the own name", "the Workers Front (PKF) said", {"Organization": "Workers Front|PKF"}),
    ("also known as", "Sabaoon, also known as the Dawn Brigades, said", {"ArmedGroup": "Sabaoon|Dawn Brigades"}),
    ("word for", "Sabaoon, the Pashto word for Dawn Front, said", {"ArmedGroup": "Sabaoon|Dawn Front"}),
    (
        "using the word for",
        "“We fought Sabaoon,” he said, using the Pashto name for Dawn Front.",
        {"ArmedGroup": "Sabaoon|Dawn Front"},
    ),
]


@pytest.mark.parametrize(("text", "names"), [pytest.param(*row[1:], id=row[0]) for row in TOLD])
def test_names_that_the_article_itself_equates(text: str, names: dict[str, str]) -> None:
    found = link_articles([told("a", text, **names)], GAZETTEER)
    assert len(found.entities) == 1
    assert any(identity.evidence and identity.evidence in text for identity in found.entities[0].identities)


@pytest.mark.parametrize(
    "text",
    [
        "Sabaoon and the Dawn Front said",
        "Sabaoon or the Dawn Front",
        "attacks by Red Hand, Sabaoon, or the Dawn Front",
        "Sabaoon called on the Dawn Front to leave",
        "Sabaoon named the Dawn Front as the attacker",
    ],
)
def test_a_list_or_a_call_is_not_an_equation(text: str) -> None:
    found = link_articles([told("a", text, ArmedGroup="Sabaoon|Dawn Front")], GAZETTEER)
    assert len(found.entities) == 2


def test_a_states_body_is_one_however_it_is_named() -> None:
    text = "Kenya's parliament voted. The government of Kenya and the Nairobi government said."
    known = told("a", text, State="Kenya", GovernmentBody="Nairobi government")
    start = text.index("government of")
    bare = Mention("a", start, start + 10, "government", MentionKind.NOMINAL, "GovernmentBody", 0, 0, noun="government")
    of_kenya = Mention("a", start + 14, start + 19, "Kenya", MentionKind.NAME, "State", 0, 0, known="state:ke")
    linking = link_articles([ArticleMentions("a", (*known.mentions, bare, of_kenya), text=text)], GAZETTEER)
    assert {link.mention.text for link in linking.mentions if link.entity.startswith("body:")} == {
        "government",
        "Nairobi government",
    }


ARTICLES = [
    "Person: Qasem Soleimani, Soleimani · State: Iran · ArmedGroup: Hizballah",
    "Person: Qassem Suleimani · State: Iran",
    "Person: Soleimani · State: Iran · Organization: Norvik Shipping LLC",
    "Person: Q Soleimani · State: Iran · Organization: Norvik Shipping",
]


def test_order_of_the_articles_does_not_matter() -> None:
    given = [article(f"a{n}", written) for n, written in enumerate(ARTICLES)]
    first = link_articles(given, GAZETTEER)
    assert all(link_articles(order, GAZETTEER) == first for order in permutations(given))


def test_identifiers_stay_when_articles_are_added() -> None:
    person: list[set[str]] = []
    for size in range(1, len(ARTICLES) + 1):
        linking = link(ARTICLES[:size])
        person.append({entity.id for entity in linking.entities if entity.type == "Person"})
    assert person == [{"person:qasim soleimani"}] * len(ARTICLES)


def test_every_joined_name_has_its_reason() -> None:
    found = next(entity for entity in link(ARTICLES).entities if entity.type == "Person")
    reasons = {identity.name: identity for identity in found.identities}
    assert reasons["Qassem Suleimani"].rule == "spelling of the same name"
    assert "soleimani/suleimani: spellings of one another" in reasons["Qassem Suleimani"].evidence
    assert reasons["Q Soleimani"].rule == "short or fuller form of the name"
    assert 0 < reasons["Q Soleimani"].score < 1


def own(*names: UserName) -> dict[str, Entity]:
    gazetteer = with_user_names(GAZETTEER, names)
    linking = link_articles([article("a", "Person: Dawn, Hezbollah · ArmedGroup: Sabaoon, Hizbollah")], gazetteer)
    return {name: entity for entity in linking.entities for name in entity.names}


def test_a_users_names_are_honoured_above_all() -> None:
    found = own(UserName("Dawn Front", ("Dawn", "Sabaoon"), "ArmedGroup", ("https://example.org/dawn",)))
    assert found["Dawn"] == found["Sabaoon"]
    assert (found["Dawn"].type, found["Dawn"].label) == ("ArmedGroup", "Dawn Front")
    assert found["Dawn"].same_as == ("https://example.org/dawn",)


def test_a_users_row_for_a_known_thing_keeps_its_identifier_and_other_names() -> None:
    found = own(UserName("Hezbollah", (), "Organization", ("https://example.org/h",)))
    assert found["Hezbollah"].id == found["Hizbollah"].id == "group:hezbollah"
    assert found["Hizbollah"].type == "Organization"


def test_time_grows_no_faster_than_n_log_n() -> None:
    """A small form of benchmarks/linking.py: eight times the names in at most twice the time that n log n gives."""
    from linking import articles

    few, many = articles(500), articles(4000)
    link_articles(few, GAZETTEER)  # fills the tables
    seconds = []
    for given in (few, many):
        started = time.process_time()
        link_articles(given, GAZETTEER)
        seconds.append(time.process_time() - started)
    assert seconds[1] / seconds[0] < 2 * 8 * 1.34
