"""Mentions by name: a recognised span, with the phrase it heads where that says more."""

from kg.entities.phrases import Phrase
from kg.entities.spans import core_of, mention_of, states_among
from kg.entities.typing import Typed, lookup_head, type_of_name
from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind
from kg.parse import NamedSpan, Paragraph

QUANTITIES = frozenset("hundred thousand dozen score million number majority group couple handful".split())
INDEFINITE = frozenset({"a", "an", "another"})
UNDERGOERS = frozenset({"obj", "nsubj:pass"})


def mention_of_name(paragraph: Paragraph, name: NamedSpan, gazetteer: Gazetteer) -> Mention | None:
    """The mention of a recognised name by itself; None for a name of no entity."""
    typed = type_of_name(paragraph.words(name.first, name.last), name.label, gazetteer)
    if typed is None:
        return None
    head = _head_of(paragraph, name)
    return _typed(paragraph, Phrase(name.first, name.last, head), typed, gazetteer)


def mention_of_named_phrase(
    paragraph: Paragraph, phrase: Phrase, name: NamedSpan, gazetteer: Gazetteer
) -> Mention | None:
    """The mention of a phrase whose head belongs to a name; it may go on behind what was recognised."""
    text = paragraph.words(name.first, name.last)
    typed = type_of_name(text, name.label, gazetteer)
    if typed is None:
        return None
    if _means_people(paragraph, phrase, text, gazetteer):
        return _people(paragraph, phrase, gazetteer)
    last = max(name.last, phrase.last) if typed.known is None else name.last
    return _typed(paragraph, Phrase(name.first, last, phrase.head, phrase.determiner), typed, gazetteer)


def _head_of(paragraph: Paragraph, name: NamedSpan) -> int:
    """The token of the span whose governor lies outside it."""
    for index in range(name.first, name.last):
        token = paragraph.tokens[index]
        if token.head == index or not name.first <= token.head < name.last:
            return index
    return name.last - 1


def _typed(paragraph: Paragraph, phrase: Phrase, typed: Typed, gazetteer: Gazetteer) -> Mention:
    words = paragraph.tokens[phrase.first : phrase.last]
    return mention_of(
        paragraph,
        phrase.first,
        phrase.last,
        phrase.head,
        MentionKind.NAME,
        typed.type,
        core=core_of(words),
        noun=words[-1].lower,
        states=states_among(words, gazetteer),
        known=typed.known.id if typed.known else None,
        plural=False,
        definite=phrase.determiner == "the",
    )


def _means_people(paragraph: Paragraph, phrase: Phrase, text: str, gazetteer: Gazetteer) -> bool:
    """*an Israeli*, *three Somalis*, *thousands of Somalis*, *killed Somalis*: persons, not the state they are of."""
    head = paragraph.tokens[phrase.head]
    key = normalise(text)
    if gazetteer.names.get(key) is not None or head.pos not in ("NOUN", "PROPN"):
        return False
    if phrase.determiner in INDEFINITE:
        noun = lookup_head(key.split()[-1], gazetteer)
        return key in gazetteer.adjectives or (noun is not None and noun.type == "Person")
    return key in gazetteer.demonyms and _is_some_of_them(paragraph, phrase)


def _is_some_of_them(paragraph: Paragraph, phrase: Phrase) -> bool:
    head = paragraph.tokens[phrase.head]
    if phrase.determiner not in ("", "the") or paragraph.child(head.index, "nummod", "amod") is not None:
        return True
    governor = paragraph.tokens[head.head]
    counted = governor.pos == "NUM" or governor.lemma in QUANTITIES
    return (head.dep == "nmod" and counted) or (not phrase.determiner and head.dep in UNDERGOERS)


def _people(paragraph: Paragraph, phrase: Phrase, gazetteer: Gazetteer) -> Mention:
    head = paragraph.tokens[phrase.head]
    plural = normalise(head.text) in gazetteer.demonyms and phrase.determiner not in INDEFINITE
    return mention_of(
        paragraph,
        phrase.first,
        phrase.last,
        phrase.head,
        MentionKind.NOMINAL,
        "Person",
        noun=head.lemma,
        states=states_among([head], gazetteer),
        plural=plural,
        definite=phrase.determiner == "the",
    )
