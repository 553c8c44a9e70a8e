"""Noun phrases of a UD parse: which tokens belong to the phrase of a head noun."""

from dataclasses import dataclass

from kg.parse import Paragraph, Token

# Words that stand before a phrase without belonging to it, and marks that end it.
OUTSIDE = frozenset(
    {"case", "mark", "cc:preconj", "advcl", "discourse", "cop", "aux", "aux:pass", "nsubj:pass", "expl"}
)
BREAKS = frozenset({",", "(", '"', "“", ":", ";", "including", "particularly", "especially", "least"})
NAME_JOINTS = frozenset({"flat", "flat:name", "goeswith"})
NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True)
class Phrase:
    """Tokens `first` to `last` (exclusive) around `head`; determiners and possessors are left out."""

    first: int
    last: int
    head: int
    determiner: str = ""


def noun_phrases(paragraph: Paragraph) -> list[Phrase]:
    """The phrases of all nouns that are not part of another noun's name or compound."""
    return [phrase_of(paragraph, token) for token in paragraph.tokens if _is_phrase_head(paragraph, token)]


def _is_phrase_head(paragraph: Paragraph, token: Token) -> bool:
    if token.pos not in NOUNS and not (token.pos == "ADJ" and token.tag == "NNPS"):
        return False
    governor = paragraph.tokens[token.head]
    if token.dep in ("flat", "compound", "goeswith", "flat:name", "nmod:desc") and governor.index != token.index:
        return not (governor.pos in NOUNS and abs(governor.index - token.index) <= 6)
    return True


def phrase_of(paragraph: Paragraph, head: Token) -> Phrase:
    """The phrase of one head: its contiguous modifiers on the left, the rest of its name on the right."""
    first = head.index
    inside = {head.index}
    determiner = ""
    for index in range(head.index - 1, -1, -1):
        token = paragraph.tokens[index]
        if not _below(paragraph, token, head.index) or token.dep in ("conj", "cc", "acl:relcl", "nsubj", "obj"):
            break
        if token.dep.startswith("det") and token.head == head.index:
            determiner = token.lower
            break
        if (
            _ends_possessor(token, head.index)
            or token.dep in OUTSIDE
            or token.lower in BREAKS
            or _joins(paragraph, token)
        ):
            break
        inside.add(index)
        first = index
    last = head.index + 1
    while last < len(paragraph.tokens) and _continues_name(paragraph, paragraph.tokens[last], inside):
        inside.add(last)
        last += 1
    return Phrase(first, last, head.index, determiner or _determiner(paragraph, head))


def _below(paragraph: Paragraph, token: Token, head: int) -> bool:
    return any(ancestor.index == head for ancestor in paragraph.ancestors(token.index))


def _ends_possessor(token: Token, head: int) -> bool:
    if token.text in ("'s", "’s", "'", "’", "´s") and token.dep == "case":
        return True
    return token.dep == "nmod:poss" and token.head == head


def _joins(paragraph: Paragraph, token: Token) -> bool:
    """The later words of a conjunction: *well as* in *as well as NATO troops*."""
    return token.dep == "fixed" and paragraph.tokens[token.head].dep in ("cc", "case", "mark")


def _continues_name(paragraph: Paragraph, token: Token, inside: set[int]) -> bool:
    """The given name's family name, or the number of `site No. 8`."""
    if token.head in inside and (token.dep in NAME_JOINTS or token.dep.startswith("flat")):
        return True
    if token.text == "-" and token.head in inside and token.index + 1 < len(paragraph.tokens):
        return paragraph.tokens[token.index + 1].dep.startswith("flat")
    previous = paragraph.tokens[token.index - 1]
    if token.lower in ("no", "no.", "number") and token.pos != "DET" and previous.index in inside:
        return token.index + 1 < len(paragraph.tokens)
    return previous.index in inside and (
        (previous.lower in ("no", "no.") and (token.text == "." or token.pos == "NUM"))
        or (token.pos == "NUM" and previous.text == ".")
    )


def _determiner(paragraph: Paragraph, head: Token) -> str:
    found = paragraph.child(head.index, "det")
    if found is not None:
        return found.lower
    return "possessor" if paragraph.child(head.index, "nmod:poss") else ""
