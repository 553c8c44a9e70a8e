"""What answers a SPARQL query: the store of a graph folder, or a triplestore."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES
from kg.outputs.query_errors import code_of, explained, refuse_service, told

_FROM = re.compile(r"(?<![?$:\w-])from\b(?!:)", re.IGNORECASE)

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Answering(Protocol):
    """What answers a SPARQL query: the store of a graph folder, or a triplestore."""

    def query(
        self, query: str, *, prefixes: dict[str, str], use_default_graph_as_union: bool
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
        """The answer, in the types of pyoxigraph. Raises SyntaxError for a query that does not parse."""


@dataclass(frozen=True, slots=True)
class QueriedGraphs:
    """The graphs that a query is put to, as IRIs: `default` together make its default graph, `named` are for GRAPH."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def names_graphs(sparql: str) -> bool:
    """Whether a query says with FROM which graphs it is put to."""
    return _FROM.search(code_of(sparql)) is not None


def answer_query(store: ox.Store, sparql: str, graphs: QueriedGraphs | None = None) -> Answer:
    """The answer to a SPARQL 1.1 query; the common prefixes need no declaration.

    It is put to `graphs`, else to what its FROM and FROM NAMED say, else to all graphs at once.
    Raises QueryError with line and hint for a query that does not parse, and for SERVICE.
    """
    refuse_service(sparql)
    try:
        return _answer(store, sparql, graphs)
    except SyntaxError as error:
        raise QueryError(explained(str(error), sparql)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(told(error)) from error


def _answer(store: ox.Store, sparql: str, graphs: QueriedGraphs | None) -> Answer:
    prefixes = dict(PREFIXES)
    if graphs:  # given by the caller: FROM in the query counts no more (SPARQL 1.1 Protocol, section 2.1.4)
        return store.query(
            sparql,
            prefixes=prefixes,
            default_graph=[ox.NamedNode(iri) for iri in graphs.default],
            named_graphs=[ox.NamedNode(iri) for iri in graphs.named],
        )
    return store.query(sparql, prefixes=prefixes, use_default_graph_as_union=not names_graphs(sparql))
