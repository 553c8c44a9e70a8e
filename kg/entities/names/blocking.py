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

# Sounds that romanisations take for one another fall together; vowels, h, w and y are left out. The th of Haitham, the
# dh of Kadhimi and the j of Jamal (Gamal) are either of two classes, so their words have two keys.
CLASSES = (
    dict.fromkeys("bpfvBF", "P") | dict.fromkeys("tdTD", "T") | dict.fromkeys("szcSCZjV", "S")
    | dict.fromkeys("kgXGqK", "K") | dict.fromkeys("mn", "N") | dict.fromkeys("aeiouywhAWYEH", "")
)  # fmt: skip
CLASS_OF_SOUND = tuple(str.maketrans(table) for table in (CLASSES, CLASSES | dict.fromkeys("TD", "S") | {"j": "K"}))
LARGE_BLOCK = 8
NEIGHBOURS = 2


@lru_cache(maxsize=500_000)
def skeletons(word: Word) -> tuple[str, ...]:
    """The classes of a word's consonants, each once in a row, in one or two readings; `-` where it has none."""
    sounds = readings(word)[0]
    return tuple(dict.fromkeys(_once_each(sounds.translate(classes)) or "-" for classes in CLASS_OF_SOUND))


def _once_each(classes: str) -> str:
    return "".join(c for n, c in enumerate(classes) if n == 0 or classes[n - 1] != c)


def person_blocks(name: PersonName) -> Iterator[Block]:
    """The blocks of a full name: pairs of its first, second and last words."""
    words = name.words
    if len(words) < 2:
        return
    chosen = dict.fromkeys((0, 1, len(words) - 1))
    keys = {n: _word_keys(words[n]) for n in chosen}
    for first, second in ((a, b) for a in chosen for b in chosen if a < b):
        for x in keys[first]:
            for y in keys[second]:
                yield ("pair", *sorted((x, y)))
    if len(words) > 2:
        rest = Word("".join(w.text for w in words[1:]), "", words[-1].script)
        yield ("pair", *sorted((skeletons(words[0])[0], skeletons(rest)[0])))


def initial_pairs(names: Mapping[str, PersonName]) -> Iterator[tuple[str, str]]:
    """Names that begin with an initial, each with the names that could be behind it; none where these are many."""
    behind: dict[Block, list[str]] = defaultdict(list)
    short = [key for key, name in sorted(names.items()) if len(name.words) > 1 and name.words[0].initial]
    for identifier, name in sorted(names.items()) if short else ():
        if len(name.words) > 1 and not name.words[0].initial:
            behind[name.words[0].text[0], skeletons(name.words[-1])[0]].append(identifier)
    for identifier in short:
        words = names[identifier].words
        found = behind.get((words[0].text, skeletons(words[-1])[0]), [])
        if len(found) <= LARGE_BLOCK:
            yield from ((min(identifier, other), max(identifier, other)) for other in found)


def _word_keys(word: Word) -> tuple[str, ...]:
    """The skeleton of a word, and the rows that list it as a form of a given or family name."""
    tables = read_name_tables()
    given = tables.given.get(word.text) or tables.given.get(word.own)
    family = tables.families.get(word.own) or tables.families.get(word.text, frozenset())
    rows = () if given is None else tuple(f"given {row}" for row in sorted(given.names | given.shorts))
    return (*skeletons(word), *rows, *(f"family {row}" for row in sorted(family)))


def organisation_blocks(name: OrganisationName) -> Iterator[Block]:
    """The blocks of an organisation's name: the skeletons of its own words, else what its words mean."""
    numbers = " ".join(sorted(part.concept for part in name.of_kind("number")))
    own = [part.word for part in name.of_kind("own")]
    if own:
        yield ("words", numbers, *sorted(skeletons(word)[0] for word in own))
        yield ("run", numbers, skeletons(Word("".join(w.text for w in own), "", own[0].script))[0])
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
    for group in members.values():
        for first, second in _within(group):
            partners[first].add(second)
    for first in sorted(partners):
        for second in sorted(partners[first]):
            yield order[first], order[second]


def _within(block: Sequence[int]) -> Iterator[tuple[int, int]]:
    reach = NEIGHBOURS if len(block) > LARGE_BLOCK else len(block)
    for at, first in enumerate(block):
        for second in block[at + 1 : at + 1 + reach]:
            yield first, second
