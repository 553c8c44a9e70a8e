"""The graph folder as a whole: its marker, its lock, and how a new one takes the old one's place.

A new folder is written beside the old one (`.NAME.new`), flushed to disk, and renamed into place; the old one is kept
as `.NAME.old` until then. A build that dies at any moment leaves the old folder or the new one.
"""

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import GraphFolderError
from kg.processes import process_runs

MARKER = "kg-graph.json"
FORMAT_VERSION = 2  # 2: with the readings of each article


@contextmanager
def new_graph_folder(folder: Path, base: str) -> Iterator[Path]:
    """Yield an empty folder to write into; when the block ends without error it replaces `folder`.

    Raises GraphFolderError when `folder` holds something else than a graph, is locked by another build, or cannot
    be written.
    """
    with locked_folder(folder) as target, replaced_folder(target, base) as new:
        yield new


@contextmanager
def locked_folder(folder: Path) -> Iterator[Path]:
    """Hold the lock of a graph folder, so that nobody else changes it between reading and writing; yield its path.

    Raises GraphFolderError when `folder` holds something else than a graph, is locked by another build, or when the
    lock cannot be written.
    """
    target = folder.resolve()
    check_own(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(target)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        _recover_locked(target)
        yield target
    finally:
        lock.unlink(missing_ok=True)


@contextmanager
def replaced_folder(target: Path, base: str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of the locked `target` when the block ends without error.

    Raises GraphFolderError when it cannot be written.
    """
    try:
        yield from _replacement(target, base)
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(folder: Path, error: OSError) -> GraphFolderError:
    return GraphFolderError(f"the graph folder {folder} cannot be written ({error}); choose another with --graph")


def check_own(folder: Path) -> None:
    """Raise GraphFolderError when `folder` exists and is neither empty nor a graph folder."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise GraphFolderError(f"{folder} is a file; choose a folder with --graph")
    if not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise GraphFolderError(
            f"{folder} holds other files (no {MARKER} in it), so kg writes nothing there; choose another with --graph"
        )


def check_graph(folder: Path) -> None:
    """Raise GraphFolderError when `folder` is no graph folder that this version can read."""
    _recover(folder.resolve())
    if not folder.is_dir():
        raise GraphFolderError(f"there is no graph in {folder}; make one with: kg build SOURCES --graph {folder}")
    version = read_marker(folder)["version"]
    if version != FORMAT_VERSION:
        raise GraphFolderError(
            f"{folder} has the graph format {version}, this kg reads {FORMAT_VERSION}; "
            "make it anew with: kg build SOURCES --fresh"
        )


def read_marker(folder: Path) -> dict[str, object]:
    """The marker's content: format `version` and `base` IRI. Raises GraphFolderError when it is missing or damaged."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return {"version": marker["version"], "base": marker["base"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphFolderError(
            f"{folder} is not a graph folder ({MARKER}: {error}); make one with: kg build SOURCES --graph DIR"
        ) from error


def _replacement(target: Path, base: str) -> Iterator[Path]:
    new = _beside(target, "new")
    shutil.rmtree(new, ignore_errors=True)  # what a killed build left
    new.mkdir()
    try:
        yield new
        marker = json.dumps({"format": "kg graph folder", "version": FORMAT_VERSION, "base": base}, indent=2)
        (new / MARKER).write_text(marker + "\n", encoding="utf-8")
        _flush(new)
        _swap(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    old = _beside(target, "old")
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    _flush_entry(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _recover(target: Path) -> None:
    """Put the old folder back where a build was killed between its two renames."""
    if not target.exists() and _beside(target, "old").is_dir() and not _holder(_lock_file(target)):
        _beside(target, "old").rename(target)


def _recover_locked(target: Path) -> None:
    old = _beside(target, "old")
    if old.is_dir() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _lock(target: Path) -> Path:
    lock = _lock_file(target)
    holder = _holder(lock)
    if holder:
        raise GraphFolderError(
            f"{target} is being written by process {holder}; wait for it to end (if no kg is running, delete {lock})"
        )
    lock.unlink(missing_ok=True)
    try:
        descriptor = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError as error:
        raise GraphFolderError(f"{target} is being written by another kg build; wait for it to end") from error
    try:
        os.write(descriptor, f"{os.getpid()} {socket.gethostname()}".encode())
    finally:
        os.close(descriptor)
    return lock


def _holder(lock: Path) -> str | None:
    """Who holds the lock: `PID on HOST`; None when nobody does or its process of this machine is gone."""
    try:
        pid, _, host = lock.read_text(encoding="utf-8").partition(" ")
    except FileNotFoundError:
        return None
    if not pid.isdigit():  # just created, not yet written
        return "unknown"
    if host == socket.gethostname() and not process_runs(int(pid)):
        return None
    return f"{pid} on {host}"


def _lock_file(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}.{ending}")


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        # A second name of a file that an earlier build wrote is on the disk: thousands of texts would take minutes.
        if path.is_dir() or path.stat().st_nlink == 1:
            _flush_entry(path)
    _flush_entry(folder)


def _flush_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
