"""A claim as one telling of an event: when it says it was, when it was published, which participants it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.facts.kinship import Kinship
from kg.facts.occurrences import RelationRule
from kg.facts.periods import Period, claim_period, period_of
from kg.model import Argument, Article, Claim, Factuality, Wording

INTENDED = frozenset({Factuality.PLANNED, Factuality.HYPOTHETICAL})
# Roles whose entities must fit together for two claims to tell one event.
PARTICIPANTS = ("subject", "object", "recipient", "destination", "place")

Anchors = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim with what fusion compares. `anchors` are empty where the claim leaves one of them out."""

    claim: Claim
    anchors: Anchors
    anchored: frozenset[str]  # the roles that the anchors fill
    roles: Mapping[str, str]
    period: Period | None
    published: date | None
    wording: tuple[str, ...]
    ordinal: str

    @property
    def intended(self) -> bool:
        """Whether it is only planned or hypothetical."""
        return self.claim.factuality in INTENDED

    @property
    def voice(self) -> str:
        """Who says it: the holder, else the article."""
        holder = self.claim.attributed_to
        return holder.entity if holder else f"article {self.claim.article}"

    @property
    def order(self) -> tuple[int, str, str, int, str]:
        """Fuller tellings first, then by publication, article and place in it: independent of any input order."""
        claim = self.claim
        published = self.published.isoformat() if self.published else "9999"
        return -len(self.roles), published, claim.article, claim.evidence.start, claim.id


def publication_dates(articles: Mapping[str, Article]) -> dict[str, date]:
    """The day of each article that has one."""
    found = {}
    for name, article in articles.items():
        period = period_of(article.date.value) if article.date else None
        if period is not None and period.days == 1:
            found[name] = period.first
    return found


def telling_of(claim: Claim, rule: RelationRule, kinship: Kinship, published: Mapping[str, date]) -> Telling:
    """What fusion needs to know of a claim."""
    roles = {
        role: kinship.site(value.entity)
        for role, value in (("subject", claim.subject), ("object", claim.object), *sorted(claim.qualifiers.items()))
        if isinstance(value, Argument) and role in PARTICIPANTS
    }
    anchored = [next((name for name in names if name in roles), "") for names in rule.anchors]
    words = claim.qualifiers.get(rule.wording)
    ordinal = claim.qualifiers.get("ordinal")
    return Telling(
        claim,
        _anchors(claim, anchored, rule, kinship),
        frozenset(anchored),
        roles,
        claim_period(claim),
        published.get(claim.article),
        kinship.rules.words(words.text) if isinstance(words, Wording) else (),
        ordinal.text.lower() if isinstance(ordinal, Wording) else "",
    )


def _anchors(claim: Claim, anchored: Sequence[str], rule: RelationRule, kinship: Kinship) -> Anchors:
    ends = {"subject": claim.subject, "object": claim.object, **claim.qualifiers}
    filled = [end.entity for role in anchored if isinstance(end := ends.get(role), Argument)]
    found = [kinship.site(entity) if rule.lasts else kinship.anchor(claim.article, entity) for entity in filled]
    if len(found) < len(anchored):
        return ()
    return tuple(sorted(found)) if rule.symmetric else tuple(found)
