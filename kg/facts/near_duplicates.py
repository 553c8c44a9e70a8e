"""Articles that carry the same text: an agency's report in several papers, a body pasted into a longer article.

Each article keeps the hashes of a fixed share of its runs of words (shingles), as in Broder, *On the resemblance and
containment of documents* (1997): a run that two articles share is kept by both or by neither. Only articles with a kept
run in common are compared, so that the work grows with the shared text and not with the number of pairs.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

from kg.model import Article

SHINGLE = 6  # words in a run: long enough that two reporters rarely write the same one
KEPT = 8  # one run in so many is kept to find candidates
PARTS = 8  # the runs are looked through in so many parts: the index of one part at a time is in memory
# Articles have the same text when so much of the shorter one stands in the longer one.
SAME = 0.5
# A run that more articles than this have in common compares each only with the next and with the first.
CROWD = 40
READ = frozenset({"body", "title", "deck", "heading"})
_WORD = re.compile(r"\w+")


def same_text(articles: Sequence[Article]) -> dict[str, str]:
    """The name of each article mapped to the first name among those that carry the same text (often its own)."""
    texts = {article.name: body_text(article) for article in articles}
    representative = {name: name for name in texts}
    shingled: dict[str, frozenset[int]] = {}
    for one, other in sorted(_candidates(texts)):
        for name in (one, other):
            if name not in shingled:
                shingled[name] = frozenset(shingles(texts[name]))
        if containment(shingled[one], shingled[other]) >= SAME:
            _join(representative, one, other)
    return {name: _find(representative, name) for name in representative}


def body_text(article: Article) -> str:
    """The words of an article without what surrounds them; the whole text where no blocks are known."""
    blocks = [block for block in article.blocks if block.kind in READ]
    if not article.blocks:
        return article.text
    return "\n".join(article.text[block.start : block.end] for block in blocks)


def shingles(text: str, length: int = SHINGLE) -> Iterator[int]:
    """Hashes of all runs of `length` words, the same on every machine; a shorter text is one run."""
    words = _WORD.findall(text.casefold())
    for first in range(max(1, len(words) - length + 1) if words else 0):
        run = " ".join(words[first : first + length])
        yield int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Which part of the smaller set the larger one holds, from 0 to 1; 0 where one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _candidates(texts: Mapping[str, str]) -> set[tuple[str, str]]:
    kept = {name: _kept_runs(texts[name]) for name in sorted(texts)}
    return {pair for part in range(PARTS) for names in _holders(kept, part) for pair in _pairs(names)}


def _kept_runs(text: str) -> "array[int]":
    return array("Q", sorted({run for run in shingles(text) if run % KEPT == 0}))


def _holders(kept: Mapping[str, "array[int]"], part: int) -> Iterable[list[str]]:
    """The articles of each kept run of one part, where there are several."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name, runs in kept.items():
        for run in runs:
            if run // KEPT % PARTS == part:
                holders[run].append(name)
    return (names for names in holders.values() if len(names) > 1)


def _pairs(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(names) <= CROWD:
        return ((one, other) for i, one in enumerate(names) for other in names[i + 1 :])
    return [*pairwise(names), *((names[0], other) for other in names[2:])]


def _find(representative: dict[str, str], name: str) -> str:
    while representative[name] != name:
        representative[name] = representative[representative[name]]
        name = representative[name]
    return name


def _join(representative: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_find(representative, one), _find(representative, other)))
    representative[second] = first
