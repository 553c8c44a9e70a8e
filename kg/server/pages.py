"""Writes the HTML pages: templates that escape every text, with links inside this server for what the graph names."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from kg.outputs.display import class_name, display_text, relation_name

KINDS = ("entity", "article", "event", "claim")
"""Things of the graph that have pages: the kinds that their addresses begin with, after the base."""


def page(name: str, base: str, **values: Any) -> str:
    """The page of the template `name`; `base` is that of the graph's IRIs."""
    return _environment().get_template(f"{name}.html.jinja").render({"base": base, "turtle": False, **values})


def path_of(iri: str, base: str) -> str:
    """Where this server shows a thing: a path for what has a page here, a web address as it is, else nothing.

    >>> path_of("https://example.org/data/entity/taji-1", "https://example.org/data/")
    '/entity/taji-1'
    """
    kind, _, name = iri.removeprefix(base).partition("/")
    if iri.startswith(base) and kind in KINDS and name:
        return f"/{kind}/{name}"
    return iri if iri.startswith(("http://", "https://")) else ""


def anchor_of(iri: str) -> str:
    """The place of a claim on a page."""
    return "claim-" + iri.rpartition("/")[2]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.server", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters |= {"words": _words, "path": _path, "anchor": anchor_of}
    return environment


def _shown(value: object) -> object:
    """Every text fit for display: characters that turn the direction of writing are spelt out."""
    return display_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _words(name: str) -> str:
    """A name of the ontology in words: `handed_over` as *handed over*, `MilitaryBase` as *military base*."""
    return class_name(relation_name(name)).lower()


@pass_context
def _path(context: Context, iri: str) -> str:
    return path_of(iri, context["base"])
