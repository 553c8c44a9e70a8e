"""RDF terms from Python values: named nodes of the vocabularies, typed literals."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kg.graph.vocabulary import KG, RDF, XSD

TYPE = ox.NamedNode(RDF + "type")

_DATE_TYPES = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date"),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), "gYearMonth"),
    (re.compile(r"[0-9]{4}"), "gYear"),
)


def node(iri: str) -> ox.NamedNode:
    """A named node."""
    return ox.NamedNode(iri)


def kg(name: str) -> ox.NamedNode:
    """A term of the ontology."""
    return ox.NamedNode(KG + name)


def text(value: str) -> ox.Literal:
    """A plain string, character for character."""
    return ox.Literal(value)


def typed(value: str, datatype: str) -> ox.Literal:
    """A literal of an XML Schema datatype."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def integer(value: int) -> ox.Literal:
    """An xsd:integer."""
    return typed(str(value), "integer")


def decimal(value: float | str) -> ox.Literal:
    """An xsd:decimal without exponent; a float is rounded to four places, as nobody is surer than that.

    >>> decimal(0.93).value, decimal(1.0).value, decimal("33.5250").value
    ('0.93', '1.0', '33.525')
    """
    number = Decimal(f"{value:.4f}") if isinstance(value, float) else Decimal(value)
    whole, _, fraction = format(number, "f").partition(".")
    return typed(f"{whole}.{fraction.rstrip('0') or '0'}", "decimal")


def date_literal(value: str) -> ox.Literal:
    """xsd:date, xsd:gYearMonth or xsd:gYear by the precision of an ISO 8601 value; anything else stays a string."""
    for shape, datatype in _DATE_TYPES:
        if shape.fullmatch(value) and _exists(value):
            return typed(value, datatype)
    return text(value)


def date_properties(value: str) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """`kg:date`, or `kg:dateStart` and `kg:dateEnd` for an interval `a/b`; an open end gives no property."""
    start, slash, end = value.partition("/")
    if not slash:
        yield kg("date"), date_literal(value)
        return
    for name, bound in (("dateStart", start), ("dateEnd", end)):
        if bound and bound != "..":
            yield kg(name), date_literal(bound)


def _exists(value: str) -> bool:
    """Whether the day or month is one of the calendar's (2020-02-31 is not)."""
    year, month, day = (*value.split("-"), "01", "01")[:3]
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
