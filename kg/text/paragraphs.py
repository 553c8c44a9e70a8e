"""Splits a text into paragraphs: one line each, or a run of lines where the text is hard-wrapped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

# A hard-wrapped text has lines no longer than this; a line of a text with one paragraph a line usually is.
WIDEST_LINE = 120
# In hard-wrapped prose most lines start in lower case; where each line is a paragraph hardly any does.
CONTINUED_SHARE = 0.4
CONTINUED_AT_LEAST = 2

# Header lines, bylines and date lines stand among the first paragraphs, or among the last.
OPENING = 8
CLOSING = 3
# Menus, buttons and bylines above a story take fewer lines than this.
LONGEST_TOP = 30

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "´": "'"})
# A note's number (`.[1]`) may follow.
SENTENCE_END = re.compile(r"""[.!?…]["'»)\]]*(?:\[\d+\])*\Z""")
FULL_STOP = re.compile(r"""(?<!\.\.)\.["'»)\]]*(?:\[\d+\])*\Z""")
BULLET = re.compile(r"[•*·▪■●–—-]\s")
CUT = re.compile(r"(?:…|\.{3,})\]?\Z")


@dataclass(frozen=True)
class RawParagraph:
    """A paragraph before its kind is known; `start` and `end` are offsets in the text, without outer spaces."""

    start: int
    end: int
    text: str
    after_blank: bool = False

    @cached_property
    def flat(self) -> str:
        """The words on one line with straight quotation marks: what rules look at, never what offsets refer to."""
        return " ".join(self.text.split()).translate(STRAIGHT)

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @cached_property
    def has_words(self) -> bool:
        return any(character.isalnum() for character in self.text)

    @cached_property
    def ends_sentence(self) -> bool:
        return bool(SENTENCE_END.search(self.flat))

    @cached_property
    def has_full_stop(self) -> bool:
        return bool(FULL_STOP.search(self.flat))

    @cached_property
    def is_item(self) -> bool:
        """Starts with a bullet, as the items of a list do."""
        return bool(BULLET.match(self.flat))

    @cached_property
    def is_cut(self) -> bool:
        """Ends with an ellipsis, as teasers do."""
        return bool(CUT.search(self.flat))


Paragraphs = Sequence[RawParagraph]
# The kinds found so far, by the index of the paragraph.
Kinds = Mapping[int, str]


def edges(paragraphs: Paragraphs) -> list[int]:
    """The indexes of the first and last paragraphs, where header lines, bylines and source lines stand."""
    count = len(paragraphs)
    return [index for index in range(count) if index < OPENING or index >= count - CLOSING]


def above_story(paragraphs: Paragraphs) -> list[int]:
    """The indexes before the first sentence, however many lines a page puts there."""
    story = next((i for i, paragraph in enumerate(paragraphs) if paragraph.has_full_stop), 0)
    return list(range(min(story, LONGEST_TOP)))


def split_paragraphs(text: str, start: int = 0) -> list[RawParagraph]:
    """The paragraphs of the text from an offset on, in order; they hold every character that is no space."""
    lines = list(_lines(text, start))
    if not is_hard_wrapped(lines):
        return lines
    return _join_lines(text, lines)


def is_hard_wrapped(lines: Sequence[RawParagraph]) -> bool:
    """Whether sentences run on from line to line."""
    neighbours = [(line, after) for line, after in pairwise(lines) if not after.after_blank]
    continued = [line for line, after in neighbours if after.text[0].islower() and not line.ends_sentence]
    narrow = sum(len(line.text) <= WIDEST_LINE for line in lines) >= 0.9 * len(lines)
    return narrow and len(continued) >= max(CONTINUED_AT_LEAST, CONTINUED_SHARE * len(neighbours))


def _lines(text: str, start: int) -> Iterator[RawParagraph]:
    offset, after_blank = start, True
    for line in text[start:].splitlines(keepends=True):
        content = line.strip()
        if content:
            first = offset + len(line) - len(line.lstrip())
            yield RawParagraph(first, first + len(content), content, after_blank)
        after_blank = not content
        offset += len(line)


def _join_lines(text: str, lines: Sequence[RawParagraph]) -> list[RawParagraph]:
    width = max((len(line.text) for line in lines if len(line.text) <= WIDEST_LINE), default=0)
    joined: list[RawParagraph] = []
    last: RawParagraph | None = None
    for line in lines:
        if last is not None and _runs_on(last, line, width):
            head = joined.pop()
            joined.append(RawParagraph(head.start, line.end, text[head.start : line.end], head.after_blank))
        else:
            joined.append(line)
        last = line
    return joined


def _runs_on(line: RawParagraph, after: RawParagraph, width: int) -> bool:
    """The first word of the next line had no room on this one, or it goes on in lower case."""
    if after.after_blank:
        return False
    filled = len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width
    return filled or (after.text[0].islower() and not line.ends_sentence)
