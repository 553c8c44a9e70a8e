"""An article as coreference sees it: its mentions in order, with sentences, subjects and what makes them distinct."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.classes import Classes
from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

# How many mentions back anything is looked for: more than all of a long article, so that a book takes no longer.
LOOKBACK = 600
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
ARGUMENTS = SUBJECTS | {"obj", "iobj", "obl", "obl:agent"}
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
MULTITUDES = frozenset({"MilitaryForce", "ArmedGroup", "Person"})
CLAUSES = frozenset({"ccomp", "conj", "parataxis", "acl:relcl", "csubj"})
VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True)
class Discourse:
    """The mentions of one article in text order, and the knowledge to compare them."""

    paragraphs: Sequence[Paragraph]
    mentions: Sequence[Mention]
    gazetteer: Gazetteer
    classes: Classes

    @cached_property
    def _sentences(self) -> dict[tuple[int, int], int]:
        """The number, over the article, of the sentence of each token (paragraph, token)."""
        numbers: dict[tuple[int, int], int] = {}
        count = 0
        for paragraph in self.paragraphs:
            for first, last in paragraph.sentences:
                numbers.update(dict.fromkeys(((paragraph.index, index) for index in range(first, last)), count))
                count += 1
        return numbers

    @cached_property
    def _by_index(self) -> dict[int, Paragraph]:
        return {paragraph.index: paragraph for paragraph in self.paragraphs}

    @cached_property
    def _heads(self) -> dict[tuple[int, int], Mention]:
        """The longest mention that each token heads."""
        ordered = sorted(self.mentions, key=lambda m: m.last - m.first)
        return {(m.paragraph, m.head): m for m in ordered}

    @cached_property
    def _starts(self) -> dict[tuple[int, int], list[Mention]]:
        found: dict[tuple[int, int], list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault((mention.paragraph, mention.first), []).append(mention)
        return found

    @cached_property
    def _inner(self) -> frozenset[int]:
        """Positions of mentions that only modify a longer one (*Iraqi* in *Iraqi forces*)."""
        found = set()
        for position, mention in enumerate(self.mentions):
            around = self.mentions[max(0, position - 6) : position + 4]
            if any(_holds(other, mention) for other in around):
                found.add(position)
        return frozenset(found)

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {id(mention): position for position, mention in enumerate(self.mentions)}

    def paragraph(self, mention: Mention) -> Paragraph:
        """The paragraph that a mention stands in."""
        return self._by_index[mention.paragraph]

    def token(self, mention: Mention) -> Token:
        """The head token of a mention."""
        return self.paragraph(mention).tokens[mention.head]

    def sentence(self, mention: Mention) -> int:
        """The number of its sentence, counted over the article."""
        return self._sentences[(mention.paragraph, mention.head)]

    def starting(self, paragraph: int, index: int) -> Sequence[Mention]:
        """The mentions that begin at a token, the longest first."""
        return self._starts.get((paragraph, index), ())

    def headed(self, paragraph: int, index: int) -> Mention | None:
        """The mention that a token heads."""
        return self._heads.get((paragraph, index))

    def before(self, mention: Mention, *, with_bodies: bool = False) -> Iterator[Mention]:
        """The mentions before one, nearest first, without pronouns and without mere modifiers of others.

        `with_bodies` takes in organisations that modify another mention (*the Lebanese army bombardment*).
        """
        here = self._positions[id(mention)]
        for position in range(here - 1, max(-1, here - LOOKBACK), -1):
            other = self.mentions[position]
            inner = position in self._inner and not (with_bodies and self.is_a(other, ("Organization",)))
            if other.kind is not MentionKind.PRONOUN and not inner and other.end <= mention.start:
                yield other

    def back(self, mention: Mention, sentences: int, *, with_bodies: bool = False) -> list[Mention]:
        """Those of `before` at most so many sentences back, nearest first."""
        found = []
        for other in self.before(mention, with_bodies=with_bodies):
            if self.sentence(mention) - self.sentence(other) > sentences:
                break
            found.append(other)
        return found

    def around(self, mention: Mention, sentences: int) -> Iterator[Mention]:
        """All mentions of its own and of so many sentences before, modifiers too, nearest first."""
        for position in range(self._positions[id(mention)] - 1, -1, -1):
            if self.sentence(mention) - self.sentence(self.mentions[position]) > sentences:
                return
            yield self.mentions[position]

    def is_subject(self, mention: Mention) -> bool:
        """Whether it is the subject of a clause, or coordinated with one."""
        paragraph, token = self.paragraph(mention), self.token(mention)
        while token.dep == "conj" and token.head != token.index:
            token = paragraph.tokens[token.head]
        return token.dep in SUBJECTS

    def is_plural(self, mention: Mention) -> bool:
        """Whether it is many by form: also by name (*Iraqi security forces*), but not *the United States*."""
        return mention.plural or (mention.type in MULTITUDES and self.token(mention).tag in PLURAL_TAGS)

    def share_a_verb(self, one: Mention, other: Mention) -> bool:
        """Whether both are arguments of one verb, and so two things."""
        first, second = self.token(one), self.token(other)
        same = one.paragraph == other.paragraph and first.head == second.head
        return same and first.dep in ARGUMENTS and second.dep in ARGUMENTS

    def is_subject_above(self, one: Mention, other: Mention) -> bool:
        """Whether one is the subject of a verb that the other stands below within its clause.

        *Kenya has soldiers stationed in the country*, not *Kenya says that the country …*.
        """
        paragraph = self.paragraph(other)
        for token in (self.token(other), *paragraph.ancestors(other.head)):
            subjects = paragraph.children(token.index, *SUBJECTS) if token.pos in VERBAL else ()
            if one.paragraph == other.paragraph and any(subject.index == one.head for subject in subjects):
                return True
            if token.dep in CLAUSES:
                return False
        return False

    def identity(self, mention: Mention) -> str:
        """What tells two mentions apart before they are linked: the known thing, the surname, the name."""
        if mention.known:
            return mention.known
        if mention.kind is not MentionKind.NAME:
            return mention.key
        words = normalise(mention.text).split()
        if mention.type == "Person":
            return f"Person:{words[-1]}"
        return f"{'+'.join(mention.states)}:{mention.core or ' '.join(words)}:{mention.noun if mention.states else ''}"

    def is_a(self, mention: Mention, names: Iterable[str]) -> bool:
        """Whether the class of a mention is one of these or below one."""
        return any(self.classes.is_a(mention.type, name) for name in names)

    def only(self, candidates: Sequence[Mention]) -> Mention | None:
        """The nearest candidate, if all of them are one thing; None for several things or no candidate."""
        return candidates[0] if len({self.identity(m) for m in candidates}) == 1 else None


def _holds(outer: Mention, inner: Mention) -> bool:
    return (
        outer is not inner
        and outer.kind is not MentionKind.PRONOUN
        and outer.paragraph == inner.paragraph
        and outer.first <= inner.first
        and inner.last <= outer.last
    )
