"""The graph as one HTML page that opens from disk with no network: pyvis's model and library, our own template.

pyvis's template loads files from the network and does not escape headings; here every text goes through Jinja's
escaping or `tojson`, and a content security policy lets only the page's own three scripts run.
"""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kg.graph.vocabulary import read_vocabulary
from kg.outputs.display import display_text
from kg.outputs.page_data import page_data
from kg.outputs.page_extent import MOST_EDGES, page_extent
from kg.outputs.page_graph import UNKNOWN, PageGraph

VIS = "lib/vis-9.1.2/vis-network"
SCRIPT_PARTS = ("model", "filters", "time", "drawing", "panel", "search", "table", "picture", "start")


def graph_page(graph: PageGraph, title: str) -> str:
    """Write a page graph as one self-contained HTML page: the same graph and title give the same characters.

    Encode it as UTF-8. The page asks nothing of the network. It shows the story at first: the best-told happenings and
    who took part in them.
    """
    scripts = {"library": vis_file(".min.js"), "script": page_script()}
    styles = {"library_style": vis_file(".css"), "style": own_file("page.css")}
    return page_template().render(
        title=display_text(title), policy=content_policy(list(scripts.values()), list(styles.values())),
        summary=summary(graph), data=page_data(page_extent(graph), lasting_relations()),
        **{name: Markup(text) for name, text in (scripts | styles).items()},
    )  # fmt: skip


def lasting_relations() -> frozenset[str]:
    """The relations that the ontology says hold over time."""
    return frozenset(relation.name for relation in read_vocabulary().relations.values() if relation.static)


def summary(graph: PageGraph) -> str:
    """What the graph holds, in one line."""
    edges = (*graph.edges, *graph.statements)
    quotes = {item for edge in edges for item in edge.evidence}
    entities = sum(node.type != UNKNOWN for node in graph.nodes)
    articles = len({item.article for item in quotes})
    counts = [counted(entities, "entity"), counted(len(edges), "statement"), counted(len(quotes), "quotation")]
    held = "" if len(edges) <= MOST_EDGES else f". This page holds the {MOST_EDGES:,} best-told statements"
    return f"{' · '.join(counts)} from {counted(articles, 'article')}{held}"


def counted(number: int, noun: str) -> str:
    """A number of things in words: *1 entity*, *2,000 entities*."""
    plural = noun if number == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}"


def page_script() -> str:
    """The page's own script: its parts in order, in one function so that none of its names is global."""
    return '"use strict";\n(function () {\n' + "\n".join(own_file(f"{part}.js") for part in SCRIPT_PARTS) + "})();"


def page_template() -> Template:
    """The page's template, escaping everything, writing data as JSON with sorted keys and no NaN."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "allow_nan": False, "separators": (",", ":")}
    return environment.from_string(own_file("page.html.jinja"))


def vis_file(ending: str) -> str:
    """A file of vis-network from pyvis's package, without the reference to its source map, which is not shipped."""
    text = (files("pyvis") / (VIS + ending)).read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


def own_file(name: str) -> str:
    """A file of the page, as it lies in the package."""
    return (files("kg.outputs") / "page" / name).read_text(encoding="utf-8")


def content_policy(scripts: list[str], styles: list[str]) -> str:
    """The content security policy that allows these inline scripts and styles, data images, and nothing else."""
    allowed = {"script-src": hashes(scripts), "style-src": hashes(styles), "img-src": "data:"}
    rules = [f"{kind} {sources}" for kind, sources in allowed.items()]
    return "; ".join(["default-src 'none'", *rules, "base-uri 'none'", "form-action 'none'"])


def hashes(texts: list[str]) -> str:
    """The sources of a policy that name inline texts by their SHA-256."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
