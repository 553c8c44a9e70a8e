"""The day of an event that an article tells as news and without a date: the day of the article.

A headline and a first sentence in the perfect (*troops have left the base*) tell what is new on that day. The text says
nothing more, so such a day never separates two events, and an event has it only where no claim tells a date.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from kg.model import Article, Claim, Factuality

HEADLINES = frozenset({"title", "deck"})
_PERFECT = re.compile(r"\b(has|have|had just)\b", re.IGNORECASE)


def reported_day(claims: Iterable[Claim], articles: Mapping[str, Article], published: Mapping[str, date]) -> str | None:
    """The earliest day on which an article tells the claims' event as its news, as ISO 8601; None where none does."""
    days = [
        published[claim.article]
        for claim in claims
        if claim.article in published and _is_news(claim, articles[claim.article])
    ]
    return min(days).isoformat() if days else None


def _is_news(claim: Claim, article: Article) -> bool:
    if claim.factuality is not Factuality.ASSERTED:
        return False
    if any(_within(claim, block.start, block.end) for block in article.blocks if block.kind in HEADLINES):
        return True
    return _is_first_sentence(claim, article) and bool(_PERFECT.search(claim.evidence.text))


def _is_first_sentence(claim: Claim, article: Article) -> bool:
    body = [block for block in article.blocks if block.kind == "body"]
    return bool(body) and claim.evidence.start <= body[0].start < claim.evidence.end


def _within(claim: Claim, start: int, end: int) -> bool:
    return start <= claim.evidence.start and claim.evidence.end <= end
