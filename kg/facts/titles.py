"""Titles in the text: where one begins and ends, and the words that say how its holder holds it."""

from dataclasses import dataclass

from kg.facts.arguments import Reading
from kg.gazetteer import normalise
from kg.model import Mention
from kg.parse import Token

POSITION_KINDS = frozenset({"office", "rank", "role_head", "spokesperson"})
LONGEST_TITLE = 5
# Words before a title that make it another post or a post of another time; they belong to the position.
QUALIFYING = frozenset("deputy vice assistant associate acting interim caretaker transitional former ex".split())
# Words that do so only with a hyphen: *then-President*, but *Then President X spoke*.
HYPHENED = frozenset({"then"})
# Titles whose nouns are kept for other relations (a member of a group holds no post in it).
NO_POSTS = frozenset({"member"})
# Callings that are a post only where somebody gives them (*an analyst at X*, not *peace activist X*).
CALLINGS = frozenset({"activist", "campaigner", "analyst", "lawyer", "correspondent"})
SPOKESPERSON_WORDS = ("spokesman", "spokeswoman", "spokesperson", "press secretary", "mouthpiece")


@dataclass(frozen=True)
class Title:
    """A title in the text: token range (end exclusive) and its kind in the gazetteer."""

    first: int
    last: int
    kind: str


def title_ending(reading: Reading, last: int) -> Title | None:
    """The longest title whose last token is just before `last`."""
    start = reading.paragraph.sentence_of(last)[0] if last < len(reading.paragraph.tokens) else 0
    found = [
        title for first in range(max(start, last - LONGEST_TITLE), last) if (title := _title(reading, first, last))
    ]
    best = max(found, key=lambda title: title.last - _chain(reading, title, start), default=None)
    return _alone(reading, best) if best is not None else None


def _chain(reading: Reading, title: Title, start: int) -> int:
    """Where a title with the one before it begins: *Chief of the General Staff | General*, not *… | Staff General*."""
    firsts = range(max(start, title.first - LONGEST_TITLE), title.first)
    return next((first for first in firsts if _title(reading, first, title.first)), title.first)


def title_starting(reading: Reading, first: int) -> Title | None:
    """The longest title that starts at a token."""
    tokens = reading.paragraph.tokens
    for size in range(min(LONGEST_TITLE, len(tokens) - first), 0, -1):
        title = _title(reading, first, first + size)
        if title is not None:
            return _alone(reading, title)
    return None


def title_at(reading: Reading, index: int) -> Title | None:
    """The longest title that holds a token (*chief of staff* at *chief*)."""
    starts = range(max(0, index - LONGEST_TITLE + 1), index + 1)
    found = [title for first in starts if (title := title_starting(reading, first)) and index < title.last]
    return max((t for t in found if t.first <= index), key=lambda t: t.last - t.first, default=None)


def _title(reading: Reading, first: int, last: int) -> Title | None:
    tokens = reading.paragraph.tokens
    if not _is_bounded(tokens[first], tokens[last - 1]):
        return None
    kind = reading.gazetteer.titles.get(normalise(" ".join(t.text for t in tokens[first:last])))
    return Title(first, last, kind) if kind in POSITION_KINDS and kind is not None else None


def _is_bounded(first: Token, last: Token) -> bool:
    return first.text[0].isalnum() and (last.text[-1].isalnum() or last.text.endswith("."))


def _alone(reading: Reading, title: Title) -> Title:
    """The title without its owner: of *army spokesman* the last word, of *UN envoy* the one that is no name."""
    last = reading.paragraph.tokens[title.last - 1]
    name = reading.mentions.get(title.first)
    if name is not None and name.type != "Person" and name.first <= title.first and name.last < title.last:
        return _title(reading, name.last, title.last) or title
    if title.last - title.first > 1 and reading.gazetteer.titles.get(last.lower) == "spokesperson":
        return Title(title.last - 1, title.last, "spokesperson")
    return title


def position_words(reading: Reading, title: Title, owner: Mention | None = None) -> str:
    """The words of the position, with *deputy*, *acting* or *former* before it or before its owner.

    Of *former Yugoslav president* all three: without *former* the words would say another thing.
    """
    return reading.paragraph.words(start_of_position(reading, title, owner), title.last)


def start_of_position(reading: Reading, title: Title, owner: Mention | None = None) -> int:
    """The token with which the words of the position begin."""
    tokens, first = reading.paragraph.tokens, title.first
    if owner is not None and owner.first < first and _qualifies(tokens, owner.first - 1):
        first = owner.first
    while first > 0 and _qualifies(tokens, first - 1):
        first -= 1
    return first


def _qualifies(tokens: tuple[Token, ...], index: int) -> bool:
    if index < 0:
        return False
    if tokens[index].text in ("-", "–"):
        return index > 0 and tokens[index - 1].lower in QUALIFYING | HYPHENED
    return tokens[index].lower in QUALIFYING or (tokens[index].lower in HYPHENED and tokens[index + 1].text == "-")


def is_spokesperson(reading: Reading, title: Title) -> bool:
    """Whether the holder speaks for the owner of the title."""
    words = reading.paragraph.words(title.first, title.last).lower()
    return any(word in words for word in SPOKESPERSON_WORDS)


def is_post(reading: Reading, title: Title) -> bool:
    """Whether a title is a post that somebody can be said to hold."""
    return reading.paragraph.words(title.first, title.last).lower() not in NO_POSTS


def is_calling(reading: Reading, title: Title) -> bool:
    """Whether a title needs an owner to be a post."""
    return reading.paragraph.words(title.first, title.last).lower() in CALLINGS
