"""The frozen parse of a paragraph in Universal Dependencies, and the ways to walk it.

Everything after the parser reads these records and never spaCy's own, whichever pipeline and label scheme made them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `start`/`end` are offsets in the article, `head` the index of its governor (its own for a root)."""

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """Tokens `first` to `last` (exclusive) that are a name, with the recogniser's label (PERSON, ORG, GPE, …) or the
    class of the ontology that the article gives it."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Paragraph:
    """One block of an article with its tokens, sentences (token ranges, end exclusive) and names."""

    article: str
    index: int
    kind: str
    start: int
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[NamedSpan, ...] = field(default=())

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        lists: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                lists[token.head].append(token.index)
        return tuple(map(tuple, lists))

    @cached_property
    def _relations(self) -> tuple[str, ...]:
        """The relation of each token without its subtype."""
        return tuple(token.dep.partition(":")[0] for token in self.tokens)

    def children(self, index: int, *deps: str) -> Iterator[Token]:
        """The dependents of a token, in order, of the given relations (all when none is given).

        `obl` matches its subtypes too; give the subtype (`obl:agent`) to narrow.
        """
        for child in self._children[index]:
            token = self.tokens[child]
            if not deps or token.dep in deps or self._relations[child] in deps:
                yield token

    def child(self, index: int, *deps: str) -> Token | None:
        """The first dependent of the given relations, or None."""
        return next(self.children(index, *deps), None)

    def subtree(self, index: int) -> list[int]:
        """Indices of a token and everything below it, sorted."""
        found, waiting = [], [index]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting.extend(self._children[current])
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[Token]:
        """The governors of a token, nearest first."""
        current = self.tokens[index]
        while current.head != current.index:
            current = self.tokens[current.head]
            yield current

    def sentence_of(self, index: int) -> tuple[int, int]:
        """The token range of the sentence that holds a token."""
        return next(span for span in self.sentences if span[0] <= index < span[1])

    def words(self, first: int, last: int) -> str:
        """The exact text of a token range (end exclusive)."""
        return self.text[self.tokens[first].start - self.start : self.tokens[last - 1].end - self.start]

    def is_joined(self, index: int) -> bool:
        """Whether a conjunction leads into a token or into the words before it (*X and rebel leader Y*)."""
        if self.child(index, "cc") is not None:
            return True
        before = (t for t in self.children(index) if t.index < index)
        return any(self.child(t.index, "cc") is not None for t in before)

    def conjuncts(self, index: int) -> list[int]:
        """A token and the tokens coordinated with it, in order.

        A conjunction before it makes a coordination also of what the parser calls part of the name or an apposition.
        """
        others = (
            t for t in self.children(index, "conj", "flat", "appos") if t.dep == "conj" or self.is_joined(t.index)
        )
        return [index, *(c for other in others for c in self.conjuncts(other.index))]
