"""What answers a SPARQL query."""

from collections.abc import Iterable
from typing import Protocol

import pyoxigraph as ox


class Answering(Protocol):
    """What answers a SPARQL query: the store of a graph folder, or a triplestore."""

    def query(
        self, query: str, *, prefixes: dict[str, str], use_default_graph_as_union: bool
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
        """The answer, in the types of pyoxigraph. Raises SyntaxError for a query that does not parse."""
