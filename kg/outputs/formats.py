"""Answers for programs: the SPARQL 1.1 results formats CSV, TSV and JSON, JSON Lines, and Turtle for triples.

Sources: W3C, SPARQL 1.1 Query Results JSON Format and SPARQL 1.1 Query Results CSV and TSV Formats (2013). CSV has
plain values; TSV and JSON keep the kind of each term. Lines end in a newline alone.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.vocabulary import PREFIXES, XSD
from kg.outputs.tables import QueryForm, Table, shown
from kg.outputs.terms import Term, term_of

_BARE_IN_TSV = frozenset((XSD + "integer", XSD + "decimal", XSD + "double"))  # Turtle writes these without quotes


def as_csv(table: Table) -> str:
    """SPARQL 1.1 CSV: plain values, empty where a row has nothing."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([shown(cell) for cell in row] for row in table.rows)
    return output.getvalue()


def as_tsv(table: Table) -> str:
    """SPARQL 1.1 TSV: terms as Turtle writes them, tabs and line breaks escaped, so that a row is a line."""
    head = "\t".join(f"?{column}" for column in table.columns)
    lines = ("\t".join(_in_turtle(term) for term in row) for row in _terms(table))
    return "\n".join((head, *lines)) + "\n"


def as_json(table: Table) -> str:
    """SPARQL 1.1 JSON: `head`, and `results` or, for ASK, `boolean`."""
    if table.form is QueryForm.ASK:
        values: dict[str, Any] = {"head": {}, "boolean": table.rows[0][0]}
    else:
        rows = [
            {column: _in_json(term) for column, term in zip(table.columns, row, strict=True) if term is not None}
            for row in _terms(table)
        ]
        values = {"head": {"vars": list(table.columns)}, "results": {"bindings": rows}}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def as_jsonl(table: Table) -> str:
    """JSON Lines: an object of plain values for each row, null where it has nothing."""
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_turtle(table: Table) -> str:
    """The triples of CONSTRUCT and DESCRIBE in order, with the prefixes they use. Raises UsageError for rows."""
    if table.form is not QueryForm.GRAPH:
        raise UsageError(
            f"turtle holds triples, and this query gives {table.form}: use CONSTRUCT or DESCRIBE, or --format json"
        )
    triples = sorted({ox.Triple(*row) for row in table.terms}, key=str)  # type: ignore[arg-type]
    written = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b"").decode()
    lines = written.splitlines()
    body = [line for line in lines if not line.startswith("@prefix")]
    used = sorted(
        line for line in lines if line.startswith("@prefix") and any(line.split()[1] in words for words in body)
    )
    return "\n".join((*used, "", *body)) + "\n"


def _terms(table: Table) -> Iterator[tuple[Term | None, ...]]:
    """The terms of each row; literals of the plain values where the table does not come from a graph."""
    if table.terms:
        yield from table.terms
    else:
        yield from (tuple(map(term_of, row)) for row in table.rows)


def _in_turtle(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Literal) and term.datatype.value in _BARE_IN_TSV:
        return term.value
    return str(term).replace("\t", "\\t")


def _in_json(term: Term) -> dict[str, Any]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal():
            return {"type": "literal", "value": term.value} | _kind(term)
        case _:
            parts = zip(("subject", "predicate", "object"), (term.subject, term.predicate, term.object), strict=True)
            return {"type": "triple", "value": {name: _in_json(part) for name, part in parts}}


def _kind(literal: ox.Literal) -> dict[str, str]:
    if literal.language:
        return {"xml:lang": literal.language}
    return {} if literal.datatype.value == XSD + "string" else {"datatype": literal.datatype.value}


WRITERS: Mapping[str, Callable[[Table], str]] = MappingProxyType(
    {"csv": as_csv, "tsv": as_tsv, "json": as_json, "jsonl": as_jsonl, "turtle": as_turtle}
)
