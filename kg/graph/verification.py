"""Checks a graph against the article texts stored beside it, with no model: every quote, every claim, every term."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphFolderError
from kg.graph.articles import text_digest
from kg.graph.store import open_graph, read_article_text
from kg.graph.vocabulary import KG, PREFIXES, REUSED, Vocabulary, read_vocabulary

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
class Finding:
    """One thing wrong: its `kind` (`quote`, `text`, `evidence`, `term`), what it is about, and what is wrong."""

    kind: str
    subject: str
    message: str


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
    quotes = list(_select(store, _PASSAGES))
    unsupported = [_value(row["claim"]) for row in _select(store, _UNSUPPORTED)]
    findings = [
        *missing,
        *(finding for row in quotes for finding in _check_quote(row, texts)),
        *(Finding("evidence", claim, "the claim has no passage with its exact words") for claim in unsupported),
        *_check_terms(store, vocabulary or read_vocabulary()),
    ]
    claims = int(next(_value(row["n"]) for row in _select(store, _CLAIMS)))
    ordered = tuple(sorted(findings, key=lambda finding: (finding.kind, finding.subject)))
    return VerificationReport(len(texts), len(quotes), claims, len(unsupported), ordered)


def _texts(store: ox.Store, folder: Path) -> tuple[dict[str, str], list[Finding]]:
    """The texts of all articles by IRI, and what is wrong with them."""
    texts: dict[str, str] = {}
    findings = []
    for row in _select(store, _ARTICLES):
        article, name, digest = (_value(row[column]) for column in ("article", "name", "digest"))
        try:
            texts[article] = read_article_text(folder, name)
        except GraphFolderError as error:
            findings.append(Finding("text", name, str(error)))
            continue
        if text_digest(texts[article]) != digest:
            findings.append(Finding("text", name, "the stored text is not the one the graph was built from"))
    return texts, findings


def _check_quote(row: ox.QuerySolution, texts: dict[str, str]) -> Iterator[Finding]:
    passage, article, exact = (_value(row[column]) for column in ("passage", "article", "exact"))
    start, end = int(_value(row["start"])), int(_value(row["end"]))
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
        for row in _select(store, query):
            term = _value(row["term"])
            known = term.removeprefix(KG) in declared if term.startswith(KG) else term.startswith(REUSED)
            if not known:
                yield Finding("term", term, f"the {kind} is neither declared in ontology/kg.ttl nor a reused one")


def _select(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    solutions = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return iter(solutions)


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value
