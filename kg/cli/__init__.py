"""The command line: parses arguments, calls one function, prints, chooses the exit code."""

import os
import sys
from contextlib import redirect_stdout, suppress
from io import StringIO
from typing import Annotated, NoReturn

import typer

from kg.cli.asking import explain, query, serve, view
from kg.cli.building import build, infer, train
from kg.cli.checking import evaluate, names, verify
from kg.cli.giving import export, load, report
from kg.cli.revising import diff, merge, remove, rename, split
from kg.completion import bash_words, in_bash, joined_words
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="News articles about conflicts in; a knowledge graph whose every statement can be checked out.\n\n"
    "Start with:  kg build articles/   then:  kg query handovers",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: twice as fast as boxes, and the same in every terminal
)


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


# In the order of the help.
COMMANDS = (
    build, query, view, export, load, report, explain, verify, infer,
    remove, merge, split, rename, diff, evaluate, names, serve, train,
)  # fmt: skip
for command in COMMANDS:
    app.command()(command)


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
