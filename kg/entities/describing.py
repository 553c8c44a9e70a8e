"""Mentions by description: a common noun that types its phrase (*two rebels*, *the Iraqi army*, *several bases*)."""

from collections.abc import Iterator, Sequence

from kg.entities.phrases import Phrase
from kg.entities.spans import core_of, mention_of, states_among
from kg.entities.typing import type_of_noun
from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

# Classes whose nouns make a bare "base" beside them a military one, and adjectives that say nothing of its kind.
ARMED = frozenset({"MilitaryForce", "ArmedGroup", "Coalition"})
NEUTRAL = frozenset(
    """other new several small smaller remaining main many few all former more own large larger largest big biggest key
    strategic remote nearby vast huge sprawling western eastern northern southern central major important""".split()
)
AMBIGUOUS_BASES = frozenset({"position", "post", "compound", "headquarters"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
# Classes whose descriptions become names when a name stands among their modifiers ("Iraqi army", "Taji base").
NAMED_BY_MODIFIER = frozenset(
    {"MilitaryBase", "MilitaryForce", "GovernmentBody", "Coalition", "Facility", "NewsAgency"}
)
COLLECTIVE = frozenset({"MilitaryForce", "GovernmentBody", "Coalition"})
BODIES = frozenset({"Coalition", "GovernmentBody", "MilitaryForce", "ArmedGroup"})
INDEFINITE = frozenset({"a", "an", "another"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "possessor"})
POINTING = frozenset({"the", "this", "that", "these", "those"})


def describe(paragraph: Paragraph, phrase: Phrase, gazetteer: Gazetteer) -> Mention | None:
    """The mention of a phrase with a common head noun, or None where the noun types nothing."""
    head = paragraph.tokens[phrase.head]
    if head.pos not in ("NOUN", "PROPN"):
        return None
    if _is_part_of_title(paragraph, phrase, gazetteer):
        return None
    modifiers = _modifiers(paragraph, phrase)
    cls = type_of_noun(paragraph, head, modifiers, gazetteer) or _bare_base(paragraph, phrase, modifiers, gazetteer)
    return _described(paragraph, phrase, cls, modifiers, gazetteer) if cls is not None else None


def _is_part_of_title(paragraph: Paragraph, phrase: Phrase, gazetteer: Gazetteer) -> bool:
    """*State* in *Secretary of State*, and *state* in *a state of emergency*."""
    title = normalise(paragraph.words(max(0, phrase.first - 2), phrase.last))
    if title in gazetteer.titles:
        return True
    follower = paragraph.tokens[phrase.last : phrase.last + 2]
    is_condition = paragraph.tokens[phrase.head].lemma == "state" and phrase.last == phrase.head + 1
    return is_condition and len(follower) == 2 and follower[0].lower == "of" and follower[1].pos == "NOUN"


def point_back(paragraph: Paragraph, phrase: Phrase, gazetteer: Gazetteer) -> Mention | None:
    """*the mission*, *the unit*: nouns that say too little by themselves, but may point back to something named."""
    head = paragraph.tokens[phrase.head]
    anaphor = gazetteer.anaphors.get(head.lemma)
    bare = phrase.first == phrase.head and phrase.last == phrase.head + 1 and phrase.determiner in POINTING
    if anaphor is None or head.pos != "NOUN" or not bare or any(paragraph.children(head.index, "nmod", "acl")):
        return None
    return _described(paragraph, phrase, anaphor.classes[0], [], gazetteer)


def bodies_before_persons(paragraph: Paragraph, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The body in *coalition spokesman*, *police chief*: a compound before a noun for a person."""
    for token in paragraph.tokens:
        governor = paragraph.tokens[token.head]
        noun = gazetteer.heads.get(token.lemma)
        person = gazetteer.heads.get(governor.lemma)
        if token.dep != "compound" or token.pos != "NOUN" or noun is None or person is None or person.type != "Person":
            continue
        if noun.type in BODIES and not noun.needs:
            span = (token.index, token.index + 1, token.index)
            yield mention_of(paragraph, *span, MentionKind.NOMINAL, noun.type, noun=token.lemma, definite=True)


def _modifiers(paragraph: Paragraph, phrase: Phrase) -> list[Token]:
    return [paragraph.tokens[i] for i in range(phrase.first, phrase.last) if i != phrase.head]


def _bare_base(paragraph: Paragraph, phrase: Phrase, modifiers: Sequence[Token], gazetteer: Gazetteer) -> str | None:
    """*the base*, *several sites*: bare, but in a paragraph that speaks of forces, and not *the party's base*."""
    head = paragraph.tokens[phrase.head]
    noun = gazetteer.heads.get(head.lemma)
    if noun is None or noun.type != "MilitaryBase" or "military" not in noun.needs or head.lemma in AMBIGUOUS_BASES:
        return None
    one = phrase.determiner in INDEFINITE and head.tag not in PLURAL_TAGS  # "a few bases" are several
    if phrase.determiner == "possessor" or one or any(not _is_neutral(t) for t in modifiers if t.index < head.index):
        return None
    if any(
        case.lower == "of"
        for t in paragraph.children(head.index, "nmod")
        for case in paragraph.children(t.index, "case")
    ):
        return None
    forces = (gazetteer.heads.get(token.lower) for token in paragraph.tokens if token.pos in ("NOUN", "PROPN"))
    return "MilitaryBase" if any(f is not None and f.type in ARMED and not f.needs for f in forces) else None


def _is_neutral(modifier: Token) -> bool:
    """A number, a quantity, or an adjective that says nothing of the kind of thing."""
    return modifier.pos in ("NUM", "ADV", "DET", "ADP") or modifier.lemma in NEUTRAL | {"dozen"}


def _described(
    paragraph: Paragraph, phrase: Phrase, cls: str, modifiers: Sequence[Token], gazetteer: Gazetteer
) -> Mention:
    head = paragraph.tokens[phrase.head]
    states = states_among(modifiers, gazetteer)
    proper = [token for token in modifiers if token.pos == "PROPN" and not gazetteer.state(token.text)]
    plural = head.tag in PLURAL_TAGS
    named = _is_named(phrase, cls, plural, bool(proper), bool(states))
    return mention_of(
        paragraph,
        phrase.first,
        phrase.last,
        phrase.head,
        MentionKind.NAME if named else MentionKind.NOMINAL,
        cls,
        core=core_of(proper),
        noun=head.lemma,
        states=states,
        plural=plural,
        definite=phrase.determiner in DEFINITE,
    )


def _is_named(phrase: Phrase, cls: str, plural: bool, proper: bool, states: bool) -> bool:
    if cls not in NAMED_BY_MODIFIER or phrase.determiner in INDEFINITE or (plural and cls not in COLLECTIVE):
        return False
    return proper or (states and cls != "MilitaryBase")
