"""Whether two persons' names can be one person's: which words match, which are left over, in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.entities.names.persons import PersonName
from kg.entities.names.scripts import SYLLABIC, Word
from kg.entities.names.tables import read_name_tables
from kg.entities.names.words import NEAR_SCORE, WordMatch, match_words

# Scores of what two names with the same words can still differ in; SAME and DIFFERENT of `comparison` cut them.
ALL_WORDS = 1.0  # less what the spellings cost
LEFT_OUT = 0.93  # further words on one side only, behind a full name or inside it
LEFT_OUT_PREFIX = 0.85  # Mohammad, often put before a name
SWAPPED = 0.82  # the family name first
LAST_WORDS_ADDED = 0.76  # the longer name goes on: a third and fourth name, a mother's family name
GIVEN_MISSING = 0.48  # a word before the shorter name: perhaps a son named after him
ONE_WORD = 0.5  # a single name beside a full one
MIDDLE_INITIALS_DIFFER = 0.45
SUFFIX_ON_ONE_SIDE = 0.45
REORDERED = 0.35  # the same words, but they are given names of a father and a son
NEAR = 0.45
SWAPPED_AND_LEFT_OUT = 0.5  # Aung Min, Min Aung Hlaing; but Putin Vladimir Vladimirovich has a father's name
PATRONYMIC = re.compile(r"(?:[oey]vi?[cč]h?|ich|ycz|[oeiy]vi?na|ichna|oglu)$")
JOINED = 0.86  # from here on two words written together are one of the other name


@dataclass(frozen=True, slots=True)
class Pairing:
    """A word of each name, by position, and how alike they are."""

    left: int
    right: int
    match: WordMatch


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score from 0 to 1 and the reasons for it, most important first.

    `whole`: every word of each name has its like in the other, none is an initial, the order is the same.
    """

    score: float
    reasons: tuple[str, ...]
    whole: bool = False


def compare_persons(a: PersonName, b: PersonName) -> Verdict:
    """Compare two parsed names."""
    if not a.words or not b.words:
        return Verdict(0.0, ("one of the names has no words",))
    syllables = _east_asian(a.words) and _east_asian(b.words)
    left = _joined(a.words, b.words, syllables=syllables)
    right = _joined(b.words, a.words, syllables=syllables)
    pairs = _pairs(left, right, syllables=syllables)
    reasons = tuple(_told(left[p.left], right[p.right], p.match) for p in pairs)
    rest_left = [n for n in range(len(left)) if n not in {p.left for p in pairs}]
    rest_right = [n for n in range(len(right)) if n not in {p.right for p in pairs}]
    verdict = _judged(left, right, pairs, rest_left, rest_right)
    spelling = sum(p.match.score for p in pairs) / len(pairs) if pairs else 0.0
    score = verdict.score * (0.5 + 0.5 * spelling) if verdict.score < 0.99 else spelling
    more_words = bool(rest_left or rest_right)
    whole = verdict.score == ALL_WORDS and not more_words and not any(w.initial for w in (*left, *right))
    return _with_suffixes(a, b, Verdict(score, (*verdict.reasons, *reasons), whole), more_words)


def _told(a: Word, b: Word, match: WordMatch) -> str:
    return f"{a.own} = {b.own}" if match.how == "equal" else f"{a.own}/{b.own}: {match.how}"


def _east_asian(words: Sequence[Word]) -> bool:
    return _family(words) is not None or any(word.script in SYLLABIC for word in words)


def _joined(words: Sequence[Word], others: Sequence[Word], *, syllables: bool) -> list[Word]:
    """The words, with two neighbours made one where the other name writes them together (Nasr Allah, Jong Un)."""
    found = list(words)
    for first, second in pairwise(words):
        if len(found) <= len(others):
            break
        if first.initial or second.initial or first not in found or second not in found:
            continue
        whole = Word(first.text + second.text, first.own + second.own, first.script)
        together = max((match_words(whole, o, syllables=syllables).score for o in others if not o.initial), default=0.0)
        apart = max(match_words(w, o, syllables=syllables).score for w in (first, second) for o in others)
        if together >= JOINED and together > apart:
            at = found.index(first)
            found[at : at + 2] = [whole]
    return found


def _pairs(left: Sequence[Word], right: Sequence[Word], *, syllables: bool) -> list[Pairing]:
    """The best one-to-one pairs of words that can be one word, in the order of the left name."""
    families = (_family(left), _family(right))
    found = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            match = _match(a, b, family=(i, j) == families, syllables=syllables)
            if match.same:
                found.append(Pairing(i, j, match))
    found.sort(key=_pairing_order)
    taken: list[Pairing] = []
    for pair in found:
        if all(pair.left != t.left and pair.right != t.right for t in taken):
            taken.append(pair)
    return sorted(taken, key=lambda p: p.left)


def _pairing_order(pair: Pairing) -> tuple[float, int, int, int]:
    """The likest words first, then those in like places; initials one after the other."""
    apart = 0 if pair.match.how == "initial of" else abs(pair.left - pair.right)
    return -pair.match.score, apart, pair.left, pair.right


def _family(words: Sequence[Word]) -> int | None:
    """Where the East Asian family name stands, if the table has one: first, else last."""
    families = read_name_tables().families
    if len(words) < 2:
        return None
    return next((n for n in (0, len(words) - 1) if words[n].own in families or words[n].text in families), None)


def _match(a: Word, b: Word, *, family: bool, syllables: bool) -> WordMatch:
    match = match_words(a, b, family=family, syllables=syllables)
    if match.same:
        return match
    bare = [_without_article(w) for w in (a, b)]
    if (a, b) == tuple(bare):
        return match
    without = match_words(bare[0], bare[1])
    return WordMatch(without.score, "the article written with the name") if without.same else match


def _without_article(word: Word) -> Word:
    """*Elsisi*: the article may be part of the word."""
    if word.text[:2] in ("al", "el") and len(word.text) > 5:
        return Word(word.text[2:], word.own[2:], word.script)
    return word


def _judged(
    left: Sequence[Word], right: Sequence[Word], pairs: Sequence[Pairing], rest_left: list[int], rest_right: list[int]
) -> Verdict:
    if not pairs:
        return Verdict(_nearness(left, right), ("no word in common",))
    full_left = [n for n in rest_left if not left[n].initial]
    full_right = [n for n in rest_right if not right[n].initial]
    if full_left and full_right:
        return _conflict([left[n] for n in full_left], [right[n] for n in full_right])
    if rest_left and rest_right:
        return Verdict(MIDDLE_INITIALS_DIFFER * 0.8, ("initials differ",))
    order = _order(left, pairs)
    if order.score < SWAPPED:
        return order
    shorter, longer, rest = (left, right, rest_right) if rest_right else (right, left, rest_left)
    if not rest:
        return order
    verdict = _left_out(shorter, longer, rest, pairs, mirrored=not rest_right)
    if order.score <= SWAPPED and not all(PATRONYMIC.search(longer[n].text) or longer[n].initial for n in rest):
        return Verdict(SWAPPED_AND_LEFT_OUT, (*verdict.reasons, *order.reasons))
    return Verdict(min(order.score, verdict.score), (*verdict.reasons, *order.reasons))


def _nearness(left: Sequence[Word], right: Sequence[Word]) -> float:
    best = max(match_words(a, b).score for a in left for b in right)
    return 0.3 if best >= NEAR_SCORE else 0.0


def _conflict(left: Sequence[Word], right: Sequence[Word]) -> Verdict:
    """Both names have a word that the other lacks."""
    best = max((match_words(a, b) for a in left for b in right), key=lambda m: m.score)
    words = f"{' '.join(w.own for w in left)} and {' '.join(w.own for w in right)}"
    if best.score >= NEAR_SCORE and len(left) == len(right) == 1:
        return Verdict(NEAR, (f"{words} are near, but not spellings of one another",))
    return Verdict(0.15, (f"{words} are different",))


def _order(left: Sequence[Word], pairs: Sequence[Pairing]) -> Verdict:
    positions = [p.right for p in pairs]
    if positions == sorted(positions):
        return Verdict(ALL_WORDS, ())
    turned = any(positions[n:] + positions[:n] == sorted(positions) for n in range(1, len(positions)))
    given = read_name_tables().given
    if turned and not all(left[p.left].text in given or left[p.left].own in given for p in pairs):
        return Verdict(SWAPPED, ("family name first in one of them",))
    return Verdict(REORDERED, ("the same words in another order",))


def _left_out(
    shorter: Sequence[Word], longer: Sequence[Word], rest: list[int], pairs: Sequence[Pairing], *, mirrored: bool
) -> Verdict:
    """One name has words more than the other."""
    words = " ".join(longer[n].own for n in rest)
    matched = sorted(p.left if mirrored else p.right for p in pairs)
    full = [n for n in rest if not longer[n].initial]
    if sum(not word.initial for word in shorter) < 2 and full:
        if all(_is_prefix(longer[n]) for n in full) and len(shorter) > 1:
            return Verdict(LEFT_OUT_PREFIX, (f"{words} often stands before a name",))
        return Verdict(ONE_WORD, (f"only one name; {words} is left out",))
    if not full:
        both_have = any(word.initial for word in shorter[1:-1])
        return _initials_left_out(words, both_have=both_have)
    if matched[0] > 0 and not all(_is_prefix(longer[n]) for n in full if n < matched[0]):
        return Verdict(GIVEN_MISSING, (f"{words} before the name",))
    if full[-1] > matched[-1]:
        return Verdict(LAST_WORDS_ADDED, (f"the longer name goes on: {words}",))
    return Verdict(LEFT_OUT, (f"{words} left out",))


def _initials_left_out(words: str, *, both_have: bool) -> Verdict:
    if both_have:
        return Verdict(MIDDLE_INITIALS_DIFFER, (f"one has the initial {words} more",))
    return Verdict(LEFT_OUT, (f"initial {words} left out",))


def _is_prefix(word: Word) -> bool:
    given = read_name_tables().given.get(word.text)
    return given is not None and given.prefix


def _with_suffixes(a: PersonName, b: PersonName, verdict: Verdict, more_words: bool) -> Verdict:
    """*Jr* on one side only: told apart by it, unless that side is the fuller style (initials, middle names)."""
    if (a.suffix and b.suffix and a.suffix != b.suffix) or (a.number and b.number and a.number != b.number):
        return Verdict(min(verdict.score, 0.15), ("younger and older", *verdict.reasons))
    one_sided = bool(a.suffix) != bool(b.suffix) or (bool(a.number) != bool(b.number) and not more_words)
    if one_sided and not more_words:
        return Verdict(min(verdict.score, SUFFIX_ON_ONE_SIDE), ("younger or older on one side", *verdict.reasons))
    return verdict
