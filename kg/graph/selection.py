"""Rows of SPARQL SELECT over all graphs of a store, as plain strings."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.graph.vocabulary import PREFIXES


def select(store: ox.Store, query: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The values of the columns, row by row: IRIs and literals as their text, "" where a row has no value."""
    solutions = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        yield tuple(_text(row[column]) for column in columns)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
