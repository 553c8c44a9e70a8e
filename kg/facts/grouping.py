"""Tellings of one relation about the same things fall into events: days first, then vaguer dates, then no date."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from kg.facts.agreement import Group, agrees
from kg.facts.kinship import Kinship
from kg.facts.occurrences import OccurrenceRules, RelationRule
from kg.facts.periods import Period, days_between, overlap
from kg.facts.tellings import Telling

# A vague date joins a day's event of a relation that recurs only when it is no longer than a month.
LONGEST_VAGUE = 31
# Two long periods are one when they share this much of the longer one.
SAME_PERIOD = 0.9
# Where more dated events than this are known of the same things, a claim without a date means no certain one.
CROWD = 50
EVER = Period(date.min, date.max)


class Grouping:
    """Groups the tellings of one relation about the same anchors into events."""

    def __init__(self, rule: RelationRule, kinship: Kinship, rules: OccurrenceRules) -> None:
        self.rule, self.kinship, self.rules = rule, kinship, rules
        self.days: dict[date, list[Group]] = defaultdict(list)
        self.ordered_days: list[date] = []
        self.vague: list[Group] = []
        self.undated: list[Group] = []
        self.by_article: dict[str, list[Group]] = defaultdict(list)  # the dated ones
        self.near = rules.window if rule.recurs else rules.change
        self.by_publication: dict[int | None, list[Group]] = defaultdict(list)  # the undated ones, in steps of `near`

    def groups(self, tellings: Sequence[Telling]) -> list[Group]:
        """The events, each as the group of its tellings."""
        ordered = sorted(tellings, key=lambda telling: telling.order)
        if self.rule.lasts:
            return self._situations(ordered)
        if self._happens_once(ordered):
            return _one_event(ordered)
        self._place_days(ordered)
        self._place_vague(ordered)
        for group in [*self._between(EVER), *self.vague]:
            for article in group.articles:
                self.by_article[article].append(group)
        self._place_undated(ordered)
        return [*(group for day in self.ordered_days for group in self.days[day]), *self.vague, *self.undated]

    def _happens_once(self, tellings: Sequence[Telling]) -> bool:
        target = tellings[0].roles.get("object", "")
        is_one = self.rules.is_one_of(self.kinship.types.get(target, ""), self.rule.once)
        return is_one and self.kinship.named.get(target, False)

    def _situations(self, ordered: Sequence[Telling]) -> list[Group]:
        groups: list[Group] = []
        for telling in ordered:
            self._join(telling, [group for group in groups if self._same_time(telling, group)], groups)
        return groups

    def _same_time(self, telling: Telling, group: Group) -> bool:
        now, then = self._is_current(telling), self._is_current(group.tellings[0])
        if now or then:
            return now and then
        return telling.period is not None and any(overlap(telling.period, period) for period in group.periods)

    def _is_current(self, telling: Telling) -> bool:
        """Undated, or dated about the day of publication."""
        if telling.period is None or telling.published is None:
            return telling.period is None
        published = Period(telling.published, telling.published)
        return days_between(telling.period, published) <= self.rules.change

    def _place_days(self, ordered: Sequence[Telling]) -> None:
        for telling in ordered:
            if telling.period and telling.period.days == 1:
                there = self.days[telling.period.first]
                self._join(telling, there, there)
        self.ordered_days = sorted(self.days)

    def _place_vague(self, ordered: Sequence[Telling]) -> None:
        told = [telling for telling in ordered if telling.period and telling.period.days > 1]
        for telling in sorted(told, key=lambda telling: telling.period.days if telling.period else 0):
            self._join(telling, self._within(telling), self.vague)

    def _within(self, telling: Telling) -> list[Group]:
        period = telling.period
        assert period is not None
        same = [group for group in self.vague if group.period and _same_period(group.period, period)]
        if self.rule.recurs and period.days > LONGEST_VAGUE:
            return same
        return [*self._between(period), *same]

    def _between(self, period: Period) -> list[Group]:
        """The events of the days of a period."""
        first, last = bisect_left(self.ordered_days, period.first), bisect_right(self.ordered_days, period.last)
        return [group for day in self.ordered_days[first:last] for group in self.days[day]]

    def _place_undated(self, ordered: Sequence[Telling]) -> None:
        for telling in ordered:
            if telling.period is None:
                self._place_without_date(telling)

    def _place_without_date(self, telling: Telling) -> None:
        group = self._only(telling, self._dated_candidates(telling))
        group = group or self._only(telling, self._undated_candidates(telling))
        if group is not None:
            group.add(telling)
            return
        group = Group(telling)
        self.undated.append(group)
        step = telling.published.toordinal() // self.near if telling.published else None
        self.by_publication[step].append(group)

    def _dated_candidates(self, telling: Telling) -> list[Group]:
        """The dated events an undated telling may mean: of its own article, else of the week before it, else any."""
        if own := self.by_article.get(telling.claim.article):
            return own
        if recent := self._recent(telling):
            return recent
        if telling.intended or self._is_broad(telling):
            return []  # neither a plan nor what happens to a whole city, state or force is the only one of its kind
        everything = [*self._between(EVER), *self.vague]
        if len(everything) > CROWD:
            return []
        last = telling.published or date.max
        return [
            group
            for group in everything
            if group.period and group.period.first <= last and self._may_be_the_only_one(telling, group)
        ]

    def _recent(self, telling: Telling) -> list[Group]:
        """The events of the week before publication that the telling agrees with."""
        if telling.published is None:
            return []
        week = Period(telling.published - timedelta(days=self.rules.window), telling.published)
        return [group for group in self._between(week) if agrees(telling, group, self.rule, self.kinship)]

    def _may_be_the_only_one(self, telling: Telling, group: Group) -> bool:
        """Of what happens often the actor must be named by both."""
        actor = telling.roles.get("subject")
        if not self.rule.recurs or actor is None:
            return not self.rule.recurs
        return any(self.kinship.related(actor, other) for other in group.subjects if other)

    def _is_broad(self, telling: Telling) -> bool:
        return any(self.kinship.is_broad(anchor) for anchor in telling.anchors)

    def _undated_candidates(self, telling: Telling) -> list[Group]:
        near = [group for group in self._published_near(telling) if _published_within(telling, group, self.near)]
        if self.rule.recurs and self._is_broad(telling):
            return [group for group in near if _dates_are_known(telling, group)]
        return near

    def _published_near(self, telling: Telling) -> list[Group]:
        """The undated events published about the same time, or on unknown days."""
        if telling.published is None:
            return self.undated
        step = telling.published.toordinal() // self.near
        return [group for key in (None, step - 1, step, step + 1) for group in self.by_publication.get(key, ())]

    def _only(self, telling: Telling, candidates: Sequence[Group]) -> Group | None:
        """The only group that the telling agrees with, or the only one that names exactly the same."""
        fitting = [group for group in candidates if agrees(telling, group, self.rule, self.kinship)]
        if len(fitting) > 1:
            fitting = [group for group in fitting if group.names_the_same(telling)]
        return fitting[0] if len(fitting) == 1 else None

    def _join(self, telling: Telling, candidates: Sequence[Group], others: list[Group]) -> None:
        group = self._only(telling, candidates)
        if group is None:
            others.append(Group(telling))
        else:
            group.add(telling)


def _one_event(ordered: Sequence[Telling]) -> list[Group]:
    """What happens once is one event, and one plan of it, whatever dates are told."""
    groups: dict[bool, Group] = {}
    for telling in ordered:
        if telling.intended in groups:
            groups[telling.intended].add(telling)
        else:
            groups[telling.intended] = Group(telling)
    return list(groups.values())


def _same_period(one: Period, other: Period) -> bool:
    """Whether one lies within the other, or they share almost all their days."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    shared = (last - first).days + 1
    return shared >= min(one.days, other.days) or shared >= SAME_PERIOD * max(one.days, other.days)


def _published_within(telling: Telling, group: Group, days: int) -> bool:
    """Whether it was published within so many days of the group's first telling; unknown days are near."""
    if telling.published is None or group.published is None:
        return True
    return abs((telling.published - group.published).days) <= days


def _dates_are_known(telling: Telling, group: Group) -> bool:
    """Of one article, or all published on known days."""
    known = telling.published is not None and group.all_published
    return known or telling.claim.article in group.articles
