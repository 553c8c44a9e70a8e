"""Reads `alike.toml`, the word lists by which wordings are compared."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files


@dataclass(frozen=True)
class WordLists:
    """The lists of `alike.toml` under their names there, where each is explained."""

    articles: frozenset[str]
    fillers: frozenset[str]
    prepositions: frozenset[str]
    quantities: frozenset[str]
    kinship: frozenset[str]
    distinguishing: frozenset[str]
    troops: frozenset[str]
    fighters: frozenset[str]
    base_modifiers: frozenset[str]
    group_classes: frozenset[str]
    owner_classes: frozenset[str]
    place_classes: frozenset[str]
    numbers: Mapping[str, int]

    @cached_property
    def empty(self) -> frozenset[str]:
        """The words that are left out of a name wherever they stand."""
        return self.articles | self.fillers

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The words that tell nothing of a name or an office; acronyms leave them out too."""
        return self.empty | self.prepositions


@cache
def load_word_lists() -> WordLists:
    """Read the word lists shipped with the package."""
    lists = tomllib.loads((files("kg.outputs") / "alike.toml").read_text("utf-8"))
    numbers = lists.pop("numbers")
    return WordLists(**{name: frozenset(words) for name, words in lists.items()}, numbers=numbers)
