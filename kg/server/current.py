"""The graph that a folder holds at this moment: a build that replaces the folder is seen by the next request."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import GraphFolderError, QueryError
from kg.graph.folder import MARKER, check_graph, read_marker
from kg.graph.store import open_graph

SWAP_SECONDS = 0.5  # between the two renames of a build there is no folder for some microseconds
_PAUSE = 0.02  # seconds between two looks

TRIES = 5  # a build that ends while a page is written takes the files away; several in a row are rare

Identity = tuple[int, int, int]
Result = TypeVar("Result")
Opened = tuple[Identity, ox.Store, str]


class CurrentGraph:
    """Opens the store of a graph folder, and opens it again when a build has put another folder in its place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._opened: Opened | None = None

    def store(self) -> ox.Store:
        """The store, for reading. Raises GraphFolderError when there is no graph in the folder."""
        return self._current()[1]

    def base(self) -> str:
        """The base of all its IRIs. Raises GraphFolderError when there is no graph in the folder."""
        return self._current()[2]

    def steadily(self, asking: Callable[[], Result]) -> Result:
        """What `asking` gives; it is asked again where a build took the opened folder away in the midst of it."""
        for _ in range(TRIES - 1):
            try:
                return asking()
            except (OSError, RuntimeError, QueryError) as error:
                if not isinstance(error.__cause__ or error, OSError | RuntimeError):
                    raise
                self._forget()
        return asking()

    def _forget(self) -> None:
        with self._lock:
            self._opened = None
        time.sleep(_PAUSE)

    def _current(self) -> Opened:
        with self._lock:
            self._opened = _patiently(self._reopened)
            return self._opened

    def _reopened(self) -> Opened:
        identity = _identity(self.folder)
        if self._opened and self._opened[0] == identity:
            return self._opened
        return identity, open_graph(self.folder), str(read_marker(self.folder)["base"])


def _patiently(opening: Callable[[], Opened]) -> Opened:
    """What `opening` gives, tried again for as long as a build may need to swap two folders."""
    latest = time.monotonic() + SWAP_SECONDS
    while True:
        try:
            return opening()
        except GraphFolderError:
            if time.monotonic() > latest:
                raise
            time.sleep(_PAUSE)


def _identity(folder: Path) -> Identity:
    """What tells one build's folder from the next one's. Raises GraphFolderError when there is none."""
    try:
        marker = (folder / MARKER).stat()
    except OSError:
        check_graph(folder)
        raise GraphFolderError(f"{folder} changes at this moment; ask again") from None
    return marker.st_dev, marker.st_ino, marker.st_mtime_ns
