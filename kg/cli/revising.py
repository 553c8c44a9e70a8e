"""Commands that correct a graph, take articles out of it, and compare two."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import revisions
from kg.cli.options import GRAPH, Entity, Graph
from kg.completion import complete_entity
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.outputs.difference import Difference

DIFFERENCE_FORMATS = ("text", "json")
DifferenceFormat = Annotated[str, typer.Option("--format", "-f", help="text or json.")]


def remove(
    articles: Annotated[list[str], typer.Argument(help="Names of articles, as `kg query articles` shows them.")],
    graph: Graph = GRAPH,
    form: DifferenceFormat = "text",
) -> None:
    """Take articles out of the graph, and tell what went with them."""
    _check_difference_format(form)
    _tell_difference(revisions.remove(articles, graph).difference, form)


def merge(
    entity: Entity,
    other: Annotated[
        str,
        typer.Argument(
            help="That of the entity that is the same; it becomes the first one.", autocompletion=complete_entity
        ),
    ],
    graph: Graph = GRAPH,
    form: DifferenceFormat = "text",
) -> None:
    """Correct the graph: two entities are one. Undone by deleting the line in corrections.txt."""
    _check_difference_format(form)
    _tell_revision(revisions.merge(entity, other, graph), graph, form)


def split(
    entity: Entity,
    name: Annotated[str, typer.Argument(help="Which of its names is something else; without it, each of them.")] = "",
    graph: Graph = GRAPH,
    form: DifferenceFormat = "text",
) -> None:
    """Correct the graph: a name of an entity is something else. Undone by deleting the line in corrections.txt."""
    _check_difference_format(form)
    _tell_revision(revisions.split(entity, name, graph), graph, form)


def rename(
    entity: Entity,
    label: Annotated[str, typer.Argument(help="How it is shown from now on.")],
    graph: Graph = GRAPH,
    form: DifferenceFormat = "text",
) -> None:
    """Correct the graph: an entity has a better label. Undone by deleting the line in corrections.txt."""
    _check_difference_format(form)
    _tell_revision(revisions.rename(entity, label, graph), graph, form)


def diff(
    before: Annotated[Path, typer.Argument(help="A graph folder.")],
    after: Annotated[Path, typer.Argument(help="Another graph folder.")],
    form: DifferenceFormat = "text",
) -> None:
    """Compare two graphs: articles, claims, entities, events, edges, and which entities became one."""
    _check_difference_format(form)
    _tell_difference(revisions.diff(before, after), form)


def _check_difference_format(form: str) -> None:
    if form not in DIFFERENCE_FORMATS:
        raise UsageError(f"there is no format '{form}'; choose one of {', '.join(DIFFERENCE_FORMATS)}")


def _tell_revision(revision: revisions.Revision, graph: Path, form: str) -> None:
    typer.echo(f"added to {graph / revisions.CORRECTIONS}: {revision.line.rstrip()}", err=True)
    _tell_difference(revision.difference, form)


def _tell_difference(difference: "Difference", form: str) -> None:
    from kg.outputs.difference_text import difference_text, difference_values

    if form == "json":
        typer.echo(json.dumps(difference_values(difference), ensure_ascii=False, indent=2))
    else:
        typer.echo(difference_text(difference), nl=False)
