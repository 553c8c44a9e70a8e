"""kg: news articles about conflicts in, a knowledge graph whose every statement can be checked out.

The verbs of the command line are functions here: `kg.build("articles/")`, `kg.query("handovers")`.
"""

from kg.commands import build, evaluate, explain, export, load, query, verify, view
from kg.errors import KgError

__version__ = "0.1.0"
__all__ = ["KgError", "__version__", "build", "evaluate", "explain", "export", "load", "query", "verify", "view"]
