"""Where a triplestore is reached: the presets of known kinds, and the endpoint that a user's URL means."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from kg.errors import UsageError

GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Preset:
    """How one kind of triplestore is addressed and what it can do; `presets.toml` explains each field."""

    kind: str
    query: str
    update: str
    insert: int
    endings: tuple[str, ...] = ()
    query_authenticated: str = ""
    graphs: str = ""
    quads: str = ""
    server: str = ""
    header: str = ""
    path: str = ""
    transaction: bool = False
    difference: bool = False
    counts_singly: bool = False
    longest_iri: int = 0
    changed_types: tuple[str, ...] = ()
    union: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The URLs of one triplestore. `graphs` (Graph Store Protocol) and `quads` (TriG) are empty where it has none."""

    preset: Preset
    query: str
    update: str
    graphs: str = ""
    quads: str = ""

    @property
    def kind(self) -> str:
        """The name of the preset."""
        return self.preset.kind


@cache
def presets() -> Mapping[str, Preset]:
    """The shipped presets by kind."""
    table = tomllib.loads((Path(__file__).parent / "presets.toml").read_text(encoding="utf-8"))
    return MappingProxyType({kind: _preset(kind, entry) for kind, entry in table.items()})


def check_url(url: str) -> str:
    """The URL without a last slash. Raises UsageError when it is not plain http(s), or carries credentials."""
    parts = urlsplit(url.strip())
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "a URL with a user or password in it is refused, as it would show in logs and process lists; "
            "leave them out and set KG_USER and KG_PASSWORD"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"'{_shown(url)}' is no address of a triplestore; give one like http://localhost:7878")
    if parts.query or parts.fragment:
        raise UsageError(
            f"'{_shown(url)}' has a part behind '?' or '#'; leave it out (secrets go into KG_PASSWORD or KG_TOKEN)"
        )
    return url.strip().rstrip("/")


def find_preset(kind: str) -> Preset:
    """The preset of this kind; GraphDB is `rdf4j`. Raises UsageError naming those there are."""
    name = {"graphdb": "rdf4j", "jena": "fuseki"}.get(kind.lower(), kind.lower())
    if name not in presets():
        raise UsageError(f"there is no kind of triplestore '{kind}'; choose one of auto, {', '.join(presets())}")
    return presets()[name]


def recognise(url: str, headers: Mapping[str, str]) -> Preset:
    """The kind of store that this URL and the headers of its answer speak of; `generic` when they tell nothing."""
    path = urlsplit(url).path
    server = headers.get("server", "")
    for preset in presets().values():
        if (
            (preset.path and re.search(preset.path, path))
            or (preset.server and re.search(preset.server, server))
            or (preset.header and preset.header.lower() in headers)
        ):
            return preset
    return presets()[GENERIC]


def endpoint(
    url: str, preset: Preset, *, authenticated: bool = False, update: str | None = None, graphs: str | None = None
) -> Endpoint:
    """The endpoint that `url` means for this kind of store; `update` and `graphs` replace the preset's URLs.

    `authenticated` says whether there are credentials: some stores answer queries with rights at another URL.
    """
    root = _root(check_url(url), preset)
    query = preset.query_authenticated if authenticated and preset.query_authenticated else preset.query
    return Endpoint(
        preset,
        query.format(root=root),
        check_url(update) if update else preset.update.format(root=root),
        check_url(graphs) if graphs else preset.graphs.format(root=root),
        preset.quads.format(root=root),
    )


def _root(url: str, preset: Preset) -> str:
    fitting = [ending for ending in preset.endings if url.endswith(ending)]
    return url.removesuffix(max(fitting, key=len)) if fitting else url


def _preset(kind: str, entry: Mapping[str, Any]) -> Preset:
    values = dict(entry)
    values |= {name: tuple(values.get(name, ())) for name in ("endings", "changed_types")}
    values["union"] = MappingProxyType(dict(values.get("union", {})))
    return Preset(kind, **values)


def _shown(url: str) -> str:
    """The URL as far as it can hold no secret."""
    return re.split(r"[?#]", url.strip())[0][:200]
