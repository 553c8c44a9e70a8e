"""Loads that are broken off at a random moment, and what they leave in the store."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generated_graph import write_folder
from triplestores import VIRTUOSO_PASSWORD, VIRTUOSO_USER, Relay, Server

from kg import commands
from kg.errors import EndpointError
from kg.graph.store import open_graph
from kg.outputs.triplestore.checksums import canonical_triples, graph_checksum
from kg.outputs.triplestore.connecting import Access, connect
from kg.outputs.triplestore.credentials import NOBODY, Credentials
from kg.outputs.triplestore.plan import LocalGraph, graph_names, read_graph

WAYS = ("process killed", "connection cut", "server killed", "bad body")
CREDENTIALS = {"oxigraph": NOBODY, "virtuoso": Credentials(VIRTUOSO_USER, VIRTUOSO_PASSWORD)}
SETTLING = 5.0  # seconds after which a server has finished what nobody waits for
LATEST = 1.2  # of the time that an undisturbed load takes: some interruptions come too late, none too early


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one interrupted load left: graphs neither old nor new, why the next run failed, its exit code.

    `unsettled` says that a first look saw such a graph, but a second one did not: the server had not yet finished the
    last request of the load that was broken off, and readers may see a transaction being committed.
    """

    mixed: int
    unsettled: bool
    next_failed: str
    exit_code: int

    @property
    def right(self) -> bool:
        """Whether the promise was kept."""
        return not self.mixed and not self.next_failed


def access_to(kind: str, url: str, seconds: float = 300.0) -> Access:
    """How the tests reach a server of this kind."""
    return Access(url, kind, CREDENTIALS[kind], seconds=seconds)


def local_graphs(folder: Path) -> dict[str, LocalGraph]:
    """All named graphs of a folder by IRI."""
    store = open_graph(folder)
    return {iri: read_graph(store, iri) for iri in graph_names(store)}


def stored_checksums(access: Access, graphs: Iterator[str] | list[str]) -> dict[str, str]:
    """The checksums of graphs as the store holds them, read back by queries."""
    service = connect(access)
    try:
        counts = service.counts(sorted(graphs))
        lines = {graph: canonical_triples(service.read_lines(graph, counts[graph])) for graph in counts}
        return {graph: graph_checksum(graph, lines[graph]) for graph in counts}
    finally:
        service.close()


def interrupt(
    kind: str, server: Server, root: Path, way: str, size: int, version: int, chance: random.Random
) -> Outcome:
    """Load a graph of `size` triples and a small one, break off the load of their next version, look, load again."""
    sizes = {0: size, 1: max(50, size // 10)}
    old, new = (write_folder(root / name, sizes, version + step) for step, name in enumerate(("old", "new")))
    access = access_to(kind, server.url)
    begin = time.perf_counter()
    commands.load(access, old)
    moment = chance.random() * LATEST * max(0.05, time.perf_counter() - begin)
    code = _break_off(kind, server, way, moment, new, chance)
    before, after = local_graphs(old), local_graphs(new)
    mixed = _mixed(access, before, after)
    unsettled = bool(mixed)
    if mixed:
        time.sleep(SETTLING)
        mixed = _mixed(access, before, after)
    return Outcome(mixed, unsettled, _next_run(access, new, after), code)


def _mixed(access: Access, before: dict[str, LocalGraph], after: dict[str, LocalGraph]) -> int:
    found = stored_checksums(access, [*before])
    return sum(found[iri] not in (before[iri].checksum, after[iri].checksum) for iri in before)


def _next_run(access: Access, folder: Path, graphs: dict[str, LocalGraph]) -> str:
    try:
        commands.load(access, folder)
    except EndpointError as error:
        return str(error)
    complete = stored_checksums(access, [*graphs]) == {iri: graph.checksum for iri, graph in graphs.items()}
    return "" if complete else "other triples than ours"


def _break_off(kind: str, server: Server, way: str, moment: float, new: Path, chance: random.Random) -> int:
    """Run `kg load` as a process of its own, break it `moment` seconds after its first request; its exit code."""
    relay = Relay(server.port)

    def due() -> bool:
        return relay.first is not None and time.monotonic() - relay.first > moment

    if way == "connection cut":
        relay.tamper = relay.tamper_answers = lambda piece: None if due() else piece
    elif way == "bad body":
        relay.tamper = lambda piece: spoiled(piece, chance) if due() else piece
    process = subprocess.Popen(_command(kind, relay.url, new), env=_environment(kind), stderr=subprocess.DEVNULL)
    while process.poll() is None and not (way.endswith("killed") and due()):
        time.sleep(0.002)
    if process.poll() is None and way == "server killed":
        server.kill()
        server.start()
    elif process.poll() is None:
        process.kill()
    code = process.wait()
    relay.close()
    return code


def _command(kind: str, url: str, folder: Path) -> list[str]:
    code = "from kg.cli import main; main()"
    return [sys.executable, "-c", code, "load", "--to", url, "-g", str(folder), "--kind", kind, "--timeout", "60"]


def _environment(kind: str) -> dict[str, str]:
    user = CREDENTIALS[kind]
    return dict(os.environ) | ({"KG_USER": user.user, "KG_PASSWORD": user.password} if user else {})


def spoiled(piece: bytes, chance: random.Random) -> bytes:
    """As many bytes, ten of them overwritten where a longer piece carries triples."""
    if len(piece) < 400:
        return piece
    place = chance.randrange(300, len(piece) - 20)
    return piece[:place] + b'"<> \\x . "' + piece[place + 10 :]
