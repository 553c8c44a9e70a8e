"""Whose post it is: the organisation, state or place before a title (*Iraq's foreign minister*) or behind it."""

from dataclasses import replace

from kg.facts.arguments import Reading
from kg.facts.titles import QUALIFYING, Title, title_starting
from kg.gazetteer import normalise
from kg.model import Mention, MentionKind
from kg.parse import Token

# Words that stand before a title without being part of it.
TITLE_MODIFIERS = QUALIFYING | frozenset(
    "late then outgoing incoming new newly elected appointed senior top chief main official veteran longtime current "
    "the a an one".split()
)
CLITICS = frozenset({"'s", "’s", "'", "’", "´s"})
# *of* names whose post it is, *for* whom a spokesman speaks for; of others (*UN envoy for Yemen*) *for* says less than
# a name before the title, and *in*, *at* and *with* may only say where its holder sits.
STRONG, WEAK = ("of",), ("for", "in", "at", "with")
SPEAKING = ("of", "for")
LONGEST_BODY = 9


def owner_of(reading: Reading, title: Title) -> Mention | None:
    """The owner of a title that no name follows: behind it by *of*, else before it, else where it is."""
    return (
        _owner_behind(reading, title, SPEAKING if title.kind == "spokesperson" else STRONG)
        or owner_before(reading, title)
        or _owner_behind(reading, title, WEAK)
        or _spoken_for(reading, title)
    )


def owner_before(reading: Reading, title: Title) -> Mention | None:
    """The organisation or state right before a title (*US* President, *Iraq's* foreign minister)."""
    tokens = reading.paragraph.tokens
    start, _ = reading.paragraph.sentence_of(title.first)
    index = title.first - 1
    while index >= start and (tokens[index].lower in TITLE_MODIFIERS or tokens[index].text in (*CLITICS, "-")):
        index -= 1
    mention = _ending_at(reading, index) if index >= start else None
    if mention is not None and _is_qualified(reading, mention):
        return None
    return reading.fit("holds_position", "object", mention) if mention is not None else None


def _is_qualified(reading: Reading, mention: Mention) -> bool:
    """The place in *al-Qaida in Iraq leader X* is only part of the owner."""
    if mention.first == 0:
        return False
    before = reading.paragraph.tokens[mention.first - 1]
    return before.pos == "ADP" and mention.first <= before.head < mention.last


def _ending_at(reading: Reading, index: int) -> Mention | None:
    """The mention that ends at a token and is no person; a body with the state before it (*Colombian army*)."""
    found = [m for m in dict.fromkeys(reading.mentions.values()) if m.last == index + 1]
    found = [m for m in found if m.type != "Person" and m.kind is not MentionKind.PRONOUN]
    mention = (
        max(found, key=lambda m: m.last - m.first, default=None)
        or _named_body(reading, index)
        or _body(reading, index)
        or _state(reading, index)
    )
    if mention is None or not _is_body(reading, mention) or mention.first == 0:
        return mention
    before = reading.paragraph.tokens[mention.first - 1]
    named = reading.mentions.get(before.index)
    if named is not None and named.last == mention.first and _is_body(reading, named):
        return named  # "Houthi military spokesman"
    if mention.states:
        return mention
    possessor = reading.mentions.get(before.index - 1) if before.text in CLITICS and before.index else None
    if possessor is not None and possessor.type == "State" and possessor.states:
        return replace(_span(reading, mention, possessor.first), kind=MentionKind.NAME, states=possessor.states)
    state = reading.gazetteer.state(before.text) if before.text[:1].isupper() and before.pos != "PUNCT" else None
    if state is None:
        return mention
    return replace(_span(reading, mention, before.index), kind=MentionKind.NAME, states=(state.id,))


def _is_body(reading: Reading, mention: Mention) -> bool:
    return reading.lexicon.classes.is_a(mention.type, "Organization") and mention.noun != ""


def _body(reading: Reading, index: int) -> Mention | None:
    """*military* in *Israeli military spokesman*, *air force* in *Air Force spokesman*: words that mean the body."""
    tokens = reading.paragraph.tokens
    for first in (index - 1, index):
        noun = reading.gazetteer.heads.get(" ".join(t.lower for t in tokens[max(first, 0) : index + 1]))
        if noun is not None and not noun.needs and reading.lexicon.classes.is_a(noun.type, "Organization"):
            return _mention(reading, max(first, 0), index + 1, noun.type, tokens[index])
    return None


def _named_body(reading: Reading, index: int) -> Mention | None:
    """*Quds Force* in *Quds Force commander*, where the recogniser missed it: capitals up to a noun for a body."""
    tokens = reading.paragraph.tokens
    noun = reading.gazetteer.heads.get(tokens[index].lower)
    if (
        noun is None
        or not reading.lexicon.classes.is_a(noun.type, "Organization")
        or not tokens[index].text[:1].isupper()
    ):
        return None
    first = index
    while first > 0 and tokens[first - 1].pos == "PROPN" and tokens[first - 1].text[:1].isupper():
        first -= 1
    if first == index:
        return None
    return replace(_mention(reading, first, index + 1, noun.type, tokens[index]), kind=MentionKind.NAME)


def _state(reading: Reading, index: int) -> Mention | None:
    """The state that one to three words name, also where the recogniser missed it (*North Korean leader*)."""
    tokens = reading.paragraph.tokens
    for first in range(max(0, index - 2), index + 1):
        words = reading.paragraph.words(first, index + 1)
        state = reading.gazetteer.state(words) if tokens[first].text[:1].isupper() else None
        if state is not None:
            found = _mention(reading, first, index + 1, "State", tokens[index])
            return replace(found, kind=MentionKind.NAME, states=(state.id,), known=state.id)
    return None


def _state_starting(reading: Reading, index: int) -> Mention | None:
    """*the Republic of Armenia*, also where the recogniser took the words for something else."""
    tokens = reading.paragraph.tokens
    for last in range(min(index + 4, len(tokens)), index + 1, -1):
        known = reading.gazetteer.names.get(normalise(reading.paragraph.words(index, last)))
        if known is not None and known.type == "State" and tokens[index].text[:1].isupper():
            found = _mention(reading, index, last, "State", tokens[index])
            return replace(found, kind=MentionKind.NAME, states=(known.id,), known=known.id)
    return None


def _mention(reading: Reading, first: int, last: int, cls: str, head: Token) -> Mention:
    paragraph, tokens = reading.paragraph, reading.paragraph.tokens
    kind = MentionKind.NAME if any(t.pos == "PROPN" for t in tokens[first:last]) else MentionKind.NOMINAL
    span = (tokens[first].start, tokens[last - 1].end, paragraph.words(first, last), kind, cls, paragraph.index)
    return Mention(paragraph.article, *span, head.index, first=first, last=last, noun=head.lemma, definite=True)


def _span(reading: Reading, mention: Mention, first: int) -> Mention:
    words = reading.paragraph.words(first, mention.last)
    return replace(mention, first=first, start=reading.paragraph.tokens[first].start, text=words)


def _owner_behind(reading: Reading, title: Title, prepositions: tuple[str, ...]) -> Mention | None:
    tokens = reading.paragraph.tokens
    index = title.last
    if index >= len(tokens) or tokens[index].lower not in prepositions:
        return None
    index += 1
    while index < len(tokens):
        owner = _starting_at(reading, index) or _state_starting(reading, index)
        if owner is not None or not (tokens[index].pos in ("DET", "ADJ", "ADV") or tokens[index].dep == "amod"):
            return owner
        index += 1
    return None


def _starting_at(reading: Reading, index: int) -> Mention | None:
    """The longest mention that begins at a token; behind a possessor, the thing possessed (*Iraq's Joint Command*)."""
    starting = [m for m in dict.fromkeys(reading.mentions.values()) if m.first == index and m.type != "Person"]
    starting = [m for m in starting if m.kind is not MentionKind.PRONOUN]
    mention = max(starting, key=lambda m: m.last - m.first, default=None)
    if mention is None:
        return None
    head = reading.paragraph.tokens[mention.head]
    mention = reading.mention_at(mention.head) or mention  # "the city of Bakhmut"
    possessed = reading.mention_at(head.head) if head.dep == "nmod:poss" else None
    owner = reading.fit("holds_position", "object", possessed) if possessed is not None else None
    return owner or reading.fit("holds_position", "object", mention)


def _spoken_for(reading: Reading, title: Title) -> Mention | None:
    """What a spokesman speaks for is an organisation, also where nothing else tells (*the joint operations of …*)."""
    tokens = reading.paragraph.tokens
    first = title.last + 1
    if title.kind != "spokesperson" or first >= len(tokens) or tokens[title.last].lower not in SPEAKING:
        return None
    while first < len(tokens) and tokens[first].pos == "DET":
        first += 1
    last = first
    while last < len(tokens) and last - first < LONGEST_BODY and _continues_body(tokens[last]):
        last += 1
    if last == first or tokens[first].pos not in ("NOUN", "PROPN", "ADJ") or title_starting(reading, first):
        return None
    return _mention(reading, first, last, "Organization", tokens[last - 1])


def _continues_body(token: Token) -> bool:
    return token.pos not in ("PUNCT", "VERB", "AUX", "SCONJ", "CCONJ", "PRON")
