"""The verbs of `kg` as functions: what the command line calls and what `import kg` offers.

Heavy libraries are imported inside the verb that needs them, so that a query does not pay for the parser.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.errors import InputError, UsageError
from kg.model import Article, Skipped

if TYPE_CHECKING:
    from kg.graph.verification import VerificationReport
    from kg.outputs.explain import Explanation
    from kg.outputs.scoring import Scores
    from kg.outputs.tables import Table
    from kg.server.running import GraphServer
    from kg.updates import Arrivals

DEFAULT_GRAPH = "graph"
PAGE = "graph.html"
ROW_EXPORTS = ("claims", "mentions", "entities", "events")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a graph has after a build, what was read for it, and every input that gave no article with the reason.

    `idle_corrections` are the lines of corrections.txt that changed nothing, each with the reason.
    """

    folder: Path
    articles: int
    claims: int
    entities: int
    events: int
    skipped: tuple[Skipped, ...]
    arrivals: "Arrivals"
    idle_corrections: tuple[str, ...] = ()


def build(
    sources: Sequence[str | Path] | str | Path = (),
    graph: str | Path = DEFAULT_GRAPH,
    *,
    model: str | None = None,
    base: str | None = None,
    stdin: bytes | None = None,
    fresh: bool = False,
) -> BuildReport:
    """Add articles (files, folders, `-`) to the graph folder, or make it; inputs that cannot be read are reported.

    An article takes the place of the one of its name. Only new and changed ones are read; the graph is the same as
    one built from all of them at once. `fresh` forgets the articles that the folder has. `model` and `base` are the
    graph's own unless given. Without sources a graph is made again of what its folder holds.

    Raises InputError when no article could be read, UsageError when there is neither source nor graph, ModelError,
    LexiconError, and GraphFolderError; in each case an existing graph stays as it was.
    """
    from kg.graph.folder import check_own
    from kg.text.articles import find_sources, read_articles
    from kg.updates import Settings, changing, link, read_into, save

    folder = Path(graph)
    check_own(folder)
    arguments = [str(sources)] if isinstance(sources, str | Path) else [str(source) for source in sources]
    found, missing = find_sources(arguments, stdin)
    articles, unreadable = read_articles(found)
    skipped = (*missing, *unreadable)
    _need_something(arguments, articles, skipped, folder, fresh=fresh)
    with changing(folder, Settings(model, base, fresh)) as old:
        state, arrivals = read_into(old, articles)
        extraction = link(state, skipped)
        save(state, extraction)
    counts = (len(extraction.articles), len(extraction.claims), len(extraction.entities), len(extraction.events))
    return BuildReport(folder, *counts, skipped, arrivals, extraction.idle_corrections)


def _need_something(
    arguments: Sequence[str], articles: Sequence[Article], skipped: Sequence[Skipped], folder: Path, *, fresh: bool
) -> None:
    if arguments and not articles:
        reasons = "; ".join(f"{item.source}: {item.reason}" for item in skipped)
        raise InputError(f"no article could be read ({reasons})")
    if not arguments and (fresh or not folder.exists()):
        raise UsageError(f"no article was given, and {folder} has none to keep. Usage: kg build SOURCES --graph DIR")


def query(text: str, graph: str | Path = DEFAULT_GRAPH) -> "Table":
    """The answer of a named query of the cookbook, or of SPARQL text. Raises QueryError, GraphFolderError."""
    from kg.graph.store import open_graph
    from kg.outputs.queries import find_query, run_query

    sparql = text if any(char in text for char in "{ \n") else find_query(text).sparql
    return run_query(open_graph(Path(graph)), sparql)


def view(graph: str | Path = DEFAULT_GRAPH) -> Path:
    """The path of the HTML page of a graph. Raises GraphFolderError when there is no graph."""
    from kg.graph.folder import check_graph

    check_graph(Path(graph))
    return (Path(graph) / PAGE).resolve()


def export(output: IO[bytes], graph: str | Path = DEFAULT_GRAPH, *, form: str = "jsonl", what: str = "claims") -> None:
    """Write a graph to a binary stream as `jsonl` (of `what`), `turtle`, `trig` or `nquads`.

    Raises UsageError for an unknown form or `what`, GraphFolderError when there is no graph.
    """
    from kg.graph.folder import check_graph
    from kg.outputs.exports import export_rdf, export_rows

    check_graph(Path(graph))
    if form == "jsonl":
        export_rows(Path(graph), what, output)
    elif what != "claims":
        raise UsageError(f"--what {what} goes with --format jsonl; {form} always holds the whole graph")
    else:
        export_rdf(Path(graph), form, output)


def explain(entity: str, graph: str | Path = DEFAULT_GRAPH) -> "Explanation":
    """What the graph says of an entity, found by any spelling. Raises GraphFolderError when there is no graph."""
    from kg.graph.store import open_graph
    from kg.outputs.explain import explain as explain_entity

    return explain_entity(open_graph(Path(graph)), entity)


def verify(graph: str | Path = DEFAULT_GRAPH) -> "VerificationReport":
    """Check every quote against the article it comes from, and every term against the ontology; uses no model."""
    from kg.graph.verification import verify as verify_graph

    return verify_graph(Path(graph))


def serve(
    graph: str | Path = DEFAULT_GRAPH,
    *,
    host: str = "127.0.0.1",
    port: int = 8008,
    timeout: float = 30,
    names: Sequence[str] = (),
) -> "GraphServer":
    """A server for a graph, bound to `host` and `port` (0: a free one) and not yet running: call its `run()`.

    A query is ended after `timeout` seconds. `names` are host names that it answers to besides `localhost`.
    Raises UsageError for an address that cannot be used, GraphFolderError when there is no graph.
    """
    from kg.server.running import GraphServer

    return GraphServer(Path(graph), host, port, timeout, names)


def evaluate(
    gold: str | Path,
    graph: str | Path = DEFAULT_GRAPH,
    *,
    claims: str | Path | None = None,
    relations: Sequence[str] = (),
) -> "Scores":
    """Score the claims of a graph, or of an export `claims`, against gold claims, for all or the given `relations`.

    Raises InputError for a file or line that cannot be used, UsageError for an unknown relation, GraphFolderError
    when there is no graph.
    """
    from kg.gazetteer import read_gazetteer
    from kg.graph.folder import check_graph
    from kg.graph.store import EXPORTS
    from kg.graph.vocabulary import read_vocabulary
    from kg.outputs.alike import alikeness
    from kg.outputs.gold import read_statements
    from kg.outputs.scoring import score

    known = sorted(read_vocabulary().relations)
    for name in relations:
        if name not in known:
            raise UsageError(f"there is no relation '{name}'; choose among {', '.join(known)}")
    told = read_statements(Path(gold), known)
    if not told:
        raise InputError(f"{gold} holds no claims; give JSON Lines with one gold claim a line")
    if claims is None:
        check_graph(Path(graph))
    answers = read_statements(Path(claims or Path(graph) / EXPORTS / "claims.jsonl"))
    return score(told, answers, alikeness(read_gazetteer()), relations)
