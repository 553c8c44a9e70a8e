"""Inside one article: which earlier mention a pronoun, a short name or a description refers to.

Descriptions are resolved before claims are drafted, because what *the group* names decides its class; pronouns after,
because the role they fill decides what they may mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.classes import Classes
from kg.entities.antecedents import PronounContext, antecedent_of_pronoun
from kg.entities.descriptions import antecedent_of, name_beside, says_nothing
from kg.entities.discourse import Discourse
from kg.entities.gender import genders
from kg.entities.mentions import find_pointers
from kg.gazetteer import Gazetteer
from kg.model import Mention, MentionKind
from kg.parse import Paragraph


@dataclass(frozen=True)
class Described:
    """The mentions of each paragraph with their classes settled, and what descriptions refer to, by mention key.

    `antecedents` holds all answers, `named` only the names that stand beside their description.
    """

    mentions: tuple[tuple[Mention, ...], ...]
    antecedents: Mapping[str, Mention]
    named: Mapping[str, Mention]


def resolve_descriptions(
    paragraphs: Sequence[Paragraph], found: Sequence[Sequence[Mention]], gazetteer: Gazetteer, classes: Classes
) -> Described:
    """What the descriptions of an article refer to.

    `found` are the mentions of each paragraph. A description takes the class of what it refers to; bare nouns that
    say too little by themselves (*the mission*) become mentions where they refer to something.
    """
    pointers = [find_pointers(p, mentions, gazetteer) for p, mentions in zip(paragraphs, found, strict=True)]
    everything = [
        sorted((*mentions, *more), key=lambda m: (m.first, -m.last))
        for mentions, more in zip(found, pointers, strict=True)
    ]
    discourse = Discourse(paragraphs, [m for mentions in everything for m in mentions], gazetteer, classes)
    described = [mention for mention in discourse.mentions if mention.kind is MentionKind.NOMINAL]
    named = {m.key: name for m in described if (name := name_beside(m, discourse)) is not None and name.key != m.key}
    resolved: dict[str, Mention] = {}
    for mention in described:
        antecedent = named.get(mention.key) or antecedent_of(mention, discourse)
        if antecedent is not None and antecedent.key != mention.key:
            resolved[mention.key] = resolved.get(antecedent.key, antecedent)
    empty = {pointer.key for more in pointers for pointer in more}
    empty = (empty | {m.key for m in described if says_nothing(m, discourse)}) - set(resolved)
    kept = [[_settled(m, resolved, classes) for m in mentions if m.key not in empty] for mentions in everything]
    return Described(tuple(map(tuple, kept)), resolved, named)


def _settled(mention: Mention, resolved: Mapping[str, Mention], classes: Classes) -> Mention:
    """A description with the class of what it refers to, where that says more or other than its noun."""
    antecedent = resolved.get(mention.key)
    if antecedent is None or classes.is_a(mention.type, antecedent.type):
        return mention
    return replace(mention, type=antecedent.type)


def resolve_mentions(
    paragraphs: Sequence[Paragraph],
    described: Described,
    wanted: Mapping[str, tuple[str, ...]],
    gazetteer: Gazetteer,
    classes: Classes,
) -> dict[str, Mention]:
    """Map the key of each mention that refers back to its antecedent (a name or a first description).

    `wanted` gives, by mention key, the classes that the role of a mention accepts.
    """
    mentions = [mention for group in described.mentions for mention in group]
    discourse = Discourse(paragraphs, mentions, gazetteer, classes)
    known = genders(discourse)
    resolved = dict(described.antecedents)
    for mention in mentions:
        if mention.kind is not MentionKind.PRONOUN:
            continue
        context = PronounContext(discourse, resolved, known, wanted.get(mention.key, ()))
        antecedent = antecedent_of_pronoun(mention, context)
        if antecedent is not None:
            resolved[mention.key] = resolved.get(antecedent.key, antecedent)
    return resolved
