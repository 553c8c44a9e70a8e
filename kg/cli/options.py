"""What several commands take: the graph, a triplestore, a file to write."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import commands
from kg.completion import complete_entity

Graph = Annotated[Path, typer.Option("--graph", "-g", envvar="KG_GRAPH", help="The graph folder.")]
Entity = Annotated[
    str, typer.Argument(help="Name, address or identifier of an entity.", autocompletion=complete_entity)
]
GRAPH = Path(commands.DEFAULT_GRAPH)
Endpoint = Annotated[str | None, typer.Option("--endpoint", help="Ask the triplestore at this URL, not the folder.")]
Kind = Annotated[
    str, typer.Option("--kind", help="oxigraph, virtuoso, fuseki, rdf4j (or graphdb), stardog, generic, or auto.")
]
User = Annotated[str, typer.Option("--user", help="User of the triplestore (or KG_USER); password: KG_PASSWORD.")]
Secrets = Annotated[
    Path | None, typer.Option("--secrets", help="A file (TOML) with user, password or token, readable by you alone.")
]
Timeout = Annotated[float, typer.Option("--timeout", help="Seconds to wait for one answer of the triplestore.")]
AUTO = "auto"
TIMEOUT = 300.0
Output = Annotated[str, typer.Option("--output", "-o", help="A file, or - for standard output.")]


def terminal_width() -> int | None:
    """The columns of the terminal that the answer goes to; None for a file or a pipe."""
    return os.get_terminal_size().columns if sys.stdout.isatty() else None
