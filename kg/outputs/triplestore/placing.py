"""Brings graphs into a triplestore so that each is either the old one or the new one, whatever happens meanwhile.

Where a request of the store is one transaction (`transaction` in its preset), graphs are written whole in one request
that cannot be cut short unnoticed. Everywhere else a graph is staged: written into a graph of its own, counted, and
moved into place by the store.
"""

from collections.abc import Sequence

from kg.errors import EndpointError, TooLargeError
from kg.outputs.triplestore.plan import LocalGraph, Placement
from kg.outputs.triplestore.portability import check_portable
from kg.outputs.triplestore.protocol import Service, insert_data

# Triples in one request to the Graph Store; halved while the server refuses it for its size.
CHUNK = 50_000
SMALLEST_CHUNK = 100
# A single graph with more triples is staged even where a request is a transaction: stores keep those in memory.
LARGEST_TRANSACTION = 500_000


def place(service: Service, batch: Sequence[Placement], staging: Sequence[str]) -> None:
    """Put the graphs of a batch in place and count them there. Raises EndpointError; then each is old or new."""
    for placement in batch:
        check_portable(placement.graph.iri, placement.graph.lines, service.endpoint.preset)
    if service.endpoint.preset.transaction and all(p.graph.triples <= LARGEST_TRANSACTION for p in batch):
        try:
            _place_at_once(service, batch, staging)
        except TooLargeError:
            _place_staged(service, batch, staging)
    else:
        _place_staged(service, batch, staging)
    _check(service, [(placement.graph, placement.graph.iri) for placement in batch], "after they were put in place")


def _place_at_once(service: Service, batch: Sequence[Placement], staging: Sequence[str]) -> None:
    new = [placement.graph for placement in batch if not placement.present]
    if new:
        service.post_graphs([(graph.iri, graph.lines) for graph in new])
    old = [placement.graph for placement in batch if placement.present]
    service.update([operation for graph, stage in zip(old, staging, strict=False) for operation in _swap(graph, stage)])


def _swap(graph: LocalGraph, stage: str) -> list[str]:
    """Whatever beginning of this reaches the server, the graph is whole."""
    return [insert_data(stage, graph.lines), f"MOVE <{stage}> TO <{graph.iri}>"]


def _place_staged(service: Service, batch: Sequence[Placement], staging: Sequence[str]) -> None:
    pairs = list(zip(batch, staging, strict=False))
    assert len(pairs) == len(batch), "a batch is never larger than the number of staging graphs"
    for placement, stage in pairs:
        _write(service, stage, placement.graph.lines)
    _check(service, [(placement.graph, stage) for placement, stage in pairs], "while they were staged")
    if service.endpoint.preset.difference:
        for placement, stage in pairs:
            if placement.present:
                service.update([_difference(placement, stage), f"DROP SILENT GRAPH <{stage}>"])
        pairs = [(placement, stage) for placement, stage in pairs if not placement.present]
    service.update([f"MOVE <{stage}> TO <{placement.graph.iri}>" for placement, stage in pairs])


def _write(service: Service, graph: str, lines: Sequence[bytes]) -> None:
    """Write a new graph in as few requests as the server takes."""
    size, start = min(CHUNK, len(lines)), 0
    while start < len(lines):
        chunk = lines[start : start + size]
        try:
            _send(service, graph, chunk, first=start == 0)
            start += len(chunk)
        except TooLargeError:
            if size <= SMALLEST_CHUNK:
                raise
            size = max(SMALLEST_CHUNK, size // 2)


def _send(service: Service, graph: str, lines: Sequence[bytes], *, first: bool) -> None:
    if not service.endpoint.graphs:
        service.insert(graph, lines)
    elif first:
        service.put(graph, lines)
    else:
        service.post(graph, lines)


def _difference(placement: Placement, stage: str) -> str:
    """One operation that writes only what differs: no beginning of it is an operation of its own."""
    target = placement.graph.iri
    return (
        f"DELETE {{ GRAPH <{target}> {{ ?s ?p ?o }} }} INSERT {{ GRAPH <{target}> {{ ?a ?b ?c }} }} WHERE {{ "
        f"{{ GRAPH <{target}> {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH <{stage}> {{ ?s ?p ?o }} }} }} UNION "
        f"{{ GRAPH <{stage}> {{ ?a ?b ?c }} FILTER NOT EXISTS {{ GRAPH <{target}> {{ ?a ?b ?c }} }} }} }}"
    )


def _check(service: Service, places: Sequence[tuple[LocalGraph, str]], when: str) -> None:
    counts = service.counts([place for _, place in places])
    for graph, place in places:
        if not graph.fits(counts[place]):
            raise EndpointError(
                f"the triplestore took {graph.triples} triples of {graph.iri} without complaint and holds "
                f"{counts[place]} {when}; check --kind, and whether the address is a store that can be written",
                answered=True,
            )
