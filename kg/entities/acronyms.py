"""Names that an article abbreviates in brackets: *Joint Monitoring Force (JMF)*, and *JMF* wherever it comes later.

The long form is found by its initials, after Schwartz and Hearst (2003), "A simple algorithm for identifying
abbreviation definitions in biomedical text", narrowed to capitalised words and their first letters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.entities.typing import type_of_name
from kg.gazetteer import Gazetteer, normalise
from kg.parse import NamedSpan, Paragraph, Token

SMALL_WORDS = frozenset("of for the and in de del la le les des du el al to on".split())
LONGEST_LONG_FORM = 10
SHORTEST, LONGEST = 2, 8


def abbreviated(paragraph: Paragraph) -> Iterator[tuple[NamedSpan, int]]:
    """Each long form in front of brackets, with the token of its acronym."""
    tokens = paragraph.tokens
    for opening in range(1, len(tokens) - 2):
        if tokens[opening].text == "(" and tokens[opening + 2].text == ")" and _is_acronym(tokens[opening + 1]):
            first = _long_form(tokens, opening, tokens[opening + 1].text)
            if first is not None:
                yield NamedSpan(first, opening, "ORG"), opening + 1


def _is_acronym(token: Token) -> bool:
    return SHORTEST <= len(token.text) <= LONGEST and token.text.isupper() and token.text[0].isalpha()


def _long_form(tokens: Sequence[Token], end: int, acronym: str) -> int | None:
    """Where the words begin whose initials are the acronym; small words may be passed over."""
    letters = [char for char in acronym.lower() if char.isalpha()]
    for first in range(end - 1, max(-1, end - LONGEST_LONG_FORM - 1), -1):
        token = tokens[first]
        small = token.lower in SMALL_WORDS or not token.text[0].isalnum() or token.lower == "'s"
        if not small and not token.text[:1].isupper():
            return None
        if token.text[:1].isupper() and letters and token.lower[0] == letters[-1]:
            letters.pop()
            if not letters:
                return first
        elif not small and token.lower[0] not in letters:
            return None
    return None


def with_long_forms(paragraph: Paragraph) -> Paragraph:
    """The paragraph with the long forms as names, where the recogniser found less."""
    names = list(paragraph.names)
    for span, _ in abbreviated(paragraph):
        inside = [name for name in names if name.first < span.last and name.last > span.first]
        if any(name.first < span.first or name.last > span.last for name in inside):
            continue
        kept = [name for name in names if name not in inside]
        exact = next((name for name in inside if (name.first, name.last) == (span.first, span.last)), span)
        names = sorted([*kept, exact], key=lambda name: name.first)
    return replace(paragraph, names=tuple(names))


def acronym_classes(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> dict[str, str]:
    """The class that its long form gives each acronym of the article, unless both are known as one thing."""
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        for span, index in abbreviated(paragraph):
            acronym = paragraph.tokens[index].text
            label = next((n.label for n in paragraph.names if (n.first, n.last) == (span.first, span.last)), "ORG")
            typed = type_of_name(paragraph.words(span.first, span.last), label, gazetteer)
            if typed is not None and (typed.known is None or typed.known != gazetteer.names.get(normalise(acronym))):
                found.setdefault(acronym, typed.type)
    return found


def with_acronyms(paragraph: Paragraph, classes: Mapping[str, str]) -> Paragraph:
    """The paragraph with every occurrence of the article's acronyms as a name of their class."""
    if not classes:
        return paragraph
    indices = [token.index for token in paragraph.tokens if token.text in classes]
    kept = [name for name in paragraph.names if not (name.last - name.first == 1 and name.first in indices)]
    taken = {index for name in kept for index in range(name.first, name.last)}
    fresh = [NamedSpan(i, i + 1, classes[paragraph.tokens[i].text]) for i in indices if i not in taken]
    return replace(paragraph, names=tuple(sorted([*kept, *fresh], key=lambda name: name.first)))
