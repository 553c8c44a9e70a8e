"""Mints IRIs: legal by construction, the same from build to build, never a blank node.

Pattern: BASE + kind + "/" + slug of the id + "-" + 16 hexadecimal digits of its SHA-256. The slug leaves out what an
id has before its last colon (`person:jane-doe`); the digest does not.
"""

import re
import unicodedata
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.model import Entity

DEFAULT_BASE = "https://w3id.org/kg-news/data/"
MAX_SLUG = 40  # keeps IRIs readable; the digest alone tells them apart
DIGEST_DIGITS = 16  # 64 bits: a chance collision among a million ids has a probability of 3 in 10^8

_BASE = re.compile(r"https?://[A-Za-z0-9._:-]+/(?:[A-Za-z0-9._~:@!$&()*+,;=-]+/)*")
_PASSAGE = re.compile(r"(?P<article>.+)#char=(?P<start>[0-9]+),(?P<end>[0-9]+)")


class PassagePlace(NamedTuple):
    """Where a passage lies: the IRI of its article and its offsets."""

    article: str
    start: int
    end: int


def check_base(base: str) -> str:
    """The base IRI itself when it is absolute and its path ends in "/". Raises UsageError otherwise."""
    if not _BASE.fullmatch(base) or not urlsplit(base).hostname:
        raise UsageError(f"the base IRI '{base}' is not usable; give one like {DEFAULT_BASE}, ending in '/'")
    return base


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens, at most 40 characters; may be empty.

    >>> slug("Tahsin al-Khafājī")
    'tahsin-al-khafaji'
    """
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", decomposed).strip("-")[:MAX_SLUG].strip("-")


def mint(base: str, kind: str, identifier: str) -> str:
    """The IRI of the thing of this kind with this id; the same id in another Unicode form gives the same IRI."""
    normal = unicodedata.normalize("NFC", identifier)
    digest = sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_DIGITS]
    name = slug(normal.rpartition(":")[2])
    return f"{base}{kind}/{name}-{digest}" if name else f"{base}{kind}/{digest}"


def entity_iri(base: str, entity: Entity | str) -> str:
    """The IRI of an entity, from its id alone: it survives a better label or type."""
    return mint(base, "entity", entity.id if isinstance(entity, Entity) else entity)


def article_iri(base: str, name: str) -> str:
    """The IRI of an article and of its named graph, from the name of its file."""
    return mint(base, "article", name)


def claim_iri(base: str, claim: str) -> str:
    """The IRI of the claim with this id."""
    return mint(base, "claim", claim)


def event_iri(base: str, event: str) -> str:
    """The IRI of the event with this id."""
    return mint(base, "event", event)


def conflict_iri(base: str, conflict: str) -> str:
    """The IRI of the conflict or variation with this id."""
    return mint(base, "conflict", conflict)


def reading_iri(base: str, conflict: str, value: str) -> str:
    """The IRI of one of the values of a conflict."""
    return mint(base, "reading", "\n".join((conflict, value)))


def identity_iri(base: str, entity: str, name: str, rule: str) -> str:
    """The IRI of the decision that a name belongs to an entity."""
    return mint(base, "identity", "\n".join((entity, name, rule)))


def passage_iri(base: str, article: str, start: int, end: int) -> str:
    """The IRI of a stretch of an article (RFC 5147), such as `…/article/name-0123456789abcdef#char=12,45`."""
    return f"{article_iri(base, article)}#char={start},{end}"


def parse_passage_iri(iri: str) -> PassagePlace | None:
    """The article's IRI and the offsets of a passage's IRI, or None for any other IRI."""
    match = _PASSAGE.fullmatch(iri)
    return PassagePlace(match["article"], int(match["start"]), int(match["end"])) if match else None


def entities_graph(base: str) -> str:
    """The IRI of the graph of entities."""
    return f"{base}graph/entities"


def facts_graph(base: str) -> str:
    """The IRI of the graph of facts: events, situations and plain edges."""
    return f"{base}graph/facts"


def inferred_graph(base: str) -> str:
    """The IRI of the graph of inferences: what `kg infer` adds."""
    return f"{base}graph/inferred"


def description_graph(base: str) -> str:
    """The IRI of the graph that describes the dataset, and of the dataset."""
    return f"{base}graph/description"
