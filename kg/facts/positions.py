"""Who holds which position: titles before names, appositions behind them, roles that introduce them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.arguments import Reading
from kg.gazetteer import normalise
from kg.model import Draft, Mention, MentionKind, Wording
from kg.parse import Paragraph, Token

SPOKESPERSON_WORDS = ("spokesman", "spokeswoman", "spokesperson")
# Words that stand before a title without being part of it.
TITLE_MODIFIERS = frozenset("former late acting interim then ex outgoing new senior top the a an one".split())
LONGEST_TITLE = 5
POSITION_KINDS = frozenset({"office", "rank", "role_head", "spokesperson"})


@dataclass(frozen=True)
class Title:
    """A title in the text: token range and its kind in the gazetteer."""

    first: int
    last: int
    kind: str


def position_drafts(reading: Reading) -> Iterator[Draft]:
    """The positions of every person named in a paragraph."""
    people = [m for m in dict.fromkeys(reading.mentions.values()) if m.type == "Person" and m.kind is MentionKind.NAME]
    for person in people:
        yield from _before(reading, person)
        yield from _behind(reading, person)
        yield from _introduced(reading, person)


def _before(reading: Reading, person: Mention) -> Iterator[Draft]:
    """*Iraqi Foreign Minister Fuad Hussein*, *coalition spokesman Myles Caggins*, *Maj. Gen. X*."""
    last = person.first
    while (title := title_ending(reading, last)) is not None:
        owner = _owner_before(reading, title, person)
        yield _draft(reading, person, title, owner, "title before name")
        last = title.first
    return


def title_ending(reading: Reading, last: int) -> Title | None:
    """The longest title whose last token is just before `last`."""
    tokens = reading.paragraph.tokens
    start = reading.paragraph.sentence_of(last)[0] if last < len(tokens) else 0
    if last > start and reading.gazetteer.titles.get(tokens[last - 1].lower) == "spokesperson":
        return Title(last - 1, last, "spokesperson")  # what stands before it is whom it speaks for
    for size in range(min(LONGEST_TITLE, last - start), 0, -1):
        words = normalise(" ".join(t.text for t in tokens[last - size : last]))
        kind = reading.gazetteer.titles.get(words)
        if (
            kind in POSITION_KINDS
            and tokens[last - size].text[0].isalnum()
            and tokens[last - 1].text[-1].isalnum() | tokens[last - 1].text.endswith(".")
        ):
            return Title(last - size, last, kind)
    return None


def title_starting(reading: Reading, first: int) -> Title | None:
    """The longest title that starts at a token."""
    tokens = reading.paragraph.tokens
    for size in range(min(LONGEST_TITLE, len(tokens) - first), 0, -1):
        words = normalise(" ".join(t.text for t in tokens[first : first + size]))
        kind = reading.gazetteer.titles.get(words)
        if kind in POSITION_KINDS:
            return Title(first, first + size, kind)
    return None


def _owner_before(reading: Reading, title: Title, person: Mention) -> Mention | None:
    """The organisation or state right before a title (*US* President, *Iraq's* foreign minister)."""
    index = title.first - 1
    tokens = reading.paragraph.tokens
    start, _ = reading.paragraph.sentence_of(title.first)
    while index >= start and (
        tokens[index].lower in TITLE_MODIFIERS or tokens[index].text in ("'s", "’s", "'", "’", "´s")
    ):
        index -= 1
    if index < start:
        return None
    mention = _covering(reading, index)
    if mention is None or mention == person or mention.kind is MentionKind.PRONOUN:
        return None
    return reading.fit("holds_position", "object", mention)


def _covering(reading: Reading, index: int) -> Mention | None:
    """The mention at a token that ends there, but is no person."""
    found = [m for m in dict.fromkeys(reading.mentions.values()) if m.last == index + 1 and m.type != "Person"]
    return max(found, key=lambda m: m.last - m.first, default=None)


def _behind(reading: Reading, person: Mention) -> Iterator[Draft]:
    """*X, a spokesman for Y*, *X, Iraq's foreign minister*, *X, former commander of the Y*."""
    tokens = reading.paragraph.tokens
    index = person.last
    if index >= len(tokens) or tokens[index].text not in (",", "("):
        return
    start = index + 1
    for first in range(start, min(start + 8, len(tokens))):
        if tokens[first].text in (",", ".", ";") or tokens[first].pos in ("VERB", "AUX"):
            return
        title = title_starting(reading, first)
        if title is None:
            continue
        if not _is_apposition(tokens, start, title):
            return
        owner = _owner_behind(reading, title) or _owner_before(reading, title, person)
        if owner is not None:
            yield _draft(reading, person, title, owner, "apposition")
        return


def _is_apposition(tokens: Sequence[Token], start: int, title: Title) -> bool:
    """Between the comma and the title stand only modifiers; behind it no name, which would be somebody else's."""
    between = tokens[start : title.first]
    if any(t.pos in ("VERB", "AUX", "SCONJ", "CCONJ") for t in between):
        return False
    return title.last >= len(tokens) or tokens[title.last].pos != "PROPN"


def _owner_behind(reading: Reading, title: Title) -> Mention | None:
    """The organisation behind a title: *of the Y*, *for Y*, *in Y*."""
    tokens = reading.paragraph.tokens
    index = title.last
    if index >= len(tokens) or tokens[index].lower not in ("of", "for", "in", "with", "at"):
        return None
    index += 1
    while index < len(tokens) and tokens[index].pos in ("DET", "ADJ") and reading.mentions.get(index) is None:
        index += 1
    return _owner_at(reading, index) or _spoken_for(reading, title)


def _spoken_for(reading: Reading, title: Title) -> Mention | None:
    """What a spokesman speaks for is an organisation, also where nothing else tells (*the joint operations of …*)."""
    tokens = reading.paragraph.tokens
    first = title.last + 1
    if title.kind != "spokesperson" or first >= len(tokens):
        return None
    if tokens[first].pos == "DET":
        first += 1
    last = first
    while last < len(tokens) and tokens[last].pos not in ("PUNCT", "VERB", "AUX", "SCONJ") and last - first < 9:
        last += 1
    if last == first or tokens[first].pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    words = reading.paragraph.words(first, last)
    span = (tokens[first].start, tokens[last - 1].end, words, MentionKind.NAME, "Organization")
    return Mention(reading.paragraph.article, *span, reading.paragraph.index, last - 1, first=first, last=last)


def _owner_at(reading: Reading, index: int) -> Mention | None:
    """The longest mention that begins at a token; behind a possessor, the thing possessed (*Iraq's Joint Command*)."""
    starting = [m for m in dict.fromkeys(reading.mentions.values()) if m.first == index and m.type != "Person"]
    starting = [m for m in starting if m.kind is not MentionKind.PRONOUN]
    mention = max(starting, key=lambda m: m.last - m.first, default=None)
    if mention is None:
        return None
    possessed = next(
        (
            reading.mention_at(reading.paragraph.tokens[mention.head].head)
            for t in (reading.paragraph.tokens[mention.head],)
            if t.dep == "nmod:poss"
        ),
        None,
    )
    if possessed is not None and (owner := reading.fit("holds_position", "object", possessed)) is not None:
        return owner
    return reading.fit("holds_position", "object", mention)


def _introduced(reading: Reading, person: Mention) -> Iterator[Draft]:
    """*The spokesman for Y, Major General X, said*: the role first, the name in apposition."""
    paragraph = reading.paragraph
    index = person.first
    while (title := title_ending(reading, index)) is not None:
        index = title.first
    if index == 0 or paragraph.tokens[index - 1].text != ",":
        return
    start, _ = paragraph.sentence_of(person.first)
    for first in range(index - 2, max(start, index - 16) - 1, -1):
        if paragraph.tokens[first].pos in ("VERB", "AUX") or paragraph.tokens[first].text in (",", ";"):
            return
        title = title_starting(reading, first)
        if title is None or paragraph.tokens[first - 1 if first else 0].pos == "PROPN":
            continue
        owner = _owner_behind(reading, title) if title.last < index - 1 else _owner_before(reading, title, person)
        if owner is not None and _is_definite(paragraph, title):
            yield _draft(reading, person, title, owner, "role before name")
        return


def _is_definite(paragraph: Paragraph, title: Title) -> bool:
    """The role has its article, or opens the clause: otherwise the comma only separates items of a list."""
    return (
        any(paragraph.tokens[i].lower == "the" for i in range(max(0, title.first - 5), title.first)) or title.first == 0
    )


def _draft(reading: Reading, person: Mention, title: Title, owner: Mention | None, rule: str) -> Draft:
    paragraph = reading.paragraph
    words = paragraph.words(title.first, title.last)
    spokesperson = any(word in words.lower() for word in SPOKESPERSON_WORDS)
    relation = "spokesperson_of" if spokesperson and owner is not None else "holds_position"
    qualifiers = {} if relation == "spokesperson_of" else {"position": Wording(words)}
    clause = f"{person.text} | {words} | {owner.text if owner else '—'}"
    return Draft(relation, paragraph.index, person.head, rule, person, owner, qualifiers, clause=clause)
