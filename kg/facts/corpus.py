"""All claims with what is known for judging them, and claims grouped by what they are about."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.facts.kinship import Kinship
from kg.facts.periods import Period, claim_period
from kg.model import Claim, Factuality


@dataclass(frozen=True)
class Corpus:
    """All claims and what is known for judging them."""

    claims: Sequence[Claim]
    kinship: Kinship
    published: Mapping[str, date]

    def asserted(self, *relations: str) -> list[Claim]:
        """The asserted claims of some relations."""
        return [c for c in self.claims if c.relation in relations and c.factuality is Factuality.ASSERTED]

    def when(self, claim: Claim) -> Period | None:
        """The days that a claim tells, else the day of its publication."""
        day = self.published.get(claim.article)
        return claim_period(claim) or (Period(day, day) if day else None)


def grouped(claims: Iterable[Claim], key: Callable[[Claim], Hashable | None]) -> list[tuple[str, list[Claim]]]:
    """The claims by their key, written as text, in the order of the keys; those without a key are left out."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found = key(claim)
        if found is not None:
            groups["|".join(map(str, found)) if isinstance(found, tuple) else str(found)].append(claim)
    return sorted(groups.items())


def both_ends(claim: Claim) -> tuple[str, str] | None:
    """The entities of subject and object, where a claim has both."""
    return (claim.subject.entity, claim.object.entity) if claim.subject and claim.object else None
