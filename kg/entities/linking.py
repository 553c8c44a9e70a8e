"""From mentions to entities shared by all articles: known names, each article's own names, then names joined."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.entities.article_names import ArticleKeys, ArticleMentions, article_keys
from kg.entities.body_joining import join_bodies
from kg.entities.equations import BODIES
from kg.entities.joins import Join, Joined, Named
from kg.entities.keys import Key
from kg.entities.person_joining import join_persons
from kg.gazetteer import Gazetteer, Known
from kg.model import Entity, Identity, LinkedMention, Mention, MentionKind, OpenCase

__all__ = ["ArticleMentions", "Linking", "link_articles", "link_mentions"]

# Class by which a name is known when its mentions disagree: the more specific reading first.
SPECIFICITY = (
    "MilitaryBase", "ArmedGroup", "MilitaryForce", "GovernmentBody", "Coalition", "NewsAgency", "Person", "State",
    "Organization", "City", "Region", "Facility", "Place",
)  # fmt: skip


# The rules that give a name a key by its own words, so that the name is a spelling of what has the key.
NAMING_RULES = ("full name", "family name alone", "same name", "same body of the same state")


@dataclass(frozen=True)
class Linking:
    """The entities of all articles, their mentions, and the names whose entity stayed open; all sorted."""

    entities: tuple[Entity, ...]
    mentions: tuple[LinkedMention, ...]
    open_cases: tuple[OpenCase, ...] = ()


def link_mentions(
    articles: Sequence[ArticleMentions], gazetteer: Gazetteer
) -> tuple[tuple[Entity, ...], tuple[LinkedMention, ...]]:
    """Group the mentions of all articles into entities; both results are sorted."""
    linking = link_articles(articles, gazetteer)
    return linking.entities, linking.mentions


def link_articles(articles: Sequence[ArticleMentions], gazetteer: Gazetteer) -> Linking:
    """Group the mentions of all articles into entities, with the cases in which several fitted and none was taken.

    The result does not depend on the order of the articles.
    """
    read = [article_keys(article, gazetteer) for article in sorted(articles, key=lambda article: article.name)]
    joined = _join(read, gazetteer)
    linked = [pair for keys in read for pair in _linked(keys, joined.joins)]
    entities = _entities(linked, gazetteer)
    return Linking(entities, tuple(LinkedMention(mention, key.id) for mention, key in linked), joined.open_cases)


def _linked(read: ArticleKeys, joins: Mapping[str, Join]) -> Iterator[tuple[Mention, Key]]:
    """The mentions that refer to something, with their keys; two readings of the same words share the last one's."""
    for mention in read.article.mentions:
        target = read.article.antecedents.get(mention.key, mention)
        key = read.keys.get(target.key)
        if key is not None and not (mention.kind is MentionKind.PRONOUN and target is mention):
            yield mention, _joined_key(key, joins)


def _joined_key(key: Key, joins: Mapping[str, Join]) -> Key:
    join = joins.get(key.id)
    return key if join is None else Key(join.id, join.rule, key.local, join.evidence, join.score)


def _join(read: Sequence[ArticleKeys], gazetteer: Gazetteer) -> Joined:
    """The keys that are one thing's, over all articles."""
    persons, bodies = _named(read)
    by_name = join_persons(list(persons.values()))
    known = [Named(thing.id, name) for name, thing in gazetteer.names.items() if thing.type in BODIES]
    by_body = join_bodies(list(bodies.values()), known if bodies else [])
    by_acronym = _acronyms(read, bodies)
    joins = {**by_acronym.joins, **by_body.joins, **by_name.joins}
    texts = {named.id: named.text for named in (*persons.values(), *bodies.values())}
    cases = {_told(case, texts) for part in (by_name, by_body, by_acronym) for case in part.open_cases}
    return Joined(_followed(joins), tuple(sorted(cases)))


def _followed(joins: Mapping[str, Join]) -> dict[str, Join]:
    """An acronym whose organisation has itself been joined goes with it."""
    return {key: replace(join, id=joins[join.id].id) if join.id in joins else join for key, join in joins.items()}


def _told(case: OpenCase, texts: Mapping[str, str]) -> OpenCase:
    names = tuple(sorted({texts.get(key, key) for key in case.candidates}))
    return OpenCase(texts.get(case.name, case.name), names, case.reason)


def _named(read: Sequence[ArticleKeys]) -> tuple[dict[str, Named], dict[str, Named]]:
    """The keys of persons and of organisations that are not known, each with its fullest spelling and its context."""
    spellings: dict[str, set[str]] = defaultdict(set)
    contexts: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    for article in read:
        context = _context(article)
        for mention in article.article.mentions:
            key = article.keys[mention.key]
            if mention.kind is MentionKind.NAME and not key.local and key.rule != "refers back":
                if key.rule in NAMING_RULES:
                    spellings[key.id].add(mention.text)
                types[key.id].add(mention.type)
                contexts[key.id] |= context
    named = {
        key: Named(key, min(texts, key=lambda text: (-len(text.split()), text)), frozenset(contexts[key]))
        for key, texts in spellings.items()
    }
    persons = {key: name for key, name in named.items() if key.startswith("person:")}
    bodies = {key: name for key, name in named.items() if key.startswith(("name:", "body:")) and types[key] & BODIES}
    return persons, bodies


def _context(article: ArticleKeys) -> frozenset[str]:
    """The known things and the organisations that an article speaks of: what two articles can have in common."""
    return frozenset(
        key.id
        for mention in article.article.mentions
        if (key := article.keys[mention.key]) and not key.local and not key.id.startswith("person:")
    )


def _acronyms(read: Sequence[ArticleKeys], bodies: Mapping[str, Named]) -> Joined:
    """An acronym that one article explains and another only uses: its one meaning in articles with a shared context."""
    meanings: dict[str, set[str]] = defaultdict(set)
    contexts: dict[str, set[str]] = defaultdict(set)
    for article in read:
        for short, key in article.acronyms.items():
            meanings[short].add(key)
            contexts[short] |= _context(article)
    joins, cases = {}, []
    for body in bodies.values():
        found = meanings.get(body.text, set()) - {body.id}
        if len(found) > 1:
            cases.append(OpenCase(body.id, tuple(sorted(found)), "acronym with more than one meaning"))
        elif found and body.context & contexts[body.text]:
            meaning = next(iter(found))
            joins[body.id] = Join(meaning, "acronym explained in another article", 0.9, body.text)
    return Joined(joins, tuple(cases))


def _entities(linked: Iterable[tuple[Mention, Key]], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    groups: dict[str, list[tuple[Mention, Key]]] = defaultdict(list)
    for mention, key in linked:
        groups[key.id].append((mention, key))
    return tuple(_entity(identifier, groups[identifier], gazetteer) for identifier in sorted(groups))


def _entity(identifier: str, group: Sequence[tuple[Mention, Key]], gazetteer: Gazetteer) -> Entity:
    known = gazetteer.by_id.get(identifier)
    mentions = [mention for mention, _ in group]
    names = Counter(m.text for m in mentions if m.kind is MentionKind.NAME)
    named = known is not None or bool(names)
    labels = (
        names or Counter(m.text for m in mentions if m.kind is MentionKind.NOMINAL) or Counter(m.text for m in mentions)
    )
    label = known.name if known else _label(labels, _type(mentions, known))
    return Entity(
        identifier,
        _type(mentions, known),
        label,
        named,
        tuple(sorted(names)),
        _identities(group),
        known.same_as if known else (),
        known.coordinates if known else None,
    )


def _identities(group: Sequence[tuple[Mention, Key]]) -> tuple[Identity, ...]:
    """Why each name belongs to the entity: the strongest decision, the same in whatever order the articles came."""
    found: dict[str, set[tuple[float, str, str]]] = defaultdict(set)
    for mention, key in group:
        if mention.kind is MentionKind.NAME:
            found[mention.text].add((-key.score, key.rule, key.evidence))
    chosen = {name: min(reasons) for name, reasons in found.items()}
    return tuple(Identity(name, rule, -score, evidence) for name, (score, rule, evidence) in sorted(chosen.items()))


def _label(counts: Counter[str], cls: str) -> str:
    """The commonest name, the longer of two; of persons and bases the commonest full one ("Taji base", not "Taji")."""
    full = Counter({text: n for text, n in counts.items() if len(text.split()) > 1})
    chosen = full if full and cls in ("Person", "MilitaryBase") else counts
    return min(chosen, key=lambda text: (-chosen[text], -len(text), text))


def _type(mentions: Sequence[Mention], known: Known | None) -> str:
    if known is not None:
        return known.type
    votes = Counter(m.type for m in mentions if m.kind is not MentionKind.PRONOUN) or Counter(m.type for m in mentions)
    order = {name: place for place, name in enumerate(SPECIFICITY)}
    return min(votes, key=lambda cls: (order.get(cls, 99) > 7, -votes[cls], order.get(cls, 99)))
