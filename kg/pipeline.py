"""The order of the stages, from articles to everything the graph is made of; the only module that knows all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from kg.entities.coreference import Described, resolve_descriptions, resolve_mentions
from kg.entities.correcting import correct
from kg.entities.corrections import NONE, Corrections
from kg.entities.counts import count_of
from kg.entities.dates import find_dates
from kg.entities.linking import ArticleMentions, Linking
from kg.entities.linking import link_articles as link_names
from kg.entities.memory import remember_names
from kg.entities.mentions import find_mentions
from kg.entities.stability import former_ids, own_ids, with_former_ids
from kg.facts.arguments import Reading, mentions_by_token
from kg.facts.claims import claims_of, with_sentence
from kg.facts.conflicts import find_conflicts
from kg.facts.drafting import draft_claims
from kg.facts.fusion import fuse_claims
from kg.gazetteer import Gazetteer, read_gazetteer
from kg.lexicon import Lexicon, read_lexicon
from kg.model import Article, ArticleReading, Draft, Entity, Extraction, Mention, Skipped
from kg.parse import Paragraph
from kg.text.language import DEFAULT_MODEL, load_pipeline, parse_articles
from kg.user_names import UserName, with_user_names


def extract(
    articles: Sequence[Article],
    skipped: Sequence[Skipped] = (),
    model: str = DEFAULT_MODEL,
    own_names: Sequence[UserName] = (),
) -> Extraction:
    """Read articles into entities, mentions, claims and events. Articles are taken in the order of their names.

    `own_names` are a user's, above those of the gazetteer.
    Raises ModelError when the language pipeline cannot be loaded, LexiconError for a broken rule.
    """
    gazetteer = with_user_names(read_gazetteer(), own_names)
    return link_articles(list(read_each(articles, gazetteer, model)), read_lexicon(), gazetteer, skipped)


def read_each(
    articles: Iterable[Article], gazetteer: Gazetteer, model: str = DEFAULT_MODEL
) -> Iterator[ArticleReading]:
    """Read articles one after the other; what one gives depends on no other.

    Raises ModelError when the language pipeline cannot be loaded, LexiconError for a broken rule.
    """
    lexicon, nlp = read_lexicon(), load_pipeline(model)
    for article, paragraphs in parse_articles(nlp, articles):
        yield read_paragraphs(article, paragraphs, lexicon, gazetteer)


def read_paragraphs(
    article: Article, paragraphs: tuple[Paragraph, ...], lexicon: Lexicon, gazetteer: Gazetteer
) -> ArticleReading:
    """One article's mentions, drafts and antecedents; needs no other article."""
    paragraphs = remember_names(paragraphs, gazetteer)
    found = [find_mentions(paragraph, gazetteer) for paragraph in paragraphs]
    described = resolve_descriptions(paragraphs, found, gazetteer, lexicon.classes)
    readings = [
        Reading(paragraph, mentions_by_token(mentions), lexicon, gazetteer, described.named)
        for paragraph, mentions in zip(paragraphs, described.mentions, strict=True)
    ]
    published = article.date.value if article.date else None
    dates = [find_dates(paragraph, published) for paragraph in paragraphs]
    drafts = [with_sentence(draft, paragraphs[draft.paragraph]) for draft in draft_claims(readings, dates, count_of)]
    acting = _acting(described, drafts)
    antecedents = resolve_mentions(paragraphs, acting, _wanted(drafts, lexicon), gazetteer, lexicon.classes)
    alone = ArticleReading(article, tuple(chain.from_iterable(described.mentions)), tuple(drafts), antecedents)
    return replace(alone, own_ids=own_ids(_article_mentions(alone), gazetteer))


def _acting(described: Described, drafts: Sequence[Draft]) -> Described:
    """The mentions, with capitals that act for their state read as the state ("Athens said it …")."""
    states = {m.key: m for d in drafts for m in (d.subject, d.holder) if m is not None and m.type == "State"}
    mentions = (tuple(states.get(mention.key, mention) for mention in group) for group in described.mentions)
    return replace(described, mentions=tuple(mentions))


def _wanted(drafts: Sequence[Draft], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The classes that the roles of each mention accept, in the order of the lexicon, over all its drafts."""
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for draft in drafts:
        for role, mention in (("subject", draft.subject), ("object", draft.object), *draft.qualifiers.items()):
            if isinstance(mention, Mention):
                wanted[mention.key].update(dict.fromkeys(lexicon.wanted(draft.relation, role, draft.rule)))
    return {key: tuple(names) for key, names in wanted.items()}


def link_articles(
    read: Sequence[ArticleReading],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    skipped: Sequence[Skipped] = (),
    corrections: Corrections = NONE,
) -> Extraction:
    """Join what the articles gave, in the order of their names: entities over all of them, then claims and events."""
    read = sorted(read, key=lambda one: one.article.name)
    linking, idle = _identify(read, gazetteer, corrections)
    entity_of = _entities_by_mention(linking)
    claims = [claim for one in read for claim in claims_of(one.article, one.drafts, entity_of, lexicon)]
    articles = tuple(one.article for one in read)
    events = fuse_claims(claims, linking.entities, articles)
    return Extraction(
        articles,
        linking.entities,
        linking.mentions,
        tuple(claims),
        events,
        tuple(skipped),
        idle_corrections=idle,
        open_cases=linking.open_cases,
        conflicts=find_conflicts(claims, events, linking.entities, articles),
    )


def _identify(
    read: Sequence[ArticleReading], gazetteer: Gazetteer, corrections: Corrections
) -> tuple[Linking, tuple[str, ...]]:
    """Entities and mentions as the rules and then people decide, and the corrections that change nothing."""
    linking = link_names([_article_mentions(one) for one in read], gazetteer)
    own = dict(chain.from_iterable(one.own_ids.items() for one in read))
    antecedents = dict(chain.from_iterable(one.antecedents.items() for one in read))
    corrected = correct(linking.entities, linking.mentions, corrections, antecedents, former_ids(own, linking.mentions))
    former = {**former_ids(own, corrected.mentions), **corrected.merged}
    entities = with_former_ids(corrected.entities, former)
    return replace(linking, entities=entities, mentions=corrected.mentions), corrected.idle


def _article_mentions(one: ArticleReading) -> ArticleMentions:
    return ArticleMentions(one.article.name, [*one.mentions, *_metonyms(one)], one.antecedents, one.article.text)


def _metonyms(one: ArticleReading) -> list[Mention]:
    """Capitals that a role reads as their state ("Washington accused"), and phrases that a rule put together."""
    plain = {mention.key: mention for mention in one.mentions}
    found = {}
    for draft in one.drafts:
        for mention in (draft.subject, draft.object, draft.holder, *draft.qualifiers.values()):
            if not isinstance(mention, Mention) or plain.get(mention.key) == mention:
                continue
            if mention.known or mention.key not in plain:
                found[mention.key] = mention
    return list(found.values())


def _entities_by_mention(linking: Linking) -> dict[str, Entity]:
    """Entities by mention key, and by key and known id where one stretch of text has two readings."""
    by_id = {entity.id: entity for entity in linking.entities}
    found: dict[str, Entity] = {}
    for link in linking.mentions:
        entity = by_id[link.entity]
        found.setdefault(link.mention.key, entity)
        if link.mention.known:
            found[f"{link.mention.key}/{link.mention.known}"] = entity
    return found
