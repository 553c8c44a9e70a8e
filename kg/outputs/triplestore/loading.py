"""One load from beginning to end: compare, register, place batch by batch, compare checksums, write down, delete."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

import pyoxigraph as ox

from kg.errors import EndpointError
from kg.outputs.triplestore.checksums import canonical_triples, graph_checksum, total_checksum
from kg.outputs.triplestore.ledger import STAGING_GRAPHS, Holding, Ledger, Run
from kg.outputs.triplestore.placing import Placement, place
from kg.outputs.triplestore.plan import Action, LocalGraph, Step, plan, read_lines, survey
from kg.outputs.triplestore.protocol import Service

# A batch ends with an entry in the ledger, from where the next load goes on: large enough that few requests are spent
# on counting, small enough that little is done twice.
BATCH_TRIPLES = 20_000
# Deletions and counts of many graphs in one request.
GRAPHS_A_REQUEST = 200
# Graphs read back at a time: servers answer small requests with a delay that several connections hide.
READERS = 4

Progress = Callable[[int, int], None]
"""Called with the number of triples done and that of all to do."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: its steps, the triples it sent, and the checksum of all graphs now in the store."""

    kind: str
    steps: tuple[Step, ...]
    checksum: str
    dry: bool = False

    def count(self, action: Action) -> int:
        """How many graphs had this done to them."""
        return sum(step.action is action for step in self.steps)

    @property
    def triples(self) -> int:
        """How many triples were sent, or would have been."""
        return sum(step.graph.triples for step in self.steps if step.graph and step.action is not Action.KEEP)


def load(
    service: Service,
    store: ox.Store,
    base: str,
    *,
    everything: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Bring the named graphs of `store` into a triplestore, and delete those that earlier loads brought and are gone.

    Raises EndpointError for whatever the server does wrong: each graph is then the old one or the new one, and the
    same call goes on where this one stopped.
    """
    ledger = Ledger(service, base)
    local = {graph.iri: graph for graph in survey(store)}
    if dry_run:
        return _report(service, _plan(service, ledger, local, everything), local, dry=True)
    run = ledger.begin(_now())
    try:
        # The comparison comes after registration: from here on nobody else changes these graphs.
        held = ledger.holdings()
        steps = _plan(service, ledger, local, everything)
        _Work(service, store, ledger, run, held).carry_out(steps, progress or _unseen)
    except EndpointError as error:
        if error.answered:  # the server lives: what it can still tidy up, it does; else the next load will
            with contextlib.suppress(EndpointError):
                ledger.end(run)
        raise
    ledger.end(run)
    return _report(service, steps, local)


class _Work:
    """The steps of one registered load."""

    def __init__(
        self, service: Service, store: ox.Store, ledger: Ledger, run: Run, held: Mapping[str, Holding]
    ) -> None:
        self._service = service
        self._store = store
        self._ledger = ledger
        self._run = run
        self._held = dict(held)

    def carry_out(self, steps: Sequence[Step], progress: Progress) -> None:
        to_place = [step for step in steps if step.action in (Action.ADD, Action.REPLACE)]
        whole = sum(step.graph.triples for step in to_place if step.graph)
        done = 0
        progress(done, whole)
        for batch in _batches(to_place):
            done += self._place(batch)
            progress(done, whole)
        self._delete([step.iri for step in steps if step.action is Action.DELETE])

    def _place(self, batch: Sequence[Placement]) -> int:
        self._run = self._ledger.alive(self._run, _now())
        place(self._service, batch, self._run.staging(), lambda graph: read_lines(self._store, graph))
        graphs = [placement.graph for placement in batch]
        try:
            compare(self._service, self._store, graphs)
        except EndpointError:
            self._ledger.record(self._entries(graphs), {})
            raise
        self._ledger.record(self._entries(graphs), {graph.iri: graph.holding for graph in graphs})
        return sum(graph.triples for graph in graphs)

    def _entries(self, graphs: Sequence[LocalGraph]) -> dict[str, Holding]:
        return {graph.iri: self._held[graph.iri] for graph in graphs if graph.iri in self._held}

    def _delete(self, graphs: Sequence[str]) -> None:
        for start in range(0, len(graphs), GRAPHS_A_REQUEST):
            some = graphs[start : start + GRAPHS_A_REQUEST]
            self._service.update([f"DROP SILENT GRAPH <{graph}>" for graph in some])
            left = {graph: count for graph, count in self._service.counts(some).items() if count}
            if left:
                raise EndpointError(
                    f"the triplestore still holds {min(left)} after it was told to drop it; see its log", answered=True
                )
            self._ledger.record({graph: self._held[graph] for graph in some}, {})


def compare(service: Service, store: ox.Store, graphs: Sequence[LocalGraph]) -> None:
    """Compare the checksums of graphs in the store with ours. Raises EndpointError naming the first difference."""
    with ThreadPoolExecutor(READERS) as readers:
        answers = readers.map(lambda graph: service.read_lines(graph.iri, graph.values), graphs)
        for graph, answer in zip(graphs, answers, strict=True):
            theirs = canonical_triples(answer)
            if graph_checksum(graph.iri, theirs) != graph.checksum:
                raise _other_values(graph, canonical_triples(read_lines(store, graph.iri)), theirs)


def _other_values(graph: LocalGraph, ours: set[bytes], theirs: set[bytes]) -> EndpointError:
    missing, extra = (min(some).decode()[:200] if some else "nothing" for some in (ours - theirs, theirs - ours))
    return EndpointError(
        f"the triplestore holds {graph.iri} with other values than it was sent: {missing} became {extra}; "
        "report this with the name and version of the server",
        answered=True,
    )


def _plan(service: Service, ledger: Ledger, local: Mapping[str, LocalGraph], everything: bool) -> list[Step]:
    held = ledger.holdings()
    graphs = sorted(local.keys() | held.keys())
    present: dict[str, int] = {}
    for start in range(0, len(graphs), GRAPHS_A_REQUEST):
        present |= service.counts(graphs[start : start + GRAPHS_A_REQUEST])
    return plan(local, held, present, everything=everything)


def _batches(steps: Sequence[Step]) -> Iterator[list[Placement]]:
    batch: list[Placement] = []
    for step in steps:
        assert step.graph
        full = sum(placement.graph.triples for placement in batch) + step.graph.triples > BATCH_TRIPLES
        if batch and (full or len(batch) == STAGING_GRAPHS):
            yield batch
            batch = []
        batch.append(Placement(step.graph, step.present))
    if batch:
        yield batch


def _report(
    service: Service, steps: Sequence[Step], local: Mapping[str, LocalGraph], *, dry: bool = False
) -> LoadReport:
    checksum = total_checksum({graph.iri: graph.checksum for graph in local.values()})
    return LoadReport(service.endpoint.kind, tuple(steps), checksum, dry)


def _unseen(done: int, whole: int) -> None:
    """Progress that nobody looks at."""


def _now() -> datetime:
    return datetime.now(UTC)
