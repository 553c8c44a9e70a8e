"""The graph as one HTML page that opens from disk with no network: pyvis's model and library, our own template.

pyvis's template loads files from the network and does not escape headings; here every text goes through Jinja's
escaping or `tojson`, and a content security policy lets only the page's own three scripts run.
"""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kg.outputs.display import display_text
from kg.outputs.page_data import class_legend, page_data, stance_legend, table_rows
from kg.outputs.page_graph import UNKNOWN, PageGraph

VIS = "lib/vis-9.1.2/vis-network"


def graph_page(graph: PageGraph, title: str) -> str:
    """Write a page graph as one self-contained HTML page: the same graph and title give the same characters.

    Encode it as UTF-8. The page asks nothing of the network; it shows the 150 best-supported nodes at first.
    """
    scripts = {"library": vis_file(".min.js"), "script": own_file("page.js")}
    styles = {"library_style": vis_file(".css"), "style": own_file("page.css")}
    data = page_data(graph)
    return page_template().render(
        title=display_text(title), policy=content_policy(list(scripts.values()), list(styles.values())),
        data=data, rows=table_rows(graph), entities=sum(node.type != UNKNOWN for node in graph.nodes),
        articles=len({item["article"] for item in data["evidence"]}),
        classes=class_legend(graph), stances=stance_legend(graph), left_out=sum(not n["core"] for n in data["nodes"]),
        **{name: Markup(text) for name, text in (scripts | styles).items()},
    )  # fmt: skip


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
    """A file that lies beside this module."""
    return (files("kg.outputs") / name).read_text(encoding="utf-8")


def content_policy(scripts: list[str], styles: list[str]) -> str:
    """The content security policy that allows these inline scripts and styles, data images, and nothing else."""
    allowed = {"script-src": hashes(scripts), "style-src": hashes(styles), "img-src": "data:"}
    rules = [f"{kind} {sources}" for kind, sources in allowed.items()]
    return "; ".join(["default-src 'none'", *rules, "base-uri 'none'", "form-action 'none'"])


def hashes(texts: list[str]) -> str:
    """The sources of a policy that name inline texts by their SHA-256."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
