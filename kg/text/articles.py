"""Reads articles: finds the files, decodes them, divides them into blocks and finds what is known of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Skipped
from kg.text.blocks import split_blocks
from kg.text.encoding import Decoded, decode
from kg.text.metadata import find_metadata
from kg.text.sidecar import Details
from kg.text.sources import Source, find_sources

__all__ = ["READERS", "Source", "divide", "divide_again", "find_sources", "read_article", "read_articles"]

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
    article = Article(source.name, decoded.text, encoding=decoded.encoding, source=source.label)
    return divide(article, source.details)


def divide(article: Article, details: Details) -> Article:
    """The article with the blocks of its text and what is known of it; `details` is its line of articles.csv."""
    blocks = split_blocks(article.text)
    known = find_metadata(article.text, blocks, details)
    return replace(
        article,
        blocks=blocks,
        title=known.title,
        publisher=known.publisher,
        date=known.date,
        address=known.address,
        place=known.place,
    )


def divide_again(article: Article) -> Article:
    """An article that was kept, divided as this version does it; what its articles.csv said of it still counts."""
    known = {name: getattr(article, name) for name in ("title", "publisher", "date", "address")}
    return divide(article, {name: found.value for name, found in known.items() if found and found.how == "sidecar"})


def read_articles(sources: Iterable[Source]) -> tuple[list[Article], list[Skipped]]:
    """Read all articles that can be read, in order; the others come back with the reason, one line each.

    The name identifies an article in the graph: where sources of one name differ, none of them is read, as nothing
    tells which one is meant; where they are the same article, it is read once.
    """
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    skipped: list[Skipped] = []
    for source in sources:
        try:
            article = read_article(source)
        except InputError as error:
            skipped.append(Skipped(source.label, str(error).removeprefix(f"{source.label}: ")))
            continue
        articles[article.name].append(article)
    clashes = {name for name, group in articles.items() if len({replace(one, source="") for one in group}) > 1}
    skipped.extend(Skipped(one.source, _same_name(one, articles[name])) for name in clashes for one in articles[name])
    return [group[0] for name, group in articles.items() if name not in clashes], skipped


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


def _same_name(article: Article, group: Iterable[Article]) -> str:
    others = " and ".join(other.source for other in group if other is not article)
    return (
        f"has the same name as {others} but another text, and a graph holds one article of a name; rename one of them"
    )
