"""Quotations and who speaks them: over sentences and paragraphs, with the speaker before, inside or behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.arguments import Reading
from kg.facts.holders import speaker_of
from kg.model import Draft, Mention
from kg.parse import Paragraph, Token

# Tokens between the marks from which on a quotation is a statement rather than a word set off.
SHORTEST_QUOTATION = 4
# Words between a quotation and the verb that names its speaker.
REACH = 14
OPENING, CLOSING = "“«„", "”»"
STRAIGHT = ('"', "``", "''")


@dataclass(frozen=True)
class Quotation:
    """The words between two quotation marks (token indices of a paragraph, the marks included) and who speaks them."""

    paragraph: int
    first: int
    last: int
    speaker: Mention

    def holds(self, draft: Draft) -> bool:
        """Whether a draft's predicate stands inside."""
        return draft.paragraph == self.paragraph and self.first < draft.predicate < self.last


@dataclass(frozen=True)
class Span:
    """A stretch between quotation marks; an open one runs to the end of its paragraph, where the next goes on."""

    first: int
    last: int
    open: bool = False


def quotations(readings: Sequence[Reading]) -> list[Quotation]:
    """The quotations of an article that have a speaker beside them.

    A quotation of several sentences names its speaker once, with the first or the last of them; one that its
    paragraph leaves open goes on in the next with the same speaker. Shorter ones than SHORTEST_QUOTATION only set a
    word off ("historic").
    """
    found: list[Quotation] = []
    running: Mention | None = None
    for reading in readings:
        spans = quoted_spans(reading.paragraph)
        for span in spans:
            carried = running if span == spans[0] and span.first == 0 else None
            speaker = _speaker_beside(reading, span) or carried
            running = speaker if span.open else None
            if speaker is not None and span.last - span.first > SHORTEST_QUOTATION:
                found.append(Quotation(reading.paragraph.index, span.first, span.last, speaker))
        running = running if spans and spans[-1].open else None
    return found


def quoted_spans(paragraph: Paragraph) -> list[Span]:
    """The stretches between quotation marks, in order."""
    spans: list[Span] = []
    opened: int | None = None
    for token in paragraph.tokens:
        if token.text in OPENING or (token.text in STRAIGHT and opened is None):
            opened = token.index
        elif (token.text in CLOSING or token.text in STRAIGHT) and opened is not None:
            spans.append(Span(opened, token.index))
            opened = None
    if opened is not None:
        spans.append(Span(opened, len(paragraph.tokens), open=True))
    return spans


def _speaker_beside(reading: Reading, span: Span) -> Mention | None:
    """The subject of the nearest verb of saying: behind the quotation in its sentence, then before it."""
    for index in (*_behind(reading.paragraph, span), *_before(reading.paragraph, span)):
        token = reading.paragraph.tokens[index]
        if _is_saying(reading, token) and (speaker := speaker_of(reading, token)) is not None:
            return speaker
    return None


def _is_saying(reading: Reading, token: Token) -> bool:
    words = reading.lexicon.stance
    return token.pos == "VERB" and (token.lemma in words.reporting or token.lemma in words.quoting)


def _behind(paragraph: Paragraph, span: Span) -> Iterator[int]:
    """Where the words behind a quotation belong to it: after `,”`, `?”`, `!”`, not after a full stop."""
    if span.open or span.last == 0 or span.last + 1 >= len(paragraph.tokens):
        return
    if paragraph.tokens[span.last - 1].text == "." and paragraph.tokens[span.last + 1].text not in (",", "–", "—"):
        return
    for index in range(span.last + 1, min(span.last + REACH, len(paragraph.tokens))):
        if paragraph.tokens[index].text in (".", *OPENING, *STRAIGHT):
            return
        yield index


def _before(paragraph: Paragraph, span: Span) -> Iterator[int]:
    """The words before a quotation, back over the end of one sentence and over no other quotation."""
    stops = 0
    for index in range(span.first - 1, max(span.first - REACH, -1), -1):
        text = paragraph.tokens[index].text
        stops += text == "."
        if stops > 1 or text in (*CLOSING, *STRAIGHT):
            return
        yield index
