"""Reads front matter: `key: value` lines between two lines of dashes at the top of a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.text.boilerplate import load_boilerplate

FRONT_MATTER = re.compile(
    r"\s*(?P<all>---[ \t]*\r?\n(?P<lines>(?:[ \t]*(?:[#\w-][^\r\n]*)?\r?\n){1,60}?)(?:---|\.\.\.)[ \t]*)(?=\r?\n|\Z)"
)
PAIR = re.compile(r"(?P<key>[\w][\w -]*?)\s*:\s*(?P<value>.+)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where front matter stands, and its values by `title`, `publisher`, `date`, `address`, `other`."""

    start: int
    end: int
    values: Mapping[str, str]


def find_front_matter(text: str) -> FrontMatter | None:
    """The front matter at the top of a text; None where there is none or it holds no pair."""
    match = FRONT_MATTER.match(text)
    if not match:
        return None
    pairs = [pair for line in match["lines"].splitlines() if (pair := PAIR.fullmatch(line.strip()))]
    values: dict[str, str] = {}
    for pair in pairs:
        key = load_boilerplate().label_of(pair["key"])
        if key:
            values.setdefault(key, pair["value"].strip().strip("\"'"))
    return FrontMatter(match.start("all"), match.end("all"), values) if pairs else None
