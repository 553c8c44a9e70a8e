"""A graph folder as a Python object: the verbs of the command line as methods."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import kg.commands as commands
import kg.revisions as revisions
from kg.commands import DEFAULT_GRAPH, BuildReport
from kg.revisions import Revision

if TYPE_CHECKING:
    from kg.graph.verification import VerificationReport
    from kg.outputs.difference import Difference
    from kg.outputs.explain import ExplainedEntity, Explanation
    from kg.outputs.scoring import Scores
    from kg.outputs.tables import Table
    from kg.outputs.triplestore.connecting import Access
    from kg.outputs.triplestore.loading import LoadReport
    from kg.server.running import GraphServer


class Graph:
    """The graph in a folder; `report` says what the build that gave this object read, None for one just opened.

    >>> import kg
    >>> graph = kg.Graph("graph")
    >>> int(graph.query("handovers", base="Taji").to_pandas()["sources"].max())
    3
    >>> graph["Taji base"].type
    'MilitaryBase'
    >>> {claim.stance for claim in graph["Taji base"].claims if claim.relation == "attacked"} == {"asserted", "alleged"}
    True

    Every method reads the folder anew, so that it tells what is there now. Raises GraphFolderError when there is none.
    """

    def __init__(self, folder: str | Path = DEFAULT_GRAPH, *, build_report: BuildReport | None = None) -> None:
        from kg.graph.folder import check_graph

        self.folder = Path(folder)
        self.build_report = build_report
        check_graph(self.folder)

    def __repr__(self) -> str:
        return f"Graph({str(self.folder)!r})"

    def __getitem__(self, name: str) -> "ExplainedEntity":
        """The one entity of this name (any spelling, or enough of it) or address, with its claims.

        Raises QueryError when no entity is meant, or several are.
        """
        return commands.entity(name, self.folder)

    def query(self, text: str, /, *, where: Sequence[str] = (), **parameters: str) -> "Table":
        """The answer of a named query or of SPARQL text, as `kg query` gives it.

        `parameters` narrow the question: `graph.query("attacks", target="Taji", since="2020-03")`.
        Raises QueryError, and UsageError for a condition of `where` that cannot be read.

        >>> import kg
        >>> kg.Graph("graph").query("SELECT (COUNT(?article) AS ?articles) { ?article a kg:Article }").rows
        ((5,),)
        """
        return commands.query(text, self.folder, parameters=parameters, where=where)

    def explain(self, entity: str) -> "Explanation":
        """What the graph says of each entity that a name may mean."""
        return commands.explain(entity, self.folder)

    def verify(self) -> "VerificationReport":
        """Whether every quote is in its article and every term in the ontology."""
        return commands.verify(self.folder)

    def view(self) -> Path:
        """The path of the HTML page."""
        return commands.view(self.folder)

    def export(self, output: IO[bytes], *, form: str = "jsonl", what: str = "claims") -> None:
        """Write the graph to a binary stream, as `kg export` does."""
        commands.export(output, self.folder, form=form, what=what)

    def report(self, *, form: str = "html", charts: bool = True, limit: int = commands.REPORT_LIMIT) -> str:
        """A page to read, as `kg report` writes it: HTML or Markdown."""
        return commands.report(self.folder, form=form, charts=charts, limit=limit)

    def load(self, endpoint: "Access | str", *, everything: bool = False, dry_run: bool = False) -> "LoadReport":
        """Bring the graph into a triplestore, as `kg load` does."""
        return commands.load(endpoint, self.folder, everything=everything, dry_run=dry_run)

    def serve(self, *, host: str = "127.0.0.1", port: int = 8008) -> "GraphServer":
        """A server for the graph, not yet running: call its `run()`."""
        return commands.serve(self.folder, host=host, port=port)

    def infer(self, *, wanted: bool = True) -> int:
        """Add what follows from the graph, or take it out again; the number of statements there are now."""
        return commands.infer(self.folder, wanted=wanted)

    def evaluate(self, gold: str | Path, *, relations: Sequence[str] = ()) -> "Scores":
        """Score the claims against gold claims, as `kg evaluate` does."""
        return commands.evaluate(gold, self.folder, relations=relations)

    def remove(self, articles: Sequence[str] | str) -> Revision:
        """Take articles out, and tell what went with them."""
        return revisions.remove(articles, self.folder)

    def merge(self, entity: str, other: str) -> Revision:
        """Correct: `other` is `entity`."""
        return revisions.merge(entity, other, self.folder)

    def split(self, entity: str, name: str = "") -> Revision:
        """Correct: what is called `name` in `entity` is something else."""
        return revisions.split(entity, name, self.folder)

    def rename(self, entity: str, label: str) -> Revision:
        """Correct: `entity` is shown as `label`."""
        return revisions.rename(entity, label, self.folder)

    def diff(self, after: "Graph | str | Path") -> "Difference":
        """What the graph `after` has otherwise than this one."""
        return revisions.diff(self.folder, after.folder if isinstance(after, Graph) else after)


def build(
    sources: Sequence[str | Path] | str | Path = (),
    graph: str | Path = DEFAULT_GRAPH,
    *,
    model: str | None = None,
    base: str | None = None,
    fresh: bool = False,
    names: str | Path | None = None,
) -> Graph:
    """Read articles (files, folders) into a graph folder, as `kg build` does, and open it.

    What was read, and what could not be, is the `build_report` of the graph. Raises InputError when no article could be
    read, UsageError, ModelError, LexiconError and GraphFolderError; an existing graph then stays as it was.

    >>> import kg
    >>> graph = kg.build("articles/")
    >>> graph.build_report.articles, graph.build_report.skipped
    (5, ())
    """
    report = commands.build(sources, graph, model=model, base=base, fresh=fresh, names=names)
    return Graph(report.folder, build_report=report)
