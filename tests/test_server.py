"""The served graph: SPARQL 1.1 Protocol over a real socket, pages with quotes, and what keeps other sites out."""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from sample_extraction import BASE, CAMP, EXTRACTION, FRONT

from kg.errors import GraphFolderError, UsageError
from kg.graph.assembly import assemble
from kg.graph.folder import new_graph_folder
from kg.graph.iris import article_iri, claim_iri, entities_graph, entity_iri, event_iri
from kg.graph.store import write_graph
from kg.model import Extraction
from kg.outputs.queries import list_queries
from kg.server.answering import Question, reply_to
from kg.server.current import CurrentGraph
from kg.server.media_types import choose
from kg.server.pages import path_of
from kg.server.protocol import MOST_QUERY_BYTES
from kg.server.running import GraphServer

HOSTILE = "<img src=x onerror=alert(1)>\u202egnol"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"
NAMES = "SELECT ?name { ?thing kg:handed_over ?camp . ?thing skos:prefLabel ?name }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNTED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
ASKED = "/sparql?query=" + quote(NAMES)
SECONDS = 3  # after which a query is ended here

CAMP_PATH = entity_iri(BASE, CAMP).replace(BASE, "/")
FIRST_PATH = article_iri(BASE, "first").replace(BASE, "/")
EVENT_PATH = event_iri(BASE, "e1").replace(BASE, "/")
CLAIM_PATH = claim_iri(BASE, "first/1").replace(BASE, "/")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def write_folder(folder: Path, extraction: Extraction = EXTRACTION) -> None:
    """Write or replace a graph folder, as a build does."""
    with new_graph_folder(folder, BASE) as new:
        write_graph(new, assemble(extraction, BASE), extraction.articles, BASE, {})
        (new / "graph.html").write_text("<!DOCTYPE html><title>graph</title>", encoding="utf-8")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """The address of a server of this folder, in a process of its own that is ended by its id."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "-g", str(folder), "--port", "0"]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        first = process.stderr.readline()
        address = re.search(r"http://\S+/", first)
        assert address, first + process.stderr.read()
        yield address[0].rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(20) == 0, process.stderr.read()
        finally:
            process.kill()
            process.stderr.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the sample."""
    folder = tmp_path_factory.mktemp("served") / "graph"
    hostile = replace(FRONT, label=HOSTILE, names=(HOSTILE, "Red Front"))
    entities = tuple(hostile if entity is FRONT else entity for entity in EXTRACTION.entities)
    write_folder(folder, replace(EXTRACTION, entities=entities))
    with serving(folder, "--timeout", str(SECONDS), "--name", "Graphs.example") as where:
        yield where


def ask(address: str, query: str, accept: str = "*/*", **parameters: str | list[str]) -> httpx.Response:
    """A query by GET."""
    values = {"query": query, **parameters}
    return httpx.get(f"{address}/sparql", params=values, headers={"Accept": accept}, timeout=30)


def value(reply: httpx.Response) -> str:
    """The only value of a JSON result."""
    assert reply.status_code == 200, reply.text
    (row,) = reply.json()["results"]["bindings"]
    return row[next(iter(row))]["value"]


def test_the_three_ways_to_ask_give_one_answer(address: str) -> None:
    by_get = ask(address, NAMES)
    by_form = httpx.post(f"{address}/sparql", data={"query": NAMES})
    direct = httpx.post(
        f"{address}/sparql", content=NAMES.encode(), headers={"Content-Type": "application/sparql-query; charset=utf-8"}
    )
    assert value(by_get) == value(by_form) == value(direct) == "the alliance"


@pytest.mark.parametrize(
    ("query", "accept", "kind", "start"),
    [
        (NAMES, "*/*", "application/sparql-results+json", '{"head":{"vars":["name"]'),
        (NAMES, "", "application/sparql-results+json", '{"head"'),
        (NAMES, "application/json", "application/json", '{"head"'),
        (NAMES, "application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        (NAMES, "text/csv", "text/csv; charset=utf-8", "name\r\nthe alliance"),
        (NAMES, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?name\n"the alliance"'),
        (NAMES, "text/csv;q=0.2, application/xml;q=0.9", "application/xml", "<?xml"),
        (NAMES, "text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json", '{"head"'),
        ("ASK { ?s kg:handed_over ?o }", "application/json", "application/json", '{"head":{},"boolean":true}'),
        ("DESCRIBE ?o { ?s kg:handed_over ?o }", "*/*", "text/turtle; charset=utf-8", "@prefix"),
        ("CONSTRUCT WHERE { ?s kg:handed_over ?o }", "application/n-triples", "application/n-triples", "<https://"),
        ("CONSTRUCT WHERE { ?s kg:handed_over ?o }", "application/rdf+xml", "application/rdf+xml", "<?xml"),
        ("CONSTRUCT WHERE { ?s kg:handed_over ?o }", "application/ld+json", "application/ld+json", '[{"@id"'),
    ],
)
def test_form_of_the_answer(address: str, query: str, accept: str, kind: str, start: str) -> None:
    reply = ask(address, query, accept)
    assert (reply.status_code, reply.headers["content-type"]) == (200, kind)
    assert reply.text.startswith(start)
    assert reply.headers["vary"] == "accept"


def sent(address: str, method: str, path: str, headers: dict[str, str], body: str = "") -> httpx.Response:
    return httpx.request(method, address + path, headers=headers, content=body.encode(), timeout=30)


SPARQL_QUERY = {"Content-Type": "application/sparql-query"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "reason"),
    [
        ("GET", "/sparql?query=" + quote("SELECT * {\n?s news:saw ?o }"), {}, "", 400, "line 2.*news:"),
        ("GET", "/sparql?query=" + quote("INSERT DATA { <a:a> <a:b> 1 }"), {}, "", 400, "only read the graph"),
        ("GET", "/sparql?query=" + quote("SELECT * { SERVICE <http://e.x/> { } }"), {}, "", 400, "SERVICE"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, "", 400, "one 'query'; there are 2"),
        ("GET", "/sparql?default-graph-uri=a:b", {}, "", 400, "one 'query'; there are 0"),
        ("GET", "/sparql?query=%FF", {}, "", 400, "cannot be read"),
        ("GET", "/sparql?query=ASK%7B%7D&named-graph-uri=no+iri", {}, "", 400, "no IRI"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=http://e.x/g", {}, "", 400, "no graph <http://e.x/g>"),
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, "", 406, "answered in application/sparql"),
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "nonsense"}, "", 406, "not in 'nonsense'"),
        ("GET", "/sparql?update=" + quote("CLEAR ALL"), {}, "", 403, "only reads"),
        ("POST", "/sparql", FORM, "update=CLEAR+ALL", 403, "only reads"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, "CLEAR ALL", 403, "only reads"),
        ("POST", "/sparql", SPARQL_QUERY, "CLEAR ALL", 400, "only read the graph"),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, "ASK {}", 415, "application/sparql-query"),
        ("POST", "/sparql", {}, "ASK {}", 415, "'nothing'"),
        ("POST", "/sparql", SPARQL_QUERY, "#" * (MOST_QUERY_BYTES + 1), 413, "bytes"),
        ("PUT", "/sparql", SPARQL_QUERY, "ASK {}", 405, "Method Not Allowed"),
        ("DELETE", "/", {}, "", 405, "Method Not Allowed"),
        ("GET", "/entity/nobody", {}, "", 404, "nothing at <https://example.org/news/entity/nobody>"),
        ("GET", CAMP_PATH + "?format=pdf", {}, "", 400, "turtle"),
        ("GET", CAMP_PATH + "?page=0", {"Accept": "text/html"}, "", 400, "numbered from 1"),
        ("GET", CAMP_PATH, {"Accept": "image/png"}, "", 406, "text/html"),
        ("GET", "/static/../running.py", {}, "", 404, "Not Found"),
    ],
)
def test_refusals_say_why(
    address: str, method: str, path: str, headers: dict[str, str], body: str, status: int, reason: str
) -> None:
    reply = sent(address, method, path, headers, body)
    assert reply.status_code == status, reply.text
    assert re.search(reason, reply.text), reply.text


def test_graphs_of_the_protocol(address: str) -> None:
    first, entities = article_iri(BASE, "first"), entities_graph(BASE)
    everything, one = int(value(ask(address, COUNT))), int(value(ask(address, COUNT, **{"default-graph-uri": first})))
    both = int(value(ask(address, COUNT, **{"default-graph-uri": [first, entities]})))
    assert 0 < one < both < everything
    assert value(ask(address, COUNT, **{"named-graph-uri": first})) == "0"
    assert value(ask(address, COUNTED, **{"named-graph-uri": [first, entities]})) == "2"
    assert value(ask(address, COUNTED, **{"default-graph-uri": first})) == "0"
    in_query = COUNT.replace("{ ?s", f"FROM <{first}> {{ ?s")
    assert int(value(ask(address, in_query))) == one
    assert int(value(ask(address, in_query, **{"default-graph-uri": [first, entities]}))) == both


def test_rdflib_asks_it_as_a_store(address: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
    rows = list(graph.query("SELECT ?n { ?s kg:handed_over/skos:prefLabel ?n }", initNs={}))
    assert [str(row.n) for row in rows] == ["Camp Norte"]
    camp = rdflib.URIRef(entity_iri(BASE, CAMP))
    assert rdflib.Literal("Camp Norte") in {
        rdflib.Literal(str(name)) for name in graph.objects(camp, rdflib.SKOS.prefLabel)
    }


def test_an_endless_query_is_ended_and_others_are_answered(address: str) -> None:
    with ThreadPoolExecutor() as threads:
        began = time.monotonic()
        endless = threads.submit(ask, address, ENDLESS)
        meanwhile = [value(threads.submit(ask, address, NAMES).result()) for _ in range(3)]
        reply = endless.result()
    assert meanwhile == ["the alliance"] * 3
    assert reply.status_code == 503
    assert f"longer than {SECONDS} seconds" in reply.text
    assert SECONDS <= time.monotonic() - began < SECONDS + 20
    assert value(ask(address, NAMES)) == "the alliance"


def test_many_readers_at_once(address: str) -> None:
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: value(ask(address, NAMES)), range(64)))
    assert answers == ["the alliance"] * 64


def test_a_build_is_seen_by_the_next_request(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_folder(folder)
    with serving(folder) as address:
        assert value(ask(address, NAMES)) == "the alliance"
        assert "the alliance" in httpx.get(f"{address}/").text
        renamed = tuple(replace(entity, label=entity.label.upper()) for entity in EXTRACTION.entities)
        write_folder(folder, replace(EXTRACTION, entities=renamed))
        assert value(ask(address, NAMES)) == "THE ALLIANCE"
        assert "THE ALLIANCE" in httpx.get(f"{address}/").text
        shutil.rmtree(folder)
        gone = ask(address, NAMES)
        assert (gone.status_code, "there is no graph in" in gone.text) == (503, True)
        assert httpx.get(f"{address}/").status_code == 503


def test_readers_notice_no_build(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_folder(folder)
    with serving(folder) as address, ThreadPoolExecutor() as threads:
        builds = threads.submit(lambda: [write_folder(folder) for _ in range(6)])
        asked = []
        while not builds.done() or len(asked) < 20:
            asked += threads.map(lambda path: httpx.get(address + path).status_code, ("/", CAMP_PATH, ASKED))
        builds.result()
    assert set(asked) == {200}


def test_a_server_stops_at_once_though_a_query_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_folder(folder)
    with ThreadPoolExecutor() as threads:
        with serving(folder, "--timeout", "600") as address:
            endless = threads.submit(ask, address, ENDLESS)
            time.sleep(1)
        reply = endless.result(timeout=20)
    assert (reply.status_code, reply.text) == (503, "the server is stopping\n")


def test_an_answer_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "graph")
    monkeypatch.setattr("kg.server.answering.MOST_BYTES", 1000)
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        reply = reply_to(CurrentGraph(tmp_path / "graph"), Question(query, "*/*"))
        assert (reply.status, b"LIMIT" in reply.body) == (400, True)


PAGES = ("/", "/query", "/graph", "/search?q=camp", CAMP_PATH, FIRST_PATH, EVENT_PATH, "/static/site.css", "/no")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_guarded(address: str, path: str) -> None:
    reply = httpx.get(address + path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert reply.status_code == (404 if path == "/no" else 200)
    assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in reply.headers
    foreign = re.findall(r"""(?:src|href|action)=["']?(?:https?:)?//[^"'\s>]+""", reply.text)
    assert [link for link in foreign if "example.com/id" not in link] == [], "asks another server"
    if path != "/graph":
        assert "'unsafe" not in reply.headers["content-security-policy"]
        assert not re.search(r"<script(?![^>]*(src=|application/json))|style=|\son\w+=\"", reply.text)


@pytest.mark.parametrize(
    ("headers", "status", "phenomenon"),
    [
        ({"Host": "localhost:8008"}, 200, "this machine by name"),
        ({"Host": "[::1]:8008"}, 200, "IPv6"),
        ({"Host": "192.0.2.7"}, 200, "digits name no foreign site"),
        ({"Host": "graphs.example:80"}, 200, "a name given with --name"),
        ({"Host": "evil.example"}, 403, "a foreign name that leads here (DNS rebinding)"),
        ({"Host": "localhost.evil.example"}, 403, "a foreign name that begins like ours"),
        ({"Host": "[::1"}, 403, "broken brackets"),
        ({"Origin": "https://evil.example"}, 403, "a page of another site asks"),
        ({"Origin": "null"}, 403, "a page without a site asks"),
        ({"Host": "localhost:8008", "Origin": "http://localhost:8008"}, 200, "our own page asks"),
        ({"Host": "localhost:8008", "Origin": "http://localhost:9000"}, 403, "a page of another port asks"),
    ],
)
def test_foreign_names_and_pages_are_refused(
    address: str, headers: dict[str, str], status: int, phenomenon: str
) -> None:
    assert sent(address, "GET", "/sparql?query=ASK%7B%7D", headers).status_code == status, phenomenon


def test_entity_page_shows_names_statements_and_quotes(address: str) -> None:
    text = httpx.get(address + CAMP_PATH, headers={"Accept": "text/html"}).text
    assert "<bdi>Camp Norte</bdi></h1>" in text
    assert "the northern base" in text and "apposition" in text
    assert '<mark class="object" title="object">Camp Norte</mark>' in text
    assert '<span class="stance">alleged</span>' in text
    assert "Example News" in text and "2021-05-04" in text
    assert f'href="{FIRST_PATH}#' in text and f'href="{EVENT_PATH}"' in text


def test_an_entity_says_what_it_is_the_source_of(address: str) -> None:
    alliance = entity_iri(BASE, "name:alliance").replace(BASE, "/")
    text = httpx.get(address + alliance, headers={"Accept": "text/html"}).text
    assert "What is said of it" in text and "according to" in text


def test_article_page_shows_its_claims_in_order(address: str) -> None:
    text = httpx.get(address + FIRST_PATH, headers={"Accept": "text/html"}).text
    assert "<bdi>Alliance leaves Camp Norte</bdi></h1>" in text
    assert 0 < text.index("handed over") < text.index("stationed in")
    assert "reportedly shelled" not in text


@pytest.mark.parametrize("path", [CAMP_PATH, FIRST_PATH, EVENT_PATH, CLAIM_PATH])
@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_things_are_given_as_rdf_at_the_same_path(address: str, path: str, accept: str) -> None:
    reply = httpx.get(address + path, headers={"Accept": accept})
    assert reply.headers["content-type"].startswith(accept)
    form = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt"}[accept]
    graph = rdflib.Graph().parse(data=reply.text, format=form)
    assert rdflib.URIRef(BASE + path.removeprefix("/")) in set(graph.subjects())


def test_a_claim_leads_to_its_place_in_the_article(address: str) -> None:
    reply = httpx.get(address + CLAIM_PATH, headers={"Accept": "text/html"})
    path, _, anchor = reply.headers["location"].partition("#")
    assert (reply.status_code, path) == (303, FIRST_PATH)
    assert f'id="{anchor}"' in httpx.get(address + path, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", ["/", CAMP_PATH, "/search?q=r"])
def test_hostile_names_are_only_text(address: str, path: str) -> None:
    text = httpx.get(address + path, headers={"Accept": "text/html"}).text
    assert "&lt;img src=x onerror=alert(1)&gt;⟨U+202E⟩gnol" in text
    assert "<img" not in text and "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "found", "leads"),
    [
        ("CAMP NORTÉ", [], CAMP_PATH),
        ("arrania", ["Arrania", "army of Arrania"], ""),
        ("Atlantis", [], ""),
        ("", [], ""),
    ],
)
def test_search(address: str, text: str, found: list[str], leads: str) -> None:
    reply = httpx.get(f"{address}/search", params={"q": text})
    assert reply.headers.get("location", "") == leads
    shown = [] if leads else re.findall(r'<li><a href="/entity/[^"]+"><bdi>(.*?)</bdi>', reply.text)
    assert shown == found


def test_query_page_has_editor_and_cookbook(address: str) -> None:
    text = httpx.get(f"{address}/query").text
    assert all(f'<option value="{query.name}">' in text for query in list_queries())
    scripts = re.findall(r'<script src="(.+?)"', text)
    assert scripts == ["/static/yasqe/yasqe.min.js", "/static/query.js"]
    assert all(httpx.get(address + script).status_code == 200 for script in scripts)


def test_endpoint_describes_itself(address: str) -> None:
    description = rdflib.Graph().parse(data=httpx.get(f"{address}/sparql").text, format="turtle")
    service = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (rdflib.URIRef(f"{address}/sparql"), service.supportedLanguage, service.SPARQL11Query) in description
    browser = httpx.get(f"{address}/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/query")


def test_an_entity_that_was_merged_away_leads_to_the_one_it_became(tmp_path: Path) -> None:
    folder, former = tmp_path / "graph", ox.NamedNode(f"{BASE}entity/old-1")
    heir = ox.NamedNode(entity_iri(BASE, CAMP))
    replaces = ox.Quad(
        heir, ox.NamedNode("http://purl.org/dc/terms/replaces"), former, ox.NamedNode(entities_graph(BASE))
    )
    with new_graph_folder(folder, BASE) as new:
        write_graph(new, [*assemble(EXTRACTION, BASE), replaces], EXTRACTION.articles, BASE, {})
    with serving(folder) as address:
        assert httpx.get(f"{address}/entity/old-1").headers["location"] == CAMP_PATH


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphFolderError, match="there is no graph in"):
        GraphServer(tmp_path / "nowhere", "127.0.0.1", 0, 1)


def test_an_address_in_use_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    write_folder(folder)
    server = GraphServer(folder, "127.0.0.1", 0, 1)
    port = int(server.address.rsplit(":")[-1].rstrip("/"))
    with pytest.raises(UsageError, match=f"port {port} of '127.0.0.1' cannot be used.*--port"):
        GraphServer(folder, "127.0.0.1", port, 1)
    assert server.is_local
    assert not GraphServer(folder, "0.0.0.0", 0, 1).is_local


@pytest.mark.parametrize(
    ("offers", "accept", "chosen"),
    [
        (("text/turtle", "text/html"), "", "text/turtle"),
        (("text/turtle", "text/html"), "*/*", "text/turtle"),
        (("text/turtle", "text/html"), "text/*", "text/turtle"),
        (("text/turtle", "text/html"), "text/turtle;q=0.5, text/html", "text/html"),
        (("text/turtle", "text/html"), "text/html;q=0, */*", "text/turtle"),
        (("text/turtle",), "application/json", None),
        (("text/turtle",), "rubbish", None),
    ],
)
def test_choice_of_a_media_type(offers: tuple[str, ...], accept: str, chosen: str | None) -> None:
    assert choose(offers, accept) == chosen


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{BASE}entity/camp-1", "/entity/camp-1"),
        (f"{BASE}graph/entities", f"{BASE}graph/entities"),
        ("https://www.geonames.org/98182/", "https://www.geonames.org/98182/"),
        ("javascript:alert(1)", ""),
        ("urn:x", ""),
    ],
)
def test_where_a_thing_is_shown(iri: str, path: str) -> None:
    assert path_of(iri, BASE) == path


# ---- the pages in a browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BROWSER_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--dump-dom",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
)  # fmt: skip


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH")
@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/query?name=handovers", r"2 rows · \d+ ms.*<td><bdi>Camp Norte</bdi></td>"),
        ("/query?query=" + quote("SELECT ?c { ?c a kg:MilitaryBase }"), r'1 row ·.*<a href="/entity/camp-norte-'),
        ("/query?query=" + quote("SELECT * { ?s news:saw ?o }"), r"role=\"alert\">line 1, column.*news:"),
        ("/query?query=" + quote("CONSTRUCT WHERE { ?s kg:handed_over ?o }"), r"A graph ·.*<pre>@prefix"),
        (CAMP_PATH, r"<mark"),
    ],
)
def test_pages_work_in_a_browser(address: str, tmp_path: Path, path: str, shown: str) -> None:
    assert CHROMIUM is not None
    path += "&run" if "query=" in path else ""
    run = subprocess.run(
        [CHROMIUM, *BROWSER_OPTIONS, "--virtual-time-budget=8000", f"--user-data-dir={tmp_path}", address + path],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert re.search(shown, run.stdout, re.DOTALL), run.stdout[-3000:]
    complaints = [line for line in run.stderr.splitlines() if "CONSOLE" in line and "status of 400" not in line]
    assert complaints == []
