"""Persons' names that the recogniser cuts in two: at a hyphen (*Lee Jae-Myung*), at a nickname (*John "Jack" Reed*)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.parse import NamedSpan, Paragraph

HYPHENS = frozenset({"-", "–", "‐"})
QUOTES = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'"})
# The longest nickname between quotation marks, in words.
LONGEST_NICKNAME = 2


def whole_persons(paragraph: Paragraph, spans: Sequence[NamedSpan]) -> list[NamedSpan]:
    """The spans, with those of persons that go on over a hyphen or a nickname in quotes in one piece."""
    starts = {span.first: span for span in spans}
    found = [_whole(paragraph, span, starts) for span in spans]
    return list(_outermost(found))


def _whole(paragraph: Paragraph, span: NamedSpan, starts: dict[int, NamedSpan]) -> NamedSpan:
    if span.label != "PERSON":
        return span
    span = replace(span, last=_behind_hyphens(paragraph, span.last, starts))
    surname = starts.get(_behind_nickname(paragraph, span.last))
    return replace(span, last=surname.last) if surname is not None and surname.label == "PERSON" else span


def _behind_hyphens(paragraph: Paragraph, last: int, starts: dict[int, NamedSpan]) -> int:
    """Where a name ends whose last word goes on behind a hyphen with a capital (*Ban Ki | -Moon*)."""
    tokens = paragraph.tokens
    while last + 1 < len(tokens) and tokens[last].text in HYPHENS and last + 1 not in starts:
        before, following = tokens[last - 1], tokens[last + 1]
        joined = before.end == tokens[last].start and tokens[last].end == following.start
        if not joined or following.pos != "PROPN" or not following.text[:1].isupper():
            break
        last += 2
    return last


def _behind_nickname(paragraph: Paragraph, first: int) -> int:
    """The index behind a nickname in quotes that begins at a token, or -1."""
    tokens = paragraph.tokens
    if first >= len(tokens) or tokens[first].text not in QUOTES:
        return -1
    for index in range(first + 2, min(first + 2 + LONGEST_NICKNAME, len(tokens))):
        if tokens[index].text in QUOTES:
            return index + 1 if all(t.text[:1].isupper() for t in tokens[first + 1 : index]) else -1
    return -1


def _outermost(spans: Sequence[NamedSpan]) -> Iterator[NamedSpan]:
    """The spans that lie in no longer one."""
    for span in spans:
        around = (o for o in spans if o != span and o.first <= span.first and span.last <= o.last)
        if next(around, None) is None:
            yield span
