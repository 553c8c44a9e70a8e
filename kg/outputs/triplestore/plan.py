"""What a load has to do: the graphs of a folder compared with what the triplestore holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import pyoxigraph as ox

from kg.errors import UsageError
from kg.outputs.triplestore.checksums import canonical_triples, graph_checksum, triple_lines
from kg.outputs.triplestore.ledger import Holding


class Action(Enum):
    """What happens to one graph."""

    ADD = "add"
    REPLACE = "replace"
    DELETE = "delete"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class LocalGraph:
    """A named graph of the folder: its triples, those of different value, and its checksum."""

    iri: str
    triples: int
    values: int
    checksum: str

    @property
    def holding(self) -> Holding:
        """What the store holds once this graph is loaded."""
        return Holding(self.triples, self.checksum)


@dataclass(frozen=True, slots=True)
class Step:
    """One graph and what happens to it; `graph` is None for a deletion, `present` says how many triples are there."""

    action: Action
    iri: str
    graph: LocalGraph | None
    present: int


def read_lines(store: ox.Store, graph: str) -> list[bytes]:
    """The triples of a graph of the folder as N-Triples lines, sorted."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return sorted(triple_lines(quad.triple for quad in quads))


def survey(store: ox.Store) -> Iterator[LocalGraph]:
    """All named graphs of the folder, in the order of their IRIs. Raises UsageError for one without an IRI."""
    for name in sorted(store.named_graphs(), key=str):
        if not isinstance(name, ox.NamedNode):
            raise UsageError(f"the graph {name} has no IRI, so no triplestore can be told to replace it; build again")
        lines = read_lines(store, name.value)
        canonical = canonical_triples(lines)
        if lines:
            yield LocalGraph(name.value, len(lines), len(canonical), graph_checksum(name.value, canonical))


def plan(
    local: Mapping[str, LocalGraph],
    held: Mapping[str, Holding],
    present: Mapping[str, int],
    *,
    everything: bool = False,
) -> list[Step]:
    """One step a graph: articles' graphs first, deletions last.

    `held` is what the ledger says, `present` how many triples each graph has in the store. A graph is kept when the
    ledger has its checksum and the store as many triples as it should.
    """
    steps = [_step(graph, held.get(graph.iri), present.get(graph.iri, 0), everything) for graph in local.values()]
    gone = [Step(Action.DELETE, iri, None, present.get(iri, 0)) for iri in sorted(held.keys() - local.keys())]
    return [*steps, *gone]


def fits(graph: LocalGraph, count: int) -> bool:
    """Whether a store that counts so many triples may hold this graph: it may count equal values once."""
    return graph.values <= count <= graph.triples


def _step(graph: LocalGraph, held: Holding | None, present: int, everything: bool) -> Step:
    same = held is not None and held.checksum == graph.checksum and fits(graph, present)
    if same and not everything:
        return Step(Action.KEEP, graph.iri, graph, present)
    return Step(Action.REPLACE if present else Action.ADD, graph.iri, graph, present)
