"""Checks a graph with no model: quotes and claims against the article texts stored beside it, terms against the
ontology, nodes against their shapes and classes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphFolderError
from kg.graph.articles import text_digest
from kg.graph.consistency import check_consistency
from kg.graph.findings import Finding
from kg.graph.selection import select
from kg.graph.store import open_graph, read_article_text
from kg.graph.validation import validate
from kg.graph.vocabulary import KG, REUSED, Vocabulary, read_vocabulary

_ARTICLES = "SELECT ?article ?name ?digest WHERE { ?article dcterms:identifier ?name ; kg:textDigest ?digest }"
_PASSAGES = (
    "SELECT ?passage ?article ?exact ?start ?end WHERE "
    "{ ?passage dcterms:isPartOf ?article ; oa:exact ?exact ; kg:start ?start ; kg:end ?end }"
)
_CLAIMS = "SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim a kg:Claim }"
_UNSUPPORTED = (
    "SELECT DISTINCT ?claim WHERE { ?claim a kg:Claim "
    "FILTER NOT EXISTS { ?claim kg:evidence ?passage . ?passage oa:exact ?exact } }"
)
_PROPERTIES = "SELECT DISTINCT ?term WHERE { ?s ?term ?o }"
_CLASSES = "SELECT DISTINCT ?term WHERE { ?s a ?term }"


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """How much was checked, and everything found wrong."""

    articles: int
    passages: int
    claims: int
    unsupported_claims: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify(folder: Path, vocabulary: Vocabulary | None = None) -> VerificationReport:
    """Check the graph in `folder`. Raises GraphFolderError only when the folder itself cannot be read."""
    store = open_graph(folder)
    texts, missing = _texts(store, folder)
    quotes = list(select(store, _PASSAGES, ("passage", "article", "exact", "start", "end")))
    unsupported = [claim for (claim,) in select(store, _UNSUPPORTED, ("claim",))]
    findings = [
        *missing,
        *(finding for row in quotes for finding in _check_quote(row, texts)),
        *(Finding("evidence", claim, "the claim has no passage with its exact words") for claim in unsupported),
        *_check_terms(store, vocabulary or read_vocabulary()),
        *validate(store),
        *check_consistency(store),
    ]
    ((claims,),) = select(store, _CLAIMS, ("n",))
    ordered = tuple(sorted(findings, key=lambda finding: (finding.kind, finding.subject, finding.message)))
    return VerificationReport(len(texts), len(quotes), int(claims), len(unsupported), ordered)


def _texts(store: ox.Store, folder: Path) -> tuple[dict[str, str], list[Finding]]:
    """The texts of all articles by IRI, and what is wrong with them."""
    texts: dict[str, str] = {}
    findings = []
    for article, name, digest in select(store, _ARTICLES, ("article", "name", "digest")):
        try:
            texts[article] = read_article_text(folder, name)
        except GraphFolderError as error:
            findings.append(Finding("text", name, str(error)))
            continue
        if text_digest(texts[article]) != digest:
            findings.append(Finding("text", name, "the stored text is not the one the graph was built from"))
    return texts, findings


def _check_quote(row: Sequence[str], texts: dict[str, str]) -> Iterator[Finding]:
    passage, article, exact, first, last = row
    start, end = int(first), int(last)
    if article not in texts:
        yield Finding("quote", passage, f"its article {article} has no readable text")
    elif texts[article][start:end] != exact or passage != f"{article}#char={start},{end}":
        found = texts[article][start:end]
        yield Finding("quote", passage, f"the graph quotes {exact!r}, the article has {found!r} there")


def _check_terms(store: ox.Store, vocabulary: Vocabulary) -> Iterator[Finding]:
    for query, kind, declared in (
        (_PROPERTIES, "property", vocabulary.properties),
        (_CLASSES, "class", vocabulary.classes),
    ):
        for (term,) in select(store, query, ("term",)):
            known = term.removeprefix(KG) in declared if term.startswith(KG) else term.startswith(REUSED)
            if not known:
                yield Finding("term", term, f"the {kind} is neither declared in ontology/kg.ttl nor a reused one")
