"""Commands that give a graph to other tools and readers."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Annotated

import typer

from kg import commands
from kg.cli.connecting import access_to, progress_bar
from kg.cli.options import AUTO, GRAPH, TIMEOUT, Graph, Kind, Output, Secrets, Timeout, User
from kg.errors import UsageError


def export(
    graph: Graph = GRAPH,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="jsonl, csv, graphml, gexf, turtle, trig, nquads, ntriples, jsonld, or turtle12 (RDF 1.2, a draft).",
        ),
    ] = "jsonl",
    what: Annotated[str, typer.Option(help="claims, mentions, entities or events (with jsonl and csv).")] = "claims",
    output: Output = "-",
) -> None:
    """Write claims, mentions, entities or events as JSON Lines or CSV, or the whole graph for other tools.

    graphml and gexf hold entities and the claims between two of them, for Gephi, Cytoscape or networkx. turtle holds
    entities and plain edges, turtle12 the same with each edge annotated by its claims; trig, nquads and jsonld hold
    everything.
    """
    _write(output, lambda stream: commands.export(stream, graph, form=form, what=what))


def report(
    graph: Graph = GRAPH,
    form: Annotated[str, typer.Option("--format", "-f", help="html or markdown.")] = "html",
    output: Output = "-",
    charts: Annotated[bool, typer.Option("--charts/--no-charts", help="Timeline and map (html; matplotlib).")] = True,
    limit: Annotated[int, typer.Option(min=1, help="Show so many events, situations and statements each.")] = (
        commands.REPORT_LIMIT
    ),
    title: Annotated[str, typer.Option(help="Heading; without it, the number of articles and their days.")] = "",
) -> None:
    """Write a report to read: what the articles say, with quotes, conflicts, timeline, map, people and sources."""
    text = commands.report(graph, form=form, charts=charts, limit=limit, title=title)
    _write(output, lambda stream: stream.write(text.encode("utf-8")))


def _write(output: str, write: Callable[[IO[bytes]], object]) -> None:
    """Let `write` fill a file, which is there whole or not at all, or standard output for `-`."""
    if output == "-":
        write(sys.stdout.buffer)
        return
    path = Path(output)
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as stream:
            write(stream)
        beside.replace(path)
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error}); choose another file with --output") from error
    finally:
        beside.unlink(missing_ok=True)


def load(
    to: Annotated[str, typer.Option("--to", help="Address of the triplestore, such as http://localhost:7878.")],
    graph: Graph = GRAPH,
    everything: Annotated[bool, typer.Option("--all", help="Load every graph, not only those that changed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen to each graph, and stop.")] = False,
    kind: Kind = AUTO,
    user: User = "",
    secrets: Secrets = None,
    timeout: Timeout = TIMEOUT,
    update_url: Annotated[str | None, typer.Option(help="Address of SPARQL Update, where the kind is generic.")] = None,
    graphs_url: Annotated[
        str | None, typer.Option(help="Address of the Graph Store, where the kind is generic.")
    ] = None,
) -> None:
    """Bring the graph into a triplestore: each named graph whole or not at all, and only those that changed."""
    from kg.outputs.triplestore.wording import dry_lines, summary

    access = access_to(to, kind, user, secrets, timeout, update_url=update_url, graphs_url=graphs_url)
    with progress_bar("loading") as progress:
        report = commands.load(access, graph, everything=everything, dry_run=dry_run, progress=progress)
    for line in dry_lines(report):
        typer.echo(line)
    typer.echo(summary(report), err=True)
