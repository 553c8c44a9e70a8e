"""Rows of a query as strings: what the pages are made from."""

from collections.abc import Mapping

import pyoxigraph as ox

from kg.graph.vocabulary import PREFIXES

Row = Mapping[str, str]


def select(store: ox.Store, query: str, thing: str | None = None) -> list[dict[str, str]]:
    """Rows of strings, empty where nothing is bound; `$thing` stands for the given IRI."""
    bound = query.replace("$thing", str(ox.NamedNode(thing))) if thing else query
    answer = store.query(bound, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    return [{name: getattr(row[name], "value", "") for name in columns} for row in answer]


def local_name(iri: str) -> str:
    """The last part of a property's or class's IRI: `handed_over`, `sameAs`."""
    return iri.replace("#", "/").rpartition("/")[2]
