"""How an answer fits a gold claim, and which answers of an article tell which gold claims.

Matching is one to one within an article and as large as can be, gold that must be found before gold that may be;
among matchings of one size the one whose pairs agree most in stance, holder, passage, qualifiers and wording wins.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import networkx as nx

from kg.outputs.alike import Comparison, equal, same_position
from kg.outputs.gold import Filler, Statement
from kg.outputs.wording import numbers_in

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
class Matching:
    """Which answers of one article tell which gold claims; those left over are missed, extra or repetitions.

    `partial` pairs are made of what is left over.
    """

    pairs: tuple[tuple[Statement, Statement], ...]
    missed: tuple[Statement, ...]
    extra: tuple[Statement, ...]
    repeated: int
    partial: tuple[tuple[Statement, Statement], ...]

    def of_relations(self, relations: Collection[str]) -> "Matching":
        """What of it is of the chosen relations (none: all); a pair is of the gold claim's relation."""
        if not relations:
            return self
        return replace(
            self,
            pairs=tuple(pair for pair in self.pairs if pair[0].relation in relations),
            missed=tuple(claim for claim in self.missed if claim.relation in relations),
            extra=tuple(answer for answer in self.extra if answer.relation in relations),
            partial=tuple(pair for pair in self.partial if pair[0].relation in relations),
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


def role_right(role: str, claim: Statement, answer: Statement, alike: Comparison) -> bool:
    """Whether an answer fills a role as the gold does; a count by its numbers, a date to the letter."""
    same: Callable[[str, str], bool] = {"count": _same_count, "date": equal}.get(role, alike)
    wanted, given = claim.filler(role).names, answer.filler(role).names
    return any(equal(mine, yours) or same(mine, yours) for mine in wanted for yours in given)


def lack(claim: Statement, answer: Statement) -> str:
    """In words, which core roles only one of two claims has."""
    core = CORE_ROLES.get(claim.relation, USUAL_CORE)
    absent = [f"no {role}" for role in core if claim.filler(role).names and not answer.filler(role).names]
    added = [
        f"a {role} the gold has not" for role in core if answer.filler(role).names and not claim.filler(role).names
    ]
    return ", ".join([*absent, *added])


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


def _same_count(one: str, other: str) -> bool:
    numbers = numbers_in(one)
    return bool(numbers) and numbers == numbers_in(other)


def _agreement(claim: Statement, answer: Statement, fit: Fit, alike: Comparison) -> int:
    """What tells the best of several matchings; stance before holder, passage, qualifiers and wording."""
    passage = bool(claim.quote and answer.quote) and (claim.quote in answer.quote or answer.quote in claim.quote)
    roles = sum(role_right(role, claim, answer, alike) for role in MEASURED_ROLES)
    stance, holder = answer.stance in claim.stances, holds(claim, answer, alike)
    return 200 * stance + 100 * holder + 50 * passage + 10 * roles + fit


def _heaviest(weights: Mapping[tuple[int, int], int], offset: int) -> list[tuple[int, int]]:
    """The one-to-one pairs of the greatest total weight, in order (Edmonds, 1965; Galil, 1986)."""
    graph = nx.Graph()
    graph.add_weighted_edges_from((g, offset + a, weight) for (g, a), weight in sorted(weights.items()))
    components = (graph.subgraph(sorted(part)) for part in nx.connected_components(graph))
    edges = (edge for part in components for edge in nx.max_weight_matching(part))
    return sorted((min(edge), max(edge) - offset) for edge in edges)
