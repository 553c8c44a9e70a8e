"""What an article itself says that a name names: *the rebel group X*, *X fighters*, *the town of X*, *X, a militia*.

One such phrase types every occurrence of the name in the article, unless phrases disagree or the name is known.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.entities.typing import lookup_head
from kg.gazetteer import Gazetteer, normalise
from kg.parse import NamedSpan, Paragraph, Token

# Classes that a description may give a name; "organisation" or "building" would say less than the name does.
TELLING = frozenset({"ArmedGroup", "City", "Region", "NewsAgency", "Person"})
PLACES = frozenset({"City", "Region"})
# A place named before fighters is where they fight (*Aleppo rebels*), a group is theirs (*Wagner fighters*).
FOLLOWED = {"ArmedGroup": frozenset({"ORG"}), "City": frozenset({"PERSON", "ORG"}), "Region": frozenset({"PERSON"})}


def told_classes(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> dict[str, str]:
    """The class of each unknown name (normalised) that the article describes, where all its descriptions agree."""
    told: dict[str, Counter[str]] = {}
    for paragraph in paragraphs:
        for span in paragraph.names:
            key = normalise(paragraph.words(span.first, span.last))
            if key in gazetteer.names or gazetteer.state(key) is not None:
                continue
            for cls in _descriptions(paragraph, span, gazetteer):
                told.setdefault(key, Counter())[cls] += 1
    return {key: next(iter(found)) for key, found in told.items() if len(found) == 1}


def _descriptions(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> Iterator[str]:
    for cls in (_before(paragraph, span, gazetteer), _of(paragraph, span, gazetteer)):
        if cls in TELLING and cls != "Person":
            yield cls
    behind = _behind(paragraph, span, gazetteer)
    if behind is not None and span.label in FOLLOWED.get(behind, ()):
        yield behind
    apposed = _apposed(paragraph, span, gazetteer)
    if apposed in TELLING:
        yield apposed


def _before(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> str | None:
    """*the rebel group X*, *militia X*: a common noun that the name follows at once."""
    noun = paragraph.tokens[span.first - 1] if span.first else None
    if noun is None or noun.pos != "NOUN" or noun.lower.endswith("s"):
        return None
    return _class_at(paragraph, noun, gazetteer)


def _of(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> str | None:
    """*the town of X*: only places are named so."""
    if span.first < 2 or paragraph.tokens[span.first - 1].lower != "of":
        return None
    cls = _class_at(paragraph, paragraph.tokens[span.first - 2], gazetteer)
    return cls if cls in PLACES else None


def _behind(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> str | None:
    """*X fighters*, *X province*."""
    if span.last >= len(paragraph.tokens):
        return None
    noun = paragraph.tokens[span.last]
    return _class_at(paragraph, noun, gazetteer) if noun.pos == "NOUN" else None


def _apposed(paragraph: Paragraph, span: NamedSpan, gazetteer: Gazetteer) -> str | None:
    """*X, a militia of hunters*; *X, a town near Y*."""
    comma = span.last
    if comma + 2 >= len(paragraph.tokens) or paragraph.tokens[comma].text != ",":
        return None
    if paragraph.tokens[comma + 1].lower not in ("a", "an"):
        return None
    head = next((t for t in paragraph.tokens[comma + 1 : comma + 6] if _ends_phrase(paragraph, t)), None)
    return _class_at(paragraph, head, gazetteer) if head is not None else None


def _ends_phrase(paragraph: Paragraph, token: Token) -> bool:
    follower = paragraph.tokens[token.index + 1] if token.index + 1 < len(paragraph.tokens) else None
    return token.pos == "NOUN" and (follower is None or follower.pos not in ("NOUN", "PROPN"))


def _class_at(paragraph: Paragraph, noun: Token, gazetteer: Gazetteer) -> str | None:
    """The class of a noun, with the word before it where both are one (*rebel group*)."""
    before = paragraph.tokens[noun.index - 1].lower if noun.index else ""
    for form in (f"{before} {noun.lower}", noun.lower):
        head = lookup_head(form, gazetteer)
        if head is not None:
            return None if head.needs else head.type
    return None
