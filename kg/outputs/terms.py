"""RDF terms as plain values and back."""

import pyoxigraph as ox

from kg.graph.vocabulary import XSD
from kg.outputs.tables import Cell

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_NUMBERS = {XSD + "integer": int, XSD + "decimal": float, XSD + "double": float, XSD + "float": float}


def cell_of(term: Term | None) -> Cell:
    """The plain value of a term: numbers and booleans as such, the text of any other literal, the address of a node."""
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    datatype = term.datatype.value
    if datatype == XSD + "boolean":
        return term.value in ("true", "1")
    number = _NUMBERS.get(datatype)
    return number(term.value) if number else term.value


def term_of(cell: Cell) -> Term | None:
    """The literal of a plain value.

    >>> term_of(5200).datatype.value.rpartition("#")[2], term_of(True).value, term_of(None)
    ('integer', 'true', None)
    """
    return None if cell is None else ox.Literal(cell)
