"""Parameters of queries: what a header declares, and the RDF terms that a user's words stand for.

A query reads a parameter as `kg:parameter("NAME")`, a function that the engine calls: a value never becomes part of
the query's text, so no value can change what is asked. A line `#[NAME] …` counts only where NAME is given; to any
other store it is a comment, and the file is a complete SPARQL 1.1 query without it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.vocabulary import KG, PREFIXES, read_vocabulary
from kg.outputs.answering import Answering
from kg.outputs.name_lookup import find_entity

FUNCTION = ox.NamedNode(KG + "parameter")
STANCES = ("asserted", "denied", "alleged", "planned", "hypothetical")
ANY_ENTITY = "Entity"
PLAIN_TYPES = ("date", "text", "stance", "relation", "article")

_DECLARATION = re.compile(r"(?P<type>\w+)(?P<required>, required)? \((?P<meaning>.+)\)")
_CONDITIONAL = re.compile(r"^(?P<space>[ \t]*)(?P<mark>#\[(?P<name>\w+)\])", re.MULTILINE)
_CALL = re.compile(r"kg:parameter\(\s*([\"'])(?P<name>\w+)\1\s*\)")
_ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_IRI = re.compile(r"<?(?P<iri>https?://[^\s<>\"{}|\\^`]+)>?")
_ARTICLES = "SELECT DISTINCT ?name WHERE { ?article a kg:Article ; dcterms:identifier ?name } ORDER BY ?name"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be said with `-p NAME=VALUE`: a class of the ontology, `Entity`, or one of PLAIN_TYPES."""

    name: str
    type: str
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Bindings:
    """The terms of parameters, and a line for each name that was looked up: what it was taken for."""

    terms: Mapping[str, ox.NamedNode | ox.Literal]
    notes: tuple[str, ...] = ()

    def function(self, name: object) -> ox.NamedNode | ox.Literal | None:
        """`kg:parameter("NAME")` as the engine calls it; nothing where NAME is not given."""
        return self.terms.get(getattr(name, "value", ""))


NOTHING = Bindings(MappingProxyType({}))


def read_parameters(header: Mapping[str, str], source: str) -> tuple[Parameter, ...]:
    """The declarations `parameter NAME: TYPE (meaning)` or `TYPE, required (meaning)` among the lines of a header.

    Raises QueryError for a declaration that cannot be read or whose type is unknown.
    """
    keys = [key for key in header if key.startswith("parameter ")]
    return tuple(_declared(key.removeprefix("parameter ").strip(), header[key], source) for key in keys)


def _declared(name: str, declaration: str, source: str) -> Parameter:
    match = _DECLARATION.fullmatch(declaration)
    if not match:
        raise QueryError(f"{source}: '# parameter {name}: {declaration}' needs the form TYPE (what it means)")
    known = {ANY_ENTITY, *PLAIN_TYPES, *read_vocabulary().classes}
    if match["type"] not in known:
        raise QueryError(
            f"{source}: the parameter {name} has the type '{match['type']}', which is neither a class of the ontology "
            f"nor one of {', '.join((ANY_ENTITY, *PLAIN_TYPES))}"
        )
    return Parameter(name, match["type"], match["meaning"], bool(match["required"]))


def parse_assignments(assignments: Sequence[str]) -> dict[str, str]:
    """`NAME=VALUE` texts as a mapping. Raises QueryError for one without name or `=`, and for a name given twice."""
    values: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip()
        if not equals or not name.isidentifier():
            raise QueryError(f"'{assignment}' is no parameter; write NAME=VALUE, e.g. -p place=Baghdad")
        if name in values:
            raise QueryError(f"the parameter {name} is given twice; give it once")
        values[name] = value.strip()
    return values


def known_values(kind: str) -> Sequence[str]:
    """All values of a type that has few: stances and relations."""
    return {"stance": STANCES, "relation": tuple(sorted(read_vocabulary().relations))}.get(kind, ())


def bind(store: Answering, values: Mapping[str, str], declared: Sequence[Parameter], asked: str) -> Bindings:
    """The terms that `values` stand for in the graph; `asked` names the query in messages.

    Raises QueryError for a value that means nothing or several things, for a parameter that is not declared, and for
    a required one that is missing.
    """
    known = {parameter.name: parameter for parameter in declared}
    for name in values:
        if name not in known:
            raise QueryError(f"{asked} has no parameter '{name}'; {_parameters_told(declared)}")
    for parameter in declared:
        if parameter.required and not values.get(parameter.name):
            raise QueryError(f"{asked} needs -p {parameter.name}=… ({parameter.meaning})")
    terms, notes = {}, []
    for name, value in values.items():
        terms[name], note = _term(store, value, known[name])
        notes.extend([f"{name}: {note}"] if note else [])
    return Bindings(MappingProxyType(terms), tuple(notes))


def with_conditions(sparql: str, given: Mapping[str, object]) -> str:
    """The query with its lines `#[NAME] …` in force for each NAME that is given; lines and columns stay in place."""

    def blank(match: re.Match[str]) -> str:
        return match["space"] + " " * len(match["mark"]) if match["name"] in given else match[0]

    return _CONDITIONAL.sub(blank, sparql)


def written_out(sparql: str, given: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with each `kg:parameter("NAME")` as the term it stands for, in the notation of RDF, escaped."""
    return _CALL.sub(lambda call: str(given[call["name"]]) if call["name"] in given else call[0], sparql)


def _parameters_told(declared: Sequence[Parameter]) -> str:
    return f"it has {', '.join(parameter.name for parameter in declared)}" if declared else "it takes none"


def _term(store: Answering, value: str, parameter: Parameter) -> tuple[ox.NamedNode | ox.Literal, str]:
    if not value:
        raise QueryError(f"the parameter {parameter.name} is empty; leave it out to ask for everything")
    plain = _PLAIN.get(parameter.type)
    if plain:
        return plain(store, value, parameter.name), ""
    address = _IRI.fullmatch(value)
    found = find_entity(store, address["iri"] if address else value, parameter.type)
    return ox.NamedNode(found.iri), f"{found.label} ({found.type})"


def _text(_store: Answering, value: str, _name: str) -> ox.Literal:
    return ox.Literal(value)


def _date(_store: Answering, value: str, name: str) -> ox.Literal:
    if not _ISO_DATE.fullmatch(value):
        raise QueryError(f"{name}={value} is no date; write a day, month or year: 2020-08-23, 2020-08 or 2020")
    return ox.Literal(value)


def _stance(_store: Answering, value: str, name: str) -> ox.NamedNode:
    return _one_of(value.lower(), known_values("stance"), name)


def _relation(_store: Answering, value: str, name: str) -> ox.NamedNode:
    return _one_of("_".join(re.findall(r"[a-z]+", value.lower())), known_values("relation"), name)


def _one_of(value: str, known: Sequence[str], name: str) -> ox.NamedNode:
    if value not in known:
        raise QueryError(f"there is no {name} '{value}'; choose one of {', '.join(known)}")
    return ox.NamedNode(KG + (value.capitalize() if value in STANCES else value))


def _article(store: Answering, value: str, name: str) -> ox.Literal:
    answer = store.query(_ARTICLES, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    names = [solution["name"].value for solution in answer]
    found = [known for known in names if known == value] or [known for known in names if known.startswith(value)]
    if len(found) != 1:
        several = f"may be {', '.join(found)}" if found else f"is none of the graph ({', '.join(names[:9])})"
        raise QueryError(f"the {name} '{value}' {several}; see: kg query articles")
    return ox.Literal(found[0])


_PLAIN: Mapping[str, Callable[[Answering, str, str], ox.NamedNode | ox.Literal]] = MappingProxyType(
    {"text": _text, "date": _date, "stance": _stance, "relation": _relation, "article": _article}
)
