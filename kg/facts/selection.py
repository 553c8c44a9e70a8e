"""Roles that pick the sense of a noun: *attacked a convoy*, *withdrew from the base*, *handed over the camp*."""

from kg.gazetteer import Gazetteer, HeadNoun
from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

# Nouns such as *position* or *base* may mean other things; these roles say which, for these classes.
SELECTED = {
    "attacked": ("MilitaryForce", "MilitaryBase"),
    "withdrew_from": ("MilitaryBase",),
    "handed_over": ("MilitaryBase",),
}
# Only of an attack are all such nouns meant; one may also leave a *post* or hand over a *position*.
BASES = frozenset({"base", "camp"})


def selected_sense(paragraph: Paragraph, gazetteer: Gazetteer, relation: str, index: int) -> Mention | None:
    """The noun as the object of a relation, if it has several senses and the relation selects that of its class."""
    token = paragraph.tokens[index]
    noun = gazetteer.heads.get(token.lemma)
    if noun is None or not noun.needs or token.pos != "NOUN" or noun.type not in SELECTED.get(relation, ()):
        return None
    return _mention(paragraph, token, noun) if relation == "attacked" or token.lemma in BASES else None


def _mention(paragraph: Paragraph, token: Token, noun: HeadNoun) -> Mention:
    first = min([token.index, *(t.index for t in left_modifiers(paragraph, token.index))])
    return Mention(
        paragraph.article,
        paragraph.tokens[first].start,
        token.end,
        paragraph.words(first, token.index + 1),
        MentionKind.NOMINAL,
        noun.type,
        paragraph.index,
        token.index,
        first=first,
        last=token.index + 1,
        noun=token.lemma,
        plural=token.tag == "NNS",
    )


def left_modifiers(paragraph: Paragraph, index: int) -> list[Token]:
    """The compounds and adjectives before a noun, with what modifies them."""
    found = [t for t in paragraph.children(index, "compound", "amod", "nmod", "nmod:unmarked") if t.index < index]
    return [t for t in found if not any(c.dep == "case" for c in paragraph.children(t.index))]
