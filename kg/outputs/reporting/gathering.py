"""A report out of the rows of a graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.vocabulary import Vocabulary
from kg.outputs.reporting.days import day_words
from kg.outputs.reporting.happenings import happenings, sorted_out
from kg.outputs.reporting.people import people
from kg.outputs.reporting.places import places
from kg.outputs.reporting.records import Disagreement, Listing, Report, Source, T

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportRows:
    """Claims, entities and events as `kg export --format jsonl` writes them, articles and disagreements as records."""

    claims: Sequence[Row]
    entities: Sequence[Row]
    events: Sequence[Row]
    sources: Mapping[str, Source]
    disagreements: tuple[Disagreement, ...]


def gather(rows: ReportRows, vocabulary: Vocabulary, *, limit: int, title: str = "") -> Report:
    """What a report shows: in each part the first `limit` things, and how many more there are.

    Without a `title` it tells the number of articles and their days.
    """
    found = happenings(rows.claims, rows.events, rows.sources)
    kinds = sorted_out(found, vocabulary)
    timed = {one.anchor for kind in ("events", "situations") for one in kinds.get(kind, ())}
    sources = tuple(rows.sources.values())
    return Report(
        title=title or _title(sources),
        sources=sources,
        events=_listing(kinds.get("events", []), limit),
        situations=_listing(kinds.get("situations", []), limit),
        statements=_listing(kinds.get("statements", []), limit),
        dated=_listing([one for one in found if one.date and one.anchor in timed], limit),
        disagreements=_listing(rows.disagreements, limit),
        people=_listing(people(rows.claims, rows.entities, rows.sources), limit),
        places=_listing(places(rows.claims, rows.entities), limit),
    )


def _listing(found: Sequence[T], limit: int) -> Listing[T]:
    return Listing(tuple(found[:limit]), max(len(found) - limit, 0))


def _title(sources: Sequence[Source]) -> str:
    days = sorted({source.date for source in sources if source.date})
    number = "What one article says" if len(sources) == 1 else f"What {len(sources)} articles say"
    if not days:
        return number
    return f"{number}, {' to '.join(map(day_words, dict.fromkeys((days[0], days[-1]))))}"
