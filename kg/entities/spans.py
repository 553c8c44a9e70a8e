"""From a token range to a mention, and what its words say of it."""

from collections.abc import Iterable
from typing import Any

from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

# Words of a base's or force's own name that are not part of what identifies it.
CLASS_WORDS = frozenset(
    """military army air airbase base camp site force forces naval training joint coalition portion complex
    facility""".split()
)


def mention_of(
    paragraph: Paragraph, first: int, last: int, head: int, kind: MentionKind, cls: str, **details: Any
) -> Mention:
    """The mention at tokens `first` to `last` (exclusive); `details` are the further fields of `Mention`."""
    start, end = paragraph.tokens[first].start, paragraph.tokens[last - 1].end
    text = paragraph.words(first, last)
    place = (paragraph.article, start, end, text, kind, cls, paragraph.index, head)
    return Mention(*place, first=first, last=last, **details)


def states_among(tokens: Iterable[Token], gazetteer: Gazetteer) -> tuple[str, ...]:
    """The ids of the states that capitalised words name, in order."""
    known = (gazetteer.state(token.text) for token in tokens if token.text[:1].isupper())
    return tuple(dict.fromkeys(state.id for state in known if state is not None))


def core_of(tokens: Iterable[Token]) -> str:
    """The words that identify a thing, without those for its kind (*Taji* of *Taji military base*)."""
    return normalise(
        " ".join(token.text for token in tokens if token.lower not in CLASS_WORDS and token.pos != "PUNCT")
    )
