"""From mentions to entities shared by all articles: exact names and aliases; one candidate or none."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.entities.keys import Key, base_key, key_of, local_key, person_key
from kg.gazetteer import Gazetteer, Known, normalise
from kg.model import Entity, Identity, LinkedMention, Mention, MentionKind

# Class by which a name is known when its mentions disagree: the more specific reading first.
SPECIFICITY = (
    "MilitaryBase", "ArmedGroup", "MilitaryForce", "GovernmentBody", "Coalition", "NewsAgency", "Person", "State",
    "Organization", "City", "Region", "Facility", "Place",
)  # fmt: skip


@dataclass(frozen=True)
class ArticleMentions:
    """The mentions of one article, and for those that refer back, their antecedents by mention key."""

    name: str
    mentions: Sequence[Mention]
    antecedents: Mapping[str, Mention] = field(default_factory=dict)


def link_mentions(
    articles: Sequence[ArticleMentions], gazetteer: Gazetteer
) -> tuple[tuple[Entity, ...], tuple[LinkedMention, ...]]:
    """Group the mentions of all articles into entities; both results are sorted."""
    full_names = _full_names(articles)
    keys: dict[str, Key] = {}
    linked: list[tuple[Mention, Key]] = []
    for article in articles:
        keys |= _article_keys(article, full_names, gazetteer)
        for mention in article.mentions:
            target = article.antecedents.get(mention.key, mention)
            key = keys.get(target.key)
            if key is not None and not (mention.kind is MentionKind.PRONOUN and target is mention):
                linked.append((mention, key))
    entities = _entities(linked, gazetteer)
    return entities, tuple(LinkedMention(mention, key.id) for mention, key in linked)


def _full_names(articles: Sequence[ArticleMentions]) -> dict[str, set[str]]:
    """Family name → the full person keys that end in it, over all articles."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for mention in article.mentions:
            if mention.type == "Person" and mention.kind is MentionKind.NAME:
                words = person_key(mention.text).split()
                if len(words) > 1:
                    found[words[-1]].add(" ".join(words))
    return found


def _article_keys(article: ArticleMentions, full_names: Mapping[str, set[str]], gazetteer: Gazetteer) -> dict[str, Key]:
    """The key of every mention of an article, with the article's own short names, acronyms and coalition."""
    keys = {mention.key: key_of(mention, gazetteer) for mention in article.mentions}
    names = [m for m in article.mentions if m.kind is MentionKind.NAME]
    _short_person_names(names, keys, full_names)
    _bases_by_place_name(names, keys)
    _one_coalition(article.mentions, keys)
    _acronyms(article.mentions, keys)
    for mention in article.mentions:
        target = article.antecedents.get(mention.key)
        if target is not None and target.key in keys:
            keys[mention.key] = replace(keys[target.key], rule="refers back")
    return keys


def _short_person_names(names: Sequence[Mention], keys: dict[str, Key], full_names: Mapping[str, set[str]]) -> None:
    """*Khafaji* is the one full name of this article, else of all articles, that ends in it."""
    here: dict[str, set[str]] = defaultdict(set)
    for mention in names:
        words = person_key(mention.text).split()
        if mention.type == "Person" and len(words) > 1:
            here[words[-1]].add(" ".join(words))
    for mention in names:
        word = person_key(mention.text)
        if " " in word or mention.type not in ("Person", "Organization", "City", "Region"):
            continue
        if mention.known and word not in here:
            continue
        candidates = here.get(word) or (full_names.get(word, set()) if mention.type == "Person" else set())
        if len(candidates) == 1:
            keys[mention.key] = Key(f"person:{next(iter(candidates))}", "family name")


def _bases_by_place_name(names: Sequence[Mention], keys: dict[str, Key]) -> None:
    """A bare place name that the article also uses for a base ("Taji" beside "Taji base") is the base."""
    bases = {base_key(m.core): keys[m.key].id for m in names if m.type == "MilitaryBase" and m.core}
    for mention in names:
        base = bases.get(base_key(normalise(mention.text)))
        if base is not None and mention.known is None and mention.type != "MilitaryBase":
            keys[mention.key] = Key(base, "base of that name in the article")


def _one_coalition(mentions: Sequence[Mention], keys: dict[str, Key]) -> None:
    """An article that speaks of *the coalition* speaks of one; its own name or leader names it."""
    coalitions = [m for m in mentions if m.type == "Coalition" and m.known is None and "coalition" in m.text.lower()]
    named = Counter(keys[m.key] for m in coalitions if m.kind is MentionKind.NAME)
    led = [key for key in named if key.id.startswith("coalition:")]
    chosen = led[0] if len(led) == 1 else next(iter(named), None) if len(named) == 1 else None
    if chosen is None and coalitions and not named:
        chosen = local_key(coalitions[0])
    for mention in coalitions:
        if chosen is not None and (not mention.states or keys[mention.key] == chosen):
            keys[mention.key] = replace(chosen, rule="the article's one coalition")


def _acronyms(mentions: Sequence[Mention], keys: dict[str, Key]) -> None:
    """*Joint Operations Command (JOC)*: the bracketed initials, here and later in the article."""
    meant: dict[str, Key] = {}
    for name, short in ((a, b) for a in mentions for b in mentions if b.start - a.end == 2):
        if short.text.isupper() and name.kind is not MentionKind.PRONOUN and _initials_fit(name.text, short.text):
            better = keys[short.key] if short.known and not name.known else keys[name.key]
            meant[short.text] = keys[name.key] = replace(better, rule="bracketed initials")
    for mention in mentions:
        if mention.text in meant:
            keys[mention.key] = meant[mention.text]


def _initials_fit(name: str, short: str) -> bool:
    initials = [word[0].upper() for word in normalise(name).split()]
    letters = iter(initials)
    return len(short) > 1 and all(letter in letters for letter in short)


def _entities(linked: Sequence[tuple[Mention, Key]], gazetteer: Gazetteer) -> tuple[Entity, ...]:
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
    rules = {mention.text: key.rule for mention, key in group if mention.kind is MentionKind.NAME}
    return Entity(
        identifier,
        _type(mentions, known),
        label,
        named,
        tuple(sorted(names)),
        tuple(Identity(name, rule, 1.0) for name, rule in sorted(rules.items())),
        known.same_as if known else (),
        known.coordinates if known else None,
    )


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
