"""What a shell offers after the tabulator key: names of queries, parameters and entities of the graph at hand.

Nothing is offered where the graph cannot be read: an error here would be printed into the line that is being typed.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from kg.commands import DEFAULT_GRAPH, suggest_names
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.outputs.parameters import Parameter


class Context(Protocol):
    """The options and arguments typed so far; `args` are those that are not yet given to a parameter."""

    params: Mapping[str, Any]
    args: Sequence[str]


def complete_query(incomplete: str) -> Iterator[str]:
    """The names of queries that begin so."""
    from kg.outputs.queries import query_names

    return (name for name in query_names() if name.startswith(incomplete))


def complete_parameter(ctx: Context, incomplete: str) -> Iterator[str]:
    """`NAME=` for each parameter of the query that begins so, then `NAME=VALUE` for each value that begins so."""
    parameters = _parameters(str(ctx.params.get("name") or next(iter(ctx.args), "")))
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


def in_bash(environment: Mapping[str, str]) -> bool:
    """Whether bash asks, which takes words apart at `=` and puts into the line what it gets as it is."""
    return environment.get("_KG_COMPLETE") == "complete_bash" and {"COMP_WORDS", "COMP_CWORD"} <= environment.keys()


def joined_words(words: str, current: int) -> tuple[str, int]:
    """What bash took apart put together: `target`, `=`, `Taji` on three lines are one word.

    Gives the words, a line each, and the place of the one that is being typed.

    >>> joined_words("kg\\nquery\\nattacks\\n-p\\ntarget\\n=\\nTa", 6)
    ('kg\\nquery\\nattacks\\n-p\\ntarget=Ta', 4)
    """
    joined: list[str] = []
    place, before = current, ""
    for number, word in enumerate(words.split("\n")):
        joined[-1:] = [joined[-1] + word] if joined and "=" in (word, before) else [*joined[-1:], word]
        place = len(joined) - 1 if number == current else place
        before = word
    return "\n".join(joined), place


def bash_words(offered: str) -> str:
    """Offers, a line each, as bash puts them into the line: without what stands before `=`, spaces escaped.

    >>> bash_words("target=\\ntarget=Taji base\\n")
    'target=\\nTaji\\\\ base\\n'
    """
    values = (line.partition("=")[2] or line for line in offered.splitlines())
    return "".join(re.sub(r"([^\w@%+=:,./-])", r"\\\1", value) + "\n" for value in values)


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
        names = suggest_names(begun, folder, wanted=wanted)
    except KgError:
        return
    # A shell only takes what begins as typed, in the same letters; kg understands a name in any case.
    yield from (begun + name[len(begun) :] for name in names if name.casefold().startswith(begun.casefold()))
