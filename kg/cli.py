"""The command line: parses arguments, calls one function, prints, chooses the exit code."""

import json
import os
import sys
from contextlib import redirect_stdout, suppress
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kg import commands, revisions
from kg.completion import bash_words, complete_entity, complete_parameter, complete_query, in_bash, joined_words
from kg.errors import KgError, QueryError, UsageError

if TYPE_CHECKING:
    from kg.outputs.difference import Difference

app = typer.Typer(
    name="kg",
    help="News articles about conflicts in; a knowledge graph whose every statement can be checked out.\n\n"
    "Start with:  kg build articles/   then:  kg query handovers",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: twice as fast as boxes, and the same in every terminal
)

Graph = Annotated[Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="The graph folder.")]
Entity = Annotated[
    str, typer.Argument(help="Name, address or identifier of an entity.", autocompletion=complete_entity)
]
GRAPH = Path(commands.DEFAULT_GRAPH)
QUERY_FORMATS = ("table", "report", "csv", "tsv", "json", "jsonl", "turtle")
SCORE_FORMATS = ("table", "json")
DIFFERENCE_FORMATS = ("text", "json")
DifferenceFormat = Annotated[str, typer.Option("--format", "-f", help="text or json.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kg {version('kg-news')}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the full traceback of an error.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    if debug:
        os.environ["KG_DEBUG"] = "1"


@app.command()
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


@app.command()
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
    table = commands.query(_sparql(name), graph, parameters=values, where=where or (), data=data or ())
    for note in (*table.notes, *(() if table.rows else ("no rows",))):
        typer.echo(note, err=True)
    typer.echo(render(table, form, _terminal_width()), nl=False)


def _terminal_width() -> int | None:
    return os.get_terminal_size().columns if sys.stdout.isatty() else None


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


@app.command()
def view(
    graph: Graph = GRAPH,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = False,
) -> None:
    """Say where the HTML page of the graph is, and open it."""
    page = commands.view(graph)
    typer.echo(str(page))
    if browser:
        typer.launch(page.as_uri())


@app.command()
def export(
    graph: Graph = GRAPH,
    form: Annotated[str, typer.Option("--format", "-f", help="jsonl, turtle, trig or nquads.")] = "jsonl",
    what: Annotated[str, typer.Option(help="claims, mentions, entities or events (with jsonl).")] = "claims",
    output: Annotated[str, typer.Option("--output", "-o", help="A file, or - for standard output.")] = "-",
) -> None:
    """Write claims, mentions, entities or events as JSON Lines, or the graph as RDF."""
    if output == "-":
        commands.export(sys.stdout.buffer, graph, form=form, what=what)
        return
    path = Path(output)
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as stream:
            commands.export(stream, graph, form=form, what=what)
        beside.replace(path)
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error}); choose another file with --output") from error
    finally:
        beside.unlink(missing_ok=True)


@app.command()
def explain(
    entity: Annotated[str, typer.Argument(help="Any spelling of its name.", autocompletion=complete_entity)],
    graph: Graph = GRAPH,
) -> None:
    """Tell what the graph says of an entity, with the quote, the rule and the clause behind each statement."""
    from kg.outputs.telling import tell

    explanation = commands.explain(entity, graph)
    if not explanation.entities:
        raise UsageError(f"nothing in {graph} is called '{entity}'; see: kg query entities")
    typer.echo(tell(explanation), nl=False)


@app.command()
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


@app.command()
def remove(
    articles: Annotated[list[str], typer.Argument(help="Names of articles, as `kg query articles` shows them.")],
    graph: Graph = GRAPH,
    form: DifferenceFormat = "text",
) -> None:
    """Take articles out of the graph, and tell what went with them."""
    _check_difference_format(form)
    _tell_difference(revisions.remove(articles, graph).difference, form)


@app.command()
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


@app.command()
def split(
    entity: Entity,
    name: Annotated[str, typer.Argument(help="Which of its names is something else; without it, each of them.")] = "",
    graph: Graph = GRAPH,
    form: DifferenceFormat = "text",
) -> None:
    """Correct the graph: a name of an entity is something else. Undone by deleting the line in corrections.txt."""
    _check_difference_format(form)
    _tell_revision(revisions.split(entity, name, graph), graph, form)


@app.command()
def rename(
    entity: Entity,
    label: Annotated[str, typer.Argument(help="How it is shown from now on.")],
    graph: Graph = GRAPH,
    form: DifferenceFormat = "text",
) -> None:
    """Correct the graph: an entity has a better label. Undone by deleting the line in corrections.txt."""
    _check_difference_format(form)
    _tell_revision(revisions.rename(entity, label, graph), graph, form)


@app.command()
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


@app.command()
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
        typer.echo(score_text(scores, errors=errors, width=_terminal_width()), nl=False)


@app.command()
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


@app.command()
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


def _complete_in_bash() -> NoReturn:
    words, place = joined_words(os.environ["COMP_WORDS"], int(os.environ["COMP_CWORD"]))
    os.environ |= {"COMP_WORDS": words, "COMP_CWORD": str(place)}
    with redirect_stdout(StringIO()) as offered, suppress(SystemExit):
        app(prog_name="kg")
    sys.stdout.write(bash_words(offered.getvalue()))
    sys.exit(0)


def _fail(error: KgError) -> NoReturn:
    if os.environ.get("KG_DEBUG"):
        raise error
    typer.echo(f"kg: {error}", err=True)
    sys.exit(error.exit_code)


def main() -> None:
    """Run the command line; errors of `kg` become one line and an exit code."""
    try:
        if in_bash(os.environ):
            _complete_in_bash()
        app()
    except KgError as error:
        _fail(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
