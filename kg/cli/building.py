"""Commands that make a graph, and what it is read with."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import commands
from kg.cli.options import GRAPH, Graph


def build(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, or - for standard input; none makes a graph again of what it holds."),
    ] = None,
    graph: Graph = GRAPH,
    model: Annotated[
        str | None,
        typer.Option(
            help="`accurate` (default) or `fast` (shipped), an installed spaCy pipeline, or its folder; "
            "an old graph keeps its own unless another is given.",
            show_default=False,
        ),
    ] = None,
    base: Annotated[str | None, typer.Option(help="Base of all IRIs, ending in a slash.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget the articles that the graph has; its corrections stay.")
    ] = False,
    names: Annotated[
        Path | None,
        typer.Option(help="Your own names: a CSV file with name, aliases, class, identifier; the graph keeps it."),
    ] = None,
) -> None:
    """Read new and changed articles into the graph folder, or make it."""
    stdin = sys.stdin.buffer.read() if "-" in (sources or ()) else None
    report = commands.build(sources or (), graph, model=model, base=base, stdin=stdin, fresh=fresh, names=names)
    for item in report.skipped:
        typer.echo(f"skipped {item.source}: {item.reason}", err=True)
    for told in report.idle_corrections:
        typer.echo(f"no effect: {told}", err=True)
    _tell_arrivals(report)
    typer.echo(
        f"{report.articles} articles, {report.claims} claims, {report.events} events, {report.entities} entities "
        f"in {report.folder}/\nOpen {report.folder / commands.PAGE} in a browser, or ask: kg query handovers",
        err=True,
    )
    if report.skipped:
        raise typer.Exit(1)


def _tell_arrivals(report: commands.BuildReport) -> None:
    """What was read, where a graph was there before."""
    arrivals = report.arrivals
    if len(arrivals.new) == report.articles:
        return
    for name in arrivals.changed:
        typer.echo(f"changed {name}: the new text takes the place of the old one", err=True)
    kept = report.articles - len(arrivals.new) - len(arrivals.changed) - len(arrivals.again)
    again = f", {len(arrivals.again)} read again because kg or its model changed" if arrivals.again else ""
    typer.echo(f"{len(arrivals.new)} new, {len(arrivals.changed)} changed, {kept} as they were{again}", err=True)


def infer(
    graph: Graph = GRAPH,
    off: Annotated[bool, typer.Option("--off", help="Take the inferences out again.")] = False,
) -> None:
    """Add what follows by the ontology (inverse, transitive, superclasses), marked and in a graph of its own."""
    count = commands.infer(graph, wanted=not off)
    typer.echo(f"{count} statements follow from those of {graph}; they are in its graph of inferences", err=True)


def train(
    step: Annotated[str, typer.Argument(help="corpora, accurate, fast or evaluate.")],
    data: Annotated[Path, typer.Option(help="Folder of treebanks and named-entity sets.")] = Path("data"),
    work: Annotated[Path, typer.Option(help="Folder for everything in between.")] = Path("training-work"),
    output: Annotated[Path, typer.Option(help="Folder of the finished pipeline.")] = Path("pipeline"),
    model: Annotated[
        list[str] | None, typer.Option(help="Pipelines to evaluate, or the one that teaches `fast`; repeatable.")
    ] = None,
) -> None:
    """Train and measure the language pipelines that are shipped, step by step."""
    from kg.training.steps import Training, run_step

    for line in run_step(step, Training(data, work, output, tuple(model or ()))):
        typer.echo(line)
