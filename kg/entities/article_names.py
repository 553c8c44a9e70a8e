"""The keys of one article's names: its short forms, its one coalition, its bases, what it calls by two names.

Each rule looks at one article and changes the keys of its mentions; where two names fit, it changes nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.entities.common_names import keep_in_article
from kg.entities.equations import BODIES, bracketed_acronyms, other_names
from kg.entities.keys import DESCRIPTIONS, Key, base_key, key_of, local_key
from kg.entities.names.person_comparison import compare_persons
from kg.entities.names.persons import PersonName, parse_person
from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind

# Classes that the recogniser gives bare family names by mistake.
MISTAKEN_FOR_PERSONS = ("Person", "Organization", "City", "Region")
OF = re.compile(r" of (?:the )?")
POSSESSIVE = re.compile(r"^['’´`]s\s$|^['’´`]\s$")


@dataclass(frozen=True)
class ArticleMentions:
    """The mentions of one article, for those that refer back their antecedents by mention key, and its text."""

    name: str
    mentions: Sequence[Mention]
    antecedents: Mapping[str, Mention] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class ArticleKeys:
    """The key of each mention of an article, its bare family names and its acronyms with what they stand for."""

    article: ArticleMentions
    keys: Mapping[str, Key]
    acronyms: Mapping[str, str] = field(default_factory=dict)  # acronym → key id


def article_keys(article: ArticleMentions, gazetteer: Gazetteer) -> ArticleKeys:
    """The keys of an article's mentions as far as the article alone decides them."""
    owners = dict(_owners(article))
    keys = {m.key: key_of(m, gazetteer, owners.get(m.key, ())) for m in article.mentions}
    names = [m for m in article.mentions if m.kind is MentionKind.NAME]
    _bases_by_place_name(names, keys)
    _one_coalition(article.mentions, keys)
    _short_body_names(names, keys)
    _family_names(names, keys)
    keep_in_article(names, keys, gazetteer)
    acronyms = bracketed_acronyms(article.mentions, article.text, keys)
    other_names(article.mentions, article.text, keys)
    _referring_back(article, keys)
    return ArticleKeys(article, keys, acronyms)


def _owners(article: ArticleMentions) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Mentions of what is a state's: *Iraq's parliament*, *the government of Iraq*."""
    ends = {m.end: m.known for m in article.mentions if m.type == "State" and m.known}
    starts = {m.start: m.known for m in article.mentions if m.type == "State" and m.known}
    for mention in article.mentions:
        behind = OF.match(article.text, mention.end)
        genitives = (
            ends[e] for e in range(mention.start - 4, mention.start - 1) if e in ends and _genitive(article, e, mention)
        )
        owner = next(genitives, None) or (starts.get(behind.end()) if behind else None)
        if owner:
            yield mention.key, (owner,)


def _genitive(article: ArticleMentions, end: int, mention: Mention) -> bool:
    return POSSESSIVE.match(article.text[end : mention.start]) is not None


def _referring_back(article: ArticleMentions, keys: dict[str, Key]) -> None:
    for mention in article.mentions:
        target = article.antecedents.get(mention.key)
        if target is not None and target.key in keys:
            keys[mention.key] = replace(keys[target.key], rule="refers back")


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


def _short_body_names(names: Sequence[Mention], keys: dict[str, Key]) -> None:
    """*the Hashed* beside *Hashed al-Shaabi*: the first words of one longer name of a group or organisation."""
    longer: dict[str, set[str]] = defaultdict(set)
    for mention in names:
        words = normalise(mention.text).removeprefix("the ").split()
        if mention.type in BODIES and not mention.states:
            for size in range(1, len(words)):
                if _own_rest(words[size:]):
                    longer[" ".join(words[:size])].add(keys[mention.key].id)
    for mention in names:
        found = longer.get(normalise(mention.text).removeprefix("the "), set())
        if mention.known is None and mention.type not in ("State", "MilitaryBase") and len(found) == 1:
            keys[mention.key] = Key(next(iter(found)), "first words of a name in the article", evidence=mention.text)


def _own_rest(words: Sequence[str]) -> bool:
    """What a short form leaves out: more of the name, or a word such as *group*; not *of Iraq*, *Brigade*."""
    described = DESCRIPTIONS["ArmedGroup"] - {"force"}
    return all(word in described for word in words) or words[0] in ("al", "el") or "al" in words


def _family_names(names: Sequence[Mention], keys: dict[str, Key]) -> None:
    """*Khafaji* is the one person of this article whose full name ends in it, in whatever spelling."""
    full = {keys[m.key].id: parse_person(m.text) for m in names if m.type == "Person"}
    full = {key: name for key, name in full.items() if len(name.full) > 1}
    if not full:
        return
    for mention in names:
        if mention.type not in MISTAKEN_FOR_PERSONS:
            continue
        short = parse_person(mention.text)
        if len(short.words) != 1 or short.words[0].initial:
            continue
        found = {key for key, name in full.items() if ends_in(name, short)}
        if len(found) == 1 and not (mention.known and not _same_word(full[next(iter(found))], short)):
            keys[mention.key] = Key(next(iter(found)), "family name", evidence=mention.text)


def ends_in(full: PersonName, short: PersonName) -> bool:
    """Whether the last word of a full name (or the first, of East Asian names) is the single word of a short one."""
    last = PersonName((full.words[-1],))
    return compare_persons(last, short).score >= FAMILY_NAME


FAMILY_NAME = 0.85  # how alike a bare family name must be to the one of the full name


def _same_word(full: PersonName, short: PersonName) -> bool:
    return full.words[-1].text == short.words[0].text
