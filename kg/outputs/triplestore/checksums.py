"""Canonical N-Quads, in which equal values look equal, and checksums over them.

Triplestores keep values, not spellings: one returns `"1.0"^^xsd:decimal` as `"1"`, another `@fr-CA` as `@fr-ca`. Before
both sides are compared, each literal is brought to one spelling. These are all the normalisations:

- `xsd:string` is left out, language tags are lower-case;
- integers (and the types derived from xsd:integer) lose a plus sign and leading zeros, decimals also trailing zeros and
  an empty fraction; floats and doubles get their shortest spelling;
- booleans are `true` or `false`;
- dates and times: a zone of `+00:00` or `-00:00` is `Z`, trailing zeros of fractions of a second are left out.

A value that is not of its type keeps its spelling. The checksum of a graph is the SHA-256 of its canonical N-Quads,
sorted by bytes: `sort | sha256sum` gives the same.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

import pyoxigraph as ox

from kg.graph.vocabulary import XSD

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_FRACTION = re.compile(r"(:[0-9]{2})\.([0-9]*?)0*(?=Z|[+-]|$)")
_UTC = re.compile(r"[+-]00:00$")
_DERIVED_INTEGERS = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte"
)
_TIMES = "dateTime dateTimeStamp date time gYear gYearMonth gMonth gMonthDay gDay"


def triple_lines(triples: Iterable[ox.Triple]) -> list[bytes]:
    """One N-Triples line a triple, without line ends."""
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").split(b"\n")[:-1]


def canonical_triples(lines: Iterable[bytes]) -> set[bytes]:
    """N-Triples lines with every literal in its canonical spelling; triples of equal value become one."""
    return {line if line.endswith(b'" .') or b'"' not in line else _canonical(line) for line in lines}


def graph_checksum(graph: str, canonical: Iterable[bytes]) -> str:
    """SHA-256 of the sorted canonical N-Quads of one graph, as hexadecimal digits."""
    ending = str(ox.NamedNode(graph)).encode() + b" .\n"
    digest = sha256()
    for line in sorted(canonical):
        digest.update(line[:-1] + ending)
    return digest.hexdigest()


def total_checksum(checksums: Mapping[str, str]) -> str:
    """SHA-256 over the checksums of all graphs, in the order of their IRIs."""
    return sha256("".join(f"{checksums[graph]}  {graph}\n" for graph in sorted(checksums)).encode()).hexdigest()


def _canonical(line: bytes) -> bytes:
    """A line that ends in a literal with a datatype or a language: no other `"` stands behind the one before those."""
    start, mark, datatype = line.rpartition(b'"^^<')
    if mark:
        if datatype == _XSD_STRING:
            return start + b'" .'
        normalise = _NORMALISATIONS.get(datatype)
        if normalise is None:
            return line
        start, quote, value = start.rpartition(b'"')
        return start + quote + _value(value, datatype) + mark + datatype
    start, mark, language = line.rpartition(b'"@')
    return start + mark + language.lower()


@lru_cache(maxsize=65536)
def _value(value: bytes, datatype: bytes) -> bytes:
    return _NORMALISATIONS[datatype](value.decode()).encode()


def _integer(value: str) -> str:
    return _decimal(value) if _INTEGER.fullmatch(value) else value


def _decimal(value: str) -> str:
    if not _DECIMAL.fullmatch(value):
        return value
    text = format(Decimal(value), "f")
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short in ("-0", "") else short


def _double(value: str) -> str:
    try:
        return repr(float(value.replace("INF", "inf")))
    except ValueError:
        return value


def _boolean(value: str) -> str:
    return {"1": "true", "0": "false"}.get(value, value)


def _time(value: str) -> str:
    short = _FRACTION.sub(lambda found: found[1] + (f".{found[2]}" if found[2] else ""), value)
    return _UTC.sub("Z", short)


def _ending(datatype: str) -> bytes:
    """How a line with a literal of this datatype ends."""
    return f"{XSD}{datatype}> .".encode()


_XSD_STRING = _ending("string")
_NORMALISATIONS: Mapping[bytes, Callable[[str], str]] = MappingProxyType(
    {_ending(name): _integer for name in _DERIVED_INTEGERS.split()}
    | {_ending(name): _time for name in _TIMES.split()}
    | {
        _ending("decimal"): _decimal,
        _ending("double"): _double,
        _ending("float"): _double,
        _ending("boolean"): _boolean,
    }
)
