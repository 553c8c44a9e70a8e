"""Counts what is right, missed, extra, and otherwise worded than the gold, and lists what a person should look at."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.outputs.alike import Comparison
from kg.outputs.gold import Filler, Statement
from kg.outputs.matching import MEASURED_ROLES, Fit, Matching, holds, lack, match, role_right


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


def score(
    gold: Sequence[Statement], answers: Iterable[Statement], alike: Comparison, relations: Collection[str] = ()
) -> Scores:
    """The scores of answers, in total and for the chosen `relations` (none: all); `alike` compares wordings.

    Every relation takes part in the matching, since a gold claim may accept more than one.
    """
    told = _by_article(gold)
    given = _by_article(answers)
    levels = {
        level: [match(told[name], given.get(name, ()), alike, level).of_relations(relations) for name in told]
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


def _by_article(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    articles: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        articles[statement.article].append(statement)
    return dict(articles)


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
    return _of(role_right(role, claim, answer, alike) for claim, answer in named)


def _mistakes(matching: Matching, alike: Comparison) -> Iterator[Mistake]:
    lacking = {claim.place: f"found in part: {lack(claim, answer)}" for claim, answer in matching.partial}
    beyond = {answer.place: f"right in part: {lack(claim, answer)}" for claim, answer in matching.partial}
    for claim in matching.missed:
        yield _mistake("missed", claim, lacking.get(claim.place, ""))
    for answer in matching.extra:
        yield _mistake("extra", answer, beyond.get(answer.place, ""))
    for claim, answer in matching.pairs:
        if not claim.optional and answer.stance not in claim.stances:
            yield _mistake("stance", answer, f"{answer.stance}, gold has {' or '.join(claim.stances)}")
        if not claim.optional and not holds(claim, answer, alike):
            yield _mistake("holder", answer, f"{_first(answer.holder)}, gold has {_first(claim.holder)}")


def _mistake(kind: str, claim: Statement, remark: str) -> Mistake:
    named = ((role, filler) for role, filler in claim.roles.items() if filler.names and not filler.may_be_empty)
    words = tuple((role, filler.names[0]) for role, filler in named)
    return Mistake(
        kind, claim.article, claim.relation, words, remark, claim.quote, claim.place, claim.rule, claim.clause
    )


def _first(filler: Filler) -> str:
    return filler.names[0] if filler.names else "no holder"


def _of(outcomes: Iterable[bool]) -> Share:
    counted = list(outcomes)
    return Share(sum(counted), len(counted))


def _share(right: int, of: int) -> float | None:
    return right / of if of else None
