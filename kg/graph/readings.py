"""What each article gave, kept in the graph folder, so that a later build reads only what is new.

`readings.jsonl.gz` holds JSON Lines: a first line with the format's version and the language pipeline, then one line
an article, in the order of their names. The texts lie in `articles/`.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cattrs.errors import BaseValidationError

from kg.errors import GraphFolderError
from kg.graph.records import ReadingCodec
from kg.graph.store import read_article_text
from kg.model import Article, ArticleReading

READINGS = "readings.jsonl.gz"
READINGS_VERSION = 1


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading and its key: what it was made from, by whom (`kg.fingerprint`)."""

    key: str
    reading: ArticleReading


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of a graph folder; `data` is its reading, not yet looked at: an old one may have another form."""

    key: str
    article: Article
    data: dict[str, Any]


def write_readings(folder: Path, model: str, readings: Iterable[StoredReading]) -> None:
    """Write the readings of a graph, sorted by article; the same readings give the same bytes."""
    codec = ReadingCodec()
    # Neither the time nor the file's name goes into the header of the archive.
    with (folder / READINGS).open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as archive:
        archive.write(_line({"format": "kg readings", "version": READINGS_VERSION, "model": model}))
        for stored in sorted(readings, key=lambda stored: stored.reading.article.name):
            article = codec.article_data(replace(stored.reading.article, text=""))
            archive.write(_line({"key": stored.key, "article": article, "reading": codec.reading_data(stored.reading)}))


def read_model(folder: Path) -> str:
    """The language pipeline that made the readings of a graph folder. Raises GraphFolderError."""
    return str(next(_lines(folder))["model"])


def read_stored(folder: Path) -> Iterator[StoredArticle]:
    """The articles of a graph folder with their texts, one after the other, by name.

    Raises GraphFolderError when the readings are missing, damaged or of another version.
    """
    codec, lines = ReadingCodec(), _lines(folder)
    next(lines)
    for line in lines:
        try:
            article = codec.article(line["article"])
            key, data = line["key"], line["reading"]
        except (KeyError, TypeError, BaseValidationError) as error:
            raise _unusable(folder / READINGS, f"a line lacks {error}") from error
        yield StoredArticle(key, replace(article, text=read_article_text(folder, article.name)), data)


def reading_of(stored: StoredArticle, codec: ReadingCodec) -> StoredReading:
    """The reading of a stored article whose key still holds."""
    return StoredReading(stored.key, codec.reading(stored.article, stored.data))


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    path = folder / READINGS
    try:
        with gzip.open(path, "rb") as archive:
            header = json.loads(archive.readline())
            if not isinstance(header, dict) or header.get("version") != READINGS_VERSION:
                raise _unusable(path, f"their first line is not that of version {READINGS_VERSION}")
            yield header
            yield from map(json.loads, archive)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise _unusable(path, str(error)) from error


def _unusable(path: Path, reason: str) -> GraphFolderError:
    return GraphFolderError(
        f"the readings in {path} cannot be used ({reason}); make the graph anew with: kg build SOURCES --fresh"
    )


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"
