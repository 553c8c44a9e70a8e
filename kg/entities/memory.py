"""An article's own memory of names: what it calls a person in full, it means by the surname alone.

The recogniser reads each paragraph by itself and is least sure of bare surnames and rare towns; the article is not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.entities.acronyms import acronym_classes, with_acronyms, with_long_forms
from kg.entities.evidence import told_classes
from kg.entities.recognition import name_spans
from kg.gazetteer import Gazetteer, normalise
from kg.parse import NamedSpan, Paragraph, Token

# Labels that one string may not carry side by side in one article; dates and demonyms are left alone.
REMEMBERED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
# Particles that belong to the surname behind them: "al-Khafaji", "bin Salman", "van der Berg".
PARTICLES = frozenset("al el bin ibn ben abu van der den von de da dos du di la le".split())


def remember_names(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> tuple[Paragraph, ...]:
    """The paragraphs of one article with its names found, their labels made one, and forgotten surnames added.

    A name gets the class that the article tells (`evidence`), else the label that most of its occurrences carry (the
    first of equals); a surname is a person's where the article has the person's full name, and no place or group of
    the gazetteer is called so.
    """
    found = [with_long_forms(replace(one, names=name_spans(one, gazetteer))) for one in paragraphs]
    labels = {**_labels(found), **_told_labels(found, gazetteer)}
    surnames = frozenset(name for name in _surnames(found, labels) if name not in gazetteer.names)
    acronyms = acronym_classes(found, gazetteer)
    return tuple(with_acronyms(_reread(paragraph, labels, surnames), acronyms) for paragraph in found)


def _told_labels(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> dict[str, str]:
    """The classes that the article tells of its names; of a person the recogniser's own label."""
    told = told_classes(paragraphs, gazetteer)
    return {name: "PERSON" if cls == "Person" else cls for name, cls in told.items()}


def _labels(paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """The commonest label of each name."""
    counts: dict[str, Counter[str]] = {}
    for paragraph in paragraphs:
        for span in paragraph.names:
            if span.label in REMEMBERED:
                counts.setdefault(_key(paragraph, span), Counter())[span.label] += 1
    return {key: found.most_common(1)[0][0] for key, found in counts.items()}


def _surnames(paragraphs: Sequence[Paragraph], labels: Mapping[str, str]) -> Iterator[str]:
    """The surname, with its particles, of every person who is called by two names or more."""
    for paragraph in paragraphs:
        for span in paragraph.names:
            if labels.get(_key(paragraph, span)) != "PERSON":
                continue
            first = _surname_start(paragraph.tokens[span.first : span.last])
            if first:
                yield _words(paragraph, span.first + first, span.last)


def _surname_start(tokens: Sequence[Token]) -> int:
    """Where the surname of a full name begins; 0 when there is only one name."""
    start = len(tokens) - 1
    while start > 0 and (tokens[start - 1].lower in PARTICLES or tokens[start - 1].text in ("-", "'", "’")):
        start -= 1
    return start


def _reread(paragraph: Paragraph, labels: Mapping[str, str], surnames: frozenset[str]) -> Paragraph:
    names = [_relabelled(paragraph, span, labels, surnames) for span in paragraph.names]
    names += _forgotten(paragraph, surnames)
    return replace(paragraph, names=tuple(sorted(names, key=lambda span: span.first)))


def _relabelled(
    paragraph: Paragraph, span: NamedSpan, labels: Mapping[str, str], surnames: frozenset[str]
) -> NamedSpan:
    if span.label not in REMEMBERED:
        return span
    key = _key(paragraph, span)
    return replace(span, label="PERSON" if key in surnames else labels[key])


def _forgotten(paragraph: Paragraph, surnames: frozenset[str]) -> Iterator[NamedSpan]:
    """Surnames that stand outside every span and every longer name."""
    taken = {index for span in paragraph.names for index in range(span.first, span.last)}
    for token in paragraph.tokens:
        if token.index in taken or token.pos != "PROPN" or not token.text[:1].isupper():
            continue
        first = token.index
        while first > 0 and first - 1 not in taken and _joins(paragraph.tokens[first - 1]):
            first -= 1
        starts = (start for start in (first, token.index) if _words(paragraph, start, token.index + 1) in surnames)
        start = next(starts, None)
        if start is not None and not _inside_longer_name(paragraph, start, token.index):
            yield NamedSpan(start, token.index + 1, "PERSON")


def _joins(token: Token) -> bool:
    return token.lower in PARTICLES or token.text == "-"


def _inside_longer_name(paragraph: Paragraph, first: int, last: int) -> bool:
    """*Salman* in *King Salman Hospital*: another capitalised word of a name follows."""
    follower = paragraph.tokens[last + 1] if last + 1 < len(paragraph.tokens) else None
    return follower is not None and follower.pos == "PROPN" and follower.head in range(first, last + 2)


def _key(paragraph: Paragraph, span: NamedSpan) -> str:
    return _words(paragraph, span.first, span.last)


def _words(paragraph: Paragraph, first: int, last: int) -> str:
    return normalise(paragraph.words(first, last))
