"""Whether a claim can tell the same event as others: participants, place, words and stance fit together."""

from kg.facts.kinship import Kinship
from kg.facts.occurrences import RelationRule
from kg.facts.periods import Period, overlap
from kg.facts.tellings import Telling
from kg.model import Factuality, Passage

Shape = tuple[tuple[tuple[str, str], ...], tuple[str, ...], str, Factuality, bool, Period | None]
"""What fusion compares of a telling; tellings of one shape are told apart by nothing but who says it, and where."""

# Two topics tell one thing when they share this much of the shorter one's words; `said` of one speaker is common.
ALIKE_TOPICS = 0.6
EVERYDAY = frozenset(
    "and or that which to on from by with at as be is are was were has have had will would not".split()
)


class Group:
    """Tellings taken for one event so far; grows while claims are fused."""

    def __init__(self, first: Telling) -> None:
        self.tellings: list[Telling] = []
        self.shapes: dict[Shape, Telling] = {}
        self.passages: set[Passage] = set()
        self.articles: set[str] = set()
        self.subjects: set[str | None] = set()
        self.periods: set[Period] = set()
        self.published = first.published  # of the first telling taken in
        self.all_published = True
        self.period: Period | None = None  # the shortest told, the earliest of equals
        self.add(first)

    def add(self, telling: Telling) -> None:
        """Take one more telling in."""
        self.tellings.append(telling)
        self.shapes.setdefault(_shape(telling), telling)
        self.passages.add(telling.claim.evidence)
        self.articles.add(telling.claim.article)
        self.subjects.add(telling.roles.get("subject"))
        self.all_published = self.all_published and telling.published is not None
        if telling.period:
            self.periods.add(telling.period)
            told = (telling.period, self.period or telling.period)
            self.period = min(told, key=lambda period: (period.days, period.first))

    def names_the_same(self, telling: Telling) -> bool:
        """Whether some telling of the group names exactly the same participants, in the same words and stance."""
        return any(
            (other.roles, other.wording, other.intended) == (telling.roles, telling.wording, telling.intended)
            for other in self.shapes.values()
        )


def agrees(telling: Telling, group: Group, rule: RelationRule, kinship: Kinship) -> bool:
    """Whether nothing that the telling says speaks against its being about the group's event.

    One telling stands for all that name the same, so that an event told a thousand times costs no more than one.
    """
    # two actors of one sentence act together; one who is already among the rivals need not agree with the others
    is_rival = rule.disputed and telling.roles.get("subject", "") in group.subjects
    together = is_rival or telling.claim.evidence in group.passages
    return _stances_agree(telling, group) and all(
        _agree(telling, other, rule, kinship, together=together) for other in group.shapes.values()
    )


def _shape(telling: Telling) -> Shape:
    return (
        tuple(sorted(telling.roles.items())),
        telling.wording,
        telling.ordinal,
        telling.claim.factuality,
        telling.claim.attributed_to is None,
        telling.period,
    )


def _agree(one: Telling, other: Telling, rule: RelationRule, kinship: Kinship, *, together: bool) -> bool:
    return (
        _ordinals_agree(one, other)
        and _wordings_agree(one, other, rule)
        and (together or _subjects_agree(one, other, rule, kinship))
        and (_happens_rarely(one, rule, kinship) or _others_agree(one, other, kinship))
    )


def _happens_rarely(telling: Telling, rule: RelationRule, kinship: Kinship) -> bool:
    """A base is handed over once in a while: another receiver or place is a disagreement, not another event."""
    broad = any(kinship.is_broad(anchor) for anchor in telling.anchors)
    return bool(rule.once) or not (rule.recurs or rule.lasts or broad)


def _stances_agree(telling: Telling, group: Group) -> bool:
    """What was done, what is planned and what is only wished are one event only when told for the same day."""
    if any(_stance(telling) == _stance(other) for other in group.shapes.values()):
        return True
    period = telling.period
    return period is not None and period.days == 1 and any(period == other.period for other in group.shapes.values())


def _stance(telling: Telling) -> str:
    return telling.claim.factuality if telling.intended else "told"


def _ordinals_agree(one: Telling, other: Telling) -> bool:
    return not one.ordinal or not other.ordinal or one.ordinal == other.ordinal


def _wordings_agree(one: Telling, other: Telling, rule: RelationRule) -> bool:
    if not rule.wording:
        return True
    mine, others = set(one.wording) - EVERYDAY, set(other.wording) - EVERYDAY
    if not (mine and others):
        return len(rule.anchors) > 1
    if rule.wording == "position":
        return mine == others
    if one.claim.article == other.claim.article and one.claim.evidence != other.claim.evidence:
        return False  # what one article tells as two statements is two
    shared = len(mine & others)
    return bool(shared) and shared >= ALIKE_TOPICS * min(len(mine), len(others))


def _subjects_agree(one: Telling, other: Telling, rule: RelationRule, kinship: Kinship) -> bool:
    if ("subject",) in rule.anchors:
        return True
    mine, theirs = one.roles.get("subject"), other.roles.get("subject")
    if mine is None or theirs is None or mine == theirs:
        return True
    return _may_be_one(one, other, mine, theirs, kinship) or (rule.disputed and _disputed(one, other, rule))


def _may_be_one(one: Telling, other: Telling, mine: str, theirs: str, kinship: Kinship) -> bool:
    """A force and its state, *gunmen* and the group that is named: where both tell when, or the target is narrow."""
    dated = bool(one.period and other.period and overlap(one.period, other.period))
    narrow = not one.intended and not any(kinship.is_broad(anchor) for anchor in one.anchors)
    return (dated or narrow) and (kinship.related(mine, theirs) or kinship.less_specific(mine, theirs))


def _disputed(one: Telling, other: Telling, rule: RelationRule) -> bool:
    """Rival actors of one event: different voices, and one of them accuses, or both tell one day.

    Of what happens often on a day, one at least must be a quotation: authors who name two actors tell two events.
    """
    if one.voice == other.voice:
        return False
    dated = one.period is not None and one.period == other.period and one.period.days == 1
    held = one.claim.attributed_to or other.claim.attributed_to
    accused = Factuality.ALLEGED in (one.claim.factuality, other.claim.factuality)
    return accused or (dated and (bool(held) or not rule.recurs))


def _others_agree(one: Telling, other: Telling, kinship: Kinship) -> bool:
    return all(_fit(one, other, role, kinship) for role in ("object", "recipient", "destination", "place"))


def _fit(one: Telling, other: Telling, role: str, kinship: Kinship) -> bool:
    mine, theirs = one.roles.get(role), other.roles.get(role)
    if role in one.anchored & other.anchored or mine is None or theirs is None or mine == theirs:
        return True
    return kinship.same_side(mine, theirs) or kinship.less_specific(mine, theirs)
