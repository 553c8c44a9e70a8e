"""kg: news articles about conflicts in, a knowledge graph whose every statement can be checked out.

The verbs of the command line are functions here (`kg.query("handovers")` asks the folder `graph`) and methods of a
graph: `graph = kg.build("articles/")`, then `graph.query("handovers").to_pandas()` and `graph["Taji base"].claims`.
"""

from kg.commands import compare_names, evaluate, explain, export, infer, load, query, report, serve, verify, view
from kg.errors import KgError
from kg.knowledge_graph import Graph, build
from kg.revisions import diff, merge, remove, rename, split

__version__ = "0.1.0"
__all__ = [
    "Graph",
    "KgError",
    "__version__",
    "build",
    "compare_names",
    "diff",
    "evaluate",
    "explain",
    "export",
    "infer",
    "load",
    "merge",
    "query",
    "remove",
    "rename",
    "report",
    "serve",
    "split",
    "verify",
    "view",
]
