"""Which formats `kg export` writes, and from which files of the graph folder each is made."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

import pyoxigraph as ox

from kg.errors import GraphFolderError, UsageError
from kg.outputs.exporting.annotations import write_annotated
from kg.outputs.exporting.flat_rows import write_csv
from kg.outputs.exporting.json_ld import write_json_ld
from kg.outputs.exporting.networks import claim_network, write_gexf, write_graphml
from kg.outputs.exports import EXPORTS, RDF_FORMATS, export_rdf, export_rows, read_rows

ROW_FORMATS = ("jsonl", "csv")


def write_export(graph_folder: Path, form: str, what: str, output: IO[bytes]) -> None:
    """Write a graph to a binary stream; `what` counts for the formats of rows.

    Raises UsageError for an unknown form or `what`, or a `what` with a form that always holds the whole graph, and
    GraphFolderError when the graph lacks a file.
    """
    if what not in EXPORTS:
        raise UsageError(f"there is no '{what}' to export; choose one of {', '.join(EXPORTS)}")
    if form not in (*ROW_FORMATS, *RDF_FORMATS, *WHOLE):
        every = ", ".join((*ROW_FORMATS, *WHOLE, *RDF_FORMATS))
        raise UsageError(f"there is no format '{form}'; choose one of {every}")
    if form not in ROW_FORMATS and what != "claims":
        raise UsageError(f"--what {what} goes with --format jsonl or csv; {form} always holds the whole graph")
    if form == "jsonl":
        export_rows(graph_folder, what, output)
    elif form == "csv":
        write_csv(what, read_rows(graph_folder, what, {}), output)
    elif form in WHOLE:
        WHOLE[form](graph_folder, output)
    else:
        export_rdf(graph_folder, form, output)


def _graphml(folder: Path, output: IO[bytes]) -> None:
    write_graphml(claim_network(*_rows(folder)), output)


def _gexf(folder: Path, output: IO[bytes]) -> None:
    write_gexf(claim_network(*_rows(folder)), output)


def _json_ld(folder: Path, output: IO[bytes]) -> None:
    write_json_ld(_quads(folder / "graph.trig", ox.RdfFormat.TRIG), output)


def _annotated(folder: Path, output: IO[bytes]) -> None:
    plain = (quad.triple for quad in _quads(folder / "graph.ttl", ox.RdfFormat.TURTLE))
    write_annotated(plain, _quads(folder / "graph.trig", ox.RdfFormat.TRIG), output)


WHOLE: Mapping[str, Callable[[Path, IO[bytes]], None]] = MappingProxyType(
    {"graphml": _graphml, "gexf": _gexf, "jsonld": _json_ld, "turtle12": _annotated}
)


def _rows(folder: Path) -> Iterator[Iterator[Mapping[str, object]]]:
    return (read_rows(folder, what, {}) for what in ("claims", "entities", "events"))


def _quads(path: Path, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    try:
        return ox.parse(path=str(path), format=form)
    except FileNotFoundError as error:
        raise GraphFolderError(f"{path} is missing; build the graph again with: kg build") from error
