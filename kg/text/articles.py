"""Reads articles: finds the files, decodes them, divides them into blocks and finds what is known of them."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.text.blocks import split_blocks
from kg.text.encoding import Decoded, decode
from kg.text.metadata import find_metadata
from kg.text.sources import Source, find_sources

__all__ = ["READERS", "Source", "find_sources", "read_article", "read_articles"]

# News articles have some kilobytes; a file larger than this is a collection or no article at all.
LARGEST = 10_000_000

# One reader for each ending: bytes and the source's name in, text out. A format more is an entry more.
READERS: Mapping[str, Callable[[bytes, str], Decoded]] = {".txt": decode, ".text": decode, "": decode}


def read_article(source: Source) -> Article:
    """Read one article: its text, its blocks and its metadata.

    Raises InputError, naming the source: missing, empty, too large, no text, or in an encoding that cannot be told.
    """
    data = _read(source)
    decoded = READERS[source.ending](data, source.label)
    if not decoded.text.strip():
        raise InputError(f"{source.label}: is empty; put the article's text into it or leave it out")
    blocks = split_blocks(decoded.text)
    known = find_metadata(decoded.text, blocks, source.details)
    return Article(
        name=source.name,
        text=decoded.text,
        blocks=blocks,
        title=known.title,
        publisher=known.publisher,
        date=known.date,
        address=known.address,
        place=known.place,
        encoding=decoded.encoding,
        source=source.label,
    )


def read_articles(sources: Iterable[Source]) -> tuple[list[Article], list[Skipped]]:
    """Read all articles that can be read, in order; the others come back with the reason, one line each.

    Of two articles of one name the first is kept: the name identifies an article in the graph.
    """
    articles: dict[str, Article] = {}
    skipped: list[Skipped] = []
    for source in sources:
        try:
            article = read_article(source)
        except InputError as error:
            skipped.append(Skipped(source.label, str(error).removeprefix(f"{source.label}: ")))
            continue
        if article.name in articles:
            skipped.append(Skipped(source.label, _same_name(articles[article.name])))
        else:
            articles[article.name] = article
    return list(articles.values()), skipped


def _read(source: Source) -> bytes:
    data = source.data if source.path is None else _read_file(source.path)
    if data is None:
        raise InputError(f"{source.label}: gave nothing; pipe an article into the command")
    if len(data) > LARGEST:
        raise InputError(f"{source.label}: is larger than {LARGEST // 1_000_000} MB; split it into its articles")
    return data


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error


def _same_name(first: Article) -> str:
    return f"has the same name as {first.source}, and a graph holds one article of a name; rename one of them"
