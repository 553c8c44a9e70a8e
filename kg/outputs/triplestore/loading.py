"""One load from beginning to end: compare, register, place batch by batch, compare checksums, write down, delete."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import EndpointError
from kg.outputs.triplestore.checksums import canonical_triples, graph_checksum, total_checksum
from kg.outputs.triplestore.ledger import STAGING_GRAPHS, Holding, Ledger, Run
from kg.outputs.triplestore.placing import place
from kg.outputs.triplestore.plan import Action, LocalGraph, Placement, Step, compare_with_store, deletions, graph_names
from kg.outputs.triplestore.protocol import Service

# A batch ends with an entry in the ledger, from where the next load goes on: large enough that few requests are spent
# on counting, small enough that little is done twice.
BATCH_TRIPLES = 20_000
# Deletions and counts of many graphs in one request.
GRAPHS_A_REQUEST = 200

Progress = Callable[[int, int], None]
"""Called with the number of triples done and that of all to look at."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, step by step, and the checksum of all graphs now in the store; `dry` when nothing was done."""

    kind: str
    steps: tuple[Step, ...]
    dry: bool = False

    def count(self, action: Action) -> int:
        """How many graphs had this done to them."""
        return sum(step.action is action for step in self.steps)

    @property
    def triples(self) -> int:
        """How many triples were sent, or would have been."""
        return sum(step.triples for step in self.steps if step.action in (Action.ADD, Action.REPLACE))

    @property
    def checksum(self) -> str:
        """The checksum over all graphs of the folder."""
        return total_checksum({step.iri: step.checksum for step in self.steps if step.checksum})


@dataclass(frozen=True, slots=True)
class _Found:
    """What the store holds before a load: the entries of the ledger, the triples in each graph."""

    held: Mapping[str, Holding]
    present: Mapping[str, int]

    def entries(self, graphs: Iterable[str]) -> dict[str, Holding]:
        return {graph: self.held[graph] for graph in graphs if graph in self.held}


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
    if dry_run:
        found = _look(service, store, ledger)
        steps = [step for step, _ in compare_with_store(store, found.held, found.present, everything=everything)]
        steps += deletions(graph_names(store), found.held, found.present)
        return LoadReport(service.endpoint.kind, tuple(steps), dry=True)
    run = ledger.begin(_now())
    try:
        # The comparison comes after registration: from here on nobody else changes these graphs.
        found = _look(service, store, ledger)
        steps = _Work(service, ledger, run, found).carry_out(store, everything, progress or _unseen)
    except EndpointError as error:
        if error.answered:  # the server lives: what it can still tidy up, it does; else the next load will
            with contextlib.suppress(EndpointError):
                ledger.end(run)
        raise
    ledger.end(run)
    return LoadReport(service.endpoint.kind, tuple(steps))


class _Work:
    """One registered load. While a batch is put in place, the next one is read and the one before is read back."""

    def __init__(self, service: Service, ledger: Ledger, run: Run, found: _Found) -> None:
        self._service = service
        self._ledger = ledger
        self._run = run
        self._found = found

    def carry_out(self, store: ox.Store, everything: bool, progress: Progress) -> list[Step]:
        """Do all that is to do, and return what was done."""
        steps: list[Step] = []
        compared = compare_with_store(store, self._found.held, self._found.present, everything=everything)
        gone = deletions(graph_names(store), self._found.held, self._found.present)
        whole = len(store)
        with ThreadPoolExecutor(1) as checker:
            checks: list[Callable[[], None]] = []
            for batch in ahead(_batches(_noted(compared, steps))):
                self._place(batch)
                while checks:
                    checks.pop()()
                checks.append(self._check_later(checker, [placement.graph for placement in batch]))
                progress(sum(step.triples for step in steps), whole)
            while checks:
                checks.pop()()
        self._delete([step.iri for step in gone])
        return steps + gone

    def _place(self, batch: Sequence[Placement]) -> None:
        self._run = self._ledger.alive(self._run, _now())
        place(self._service, batch, self._run.staging())

    def _check_later(self, checker: ThreadPoolExecutor, graphs: Sequence[LocalGraph]) -> Callable[[], None]:
        """Begin to compare checksums; the returned function waits for the end, and writes the graphs down."""
        comparison = checker.submit(compare, self._service, graphs)

        def finish() -> None:
            before = self._found.entries(graph.iri for graph in graphs)
            try:
                comparison.result()
            except EndpointError:
                self._ledger.record(before, {})
                raise
            self._ledger.record(before, {graph.iri: graph.holding for graph in graphs})

        return finish

    def _delete(self, graphs: Sequence[str]) -> None:
        for some in _slices(graphs):
            self._service.update([f"DROP SILENT GRAPH <{graph}>" for graph in some])
            left = [graph for graph, count in self._service.counts(some).items() if count]
            if left:
                raise EndpointError(
                    f"the triplestore still holds {left[0]} after it was told to drop it; see its log", answered=True
                )
            self._ledger.record(self._found.entries(some), {})


def compare(service: Service, graphs: Sequence[LocalGraph]) -> None:
    """Compare the checksums of graphs in the store with ours. Raises EndpointError naming the first difference."""
    for graph in graphs:
        theirs = canonical_triples(service.read_lines(graph.iri, graph.values))
        if graph_checksum(graph.iri, theirs) != graph.checksum:
            raise _other_values(graph, theirs)


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each one made in another thread while the one before is in use."""
    source = iter(items)
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(lambda: list(islice(source, 1)))
        while item := coming.result():
            coming = maker.submit(lambda: list(islice(source, 1)))
            yield item[0]


def _look(service: Service, store: ox.Store, ledger: Ledger) -> _Found:
    held = ledger.holdings()
    present: dict[str, int] = {}
    for some in _slices(sorted({*graph_names(store), *held})):
        present |= service.counts(some)
    return _Found(held, present)


def _slices(graphs: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(graphs), GRAPHS_A_REQUEST):
        yield graphs[start : start + GRAPHS_A_REQUEST]


def _noted(compared: Iterable[tuple[Step, Placement | None]], steps: list[Step]) -> Iterator[Placement]:
    """What is to be placed; every step is added to `steps` on the way."""
    for step, placement in compared:
        steps.append(step)
        if placement:
            yield placement


def _batches(placements: Iterable[Placement]) -> Iterator[list[Placement]]:
    batch: list[Placement] = []
    for placement in placements:
        full = sum(one.graph.triples for one in batch) + placement.graph.triples > BATCH_TRIPLES
        if batch and (full or len(batch) == STAGING_GRAPHS):
            yield batch
            batch = []
        batch.append(placement)
    if batch:
        yield batch


def _other_values(graph: LocalGraph, theirs: set[bytes]) -> EndpointError:
    ours = canonical_triples(graph.lines)
    missing, extra = (min(some).decode()[:200] if some else "nothing" for some in (ours - theirs, theirs - ours))
    return EndpointError(
        f"the triplestore holds {graph.iri} with other values than it was sent: {missing} became {extra}; "
        "report this with the name and version of the server",
        answered=True,
    )


def _unseen(done: int, whole: int) -> None:
    """Progress that nobody looks at."""


def _now() -> datetime:
    return datetime.now(UTC)
