"""What a shell offers after the tabulator key: names of queries, parameters and entities of the graph at hand.

Nothing is offered where the graph cannot be read: an error here would be printed into the line that is being typed.
"""

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from kg.commands import DEFAULT_GRAPH, suggest_names
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.outputs.parameters import Parameter

OFFERED = 60  # entities; a shell asks before it shows more


class Context(Protocol):
    """The options and arguments typed so far."""

    params: Mapping[str, Any]


def complete_query(incomplete: str) -> Iterator[str]:
    """The names of queries that begin so."""
    from kg.outputs.queries import query_names

    return (name for name in query_names() if name.startswith(incomplete))


def complete_parameter(ctx: Context, incomplete: str) -> Iterator[str]:
    """`NAME=` for each parameter of the query that begins so, then `NAME=VALUE` for each value that begins so."""
    parameters = _parameters(str(ctx.params.get("name") or ""))
    name, equals, begun = incomplete.partition("=")
    if not equals:
        yield from (f"{parameter.name}=" for parameter in parameters if parameter.name.startswith(name))
        return
    for parameter in parameters:
        if parameter.name == name:
            yield from (f"{name}={value}" for value in _values(ctx, parameter, begun))


def complete_entity(ctx: Context, incomplete: str) -> Iterator[str]:
    """The labels of the entities that what is typed may mean."""
    return _entities(ctx, incomplete, "")


def _parameters(query: str) -> "tuple[Parameter, ...]":
    from kg.outputs.queries import find_query

    try:
        return find_query(query).parameters
    except KgError:
        return ()


def _values(ctx: Context, parameter: "Parameter", begun: str) -> Iterator[str]:
    from kg.outputs.parameters import PLAIN_TYPES, known_values

    if parameter.type in PLAIN_TYPES:
        return (value for value in known_values(parameter.type) if value.startswith(begun))
    return _entities(ctx, begun, parameter.type)


def _entities(ctx: Context, begun: str, wanted: str) -> Iterator[str]:
    folder = ctx.params.get("graph") or os.environ.get("KG_GRAPH") or DEFAULT_GRAPH
    try:
        return iter(suggest_names(begun, folder, wanted=wanted)[:OFFERED])
    except KgError:
        return iter(())
