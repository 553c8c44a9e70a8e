"""Processes that answer queries: a query that would not end is ended with its process, and nothing else stops.

The store offers no way to interrupt a query from within, so each runs in a process that can be killed.
"""

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError
from kg.server.answering import Question, Reply, reply_to
from kg.server.current import CurrentGraph

DEFAULT_SECONDS = 30.0
WORKERS = max(2, min(4, os.cpu_count() or 2))
# A sort of millions of rows must not take the machine's memory; the query's process ends instead.
MOST_MEMORY = 4 * 2**30
START_SECONDS = 60.0  # a loaded machine may be slow to start a process
_GRACE = 5.0  # seconds after which a process whose server has died ends itself


class QueryTimeoutError(KgError):
    """A query took longer than it may."""


class QueryLostError(KgError):
    """The process of a query ended before it answered."""


class Workers:
    """Answers questions in processes of its own, each question in one of them; safe to use from several threads.

    `seconds` is the time that a query may take. Processes are started when they are needed, and kept.
    """

    def __init__(self, folder: Path, seconds: float = DEFAULT_SECONDS) -> None:
        self.folder = folder
        self.seconds = seconds
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False
        self._lock = threading.Lock()

    def ask(self, question: Question) -> Reply:
        """The reply to a question. Raises QueryTimeoutError, and QueryLostError when its process died."""
        worker = self._take()
        try:
            reply = worker.ask(question, self.seconds)
        except BaseException as error:
            self._release(worker, usable=False)
            if self._closed:
                raise QueryLostError("the server is stopping") from error
            raise
        self._release(worker, usable=True)
        return reply

    def warm(self) -> None:
        """Start one process, so that the first query need not wait for it."""
        with self._lock:
            self._idle.append(_Worker(self.folder, self.seconds))

    def close(self) -> None:
        """End all processes; a question that is being answered is lost."""
        with self._lock:
            self._closed = True
            for worker in (*self._idle, *self._busy):
                worker.process.kill()

    def _take(self) -> "_Worker":
        with self._lock:
            worker = next((worker for worker in self._idle if worker.process.is_alive()), None)
            self._idle = [other for other in self._idle if other is not worker and other.process.is_alive()]
        worker = worker or _Worker(self.folder, self.seconds)
        with self._lock:
            self._busy.add(worker)
        return worker

    def _release(self, worker: "_Worker", *, usable: bool) -> None:
        with self._lock:
            self._busy.discard(worker)
            if usable and not self._closed:
                self._idle.append(worker)
                return
        worker.end()


class _Worker:
    def __init__(self, folder: Path, seconds: float) -> None:
        context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_answer_all, args=(theirs, folder, seconds), daemon=True)
        self.process.start()
        theirs.close()
        self._receive(START_SECONDS)

    def ask(self, question: Question, seconds: float) -> Reply:
        with suppress(BrokenPipeError):  # told by _receive
            self.connection.send(question)
        reply = self._receive(seconds)
        assert isinstance(reply, Reply)
        return reply

    def _receive(self, seconds: float) -> object:
        try:
            if self.connection.poll(seconds):
                return self.connection.recv()
        except (EOFError, ConnectionError) as error:
            raise QueryLostError(
                f"the query ended its process; it may have needed more than {MOST_MEMORY // 2**30} GiB of memory: "
                "join fewer patterns, or sort and group less"
            ) from error
        raise QueryTimeoutError(
            f"the query took longer than {seconds:g} seconds and was ended; ask for less, or start the server with "
            "a larger --timeout"
        )

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


def _answer_all(connection: Connection, folder: Path, seconds: float) -> None:
    """What a process does: answer each question that comes, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its processes
    _limit_memory()
    graph = CurrentGraph(folder)
    connection.send("ready")
    while True:
        try:
            question = connection.recv()
        except (EOFError, OSError):
            return
        _alarm(seconds + _GRACE)
        with suppress(BrokenPipeError):
            connection.send(reply_to(graph, question))
        _alarm(0)


def _alarm(seconds: float) -> None:
    """End this process after so many seconds, also where its server has died and nobody else would; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory() -> None:
    """Let this process end, without a dump of its memory, when it needs more than MOST_MEMORY."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    with suppress(ValueError, OSError):  # macOS knows the limit and may refuse to set it
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
