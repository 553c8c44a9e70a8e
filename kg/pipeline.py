"""The order of the stages, from articles to everything the graph is made of; the only module that knows all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.entities.coreference import resolve_descriptions, resolve_mentions
from kg.entities.linking import ArticleMentions, link_mentions
from kg.entities.memory import remember_names
from kg.entities.mentions import find_mentions
from kg.entities.temporal import count_of, find_dates
from kg.facts.arguments import Reading, mentions_by_token
from kg.facts.claims import claims_of
from kg.facts.drafting import draft_claims
from kg.facts.fusion import fuse_claims
from kg.gazetteer import Gazetteer, read_gazetteer
from kg.lexicon import Lexicon, read_lexicon
from kg.model import Article, Draft, Entity, Extraction, LinkedMention, Mention, Skipped
from kg.parse import Paragraph
from kg.text.language import DEFAULT_MODEL, load_pipeline, parse_articles


@dataclass(frozen=True)
class Reader:
    """What one article gave before anything is known of the others."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    mentions: tuple[Mention, ...]
    drafts: tuple[Draft, ...]
    antecedents: Mapping[str, Mention]


def extract(articles: Sequence[Article], skipped: Sequence[Skipped] = (), model: str = DEFAULT_MODEL) -> Extraction:
    """Read articles into entities, mentions, claims and events. Articles are taken in the order of their names.

    Raises ModelError when the language pipeline cannot be loaded, LexiconError for a broken rule.
    """
    lexicon, gazetteer = read_lexicon(), read_gazetteer()
    nlp = load_pipeline(model)
    ordered = sorted(articles, key=lambda article: article.name)
    read = [
        read_paragraphs(article, paragraphs, lexicon, gazetteer) for article, paragraphs in parse_articles(nlp, ordered)
    ]
    return link_articles(read, lexicon, gazetteer, skipped)


def read_paragraphs(
    article: Article, paragraphs: tuple[Paragraph, ...], lexicon: Lexicon, gazetteer: Gazetteer
) -> Reader:
    """One article's mentions, drafts and antecedents; needs no other article."""
    paragraphs = remember_names(paragraphs, gazetteer)
    found = [find_mentions(paragraph, gazetteer) for paragraph in paragraphs]
    described = resolve_descriptions(paragraphs, found, gazetteer, lexicon.classes)
    readings = [
        Reading(paragraph, mentions_by_token(mentions), lexicon, gazetteer)
        for paragraph, mentions in zip(paragraphs, described.mentions, strict=True)
    ]
    published = article.date.value if article.date else None
    dates = [find_dates(paragraph, published) for paragraph in paragraphs]
    drafts = draft_claims(readings, dates, count_of)
    mentions = [mention for group in described.mentions for mention in group]
    antecedents = resolve_mentions(paragraphs, described, _wanted(drafts, lexicon), gazetteer, lexicon.classes)
    return Reader(article, paragraphs, tuple(mentions), tuple(drafts), antecedents)


def _wanted(drafts: Sequence[Draft], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The classes that the roles of each mention accept, in the order of the lexicon, over all its drafts."""
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for draft in drafts:
        for role, mention in (("subject", draft.subject), ("object", draft.object), *draft.qualifiers.items()):
            if isinstance(mention, Mention):
                wanted[mention.key].update(dict.fromkeys(lexicon.roles[draft.relation].get(role, ())))
    return {key: tuple(names) for key, names in wanted.items()}


def link_articles(
    read: Sequence[Reader], lexicon: Lexicon, gazetteer: Gazetteer, skipped: Sequence[Skipped] = ()
) -> Extraction:
    """Join what the articles gave: entities over all of them, then claims and events."""
    groups = [ArticleMentions(one.article.name, [*one.mentions, *_metonyms(one)], one.antecedents) for one in read]
    entities, linked = link_mentions(groups, gazetteer)
    by_id = {entity.id: entity for entity in entities}
    entity_of = _entities_by_mention(linked, by_id)
    claims = [claim for one in read for claim in claims_of(one.article, one.paragraphs, one.drafts, entity_of, lexicon)]
    return Extraction(
        tuple(one.article for one in read), entities, linked, tuple(claims), fuse_claims(claims), tuple(skipped)
    )


def _metonyms(one: Reader) -> list[Mention]:
    """Capitals that a role reads as their state ("Washington accused"): further readings of the same words."""
    plain = {mention.key: mention for mention in one.mentions}
    found = {}
    for draft in one.drafts:
        for mention in (draft.subject, draft.object, draft.holder, *draft.qualifiers.values()):
            if isinstance(mention, Mention) and mention.known and plain.get(mention.key) != mention:
                found[mention.key] = mention
    return list(found.values())


def _entities_by_mention(linked: Sequence[LinkedMention], by_id: Mapping[str, Entity]) -> dict[str, Entity]:
    """Entities by mention key, and by key and known id where one stretch of text has two readings."""
    found: dict[str, Entity] = {}
    for link in linked:
        entity = by_id[link.entity]
        found.setdefault(link.mention.key, entity)
        if link.mention.known:
            found[f"{link.mention.key}/{link.mention.known}"] = entity
    return found
