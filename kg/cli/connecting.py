"""Access to a triplestore as the options say, and a bar while something takes its time."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from kg.outputs.triplestore.connecting import Access


def access_to(
    url: str,
    kind: str,
    user: str,
    secrets: Path | None,
    seconds: float,
    *,
    update_url: str | None = None,
    graphs_url: str | None = None,
) -> "Access":
    """What the options and the environment say about a triplestore; asks for a password on a terminal only."""
    from kg.outputs.triplestore.connecting import Access
    from kg.outputs.triplestore.credentials import read_credentials

    ask = _ask if sys.stdin.isatty() else None
    credentials = read_credentials(os.environ, user=user, file=secrets, ask=ask)
    return Access(url, kind, credentials, update_url, graphs_url, seconds)


def _ask(question: str) -> str:
    return str(typer.prompt(question.rstrip(": "), hide_input=True, err=True))


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
