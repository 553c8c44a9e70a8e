"""The part of an identity key that a name gives: the same for its commonest spellings, so that it seldom changes."""

import re

from kg.entities.names.organisations import parse_organisation
from kg.entities.names.persons import PersonName, parse_person
from kg.entities.names.scripts import Word
from kg.entities.names.tables import read_name_tables

# Spellings that never tell two names apart.
SAME_SPELLING = (
    (re.compile(r"([bcdfghjklmnpqrstvwxz])\1"), r"\1"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"q|ck"), "k"),
    (re.compile(r"(?<=[aeiou])h$"), ""),
    (re.compile(r"(?:iy|yi|ii|yy|ij)$"), "y"),
)


def person_identifier(text: str) -> str:
    """A person's name without titles and particles, each word in one spelling: `kasim sulaymani`."""
    return identifier_of(parse_person(text))


def identifier_of(name: PersonName) -> str:
    """The identifier of a parsed name."""
    words = [_spelling(word) for word in name.words]
    return " ".join([*words, *filter(None, (name.suffix, name.number))])


def _spelling(word: Word) -> str:
    """The first listed form of a given name; else the word with its spelling made plain."""
    given = read_name_tables().given.get(word.text) or read_name_tables().given.get(word.own)
    if given is not None and len(given.names) == 1:
        return read_name_tables().standard[min(given.names)]
    text = word.text
    for pattern, plain in SAME_SPELLING:
        text = pattern.sub(plain, text)
    return text


def organisation_identifier(text: str) -> str:
    """An organisation's name without legal form, articles and brackets, in the order written."""
    name = parse_organisation(text)
    words = [_spelling(part.word) if part.kind == "own" else part.concept.lower() for part in name.parts]
    return " ".join(words) or text.lower()
