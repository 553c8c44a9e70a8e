"""A report out of the rows of a graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.vocabulary import Vocabulary
from kg.outputs.reporting.happenings import happenings, listing, sorted_out
from kg.outputs.reporting.people import people
from kg.outputs.reporting.places import places
from kg.outputs.reporting.records import Disagreement, Report, Source

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
    """What a report shows: of events, situations and statements the `limit` best supported each.

    Without a `title` it tells the number of articles and their days.
    """
    kinds = sorted_out(happenings(rows.claims, rows.events, rows.sources), vocabulary)
    sources = tuple(rows.sources.values())
    return Report(
        title or _title(sources),
        sources,
        *(listing(kinds.get(kind, []), limit) for kind in ("events", "situations", "statements")),
        tuple(one for kind in ("events", "situations") for one in kinds.get(kind, ()) if one.date),
        rows.disagreements,
        people(rows.claims, rows.entities, rows.sources),
        places(rows.claims, rows.entities),
    )


def _title(sources: Sequence[Source]) -> str:
    days = sorted(source.date for source in sources if source.date)
    number = "What one article says" if len(sources) == 1 else f"What {len(sources)} articles say"
    if not days:
        return number
    return f"{number}, {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "")
