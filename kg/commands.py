"""The verbs of `kg` as functions: what the command line calls and what `import kg` offers.

Heavy libraries are imported inside the verb that needs them, so that a query does not pay for the parser.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.errors import InputError, UsageError
from kg.model import Article, Skipped

if TYPE_CHECKING:
    from kg.entities.names.comparison import NameComparison, NameKind
    from kg.graph.verification import VerificationReport
    from kg.outputs.answering import Answering
    from kg.outputs.explain import ExplainedEntity, Explanation
    from kg.outputs.scoring import Scores
    from kg.outputs.tables import Table
    from kg.outputs.triplestore.connecting import Access
    from kg.outputs.triplestore.loading import LoadReport, Progress
    from kg.outputs.triplestore.protocol import Service
    from kg.server.running import GraphServer
    from kg.updates import Arrivals

DEFAULT_GRAPH = "graph"
PAGE = "graph.html"
REPORT_FORMATS = ("html", "markdown")
REPORT_LIMIT = 100
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
    names: str | Path | None = None,
) -> BuildReport:
    """Add articles (files, folders, `-`) to the graph folder, or make it; inputs that cannot be read are reported.

    An article takes the place of the one of its name. Only new and changed ones are read; the graph is the same as
    one built from all of them at once. `fresh` forgets the articles that the folder has. `model` and `base` are the
    graph's own unless given. Without sources a graph is made again of what its folder holds. `names` is a CSV file
    of names with aliases, class and identifier, honoured above all and kept in the folder.

    Raises InputError when no article could be read, UsageError when there is neither source nor graph, ModelError,
    LexiconError, and GraphFolderError; in each case an existing graph stays as it was.
    """
    from kg.graph.folder import check_own
    from kg.text.articles import find_sources, read_articles
    from kg.updates import Settings, changing, link, read_into, save
    from kg.user_names import read_user_names

    folder = Path(graph)
    check_own(folder)
    own_names = None if names is None else read_user_names(Path(names))
    arguments = [str(sources)] if isinstance(sources, str | Path) else [str(source) for source in sources]
    found, missing = find_sources(arguments, stdin)
    articles, unreadable = read_articles(found)
    skipped = (*missing, *unreadable)
    _need_something(arguments, articles, skipped, folder, fresh=fresh)
    with changing(folder, Settings(model, base, fresh, own_names)) as old:
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


def query(
    text: str,
    graph: str | Path = DEFAULT_GRAPH,
    *,
    parameters: Mapping[str, str] | None = None,
    where: Sequence[str] = (),
    data: Sequence[str | Path] = (),
    endpoint: "Access | str | None" = None,
) -> "Table":
    """The answer of a named query of the cookbook, or of SPARQL text, over a graph folder, RDF files or a triplestore.

    `parameters` narrow the question: each names an entity (any spelling), a date, … as the query declares. Of `where`
    each `column=text` must hold in a row of the answer. Raises QueryError, GraphFolderError, InputError for a file
    that is no RDF, EndpointError, and UsageError for a condition that cannot be read.

    >>> query("spokespersons", parameters={"person": "tahsin khafaji"}).notes
    ('person: Tahsin Al-Khafaji (Person)',)
    """
    from kg.outputs.queries import ask_named, ask_sparql, find_query
    from kg.outputs.rdf_files import read_rdf
    from kg.outputs.tables import keep_rows

    named = None if any(char in text for char in "{ \n") else find_query(text)
    store = read_rdf(map(Path, data)) if data else _opened(graph, endpoint)
    values = parameters or {}
    return keep_rows(ask_named(store, named, values) if named else ask_sparql(store, text, values), where)


def entity(name: str, graph: str | Path = DEFAULT_GRAPH) -> "ExplainedEntity":
    """The one entity that a name or an address means, with its spellings and the claims about it.

    Raises QueryError when none or several may be meant, GraphFolderError when there is no graph.
    """
    from kg.graph.store import open_graph
    from kg.outputs.explain import explain as explain_entity
    from kg.outputs.name_lookup import find_entity

    store = open_graph(Path(graph))
    return explain_entity(store, find_entity(store, name).iri).entities[0]


def suggest_names(begun: str, graph: str | Path = DEFAULT_GRAPH, *, wanted: str = "") -> list[str]:
    """The spellings of entities that begin so, for a shell to offer; of the class `wanted` if it is one.

    Raises GraphFolderError when there is no graph.
    """
    from kg.graph.store import open_graph
    from kg.outputs.name_lookup import names_beginning, read_candidates

    return names_beginning(read_candidates(open_graph(Path(graph))), begun, wanted)


def _opened(graph: str | Path, endpoint: "Access | str | None") -> "Answering":
    """What answers queries: the store of a graph folder or, when one is given, a triplestore."""
    if endpoint is None:
        from kg.graph.store import open_graph

        return open_graph(Path(graph))
    from kg.outputs.triplestore.remote import RemoteGraph

    return RemoteGraph(_connected(endpoint))


def _connected(endpoint: "Access | str") -> "Service":
    from kg.outputs.triplestore.connecting import Access, connect

    return connect(Access(endpoint) if isinstance(endpoint, str) else endpoint)


def load(
    endpoint: "Access | str",
    graph: str | Path = DEFAULT_GRAPH,
    *,
    everything: bool = False,
    dry_run: bool = False,
    progress: "Progress | None" = None,
) -> "LoadReport":
    """Bring a graph folder into a triplestore: what changed since the last load, or `everything`.

    `endpoint` is its address, or an `Access` with kind, credentials and time limit.

    Raises UsageError for an address that cannot be used, GraphFolderError when there is no graph, EndpointError for
    whatever the triplestore does wrong; each of its graphs is then the old one or the new one.
    """
    from kg.graph.folder import read_marker
    from kg.graph.store import open_graph
    from kg.outputs.triplestore.loading import load as load_graph

    store = open_graph(Path(graph))
    base = str(read_marker(Path(graph))["base"])
    service = _connected(endpoint)
    try:
        return load_graph(service, store, base, everything=everything, dry_run=dry_run, progress=progress)
    finally:
        service.close()


def view(graph: str | Path = DEFAULT_GRAPH) -> Path:
    """The path of the HTML page of a graph. Raises GraphFolderError when there is no graph."""
    from kg.graph.folder import check_graph

    check_graph(Path(graph))
    return (Path(graph) / PAGE).resolve()


def export(output: IO[bytes], graph: str | Path = DEFAULT_GRAPH, *, form: str = "jsonl", what: str = "claims") -> None:
    """Write a graph to a binary stream: `jsonl` or `csv` (of `what`), `graphml`, `gexf`, `turtle`, `trig`, `nquads`,
    `ntriples`, `jsonld`, or `turtle12` (RDF 1.2, a draft standard: edges annotated by their claims).

    Raises UsageError for an unknown form or `what`, GraphFolderError when there is no graph.
    """
    from kg.graph.folder import check_graph
    from kg.outputs.exporting.formats import write_export

    check_graph(Path(graph))
    write_export(Path(graph), form, what, output)


def report(
    graph: str | Path = DEFAULT_GRAPH,
    *,
    form: str = "html",
    charts: bool = True,
    limit: int = REPORT_LIMIT,
    title: str = "",
) -> str:
    """A graph as a report to read, `html` (one page with charts) or `markdown`.

    Shows the `limit` best supported events, situations and statements each. Raises UsageError for an unknown form and
    when the charts need a library that is not installed, GraphFolderError when there is no graph.
    """
    from kg.graph.store import open_graph
    from kg.graph.vocabulary import read_vocabulary
    from kg.outputs.exports import read_rows
    from kg.outputs.reporting.gathering import ReportRows, gather
    from kg.outputs.reporting.html import report_html
    from kg.outputs.reporting.markdown import report_markdown
    from kg.outputs.reporting.questions import read_disagreements, read_sources

    if form not in REPORT_FORMATS:
        raise UsageError(f"there is no format '{form}'; choose one of {', '.join(REPORT_FORMATS)}")
    store = open_graph(Path(graph))
    sources = read_sources(store)
    claims, entities, events = (list(read_rows(Path(graph), what, {})) for what in ("claims", "entities", "events"))
    rows = ReportRows(claims, entities, events, sources, read_disagreements(store, sources))
    gathered = gather(rows, read_vocabulary(), limit=limit, title=title)
    return report_markdown(gathered) if form == "markdown" else report_html(gathered, charts=charts)


def explain(entity: str, graph: str | Path = DEFAULT_GRAPH, *, endpoint: "Access | str | None" = None) -> "Explanation":
    """What a graph folder, or a triplestore, says of an entity, found by any spelling, or of one claim, by id or IRI.

    Raises GraphFolderError when there is no graph, EndpointError when the triplestore fails.
    """
    from kg.outputs.explain import explain as explain_entity

    return explain_entity(_opened(graph, endpoint), entity)


def verify(graph: str | Path = DEFAULT_GRAPH) -> "VerificationReport":
    """Check every quote against the article it comes from, and every term against the ontology; uses no model."""
    from kg.graph.verification import verify as verify_graph

    return verify_graph(Path(graph))


def compare_names(a: str, b: str, kind: str = "person") -> "NameComparison":
    """How alike two names are, in any script: a score from 0 to 1, the decision it leads to, and the reasons.

    `kind` is `person`, `organisation`, or a class of the ontology below one of them. Raises UsageError for another
    kind or an empty name.
    """
    from kg.entities.names.comparison import compare_names as compare

    for name in (a, b):
        if not any(char.isalnum() for char in name):
            raise UsageError(f"'{name}' is no name; give two names with letters in them")
    return compare(a, b, _name_kind(kind))


def _name_kind(kind: str) -> "NameKind":
    from kg.classes import read_classes
    from kg.entities.names.comparison import NameKind
    from kg.resources import resource_folder

    wanted = kind.strip().lower().replace("organization", "organisation")
    if wanted in (NameKind.PERSON, NameKind.ORGANISATION):
        return NameKind(wanted)
    classes = read_classes(resource_folder("ontology") / "kg.ttl")
    cls = next((name for name in classes.parents if name.lower() == wanted), "")
    if classes.is_a(cls, "Person"):
        return NameKind.PERSON
    if classes.is_a(cls, "Organization"):
        return NameKind.ORGANISATION
    raise UsageError(f"names of kind '{kind}' cannot be compared; choose person or organisation")


def infer(graph: str | Path = DEFAULT_GRAPH, *, wanted: bool = True) -> int:
    """Add to a graph what follows from it by the ontology, in a graph of its own, now and at every later build.

    Unless `wanted`, take it out again. Returns the number of statements there are now. Raises GraphFolderError.
    """
    from kg.graph.folder import check_graph
    from kg.updates import count_inferences, set_inferring

    check_graph(Path(graph))
    set_inferring(Path(graph), wanted=wanted)
    return count_inferences(Path(graph))


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
