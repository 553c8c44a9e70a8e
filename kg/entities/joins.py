"""What joining names gives: keys that stand for others, and the cases that stayed open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import OpenCase


@dataclass(frozen=True)
class Named:
    """A key of a build with one of its spellings, and the known things its articles speak of."""

    id: str
    text: str
    context: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Join:
    """A key that another one stands for, with rule, score and the words that were seen."""

    id: str
    rule: str
    score: float
    evidence: str


@dataclass(frozen=True)
class Joined:
    """What each joined key belongs to, and the cases that stayed open."""

    joins: Mapping[str, Join] = field(default_factory=dict)
    open_cases: tuple[OpenCase, ...] = ()
