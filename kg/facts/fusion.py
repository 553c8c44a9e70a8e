"""Claims that tell the same event or situation become one event; every claim is kept.

Only claims of one relation with the same anchors (see `ontology/lexicon/occurrences.toml`) are ever compared. Days come
first, then vaguer dates, then claims without a date; a claim that fits several events joins none of them.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kg.facts.agreement import Group
from kg.facts.grouping import Grouping
from kg.facts.kinship import Kinship, read_kinship
from kg.facts.near_duplicates import same_text
from kg.facts.occurrences import OccurrenceRules, read_occurrence_rules
from kg.facts.periods import period_of
from kg.facts.reported_days import reported_day
from kg.facts.support import count_sources
from kg.facts.tellings import Telling, publication_dates, telling_of
from kg.model import Article, Claim, Entity, Event, When


def fuse_claims(
    claims: Iterable[Claim],
    entities: Iterable[Entity] = (),
    articles: Sequence[Article] = (),
    rules: OccurrenceRules | None = None,
) -> tuple[Event, ...]:
    """The events that the claims tell, each with its date and the number of independent sources.

    The result does not depend on the order of anything, and the events of some claims do not change when claims
    about other things are added. An event's id comes from its first telling.
    """
    declared = rules or read_occurrence_rules()
    told = list(claims)
    kinship = read_kinship(told, entities, declared)
    by_name = {article.name: article for article in articles}
    published = publication_dates(by_name)
    copies = same_text(articles)
    publishers = {article.name: article.publisher.value.casefold() for article in articles if article.publisher}
    events = []
    for group in _groups(told, kinship, declared, published):
        members = [telling.claim for telling in group.tellings]
        when = _date(group)
        if when is None and not declared.rule(members[0].relation).lasts:
            when = reported_day(members, by_name, published)
        events.append(_event(group, when, count_sources(members, copies, publishers)))
    return tuple(sorted(events, key=lambda event: (event.kind, event.id)))


def _groups(
    claims: Iterable[Claim], kinship: Kinship, rules: OccurrenceRules, published: Mapping[str, date]
) -> Iterator[Group]:
    """The claims as groups of tellings, block by block: only tellings with the same anchors meet."""
    blocks: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for claim in claims:
        telling = telling_of(claim, rules.rule(claim.relation), kinship, published)
        blocks[_block(telling)].append(telling)
    for key in sorted(blocks):
        yield from Grouping(rules.rule(key[0]), kinship, rules).groups(blocks[key])


def _block(telling: Telling) -> tuple[str, ...]:
    claim = telling.claim
    return (claim.relation, *telling.anchors) if telling.anchors else (claim.relation, "", claim.id)


def _event(group: Group, when: str | None, sources: int) -> Event:
    first = min(group.tellings, key=_first_told)
    digest = hashlib.sha256(first.claim.id.encode()).hexdigest()[:16]
    kind = first.claim.relation
    told = tuple(sorted(telling.claim.id for telling in group.tellings))
    return Event(f"{kind}:{digest}", kind, told, when, sources)


def _first_told(telling: Telling) -> tuple[str, str, int, str]:
    published = telling.published.isoformat() if telling.published else "9999"
    return published, telling.claim.article, telling.claim.evidence.start, telling.claim.id


def _date(group: Group) -> str | None:
    """The most precise date told; of several the one that most articles tell, then the earliest."""
    told: dict[str, set[str]] = defaultdict(set)
    for telling in group.tellings:
        when = telling.claim.qualifiers.get("date")
        if isinstance(when, When) and telling.period:
            told[when.value].add(telling.claim.article)
    precise = {value: period.days for value in told if (period := period_of(value))}
    return min(told, key=lambda value: (precise[value], -len(told[value]), value), default=None)
