"""Finds where articles disagree: claims that give one thing different values, and whether all of them can be true."""

from collections.abc import Iterable, Sequence

from kg.facts.corpus import Corpus
from kg.facts.event_conflicts import EventClaims, event_conflicts
from kg.facts.event_pairs import event_pair_conflicts
from kg.facts.kinship import read_kinship
from kg.facts.occurrences import OccurrenceRules, read_occurrence_rules
from kg.facts.place_conflicts import place_conflicts
from kg.facts.standing_conflicts import standing_conflicts
from kg.facts.tellings import publication_dates
from kg.model import Article, Claim, Conflict, Entity, Event


def find_conflicts(
    claims: Sequence[Claim],
    events: Iterable[Event],
    entities: Iterable[Entity] = (),
    articles: Sequence[Article] = (),
    rules: OccurrenceRules | None = None,
) -> tuple[Conflict, ...]:
    """All differences among the claims, rivals and compatible ones, by kind and topic.

    `events` are those fused from the claims. Like them, the result does not depend on the order of anything.
    """
    declared = rules or read_occurrence_rules()
    kinship = read_kinship(claims, entities, declared)
    published = publication_dates({article.name: article for article in articles})
    by_id = {claim.id: claim for claim in claims}
    told = [
        EventClaims(event, [by_id[claim] for claim in event.claims], declared.rule(event.kind), kinship, published)
        for event in sorted(events, key=lambda event: event.id)
    ]
    ordered = sorted(claims, key=lambda claim: (claim.article, claim.evidence.start, claim.id))
    corpus = Corpus(ordered, kinship, published)
    found = {
        conflict.id: conflict
        for conflict in (
            *(conflict for one in told for conflict in event_conflicts(one)),
            *event_pair_conflicts(told),
            *standing_conflicts(corpus),
            *place_conflicts(corpus),
        )
    }
    return tuple(sorted(found.values(), key=lambda conflict: (conflict.kind, conflict.topic, conflict.id)))
