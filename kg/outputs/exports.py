"""Exports: claims, mentions, entities and events as JSON Lines; the graph as Turtle, TriG and N-Quads."""

import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import GraphFolderError, UsageError
from kg.graph.iris import claim_iri, entity_iri, event_iri
from kg.model import Argument, Claim, Count, Entity, Extraction, Qualifier, When

Row = dict[str, Any]
RDF_FORMATS = ("turtle", "trig", "nquads", "ntriples")


def claim_rows(extraction: Extraction, base: str) -> Iterator[Row]:
    """One row per claim; absent parts are left out."""
    entities = {entity.id: entity for entity in extraction.entities}
    events = {claim: event.id for event in extraction.events for claim in event.claims}
    for claim in extraction.claims:
        yield _claim_row(claim, events.get(claim.id), entities, base)


def mention_rows(extraction: Extraction, base: str) -> Iterator[Row]:
    """One row per mention, with the entity it refers to."""
    types = {entity.id: entity.type for entity in extraction.entities}
    for linked in extraction.mentions:
        mention = linked.mention
        yield {
            "article": mention.article,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "kind": mention.kind.value,
            "entity": entity_iri(base, linked.entity),
            "type": types.get(linked.entity, mention.type),
        }


def entity_rows(extraction: Extraction, base: str) -> Iterator[Row]:
    """One row per entity, with all its names and why each belongs to it."""
    for entity in extraction.entities:
        row: Row = {"entity": entity_iri(base, entity), "label": entity.label, "type": entity.type}
        row |= {"named": entity.named, "names": list(entity.names)}
        row["identities"] = [
            {"name": found.name, "rule": found.rule, "score": found.score, "evidence": found.evidence}
            for found in entity.identities
        ]
        if entity.replaces:
            row["replaces"] = [entity_iri(base, former) for former in entity.replaces]
        if entity.same_as:
            row["same_as"] = list(entity.same_as)
        if entity.coordinates:
            row["latitude"], row["longitude"] = entity.coordinates
        yield row


def event_rows(extraction: Extraction, base: str) -> Iterator[Row]:
    """One row per event, with the claims that tell it and the number of independent sources."""
    for event in extraction.events:
        row: Row = {"event": event_iri(base, event.id), "relation": event.kind}
        if event.date:
            row["date"] = event.date
        row["claims"] = [claim_iri(base, claim) for claim in event.claims]
        row["source_count"] = event.sources
        yield row


EXPORTS: Mapping[str, Callable[[Extraction, str], Iterator[Row]]] = MappingProxyType(
    {"claims": claim_rows, "mentions": mention_rows, "entities": entity_rows, "events": event_rows}
)


def write_exports(folder: Path, extraction: Extraction, base: str) -> None:
    """Write `claims.jsonl`, `mentions.jsonl`, `entities.jsonl` and `events.jsonl` into a new `folder`."""
    folder.mkdir()
    for what, rows in EXPORTS.items():
        with (folder / f"{what}.jsonl").open("w", encoding="utf-8", newline="\n") as output:
            for row in rows(extraction, base):
                output.write(json.dumps(row, ensure_ascii=False) + "\n")


def export_rows(graph_folder: Path, what: str, output: IO[bytes]) -> None:
    """Copy `claims`, `mentions`, `entities` or `events` of a graph as JSON Lines to `output`.

    Raises UsageError for another `what`, GraphFolderError when the graph lacks the file.
    """
    if what not in EXPORTS:
        raise UsageError(f"there is no '{what}' to export; choose one of {', '.join(EXPORTS)}")
    _copy(graph_folder / "exports" / f"{what}.jsonl", output)


def read_rows(graph_folder: Path, what: str, renamed: Mapping[str, str]) -> Iterator[Row]:
    """The rows that a graph folder exports, with addresses of the base IRIs in `renamed` moved to their new base.

    Raises GraphFolderError when the graph lacks the file.
    """
    output = io.BytesIO()
    export_rows(graph_folder, what, output)
    text = output.getvalue().decode("utf-8")
    for old, new in renamed.items():
        text = text.replace(f'"{old}', f'"{new}')
    return map(json.loads, filter(None, text.split("\n")))


def export_rdf(graph_folder: Path, form: str, output: IO[bytes]) -> None:
    """Write a graph to `output`: `trig` and `nquads` hold everything, `turtle` entities and plain edges.

    `ntriples` is everything without the names of graphs, for stores that have none (and Turtle, too).

    Raises UsageError for another `form`, GraphFolderError when the graph lacks the file.
    """
    match form:
        case "turtle":
            _copy(graph_folder / "graph.ttl", output)
        case "trig":
            _copy(graph_folder / "graph.trig", output)
        case "nquads":
            ox.serialize(_quads(graph_folder / "graph.trig"), output, format=ox.RdfFormat.N_QUADS)
        case "ntriples":
            triples = sorted({quad.triple for quad in _quads(graph_folder / "graph.trig")}, key=str)
            ox.serialize(triples, output, format=ox.RdfFormat.N_TRIPLES)
        case _:
            raise UsageError(f"there is no RDF format '{form}'; choose one of {', '.join(RDF_FORMATS)}")


def _claim_row(claim: Claim, event: str | None, entities: Mapping[str, Entity], base: str) -> Row:
    row: Row = {"id": claim_iri(base, claim.id), "article": claim.article, "relation": claim.relation}
    if claim.subject:
        row["subject"] = _argument(claim.subject, entities, base)
    if claim.object:
        row["object"] = _argument(claim.object, entities, base)
    if claim.qualifiers:
        row["qualifiers"] = {
            name: _qualifier(value, entities, base) for name, value in sorted(claim.qualifiers.items())
        }
    row["factuality"] = claim.factuality.value
    if claim.attributed_to:
        row["attributed_to"] = _argument(claim.attributed_to, entities, base)
    evidence = claim.evidence
    row["evidence"] = {"text": evidence.text, "start": evidence.start, "end": evidence.end}
    if event:
        row["event"] = event_iri(base, event)
    return row | {"confidence": round(float(claim.confidence), 4), "rule": claim.rule}


def _argument(argument: Argument, entities: Mapping[str, Entity], base: str) -> Row:
    entity = entities.get(argument.entity)
    row: Row = {"entity": entity_iri(base, argument.entity)}
    if entity:
        row |= {"label": entity.label, "type": entity.type}
    return row | {"text": argument.text, "start": argument.start, "end": argument.end}


def _qualifier(value: Qualifier, entities: Mapping[str, Entity], base: str) -> Row:
    match value:
        case Argument():
            return _argument(value, entities, base)
        case Count():
            return _count(value)
        case When():
            return {"value": value.value, "text": value.text}
        case _:
            return {"text": value.text}


def _count(count: Count) -> Row:
    bounds = {"min": count.minimum, "max": count.maximum}
    row: Row = {name: bound for name, bound in bounds.items() if bound is not None}
    return row | {"approximate": count.approximate, "text": count.text}


def _copy(path: Path, output: IO[bytes]) -> None:
    try:
        with path.open("rb") as source:
            shutil.copyfileobj(source, output)
    except FileNotFoundError as error:
        raise GraphFolderError(f"{path} is missing; build the graph again with: kg build") from error


def _quads(path: Path) -> Iterator[ox.Quad]:
    try:
        return ox.parse(path=str(path), format=ox.RdfFormat.TRIG)
    except FileNotFoundError as error:
        raise GraphFolderError(f"{path} is missing; build the graph again with: kg build") from error
