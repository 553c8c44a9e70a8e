"""Matches answers with gold claims and counts what is right, missed, extra, and otherwise worded than the gold.

Matching is one to one within an article and as large as can be, gold that must be found before gold that may be;
among matchings of one size the one whose pairs agree most in stance, holder, passage, qualifiers and wording wins.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import networkx as nx

from kg.outputs.alike import Comparison, equal, numbers_in, same_position
from kg.outputs.gold import Filler, Statement

CORE_ROLES: Mapping[str, tuple[str, ...]] = {
    "handed_over": ("subject", "object", "recipient"),
    "holds_position": ("subject", "object", "position"),
    "said": ("subject",),
    "announced": ("subject",),
    "voted": ("subject",),
}
USUAL_CORE = ("subject", "object")
SYMMETRIC = ("met", "agreed")
REQUIRED_ONLY_WITH_VALUE = ("recipient",)  # compared where both have one, never asked for
MEASURED_ROLES = ("date", "place", "count", "recipient")

# How much a pair weighs in a matching: one required claim outweighs all optional ones, one of these all agreements.
REQUIRED, OPTIONAL = 1_000_000_000, 1_000


class Fit(IntEnum):
    """How well an answer fits a gold claim. PARTIAL: the same as far as both say, but one lacks a core role."""

    NONE = 0
    PARTIAL = 1
    LENIENT = 2
    STRICT = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """Gold claims found (`right`) and `missed`, answers that are `extra`."""

    right: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float | None:
        """Right answers among those scored; None where there was none."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float | None:
        """Gold claims found; None where there was none."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.missed + self.extra)


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return _share(self.right, self.of)


@dataclass(frozen=True, slots=True)
class LevelScores:
    """The scores at one level; `repetitions` are answers that only say a matched claim again, and count as nothing."""

    relations: Mapping[str, Tally]
    difficulty: Mapping[str, Share]
    repetitions: int

    @property
    def total(self) -> Tally:
        """All relations together."""
        return sum(self.relations.values(), Tally())

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the relations that the gold has."""
        values = [tally.f1 or 0.0 for tally in self.relations.values() if tally.right + tally.missed]
        return sum(values) / len(values) if values else None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing for a person to look at: a claim `missed` or `extra`, or found with a wrong `stance` or `holder`.

    `arguments` are roles with their words; `remark` says what was expected or what is lacking.
    """

    kind: str
    article: str
    relation: str
    arguments: tuple[tuple[str, str], ...]
    remark: str
    quote: str
    place: str
    rule: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything measured; stance, holder, roles and mistakes are of the lenient level.

    `unscored` answers are of articles that the gold does not have; `unanswered` articles of the gold have no answer.
    """

    strict: LevelScores
    lenient: LevelScores
    partial: int
    stance: Share
    stance_not_asserted: Share
    holder: Share
    roles: Mapping[str, Share]
    mistakes: tuple[Mistake, ...]
    unscored: int
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Which answers of one article tell which gold claims; those left over are missed, extra or repetitions.

    `partial` pairs are made of what is left over.
    """

    pairs: tuple[tuple[Statement, Statement], ...]
    missed: tuple[Statement, ...]
    extra: tuple[Statement, ...]
    repeated: int
    partial: tuple[tuple[Statement, Statement], ...]


def score(
    gold: Sequence[Statement], answers: Iterable[Statement], alike: Comparison, relations: Collection[str] = ()
) -> Scores:
    """The scores of answers, in total and for the chosen `relations` (none: all); `alike` compares wordings.

    Every relation takes part in the matching, since a gold claim may accept more than one.
    """
    told = _by_article(gold)
    given = _by_article(answers)
    levels = {
        level: [_chosen(match(told[name], given.get(name, ()), alike, level), relations) for name in told]
        for level in (Fit.STRICT, Fit.LENIENT)
    }
    found = levels[Fit.LENIENT]
    pairs = [pair for matching in found for pair in matching.pairs if not pair[0].optional]
    stances = [(claim, answer.stance in claim.stances) for claim, answer in pairs]
    holders = [holds(claim, answer, alike) for claim, answer in pairs if _names_holder(claim)]
    return Scores(
        strict=_level(levels[Fit.STRICT]),
        lenient=_level(found),
        partial=sum(len(matching.partial) for matching in found),
        stance=_of(right for _, right in stances),
        stance_not_asserted=_of(right for claim, right in stances if "asserted" not in claim.stances),
        holder=_of(holders),
        roles={role: _role_recall(role, pairs, alike) for role in MEASURED_ROLES},
        mistakes=tuple(mistake for matching in found for mistake in _mistakes(matching, alike)),
        unscored=sum(len(given[name]) for name in given if name not in told),
        unanswered=tuple(name for name in told if name not in given),
    )


def match(gold: Sequence[Statement], answers: Sequence[Statement], alike: Comparison, level: Fit) -> Matching:
    """The matching of one article at a level."""
    fits = {
        (g, a): fit
        for g, claim in enumerate(gold)
        for a, answer in enumerate(answers)
        if (fit := fit_of(claim, answer, alike))
    }
    weights = {
        (g, a): (OPTIONAL if gold[g].optional else REQUIRED) + _agreement(gold[g], answers[a], fit, alike)
        for (g, a), fit in fits.items()
        if fit >= level
    }
    pairs = _heaviest(weights, len(gold))
    matched = {a for _, a in pairs}
    repeated = {a for _, a in weights} - matched
    missed = [g for g, claim in enumerate(gold) if not claim.optional and g not in dict(pairs)]
    extra = [a for a in range(len(answers)) if a not in matched | repeated]
    left = {(g, a): 1 for g, a in fits if g in missed and a in extra}
    return Matching(
        pairs=tuple((gold[g], answers[a]) for g, a in pairs),
        missed=tuple(gold[g] for g in missed),
        extra=tuple(answers[a] for a in extra),
        repeated=len(repeated),
        partial=tuple((gold[g], answers[a]) for g, a in _heaviest(left, len(gold))),
    )


def fit_of(claim: Statement, answer: Statement, alike: Comparison) -> Fit:
    """How well an answer fits a gold claim: as well as the core role that fits worst."""
    if answer.relation not in claim.relations:
        return Fit.NONE
    core = CORE_ROLES.get(claim.relation, USUAL_CORE)
    fit = _fit_of_roles(claim, answer, core, alike)
    if claim.relation in SYMMETRIC:
        turned = {**answer.roles, "subject": answer.filler("object"), "object": answer.filler("subject")}
        fit = max(fit, _fit_of_roles(claim, replace(answer, roles=turned), core, alike))
    return fit


def holds(claim: Statement, answer: Statement, alike: Comparison) -> bool:
    """Whether an answer names the holder that the gold names, or none where the gold has none."""
    if not answer.holder.names:
        return claim.holder.may_be_empty or not claim.holder.names
    return _fit_of_names(claim.holder, answer.holder, alike) > Fit.PARTIAL


def _fit_of_roles(claim: Statement, answer: Statement, core: Sequence[str], alike: Comparison) -> Fit:
    fits = {role: _fit_of_role(role, claim.filler(role), answer.filler(role), alike) for role in core}
    shared = any(
        fits[role] and claim.filler(role).names and answer.filler(role).names for role in USUAL_CORE if role in fits
    )
    return min(fits.values()) if shared else Fit.NONE


def _fit_of_role(role: str, wanted: Filler, given: Filler, alike: Comparison) -> Fit:
    if wanted.names and given.names:
        return _fit_of_names(wanted, given, same_position if role == "position" else alike)
    if not given.names and (wanted.may_be_empty or not wanted.names):
        return Fit.STRICT
    return Fit.LENIENT if role in REQUIRED_ONLY_WITH_VALUE else Fit.PARTIAL


def _fit_of_names(wanted: Filler, given: Filler, same: Comparison) -> Fit:
    pairs = [(mine, yours) for mine in wanted.names for yours in given.names]
    if any(equal(mine, yours) for mine, yours in pairs):
        return Fit.STRICT
    return Fit.LENIENT if any(same(mine, yours) for mine, yours in pairs) else Fit.NONE


def _agreement(claim: Statement, answer: Statement, fit: Fit, alike: Comparison) -> int:
    """What tells the best of several matchings; stance before holder, passage, qualifiers and wording."""
    passage = bool(claim.quote and answer.quote) and (claim.quote in answer.quote or answer.quote in claim.quote)
    roles = sum(_role_right(role, claim, answer, alike) for role in MEASURED_ROLES)
    stance, holder = answer.stance in claim.stances, holds(claim, answer, alike)
    return 200 * stance + 100 * holder + 50 * passage + 10 * roles + fit


def _heaviest(weights: Mapping[tuple[int, int], int], offset: int) -> list[tuple[int, int]]:
    """The one-to-one pairs of the greatest total weight, in order (Edmonds, 1965; Galil, 1986)."""
    graph = nx.Graph()
    graph.add_weighted_edges_from((g, offset + a, weight) for (g, a), weight in sorted(weights.items()))
    components = (graph.subgraph(sorted(part)) for part in nx.connected_components(graph))
    edges = (edge for part in components for edge in nx.max_weight_matching(part))
    return sorted((min(edge), max(edge) - offset) for edge in edges)


def _by_article(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    articles: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        articles[statement.article].append(statement)
    return dict(articles)


def _chosen(matching: Matching, relations: Collection[str]) -> Matching:
    """What of a matching is counted under the chosen relations."""
    if not relations:
        return matching
    return replace(
        matching,
        pairs=tuple(pair for pair in matching.pairs if pair[0].relation in relations),
        missed=tuple(claim for claim in matching.missed if claim.relation in relations),
        extra=tuple(answer for answer in matching.extra if answer.relation in relations),
        partial=tuple(pair for pair in matching.partial if pair[0].relation in relations),
    )


def _level(matchings: Sequence[Matching]) -> LevelScores:
    right = [claim for matching in matchings for claim, _ in matching.pairs if not claim.optional]
    missed = [claim for matching in matchings for claim in matching.missed]
    extra = Counter(answer.relation for matching in matchings for answer in matching.extra)
    found, lost = (Counter(claim.relation for claim in claims) for claims in (right, missed))
    easy, hard = (Counter(claim.difficulty for claim in claims) for claims in (right, missed))
    return LevelScores(
        {name: Tally(found[name], lost[name], extra[name]) for name in sorted({*found, *lost, *extra})},
        {name: Share(easy[name], easy[name] + hard[name]) for name in sorted({*easy, *hard}) if name},
        sum(matching.repeated for matching in matchings),
    )


def _names_holder(claim: Statement) -> bool:
    return bool(claim.holder.names) and not claim.holder.may_be_empty


def _role_recall(role: str, pairs: Iterable[tuple[Statement, Statement]], alike: Comparison) -> Share:
    named = [pair for pair in pairs if (wanted := pair[0].filler(role)).names and not wanted.may_be_empty]
    return _of(_role_right(role, claim, answer, alike) for claim, answer in named)


def _role_right(role: str, claim: Statement, answer: Statement, alike: Comparison) -> bool:
    same: Callable[[str, str], bool] = {"count": _same_count, "date": equal}.get(role, alike)
    wanted, given = claim.filler(role).names, answer.filler(role).names
    return any(equal(mine, yours) or same(mine, yours) for mine in wanted for yours in given)


def _same_count(one: str, other: str) -> bool:
    numbers = numbers_in(one)
    return bool(numbers) and numbers == numbers_in(other)


def _mistakes(matching: Matching, alike: Comparison) -> Iterator[Mistake]:
    lacking = {claim.place: f"found in part: {_lack(claim, answer)}" for claim, answer in matching.partial}
    beyond = {answer.place: f"right in part: {_lack(claim, answer)}" for claim, answer in matching.partial}
    for claim in matching.missed:
        yield _mistake("missed", claim, lacking.get(claim.place, ""))
    for answer in matching.extra:
        yield _mistake("extra", answer, beyond.get(answer.place, ""))
    for claim, answer in matching.pairs:
        if not claim.optional and answer.stance not in claim.stances:
            yield _mistake("stance", answer, f"{answer.stance}, gold has {' or '.join(claim.stances)}")
        if not claim.optional and not holds(claim, answer, alike):
            yield _mistake("holder", answer, f"{_first(answer.holder)}, gold has {_first(claim.holder)}")


def _mistake(kind: str, statement: Statement, remark: str) -> Mistake:
    arguments = tuple(
        (role, filler.names[0]) for role, filler in statement.roles.items() if filler.names and not filler.may_be_empty
    )
    return Mistake(
        kind,
        statement.article,
        statement.relation,
        arguments,
        remark,
        statement.quote,
        statement.place,
        statement.rule,
        statement.clause,
    )


def _lack(claim: Statement, answer: Statement) -> str:
    """In words, which core roles only one of two claims has."""
    core = CORE_ROLES.get(claim.relation, USUAL_CORE)
    absent = [f"no {role}" for role in core if claim.filler(role).names and not answer.filler(role).names]
    added = [
        f"a {role} the gold has not" for role in core if answer.filler(role).names and not claim.filler(role).names
    ]
    return ", ".join([*absent, *added])


def _first(filler: Filler) -> str:
    return filler.names[0] if filler.names else "no holder"


def _of(outcomes: Iterable[bool]) -> Share:
    counted = list(outcomes)
    return Share(sum(counted), len(counted))


def _share(right: int, of: int) -> float | None:
    return right / of if of else None
