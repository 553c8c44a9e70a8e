"""kg: news articles about conflicts in, a knowledge graph whose every statement can be checked out.

The verbs of the command line are functions here: `kg.build("articles/")`, `kg.query("handovers")`.
"""

from kg.commands import build, evaluate, explain, export, query, serve, verify, view
from kg.errors import KgError
from kg.revisions import diff, merge, remove, rename, split

__version__ = "0.1.0"
__all__ = [
    "KgError",
    "__version__",
    "build",
    "diff",
    "evaluate",
    "explain",
    "export",
    "merge",
    "query",
    "remove",
    "rename",
    "serve",
    "split",
    "verify",
    "view",
]
