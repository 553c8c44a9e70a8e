"""Names and the titles around them: *Gen. Marib* is a person, *CIA* of *CIA Director* is not the whole post."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.entities.known_names import known_label
from kg.gazetteer import Gazetteer, Known, normalise
from kg.parse import NamedSpan, Paragraph, Token

# Kinds of titles that stand right before a person's name; "commander Basra" would be odd.
PERSONAL_TITLES = frozenset({"rank", "office", "honorific"})
LONGEST_TITLE = 3
LONGEST_PERSON = 4
PLACE_OR_GROUP = frozenset({"GPE", "LOC", "FAC", "ORG"})


def title_before(paragraph: Paragraph, first: int, gazetteer: Gazetteer) -> str:
    """The title for a person right before a token, in lower case; empty if there is none."""
    for size in range(min(LONGEST_TITLE, first), 0, -1):
        tokens = paragraph.tokens[first - size : first]
        words = normalise(" ".join(token.text for token in tokens))
        if gazetteer.titles.get(words) in PERSONAL_TITLES and tokens[0].text[:1].isupper():
            return words
    return ""


def without_title(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> Iterator[NamedSpan]:
    """The span without the words that begin a title behind it (*US Defense* before *Secretary Robert Gates*)."""
    if span.label != "ORG" or gazetteer.names.get(normalise(_words(paragraph, span))) is not None:
        yield span
        return
    for first in range(max(0, span.first - LONGEST_TITLE + 1), span.last):
        if first > span.first and not paragraph.tokens[first].text[:1].isupper():
            continue
        if _is_title_beyond(paragraph, first, span, gazetteer):
            if first > span.first:
                yield from _known_part(paragraph, span.first, first, gazetteer)
            return
    yield span


def _is_title_beyond(paragraph: Paragraph, first: int, span: NamedSpan, gazetteer: Gazetteer) -> bool:
    """Whether a title of two words or more starts at a token and holds the end of the span."""
    shortest = max(2, span.last - first + (first >= span.first))
    longest = min(LONGEST_TITLE + 1, len(paragraph.tokens) - first)
    sizes = range(shortest, longest + 1)
    return any(
        gazetteer.titles.get(normalise(paragraph.words(first, first + size))) in ("office", "role_head")
        for size in sizes
        if paragraph.tokens[first].text[:1].isupper()
    )


def _known_part(paragraph: Paragraph, first: int, last: int, gazetteer: Gazetteer) -> Iterator[NamedSpan]:
    label = known_label(paragraph, first, last, True, gazetteer)
    if label:
        yield NamedSpan(first, last, label)


def read_after_title(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> Iterator[NamedSpan]:
    """The span as a person's name where a title says so, before it or within it (*EU Commissioner Louis Michel*)."""
    if span.label not in PLACE_OR_GROUP or gazetteer.state(_words(paragraph, span)) is not None:
        yield span
        return
    known = gazetteer.names.get(normalise(_words(paragraph, span)))
    inner = _name_after_inner_title(paragraph, span, gazetteer) if known is None else None
    if inner is not None:
        yield inner
    elif _may_be_person(paragraph, span, known, gazetteer) and title_before(paragraph, span.first, gazetteer):
        yield replace(span, label="PERSON")
    else:
        yield span


def _may_be_person(paragraph: Paragraph, span: NamedSpan, known: Known | None, gazetteer: Gazetteer) -> bool:
    if known is not None and known.type != "City":
        return False
    tokens = paragraph.tokens[span.first : span.last]
    return (
        len(tokens) <= LONGEST_PERSON
        and not _goes_on(paragraph, span.last)
        and not any(token.lower in gazetteer.heads for token in tokens)
        and not any(token.lower in ("of", "for", "and", "the") for token in tokens)
    )


def _name_after_inner_title(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> NamedSpan | None:
    for first in range(span.last - 1, span.first, -1):
        inner = NamedSpan(first, span.last, "PERSON")
        title = title_before(paragraph, first, gazetteer)
        if title and first - len(title.split()) >= span.first:
            return inner if _may_be_person(paragraph, inner, None, gazetteer) else None
    return None


def overlooked_persons(paragraph: Paragraph, spans: Iterable[NamedSpan], gazetteer: Gazetteer) -> Iterator[NamedSpan]:
    """Capitalised words behind a title that belong to no name: *King Gyanendra*, *Mullah Dahoud*."""
    taken = {index for span in spans for index in range(span.first, span.last)}
    for token in paragraph.tokens[1:]:
        if token.index in taken or not _is_name_word(token) or not title_before(paragraph, token.index, gazetteer):
            continue
        last = token.index
        while last < len(paragraph.tokens) and last not in taken and _is_name_word(paragraph.tokens[last]):
            last += 1
        span = NamedSpan(token.index, last, "PERSON")
        words = normalise(_words(paragraph, span))
        ordinary = words in gazetteer.titles or gazetteer.names.get(words) or gazetteer.state(words)
        if not ordinary and _may_be_person(paragraph, span, None, gazetteer):
            yield span


def _is_name_word(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper() and token.text[-1:].isalpha() and not token.text.isupper()


def _goes_on(paragraph: Paragraph, index: int) -> bool:
    """Whether a capitalised word follows: *General Staff Headquarters*, *President Hotel Beirut*."""
    return index < len(paragraph.tokens) and _is_name_word(paragraph.tokens[index])


def without_post(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> NamedSpan:
    """*CIA* of *CIA Director* before a person's name."""
    last = paragraph.tokens[span.last - 1].lower
    if span.label != "ORG" or span.last - span.first < 2 or gazetteer.titles.get(last) not in ("office", "role_head"):
        return span
    shorter = replace(span, last=span.last - 1)
    return shorter if normalise(_words(paragraph, shorter)) in gazetteer.names else span


def _words(paragraph: Paragraph, span: NamedSpan) -> str:
    return paragraph.words(span.first, span.last)
