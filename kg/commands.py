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
    from kg.outputs.explain import ExplainedEntity, Explanation
    from kg.outputs.scoring import Scores
    from kg.outputs.tables import Table
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
) -> "Table":
    """The answer of a named query of the cookbook, or of SPARQL text, over a graph folder or the RDF files `data`.

    `parameters` narrow the question: each names an entity (any spelling), a date, … as the query declares. Of `where`
    each `column=text` must hold in a row of the answer. Raises QueryError, GraphFolderError, InputError for a file
    that is no RDF, and UsageError for a condition that cannot be read.

    >>> query("spokespersons", parameters={"person": "tahsin khafaji"}).notes
    ('person: Tahsin Al-Khafaji (Person)',)
    """
    from kg.graph.store import open_graph
    from kg.outputs.queries import ask_named, ask_sparql, find_query
    from kg.outputs.rdf_files import read_rdf
    from kg.outputs.tables import keep_rows

    named = None if any(char in text for char in "{ \n") else find_query(text)
    store = read_rdf(map(Path, data)) if data else open_graph(Path(graph))
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
