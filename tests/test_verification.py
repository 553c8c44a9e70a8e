"""Verification finds each way in which a graph and its article texts can disagree, and nothing in a sound graph."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from sample_extraction import BASE, EXTRACTION, FIRST

from kg.graph.assembly import assemble
from kg.graph.folder import new_graph_folder
from kg.graph.store import article_path, write_graph
from kg.graph.verification import verify
from kg.graph.vocabulary import KG, OA

Quads = list[ox.Quad]


def build(folder: Path, change: Callable[[Quads], Quads] = list) -> Path:
    """Build the sample's graph folder with its quads changed."""
    with new_graph_folder(folder, BASE) as new:
        write_graph(new, change(assemble(EXTRACTION, BASE)), EXTRACTION.articles, BASE, {})
    return folder


def altered_quote(quads: Quads) -> Quads:
    """The quads with one word of one quote changed."""
    return [
        ox.Quad(q.subject, q.predicate, ox.Literal("Camp Sur"), q.graph_name)
        if q.object == ox.Literal("Camp Norte")
        else q
        for q in quads
        if q.predicate.value == OA + "exact" or q.object != ox.Literal("Camp Norte")
    ]


def shifted_offset(quads: Quads) -> Quads:
    """The quads with a passage that starts one character late."""
    start = ox.Literal("25", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    late = ox.Literal("26", datatype=start.datatype)
    return [ox.Quad(q.subject, q.predicate, late, q.graph_name) if q.object == start else q for q in quads]


def no_evidence(quads: Quads) -> Quads:
    """The quads with the evidence of all claims left out."""
    return [quad for quad in quads if quad.predicate.value != KG + "evidence"]


def unknown_property(quads: Quads) -> Quads:
    """The quads with a property that the ontology lacks."""
    return [*quads, ox.Quad(quads[0].subject, ox.NamedNode(KG + "juggled"), quads[0].subject, quads[0].graph_name)]


def unknown_class(quads: Quads) -> Quads:
    """The quads with a class of a vocabulary that is not among those reused."""
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return [*quads, ox.Quad(quads[0].subject, kind, ox.NamedNode("http://example.com/Circus"), quads[0].graph_name)]


def test_sound_graph_passes(tmp_path: Path) -> None:
    report = verify(build(tmp_path / "graph"))
    assert report.passed, report.findings
    assert (report.articles, report.claims, report.unsupported_claims) == (2, 4, 0)
    assert report.passages == 13


@pytest.mark.parametrize(
    ("change", "kind", "findings"),
    [
        (altered_quote, "quote", 2),
        (shifted_offset, "quote", 1),
        (no_evidence, "evidence", 4),
        (unknown_property, "term", 1),
        (unknown_class, "term", 1),
    ],
)
def test_broken_graph_fails(tmp_path: Path, change: Callable[[Quads], Quads], kind: str, findings: int) -> None:
    report = verify(build(tmp_path / "graph", change))
    assert [one.kind for one in report.findings if one.kind != "shape"] == [kind] * findings  # shapes may break too
    assert report.unsupported_claims == (findings if kind == "evidence" else 0)


def test_article_text_with_other_newlines_fails(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    article_path(folder, "first").write_bytes(FIRST.replace("\r\n", "\n").encode())
    kinds = {finding.kind for finding in verify(folder).findings}
    assert kinds == {"text", "quote"}


def test_missing_article_text_fails(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    article_path(folder, "second").unlink()
    assert {finding.kind for finding in verify(folder).findings} == {"text", "quote"}
