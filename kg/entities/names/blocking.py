"""Which names are worth comparing: those that share a key of consonants, never all pairs.

Names of a block that has grown large are compared with their neighbours in alphabetical order only (the sorted
neighbourhood of Hernández and Stolfo, 1995), so that the number of pairs grows as the number of names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from kg.entities.names.organisations import OrganisationName
from kg.entities.names.persons import PersonName
from kg.entities.names.scripts import Word
from kg.entities.names.sounds import readings
from kg.entities.names.tables import read_name_tables

Block = tuple[str, ...]

# Sounds that romanisations take for one another fall together; vowels, h, w and y are left out.
CLASS_OF_SOUND = str.maketrans(
    dict.fromkeys("bpfvBF", "P") | dict.fromkeys("dtTDszcSCZjV", "T") | dict.fromkeys("kgXGq", "K")
    | dict.fromkeys("mn", "N") | dict.fromkeys("aeiouywhAWYEH", "")
)  # fmt: skip
LARGE_BLOCK = 24
NEIGHBOURS = 8


@lru_cache(maxsize=200_000)
def skeleton(word: Word) -> str:
    """The classes of a word's consonants, neighbours of one class once; `-` for a word of vowels."""
    sounds = readings(word)[0]
    classes = sounds.translate(CLASS_OF_SOUND)
    plain = "".join(c for n, c in enumerate(classes) if n == 0 or classes[n - 1] != c)
    return plain or "-"


def person_blocks(name: PersonName) -> Iterator[Block]:
    """The blocks of a full name: pairs of its first, second and last words, and its last word with an initial."""
    words = name.words
    if len(words) < 2:
        return
    chosen = dict.fromkeys((0, 1, len(words) - 1))
    keys = {n: _word_keys(words[n]) for n in chosen}
    for first, second in ((a, b) for a in chosen for b in chosen if a < b):
        for x in keys[first]:
            for y in keys[second]:
                yield ("pair", *sorted((x, y)))
    yield ("initial", words[0].text[0], skeleton(words[-1]))
    if len(words) > 2:
        rest = Word("".join(w.text for w in words[1:]), "", words[-1].script)
        yield ("pair", *sorted((skeleton(words[0]), skeleton(rest))))


def _word_keys(word: Word) -> tuple[str, ...]:
    """The skeleton of a word, and the rows that list it as a form of a given or family name."""
    tables = read_name_tables()
    given = tables.given.get(word.text) or tables.given.get(word.own)
    family = tables.families.get(word.own) or tables.families.get(word.text, frozenset())
    rows = () if given is None else tuple(f"given {row}" for row in sorted(given.names | given.shorts))
    return (skeleton(word), *rows, *(f"family {row}" for row in sorted(family)))


def organisation_blocks(name: OrganisationName) -> Iterator[Block]:
    """The blocks of an organisation's name: the skeletons of its own words, else what its words mean."""
    numbers = " ".join(sorted(part.concept for part in name.of_kind("number")))
    own = [part.word for part in name.of_kind("own")]
    if own:
        yield ("words", numbers, *sorted(skeleton(word) for word in own))
        yield ("run", numbers, skeleton(Word("".join(w.text for w in own), "", own[0].script)))
    else:
        yield ("concepts", numbers, *sorted({part.concept for part in name.parts}))


def candidate_pairs(blocks: Mapping[str, Iterable[Block]]) -> Iterator[tuple[str, str]]:
    """Pairs of ids (the smaller first, each once) that share a block."""
    order = sorted(blocks)
    members: dict[Block, list[int]] = defaultdict(list)
    for number, identifier in enumerate(order):
        for block in dict.fromkeys(blocks[identifier]):
            members[block].append(number)
    partners: dict[int, set[int]] = defaultdict(set)
    for block in members.values():
        for first, second in _within(block):
            partners[first].add(second)
    for first in sorted(partners):
        for second in sorted(partners[first]):
            yield order[first], order[second]


def _within(block: Sequence[int]) -> Iterator[tuple[int, int]]:
    reach = NEIGHBOURS if len(block) > LARGE_BLOCK else len(block)
    for at, first in enumerate(block):
        for second in block[at + 1 : at + 1 + reach]:
            yield first, second
