"""The plain edges annotated by the claims that make them, in RDF 1.2: each claim reifies the triple that it states.

Standard: RDF 1.2 Concepts and Turtle (W3C), a draft when this was written; tools for RDF 1.1 do not read it. An edge
is stated by itself where a claim asserts it; what is alleged, denied, planned or hypothetical is a triple that its
claim names (`rdf:reifies <<( s p o )>>`) and nobody states.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

import pyoxigraph as ox

from kg.graph.vocabulary import DCTERMS, KG, OA, PREFIXES, RDF

REIFIES = ox.NamedNode(RDF + "reifies")
TYPE = ox.NamedNode(RDF + "type")
CLAIM, ARTICLE = ox.NamedNode(KG + "Claim"), ox.NamedNode(KG + "Article")
EVIDENCE = ox.NamedNode(KG + "evidence")
ENDS = (KG + "subject", KG + "relation", KG + "object")
QUOTED = frozenset({RDF + "type", OA + "exact", DCTERMS + "isPartOf", KG + "start", KG + "end"})


def write_annotated(plain: Iterable[ox.Triple], quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
    """Write `plain` (entities and edges) with the claims, quotes and articles of `quads` as Turtle 1.2."""
    triples = [*plain, *_annotations(list(quads))]
    ordered = sorted(set(triples), key=str)
    written = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
    lines = written.splitlines(keepends=True)
    # pyoxigraph declares the prefixes in an order that changes from run to run
    output.write(b"".join((*sorted(lines[: len(PREFIXES)]), b"\n", *lines[len(PREFIXES) :])))


def _annotations(quads: list[ox.Quad]) -> Iterator[ox.Triple]:
    claims = {quad.subject for quad in quads if quad.predicate == TYPE and quad.object == CLAIM}
    passages = {quad.object for quad in quads if quad.predicate == EVIDENCE}
    articles = {quad.subject for quad in quads if quad.predicate == TYPE and quad.object == ARTICLE}
    ends: dict[object, dict[str, ox.NamedNode]] = {}
    for quad in quads:
        if quad.subject in claims:
            if quad.predicate.value in ENDS and isinstance(quad.object, ox.NamedNode):
                ends.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
            yield quad.triple
        elif quad.subject in articles or (quad.subject in passages and quad.predicate.value in QUOTED):
            yield quad.triple
    yield from (triple for claim in claims if (triple := _reification(claim, ends.get(claim, {}))))


def _reification(claim: object, ends: Mapping[str, ox.NamedNode]) -> ox.Triple | None:
    """What says which triple a claim states; None where it has no subject or no object."""
    if not isinstance(claim, ox.NamedNode) or len(ends) < len(ENDS):
        return None
    return ox.Triple(claim, REIFIES, ox.Triple(*(ends[end] for end in ENDS)))
