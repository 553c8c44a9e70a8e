"""Removals and corrections, and what they change; the difference between two graphs.

Heavy libraries are imported inside the verb that needs them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Entity, Extraction

if TYPE_CHECKING:
    from kg.entities.corrections import Correction
    from kg.outputs.difference import Difference, GraphRows
    from kg.updates import GraphState

DEFAULT_GRAPH = "graph"
CORRECTIONS = "corrections.txt"


@dataclass(frozen=True, slots=True)
class Revision:
    """What a removal or correction changed, and the line that it added to corrections.txt."""

    difference: "Difference"
    line: str = ""


def remove(articles: Sequence[str] | str, graph: str | Path = DEFAULT_GRAPH) -> Revision:
    """Take articles out of a graph with everything that only they supported, and tell what went.

    Raises UsageError when the graph lacks one of them (nothing is removed then), GraphFolderError.
    """
    from kg.updates import changing, link, read_into, save

    wanted = [articles] if isinstance(articles, str) else list(articles)
    with changing(_existing(graph)) as old:
        state, _ = read_into(old, ())
        left = state.without(_article(name, state, graph) for name in wanted)
        before, after = link(state), link(left)
        save(left, after)
    return Revision(_difference(before, after, state.base))


def merge(entity: str, other: str, graph: str | Path = DEFAULT_GRAPH) -> Revision:
    """Correct a graph: `other` is `entity`. Each is an address, an identifier, or a name that one entity alone has.

    Raises UsageError when a name fits none or several, or both are one already; GraphFolderError.
    """
    return _correct("merge", graph, [entity, other])


def split(entity: str, name: str = "", graph: str | Path = DEFAULT_GRAPH) -> Revision:
    """Correct a graph: what is called `name` in `entity` is something else; without it, each of its spellings is.

    Raises UsageError when `entity` fits none or several, or has no such name; GraphFolderError.
    """
    return _correct("split", graph, [entity], name)


def rename(entity: str, label: str, graph: str | Path = DEFAULT_GRAPH) -> Revision:
    """Correct a graph: `entity` is shown as `label`.

    Raises UsageError when `entity` fits none or several, GraphFolderError.
    """
    return _correct("rename", graph, [entity], label)


def diff(before: str | Path, after: str | Path) -> "Difference":
    """What the graph folder `after` has otherwise than `before`. Raises GraphFolderError when either is no graph."""
    from kg.graph.folder import check_graph, read_marker
    from kg.outputs.difference import difference

    folders = [Path(before), Path(after)]
    for folder in folders:
        check_graph(folder)
    bases = [str(read_marker(folder)["base"]) for folder in folders]
    return difference(*(_folder_rows(folder, base, bases[0]) for folder, base in zip(folders, bases, strict=True)))


def _correct(verb: str, graph: str | Path, references: Sequence[str], name: str = "") -> Revision:
    from kg.entities.corrections import Correction, Verb, written
    from kg.updates import changing, link, read_into, save

    with changing(_existing(graph)) as old:
        state, _ = read_into(old, ())
        before = link(state)
        found = [_entity(reference, before, state.base, graph) for reference in references]
        words = [*(entity.id for entity in found), *([" ".join(name.split())] if name.strip() else [])]
        correction = Correction(Verb(verb), *words)
        corrected = state.corrected(line := written(correction, *(entity.label for entity in found)))
        after = link(corrected)
        _refuse_idle(correction, after)
        save(corrected, after)
    return Revision(_difference(before, after, state.base), line)


def _refuse_idle(correction: "Correction", after: Extraction) -> None:
    """A correction that changes nothing is not written down."""
    reasons = [told for told in after.idle_corrections if told.startswith(f"{correction.line}: ")]
    if reasons:
        raise UsageError(f"nothing to correct: {reasons[-1].removeprefix(f'{correction.line}: ')}")


def _existing(graph: str | Path) -> Path:
    from kg.graph.folder import check_graph

    check_graph(Path(graph))
    return Path(graph)


def _article(name: str, state: "GraphState", graph: str | Path) -> str:
    """The name of an article of the graph; a file's name with its ending is understood too."""
    for candidate in (name, Path(name).stem):
        if candidate in state.readings:
            return candidate
    near = get_close_matches(name, state.readings, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "see: kg query articles"
    raise UsageError(f"there is no article '{name}' in {graph}; {hint}")


def _entity(reference: str, extraction: Extraction, base: str, graph: str | Path) -> Entity:
    from kg.entities.correcting import find_entity
    from kg.graph.iris import entity_iri

    entities = {entity.id: entity for entity in extraction.entities}
    former = {old: entity.id for entity in extraction.entities for old in entity.replaces}
    addresses = {entity_iri(base, identifier): identifier for identifier in (*former, *entities)}
    found = find_entity(addresses.get(reference, reference), entities, former)
    if len(found) == 1:
        return entities[found[0]]
    if not found:
        raise UsageError(f"nothing in {graph} is called '{reference}'; see: kg query entities")
    several = ", ".join(f"{entities[one].label} ({entities[one].type}) {entity_iri(base, one)}" for one in found)
    raise UsageError(f"'{reference}' may mean {several}; give one of these addresses")


def _difference(before: Extraction, after: Extraction, base: str) -> "Difference":
    from kg.outputs.difference import difference

    return difference(_extraction_rows(before, base), _extraction_rows(after, base))


def _extraction_rows(extraction: Extraction, base: str) -> "GraphRows":
    from kg.graph.articles import text_digest
    from kg.outputs.difference import GraphRows
    from kg.outputs.exports import EXPORTS

    rows = {what: list(rows_of(extraction, base)) for what, rows_of in EXPORTS.items()}
    return GraphRows({article.name: text_digest(article.text) for article in extraction.articles}, **rows)


def _folder_rows(folder: Path, base: str, wanted: str) -> "GraphRows":
    """The rows of a graph folder, with addresses as if its base were `wanted`."""
    from kg.graph.articles import text_digest
    from kg.graph.store import article_names, read_article_text
    from kg.outputs.difference import GraphRows
    from kg.outputs.exports import EXPORTS, read_rows

    rows = {what: list(read_rows(folder, what, {base: wanted})) for what in EXPORTS}
    texts = {name: text_digest(read_article_text(folder, name)) for name in article_names(folder)}
    return GraphRows(texts, **rows)
