"""What descriptions and pronouns refer to, through the default pipeline: exactly one thing, or nothing."""

import re
from collections.abc import Callable

import pytest

from kg.entities.coreference import resolve_descriptions, resolve_mentions
from kg.model import Extraction

NOTHING = ""
ROWS = [
    # phenomenon, text, the words that refer (their last occurrence), what they refer to ("" where nothing fits alone)
    ("a title repeated", "Governor Ali Saleh fled. The governor reached Aden.", "governor", "Ali Saleh"),
    ("a title in part", "Defence Minister Ana Ruiz spoke. The minister blamed rebels.", "minister", "Ana Ruiz"),
    ("another title", "Defence Minister Ana Ruiz spoke. The foreign minister left.", "foreign minister", NOTHING),
    ("a rank in short", "Lt. Gen. Petros Lekkas spoke. The general left.", "general", "Petros Lekkas"),
    ("two of one rank", "General Petros Lekkas met General Ivan Pardo. The general left.", "general", NOTHING),
    ("a role in apposition", "Ivan Pardo, a rebel commander, spoke. The commander left.", "commander", "Ivan Pardo"),
    ("a role of another state", "Iraqi President Omar Dabbagh spoke. The Iranian president left.", "Iranian president",
     NOTHING),
    ("the group", "Boko Haram raided Gwoza on Friday. The group killed two guards.", "group", "Boko Haram"),
    ("the group, two named", "Boko Haram fought Ansaru. The group killed two guards.", "group", NOTHING),
    ("the other group", "Boko Haram raided Gwoza. The other group killed two guards.", "other group", NOTHING),
    ("the alliance", "NATO met in Oslo. The alliance will send troops.", "alliance", "NATO"),
    ("the alliance is no army", "The Arakan Army met in Oslo. The alliance will send troops.", "alliance", NOTHING),
    ("the base", "Troops left Camp Dawa. The base was handed to police.", "base", "Camp Dawa"),
    ("the base, two named", "Troops left Camp Dawa and Camp Nidaros. The base was handed to police.", "base", NOTHING),
    ("the camp of refugees", "They reached a refugee camp. The camp was shelled.", "camp", "refugee camp"),
    ("the town", "Rebels entered Gwoza. The town was burned.", "town", "Gwoza"),
    ("the country", "Soldiers left Mali on Monday. The country has no navy.", "country", "Mali"),
    ("the country, two named", "France left Mali. The country has no navy.", "country", NOTHING),
    ("the army of the state", "The Malian army left Gao. The army lost men.", "army", "Malian Armed Forces"),
    ("an army of another", "The Malian army left Gao. Niger's army lost men.", "army", NOTHING),
    ("the mission by acronym", "MINUSTAH opened a camp. The mission withdrew in 2012.", "mission", "MINUSTAH"),
    ("name in apposition behind of", "They burned the village of Kutum.", "village", "Kutum"),
    ("name right behind", "The militant group Hezbollah left.", "militant group", "Hezbollah"),
    ("he, by the subject before", "Omar Dabbagh met Ivan Pardo. He left.", "He", "Omar Dabbagh"),
    ("he, not the woman", "Rosa Quispe met Hugo Paredes. He left.", "He", "Hugo Paredes"),
    ("she, not the man", "Rosa Quispe met Hugo Paredes. She left.", "She", "Rosa Quispe"),
    ("she, by a title", "Mr. Okello met Mrs. Otieno. She left.", "She", "Otieno"),
    ("he, within his own report", "Omar Dabbagh met Ivan Pardo. Pardo said he left.", "he", "Ivan Pardo"),
    ("him, not the one who acts", "Ivan Pardo praised Omar Dabbagh, but Pardo later accused him.", "him",
     "Omar Dabbagh"),
    ("who, behind the second of two", "She met Omar Dabbagh and Ivan Pardo, who left.", "who", "Ivan Pardo"),
    ("which, a relative clause", "Troops left the base, which burned.", "which", "base"),
    ("it, handed over", "Troops left Camp Dawa and handed it over to police.", "it", "Camp Dawa"),
    ("it, who says so", "Hamas wants the Jewish state gone. Hamas said it had shelled Israel.", "it",
     "Hamas"),
    ("it, not the setting", "Bird flu appeared in Laos. It has killed 167 people.", "It", NOTHING),
    ("they, the subject", "Rebels attacked Corinto and fled from marines. They killed four farmers.", "They", "Rebels"),
    ("they, a subject that cannot", "Villagers hid from soldiers. They were deployed to Gao.", "They", NOTHING),
]  # fmt: skip


@pytest.fixture(scope="module")
def meant(read_sentence: Callable[[str], Extraction]) -> Callable[[str, str], str]:
    """What the last occurrence of some words refers to: the label of its entity, empty if only they name it."""

    def find(text: str, words: str) -> str:
        extraction = read_sentence(text)
        start = [match.start() for match in re.finditer(rf"\b{re.escape(words)}\b", text)][-1]
        labels = {entity.id: entity.label for entity in extraction.entities}
        linked = next((one for one in extraction.mentions if one.mention.start == start), None)
        if linked is None:
            return NOTHING
        others = [one for one in extraction.mentions if one.entity == linked.entity and one.mention.start != start]
        return labels[linked.entity] if others else NOTHING

    return find


@pytest.mark.parametrize(("phenomenon", "text", "words", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_reference(phenomenon: str, text: str, words: str, expected: str, meant: Callable[[str, str], str]) -> None:
    assert meant(text, words) == expected, phenomenon


def test_nothing_refers_to_nothing() -> None:
    from kg.classes import Classes
    from kg.gazetteer import Gazetteer

    described = resolve_descriptions([], [], Gazetteer(), Classes({}, frozenset()))
    assert (described.mentions, described.antecedents) == ((), {})
    assert resolve_mentions([], described, {}, Gazetteer(), Classes({}, frozenset())) == {}
