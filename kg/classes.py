"""The class hierarchy and the relations of the ontology, as far as the stages need them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import LexiconError

ONTOLOGY = "https://w3id.org/kg-news/ontology#"


@dataclass(frozen=True)
class Classes:
    """`parents` maps each class to all classes above it (itself included); `relations` are the object properties."""

    parents: Mapping[str, frozenset[str]]
    relations: frozenset[str]

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether a class is the other or below it."""
        return ancestor in self.parents.get(cls, ())


@cache
def read_classes(path: Path) -> Classes:
    """Read `kg.ttl`. Raises LexiconError when it cannot be read."""
    import pyoxigraph as ox

    try:
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise LexiconError(f"{path}: the ontology cannot be read ({error})") from error
    names: dict[str, set[str]] = {"Class": set(), "ObjectProperty": set()}
    above: dict[str, set[str]] = {}
    for quad in quads:
        subject, predicate, value = (str(getattr(term, "value", "")) for term in quad.triple)
        local = subject.removeprefix(ONTOLOGY)
        if predicate.endswith("#type") and value.partition("#")[2] in names:
            names[value.partition("#")[2]].add(local)
        elif predicate.endswith("#subClassOf") and value.startswith(ONTOLOGY):
            above.setdefault(local, set()).add(value.removeprefix(ONTOLOGY))
    return Classes({name: _closure(name, above) for name in names["Class"]}, frozenset(names["ObjectProperty"]))


def _closure(name: str, above: Mapping[str, set[str]]) -> frozenset[str]:
    found, waiting = {name}, [name]
    while waiting:
        for parent in above.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found)
