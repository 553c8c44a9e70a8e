"""SPARQL over a graph: the named queries of `queries/`, and the user's own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES, XSD
from kg.outputs.tables import Cell, Table
from kg.resources import resource_folder

HEADER_KEYS = ("title", "question", "columns", "example")

_HEADER_LINE = re.compile(r"#\s*(?P<key>\w[\w ]*):\s*(?P<value>.*\S)\s*")
_NOT_CODE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^\s<>\"{}|^`\\]*>|#[^\n]*", re.DOTALL
)
_SERVICE = re.compile(r"(?<![?$:\w-])service\b(?!\s*:)", re.IGNORECASE)
_UPDATE = re.compile(r"^\s*(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE | re.MULTILINE)
_DECLARED = re.compile(r"\bprefix\s+([\w-]*):", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w:?$<])([A-Za-z][\w-]*):(?=[A-Za-z_])")
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<expected>.*)", re.DOTALL)

_NUMBERS = {XSD + "integer": int, XSD + "decimal": float, XSD + "double": float, XSD + "float": float}


class Answering(Protocol):
    """What answers a SPARQL query: the store of a graph folder, or a triplestore."""

    def query(
        self, query: str, *, prefixes: dict[str, str], use_default_graph_as_union: bool
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
        """The answer, in the types of pyoxigraph. Raises SyntaxError for a query that does not parse."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the cookbook: what it asks, what it returns, one example row (cells separated by ` | `).

    `told_by` names the columns that group its rows where they are told as a report.
    """

    name: str
    title: str
    question: str
    columns: tuple[str, ...]
    example: str
    sparql: str
    told_by: tuple[str, ...] = ()


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


def run_query(store: Answering, sparql: str) -> Table:
    """The answer to a SPARQL 1.1 query over all graphs at once; the common prefixes need no declaration.

    SELECT gives its columns, ASK one column `answer`, CONSTRUCT and DESCRIBE `subject`, `predicate`, `object`.
    Raises QueryError with line and hint for a query that does not parse, and for SERVICE.
    """
    code = _NOT_CODE.sub(" ", sparql)
    if _SERVICE.search(code):
        raise QueryError("SERVICE asks another endpoint, and kg answers from its own graph only; remove it")
    try:
        return _table(store.query(sparql, prefixes=dict(PREFIXES), use_default_graph_as_union=True))
    except SyntaxError as error:
        raise QueryError(_explained(str(error), sparql, code)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(
            f"the query could not be answered: {error}; see 'kg query --list' for ones that work"
        ) from error


def _read_query(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    header = _header(sparql)
    missing = [key for key in HEADER_KEYS if not header.get(key)]
    if missing:
        raise QueryError(f"{path}: the header lacks '# {missing[0]}: …'; add it above the query")
    columns = tuple(column.strip() for column in header["columns"].split(","))
    told_by = tuple(header.get("told by", "").split())
    return NamedQuery(path.stem, header["title"], header["question"], columns, header["example"], sparql, told_by)


def _header(sparql: str) -> Mapping[str, str]:
    header = {}
    for line in sparql.splitlines():
        if not line.startswith("#"):
            break
        match = _HEADER_LINE.fullmatch(line)
        if match:
            header[match["key"]] = match["value"]
    return header


def _table(answer: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]) -> Table:
    if isinstance(answer, ox.QueryBoolean):
        return Table(("answer",), ((bool(answer),),))
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return Table(columns, tuple(tuple(_cell(solution[name]) for name in columns) for solution in answer))
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
