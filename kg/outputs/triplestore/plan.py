"""What a load has to do: the graphs of a folder compared with what the triplestore holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import pyoxigraph as ox

from kg.errors import UsageError
from kg.outputs.triplestore.checksums import canonical_triples, graph_checksum
from kg.outputs.triplestore.ledger import Holding


class Action(Enum):
    """What happens to one graph."""

    ADD = "add"
    REPLACE = "replace"
    DELETE = "delete"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class LocalGraph:
    """A named graph of the folder: its triples as N-Triples lines, how many have different values, its checksum."""

    iri: str
    lines: tuple[bytes, ...]
    values: int
    checksum: str

    @property
    def triples(self) -> int:
        """How many triples it has."""
        return len(self.lines)

    @property
    def holding(self) -> Holding:
        """What the store holds once this graph is loaded."""
        return Holding(self.triples, self.checksum)

    def fits(self, count: int) -> bool:
        """Whether a store that counts so many triples may hold this graph: it may count equal values once."""
        return self.values <= count <= self.triples


@dataclass(frozen=True, slots=True)
class Step:
    """One graph and what happens to it: its triples and checksum (empty for a deletion)."""

    action: Action
    iri: str
    triples: int
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """A graph to bring into the store, and how many triples its old version has there."""

    graph: LocalGraph
    present: int


def graph_names(store: ox.Store) -> list[str]:
    """The IRIs of all named graphs of the folder, sorted. Raises UsageError for a graph without one."""
    names = list(store.named_graphs())
    if not all(isinstance(name, ox.NamedNode) for name in names):
        raise UsageError("a graph of the folder has no IRI, so no triplestore can be told to replace it; build again")
    return sorted(name.value for name in names)


def read_graph(store: ox.Store, iri: str) -> LocalGraph:
    """One named graph of the folder."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(iri)) or b""
    lines = data.split(b"\n")[:-1]
    canonical = canonical_triples(lines)
    return LocalGraph(iri, tuple(lines), len(canonical), graph_checksum(iri, canonical))


def compare_with_store(
    store: ox.Store, held: Mapping[str, Holding], present: Mapping[str, int], *, everything: bool = False
) -> Iterator[tuple[Step, Placement | None]]:
    """A step for each graph of the folder, in the order of their IRIs, and what to place where something is to do.

    `held` is what the ledger says, `present` how many triples each graph has in the store. A graph is kept when the
    ledger has its checksum and the store as many triples as it should.
    """
    for iri in graph_names(store):
        graph, there = read_graph(store, iri), present.get(iri, 0)
        action = _action(graph, held.get(iri), there, everything)
        step = Step(action, iri, graph.triples, graph.checksum)
        yield step, None if action is Action.KEEP else Placement(graph, there)


def deletions(names: Sequence[str], held: Mapping[str, Holding], present: Mapping[str, int]) -> list[Step]:
    """A step for each graph that earlier loads brought and the folder no longer has."""
    return [Step(Action.DELETE, iri, present.get(iri, 0)) for iri in sorted(held.keys() - set(names))]


def _action(graph: LocalGraph, held: Holding | None, present: int, everything: bool) -> Action:
    if held is not None and held.checksum == graph.checksum and graph.fits(present) and not everything:
        return Action.KEEP
    return Action.REPLACE if present else Action.ADD
