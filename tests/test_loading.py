"""Loads into real triplestores and into one full of faults: whole or not at all, and every failure said in one line."""

import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import unquote_plus, urlencode

import pyoxigraph as ox
import pytest
from fault_server import GRAPHS, PASSWORD, TOKEN, UPDATE, USER, Fault, FaultServer, Handler
from generated_graph import BASE, article_graph, write_folder
from interruptions import CREDENTIALS, WAYS, access_to, interrupt, local_graphs, stored_checksums
from sample_extraction import BASE as SAMPLE_BASE
from sample_extraction import EXTRACTION
from triplestores import Server, free_port, new_oxigraph, new_virtuoso, virtuoso_program

from kg import commands
from kg.errors import EndpointError
from kg.graph.assembly import assemble
from kg.graph.folder import new_graph_folder
from kg.graph.store import write_graph
from kg.outputs.queries import list_queries
from kg.outputs.triplestore.connecting import Access, connect
from kg.outputs.triplestore.credentials import Credentials
from kg.outputs.triplestore.loading import LoadReport, ahead
from kg.outputs.triplestore.plan import Action

SIZES = {0: 300, 1: 120}


def actions(report: LoadReport) -> dict[str, int]:
    """How many graphs had what done to them, without zeros."""
    return {action.value: report.count(action) for action in Action if report.count(action)}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of two articles."""
    return write_folder(tmp_path_factory.mktemp("old") / "graph", SIZES)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The next version of both."""
    return write_folder(tmp_path_factory.mktemp("new") / "graph", SIZES, version=1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the small extraction made by hand, with every kind of literal that kg writes."""
    folder = tmp_path_factory.mktemp("sample") / "graph"
    with new_graph_folder(folder, SAMPLE_BASE) as new:
        write_graph(new, assemble(EXTRACTION, SAMPLE_BASE), EXTRACTION.articles, SAMPLE_BASE, {})
    return folder


# Real servers

KINDS = [
    "oxigraph",
    pytest.param("virtuoso", marks=pytest.mark.skipif(not virtuoso_program(), reason="Virtuoso is not installed")),
]


@pytest.fixture(scope="module", params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Server]]:
    """A running server with an empty store, and its kind."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "virtuoso":
        server = new_virtuoso(folder)
    else:
        server = new_oxigraph(folder)
        server.start()
    yield request.param, server
    server.kill()


def holds(kind: str, server: Server, folder: Path) -> bool:
    """Whether the server has exactly the triples of every graph of the folder."""
    graphs = local_graphs(folder)
    checksums = {iri: graph.checksum for iri, graph in graphs.items()}
    return stored_checksums(access_to(kind, server.url), [*graphs]) == checksums


def test_the_kind_is_recognised_and_only_changes_are_loaded(
    store: tuple[str, Server], old: Path, new: Path, tmp_path: Path
) -> None:
    kind, server = store
    access = Access(server.url, credentials=CREDENTIALS[kind])
    dry = commands.load(access, old, dry_run=True)
    assert (dry.kind, actions(dry), stored_counts(kind, server)) == (kind, {"add": 2}, [0, 0])
    assert actions(commands.load(access, old)) == {"add": 2}
    assert holds(kind, server, old)
    assert actions(commands.load(access, old)) == {"keep": 2}
    assert actions(commands.load(access, old, everything=True)) == {"replace": 2}
    assert actions(commands.load(access, new)) == {"replace": 2}
    assert holds(kind, server, new)
    one = write_folder(tmp_path / "graph", {0: SIZES[0]}, version=1)
    assert actions(commands.load(access, one)) == {"keep": 1, "delete": 1}
    assert stored_counts(kind, server) == [SIZES[0], 0]


def stored_counts(kind: str, server: Server) -> list[int]:
    return list(connect(access_to(kind, server.url)).counts([article_graph(number) for number in SIZES]).values())


def test_a_replaced_graph_survives_a_crash_of_the_server(store: tuple[str, Server], old: Path, new: Path) -> None:
    """Virtuoso's log, replayed after a crash, undoes a MOVE over a graph that shares triples with the moved one."""
    kind, server = store
    for folder in (old, new):
        commands.load(access_to(kind, server.url), folder, everything=True)
    server.kill()
    server.start()
    assert holds(kind, server, new)


def test_someone_elses_change_is_put_right(store: tuple[str, Server], old: Path) -> None:
    kind, server = store
    commands.load(access_to(kind, server.url), old)
    connect(access_to(kind, server.url)).update([f"DROP SILENT GRAPH <{article_graph(1)}>"])
    assert actions(commands.load(access_to(kind, server.url), old)) == {"keep": 1, "add": 1}
    assert holds(kind, server, old)


def test_the_cookbook_gives_the_same_rows_there_as_here(store: tuple[str, Server], seed_graph: Path) -> None:
    kind, server = store
    access = access_to(kind, server.url)
    commands.load(access, seed_graph)
    assert holds(kind, server, seed_graph)
    answered = 0
    complete = [named for named in list_queries() if not any(one.required for one in named.parameters)]
    for named in complete:
        here, there = commands.query(named.name, seed_graph), commands.query(named.name, endpoint=access)
        assert there.columns == here.columns
        # the order of equal rows and of the parts of GROUP_CONCAT is the store's own
        assert sorted(map(settled, there.rows)) == sorted(map(settled, here.rows)), named.name
        answered += len(here.rows)
    assert answered > 300
    assert commands.explain("Taji", endpoint=access) == commands.explain("Taji", seed_graph)
    delete_everything(kind, server, seed_graph)


def test_every_kind_of_literal_arrives(store: tuple[str, Server], sample: Path) -> None:
    kind, server = store
    commands.load(access_to(kind, server.url), sample)
    assert holds(kind, server, sample)


def delete_everything(kind: str, server: Server, folder: Path) -> None:
    """The tests of one server ask all of its graphs at once."""
    connect(access_to(kind, server.url)).update([f"DROP SILENT GRAPH <{iri}>" for iri in local_graphs(folder)])


def test_the_lines_of_the_readme_run(seed_graph: Path, tmp_path: Path) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    lines = [
        line for block in re.findall(r"^```console\n(.*?)^```$", readme, re.M | re.S) for line in block.splitlines()
    ]
    assert len(lines) >= 3
    server = new_oxigraph(tmp_path)
    server.start()
    try:
        for line in lines:
            _, *arguments = line.replace("http://localhost:7878", server.url).split()
            done = kg(*arguments, "-g", str(seed_graph))
            assert done.returncode == 0, done.stderr
    finally:
        server.kill()


def settled(row: tuple[object, ...]) -> list[str]:
    return [", ".join(sorted(str(cell).split(", "))) for cell in row]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("ASK { ?claim a kg:Claim }", ((True,),)),
        ("ASK { ?claim a kg:Unheard }", ((False,),)),
        ("SELECT (COUNT(?claim) AS ?n) WHERE { ?claim a kg:Claim }", ((4,),)),
    ],
)
def test_other_forms_of_query(store: tuple[str, Server], sample: Path, query: str, rows: object) -> None:
    kind, server = store
    commands.load(access_to(kind, server.url), sample)
    assert commands.query(query, endpoint=access_to(kind, server.url)).rows == rows


def test_a_constructed_graph_comes_back_as_triples(store: tuple[str, Server], sample: Path) -> None:
    kind, server = store
    commands.load(access_to(kind, server.url), sample)
    query = "CONSTRUCT { ?claim kg:rule ?rule } WHERE { ?claim a kg:Claim ; kg:rule ?rule }"
    here, there = commands.query(query, sample), commands.query(query, endpoint=access_to(kind, server.url))
    assert sorted(there.rows) == sorted(here.rows)  # type: ignore[type-var]
    assert len(here.rows) == 4


_versions = count(1, 2)


@pytest.mark.parametrize("way", WAYS)
def test_an_interrupted_load_leaves_the_old_graph_or_the_new_one(
    store: tuple[str, Server], tmp_path: Path, way: str
) -> None:
    kind, server = store
    outcome = interrupt(kind, server, tmp_path, way, 3000, next(_versions), random.Random(way))
    assert outcome.right, outcome


# A server full of faults


@pytest.fixture
def faulty(old: Path) -> Iterator[FaultServer]:
    """A server of our own that holds the old graphs."""
    server = FaultServer()
    commands.load(at(server), old)
    yield server
    server.shutdown()
    server.server_close()


def at(server: FaultServer, credentials: Credentials | None = None, seconds: float = 20.0) -> Access:
    urls = {"update_url": server.url + UPDATE, "graphs_url": server.url + GRAPHS}
    return Access(server.url + "/query", "generic", credentials or Credentials(), seconds=seconds, **urls)


def kg_load(url: str, folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`kg load` as a user runs it."""
    return kg("load", "--to", url, "-g", str(folder), *options, **environment)


def kg(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`kg` as a process of its own."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return subprocess.run(command, capture_output=True, text=True, env=clean | environment, timeout=120, check=False)


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    """Answers every writing request with this status."""

    def fault(handler: Handler) -> bool:
        if handler.writes:
            handler.answer(code, body, **headers)
        return handler.writes

    return fault


def silent(handler: Handler) -> bool:
    if handler.writes:
        time.sleep(4)
    return False


def trickling(handler: Handler) -> bool:
    if not handler.path.startswith("/query"):
        return False
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.1)
    return True


def cut(handler: Handler) -> bool:
    if handler.writes:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf an ans")
        handler.connection.shutdown(socket.SHUT_RDWR)
        handler.close_connection = True
    return handler.writes


def half_answer(handler: Handler) -> bool:
    if handler.path.startswith("/query"):
        handler.answer(
            200, b'{"head": {"vars": ["g"]}, "results": {"bindings": [{"g": {"ty', "application/sparql-results+json"
        )
    return handler.path.startswith("/query")


def page(handler: Handler) -> bool:
    handler.answer(200, b"<html><h1>Welcome</h1></html>", "text/html")
    return True


def nothing_stored(handler: Handler) -> bool:
    if handler.path.startswith(GRAPHS):
        handler.answer(201)
    return handler.path.startswith(GRAPHS)


def half_stored(handler: Handler) -> bool:
    if handler.path.startswith(GRAPHS):
        lines = handler.body.splitlines(keepends=True)
        handler.body = b"".join(lines[: len(lines) // 2])
    return False


def mangled(handler: Handler) -> bool:
    if handler.path.startswith(GRAPHS):
        handler.body = handler.body.replace(b"army", b"navy")
    return False


FAULTS = [
    pytest.param(status(401, b"", WWW_Authenticate='Basic realm="x"'), "does not accept user", id="401"),
    pytest.param(status(403, b"<p>SR186: No permission</p>"), "SR186: No permission", id="403"),
    pytest.param(status(404, b"no dataset"), "check the address", id="404"),
    pytest.param(status(405), "read-only", id="405"),
    pytest.param(status(413), "raise its limit", id="413"),
    pytest.param(status(429, b"", Retry_After="0"), "busy", id="429"),
    pytest.param(
        status(500, f"cannot store for {PASSWORD}".encode()), "cannot store for ***", id="500 that tells secrets"
    ),
    pytest.param(status(503, b"", Retry_After="0"), "busy", id="503"),
    pytest.param(
        status(307, b"", Location="http://192.0.2.1/elsewhere?key=1"), "redirects to http://192.0.2.1,", id="redirect"
    ),
    pytest.param(silent, "--timeout", id="slow"),
    pytest.param(trickling, "--timeout", id="trickle"),
    pytest.param(cut, "run the same command again", id="cut"),
    pytest.param(half_answer, "no SPARQL result", id="half answer"),
    pytest.param(page, "no SPARQL result", id="web page"),
    pytest.param(nothing_stored, "holds 0 while they were staged", id="success without storing"),
    pytest.param(half_stored, "while they were staged", id="half stored"),
]


@pytest.mark.parametrize(("fault", "remedy"), FAULTS)
def test_a_fault_is_one_line_with_a_remedy_and_the_old_graph_stays(
    faulty: FaultServer, new: Path, tmp_path: Path, fault: Fault, remedy: str
) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'user = "{USER}"\npassword = "{PASSWORD}"\n')
    secrets.chmod(0o600)
    before = graphs_of(faulty)
    faulty.fault = fault
    options = ("--kind", "generic", "--update-url", faulty.url + UPDATE, "--graphs-url", faulty.url + GRAPHS)
    done = kg_load(f"{faulty.url}/query", new, *options, "--secrets", str(secrets), "--timeout", "2")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (5, "", 1), done.stderr
    assert remedy in done.stderr
    assert "http" in done.stderr or "triplestore" in done.stderr
    assert PASSWORD not in done.stderr
    assert graphs_of(faulty) == before
    faulty.fault = lambda _handler: False
    commands.load(at(faulty), new)
    assert graphs_of(faulty) == expected(new)
    assert not leftovers(faulty)


def graphs_of(server: FaultServer) -> dict[str, set[ox.Triple]]:
    """The triples of each article's graph in the server."""
    names = map(ox.NamedNode, map(article_graph, SIZES))
    quads = {name.value: server.store.quads_for_pattern(None, None, None, name) for name in names}
    return {iri: {quad.triple for quad in some} for iri, some in quads.items()}


def expected(folder: Path) -> dict[str, set[ox.Triple]]:
    """The triples of each article's graph in a folder."""
    lines = {iri: b"\n".join(graph.lines) for iri, graph in local_graphs(folder).items()}
    return {iri: {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)} for iri, data in lines.items()}


def leftovers(server: FaultServer) -> list[str]:
    """Graphs that are neither articles' nor the ledger, and loads that are still registered."""
    kept = {*map(article_graph, SIZES), f"{BASE}graph/loads"}
    runs = [str(quad.subject) for quad in server.store if "graph/loads/" in str(quad.subject)]
    return runs + [str(name) for name in server.store.named_graphs() if name.value not in kept]


def test_a_store_that_changes_values_is_found_out_and_loaded_again_next_time(faulty: FaultServer, new: Path) -> None:
    faulty.fault = mangled
    with pytest.raises(EndpointError, match=r"with other values.*navy"):
        commands.load(at(faulty), new)
    faulty.fault = lambda _handler: False
    commands.load(at(faulty), new)
    assert graphs_of(faulty) == expected(new)


def test_no_server_is_said_in_one_line(new: Path) -> None:
    done = kg_load(f"http://127.0.0.1:{free_port()}", new, KG_USER=USER, KG_PASSWORD=PASSWORD)
    assert (done.returncode, len(done.stderr.splitlines())) == (5, 1)
    assert "no server answers" in done.stderr and "start it" in done.stderr
    assert PASSWORD not in done.stderr


def test_a_redirect_is_not_followed(faulty: FaultServer, new: Path) -> None:
    trap = FaultServer()
    faulty.fault = status(307, b"", Location=f"{trap.url}/graphs")
    with pytest.raises(EndpointError, match="redirects"):
        commands.load(at(faulty, Credentials(USER, PASSWORD)), new)
    assert trap.requests == []
    trap.server_close()


def test_a_proxy_of_the_environment_gets_nothing(
    faulty: FaultServer, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = FaultServer()
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, trap.url)
    commands.load(at(faulty), new)
    assert trap.requests == []
    trap.server_close()


@pytest.mark.parametrize(
    ("asks", "credentials"),
    [
        ("basic", Credentials(USER, PASSWORD)),
        ("digest", Credentials(USER, PASSWORD)),
        ("bearer", Credentials(token=TOKEN)),
    ],
)
def test_each_way_of_logging_in(faulty: FaultServer, new: Path, asks: str, credentials: Credentials) -> None:
    faulty.asks = asks
    with pytest.raises(EndpointError, match=f"asks for {asks} authentication"):
        commands.load(at(faulty), new)
    wrong = Credentials(credentials.user, "wrong" if credentials.user else "", "wrong" if credentials.token else "")
    with pytest.raises(EndpointError, match="does not accept"):
        commands.load(at(faulty, wrong), new)
    commands.load(at(faulty, credentials), new)
    assert graphs_of(faulty) == expected(new)


def test_a_limit_of_requests_makes_smaller_requests(faulty: FaultServer, new: Path) -> None:
    faulty.body_limit = 20_000
    commands.load(at(faulty), new)
    assert graphs_of(faulty) == expected(new)


def test_a_store_without_graph_store_protocol_is_loaded_by_updates(faulty: FaultServer, new: Path) -> None:
    faulty.requests.clear()
    commands.load(Access(faulty.url + "/query", "generic", update_url=faulty.url + UPDATE), new)
    assert graphs_of(faulty) == expected(new)
    assert not [request for request in faulty.requests if GRAPHS in request]


def test_a_server_that_cuts_long_answers_is_asked_in_parts(faulty: FaultServer, new: Path) -> None:
    nothing = b'{"head": {"vars": []}, "results": {"bindings": []}}'

    def cuts(handler: Handler) -> bool:
        asked = unquote_plus(handler.body.decode("utf-8", "replace"))
        if "MD5" in asked or not handler.path.startswith("/query"):
            return False
        if "sha256" in asked:
            handler.answer(200, nothing, "application/sparql-results+json", X_SPARQL_MaxRows="0")
        elif asked.startswith("query=CONSTRUCT"):
            handler.body = urlencode({"query": f"{asked.removeprefix('query=')} LIMIT 40"}).encode()
        return "sha256" in asked

    faulty.fault = cuts
    commands.load(at(faulty), new)
    assert graphs_of(faulty) == expected(new)
    assert actions(commands.load(at(faulty), new)) == {"keep": 2}


def test_only_one_load_writes_at_a_time(faulty: FaultServer, new: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    run = f"<{BASE}graph/loads/abc>"
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    registered = (
        f"INSERT DATA {{ GRAPH <{BASE}graph/loads> {{ {run} a <http://www.w3.org/ns/prov#Activity> ; "
        f'<http://www.w3.org/2000/01/rdf-schema#label> "{process.pid}@{socket.gethostname()}" ; '
        f'<http://purl.org/dc/terms/modified> "{now}"^^<http://www.w3.org/2001/XMLSchema#dateTime> }} '
        f"GRAPH <{BASE}graph/loads/abc/3> {{ <http://e/s> <http://e/p> 1 }} }}"
    )
    faulty.store.update(registered)
    before = graphs_of(faulty)
    try:
        with pytest.raises(EndpointError, match=rf"process {process.pid}@.*is writing"):
            commands.load(at(faulty), new)
        assert graphs_of(faulty) == before
    finally:
        process.kill()
        process.wait()
    commands.load(at(faulty), new)  # its process is gone: what it left is cleared away
    assert graphs_of(faulty) == expected(new)
    assert not leftovers(faulty)


@pytest.mark.parametrize("stop", range(1, 14))
def test_wherever_a_load_stops_each_graph_is_old_or_new_and_the_next_one_completes(
    faulty: FaultServer, new: Path, stop: int
) -> None:
    before, after = graphs_of(faulty), expected(new)
    seen = count(1)

    def dead_from_here(handler: Handler) -> bool:
        if next(seen) < stop:
            return False
        handler.connection.shutdown(socket.SHUT_RDWR)
        handler.close_connection = True
        return True

    faulty.fault = dead_from_here
    with pytest.raises(EndpointError):
        commands.load(at(faulty), new)
    for iri, quads in graphs_of(faulty).items():
        assert quads in (before[iri], after[iri])
    faulty.fault = lambda _handler: False
    commands.load(at(faulty), new)
    assert graphs_of(faulty) == after
    assert not leftovers(faulty)


def test_a_dry_run_writes_nothing_and_prints_what_would_be(faulty: FaultServer, new: Path) -> None:
    faulty.requests.clear()
    options = ("--kind", "generic", "--update-url", faulty.url + UPDATE, "--graphs-url", faulty.url + GRAPHS)
    done = kg_load(f"{faulty.url}/query", new, *options, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["replace", str(size), article_graph(number)] for number, size in SIZES.items()
    ]
    assert "nothing was written" in done.stderr
    assert all(request.startswith("POST /query") for request in faulty.requests)


def test_a_query_of_an_endpoint_needs_no_folder_and_keeps_its_errors(faulty: FaultServer) -> None:
    assert len(commands.query("SELECT * { ?s a kg:Passage } LIMIT 7", "nowhere", endpoint=at(faulty)).rows) == 7
    faulty.requests.clear()
    for query, code in (("SELECT ?s WHERE { ?s ?p }", 4), ("SELECT * { SERVICE <http://h/> { ?s ?p ?o } }", 4)):
        with pytest.raises(Exception) as refusal:
            commands.query(query, endpoint=at(faulty))
        assert refusal.value.exit_code == code  # type: ignore[attr-defined]
    assert faulty.requests == []


def test_progress_counts_every_triple(faulty: FaultServer, new: Path) -> None:
    calls: list[tuple[int, int]] = []
    commands.load(at(faulty), new, progress=lambda done, whole: calls.append((done, whole)))
    assert calls[-1] == (sum(SIZES.values()), sum(SIZES.values()))


def test_items_made_ahead_come_in_order_and_with_their_errors() -> None:
    assert list(ahead(iter(range(5)))) == list(range(5))

    def breaks() -> Iterator[int]:
        yield 1
        raise ValueError("here")

    taken: Callable[[], list[int]] = lambda: list(ahead(breaks()))  # noqa: E731
    with pytest.raises(ValueError, match="here"):
        taken()
