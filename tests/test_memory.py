"""An article's memory of names: one name, one label; a surname is the person's whose full name the article gives."""

import pytest

from kg.entities.memory import remember_names
from kg.gazetteer import read_gazetteer
from kg.parse import NamedSpan, Paragraph, Token

GAZETTEER = read_gazetteer()


def paragraph(marked: str, index: int = 0) -> Paragraph:
    """A paragraph from words of which names are marked: `[PERSON Omar al - Dabbagh] left .`; capitals are PROPN."""
    tokens: list[Token] = []
    names: list[NamedSpan] = []
    label, first = "", 0
    for word in marked.split():
        if word.startswith("["):
            label, first = word[1:], len(tokens)
            continue
        text = word.rstrip("]")
        pos = "PROPN" if text[0].isupper() else "PUNCT" if not text[0].isalnum() else "X"
        at = tokens[-1].end + 1 if tokens else 0
        tokens.append(Token(len(tokens), text, text.lower(), pos, "", "dep", 0, at, at + len(text)))
        if word.endswith("]"):
            names.append(NamedSpan(first, len(tokens), label))
    text = " ".join(token.text for token in tokens)
    return Paragraph("article", index, "body", 0, text, tuple(tokens), ((0, len(tokens)),), tuple(names))


def labels(*marked: str) -> list[list[tuple[str, str]]]:
    read = remember_names([paragraph(text, index) for index, text in enumerate(marked)], GAZETTEER)
    return [[(one.words(name.first, name.last), name.label) for name in one.names] for one in read]


@pytest.mark.parametrize(
    ("phenomenon", "text", "expected"),
    [
        ("surname read as a place", "[GPE Okello] refused .", [("Okello", "PERSON")]),
        ("surname read as a group", "[ORG Okello] refused .", [("Okello", "PERSON")]),
        ("surname not read at all", "But Okello refused .", [("Okello", "PERSON")]),
        ("surname within another name stays", "The [FAC Okello Barracks] burned .", [("Okello Barracks", "FAC")]),
        ("a date is no name", "[DATE Okello] refused .", [("Okello", "DATE")]),
        ("an unknown word stays unread", "But Otieno refused .", []),
    ],
)
def test_the_surname_of_a_person(phenomenon: str, text: str, expected: list[tuple[str, str]]) -> None:
    full = "[PERSON James Okello] commands the brigade ."
    assert labels(full, text)[1] == expected, phenomenon


def test_a_surname_keeps_its_particles() -> None:
    first, second = labels("[PERSON Omar al - Dabbagh] spoke .", "Then [GPE al - Dabbagh] left .")
    assert (first[0][1], second[0][1]) == ("PERSON", "PERSON")
    assert labels("[PERSON Omar al - Dabbagh] spoke .", "Then al - Dabbagh left .")[1] == [("al - Dabbagh", "PERSON")]


def test_a_place_of_the_gazetteer_is_no_surname() -> None:
    assert labels("[PERSON Brian Kigali] spoke .", "He left [GPE Kigali] .")[1] == [("Kigali", "GPE")]


def test_one_name_has_the_label_of_most_of_its_occurrences() -> None:
    found = labels("[GPE Tessalit] fell .", "They left [PERSON Tessalit] .", "[GPE Tessalit] is theirs .")
    assert [label for names in found for _, label in names] == ["GPE", "GPE", "GPE"]


def test_a_single_name_teaches_no_surname() -> None:
    assert labels("[PERSON Okello] spoke .", "But Okello refused .")[1] == []
