"""How fast kg loads, against the server's own bulk loader over HTTP, and what 200 interruptions leave in the store.

    python benchmarks/triplestore.py rate oxigraph|virtuoso [QUADS]
    python benchmarks/triplestore.py interruptions oxigraph|virtuoso [NUMBER] [SEED]

Oxigraph comes from PyPI (`oxigraph`), Virtuoso from Debian (`virtuoso-opensource-7-bin`). `rate` loads a generated
graph of articles of 1,000 triples each into an empty server, by both ways in turn.
`interruptions` replaces graphs of 100 to 50,000 triples, breaks each load at a random moment in one of four ways, and
looks whether each graph in the store is the old one or the new one; then it loads again and compares everything.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from generated_graph import write_folder
from interruptions import WAYS, access_to, interrupt, local_graphs
from triplestores import (
    VIRTUOSO_PASSWORD,
    VIRTUOSO_USER,
    Server,
    new_oxigraph,
    new_virtuoso,
)

from kg import commands

ARTICLE = 1000
SIZES = (100, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def started(kind: str, folder: Path) -> Server:
    """A running, empty server."""
    if kind == "virtuoso":
        return new_virtuoso(folder, buffers=85_000)
    server = new_oxigraph(folder)
    server.start()
    return server


# Rate


def measure_rate(kind: str, quads: int) -> None:
    """Load the same graph both ways, each into an empty server, and print triples a second."""
    with tempfile.TemporaryDirectory() as work:
        folder = write_folder(Path(work) / "graph", dict.fromkeys(range(quads // ARTICLE), ARTICLE))
        graphs = {graph.iri: graph.lines for graph in local_graphs(folder).values()}
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
    report = commands.load(access_to(kind, url), folder)
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
    """Interrupt loads and print what they left; returns how many broke the promise."""
    chance = random.Random(seed)
    outcomes = []
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        (root / "server").mkdir()
        server = started(kind, root / "server")
        try:
            for trial in range(number):
                way, size = WAYS[trial % len(WAYS)], SIZES[trial // len(WAYS) % len(SIZES)]
                outcomes.append(interrupt(kind, server, root, way, size, trial, chance))
                print(f"{trial} {way} {size} {outcomes[-1]}", flush=True)
        finally:
            server.kill()
    wrong = sum(not outcome.right for outcome in outcomes)
    late = sum(outcome.exit_code == 0 for outcome in outcomes)
    unsettled = sum(outcome.unsettled for outcome in outcomes)
    print(f"{kind}: {number} interruptions, seed {seed}: {wrong} wrong; {late} came after the load had ended; ", end="")
    print(f"{unsettled} times a look while the server still worked saw both")
    return wrong


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
