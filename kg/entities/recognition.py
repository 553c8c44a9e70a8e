"""Which stretches of a paragraph are names: the recogniser's spans, put right by known names, titles and openings.

The recogniser tags words by their looks. What it cuts short (*North* in *North Korean*), overlooks (*FOB Carver*) or
takes for a place (*Gen. Marib*) is told by the words around.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.entities.name_words import opening
from kg.entities.typing import lookup_head
from kg.gazetteer import Gazetteer, Known, normalise
from kg.parse import NamedSpan, Paragraph, Token

# The longest known names that are looked up, in words.
LONGEST_KNOWN = 6
# Kinds of titles that stand right before a person's name; "commander Basra" would be odd.
PERSONAL_TITLES = frozenset({"rank", "office", "honorific"})
LONGEST_TITLE = 3
LONGEST_PERSON = 4
PLACE_OR_GROUP = frozenset({"GPE", "LOC", "FAC", "ORG"})
ARTICLES_OF_NAMES = frozenset("al el as ad an ar at ash ul".split())
BODIES = frozenset({"MilitaryForce", "GovernmentBody"})
CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()
)


def name_spans(paragraph: Paragraph, gazetteer: Gazetteer) -> tuple[NamedSpan, ...]:
    """The names of a paragraph in text order, none overlapping another."""
    spans = [span for span in paragraph.names if normalise(_words(paragraph, span)) not in CALENDAR]
    spans = [_without_person(paragraph, span, gazetteer) for span in spans]
    for mend in (_without_place, _without_article, _without_post):
        spans = [mend(paragraph, span, gazetteer) for span in spans]
    spans = _with_known(paragraph, spans, gazetteer)
    spans = [part for span in spans for part in _without_title(paragraph, span, gazetteer)]
    spans = [part for span in spans for part in _read_after_title(paragraph, span, gazetteer)]
    spans = [part for span in spans for part in _opened(paragraph, span, gazetteer)]
    spans += _overlooked_persons(paragraph, spans, gazetteer)
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


def _without_post(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> NamedSpan:
    """*CIA* of *CIA Director* before a person's name."""
    last = paragraph.tokens[span.last - 1].lower
    if span.label != "ORG" or span.last - span.first < 2 or gazetteer.titles.get(last) not in ("office", "role_head"):
        return span
    shorter = replace(span, last=span.last - 1)
    return shorter if normalise(_words(paragraph, shorter)) in gazetteer.names else span


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


def _with_known(paragraph: Paragraph, spans: Sequence[NamedSpan], gazetteer: Gazetteer) -> list[NamedSpan]:
    """The spans with known names that were left out, or cut short (*North* in *North Korean leader*)."""
    found: list[NamedSpan] = []
    index = 0
    while index < len(paragraph.tokens):
        run = _known_run(paragraph, index, spans, gazetteer)
        if run is not None:
            found.append(run)
        index = run.last if run is not None else index + 1
    taken = _indices(found)
    return [*found, *(span for span in spans if not taken & set(range(span.first, span.last)))]


def _known_run(paragraph: Paragraph, first: int, spans: Sequence[NamedSpan], gazetteer: Gazetteer) -> NamedSpan | None:
    if not _starts_name(paragraph, first) or not _may_open_known(paragraph, first, gazetteer):
        return None
    for size in range(min(LONGEST_KNOWN, len(paragraph.tokens) - first), 0, -1):
        run = (first, first + size)
        overlapping = [span for span in spans if span.first < run[1] and span.last > run[0]]
        if all(_is_longer(run, span) for span in overlapping):
            label = _known_label(paragraph, *run, bool(overlapping), gazetteer)
            if label:
                return NamedSpan(*run, label)
    return None


def _starts_name(paragraph: Paragraph, index: int) -> bool:
    token = paragraph.tokens[index]
    if token.text[:1].isupper():
        return True
    follows = paragraph.tokens[index + 1].text if index + 1 < len(paragraph.tokens) else ""
    return token.text in ARTICLES_OF_NAMES and follows == "-"


def _may_open_known(paragraph: Paragraph, first: int, gazetteer: Gazetteer) -> bool:
    """Whether a known name begins with this word; with an apostrophe the word goes on in the next token."""
    follows = paragraph.tokens[first + 1].text[0] if first + 1 < len(paragraph.tokens) else ""
    return follows in ("'", "’") or normalise(paragraph.tokens[first].text).partition(" ")[0] in gazetteer.first_words


def _is_longer(run: tuple[int, int], span: NamedSpan) -> bool:
    """Whether a known name holds the recogniser's span and more."""
    return run[0] <= span.first and span.last <= run[1] and run[1] - run[0] > span.last - span.first


def _known_label(paragraph: Paragraph, first: int, last: int, correcting: bool, gazetteer: Gazetteer) -> str:
    """The label of a known name at these tokens, empty if there is none."""
    tokens = paragraph.tokens[first:last]
    if not tokens[-1].text[:1].isalnum():
        return ""
    key = normalise(paragraph.words(first, last))
    if len(tokens) == 1 and (len(key) < 2 or not _looks_like_name(tokens[0])):
        return ""
    known = gazetteer.names.get(key)
    if known is not None and correcting and known.type in BODIES and gazetteer.state(tokens[0].text) is not None:
        return ""  # "Malian army" is described by its state and noun, and so part of the state
    if known is not None and (correcting or key in gazetteer.capitals or _is_distinct(known, len(tokens))):
        return "GPE" if known.type in ("State", "City", "Region") else "ORG"
    return "NORP" if known is None and gazetteer.state(key) is not None else ""


def _looks_like_name(token: Token) -> bool:
    return token.text.isupper() or token.pos in ("PROPN", "ADJ")


def _is_distinct(known: Known, size: int) -> bool:
    """Whether a name is believed without the recogniser: a small town may be called like anything."""
    return known.type != "City" and (known.type != "Region" or size > 1)


def _without_title(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> Iterator[NamedSpan]:
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
    label = _known_label(paragraph, first, last, True, gazetteer)
    if label:
        yield NamedSpan(first, last, label)


def _read_after_title(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> Iterator[NamedSpan]:
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


def title_before(paragraph: Paragraph, first: int, gazetteer: Gazetteer) -> str:
    """The title for a person right before a token, in lower case; empty if there is none."""
    for size in range(min(LONGEST_TITLE, first), 0, -1):
        tokens = paragraph.tokens[first - size : first]
        words = normalise(" ".join(token.text for token in tokens))
        if gazetteer.titles.get(words) in PERSONAL_TITLES and tokens[0].text[:1].isupper():
            return words
    return ""


def _name_after_inner_title(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> NamedSpan | None:
    for first in range(span.last - 1, span.first, -1):
        inner = NamedSpan(first, span.last, "PERSON")
        title = title_before(paragraph, first, gazetteer)
        if title and first - len(title.split()) >= span.first:
            return inner if _may_be_person(paragraph, inner, None, gazetteer) else None
    return None


def _overlooked_persons(paragraph: Paragraph, spans: Iterable[NamedSpan], gazetteer: Gazetteer) -> Iterator[NamedSpan]:
    """Capitalised words behind a title that belong to no name: *King Gyanendra*, *Mullah Dahoud*."""
    taken = _indices(spans)
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


def _indices(spans: Iterable[NamedSpan]) -> set[int]:
    return {index for span in spans for index in range(span.first, span.last)}


def _words(paragraph: Paragraph, span: NamedSpan) -> str:
    return paragraph.words(span.first, span.last)
