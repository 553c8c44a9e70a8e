"""SPARQL 1.1 Query, Update and Graph Store Protocol as one triplestore speaks them."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import AnswerCutError, EndpointError
from kg.outputs.triplestore.checksums import triple_lines
from kg.outputs.triplestore.endpoints import Endpoint
from kg.outputs.triplestore.transport import Answer, Transport

ROWS = "application/sparql-results+json"
# Virtuoso guesses the format from the body and may take N-Triples for something else: this first line, and N-Triples
# after it, is Turtle to every parser.
TURTLE_HEAD = b"@prefix kg: <https://w3id.org/kg-news/ontology#> .\n"

_NTRIPLES = "application/n-triples"
_TURTLE = "text/turtle"
PARTS = "0123456789abcdef"  # what the MD5 of an IRI may begin with: long answers are asked for in such parts
_SYNTAXES = {
    _NTRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/ntriples": ox.RdfFormat.N_TRIPLES,
    _TURTLE: ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


class Service:
    """One triplestore: every method is one request, or as many as its size asks for; all raise EndpointError."""

    def __init__(self, endpoint: Endpoint, transport: Transport) -> None:
        self.endpoint = endpoint
        self._transport = transport

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def ask_for(self, query: str, accept: str, parameters: Iterable[tuple[str, str]] = ()) -> Answer:
        """The answer to a query as it came, in the media type `accept`."""
        form = urlencode([("query", query), *parameters]).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        answer = self._transport.send("POST", self.endpoint.query, headers=headers, body=form)
        limit = answer.headers.get("x-sparql-maxrows")
        if limit and accept == ROWS:
            raise AnswerCutError(
                f"the triplestore cut its answer to {limit} rows; raise its limit (Virtuoso: ResultSetMaxRows), "
                "or ask for less with LIMIT",
                answered=True,
            )
        return answer

    def select(self, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT as plain strings; unbound variables are left out."""
        solutions = parse_rows(self.ask_for(query, ROWS))
        if not isinstance(solutions, ox.QuerySolutions):
            raise _no_sparql(self.endpoint.query)
        names = [variable.value for variable in solutions.variables]
        try:
            return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]
        except (SyntaxError, ValueError) as error:
            raise _no_sparql(self.endpoint.query) from error

    def counts(self, graphs: Sequence[str]) -> dict[str, int]:
        """How many triples each graph holds; 0 for those that are not there."""
        if not graphs:
            return {}
        if self.endpoint.preset.counts_singly:
            return {graph: self._count(f"GRAPH <{graph}> {{ ?s ?p ?o }}").get("", 0) for graph in graphs}
        named = " ".join(f"<{graph}>" for graph in graphs)
        found = self._count(f"VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }}", "?g")
        return {graph: found.get(graph, 0) for graph in graphs}

    def _count(self, pattern: str, group: str = "") -> dict[str, int]:
        """The number of solutions by the IRI of the group, or by an empty text where there is none."""
        by = f" GROUP BY {group}" if group else ""
        rows = self.select(f"SELECT {group} (COUNT(*) AS ?n) WHERE {{ {pattern} }}{by}")
        return {row.get("g", ""): int(row["n"]) for row in rows if row.get("n", "").isdigit()}

    def read_lines(self, graph: str, expected: int) -> set[bytes]:
        """All triples of a graph as N-Triples lines, read in parts where the server cuts long answers."""
        lines = self._part(graph, "")
        digits, got = 0, len(lines)
        while len(lines) < expected and got and 16**digits * got < 16 * expected:
            digits += 1
            lines = {line for part in _parts(digits) for line in self._part(graph, part)}
        return lines

    def update(self, operations: Sequence[str]) -> None:
        """Carry out SPARQL Update operations in one request."""
        if operations:
            headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
            self._transport.send("POST", self.endpoint.update, headers=headers, body=";\n".join(operations).encode())

    def put(self, graph: str, lines: Sequence[bytes]) -> None:
        """Replace a graph by these N-Triples lines (Graph Store Protocol)."""
        self._graph_store("PUT", graph, lines)

    def post(self, graph: str, lines: Sequence[bytes]) -> None:
        """Add these N-Triples lines to a graph (Graph Store Protocol)."""
        self._graph_store("POST", graph, lines)

    def insert(self, graph: str, lines: Sequence[bytes]) -> None:
        """Add these N-Triples lines to a graph by SPARQL Update, as many in a request as the preset allows."""
        step = self.endpoint.preset.insert
        for start in range(0, len(lines), step):
            self.update([insert_data(graph, lines[start : start + step])])

    def post_graphs(self, graphs: Sequence[tuple[str, Sequence[bytes]]]) -> None:
        """Add graphs in one transaction, as TriG: a body that is cut off misses its last brace, and is refused."""
        blocks = (b"<%s> {\n%s\n}\n" % (graph.encode(), b"\n".join(lines)) for graph, lines in graphs)
        headers = {"Content-Type": "application/trig"}
        self._transport.send("POST", self.endpoint.quads, headers=headers, body=b"".join(blocks))

    def _graph_store(self, method: str, graph: str, lines: Sequence[bytes]) -> None:
        body = TURTLE_HEAD + b"\n".join(lines) + b"\n"
        headers = {"Content-Type": f"{_TURTLE}; charset=utf-8" if self.endpoint.kind != "virtuoso" else _TURTLE}
        self._transport.send(method, self.endpoint.graphs, params={"graph": graph}, headers=headers, body=body)

    def _part(self, graph: str, prefix: str) -> set[bytes]:
        """The triples of a graph whose subjects have an MD5 that starts with `prefix`."""
        chosen = f' FILTER(STRSTARTS(MD5(STR(?s)), "{prefix}"))' if prefix else ""
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}{chosen} }}"
        answer = self.ask_for(query, f"{_NTRIPLES}, text/plain;q=0.8, {_TURTLE};q=0.5")
        return set(triple_lines(parse_triples(answer)))


def insert_data(graph: str, lines: Sequence[bytes]) -> str:
    """An INSERT DATA of N-Triples lines into a graph."""
    data = b"\n".join(lines).decode()
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{data}\n}} }}"


def parse_triples(answer: Answer) -> list[ox.Triple]:
    """The triples of an RDF answer. Raises EndpointError when it is none."""
    syntax = _SYNTAXES.get(answer.media_type)
    try:
        if syntax is None:
            raise ValueError(answer.media_type)
        return [quad.triple for quad in ox.parse(answer.body, format=syntax)]
    except (SyntaxError, ValueError) as error:
        raise EndpointError(
            f"the triplestore answered a CONSTRUCT with something that is no RDF ({answer.media_type or 'no type'}); "
            "check the address and --kind",
            answered=True,
        ) from error


def parse_rows(answer: Answer) -> ox.QuerySolutions | ox.QueryBoolean:
    """The rows, or the yes or no, of an answer in SPARQL JSON. Raises EndpointError when it is none."""
    try:
        parsed = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise _no_sparql("the triplestore") from error
    assert isinstance(parsed, ox.QuerySolutions | ox.QueryBoolean)
    return parsed


def _parts(digits: int) -> Iterator[str]:
    if not digits:
        yield ""
        return
    for part in _parts(digits - 1):
        yield from (part + digit for digit in PARTS)


def _iris(graphs: Iterable[str]) -> str:
    return " ".join(f"<{graph}>" for graph in graphs)


def _no_sparql(place: str) -> EndpointError:
    return EndpointError(
        f"{place} answered a query with something that is no SPARQL result; check the address and --kind", answered=True
    )
