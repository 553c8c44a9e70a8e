"""Replaces names in training sentences by names from many languages, so that the tagger learns contexts, not lists."""

import gzip
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int, str]

# Particles and how often a generated person carries one between or before the family name.
PARTICLES = ("al-", "Al-", "al ", "bin ", "ibn ", "Abu ", "ben ", "von ", "van der ", "de ", "da ", "Mc", "O'")
PARTICLE_SHARE = 0.25
MIDDLE_NAME_SHARE = 0.2
# A spelling counted fewer times than this in the name list is more often a typing error than a name.
MINIMUM_SPELLING_COUNT = 3

GROUP_PATTERNS = (
    "{place} Liberation Front", "{place} Liberation Army", "{person} Brigades", "{person} Battalion",
    "Army of {person}",
    "{place} People's Defense Forces", "{place} Resistance Movement", "Movement for the Salvation of {place}",
    "{place} Ministry of Defense", "Ministry of Defence of {place}", "{place} Armed Forces", "{place} National Guard",
    "{place} News Agency", "{place} Human Rights Watch", "{person} Foundation", "{place} University", "{person} Group",
    "{place} Security Council", "Southern {place} Operations Command", "{place} Democratic Union", "Bank of {place}",
    "{place} Broadcasting Corporation", "Jaish {person}", "Harakat {person}", "Lashkar-e-{person}",
    "{place} Regional Command",
)  # fmt: skip
FACILITY_PATTERNS = (
    "{place} air base", "Camp {person}", "{place} Airport", "{place} International Airport", "Fort {person}",
    "{person} Barracks", "Forward Operating Base {person}", "{place} Bridge", "{place} military base",
    "{person} Air Base",
)  # fmt: skip


@dataclass(frozen=True)
class NameSource:
    """Pools of single name words (weighted by spelling) and of place names."""

    name_words: Sequence[str]
    places: Sequence[str]

    def person(self, chance: random.Random) -> str:
        given, family = chance.choice(self.name_words), chance.choice(self.name_words)
        if chance.random() < MIDDLE_NAME_SHARE:
            given += " " + chance.choice(self.name_words)
        if chance.random() < PARTICLE_SHARE:
            family = chance.choice(PARTICLES) + family
        return f"{given} {family}"

    def place(self, chance: random.Random) -> str:
        return chance.choice(self.places if chance.random() < 0.5 else self.name_words)

    def patterned(self, patterns: Sequence[str], chance: random.Random) -> str:
        return chance.choice(patterns).format(place=self.place(chance), person=chance.choice(self.name_words))


def read_name_source(spellings: Path, places: Sequence[str]) -> NameSource:
    """Read the romanisation pairs (`script<TAB>name<TAB>spelling:count ...`) as a pool of name words."""
    words = set()
    with gzip.open(spellings, "rt", encoding="utf-8") as lines:
        for line in lines:
            for item in line.rstrip("\n").split("\t")[2].split():
                spelling, _, count = item.rpartition(":")
                if int(count) >= MINIMUM_SPELLING_COUNT and len(spelling) > 2 and spelling.isalpha():
                    words.add(spelling.title())
    return NameSource(sorted(words), sorted(set(places)))


def substitute_names(
    text: str, spans: Sequence[Span], names: NameSource, chance: random.Random
) -> tuple[str, list[Span]]:
    """Give every person, place, organisation and facility of a sentence another name; the same name stays the same.

    Demonyms and dates stay; one-word names get one-word names, so that surnames and towns keep their look.
    """
    replacements: dict[tuple[str, str], str] = {}
    pieces, moved, position, length = [], [], 0, 0
    for start, end, label in sorted(spans):
        old = text[start:end]
        new = replacements.setdefault((old, label), _replacement(old, label, names, chance))
        pieces += [text[position:start], new]
        length += start - position
        moved.append((length, length + len(new), label))
        length += len(new)
        position = end
    return "".join([*pieces, text[position:]]), moved


def _replacement(old: str, label: str, names: NameSource, chance: random.Random) -> str:
    one_word = " " not in old
    if label == "PERSON":
        return chance.choice(names.name_words) if one_word else names.person(chance)
    if label == "GPE":
        return names.place(chance)
    if label == "ORG" and not one_word:
        return names.patterned(GROUP_PATTERNS, chance)
    if label == "FAC" and re.search(r"\s", old):
        return names.patterned(FACILITY_PATTERNS, chance)
    return old
