"""A triplestore that answers queries as the embedded store of a graph folder does."""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.outputs.triplestore.endpoints import GENERIC
from kg.outputs.triplestore.ledger import SHA256
from kg.outputs.triplestore.protocol import ROWS, Service, parse_rows, parse_triples

_GRAPH_SYNTAXES = "application/n-triples, text/plain;q=0.8, text/turtle;q=0.5"
_VIRTUOSO_ASK = "__ASK_RETVAL"
_YES, _NO = (
    ox.parse_query_results(b'{"head":{},"boolean":%s}' % value, format=ox.QueryResultsFormat.JSON)
    for value in (b"true", b"false")
)


class RemoteGraph:
    """The graphs of a triplestore, asked over all of them at once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._union: tuple[tuple[str, str], ...] | None = None

    def query(
        self, query: str, *, prefixes: Mapping[str, str], use_default_graph_as_union: bool = True
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
        """The answer to a SPARQL query, in the types of pyoxigraph.

        Raises SyntaxError for a query that does not parse (found here, before anything is sent), EndpointError.
        """
        empty = ox.Store().query(query, prefixes=dict(prefixes))
        text = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items()) + query
        union = self._parameters() if use_default_graph_as_union else ()
        if isinstance(empty, ox.QueryTriples):
            return parse_triples(self._service.ask_for(text, _GRAPH_SYNTAXES, union))
        answer = parse_rows(self._service.ask_for(text, ROWS, union))
        if isinstance(empty, ox.QueryBoolean) and isinstance(answer, ox.QuerySolutions):
            return _truth(answer)
        return answer

    def _parameters(self) -> tuple[tuple[str, str], ...]:
        if self._union is None:
            self._union = tuple(self._union_parameters())
        return self._union

    def _union_parameters(self) -> Iterator[tuple[str, str]]:
        preset = self._service.endpoint.preset
        yield from preset.union.items()
        if preset.kind == GENERIC:  # nobody knows its default graph: name every graph that kg has loaded
            rows = self._service.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?l {{ ?g <{SHA256}> ?c }} }}")
            yield from (("default-graph-uri", row["g"]) for row in rows)


def _truth(rows: ox.QuerySolutions) -> ox.QueryBoolean:
    """Virtuoso answers an ASK with one row."""
    values = [row[_VIRTUOSO_ASK] for row in rows]
    yes = any(value is not None and value.value in ("1", "true") for value in values)
    answer = _YES if yes else _NO
    assert isinstance(answer, ox.QueryBoolean)
    return answer
