"""How fast kg loads, against the server's own bulk loader over HTTP, and what 200 interruptions leave in the store.

    python benchmarks/triplestore.py rate oxigraph|virtuoso [QUADS]
    python benchmarks/triplestore.py interruptions oxigraph|virtuoso [NUMBER] [SEED]

Oxigraph comes from PyPI (`oxigraph`), Virtuoso from Debian (`virtuoso-opensource-7-bin`). `rate` loads a generated
graph of articles of 1,000 triples each into an empty server, by both ways in turn.
`interruptions` replaces graphs of 100 to 50,000 triples, breaks each load at a random moment in one of four ways, and
looks whether each graph in the store is the old one or the new one; then it loads again and compares everything.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from generated_graph import write_folder
from triplestores import (
    VIRTUOSO_PASSWORD,
    VIRTUOSO_USER,
    Relay,
    Server,
    new_oxigraph,
    new_virtuoso,
)

from kg import commands
from kg.graph.store import open_graph
from kg.outputs.triplestore.checksums import canonical_triples, graph_checksum
from kg.outputs.triplestore.connecting import Access, connect
from kg.outputs.triplestore.credentials import NOBODY, Credentials
from kg.outputs.triplestore.plan import LocalGraph, graph_names, read_graph

ARTICLE = 1000
SIZES = (100, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
WAYS = ("process killed", "connection cut", "server killed", "bad body")
CREDENTIALS = {"oxigraph": NOBODY, "virtuoso": Credentials(VIRTUOSO_USER, VIRTUOSO_PASSWORD)}


def started(kind: str, folder: Path) -> Server:
    """A running, empty server."""
    if kind == "virtuoso":
        return new_virtuoso(folder, buffers=85_000)
    server = new_oxigraph(folder)
    server.start()
    return server


def local_graphs(folder: Path) -> list[LocalGraph]:
    """All named graphs of a folder."""
    store = open_graph(folder)
    return [read_graph(store, iri) for iri in graph_names(store)]


# Rate


def measure_rate(kind: str, quads: int) -> None:
    """Load the same graph both ways, each into an empty server, and print triples a second."""
    with tempfile.TemporaryDirectory() as work:
        folder = write_folder(Path(work) / "graph", dict.fromkeys(range(quads // ARTICLE), ARTICLE))
        graphs = {graph.iri: graph.lines for graph in local_graphs(folder)}
        bulk = {"oxigraph": _bulk_oxigraph, "virtuoso": _bulk_virtuoso}[kind]
        bulk_seconds = _timed(kind, Path(work) / "bulk", lambda url: bulk(url, graphs))
        load_seconds = _timed(kind, Path(work) / "load", lambda url: _load(kind, url, folder))
        print(f"{kind}: {quads} quads; bulk loader {quads / bulk_seconds:,.0f} a second; ", end="")
        print(f"kg load {quads / load_seconds:,.0f} a second; ratio {bulk_seconds / load_seconds:.2f}", flush=True)


def _timed(kind: str, folder: Path, action: object) -> float:
    folder.mkdir()
    server = started(kind, folder)
    try:
        begin = time.perf_counter()
        action(server.url)  # type: ignore[operator]
        return time.perf_counter() - begin
    finally:
        server.kill()


def _load(kind: str, url: str, folder: Path) -> None:
    report = commands.load(Access(url, credentials=CREDENTIALS[kind]), folder)
    print(f"  {report.triples} triples, sha256 {report.checksum}", flush=True)


def _bulk_oxigraph(url: str, graphs: dict[str, tuple[bytes, ...]]) -> None:
    """One request of N-Quads to the bulk loader, without a transaction."""
    body = b"".join(line[:-1] + f"<{iri}> .\n".encode() for iri, lines in graphs.items() for line in lines)
    headers = {"Content-Type": "application/n-quads"}
    httpx.post(f"{url}/store?no_transaction", content=body, headers=headers, timeout=None).raise_for_status()


def _bulk_virtuoso(url: str, graphs: dict[str, tuple[bytes, ...]]) -> None:
    """Virtuoso takes no quads over HTTP: one PUT a graph, over one connection."""
    auth = httpx.DigestAuth(VIRTUOSO_USER, VIRTUOSO_PASSWORD)
    with httpx.Client(auth=auth, timeout=None) as client:
        for iri, lines in graphs.items():
            body = b"@prefix : <http://example.org/> .\n" + b"\n".join(lines)
            address, headers = f"{url}/sparql-graph-crud-auth", {"Content-Type": "text/turtle"}
            client.put(address, params={"graph": iri}, content=body, headers=headers).raise_for_status()


# Interruptions


def measure_interruptions(kind: str, number: int, seed: int) -> int:
    """Interrupt loads and count the graphs that were neither the old nor the new one; 0 is right."""
    chance = random.Random(seed)
    mixed = failed = early = 0
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        (root / "server").mkdir()
        server = started(kind, root / "server")
        durations: dict[int, float] = {}
        versions: dict[int, int] = {}
        for trial in range(number):
            way, size = WAYS[trial % len(WAYS)], SIZES[trial // len(WAYS) % len(SIZES)]
            mix, again, finished = _interrupt(kind, server, root, way, size, chance, durations, versions)
            mixed, failed, early = mixed + mix, failed + again, early + finished
            if mix or again:
                print(f"trial {trial}: {way}, {size} triples: {mix} mixed graphs, next run failed: {again}")
            if trial % 20 == 19:
                print(f"  {trial + 1} interruptions: {mixed} mixed, {failed} not completed", flush=True)
        server.kill()
    print(
        f"{kind}: {number} interruptions, seed {seed}: {mixed} mixed graphs, {failed} next runs that did not complete; "
    )
    print(f"  in {early} of them the load had finished before it could be interrupted")
    return mixed + failed


def _interrupt(
    kind: str,
    server: Server,
    root: Path,
    way: str,
    size: int,
    chance: random.Random,
    durations: dict[int, float],
    versions: dict[int, int],
) -> tuple[int, int, int]:
    """One trial: mixed graphs, whether the next run failed, whether the load finished too early."""
    sizes = {0: size, 1: max(50, size // 10)}
    versions[size] = versions.get(size, 0) + 1
    old = write_folder(root / "old", sizes, versions[size])
    new = write_folder(root / "new", sizes, versions[size] + 1)
    access = Access(server.url, kind, CREDENTIALS[kind])
    begin = time.perf_counter()
    commands.load(access, old)
    durations[size] = max(0.05, time.perf_counter() - begin)
    relay = Relay(server.port)
    moment = chance.random() * 1.2 * durations[size]
    code = _break_off(kind, server, relay, way, moment, new, chance)
    relay.close()
    mixed = sum(not same for same in _old_or_new(access, old, new))
    failed = 0
    try:
        commands.load(access, new)
        failed = int(_checksums(access, new) != {graph.iri: graph.checksum for graph in local_graphs(new)})
    except Exception as error:  # counted and told: the next trial shall run
        print(f"  next run: {error}")
        failed = 1
    return mixed, failed, int(code == 0)


def _break_off(
    kind: str, server: Server, relay: Relay, way: str, moment: float, new: Path, chance: random.Random
) -> int:
    """Run `kg load` as a process of its own, break it `moment` seconds after its first request; its exit code."""

    def due() -> bool:
        return relay.first is not None and time.monotonic() - relay.first > moment

    if way == "connection cut":
        relay.tamper = relay.tamper_answers = lambda piece: None if due() else piece
    elif way == "bad body":
        relay.tamper = lambda piece: _spoiled(piece, chance) if due() else piece
    command = [sys.executable, "-c", "from kg.cli import main; main()", "load", "--to", relay.url, "-g", str(new)]
    command += ["--kind", kind, "--timeout", "20"]
    user = CREDENTIALS[kind]
    env = os.environ | ({"KG_USER": user.user, "KG_PASSWORD": user.password} if user else {})
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (way.endswith("killed") and due()):
        time.sleep(0.002)
    if process.poll() is None:
        if way == "server killed":
            server.kill()
            server.start()
        else:
            process.kill()
    code = process.wait()
    relay.tamper = relay.tamper_answers = lambda piece: piece
    return code


def _spoiled(piece: bytes, chance: random.Random) -> bytes:
    """The same number of bytes, some of them overwritten where the piece carries triples."""
    if len(piece) < 400:
        return piece
    place = chance.randrange(300, len(piece) - 20)
    return piece[:place] + b'"<> \\x . "' + piece[place + 10 :]


def _old_or_new(access: Access, old: Path, new: Path) -> Iterator[bool]:
    before, after = ({graph.iri: graph for graph in local_graphs(folder)} for folder in (old, new))
    found = _checksums(access, new)
    for iri in before.keys() | after.keys():
        yield found[iri] in (before[iri].checksum, after[iri].checksum)


def _checksums(access: Access, folder: Path) -> dict[str, str]:
    """The checksums of the folder's graphs as the store holds them."""
    service = connect(access)
    graphs = [graph.iri for graph in local_graphs(folder)]
    counts = service.counts(graphs)
    try:
        lines = {graph: canonical_triples(service.read_lines(graph, counts[graph])) for graph in graphs}
        return {graph: graph_checksum(graph, lines[graph]) for graph in graphs}
    finally:
        service.close()


def main(arguments: list[str]) -> int:
    """Run the measurement that the arguments name."""
    what, kind = arguments[:2]
    numbers = [int(argument) for argument in arguments[2:]]
    if what == "rate":
        measure_rate(kind, *(numbers or [1_000_000]))
        return 0
    number, seed = (*numbers, *(200, 1)[len(numbers) :])
    return int(measure_interruptions(kind, number, seed) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
