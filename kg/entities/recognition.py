"""Which stretches of a paragraph are names: the recogniser's spans, put right by known names, titles and openings.

The recogniser tags words by their looks. What it cuts short (*North* in *North Korean*), overlooks (*FOB Carver*) or
takes for a place (*Gen. Marib*) is told by the words around.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.entities.known_names import with_known
from kg.entities.name_words import opening
from kg.entities.titled_names import (
    LONGEST_TITLE,
    overlooked_persons,
    read_after_title,
    title_before,
    without_post,
    without_title,
)
from kg.entities.typing import lookup_head
from kg.entities.whole_persons import whole_persons
from kg.gazetteer import Gazetteer, normalise
from kg.parse import NamedSpan, Paragraph

CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()
)


def name_spans(paragraph: Paragraph, gazetteer: Gazetteer) -> tuple[NamedSpan, ...]:
    """The names of a paragraph in text order, none overlapping another."""
    spans = [span for span in paragraph.names if normalise(_words(paragraph, span)) not in CALENDAR]
    spans = [_without_person(paragraph, span, gazetteer) for span in spans]
    for mend in (_without_place, _without_article, without_post):
        spans = [mend(paragraph, span, gazetteer) for span in spans]
    spans = with_known(paragraph, spans, gazetteer)
    spans = [part for span in spans for part in without_title(paragraph, span, gazetteer)]
    spans = [part for span in spans for part in read_after_title(paragraph, span, gazetteer)]
    spans = [part for span in spans for part in _opened(paragraph, span, gazetteer)]
    spans = whole_persons(paragraph, [*spans, *overlooked_persons(paragraph, spans, gazetteer)])
    return tuple(_without_overlaps(sorted(spans, key=lambda span: (span.first, -span.last))))


def _without_person(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> NamedSpan:
    """A name read as a person that is a state, a capital or a known group, and has no title before it."""
    name = normalise(_words(paragraph, span))
    if span.label != "PERSON" or title_before(paragraph, span.first, gazetteer):
        return span
    place = span.last - span.first == 1 and (name in gazetteer.capitals or gazetteer.state(name) is not None)
    group = not place and name in gazetteer.names and gazetteer.names[name].type not in ("City", "Region", "State")
    if not (place or group) or _is_surname(paragraph, span, name):
        return span
    return replace(span, label="GPE" if place else "ORG")


def _is_surname(paragraph: Paragraph, span: NamedSpan, name: str) -> bool:
    """Whether the paragraph has a person's full name that ends in this one."""
    return any(
        other is not span and other.label == "PERSON" and paragraph.tokens[other.last - 1].lower == name
        for other in paragraph.names
        if other.last - other.first > 1
    )


def _without_article(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> NamedSpan:
    """*The Associated Press* without *The*, which only *The Hague* and a few others keep."""
    starts = paragraph.tokens[span.first].lower == "the" and span.last - span.first > 1
    if not starts or normalise(_words(paragraph, span)) in gazetteer.names:
        return span
    return replace(span, first=span.first + 1)


def _without_place(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> NamedSpan:
    """An unknown "place" before fighters (*Tuareg rebels*) is a people's name, which makes no entity."""
    unknown = normalise(_words(paragraph, span)) not in gazetteer.names
    if span.label != "GPE" or not unknown or span.last >= len(paragraph.tokens):
        return span
    head = lookup_head(paragraph.tokens[span.last].lower, gazetteer)
    return replace(span, label="NORP") if head is not None and head.type == "ArmedGroup" else span


def _without_overlaps(spans: Sequence[NamedSpan]) -> Iterator[NamedSpan]:
    end = 0
    for span in spans:
        if span.first >= end:
            yield span
            end = span.last


def _opened(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> Iterator[NamedSpan]:
    """The span with the words before it that open its name (*FOB* before *Carver*); none for a storm."""
    for size in range(min(LONGEST_TITLE, span.first), 0, -1):
        first = span.first - size
        found = opening(paragraph.words(first, span.last), gazetteer)
        if found is None or len(found[0].split()) != size or not paragraph.tokens[first].text[:1].isupper():
            continue
        if found[1] != "none":
            yield NamedSpan(first, span.last, "FAC" if found[1] in ("MilitaryBase", "Facility") else "ORG")
        return
    yield span


def _words(paragraph: Paragraph, span: NamedSpan) -> str:
    return paragraph.words(span.first, span.last)
