"""Triplestores to load into: real servers on free ports, and a server whose every fault is chosen.

Each server is a process of its own, on a loopback address, ended by its process id.
"""

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

START_SECONDS = 60.0
VIRTUOSO_USER, VIRTUOSO_PASSWORD = "kg", "pass-4711-word"

_VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 120
"""
_VIRTUOSO_SETUP = f"""\
DB.DBA.USER_CREATE('{VIRTUOSO_USER}','{VIRTUOSO_PASSWORD}');
GRANT SPARQL_UPDATE TO "{VIRTUOSO_USER}";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET('{VIRTUOSO_USER}',7);
checkpoint;
"""


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A triplestore with its data on disk: it can be killed at any moment and started again."""

    def __init__(self, command: list[str], port: int) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + START_SECONDS
        while not _answers(self.port):
            assert self._process.poll() is None, f"{self._command[0]} ended at once"
            assert time.monotonic() < until, f"{self._command[0]} does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        """End the process as a power cut would: at once."""
        if self._process:
            self._process.kill()
            self._process.wait()


def oxigraph_program() -> str | None:
    """The server of the PyPI package `oxigraph`."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def virtuoso_program() -> str | None:
    """The server of the Debian package `virtuoso-opensource-7-bin`."""
    return shutil.which("virtuoso-t") if shutil.which("isql-vt") else None


def new_oxigraph(folder: Path) -> Server:
    """An Oxigraph server with its data in `folder`, not yet started."""
    program, port = oxigraph_program(), free_port()
    assert program, "the package oxigraph is not installed"
    return Server([program, "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"], port)


def new_virtuoso(folder: Path, buffers: int = 20_000) -> Server:
    """A Virtuoso server with its data in `folder` and the user `VIRTUOSO_USER`, running."""
    program, port, sql = virtuoso_program(), free_port(), free_port()
    assert program, "virtuoso is not installed"
    ini = folder / "virtuoso.ini"
    settings = _VIRTUOSO_INI.format(folder=folder, http=port, sql=sql, buffers=buffers, dirty=buffers * 3 // 4)
    ini.write_text(settings)
    server = Server([program, "+configfile", str(ini), "+foreground"], port)
    server.start()
    isql = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", "BANNER=OFF", "VERBOSE=OFF", "PROMPT=OFF"]
    subprocess.run(isql, input=_VIRTUOSO_SETUP.encode(), capture_output=True, check=True)
    return server


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


# A relay that stands between kg and a real server, and breaks what passes through

Tamper = Callable[[bytes], bytes | None]
"""Gets each piece that the client sends; returns what the server gets, or None to cut the connection."""


class Relay:
    """Passes bytes to a server; `tamper` and `tamper_answers` may change each piece, or cut."""

    def __init__(self, port: int) -> None:
        self._target = port
        self.first: float | None = None
        """When the first connection came (`time.monotonic`)."""
        self.tamper: Tamper = lambda piece: piece
        self.tamper_answers: Tamper = lambda piece: piece
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Accept nothing more."""
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _ = self._listener.accept()
                self.first = self.first or time.monotonic()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            client.close()
            return
        for source, sink, tamper in (
            (client, server, lambda piece: self.tamper(piece)),
            (server, client, lambda piece: self.tamper_answers(piece)),
        ):
            threading.Thread(target=_pump, args=(source, sink, tamper), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket, tamper: Tamper) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            changed = tamper(piece)
            if changed is None:
                break
            sink.sendall(changed)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
