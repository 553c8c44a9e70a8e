"""Finds the files of articles: single files, folders, standard input."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.model import Skipped
from kg.text.sidecar import SIDECAR, Details, read_sidecar

STANDARD_INPUT = "-"
# Endings that are read in a folder; a file named by the user may also have none.
ENDINGS = frozenset({".txt", ".text"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article is read from: a file, or bytes at hand. `details` is its line of the folder's articles.csv."""

    name: str
    path: Path | None = None
    data: bytes | None = None
    details: Details = field(default_factory=dict)

    @property
    def label(self) -> str:
        """How messages name it."""
        return str(self.path) if self.path else "standard input"

    @property
    def ending(self) -> str:
        return self.path.suffix.lower() if self.path else ""


def find_sources(arguments: Sequence[str], stdin: bytes | None = None) -> tuple[list[Source], list[Skipped]]:
    """The articles that arguments name, each file once, and what was passed over with its reason.

    An argument is a file, a folder (its .txt and .text files and those of its subfolders, by name; hidden ones and
    links that leave it are passed over) or `-` for standard input, whose bytes the caller gives.
    """
    sources: list[Source] = []
    skipped: list[Skipped] = []
    for argument in arguments:
        try:
            sources.extend(_sources_of(argument, stdin, skipped))
        except (InputError, OSError, ValueError) as error:
            skipped.append(Skipped(argument, _reason(error)))
    return _with_details(_once(sources), skipped), skipped


def _sources_of(argument: str, stdin: bytes | None, skipped: list[Skipped]) -> Iterable[Source]:
    if argument == STANDARD_INPUT:
        if stdin is None:
            raise InputError("standard input was not given; pipe an article into the command")
        return [Source("stdin", data=stdin)]
    path = Path(argument)
    return _in_folder(path, skipped) if path.is_dir() else [_named(path)]


def _named(path: Path) -> Source:
    """A file that the user named, through a link too."""
    _refuse_special(path)
    if path.suffix and path.suffix.lower() not in ENDINGS:
        raise InputError(f"'{path.suffix}' files are not read; save the article as .txt")
    return _source(path)


def _in_folder(folder: Path, skipped: list[Skipped]) -> list[Source]:
    found = []
    for path in sorted(_walk(folder, skipped)):
        try:
            _refuse_outside(path, folder)
            _refuse_special(path)
            found.append(_source(path))
        except (InputError, OSError) as error:
            skipped.append(Skipped(str(path), _reason(error)))
    if not found:
        raise InputError(f"no article in this folder; put {' or '.join(sorted(ENDINGS))} files into it")
    return found


def _walk(folder: Path, skipped: list[Skipped]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        skipped.append(Skipped(str(error.filename), _reason(error)))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, n) for n in names if Path(n).suffix.lower() in ENDINGS and not n.startswith("."))


def _refuse_outside(path: Path, folder: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise InputError("is a link that leaves the folder; name its target to read it")


def _refuse_special(path: Path) -> None:
    """A FIFO would be waited on for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise InputError("is no regular file (a pipe, socket or device); use - to read from a pipe")


def _source(path: Path) -> Source:
    # File names need not be Unicode; an article's name is.
    return Source(os.fsencode(path.stem).decode("utf-8", "replace"), path)


def _once(sources: Iterable[Source]) -> list[Source]:
    """Each file once, however often and by whichever link it is named; a file before the links to it."""
    ordered = list(sources)
    files = {s.path.resolve() for s in ordered if s.path and not s.path.is_symlink()}
    kept: dict[Path | str, Source] = {}
    for source in ordered:
        target = source.path.resolve() if source.path else STANDARD_INPUT
        if not (source.path and source.path.is_symlink() and target in files):
            kept.setdefault(target, source)
    return list(kept.values())


def _with_details(sources: Iterable[Source], skipped: list[Skipped]) -> list[Source]:
    """Each source with its line of the articles.csv beside it; each articles.csv is read once."""
    sidecars: dict[Path, Mapping[str, Details]] = {}
    detailed = []
    for source in sources:
        folder = source.path.parent if source.path else None
        if folder is not None and folder not in sidecars:
            sidecars[folder], problems = read_sidecar(folder / SIDECAR)
            skipped.extend(problems)
        lines = sidecars[folder] if folder is not None else {}
        details = lines.get(source.path.name, lines.get(source.name, {})) if source.path else {}
        detailed.append(Source(source.name, source.path, source.data, details))
    return detailed


def _reason(error: Exception) -> str:
    """One line of cause and remedy."""
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
