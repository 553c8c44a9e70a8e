"""Inside one article: which earlier mention a pronoun, a short name or a description refers to.

Each resolver answers with exactly one antecedent or none.
"""

from collections.abc import Mapping, Sequence

from kg.classes import Classes
from kg.model import Mention, MentionKind

# How many paragraphs back a pronoun and a description may reach.
PRONOUN_REACH = 1
# Classes of which "the …" without a name means the last one named.
REFERRING = frozenset({"MilitaryBase", "ArmedGroup"})
SINGULAR_THINGS = frozenset({"it", "its", "itself", "which", "that", "this"})
MALE_OR_FEMALE = frozenset({"he", "she", "him", "her", "his", "who", "whom", "himself"})
PLURALS = frozenset({"they", "them", "their", "these", "those", "some", "others"})


def resolve_mentions(
    mentions: Sequence[Mention], wanted: Mapping[str, tuple[str, ...]], classes: Classes
) -> dict[str, Mention]:
    """Map the key of each mention that refers back to its antecedent (a name or a first description).

    `mentions` are those of one article in text order; `wanted` gives the classes that the role of a mention accepts.
    """
    resolved: dict[str, Mention] = {}
    for position, mention in enumerate(mentions):
        earlier = mentions[:position]
        antecedent = None
        if mention.kind is MentionKind.PRONOUN:
            antecedent = _pronoun(mention, earlier, wanted.get(mention.key, ()), classes)
        elif mention.kind is MentionKind.NOMINAL:
            antecedent = _name_behind(mention, mentions, classes) or _description(mention, earlier, classes)
        if antecedent is not None:
            resolved[mention.key] = resolved.get(antecedent.key, antecedent)
    return resolved


def _pronoun(mention: Mention, earlier: Sequence[Mention], wanted: Sequence[str], classes: Classes) -> Mention | None:
    word = mention.text.lower()
    candidates = [
        m
        for m in earlier
        if m.kind is not MentionKind.PRONOUN
        and mention.paragraph - m.paragraph <= PRONOUN_REACH
        and m.end <= mention.start
        and not _contains(earlier, m)
    ]
    if word in MALE_OR_FEMALE:
        people = [m for m in candidates if m.type == "Person" and not m.plural]
        return _last([m for m in people if m.kind is MentionKind.NAME]) or _last(people)
    if not wanted:
        return None
    fitting = _of_first_class([m for m in candidates if m.type != "Person"], wanted, classes)
    if word in PLURALS and _nearest_plural(candidates) not in (None, *fitting):
        return None  # "the migrants said they left": the nearest plural is meant, and does not fit
    if word in PLURALS:
        return _last([m for m in fitting if m.plural or classes.is_a(m.type, "Organization")])
    if word in SINGULAR_THINGS:
        return _last([m for m in fitting if not m.plural])
    return None


def _nearest_plural(candidates: Sequence[Mention]) -> Mention | None:
    return _last([m for m in candidates if m.plural])


def _of_first_class(candidates: Sequence[Mention], wanted: Sequence[str], classes: Classes) -> list[Mention]:
    """Those of the class the role names first, if any: what is handed over is a base before it is a city."""
    for name in wanted:
        fitting = [m for m in candidates if classes.is_a(m.type, name)]
        if fitting:
            return fitting
    return []


def _contains(mentions: Sequence[Mention], inner: Mention) -> bool:
    """Whether a name only modifies a longer mention ("Iraqi" in "Iraqi forces")."""
    return any(
        m is not inner and m.paragraph == inner.paragraph and m.first <= inner.first and inner.last <= m.last
        for m in mentions
        if m.kind is not MentionKind.PRONOUN
    )


def _last(candidates: Sequence[Mention]) -> Mention | None:
    return candidates[-1] if candidates else None


def _name_behind(mention: Mention, mentions: Sequence[Mention], classes: Classes) -> Mention | None:
    """*the militant group Hezbollah*: the name right behind a description of its class."""
    for other in mentions:
        adjacent = other.paragraph == mention.paragraph and other.first == mention.last
        if adjacent and other.kind is MentionKind.NAME and other.type != "Person":
            alike = classes.is_a(other.type, mention.type) or classes.is_a(mention.type, other.type)
            return other if alike else None
    return None


def _description(mention: Mention, earlier: Sequence[Mention], classes: Classes) -> Mention | None:
    """*the base*, *the group*, *the official*: definite, and the last thing of that class and number fits."""
    if not mention.definite:
        return None
    same_noun = [
        m
        for m in earlier
        if m.noun == mention.noun
        and m.plural == mention.plural
        and m.type == mention.type
        and (not mention.states or not m.states or set(mention.states) & set(m.states))
    ]
    if same_noun and (mention.core == "" or same_noun[-1].core == mention.core):
        return same_noun[-1]
    if mention.plural or mention.core or mention.states:
        return None
    if mention.type not in REFERRING:
        return None
    named = [m for m in earlier if m.kind is MentionKind.NAME and classes.is_a(m.type, mention.type) and not m.plural]
    return named[-1] if len({m.core for m in named[-2:]}) == 1 or (mention.type == "MilitaryBase" and named) else None
