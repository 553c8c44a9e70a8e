"""Which entity a person means by a name: any spelling, whatever case and accents, or enough to be the only one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kg.classes import Classes, read_classes
from kg.errors import QueryError
from kg.graph.vocabulary import KG, PREFIXES
from kg.outputs.answering import Answering
from kg.outputs.explain import fold
from kg.resources import resource_folder

SHOWN = 12  # of the entities that a name may mean; more do not help to choose

_NAMES = """
SELECT DISTINCT ?entity ?label ?class ?name WHERE {
  ?entity skos:prefLabel ?label ; a ?class ; skos:prefLabel|skos:altLabel ?name .
}
ORDER BY ?label ?entity ?name
"""
_FORMER = "SELECT DISTINCT ?entity ?former WHERE { ?entity dcterms:replaces ?former }"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity with its class and every spelling of its name."""

    iri: str
    label: str
    type: str
    names: tuple[str, ...]


def read_candidates(store: Answering) -> tuple[Candidate, ...]:
    """Every named entity of a graph, by label."""
    names: dict[tuple[str, str], dict[str, None]] = {}
    classes: dict[str, list[str]] = {}
    for entity, label, cls, name in _rows(store, _NAMES):
        names.setdefault((entity, label), {})[name] = None
        classes.setdefault(entity, []).append(cls.removeprefix(KG))
    return tuple(
        Candidate(entity, label, _narrowest(classes[entity]), tuple(spellings))
        for (entity, label), spellings in names.items()
    )


def find_entity(store: Answering, text: str, wanted: str = "") -> Candidate:
    """The one entity that `text` means: an address (a former one too), a spelling, the beginning of one, or its words.

    Where several fit equally, those of the class `wanted` come first. Raises QueryError when none fits, with names
    that are close, and when several do, with their addresses.
    """
    entities = read_candidates(store)
    iri = next((new for new, former in _rows(store, _FORMER) if former == text), text)
    for entity in entities:
        if entity.iri == iri:
            return entity
    found = matching(entities, text, wanted)
    if not found:
        raise QueryError(f"nothing in the graph is called '{text}'; {_near(text, entities)}")
    if len(found) > 1:
        looser = [one for one in entities if one not in found and _fits(one, fold(text), _has_words)]
        raise QueryError(_several(text, [*found, *looser]))
    return found[0]


def matching(entities: Sequence[Candidate], text: str, wanted: str = "") -> list[Candidate]:
    """The entities that `text` may mean: by the strictest reading that gives any, and of class `wanted` if some are."""
    typed = fold(text)
    for fits in _READINGS if typed else ():
        found = [entity for entity in entities if _fits(entity, typed, fits)]
        if found:
            preferred = [entity for entity in found if _classes().is_a(entity.type, wanted)]
            return preferred or found
    return []


def names_beginning(entities: Sequence[Candidate], text: str, wanted: str = "") -> list[str]:
    """The labels and other spellings that begin with `text`, those of class `wanted` alone if it is one."""
    typed = fold(text)
    classes = _classes()
    fitting = [one for one in entities if classes.is_a(one.type, wanted) or wanted not in classes.parents]
    return sorted({name for entity in fitting for name in entity.names if fold(name).startswith(typed)})


def _classes() -> Classes:
    return read_classes(resource_folder("ontology") / "kg.ttl")


def _narrowest(classes: Sequence[str]) -> str:
    """The class with most above it: inferences give an entity the classes above its own as well."""
    parents = _classes().parents
    return max(classes, key=lambda name: (len(parents.get(name, ())), name))


def _fits(entity: Candidate, typed: str, reading: Callable[[str, str], bool]) -> bool:
    return any(reading(fold(name), typed) for name in entity.names)


def _same(name: str, typed: str) -> bool:
    return name == typed


def _begins(name: str, typed: str) -> bool:
    return name.startswith(typed)


def _has_words(name: str, typed: str) -> bool:
    """Each word typed begins a word of the name: `joint op` is `Iraqi Joint Operations Command`."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in typed.split())


_READINGS: tuple[Callable[[str, str], bool], ...] = (_same, _begins, _has_words)


def _near(text: str, entities: Iterable[Candidate]) -> str:
    labels = {fold(name): entity.label for entity in entities for name in entity.names}
    near = dict.fromkeys(labels[found] for found in get_close_matches(fold(text), labels, n=3, cutoff=0.7))
    return f"did you mean {' or '.join(near)}?" if near else "see: kg query entities"


def _several(text: str, found: Sequence[Candidate]) -> str:
    shown = [f"  {entity.label} ({entity.type})  {entity.iri}" for entity in found[:SHOWN]]
    more = [f"  and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    head = f"'{text}' may mean {len(found)} entities; write more of the name, or the address:"
    return "\n".join((head, *shown, *more))


def _rows(store: Answering, query: str) -> list[tuple[str, ...]]:
    answer = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    return [tuple(solution[name].value for name in columns) for solution in answer]
