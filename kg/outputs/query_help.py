"""What a named query asks, takes and gives, as lines for people."""

from collections.abc import Iterator

from kg.outputs.queries import NamedQuery

NAME_WIDTH = 16


def query_line(query: NamedQuery) -> str:
    """A query in the list of all: its name and its question."""
    return f"{query.name:{NAME_WIDTH}} {query.question}"


def query_lines(query: NamedQuery) -> Iterator[str]:
    """All about one query: question, parameters with types and meanings, columns with an example."""
    yield f"{query.name}: {query.title}"
    yield f"  {query.question}"
    if query.parameters:
        yield "parameters"
    for parameter in query.parameters:
        needed = ", required" if parameter.required else ""
        yield f"  -p {parameter.name + '=…':{NAME_WIDTH - 4}} {parameter.type}{needed}: {parameter.meaning}"
    yield "columns, with an example"
    for column, cell in zip(query.columns, query.example.split(" | "), strict=True):
        yield f"  {column:{NAME_WIDTH - 1}} {cell}"
