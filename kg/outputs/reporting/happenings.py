"""Events, situations and statements out of the rows of a graph, the best supported first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.graph.vocabulary import Vocabulary
from kg.outputs.display import relation_name
from kg.outputs.highlighting import Highlight, quote_pieces, without_overlaps
from kg.outputs.reporting.headlines import headline, label_of
from kg.outputs.reporting.records import Happening, Source, Telling

Row = Mapping[str, Any]

# What is told of persons has a part of its own in a report.
POSTS = frozenset({"holds_position", "spokesperson_of"})
SITUATION, STATEMENT = "Situation", "Statement"
# The headline tells these already.
TOLD_BY_HEADLINE = frozenset({"recipient", "destination"})


def happenings(claims: Sequence[Row], events: Iterable[Row], sources: Mapping[str, Source]) -> list[Happening]:
    """All events, best supported first: by number of sources, then of claims, then by date and words."""
    by_id = {claim["id"]: claim for claim in claims}
    found = (_happening(event, [by_id[one] for one in event["claims"] if one in by_id], sources) for event in events)
    return sorted(
        (one for one in found if one.tellings),
        key=lambda one: (-one.sources, -len(one.tellings), one.date or "9999", one.headline, one.anchor),
    )


def sorted_out(found: Iterable[Happening], vocabulary: Vocabulary) -> dict[str, list[Happening]]:
    """The happenings as `events`, `situations` and `statements`; posts that persons hold are none of them."""
    kinds: dict[str, list[Happening]] = defaultdict(list)
    for one in found:
        relation = vocabulary.relations.get(one.relation)
        event_class = relation.event_class if relation else ""
        if one.relation not in POSTS:
            kinds[{SITUATION: "situations", STATEMENT: "statements"}.get(event_class, "events")].append(one)
    return kinds


def telling(claim: Row, sources: Mapping[str, Source]) -> Telling:
    """The sentence behind a claim."""
    evidence, holder = claim["evidence"], label_of(claim.get("attributed_to"))
    pieces = quote_pieces(evidence["text"], without_overlaps(_highlights(claim)))
    source = sources.get(claim["article"]) or Source(claim["article"], claim["article"], "", "", "")
    return Telling(tuple(pieces), source, claim["factuality"], holder, tuple(_details(claim)))


def _happening(event: Row, claims: list[Row], sources: Mapping[str, Source]) -> Happening:
    """`claims` are those of the event; its headline is the fullest wording, of equals the first in order."""
    wordings = [headline(claim) for claim in sorted(claims, key=_fullness)]
    ordered = sorted(claims, key=lambda row: (row["article"], row["evidence"]["start"], row["id"]))
    tellings = tuple(dict.fromkeys(telling(claim, sources) for claim in ordered))
    return Happening(
        anchor="event-" + event["event"].rsplit("/", 1)[-1],
        headline=wordings[0] if wordings else event["relation"],
        relation=event["relation"],
        date=event.get("date", ""),
        sources=event["source_count"],
        tellings=tellings,
    )


def _fullness(claim: Row) -> tuple[int, str]:
    roles = {*claim, *claim.get("qualifiers", {})}
    return -len(roles & {"subject", "object", *TOLD_BY_HEADLINE}), headline(claim)


def _highlights(claim: Row) -> Iterator[Highlight]:
    shift, length = claim["evidence"]["start"], len(claim["evidence"]["text"])
    values = {**{role: claim[role] for role in ("subject", "object") if role in claim}, **claim.get("qualifiers", {})}
    for role, value in values.items():
        if "start" in value and 0 <= value["start"] - shift < value["end"] - shift <= length:
            yield Highlight(value["start"] - shift, value["end"] - shift, role)


def _details(claim: Row) -> Iterator[tuple[str, str]]:
    for role, value in claim.get("qualifiers", {}).items():
        if role not in TOLD_BY_HEADLINE:
            told = label_of(value)
            exact = value.get("value", "")
            yield relation_name(role), f"{told} ({exact})" if exact and exact != told else told
