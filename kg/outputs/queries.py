"""SPARQL over a graph: the named queries of `queries/`, and the user's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES, XSD
from kg.outputs.tables import Cell, Table
from kg.resources import resource_folder

HEADER_KEYS = ("title", "question", "columns", "example")

_HEADER_LINE = re.compile(r"#\s*(?P<key>\w+):\s*(?P<value>.*\S)\s*")
_NOT_CODE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^\s<>\"{}|^`\\]*>|#[^\n]*", re.DOTALL
)
_SERVICE = re.compile(r"(?<![?$:\w-])service\b(?!\s*:)", re.IGNORECASE)
_FROM = re.compile(r"(?<![?$:\w-])from\b(?!:)", re.IGNORECASE)
_UPDATE = re.compile(r"^\s*(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE | re.MULTILINE)
_DECLARED = re.compile(r"\bprefix\s+([\w-]*):", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w:?$<])([A-Za-z][\w-]*):(?=[A-Za-z_])")
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<expected>.*)", re.DOTALL)

_NUMBERS = {XSD + "integer": int, XSD + "decimal": float, XSD + "double": float, XSD + "float": float}


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the cookbook: what it asks, what it returns, one example row (cells separated by ` | `)."""

    name: str
    title: str
    question: str
    columns: tuple[str, ...]
    example: str
    sparql: str


@cache
def list_queries(folder: Path | None = None) -> tuple[NamedQuery, ...]:
    """All queries of `folder` (default: those shipped), by name. Raises QueryError for an incomplete header."""
    return tuple(_read_query(path) for path in sorted((folder or resource_folder("queries")).glob("*.rq")))


def find_query(name: str) -> NamedQuery:
    """The shipped query of this name. Raises QueryError naming those there are."""
    for query in list_queries():
        if query.name == name:
            return query
    names = ", ".join(query.name for query in list_queries())
    raise QueryError(f"there is no query named '{name}'; there are: {names} (or give a file, or - for standard input)")


@dataclass(frozen=True, slots=True)
class QueriedGraphs:
    """The graphs that a query is put to, as IRIs: `default` together make its default graph, `named` are for GRAPH."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def run_query(store: ox.Store, sparql: str) -> Table:
    """The answer to a SPARQL 1.1 query as a table; what `answer_query` says of graphs and prefixes holds.

    SELECT gives its columns, ASK one column `answer`, CONSTRUCT and DESCRIBE `subject`, `predicate`, `object`.
    Raises QueryError with line and hint for a query that does not parse, and for SERVICE.
    """
    try:
        return _table(answer_query(store, sparql))
    except (OSError, RuntimeError, ValueError) as error:
        raise _unanswered(error) from error


def answer_query(store: ox.Store, sparql: str, graphs: QueriedGraphs | None = None) -> Answer:
    """The answer to a SPARQL 1.1 query; the common prefixes need no declaration.

    It is put to `graphs`, else to what its FROM and FROM NAMED say, else to all graphs at once.
    Raises QueryError with line and hint for a query that does not parse, and for SERVICE.
    """
    code = _NOT_CODE.sub(" ", sparql)
    if _SERVICE.search(code):
        raise QueryError("SERVICE asks another endpoint, and kg answers from its own graph only; remove it")
    try:
        return _answer(store, sparql, graphs, union=not _FROM.search(code))
    except SyntaxError as error:
        raise QueryError(_explained(str(error), sparql, code)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise _unanswered(error) from error


def _answer(store: ox.Store, sparql: str, graphs: QueriedGraphs | None, *, union: bool) -> Answer:
    prefixes = dict(PREFIXES)
    if graphs:  # given by the caller: FROM in the query counts no more (SPARQL 1.1 Protocol, section 2.1.4)
        return store.query(
            sparql,
            prefixes=prefixes,
            default_graph=[ox.NamedNode(iri) for iri in graphs.default],
            named_graphs=[ox.NamedNode(iri) for iri in graphs.named],
        )
    return store.query(sparql, prefixes=prefixes, use_default_graph_as_union=union)


def _unanswered(error: Exception) -> QueryError:
    return QueryError(f"the query could not be answered: {error}; see 'kg query --list' for ones that work")


def _read_query(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    header = _header(sparql)
    missing = [key for key in HEADER_KEYS if not header.get(key)]
    if missing:
        raise QueryError(f"{path}: the header lacks '# {missing[0]}: …'; add it above the query")
    columns = tuple(column.strip() for column in header["columns"].split(","))
    return NamedQuery(path.stem, header["title"], header["question"], columns, header["example"], sparql)


def _header(sparql: str) -> Mapping[str, str]:
    header = {}
    for line in sparql.splitlines():
        if not line.startswith("#"):
            break
        match = _HEADER_LINE.fullmatch(line)
        if match:
            header[match["key"]] = match["value"]
    return header


def _table(answer: object) -> Table:
    if isinstance(answer, ox.QueryBoolean):
        return Table(("answer",), ((bool(answer),),))
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return Table(columns, tuple(tuple(_cell(solution[name]) for name in columns) for solution in answer))
    assert isinstance(answer, ox.QueryTriples)
    rows = tuple(tuple(_cell(term) for term in (t.subject, t.predicate, t.object)) for t in answer)
    return Table(("subject", "predicate", "object"), rows)


def _cell(term: object) -> Cell:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    datatype = term.datatype.value
    if datatype == XSD + "boolean":
        return term.value in ("true", "1")
    number = _NUMBERS.get(datatype)
    return number(term.value) if number else term.value


def _explained(error: str, sparql: str, code: str) -> str:
    place = _PLACE.match(error)
    if not place:
        return f"the query does not parse: {error}; {_hint(code)}"
    lines = sparql.splitlines() or [""]
    line = lines[min(int(place["line"]), len(lines)) - 1].strip()
    return f"line {place['line']}, column {place['column']}: the query does not parse at '{line}'; {_hint(code)}"


def _hint(code: str) -> str:
    unknown = set(_PREFIXED.findall(code)) - set(_DECLARED.findall(code)) - set(PREFIXES) - {"_"}
    if unknown:
        return f"the prefix '{min(unknown)}:' is not declared (known without declaring: {', '.join(PREFIXES)})"
    if _UPDATE.search(code):
        return "queries only read the graph: use SELECT, ASK, CONSTRUCT or DESCRIBE"
    if code.count("{") != code.count("}"):
        return f"it has {code.count('{')} '{{' and {code.count('}')} '}}'"
    return "compare it with a named query ('kg query --list')"
