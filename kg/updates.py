"""How a graph folder changes: articles come, change and go, people correct it, and the graph is made of what is there.

A graph is a function of its articles and its corrections: whichever way it came to them, it is the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from kg.entities.corrections import CORRECTIONS, HEADER, parse_corrections
from kg.errors import GraphFolderError
from kg.fingerprint import reader_fingerprint, reading_key
from kg.gazetteer import Gazetteer, read_gazetteer
from kg.graph.assembly import assemble, sort_key
from kg.graph.folder import MARKER, check_graph, locked_folder, read_marker, replaced_folder
from kg.graph.inference import infer
from kg.graph.iris import DEFAULT_BASE, check_base, inferred_graph
from kg.graph.readings import StoredArticle, StoredReading, read_model, read_stored, reading_of, write_readings
from kg.graph.records import ReadingCodec
from kg.graph.store import EXPORTS, open_graph, write_graph
from kg.lexicon import read_lexicon
from kg.model import Article, Extraction, Skipped
from kg.outputs.exports import write_exports
from kg.outputs.page_graph import page_graph
from kg.outputs.visualization import graph_page
from kg.pipeline import link_articles, read_each
from kg.text.articles import divide_again
from kg.text.language import DEFAULT_MODEL
from kg.user_names import parse_user_names, with_user_names

PAGE = "graph.html"
NAMES = "names.csv"
INFERENCES = "inferences.txt"
INFERENCES_NOTE = (
    "What follows from this graph is in it too (kg infer).\nDelete this file, or run kg infer --off, to leave it out.\n"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose for a graph; None leaves it as it is, or as usual for a new graph.

    With `fresh`, nothing of the old graph counts but its corrections and its list of names. `names` is the text of a
    list of the user's own names.
    """

    model: str | None = None
    base: str | None = None
    fresh: bool = False
    names: str | None = None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The names of the articles that were read: new ones, changed ones, and those that kg would now read otherwise."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphState:
    """All that a graph is made of: the readings of its articles by name, the texts of its corrections and own names,
    and whether it holds what follows from it.

    `unread` are articles whose kept readings no longer hold.
    """

    target: Path
    model: str
    base: str
    reader: str
    readings: Mapping[str, StoredReading] = field(default_factory=dict)
    unread: Mapping[str, Article] = field(default_factory=dict)
    corrections: str = ""
    names: str = ""
    inferring: bool = False

    @property
    def articles(self) -> dict[str, Article]:
        """Every article by its name."""
        return {name: stored.reading.article for name, stored in self.readings.items()} | dict(self.unread)

    def without(self, names: Iterable[str]) -> "GraphState":
        """The state without some articles."""
        gone = set(names)
        return replace(self, readings={name: one for name, one in self.readings.items() if name not in gone})

    def corrected(self, line: str) -> "GraphState":
        """The state with one more line of corrections, at the end."""
        text = (self.corrections or HEADER).rstrip("\n")
        return replace(self, corrections=f"{text}\n{line}")


@contextmanager
def changing(folder: Path, settings: Settings = Settings()) -> Iterator[GraphState]:
    """Hold a graph folder, which may not be there yet, and yield its state; nothing changes until a state is saved.

    Raises GraphFolderError when the folder is foreign, locked, damaged or of another version, UsageError for an
    unusable base.
    """
    if settings.base is not None:
        check_base(settings.base)
    with locked_folder(folder) as target:
        yield _load(target, settings)


def read_into(state: GraphState, articles: Sequence[Article]) -> tuple[GraphState, Arrivals]:
    """The state with these articles, each in the place of one of its name; only what is new or changed is read.

    Raises ModelError when something must be read and the language pipeline cannot be loaded.
    """
    before = state.articles
    given = {article.name: article for article in articles}
    wanted = {**state.unread, **given}
    keys = {name: reading_key(article, state.reader) for name, article in wanted.items()}
    to_read = [wanted[name] for name in sorted(wanted) if _key(state, name) != keys[name]]
    read = {
        reading.article.name: StoredReading(keys[reading.article.name], reading)
        for reading in (read_each(to_read, _gazetteer(state.names), state.model) if to_read else ())
    }
    arrivals = Arrivals(
        tuple(name for name in read if name not in before),
        tuple(name for name in read if name in before and not _alike(before[name], wanted[name])),
        tuple(name for name in read if name in before and _alike(before[name], wanted[name])),
    )
    return replace(state, readings={**state.readings, **read}, unread={}), arrivals


def link(state: GraphState, skipped: Sequence[Skipped] = ()) -> Extraction:
    """The entities, claims and events of all readings of a state. Raises GraphFolderError for a broken correction."""
    readings = [stored.reading for stored in state.readings.values()]
    corrections = parse_corrections(state.corrections)
    return link_articles(readings, read_lexicon(), _gazetteer(state.names), skipped, corrections)


def _gazetteer(names: str) -> Gazetteer:
    """What kg knows, and above it the user's own names."""
    return with_user_names(read_gazetteer(), parse_user_names(names, NAMES, read_lexicon().classes.parents))


def save(state: GraphState, extraction: Extraction) -> None:
    """Write the graph folder of a state: store, TriG, Turtle, page, exports, report, readings, corrections.

    Raises GraphFolderError when the folder cannot be written.
    """
    quads = assemble(extraction, state.base)
    quads = sorted((*quads, *infer(quads, state.base)), key=sort_key) if state.inferring else quads
    page = graph_page(page_graph(extraction), "Knowledge graph")
    with replaced_folder(state.target, state.base) as new:
        report = _report(extraction, len(quads))
        write_graph(new, quads, extraction.articles, state.base, report, state.target)
        write_exports(new / EXPORTS, extraction, state.base)
        write_readings(new, state.model, state.readings.values())
        (new / PAGE).write_bytes(page.encode("utf-8"))
        if state.inferring:
            (new / INFERENCES).write_text(INFERENCES_NOTE, encoding="utf-8")
        if state.names:
            (new / NAMES).write_bytes(state.names.encode("utf-8"))
        if state.corrections:
            (new / CORRECTIONS).write_bytes(state.corrections.encode("utf-8"))


def set_inferring(folder: Path, *, wanted: bool) -> None:
    """Have a graph hold what follows from it, or no longer. Raises GraphFolderError when it cannot be written."""
    with changing(folder) as old:
        state, _ = read_into(old, ())
        save(replace(state, inferring=wanted), link(state))


def count_inferences(folder: Path) -> int:
    """How many statements of a graph follow from the others. Raises GraphFolderError when there is no graph."""
    graph = ox.NamedNode(inferred_graph(str(read_marker(folder)["base"])))
    return sum(1 for quad in open_graph(folder).quads_for_pattern(None, None, None, graph) if quad.subject != graph)


def _report(extraction: Extraction, quads: int) -> dict[str, object]:
    kept_out = {
        article.name: sorted({block.kind for block in article.blocks} - {"body", "title", "deck", "heading"})
        for article in extraction.articles
    }
    return {
        "counts": {
            "articles": len(extraction.articles),
            "claims": len(extraction.claims),
            "entities": len(extraction.entities),
            "events": len(extraction.events),
            "mentions": len(extraction.mentions),
            "quads": quads,
        },
        "skipped": [{"source": item.source, "reason": item.reason} for item in extraction.skipped],
        "idle_corrections": list(extraction.idle_corrections),
        "kept_out": kept_out,
        "open_cases": [
            {"name": case.name, "candidates": list(case.candidates), "reason": case.reason}
            for case in extraction.open_cases
        ],
    }


def _load(target: Path, settings: Settings) -> GraphState:
    exists = (target / MARKER).is_file()
    corrections, names = (_read_own(target, name) if exists else "" for name in (CORRECTIONS, NAMES))
    names = names if settings.names is None else settings.names
    parse_corrections(corrections)  # a broken line is told before hours of reading, not after
    _gazetteer(names)
    keep = exists and not settings.fresh
    if keep:
        check_graph(target)
    model = settings.model or (read_model(target) if keep else DEFAULT_MODEL)
    base = settings.base or (str(read_marker(target)["base"]) if keep else DEFAULT_BASE)
    reader = reader_fingerprint(model, names)
    inferring = exists and (target / INFERENCES).exists()
    state = GraphState(target, model, base, reader, corrections=corrections, names=names, inferring=inferring)
    return _with_stored(state, read_stored(target)) if keep else state


def _with_stored(state: GraphState, articles: Iterable[StoredArticle]) -> GraphState:
    """The state with the articles of its folder: read, where the kept reading holds."""
    codec = ReadingCodec()
    readings, unread = {}, {}
    for stored in articles:
        if stored.key == reading_key(stored.article, state.reader):
            readings[stored.article.name] = reading_of(stored, codec)
        else:
            unread[stored.article.name] = divide_again(stored.article)
    return replace(state, readings=readings, unread=unread)


def _read_own(target: Path, name: str) -> str:
    """The text of a file in the folder that people write."""
    path = target / name
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise GraphFolderError(f"{path} cannot be read ({error}); mend it, or delete it to undo everything") from error


def _key(state: GraphState, name: str) -> str | None:
    return state.readings[name].key if name in state.readings else None


def _alike(one: Article, other: Article) -> bool:
    """Whether two articles of one name are the same, wherever they were found."""
    return replace(one, source="") == replace(other, source="")
