"""Reads the word lists by which the parts of a news page that are not its story are recognised."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WordLists = Mapping[str, Mapping[str, list[str]]]
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The word lists of `boilerplate.toml`, ready to match at the start, within, or as the whole of a text."""

    lists: WordLists

    def opening(self, section: str, key: str = "openers") -> re.Pattern[str]:
        """Matches a text that starts with one of the phrases."""
        return _pattern(r"\W*?(?:{})(?!\w)", tuple(self.lists[section][key]))

    def within(self, section: str, key: str = "phrases") -> re.Pattern[str]:
        """Finds one of the phrases, as whole words."""
        return _pattern(r"(?<!\w)(?:{})(?!\w)", tuple(self.lists[section][key]))

    def whole(self, section: str, key: str) -> re.Pattern[str]:
        """Matches a text that is one of the phrases, with a count or a colon at most."""
        return _pattern(r"\W*(?:\d+\s+)?(?:{})\s*(?:\(?\d+\)?)?\s*[:>»]?\Z", tuple(self.lists[section][key]))

    def agency(self) -> re.Pattern[str]:
        """Finds the name of a news agency; case counts, because many names are short."""
        return _pattern(r"(?<![\w'])(?:{})(?!\w)", tuple(self.lists["agencies"]["names"]), 0)

    def words(self, section: str, key: str) -> frozenset[str]:
        """The entries of one list, lower-case."""
        return frozenset(word.lower() for word in self.lists[section][key])

    def label_of(self, word: str) -> str | None:
        """What a label or column announces: `title`, `publisher`, `date`, `address`, `other`; None if nothing."""
        key = word.strip().lower().replace("_", " ").replace("-", " ")
        return next((name for name, words in self.lists["labels"].items() if key in words), None)


@cache
def load_boilerplate() -> Boilerplate:
    """Read the word lists shipped with the package."""
    return Boilerplate(tomllib.loads((files("kg.text") / "boilerplate.toml").read_text("utf-8")))


@cache
def _pattern(template: str, phrases: tuple[str, ...], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(template.format(_alternatives(phrases)), flags) if phrases else NOTHING


def _alternatives(phrases: Iterable[str]) -> str:
    """The longest first, so that `last updated on` is not read as `last updated`."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
