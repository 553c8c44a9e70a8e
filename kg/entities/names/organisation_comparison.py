"""Whether two organisations' names can be one's: own words, kind, state and number must agree."""

from collections.abc import Sequence
from dataclasses import replace

from kg.entities.names.organisations import OrganisationName, Part
from kg.entities.names.person_comparison import Verdict
from kg.entities.names.scripts import Word
from kg.entities.names.words import NEAR_SCORE, match_words

KNOWN_AS_ONE, KNOWN_AS_TWO = 0.98, 0.1
ACRONYM_TOLD = 0.95  # Rapid Support Forces (RSF) beside RSF
ACRONYM_FITS, SHORT_ACRONYM_FITS, SHORTEST_ACRONYM = 0.76, 0.55, 3
NUMBERS_DIFFER, STATES_DIFFER, WORDS_DIFFER = 0.1, 0.1, 0.2
NEAR_WORDS = 0.42
NUMBER_MISSING = 0.35
OWN_WORD_MISSING = 0.45
# A word for the kind of body on one side only: a description of a name (Xinhua News Agency), else rather another body.
DESCRIPTION, BODY_MISSING, BODY_FOR_DECOR = 0.78, 0.48, 0.35
GENERAL_MISSING, PART_MISSING = 0.55, 0.35
STATE_MISSING_BEFORE_BODY, STATE_MISSING_BEFORE_NAME, STATE_MISSING_BEHIND = 0.85, 0.5, 0.6
# Bank Saderat (Iran) is one bank; Shell Nigeria is a part of Shell.
INSTITUTIONS, STATE_OF_INSTITUTION = frozenset({"bank", "university", "ministry", "party"}), 0.75
NOTHING_OWN = 0.55  # only general words agree, and one side tells more
OTHER_SIZE = 0.72  # Azov Regiment, Azov Brigade
UNIT_SIZES = frozenset({"brigade", "regiment", "battalion", "force"})
DESCRIBING = frozenset({"news", "agency", "newspaper"})


def compare_organisations(a: OrganisationName, b: OrganisationName) -> Verdict:
    """Compare two parsed names."""
    if a.known is not None and b.known is not None:
        if a.known.id == b.known.id:
            return Verdict(KNOWN_AS_ONE, (f"known names of {a.known.name}",))
        return Verdict(KNOWN_AS_TWO, (f"known as {a.known.name} and {b.known.name}",))
    return _by_acronym(a, b) or _by_parts(a, b)


def _by_acronym(a: OrganisationName, b: OrganisationName) -> Verdict | None:
    for short, long in ((a, b), (b, a)):
        alone = len(short.parts) <= 1 and short.acronym and not short.text.endswith(")")
        if not alone:
            continue
        if long.acronym:
            same = long.acronym == short.acronym
            return (
                Verdict(1.0 if same else KNOWN_AS_TWO, ("same acronym" if same else "different acronyms",))
                if (len(long.parts) <= 1 or same)
                else None
            )
        if len(long.parts) > 1 and short.acronym in long.initials:
            fits = ACRONYM_FITS if len(short.acronym) >= SHORTEST_ACRONYM else SHORT_ACRONYM_FITS
            return Verdict(fits, (f"{short.text} are the initials of {long.text}",))
    return None


def _by_parts(a: OrganisationName, b: OrganisationName) -> Verdict:
    a, b = _own_if_alone(a, b), _own_if_alone(b, a)
    own = _match_own(a, b)
    checks = (_numbers(a, b), _states(a, b), own, _kinds(a, b))
    score = min(check.score for check in checks)
    if a.acronym and a.acronym == b.acronym and score > WORDS_DIFFER:
        score = max(score, ACRONYM_TOLD)
    if not a.parts or not b.parts:
        return Verdict(0.0, ("one of the names has no words",))
    one_sided = any(1 > check.score > WORDS_DIFFER for check in (checks[0], checks[1], checks[3]))
    if not a.of_kind("own") and not b.of_kind("own") and one_sided:
        score = min(score, NOTHING_OWN)
    reasons = tuple(r for check in sorted(checks, key=lambda check: check.score) for r in check.reasons)
    return Verdict(score, reasons)


def _own_if_alone(name: OrganisationName, other: OrganisationName) -> OrganisationName:
    """A word in another script that the other name does not translate may be written there as it sounds (Tahrir)."""
    there = {part.concept for part in other.parts}
    parts = tuple(
        replace(part, kind="own")
        if part.kind in ("body", "general", "decor") and part.word.script != "latin" and part.concept not in there
        else part
        for part in name.parts
    )
    return replace(name, parts=parts)


def _numbers(a: OrganisationName, b: OrganisationName) -> Verdict:
    left, right = (sorted(p.concept for p in name.of_kind("number")) for name in (a, b))
    if left == right:
        return Verdict(1.0, (f"same number {' '.join(left)}",) if left else ())
    if left and right:
        return Verdict(NUMBERS_DIFFER, (f"numbers {' '.join(left)} and {' '.join(right)}",))
    return Verdict(NUMBER_MISSING, (f"number {' '.join(left or right)} on one side",))


def _states(a: OrganisationName, b: OrganisationName) -> Verdict:
    left, right = ({p.concept for p in name.of_kind("state")} for name in (a, b))
    if left == right:
        return Verdict(1.0, (f"same state {' '.join(sorted(left))}",) if left else ())
    if left and right:
        return Verdict(STATES_DIFFER, (f"states {' '.join(sorted(left))} and {' '.join(sorted(right))}",))
    with_state = a if left else b
    reason = (f"state {' '.join(sorted(left or right))} on one side",)
    if not with_state.of_kind("state")[0].leading:
        institution = any(part.concept in INSTITUTIONS for part in with_state.parts)
        return Verdict(STATE_OF_INSTITUTION if institution else STATE_MISSING_BEHIND, reason)
    before_body = with_state.of_kind("body", "general")
    return Verdict(STATE_MISSING_BEFORE_BODY if before_body else STATE_MISSING_BEFORE_NAME, reason)


def _match_own(a: OrganisationName, b: OrganisationName) -> Verdict:
    """The words that are the organisation's own, in any order, two of them perhaps written as one."""
    left, right = _own_words(a), _own_words(b)
    left, right = _written_together(left, right), _written_together(right, left)
    pairs = sorted(
        ((match_words(x, y).score, i, j) for i, x in enumerate(left) for j, y in enumerate(right)), reverse=True
    )
    used_left: dict[int, float] = {}
    used_right: dict[int, float] = {}
    for score, i, j in pairs:
        if i not in used_left and j not in used_right and _same_words(left[i], right[j], score):
            used_left[i] = used_right[j] = score
    rest_left = [w for i, w in enumerate(left) if i not in used_left]
    rest_right = [w for j, w in enumerate(right) if j not in used_right]
    return _judged_own(rest_left, rest_right, list(used_left.values()))


def _same_words(a: Word, b: Word, score: float) -> bool:
    """Names with digits in them must be equal."""
    return score >= 0.78 and not (a.text != b.text and any(c.isdigit() for c in a.text + b.text))


def _own_words(name: OrganisationName) -> list[Word]:
    return [part.word for part in name.of_kind("own")]


def _written_together(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """*Nasr Allah*, *Rosoboron Export*: neighbours as one word where the other name has them so."""
    found = list(words)
    for at in range(len(words) - 1, 0, -1):
        first, second = words[at - 1], words[at]
        whole = Word(first.text + second.text, first.own + second.own, first.script)
        if any(match_words(whole, o).same and not match_words(first, o).same for o in others):
            found[at - 1 : at + 1] = [whole]
            break
    return found


def _judged_own(left: Sequence[Word], right: Sequence[Word], scores: Sequence[float]) -> Verdict:
    names = (" ".join(w.own for w in left), " ".join(w.own for w in right))
    if left and right:
        near = len(left) == len(right) == 1 and match_words(left[0], right[0]).score >= NEAR_SCORE
        return Verdict(NEAR_WORDS if near else WORDS_DIFFER, (f"{names[0]} and {names[1]} are different",))
    if left or right:
        return Verdict(OWN_WORD_MISSING if scores else WORDS_DIFFER, (f"{names[0] or names[1]} on one side",))
    return Verdict(sum(scores) / len(scores) if scores else 1.0, ("same own words",) if scores else ())


def _kinds(a: OrganisationName, b: OrganisationName) -> Verdict:
    """The words for the kind of body; general words; words for a part."""
    left, right = _concepts(a), _concepts(b)
    only_left, only_right = left.keys() - right.keys(), right.keys() - left.keys()
    own = bool(a.of_kind("own") and b.of_kind("own"))
    if only_left and only_right:
        return _conflict(only_left, only_right, own=own and not a.of_kind("number"))
    if not only_left and not only_right:
        return Verdict(1.0, (f"same kind: {' '.join(sorted(left))}",) if left else ())
    longer, shorter, more = (a, b, only_left) if only_left else (b, a, only_right)
    parts = {kind: [c for c in more if _concepts(longer)[c].kind == kind] for kind in ("part", "body", "general")}
    reason = (f"{' '.join(sorted(more))} on one side",)
    if parts["part"]:
        return Verdict(PART_MISSING, reason)
    if parts["body"]:
        return Verdict(_body_missing(longer, shorter, set(parts["body"]), own=own), reason)
    return Verdict(GENERAL_MISSING if not own else GENERAL_MISSING - 0.1, reason)


def _concepts(name: OrganisationName) -> dict[str, Part]:
    return {_one_concept(part.concept): part for part in name.of_kind("body", "general", "part")}


def _one_concept(concept: str) -> str:
    return "airline" if concept == "air" else concept


def _conflict(left: set[str], right: set[str], *, own: bool) -> Verdict:
    words = f"{' '.join(sorted(left))} and {' '.join(sorted(right))}"
    if own and left | right <= UNIT_SIZES:
        return Verdict(OTHER_SIZE, (f"{words}: another size of a unit of that name",))
    return Verdict(WORDS_DIFFER, (f"{words} are different kinds",))


def _body_missing(longer: OrganisationName, shorter: OrganisationName, bodies: set[str], *, own: bool) -> float:
    if not own:
        return WORDS_DIFFER
    if bodies <= DESCRIBING or _described_by_company(longer, bodies):
        return DESCRIPTION
    return BODY_FOR_DECOR if shorter.of_kind("decor") else BODY_MISSING


def _described_by_company(name: OrganisationName, bodies: set[str]) -> bool:
    """*Rosneft Oil Company*: the word stands right before *company*, behind the name."""
    for first, second in zip(name.parts, name.parts[1:], strict=False):
        if first.concept in bodies and second.concept == "company" and not first.leading:
            return len(bodies) == 1
    return False
