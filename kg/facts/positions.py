"""Positions beside a name: titles before it, appositions behind it, roles that introduce it."""

from collections.abc import Iterator

from kg.facts.arguments import Reading
from kg.facts.owners import CLITICS, owner_before, owner_of
from kg.facts.titles import (
    Title,
    is_calling,
    is_post,
    is_spokesperson,
    position_words,
    start_of_position,
    title_at,
    title_ending,
    title_starting,
)
from kg.gazetteer import normalise
from kg.model import Draft, Mention, MentionKind, Wording
from kg.parse import Paragraph, Token

# Words between a name and the title of its apposition, and between a role and the name that it introduces.
WIDEST_APPOSITION = 8
WIDEST_INTRODUCTION = 16


def position_drafts(reading: Reading) -> Iterator[Draft]:
    """The positions of every person named in a paragraph."""
    people = [m for m in dict.fromkeys(reading.mentions.values()) if m.type == "Person" and m.kind is MentionKind.NAME]
    for person in (m for m in people if normalise(m.text) not in reading.gazetteer.titles):
        yield from _before(reading, person)
        yield from _behind(reading, person)
        yield from _introduced(reading, person)


def position_draft(
    reading: Reading, person: Mention, title: Title, owner: Mention | None, rule: str, predicate: int
) -> Draft:
    """The statement that a person holds a position, or speaks for its owner."""
    words = position_words(reading, title, owner)
    relation = "spokesperson_of" if is_spokesperson(reading, title) and owner is not None else "holds_position"
    qualifiers = {} if relation == "spokesperson_of" else {"position": Wording(words)}
    clause = f"{person.text} | {words} | {owner.text if owner else '—'}"
    return Draft(relation, reading.paragraph.index, predicate, rule, person, owner, qualifiers, clause=clause)


def _before(reading: Reading, person: Mention) -> Iterator[Draft]:
    """*Iraqi Foreign Minister Fuad Hussein*, *coalition spokesman Myles Caggins*, *Maj. Gen. X*."""
    last = person.first
    while (title := title_ending(reading, last)) is not None:
        owner = owner_before(reading, title)
        if is_post(reading, title) and (owner is not None or not is_calling(reading, title)):
            yield position_draft(reading, person, title, owner, "title before name", person.head)
        last = start_of_position(reading, title)  # the "deputy" of *deputy president* is no title of its own


def _behind(reading: Reading, person: Mention) -> Iterator[Draft]:
    """*X, a spokesman for Y*, *X, Iraq's foreign minister*, *X, former commander of the Y*."""
    tokens = reading.paragraph.tokens
    index = person.last
    if index >= len(tokens) or tokens[index].text not in (",", "("):
        return
    start = _behind_age(tokens, index + 1)
    for first in range(start, min(start + WIDEST_APPOSITION, len(tokens))):
        if tokens[first].text in (",", ".", ";") or _is_verb(tokens[first]):
            return
        title = title_starting(reading, first)
        if title is None:
            continue
        owner = owner_of(reading, title) if _is_apposition(tokens, start, title) else None
        if owner is not None and is_post(reading, title):
            yield position_draft(reading, person, title, owner, "apposition", person.head)
        return


def _behind_age(tokens: tuple[Token, ...], index: int) -> int:
    """*X, 45, a spokesman for Y*."""
    if index + 1 < len(tokens) and tokens[index].pos == "NUM" and tokens[index + 1].text == ",":
        return index + 2
    return index


def _is_apposition(tokens: tuple[Token, ...], start: int, title: Title) -> bool:
    """Between the comma and the title stand only modifiers; behind it no name, which would be somebody else's."""
    between = tokens[start : title.first]
    if any(_is_verb(t) or t.pos in ("SCONJ", "CCONJ", "ADP") for t in between):
        return False
    return title.last >= len(tokens) or tokens[title.last].pos != "PROPN"


def _introduced(reading: Reading, person: Mention) -> Iterator[Draft]:
    """*The spokesman for Y, Major General X, said*: the role first, the name in apposition."""
    paragraph = reading.paragraph
    index = person.first
    while (title := title_ending(reading, index)) is not None:
        index = title.first
    if index == 0 or paragraph.tokens[index - 1].text != ",":
        return
    start, _ = paragraph.sentence_of(person.first)
    for first in range(index - 2, max(start, index - WIDEST_INTRODUCTION) - 1, -1):
        if _is_verb(paragraph.tokens[first]) or paragraph.tokens[first].text in (",", ";"):
            return
        title = title_at(reading, first)
        if title is None:
            continue
        if title.last < index - 1 and paragraph.tokens[title.last].pos != "ADP":
            return  # a title before another name
        owner = owner_of(reading, title) if _introduces(paragraph, title, person) else None
        if owner is not None and is_post(reading, title):
            yield position_draft(reading, person, title, owner, "role before name", person.head)
        return


def _is_verb(token: Token) -> bool:
    """A predicate; *the ruling party* has none."""
    return token.pos in ("VERB", "AUX") and token.dep != "amod"


def _introduces(paragraph: Paragraph, title: Title, person: Mention) -> bool:
    """The role is definite, or the name between commas is its apposition (*A police spokesman, X, said*)."""
    if _is_definite(paragraph, title):
        return True
    following = paragraph.tokens[person.last : person.last + 2]
    apposed = paragraph.tokens[person.head].dep == "appos"
    if title.kind == "spokesperson" and [t.pos for t in following] in (["PUNCT", "VERB"], ["PUNCT", "AUX"]):
        return True
    return apposed and (not following or following[0].pos in ("PUNCT", "VERB", "AUX"))


def _is_definite(paragraph: Paragraph, title: Title) -> bool:
    """The role has its article or possessor, or opens the clause: else the comma only separates items of a list."""
    before = paragraph.tokens[max(0, title.first - 5) : title.first]
    return title.first == 0 or any(t.lower == "the" or t.text in CLITICS for t in before)
