"""What the graph folder holds: the embedded triplestore, its two readable copies, the article texts, the report."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphFolderError
from kg.graph.folder import check_graph
from kg.graph.iris import entities_graph, facts_graph
from kg.graph.vocabulary import GEO, KG, OWL, PREFIXES, RDF, SKOS, Vocabulary, read_vocabulary
from kg.model import Article

STORE = "store"
TRIG = "graph.trig"
TURTLE = "graph.ttl"
REPORT = "report.json"
ARTICLES = "articles"
EXPORTS = "exports"

_ENTITY_PROPERTIES = frozenset(
    (RDF + "type", SKOS + "prefLabel", SKOS + "altLabel", OWL + "sameAs", GEO + "lat", GEO + "long")
)


def write_graph(
    folder: Path,
    quads: Sequence[ox.Quad],
    articles: Iterable[Article],
    base: str,
    report: Mapping[str, object],
    before: Path | None = None,
) -> None:
    """Write store, `graph.trig`, `graph.ttl`, article texts and report into the new, empty `folder`.

    A text that the folder `before` holds already is not written again: it gets a second name.
    """
    from kg.graph.assembly import sort_key  # a query, which only reads, does not pay for what makes a graph

    ordered = sorted(quads, key=sort_key)
    _write_store(folder / STORE, ordered)
    (folder / TRIG).write_bytes(serialise(ordered, ox.RdfFormat.TRIG))
    (folder / TURTLE).write_bytes(serialise(plain_triples(ordered, base), ox.RdfFormat.TURTLE))
    _write_articles(folder, articles, before or folder)
    text = json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / REPORT).write_text(text + "\n", encoding="utf-8")


def open_graph(folder: Path) -> ox.Store:
    """The store of a graph folder, for reading. Raises GraphFolderError when the folder is missing or no graph."""
    check_graph(folder)
    try:
        return ox.Store.read_only(str(folder / STORE))
    except (OSError, RuntimeError) as error:  # RuntimeError: files of two builds, while one replaces the other
        raise GraphFolderError(
            f"the store in {folder} cannot be read ({error}); make it again: kg build --graph {folder}"
        ) from error


def plain_triples(quads: Iterable[ox.Quad], base: str, vocabulary: Vocabulary | None = None) -> list[ox.Triple]:
    """Entities (class, labels, coordinates, links) and the edges between them, sorted: what most tools can show."""
    relations = {KG + name for name in (vocabulary or read_vocabulary()).relations}
    wanted = {entities_graph(base): _ENTITY_PROPERTIES, facts_graph(base): relations}
    identity = _identities(quads := list(quads))
    kept = {
        quad.triple
        for quad in quads
        if quad.predicate.value in wanted.get(_name(quad), ()) and quad.subject not in identity
    }
    return sorted(kept, key=str)


def serialise(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    """The statements in the order given, under the common prefixes: same statements, same bytes."""
    serialised = ox.serialize(statements, format=form, prefixes=dict(PREFIXES)) or b""
    lines = serialised.splitlines(keepends=True)
    # pyoxigraph declares the prefixes in an order that changes from run to run
    return b"".join((*sorted(lines[: len(PREFIXES)]), b"\n", *lines[len(PREFIXES) :]))


def article_path(folder: Path, name: str) -> Path:
    """Where the text of an article lies in a graph folder."""
    return folder / ARTICLES / (name.replace("%", "%25").replace("/", "%2F") + ".txt")


def article_names(folder: Path) -> list[str]:
    """The names of the articles whose texts lie in a graph folder, sorted."""
    names = (path.name.removesuffix(".txt") for path in (folder / ARTICLES).glob("*.txt"))
    return sorted(name.replace("%2F", "/").replace("%25", "%") for name in names)


def read_article_text(folder: Path, name: str) -> str:
    """The stored text of an article, character for character. Raises GraphFolderError when it is missing."""
    path = article_path(folder, name)
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphFolderError(
            f"the text of article '{name}' cannot be read ({error}); make the graph anew: kg build SOURCES --fresh"
        ) from error


def _write_store(path: Path, quads: Iterable[ox.Quad]) -> None:
    store = ox.Store(str(path))
    store.bulk_extend(quads)
    store.flush()
    store.optimize()


def _write_articles(folder: Path, articles: Iterable[Article], before: Path) -> None:
    (folder / ARTICLES).mkdir()
    for article in articles:
        path, old = article_path(folder, article.name), article_path(before, article.name)
        data = article.text.encode("utf-8", "surrogatepass")  # no newline translation: offsets must hold
        if not _link(old, path, data):
            path.write_bytes(data)


def _link(old: Path, path: Path, data: bytes) -> bool:
    """Make `path` a second name of the file `old` if that holds `data`; not every file system can."""
    try:
        if old.read_bytes() == data:
            path.hardlink_to(old)
            return True
    except OSError:
        pass
    return False


def _identities(quads: Iterable[ox.Quad]) -> set[object]:
    identity = ox.NamedNode(KG + "Identity")
    return {quad.subject for quad in quads if quad.object == identity}


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
