"""Finds what cannot be one thing: a node under two classes that the ontology holds apart, without a reasoner.

The ontology's hierarchy and disjointness are read by owlready2 (Lamy 2017). A node's classes are those it has in the
graph of entities and those that follow from the plain edges it is in, by the domains and ranges of their properties.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph.findings import Finding
from kg.graph.selection import select
from kg.graph.vocabulary import KG
from kg.resources import resource_folder

_TYPES = """SELECT ?node ?class ?name WHERE { ?node a ?class ; skos:prefLabel ?label
  OPTIONAL { ?passage kg:refersTo ?node ; dcterms:isPartOf/dcterms:identifier ?name } }"""
_CLAIMS = """SELECT ?node ?relation ?end ?name WHERE { VALUES ?end { kg:subject kg:object }
  ?claim kg:relation ?relation ; ?end ?node ; kg:factuality kg:Asserted ; kg:evidence/dcterms:isPartOf ?article .
  ?article dcterms:identifier ?name }"""


@dataclass(frozen=True)
class Ontology:
    """For each class all classes above it (itself included); the groups of classes that exclude each other; for each
    relation and end (`subject`, `object`) the classes that follow for what is there."""

    above: Mapping[str, frozenset[str]]
    disjoint: Sequence[frozenset[str]]
    ends: Mapping[tuple[str, str], frozenset[str]]

    def exclude(self, first: str, second: str) -> bool:
        """Whether nothing can be of both classes."""
        above, below = (self.above.get(name, frozenset()) for name in (first, second))
        return any((above & group) - below and (below & group) - above for group in self.disjoint)


@cache
def read_ontology(path: Path | None = None) -> Ontology:
    """Hierarchy and disjointness of `path` (default: the shipped `ontology/kg.ttl`)."""
    import owlready2

    world = owlready2.World()
    triples = ox.parse(path=str(path or resource_folder("ontology") / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    plain = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.N_TRIPLES) or b""
    ontology = world.get_ontology(KG).load(fileobj=BytesIO(plain), format="ntriples")
    above = {cls.iri: frozenset(parent.iri for parent in _named(cls.ancestors())) for cls in ontology.classes()}
    groups = [frozenset(cls.iri for cls in _named(group.entities)) for group in world.disjoint_classes()]
    return Ontology(above, groups, dict(_ends(ontology)))


def _ends(ontology: Any) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    for relation in ontology.object_properties():
        for end, classes in (("subject", relation.domain), ("object", relation.range)):
            yield (relation.iri, KG + end), frozenset(cls.iri for cls in _named(classes))


def _named(classes: Iterable[Any]) -> Iterator[Any]:
    """Without class expressions, which have no name."""
    return (cls for cls in classes if hasattr(cls, "iri"))


@dataclass(frozen=True)
class Reason:
    """Why a node is of a class: in words, with the articles."""

    why: str
    articles: frozenset[str]


def check_consistency(store: ox.Store, ontology: Ontology | None = None) -> list[Finding]:
    """One finding for each node and pair of classes that exclude each other, naming the articles of both."""
    known = ontology or read_ontology()
    findings = []
    for node, reasons in sorted(_classes(store, known).items()):
        for first, second in combinations(sorted(reasons), 2):
            if known.exclude(first, second):
                findings.append(Finding("class", node, _message(first, reasons[first], second, reasons[second])))
    return findings


def _message(first: str, reason: Reason, second: str, other: Reason) -> str:
    return (
        f"it cannot be both {_words(first, reason)} and {_words(second, other)}; "
        "see kg explain, then part what does not belong together with kg split"
    )


def _words(cls: str, reason: Reason) -> str:
    told = ", ".join(sorted(reason.articles)) or "no article"
    return f"a {cls.removeprefix(KG)} ({reason.why}; {told})"


def _classes(store: ox.Store, ontology: Ontology) -> dict[str, dict[str, Reason]]:
    """The classes of each node of the graph, with the reason for each."""
    found: defaultdict[str, dict[str, Reason]] = defaultdict(dict)
    for node, cls, why, name in (*_by_names(store), *_by_claims(store, ontology)):
        earlier = found[node].get(cls, Reason(why, frozenset()))
        found[node][cls] = Reason(earlier.why, earlier.articles | ({name} if name else frozenset()))
    return found


def _by_names(store: ox.Store) -> Iterator[tuple[str, str, str, str]]:
    for node, cls, name in select(store, _TYPES, ("node", "class", "name")):
        yield node, cls, "by its names", name


def _by_claims(store: ox.Store, ontology: Ontology) -> Iterator[tuple[str, str, str, str]]:
    for node, relation, end, name in select(store, _CLAIMS, ("node", "relation", "end", "name")):
        for cls in ontology.ends.get((relation, end), ()):
            yield node, cls, f"by a claim of {relation.removeprefix(KG)}", name
