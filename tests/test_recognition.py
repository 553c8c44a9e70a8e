"""What is a name, and of what: the recogniser's spans put right by titles, openings, known names and the article."""

from itertools import pairwise

import pytest
from test_memory import GAZETTEER, labels, paragraph

from kg.entities.acronyms import abbreviated
from kg.entities.recognition import name_spans
from kg.entities.typing import type_of_name

SPANS = [
    # phenomenon, text with the recogniser's names, names as they should be
    ("a title makes a place a person", "Gen. [GPE Okello] left .", [("Okello", "PERSON")]),
    ("a title that the recogniser took in", "[ORG EU Commissioner Lena Moreau] spoke .", [("Lena Moreau", "PERSON")]),
    ("a person overlooked behind a title", "then King Mutesa fled .", [("Mutesa", "PERSON")]),
    ("a state behind a title stays one", "the Prime Minister [GPE Israel] chose .", [("Israel", "GPE")]),
    ("a title that opens a longer name", "the President [FAC Hotel Aden] burned .", [("Hotel Aden", "FAC")]),
    ("words of a title behind a state", "[ORG U.S. Defense] Secretary [PERSON Jo Hale] left .",
     [("U.S.", "GPE"), ("Jo Hale", "PERSON")]),
    ("the post behind an agency", "[ORG CIA Director] [PERSON Jo Hale] left .",
     [("CIA", "ORG"), ("Jo Hale", "PERSON")]),
    ("a base by its opening", "they left FOB [PERSON Carver] .", [("FOB Carver", "FAC")]),
    ("an opening only in capitals", "a Cop [PERSON Carver] left .", [("Carver", "PERSON")]),
    ("a storm is nobody", "Hurricane [PERSON Odile] struck .", []),
    ("a month is no name", "[ORG May] ended .", []),
    ("a known name cut short", "[LOC West Africa] Province", [("West Africa", "LOC")]),
    ("an adjective cut short", "[LOC North] Korean troops", [("North Korean", "NORP")]),
    ("a group with a small article", "with al - Qaeda now", [("al - Qaeda", "ORG")]),
    ("a capital read as a person", "[PERSON Pyongyang] refused .", [("Pyongyang", "GPE")]),
    ("a known group read as a person", "[PERSON Boko Haram] fled .", [("Boko Haram", "ORG")]),
    ("a surname like a capital", "[PERSON Lena Paris] spoke , and [PERSON Paris] left .",
     [("Lena Paris", "PERSON"), ("Paris", "PERSON")]),
    ("the article of a name", "[ORG The Sana Post] wrote .", [("Sana Post", "ORG")]),
    ("the article that belongs to a name", "in [GPE The Hague] now", [("The Hague", "GPE")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), SPANS, ids=[row[0] for row in SPANS])
def test_names_of_a_paragraph(phenomenon: str, text: str, expected: list[tuple[str, str]]) -> None:
    read = paragraph(text)
    found = [(read.words(span.first, span.last), span.label) for span in name_spans(read, GAZETTEER)]
    assert found == expected, phenomenon


def test_names_never_overlap() -> None:
    for _, text, _ in SPANS:
        spans = name_spans(paragraph(text), GAZETTEER)
        assert all(one.last <= other.first for one, other in pairwise(spans))


CLASSES = [
    # phenomenon, name, the recogniser's label, class (None: no entity)
    ("head word", "Lere garrison", "GPE", "MilitaryBase"),
    ("a division with a name", "3rd Infantry Division", "ORG", "MilitaryForce"),
    ("a unit without its noun", "82nd Airborne", "ORG", "MilitaryForce"),
    ("a base by its opening", "Camp Dawa", "LOC", "MilitaryBase"),
    ("a city named like a base", "Fort Worth", "GPE", "City"),
    ("a ship", "USS Carver", "ORG", "Weapon"),
    ("liberation marks an armed group", "Jaffna Liberation Organisation", "ORG", "ArmedGroup"),
    ("liberation of a known state's army", "People's Liberation Army", "ORG", "MilitaryForce"),
    ("accords are no entity", "Sirte Accords", "ORG", None),
    ("an operation is no entity", "Operation Medusa", "ORG", None),
    ("a war is no entity", "Vietnam War", "ORG", None),
    ("part of a state", "southern Afghanistan", "GPE", "Region"),
    ("a state that begins like a part", "South Sudan", "GPE", "State"),
    ("a demonym taken for a group", "Israelis", "ORG", "State"),
    ("told by the article", "Wagner", "ArmedGroup", "ArmedGroup"),
]


@pytest.mark.parametrize(("phenomenon", "name", "label", "cls"), CLASSES, ids=[row[0] for row in CLASSES])
def test_classes_of_names(phenomenon: str, name: str, label: str, cls: str | None) -> None:
    typed = type_of_name(name, label, GAZETTEER)
    assert (typed.type if typed else None) == cls, phenomenon


TOLD = [
    # phenomenon, paragraph that describes the name, paragraph that uses it, its label there
    ("the town of", "the town of [PERSON Anefis] fell .", "[PERSON Anefis] burned .", "City"),
    ("an unknown name stays", "they praised [ORG Zafora] .", "[ORG Zafora] left .", "ORG"),
    ("a known name stays", "the town of [ORG Hamas] fell .", "[ORG Hamas] left .", "ORG"),
]


@pytest.mark.parametrize(("phenomenon", "told", "used", "label"), TOLD, ids=[row[0] for row in TOLD])
def test_the_article_tells_what_a_name_names(phenomenon: str, told: str, used: str, label: str) -> None:
    assert labels(told, used)[1][0][1] == label, phenomenon


ACRONYMS = [
    ("initials", "the Joint Monitoring Force ( JMF ) left", [("Joint Monitoring Force", "JMF")]),
    ("small words passed over", "the Union for the Defence of Ituri ( UDI )",
     [("Union for the Defence of Ituri", "UDI")]),
    ("initials of something else", "the Joint Monitoring Force ( UN ) left", []),
    ("a number in brackets", "the governor of Butare ( 54 ) left", []),
    ("words in small letters", "a joint monitoring force ( JMF ) left", []),
    ("a title before", "President Joint Monitoring Force ( JMF )", [("Joint Monitoring Force", "JMF")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), ACRONYMS, ids=[row[0] for row in ACRONYMS])
def test_long_forms(phenomenon: str, text: str, expected: list[tuple[str, str]]) -> None:
    read = paragraph(text)
    found = [(read.words(span.first, span.last), read.tokens[index].text) for span, index in abbreviated(read)]
    assert found == expected, phenomenon


def test_an_acronym_has_the_class_of_its_long_form_in_the_whole_article() -> None:
    first, second = labels("the Jaffna Liberation Organisation ( JLO ) met .", "then JLO left .")
    assert (first[0], second) == (("Jaffna Liberation Organisation", "ORG"), [("JLO", "ArmedGroup")])
