"""The named graph of one article: its metadata, its passages, its claims."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.claims import Statement, arguments, claim_triples
from kg.graph.iris import article_iri, entity_iri, passage_iri
from kg.graph.vocabulary import DCTERMS, OA, Vocabulary
from kg.model import Article, Claim, LinkedMention


def text_digest(text: str) -> str:
    """SHA-256 of an article's text in UTF-8: `kg verify` compares it with the stored text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_triples(
    article: Article,
    claims: Iterable[Claim],
    mentions: Iterable[LinkedMention],
    events: Mapping[str, str],
    base: str,
    vocabulary: Vocabulary,
) -> Iterator[ox.Triple]:
    """All triples of an article's graph; `events` maps the ids of claims to those of the events they tell."""
    subject = terms.node(article_iri(base, article.name))
    yield ox.Triple(subject, terms.TYPE, terms.kg("Article"))
    for predicate, value in _metadata(article):
        yield ox.Triple(subject, predicate, value)
    for linked in mentions:
        mention = linked.mention
        yield from _passage(article.name, mention.start, mention.end, mention.text, base, linked.entity)
    for claim in claims:
        yield from _claim_passages(claim, base)
        yield from claim_triples(claim, events.get(claim.id), base, vocabulary)


def _metadata(article: Article) -> Iterator[Statement]:
    yield terms.node(DCTERMS + "identifier"), terms.text(article.name)
    yield terms.kg("textDigest"), terms.text(text_digest(article.text))
    if article.title:
        yield terms.node(DCTERMS + "title"), terms.text(article.title.value)
    if article.publisher:
        yield terms.node(DCTERMS + "publisher"), terms.text(article.publisher.value)
    if article.date:
        yield terms.node(DCTERMS + "date"), terms.date_literal(article.date.value)
    if article.address:
        yield terms.node(DCTERMS + "source"), terms.text(article.address.value)
    if article.place:
        yield terms.kg("datelinePlace"), terms.text(article.place.value)
    yield from _found_by(article)


def _found_by(article: Article) -> Iterator[Statement]:
    for name in ("title", "publisher", "date", "address", "place"):
        found = getattr(article, name)
        if found:
            yield terms.kg(f"{name}FoundBy"), terms.text(found.how)


def _claim_passages(claim: Claim, base: str) -> Iterator[ox.Triple]:
    evidence = claim.evidence
    yield from _passage(evidence.article, evidence.start, evidence.end, evidence.text, base)
    for argument in arguments(claim):
        yield from _passage(claim.article, argument.start, argument.end, argument.text, base, argument.entity)


def _passage(
    article: str, start: int, end: int, text: str, base: str, entity: str | None = None
) -> Iterator[ox.Triple]:
    passage = terms.node(passage_iri(base, article, start, end))
    yield ox.Triple(passage, terms.TYPE, terms.kg("Passage"))
    yield ox.Triple(passage, terms.node(DCTERMS + "isPartOf"), terms.node(article_iri(base, article)))
    yield ox.Triple(passage, terms.node(OA + "exact"), terms.text(text))
    yield ox.Triple(passage, terms.kg("start"), terms.integer(start))
    yield ox.Triple(passage, terms.kg("end"), terms.integer(end))
    if entity:
        yield ox.Triple(passage, terms.kg("refersTo"), terms.node(entity_iri(base, entity)))
