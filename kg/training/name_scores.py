"""Names of a pipeline against a gold set: exact spans and types, the three types of places pooled."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Sets that do not tell these three apart are scored on their union.
PLACES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
NAME_TYPES = ("PERSON", "ORG", "PLACE", "NORP", "DATE", "EVENT")

# First character, the one after the last, type.
Name = tuple[int, int, str]


@dataclass(frozen=True)
class Tally:
    """How many names were found right, found wrongly, and missed; the three measures in per cent."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def gold(self) -> int:
        """How many names there are to find."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of the found names that are right."""
        return _per_cent(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """The share of the gold names that were found."""
        return _per_cent(self.right, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _per_cent(2 * self.right, 2 * self.right + self.extra + self.missed)


def _per_cent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


@dataclass(frozen=True)
class Marks:
    """The names of one text, and the characters of which its annotation is unsure."""

    names: frozenset[Name]
    unsure: frozenset[int] = frozenset()


def names_in(doc: "Doc") -> frozenset[Name]:
    """The names of a document with pooled types."""
    return frozenset((name.start_char, name.end_char, pooled(name.label_)) for name in doc.ents)


def pooled(label: str) -> str:
    """The type under which a label is scored."""
    return PLACES.get(label, label)


def gold_marks(doc: "Doc") -> Marks:
    """The names of a gold document; tokens whose entity value is missing are those its set is unsure of."""
    unsure = (place for token in doc if token.ent_iob == 0 for place in range(token.idx, token.idx + len(token)))
    return Marks(names_in(doc), frozenset(unsure))


def sure_names(found: Set[Name], unsure: Set[int]) -> frozenset[Name]:
    """The found names that touch no unsure character; the others count neither way."""
    return frozenset(name for name in found if not any(place in unsure for place in range(name[0], name[1])))


def tally_names(found: Set[Name], gold: Marks, label: str) -> Tally:
    """Compare the names of one type in one text."""
    mine = {name for name in sure_names(found, gold.unsure) if name[2] == label}
    true = {name for name in gold.names if name[2] == label}
    return Tally(len(mine & true), len(mine - true), len(true - mine))


def score_names(pairs: Iterable[tuple[Set[Name], Marks]], labels: Iterable[str]) -> dict[str, Tally]:
    """The tally of each type over (found, gold) pairs, and of them all under `all`."""
    texts = list(pairs)
    tallies = {label: sum((tally_names(mine, gold, label) for mine, gold in texts), Tally()) for label in labels}
    return {"all": sum(tallies.values(), Tally()), **tallies}
