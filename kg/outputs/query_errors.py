"""What is wrong with a query, where, and what to try: a parser's message in words that help."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES, read_vocabulary

_NOT_CODE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^\s<>\"{}|^`\\]*>|#[^\n]*", re.DOTALL
)
_SERVICE = re.compile(r"(?<![?$:\w-])service\b(?!\s*:)", re.IGNORECASE)
_UPDATE = re.compile(r"^\s*(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE | re.MULTILINE)
_DECLARED = re.compile(r"\bprefix\s+([\w-]*):", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w:?$<])([A-Za-z][\w-]*):(?=[A-Za-z_])")
_OWN_TERM = re.compile(r"(?<![\w:?$])kg:(\w+)")
_NOT_SELECTED = re.compile(r"variable \?(\w+) in its SELECT projection")
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<expected>.*)", re.DOTALL)


def code_of(sparql: str) -> str:
    """The query without strings, addresses and comments: what is left are its own words and signs."""
    return _NOT_CODE.sub(" ", sparql)


def refuse_service(sparql: str) -> None:
    """Raises QueryError for a query that asks another endpoint."""
    if _SERVICE.search(code_of(sparql)):
        raise QueryError("SERVICE asks another endpoint, and kg answers from its own graph only; remove it")


def unknown_terms(sparql: str) -> Iterator[str]:
    """A line for each `kg:` name that the ontology lacks: such a query parses, and finds nothing."""
    vocabulary = read_vocabulary()
    stances = ("Asserted", "Denied", "Alleged", "Planned", "Hypothetical")
    known = {*vocabulary.classes, *vocabulary.properties, *vocabulary.relations, *stances, "parameter"}
    for name in sorted(set(_OWN_TERM.findall(code_of(sparql))) - known):
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean kg:{near[0]}?" if near else ""
        yield f"kg:{name} is not in the ontology{hint}"


def told(error: Exception) -> str:
    """What hindered an answer, for the message of the engine."""
    unbound = _NOT_SELECTED.search(str(error))
    if unbound:
        return f"the parameter {unbound[1]} has no place in the answer: add ?{unbound[1]} to the SELECT line"
    return f"the query could not be answered: {error}; see 'kg query --list' for ones that work"


def explained(error: str, sparql: str) -> str:
    """The line, the column, the words there and a hint, for the message of the parser."""
    code = code_of(sparql)
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
