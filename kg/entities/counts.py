"""How many a mention speaks of: numbers with their bounds, never for what is not counted."""

import re
from dataclasses import dataclass

from kg.entities.numbers import BARE_PLURALS, MULTIPLES, number_of
from kg.model import Count, Mention
from kg.parse import Paragraph, Token

DECIMAL = re.compile(r"\d+\.\d+$")
RANGE = re.compile(r"(\d[\d,]*)[-–](\d[\d,]*)$")
APPROXIMATE = frozenset("about around some roughly approximately nearly almost estimated circa".split())
AT_LEAST = frozenset({"over", "least", "than", "above", "exceeding"})
AT_MOST = frozenset({"up", "fewer", "less", "under", "most", "below", "maximum"})
# Words that stand before a number and belong to it.
MORE_BOUNDS = frozenset("more at to further a an another additional as many much no other between just only".split())
BOUNDS = APPROXIMATE | AT_LEAST | AT_MOST | MORE_BOUNDS
# Words of quantity that are kept as they are.
QUANTIFIERS = frozenset("several many most all both few numerous".split())
# How many of "some of the 2,000 troops" is not told.
SHARES = frozenset("half some most many few several part third quarter majority none rest number".split())


@dataclass(frozen=True)
class Range:
    """Two numbers and the tokens from the first to the last of them."""

    first: int
    last: int
    low: int
    high: int


def count_of(paragraph: Paragraph, mention: Mention) -> Count | None:
    """How many a mention speaks of: *about 5,000 troops*, *hundreds of soldiers*, *more than 61 countries*."""
    number = _number_word(paragraph, paragraph.tokens[mention.head])
    if number is None:
        return _without_number(paragraph, mention.head)
    bounds = _range(paragraph, number)
    if bounds is not None:
        first, words = _quantifiers(paragraph, bounds.first)
        text = paragraph.words(first, bounds.last + 1)
        return Count(text, bounds.low, bounds.high, bool(words & APPROXIMATE))
    value = _value(paragraph, number)
    if value is None:
        return None
    first, words = _quantifiers(paragraph, _first_part(paragraph, number))
    return _bounded(paragraph.words(first, number.index + 1), value, words, number.lower in BARE_PLURALS)


def _without_number(paragraph: Paragraph, head: int) -> Count | None:
    """*several bases*, *most of the soldiers*: the words, with no bound but that of *both*."""
    token = paragraph.tokens[head]
    governor = paragraph.tokens[token.head]
    before = [t for t in paragraph.children(head, "amod", "det") if t.index < head]
    words = [t for t in before if t.lower in QUANTIFIERS]
    if not words and token.dep == "nmod" and _has_of(paragraph, token) and governor.lower in QUANTIFIERS:
        words = [governor]
    if not words:
        return None
    both = 2 if words[0].lower == "both" else None
    return Count(words[0].text, both, both, both is None)


def _bounded(text: str, value: int, words: set[str], vague: bool) -> Count:
    """*fewer than* and *up to* leave the lower end open; *at least* and a bare plural the upper one."""
    upper = (bool(words & AT_MOST) and "no" not in words) or "many" in words
    lower = not upper and bool(words & (AT_LEAST | AT_MOST))
    approximate = vague or bool(words & APPROXIMATE)
    return Count(text, None if upper else value, None if lower or vague else value, approximate)


def _number_word(paragraph: Paragraph, head: Token) -> Token | None:
    """The number of a noun: before it, or before the *of* it hangs on."""
    governor = paragraph.tokens[head.head]
    if head.dep.startswith("nmod") and _has_of(paragraph, head):
        if governor.lower in MULTIPLES:
            return governor
        if governor.lower in SHARES:
            return None
        if governor.pos == "NUM" and number_of(governor.text) is not None:
            return governor  # "eleven of the 17 soldiers"
    # "2,500 Danish and Dutch soldiers": the parser may hang the number on the first adjective.
    anchors = (head, *(t for t in paragraph.children(head.index, "amod") if t.index < head.index))
    found = (t for anchor in anchors for t in paragraph.children(anchor.index, "nummod"))
    numbers = [t for t in found if t.index < head.index and not _is_of_date(paragraph, t)]
    return numbers[-1] if numbers else _multiple_before(paragraph, head)


def _has_of(paragraph: Paragraph, head: Token) -> bool:
    return any(t.lower == "of" for t in paragraph.children(head.index, "case"))


def _multiple_before(paragraph: Paragraph, head: Token) -> Token | None:
    """*several hundred soldiers*, *two dozen troops*, where the parser took the multiple for a noun."""
    parts = paragraph.children(head.index, "compound", "amod", "nmod")
    return next((t for t in parts if t.index < head.index and t.lower in MULTIPLES), None)


def _is_of_date(paragraph: Paragraph, token: Token) -> bool:
    """The number of a day or year is no count (*12 May*, *the 2014 attack*)."""
    return any(paragraph.children(token.index, "nmod:unmarked", "obl:unmarked"))


def _first_part(paragraph: Paragraph, number: Token) -> int:
    """Where a number of several words begins (*two* of *two dozen*)."""
    parts = [t.index for t in paragraph.children(number.index, "nummod", "compound") if t.index < number.index]
    return min([number.index, *parts])


def _value(paragraph: Paragraph, token: Token) -> int | None:
    if DECIMAL.match(token.text.replace(",", "")):
        return None  # only "2.5 million" as a whole is a number of things
    if token.lower not in MULTIPLES:
        return number_of(token.text)
    factors = [t for t in paragraph.children(token.index, "nummod", "compound") if t.index < token.index]
    if not factors:
        return None if _is_several(paragraph, token) else MULTIPLES[token.lower]
    if DECIMAL.match(factors[0].text):
        return round(float(factors[0].text) * MULTIPLES[token.lower])
    factor = _value(paragraph, factors[0])
    return factor * MULTIPLES[token.lower] if factor else None


def _is_several(paragraph: Paragraph, token: Token) -> bool:
    """*several hundred* is no hundred."""
    before = paragraph.tokens[token.index - 1].lower if token.index else ""
    return before in ("several", "few", "many")


def _range(paragraph: Paragraph, number: Token) -> Range | None:
    """*between 40 and 50*, *20 to 30*, *20-30*: the tokens it takes, and both ends."""
    together = RANGE.match(number.text)
    if together:
        low, high = (int(part.replace(",", "")) for part in together.groups())
        return Range(number.index, number.index, low, high) if low < high else None
    return _range_at(paragraph, number.index - 2) or _range_at(paragraph, number.index)


def _range_at(paragraph: Paragraph, first: int) -> Range | None:
    """Two numbers with a *to*, a dash or, behind *between*, an *and* in the middle."""
    tokens, last = paragraph.tokens, first + 2
    if first < 0 or last >= len(tokens):
        return None
    between = first > 0 and tokens[first - 1].lower == "between" and tokens[first + 1].lower == "and"
    if not between and tokens[first + 1].text not in ("to", "-", "–"):
        return None
    low, high = number_of(tokens[first].text), number_of(tokens[last].text)
    return Range(first, last, low, high) if low is not None and high is not None and low < high else None


def _quantifiers(paragraph: Paragraph, index: int) -> tuple[int, set[str]]:
    """The words before a number that bound it, and where they begin."""
    first, words = index, set()
    while first > 0 and paragraph.tokens[first - 1].lower in BOUNDS:
        first -= 1
        words.add(paragraph.tokens[first].lower)
    if first < index and paragraph.tokens[first].lower == "to":  # "handed 40 trucks to 30 soldiers"
        first += 1
    return first, words
