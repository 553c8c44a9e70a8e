"""SPARQL over a graph: the named queries of `queries/`, and the user's own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES
from kg.outputs.answering import Answering, names_graphs
from kg.outputs.parameters import (
    ANY_ENTITY,
    FUNCTION,
    NOTHING,
    Bindings,
    Parameter,
    bind,
    read_parameters,
    with_conditions,
    written_out,
)
from kg.outputs.query_errors import code_of, explained, refuse_service, told, unknown_terms
from kg.outputs.tables import QueryForm, Table
from kg.outputs.terms import Term, cell_of
from kg.resources import resource_folder

HEADER_KEYS = ("title", "question", "columns", "example")

_HEADER_LINE = re.compile(r"#\s*(?P<key>\w[\w ]*):\s*(?P<value>.*\S)\s*")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the cookbook: what it asks, what it returns, one example row (cells separated by ` | `).

    `told_by` names the columns that group its rows where they are told as a report; `parameters` narrow the question.
    """

    name: str
    title: str
    question: str
    columns: tuple[str, ...]
    example: str
    sparql: str
    told_by: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()


@cache
def list_queries(folder: Path | None = None) -> tuple[NamedQuery, ...]:
    """All queries of `folder` (default: those shipped), by name. Raises QueryError for an incomplete header."""
    return tuple(_read_query(path) for path in _query_files(folder))


@cache
def query_names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of the queries of `folder` (default: those shipped), without reading them."""
    return tuple(path.stem for path in _query_files(folder))


def find_query(name: str) -> NamedQuery:
    """The shipped query of this name. Raises QueryError naming those there are."""
    names = query_names()
    if name not in names:
        near = get_close_matches(name, names, n=2)
        meant = f"did you mean {' or '.join(near)}? There" if near else "there"
        raise QueryError(
            f"there is no query named '{name}'; {meant} are: {', '.join(names)} "
            "(or give a file, or - for standard input)"
        )
    return _read_query(resource_folder("queries") / f"{name}.rq")


def ask_named(store: Answering, query: NamedQuery, values: Mapping[str, str]) -> Table:
    """The answer to a named query, narrowed by parameters as people type them. Raises QueryError as `bind` does."""
    bindings = bind(store, values, query.parameters, f"the query {query.name}")
    table = run_query(store, query.sparql, bindings)
    return replace(table, told_by=query.told_by, notes=bindings.notes)


def ask_sparql(store: Answering, sparql: str, values: Mapping[str, str]) -> Table:
    """The answer to SPARQL of the user's own; `-p NAME` is the `?NAME` of a SELECT list, or `kg:parameter("NAME")`.

    Types are declared in the header as in a named query; what is not declared is the name of an entity.
    Raises QueryError for a query that cannot be answered, and for a parameter that it nowhere mentions.
    """
    declared = read_parameters(_header(sparql), "the query")
    known = {parameter.name for parameter in declared}
    loose = [Parameter(name, ANY_ENTITY, "an entity") for name in values if name not in known]
    bindings = bind(store, values, (*declared, *loose), "the query")
    variables = [name for name in values if _is_variable(name, sparql)]
    table = run_query(store, sparql, bindings, variables)
    return replace(table, notes=(*bindings.notes, *unknown_terms(sparql)))


def run_query(store: Answering, sparql: str, bindings: Bindings = NOTHING, variables: Sequence[str] = ()) -> Table:
    """The answer to a SPARQL 1.1 query over all graphs at once; the common prefixes need no declaration.

    SELECT gives its columns, ASK one column `answer`, CONSTRUCT and DESCRIBE `subject`, `predicate`, `object`.
    `bindings` are the values of `kg:parameter`; those named in `variables` take the place of such variables, too.
    Raises QueryError with line and hint for a query that does not parse, and for SERVICE.
    """
    refuse_service(sparql)
    try:
        return _table(_answer(store, with_conditions(sparql, bindings.terms), bindings, variables))
    except SyntaxError as error:
        raise QueryError(explained(str(error), sparql)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(told(error)) from error


def _answer(
    store: Answering, sparql: str, bindings: Bindings, variables: Sequence[str]
) -> ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]:
    """The engine's answer; a triplestore elsewhere knows no function of ours, and gets the terms written out."""
    union = not names_graphs(sparql)
    if isinstance(store, ox.Store):
        return store.query(
            sparql,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=union,
            substitutions={ox.Variable(name): bindings.terms[name] for name in variables},
            custom_functions={FUNCTION: bindings.function},
        )
    if variables:
        name = variables[0]
        raise QueryError(f'?{name} gets no value in a triplestore; write kg:parameter("{name}") in its place')
    text = written_out(sparql, bindings.terms)
    return store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=union)


def _is_variable(name: str, sparql: str) -> bool:
    """Whether the query has the parameter as a variable of a pattern. Raises QueryError when it has it nowhere.

    The engine puts a value in place of a variable in patterns, not in a FILTER that has the variable alone: such a
    query would answer nothing, without a word.
    """
    if re.search(rf"parameter\(\s*[\"']{name}[\"']\s*\)", sparql):
        return False
    code = code_of(sparql)
    body = code[code.find("{") :]
    if not re.search(rf"[?$]{name}\b", _without_expressions(body)):
        raise QueryError(f'no pattern of the query has ?{name}; in a FILTER write kg:parameter("{name}") instead')
    return True


def _without_expressions(code: str) -> str:
    """The code without what stands between brackets, however nested."""
    before = ""
    while before != code:
        before, code = code, re.sub(r"\([^()]*\)", " ", code)
    return code


def _query_files(folder: Path | None) -> list[Path]:
    return sorted((folder or resource_folder("queries")).glob("*.rq"))


def _read_query(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    header = _header(sparql)
    missing = [key for key in HEADER_KEYS if not header.get(key)]
    if missing:
        raise QueryError(f"{path}: the header lacks '# {missing[0]}: …'; add it above the query")
    columns = tuple(column.strip() for column in header["columns"].split(","))
    told_by = tuple(header.get("told by", "").split())
    parameters = read_parameters(header, str(path))
    return NamedQuery(
        path.stem, header["title"], header["question"], columns, header["example"], sparql, told_by, parameters
    )


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
        return Table(("answer",), ((bool(answer),),), form=QueryForm.ASK)
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return _of_terms(columns, tuple(tuple(solution[name] for name in columns) for solution in answer))
    triples = tuple((t.subject, t.predicate, t.object) for t in answer)
    return replace(_of_terms(("subject", "predicate", "object"), triples), form=QueryForm.GRAPH)


def _of_terms(columns: tuple[str, ...], terms: tuple[tuple[Term | None, ...], ...]) -> Table:
    return Table(columns, tuple(tuple(map(cell_of, row)) for row in terms), terms=terms)
