"""Commands that ask a graph and show what it says."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import commands
from kg.cli.connecting import access_to
from kg.cli.options import AUTO, GRAPH, TIMEOUT, Endpoint, Graph, Kind, Secrets, Timeout, User, terminal_width
from kg.completion import complete_entity, complete_parameter, complete_query
from kg.errors import QueryError, UsageError

QUERY_FORMATS = ("table", "report", "csv", "tsv", "json", "jsonl", "turtle")
LOCAL = "127.0.0.1"


def query(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A named query, a file, SPARQL, or - for standard input; none lists the named queries.",
            autocompletion=complete_query,
        ),
    ] = None,
    graph: Graph = GRAPH,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--parameter",
            "-p",
            help="Narrow the question: NAME=VALUE, e.g. place=Taji. The graph is asked about this one thing, "
            "by any of its spellings; `kg query NAME --list` shows what a query takes.",
            autocompletion=complete_parameter,
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(help="Search in the answer: only rows with TEXT somewhere in COLUMN, e.g. quote=rocket."),
    ] = None,
    form: Annotated[str | None, typer.Option("--format", "-f", help=f"{', '.join(QUERY_FORMATS)}.")] = None,
    data: Annotated[
        list[Path] | None, typer.Option(help="Ask this RDF file and not the graph folder; repeatable.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the named queries, or all about one.")] = False,
    endpoint: Endpoint = None,
    kind: Kind = AUTO,
    user: User = "",
    secrets: Secrets = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Ask the graph with a named query or SPARQL of your own."""
    from kg.outputs.parameters import parse_assignments
    from kg.outputs.tables import render

    if form is not None and form not in QUERY_FORMATS:
        raise UsageError(f"there is no format '{form}'; choose one of {', '.join(QUERY_FORMATS)}")
    if name is None or listed:
        _tell_queries(name)
        return
    values = parse_assignments(parameter or ())
    access = access_to(endpoint, kind, user, secrets, timeout) if endpoint else None
    table = commands.query(_sparql(name), graph, parameters=values, where=where or (), data=data or (), endpoint=access)
    for note in (*table.notes, *(() if table.rows else ("no rows",))):
        typer.echo(note, err=True)
    typer.echo(render(table, form, terminal_width()), nl=False)


def _tell_queries(name: str | None) -> None:
    from kg.outputs.queries import find_query, list_queries
    from kg.outputs.query_help import query_line, query_lines

    lines = query_lines(find_query(name)) if name else map(query_line, list_queries())
    typer.echo("\n".join(lines))
    if name is None:
        typer.echo("\nWhat a query takes and gives: kg query NAME --list", err=True)


def _sparql(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    path = Path(name)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"the query file {path} cannot be read ({error}); give a .rq file in UTF-8") from error
    return name


def view(
    graph: Graph = GRAPH,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = False,
) -> None:
    """Say where the HTML page of the graph is, and open it."""
    page = commands.view(graph)
    typer.echo(str(page))
    if browser:
        typer.launch(page.as_uri())


def explain(
    entity: Annotated[
        str, typer.Argument(help="Any spelling of its name, or the id of a claim.", autocompletion=complete_entity)
    ],
    graph: Graph = GRAPH,
    endpoint: Endpoint = None,
    kind: Kind = AUTO,
    user: User = "",
    secrets: Secrets = None,
    timeout: Timeout = TIMEOUT,
) -> None:
    """Tell what the graph says of an entity, with the quote, the rule and the clause behind each statement."""
    from kg.outputs.telling import tell

    access = access_to(endpoint, kind, user, secrets, timeout) if endpoint else None
    explanation = commands.explain(entity, graph, endpoint=access)
    if not explanation.entities and not explanation.claims:
        raise UsageError(f"nothing in {endpoint or graph} is called '{entity}'; see: kg query entities")
    typer.echo(tell(explanation), nl=False)


def serve(
    graph: Graph = GRAPH,
    port: Annotated[int, typer.Option("--port", "-p", help="A port; 0 takes a free one.", min=0, max=65535)] = 8008,
    host: Annotated[str, typer.Option(help="The address to answer at; the default is for this machine only.")] = LOCAL,
    timeout: Annotated[float, typer.Option(help="Seconds after which a query is ended.", min=0.1, max=3600)] = 30,
    name: Annotated[
        list[str] | None, typer.Option(help="A name under which other machines may ask for this one; repeatable.")
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = False,
) -> None:
    """Serve the graph for reading: a SPARQL endpoint, a query page, and a page for each entity and article."""
    server = commands.serve(graph, host=host, port=port, timeout=timeout, names=name or ())
    typer.echo(f"{graph}/ is at {server.address}\nSPARQL: {server.address}sparql   stop with Ctrl-C", err=True)
    if not server.is_local:
        typer.echo(f"warning: whoever reaches {host} can read the graph, without a password", err=True)
    if browser:
        typer.launch(server.address)
    server.run()
