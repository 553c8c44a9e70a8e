"""How near places lie, by verbs and measures: *lies 30 km north of X*, *is close to X*, *ten miles from X*."""

from collections.abc import Iterator

from kg.facts.arguments import Reading
from kg.facts.clauses import subjects_of
from kg.model import Draft, Mention, MentionKind, Wording
from kg.parse import Token

MEASURES = frozenset("kilometre kilometer km mile metre meter yard".split())
DIRECTIONS = frozenset(
    """north south east west northeast northwest southeast southwest north-east north-west south-east
    south-west""".split()
)
# Words that link a place to one near it; a measure before *from* does the same.
NEAR = {"close": "to", "adjacent": "to", "next": "to", "near": "", "outside": ""}
# Verbs of lying, which may stand between a place and the words of nearness.
LYING = frozenset("lie sit stand be locate situate".split())
# Relations of a name to the noun behind it that is meant.
OWNING = ("nmod:poss", "amod", "compound")
BORDERS = frozenset({"border", "frontier"})
FILLERS = frozenset("about some just around roughly nearly only very not".split())


def nearness_drafts(reading: Reading) -> Iterator[Draft]:
    """The `near` drafts that a verb of lying or a measure with *from* makes."""
    for token in reading.paragraph.tokens:
        target_index = _link(reading, token)
        if target_index is None:
            continue
        target = _target(reading, target_index)
        first = _first_of_phrase(reading, token.index)
        subject = _subject(reading, token, first)
        if subject is None or target is None or subject == target:
            continue
        qualifiers = _qualifiers(reading, token, first)
        clause = f"{subject.text} | {reading.paragraph.words(first, target.last)}"
        yield Draft(
            "near", reading.paragraph.index, token.index, "lies near", subject, target, qualifiers, clause=clause
        )


def _link(reading: Reading, token: Token) -> int | None:
    """The index behind *north of*, *close to*, *near*, *ten miles from*, or None."""
    tokens = reading.paragraph.tokens
    following = tokens[token.index + 1].lower if token.index + 1 < len(tokens) else ""
    if token.lower in DIRECTIONS and following == "of":
        return token.index + 2
    if token.lemma in MEASURES and following in ("from", "of"):
        return token.index + 2 if following == "from" else None
    word = NEAR.get(token.lower)
    if word is None or (word and following != word):
        return None
    return token.index + (2 if word else 1)


def _target(reading: Reading, index: int) -> Mention | None:
    tokens = reading.paragraph.tokens
    while index < len(tokens) and tokens[index].pos in ("DET", "ADJ") and reading.mentions.get(index) is None:
        index += 1
    found = reading.mentions.get(index) if index < len(tokens) else None
    meant = modified_by(reading, found) if found is not None and found.kind is not MentionKind.PRONOUN else None
    return reading.fit("near", "object", reading.mention_at(meant.head) or meant) if meant is not None else None


def modified_by(reading: Reading, place: Mention) -> Mention | None:
    """The place itself, or the thing of which its name says whose it is (*Ghana's capital*, *the Afghan capital*)."""
    tokens = reading.paragraph.tokens
    head = tokens[place.head]
    beside_border = tokens[head.head].lemma in BORDERS and head.dep != "nmod:poss"  # "near the Syrian border"
    if head.dep not in OWNING or head.head < place.last or beside_border:
        return place
    return reading.mention_at(head.head)


def _first_of_phrase(reading: Reading, index: int) -> int:
    """Where the measure or the linking word begins."""
    tokens = reading.paragraph.tokens
    first = index - 2 if index > 1 and tokens[index - 1].text == "-" else index
    while first > 0 and (
        tokens[first - 1].pos == "NUM" or tokens[first - 1].lemma in MEASURES or tokens[first - 1].lower in FILLERS
    ):
        first -= 1
    return first


def _subject(reading: Reading, token: Token, first: int) -> Mention | None:
    """The subject of a verb of lying, or the place before a comma and a measure (*X, ten miles from Y*)."""
    tokens = reading.paragraph.tokens
    if first == 0 or (token.lower == "not" or tokens[first - 1].lower in ("not", "n't")):
        return None
    before = tokens[first - 1]
    if before.lemma in LYING and before.pos in ("VERB", "AUX"):
        return _lying(reading, token, before)
    place = reading.mentions.get(first - 2) if first > 1 and before.text == "," else None
    if place is None or not (token.lemma in MEASURES or (token.lower in NEAR and place.kind is MentionKind.NAME)):
        return None
    return _fit(reading, place)


def _lying(reading: Reading, token: Token, verb: Token) -> Mention | None:
    anchors = [verb, reading.paragraph.tokens[verb.head], token]
    subjects = [index for anchor in anchors for index in subjects_of(reading.paragraph, anchor)]
    return next((found for i in subjects if (found := _fit(reading, reading.mention_at(i))) is not None), None)


def _fit(reading: Reading, mention: Mention | None) -> Mention | None:
    if mention is None or mention.kind is MentionKind.PRONOUN:
        return None
    return reading.fit("near", "subject", mention)


def _qualifiers(reading: Reading, token: Token, first: int) -> dict[str, Mention | Wording]:
    tokens = reading.paragraph.tokens
    hyphened = token.index > 1 and tokens[token.index - 1].text == "-"  # "north-west of Kyiv"
    start = token.index - 2 if hyphened else token.index
    found: dict[str, Mention | Wording] = {}
    if token.lower in DIRECTIONS:
        found["direction"] = Wording(reading.paragraph.words(start, token.index + 1).lower())
    if any(t.pos == "NUM" for t in tokens[first:start]):
        last = token.index + 1 if token.lemma in MEASURES else start
        found["distance"] = Wording(reading.paragraph.words(first, last))
    return found
