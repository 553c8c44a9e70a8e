"""Whether a time without its year or week lies behind or ahead of the article, told by the verb it stands with."""

from enum import Enum

from kg.parse import Paragraph, Token

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
# What may lie on either side: *would leave on Monday*, *could leave on Monday*.
OPEN = frozenset({"would", "could", "may", "might", "should", "must", "can", "'d"})
PRESENT = ("VBZ", "VBP")
HEADLINES = ("title", "deck", "heading")


class Tense(Enum):
    """Behind the article's day, ahead of it, or not told."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"


def tense_at(paragraph: Paragraph, index: int) -> Tense:
    """The tense of the nearest verb above a token; past where there is none."""
    verb = next((t for t in paragraph.ancestors(index) if t.pos in ("VERB", "AUX")), None)
    return _tense(paragraph, verb) if verb is not None else Tense.PAST


def _tense(paragraph: Paragraph, verb: Token) -> Tense:
    auxiliaries = list(paragraph.children(verb.index, "aux"))
    words = {t.lower for t in auxiliaries}
    if words & FUTURE:
        return Tense.FUTURE
    if words & OPEN:
        return Tense.OPEN
    if verb.tag == "VB" and any(t.lower == "to" for t in paragraph.children(verb.index, "mark")):
        return _infinitive(paragraph, verb)
    if verb.tag == "VBG" and any(t.tag in PRESENT and t.lemma == "be" for t in auxiliaries):
        return Tense.FUTURE  # "is leaving on Monday"
    if verb.tag in PRESENT and not auxiliaries and verb.dep == "root" and paragraph.kind not in HEADLINES:
        return Tense.OPEN
    return Tense.PAST


def _infinitive(paragraph: Paragraph, verb: Token) -> Tense:
    """*is due to leave on Monday* lies ahead; *was due to leave on Monday* may lie on either side."""
    if any(t.tag in PRESENT for t in paragraph.children(verb.index, "aux")):
        return Tense.FUTURE  # "are to leave"
    governor = paragraph.tokens[verb.head]
    present = governor.tag in PRESENT or any(
        t.tag in PRESENT for t in paragraph.children(governor.index, "aux", "cop", "aux:pass")
    )
    return Tense.FUTURE if present else Tense.OPEN
