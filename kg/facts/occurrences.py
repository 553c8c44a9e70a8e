"""Reads `ontology/lexicon/occurrences.toml`: when two claims of a relation tell one event or situation."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.classes import Classes, read_classes
from kg.errors import LexiconError
from kg.resources import resource_folder

KEYS = frozenset({"anchors", "symmetric", "recurs", "once", "rivals", "lasts", "grows", "disputed", "wording"})


@dataclass(frozen=True)
class RelationRule:
    """Of one relation: see the head of the file for each field. `rivals` is 0 where two dates are two events."""

    anchors: tuple[tuple[str, ...], ...]
    symmetric: bool = False
    recurs: bool = False
    once: tuple[str, ...] = ()
    rivals: int = 0
    lasts: bool = False
    grows: bool = False
    disputed: bool = False
    wording: str = ""


@dataclass(frozen=True)
class OccurrenceRules:
    """All settings of the file, with the classes of the ontology."""

    relations: Mapping[str, RelationRule]
    classes: Classes
    window: int
    change: int
    sites: tuple[str, ...]
    broad: tuple[str, ...]
    presence: tuple[str, ...]
    offices: frozenset[tuple[str, ...]]
    synonyms: Mapping[str, str]
    coarser: Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]

    def rule(self, relation: str) -> RelationRule:
        """The rule of a relation; one that the file lacks is decided by subject and object."""
        return self.relations.get(relation, RelationRule((("subject",), ("object",))))

    def is_one_of(self, cls: str, names: tuple[str, ...]) -> bool:
        """Whether a class is one of these or below one of them."""
        return any(self.classes.is_a(cls, name) for name in names)

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a title or weapon with one word for its synonyms, without determiners and *former*."""
        return normal_words(text, self.synonyms)

    def less_precise(self, vague: tuple[str, ...], precise: tuple[str, ...]) -> bool:
        """Whether the first words name the second less precisely: *strike* a *drone strike*, *rockets* *40 rockets*."""
        if set(vague) < set(precise):
            return True
        covered = self.coarser.get(vague) or {word for name in self._names_in(vague) for word in self.coarser[name]}
        return any(set(name) <= set(precise) for name in covered)

    def _names_in(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [name for name in self.coarser if set(name) <= set(words)]


LEFT_OUT = frozenset("a an the its his her their former late then ex of for in".split())


def normal_words(text: str, synonyms: Mapping[str, str]) -> tuple[str, ...]:
    """Lower-case words without determiners, each replaced by the word that stands for it."""
    plain = text.lower().replace("-", " ").replace("’s", "").replace("'s", "")
    words = (word.strip('.,;:()"“”‘’') for word in plain.split())
    return tuple(synonyms.get(word, word) for word in words if word and word not in LEFT_OUT)


@cache
def read_occurrence_rules(folder: Path | None = None) -> OccurrenceRules:
    """The rules of `folder` (default: the shipped ontology). Raises LexiconError naming what is wrong."""
    ontology = folder or resource_folder("ontology")
    path = ontology / "lexicon" / "occurrences.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as TOML ({error}); mend the file") from error
    classes = read_classes(ontology / "kg.ttl")
    synonyms = {word: first for first, others in raw["synonyms"].items() for word in others}
    for name in (*raw["sites"], *raw["broad"]):
        if name not in classes.parents:
            raise LexiconError(f"{path}: the unknown class '{name}'; declare it in kg.ttl or correct the name")
    return OccurrenceRules(
        {name: _rule(name, value, classes, path) for name, value in raw["relations"].items()},
        classes,
        int(raw["window"]),
        int(raw["change"]),
        tuple(raw["sites"]),
        tuple(raw["broad"]),
        tuple(raw["presence"]),
        frozenset(normal_words(title, synonyms) for title in raw["offices"]["sole"]),
        synonyms,
        {
            normal_words(left, synonyms): frozenset(normal_words(word, synonyms) for word in right)
            for left, right in raw["coarser"].items()
        },
    )


def _rule(name: str, raw: Mapping[str, Any], classes: Classes, path: Path) -> RelationRule:
    if name not in classes.relations:
        raise LexiconError(f"{path}: '{name}' is no relation of kg.ttl; declare it there or correct the name")
    unknown = sorted(raw.keys() - KEYS)
    if unknown:
        raise LexiconError(f"{path}: '{name}' has the unknown key '{unknown[0]}'; there are {', '.join(sorted(KEYS))}")
    return RelationRule(
        tuple(tuple(anchor.split()) for anchor in raw["anchors"]),
        bool(raw.get("symmetric", False)),
        bool(raw.get("recurs", False)),
        tuple(raw.get("once", ())),
        int(raw.get("rivals", 0)),
        bool(raw.get("lasts", False)),
        bool(raw.get("grows", False)),
        bool(raw.get("disputed", False)),
        raw.get("wording", ""),
    )
