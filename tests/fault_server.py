"""A triplestore in memory whose faults are chosen: it speaks SPARQL 1.1, and misbehaves on demand."""

import base64
import hashlib
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

QUERY, UPDATE, GRAPHS = "/query", "/update", "/graphs"
USER, PASSWORD, TOKEN = "loader", "s3cret-Kennwort-9", "tok-en-8f2b"

Fault = Callable[["Handler"], bool]
"""Looks at a request before it is carried out; True when it has given the answer itself."""


class FaultServer(ThreadingHTTPServer):
    """Runs in a thread of the tests; `store` is what it holds, `fault` what it does wrong, `asks` how one logs in."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = ox.Store()
        self.lock = threading.Lock()
        self.fault: Fault = lambda _handler: False
        self.asks = ""
        self.body_limit = 10**9
        self.headers = {"Server": "Test/1"}
        self.requests: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: FaultServer
    body = b""

    def handle_any(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append(f"{self.command} {self.path}")
        if not self._known() or self.server.fault(self):
            return
        if len(self.body) > self.server.body_limit:
            self.answer(413, b"too large")
            return
        try:
            with self.server.lock:
                self.carry_out()
        except (SyntaxError, ValueError) as error:
            self.answer(400, str(error).encode())

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def answer(self, status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> None:
        """Send a whole answer."""
        self.send_response_only(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **self.server.headers}.items():
            self.send_header(name, value)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    @property
    def writes(self) -> bool:
        """Whether this request brings triples or changes something."""
        return not self.path.startswith(QUERY) and self.command != "GET"

    def carry_out(self) -> None:
        """Do what a good server does."""
        parts = urlsplit(self.path)
        if parts.path == QUERY:
            form = parse_qs(self.body.decode())
            self._query(form["query"][0], [ox.NamedNode(graph) for graph in form.get("default-graph-uri", ())])
        elif parts.path == UPDATE:
            self.server.store.update(self.body.decode())
            self.answer(204)
        elif parts.path == GRAPHS:
            self._graph(ox.NamedNode(parse_qs(parts.query)["graph"][0]))
        else:
            self.answer(404, b"nothing here")

    def _query(self, query: str, graphs: list[ox.NamedNode]) -> None:
        default = [ox.DefaultGraph(), *graphs]
        named = None if not graphs else [*self.server.store.named_graphs()]
        found = self.server.store.query(query, default_graph=default, named_graphs=named)
        if isinstance(found, ox.QueryTriples):
            self.answer(200, ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"", "application/n-triples")
        else:
            rows = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
            self.answer(200, rows, "application/sparql-results+json")

    def _graph(self, graph: ox.NamedNode) -> None:
        triples = [quad.triple for quad in ox.parse(self.body, format=ox.RdfFormat.TURTLE)]
        if self.command == "PUT":
            self.server.store.remove_graph(graph)
        self.server.store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
        self.answer(201)

    # Logging in

    def _known(self) -> bool:
        asks, given = self.server.asks, self.headers.get("Authorization", "")
        if not asks or LOGINS[asks](given, self.command):
            return True
        challenge = {"basic": 'Basic realm="t"', "bearer": 'Bearer realm="t"', "digest": _DIGEST_CHALLENGE}[asks]
        self.answer(401, b"who are you?", WWW_Authenticate=challenge)
        return False

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


_DIGEST_CHALLENGE = 'Digest realm="t", nonce="8d2f", qop="auth", algorithm=MD5'


def _basic(given: str, _method: str) -> bool:
    return given == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


def _bearer(given: str, _method: str) -> bool:
    return given == f"Bearer {TOKEN}"


def _digest(given: str, method: str) -> bool:
    """RFC 2617 with qop=auth."""
    fields = dict(re.findall(r'(\w+)="?([^",]+)"?', given))
    if not given.startswith("Digest ") or fields.get("username") != USER:
        return False

    def md5(text: str) -> str:
        return hashlib.md5(text.encode()).hexdigest()

    secret, request = md5(f"{USER}:t:{PASSWORD}"), md5(f"{method}:{fields['uri']}")
    expected = md5(f"{secret}:8d2f:{fields['nc']}:{fields['cnonce']}:auth:{request}")
    return fields["response"] == expected


LOGINS: dict[str, Callable[[str, str], bool]] = {"basic": _basic, "bearer": _bearer, "digest": _digest}
