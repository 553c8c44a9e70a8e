"""Commands that check a graph, its claims and the likeness of names."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg import commands
from kg.cli.options import GRAPH, Graph, terminal_width
from kg.errors import UsageError

SCORE_FORMATS = ("table", "json")


def verify(graph: Graph = GRAPH) -> None:
    """Check every quote against its article and every term against the ontology, without any model."""
    report = commands.verify(graph)
    for finding in report.findings:
        typer.echo(f"{finding.kind}: {finding.subject}: {finding.message}")
    typer.echo(
        f"{report.claims} claims, {report.passages} passages of {report.articles} articles checked: "
        f"{report.unsupported_claims} unsupported claims, {len(report.findings)} findings"
    )
    if not report.passed:
        raise typer.Exit(1)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold claims as JSON Lines, or an export put right by hand.")],
    graph: Graph = GRAPH,
    claims: Annotated[Path | None, typer.Option(help="Score this export (JSON Lines) and not the graph.")] = None,
    relations: Annotated[str, typer.Option(help="Only these relations, with commas between.")] = "",
    errors: Annotated[bool, typer.Option("--errors/--no-errors", help="List each error with its quote.")] = True,
    form: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
) -> None:
    """Score the claims of a graph or an export against gold claims, and list every error."""
    from kg.outputs.score_text import score_text, score_values

    if form not in SCORE_FORMATS:
        raise UsageError(f"there is no format '{form}'; choose one of {', '.join(SCORE_FORMATS)}")
    chosen = [name.strip() for name in relations.split(",") if name.strip()]
    scores = commands.evaluate(gold, graph, claims=claims, relations=chosen)
    if form == "json":
        typer.echo(json.dumps(score_values(scores, errors=errors), ensure_ascii=False, indent=2))
    else:
        typer.echo(score_text(scores, errors=errors, width=terminal_width()), nl=False)


def names(
    a: Annotated[str, typer.Argument(help="A name, in any script.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    kind: Annotated[str, typer.Option(help="person or organisation.")] = "person",
    form: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
) -> None:
    """Say how alike two names of persons or organisations are, and why."""
    if form not in SCORE_FORMATS:
        raise UsageError(f"there is no format '{form}'; choose one of {', '.join(SCORE_FORMATS)}")
    found = commands.compare_names(a, b, kind)
    if form == "json":
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join([f"{found.decision} {found.score:.2f}", *(f"  {reason}" for reason in found.reasons)]))
