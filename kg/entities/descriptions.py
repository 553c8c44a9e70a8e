"""What a description refers to: *the militant group Hezbollah*, *the town of Djibo*, *the base*, *the minister*.

Each rule answers with exactly one mention or none.
"""

from collections.abc import Iterator

from kg.entities.describing import POINTING
from kg.entities.discourse import Discourse
from kg.entities.roles import person_in_role, roles_of
from kg.gazetteer import Anaphor, normalise
from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

# How many sentences back a description looks for what it points to: near first, then further, as long as nothing fits.
REACHES = (1, 4)
# *The country* is only clear where no other one is named around it, in the sentence or outside.
PLACE_REACHES = (0, 4)
# Things of which an article seldom has two: of these a description may also look back over the whole article.
MEMORABLE = frozenset({"MilitaryBase", "Coalition", "ArmedGroup"})
# How many sentences back the same words without a name still mean the same thing.
SAME_WORDS = 8
SAME_BRIEFLY = 2
CONTRASTING = frozenset("other another new more further next second several remaining former".split())
PLACES = frozenset({"State", "City", "Region"})
# Classes of which one thing may be described by the noun of another (*the airfield, Camp X*).
FAMILIES = ("Place", "Organization")
# Classes whose bare nouns tell no more than that something of the class was spoken of.
VAGUE = frozenset({"State", "Organization"})
# Nouns behind a group's own name, and words that may stand between: *splinter* and *-linked* would tell another group.
GROUPS = frozenset("group movement organisation organization militia network faction".split())
GROUP_MODIFIERS = frozenset(
    """militant jihadist jihadi terror terrorist rebel armed insurgent extremist islamist guerrilla separatist
    paramilitary military resistance opposition""".split()
)
DENYING = frozenset({"not", "n't", "n’t", "never", "longer"})
MODIFYING = frozenset({"amod", "compound", "nmod:desc", "flat"})


def antecedent_of(description: Mention, discourse: Discourse) -> Mention | None:
    """The earlier mention that a definite description takes up, or None."""
    if not description.definite or _is_contrasted(description):
        return None
    if description.type == "Person" and not description.plural:
        return person_in_role(description, discourse) or _same_words(description, discourse)
    if description.type == "State":
        return _own_country(description, discourse) or _pointed_to(description, discourse)
    return _same_words(description, discourse) or _pointed_to(description, discourse)


def _is_contrasted(description: Mention) -> bool:
    """*the other bases*, *those new groups*: set against what was named before."""
    return bool(CONTRASTING & set(normalise(description.text).split()))


def name_beside(description: Mention, discourse: Discourse) -> Mention | None:
    """The name that a description describes where it stands.

    In apposition, right behind it or behind a comma (*the commander, X*), before it (*X, a militia*), behind *of* for a
    place (*the town of X*), or as its subject (*X is a base in …*).
    """
    for named in _beside(description, discourse):
        if named.kind is MentionKind.NAME and named is not description and _alike(description, named, discourse):
            return named
    return None


def _beside(description: Mention, discourse: Discourse) -> Iterator[Mention]:
    paragraph, head = discourse.paragraph(description), discourse.token(description)
    if description.type != "Person":
        yield from discourse.starting(description.paragraph, description.last)
    yield from _names_of_group(description, discourse)
    tokens = [t for t in paragraph.children(head.index, "appos") if not _is_listed(paragraph, t)]
    if description.type in PLACES:
        tokens += [t for t in paragraph.children(head.index, "nmod") if _has_case(paragraph, t, "of")]
    if head.dep == "appos" and not _is_listed(paragraph, head) and not _name_between(description, head.head, discourse):
        tokens.append(paragraph.tokens[head.head])
    tokens += _subjects_of_predicate(paragraph, head)
    for token in tokens:
        named = discourse.headed(description.paragraph, token.index)
        if named is not None:
            yield named


def _names_of_group(description: Mention, discourse: Discourse) -> Iterator[Mention]:
    """The name before *group* (*the Haqqani militant group*, *the Lord's Resistance Army (LRA) rebel movement*)."""
    tokens = discourse.paragraph(description).tokens
    if description.noun not in GROUPS or description.plural:
        return
    index = description.head - 1
    while index >= 0 and (tokens[index].lower in GROUP_MODIFIERS or tokens[index].text == ")"):
        bracketed = tokens[index].text == ")" and index > 2 and tokens[index - 2].text == "("
        index -= 3 if bracketed else 1
    named = (m for m in discourse.mentions if m.paragraph == description.paragraph and m.last == index + 1)
    yield from (m for m in named if discourse.is_a(m, (description.type,)) and m.head != description.head)


def _is_listed(paragraph: Paragraph, token: Token) -> bool:
    """Whether a conjunction makes an "apposition" the last thing of a list."""
    return paragraph.is_joined(token.index)


def _has_case(paragraph: Paragraph, token: Token, word: str) -> bool:
    return [case.lower for case in paragraph.children(token.index, "case")] == [word]


def _subjects_of_predicate(paragraph: Paragraph, noun: Token) -> list[Token]:
    """Of *X is a base*, X; of nothing that is denied or only may be so."""
    if paragraph.child(noun.index, "cop") is None or any(t.tag == "MD" for t in paragraph.children(noun.index, "aux")):
        return []
    denied = any(t.lower in DENYING for t in paragraph.children(noun.index, "advmod"))
    return [] if denied else list(paragraph.children(noun.index, "nsubj"))


def _name_between(description: Mention, index: int, discourse: Discourse) -> bool:
    """Whether a person's name stands between: *X and Y, deputy chief* speaks of Y, whatever the parser made of it."""
    return any(
        m.paragraph == description.paragraph and index < m.first and m.last < description.first
        for m in discourse.mentions
        if m.kind is MentionKind.NAME and m.type == description.type == "Person"
    )


def _alike(description: Mention, named: Mention, discourse: Discourse) -> bool:
    if description.plural != named.plural:
        return False
    anaphor = discourse.gazetteer.anaphors.get(description.noun)
    classes = (description.type, *(anaphor.classes if anaphor else ()))
    family = next((name for name in FAMILIES if discourse.is_a(description, (name,))), description.type)
    return discourse.is_a(named, (*classes, family)) or discourse.classes.is_a(description.type, named.type)


def _same_words(description: Mention, discourse: Discourse) -> Mention | None:
    """The last thing of the same noun, number and class, if no other of the kind has been named beside it."""
    if _is_specified(description, discourse):
        return None
    alike = [
        m
        for m in discourse.before(description, with_bodies=True)
        if _has_same_words(description, m, discourse) and _is_of_topic(description, m, discourse)
    ]
    named = [m for m in alike if m.kind is MentionKind.NAME and _near(description, m, discourse, SAME_WORDS)]
    if not alike or len({discourse.identity(m) for m in named}) > 1:
        near = [m for m in alike if _near(description, m, discourse, 2)]
        return None if description.plural else discourse.only(near)
    brief = description.plural or discourse.token(description).dep == "compound"
    reach = SAME_BRIEFLY if brief else SAME_WORDS
    if alike[0].kind is MentionKind.NAME or _near(description, alike[0], discourse, reach):
        return alike[0]
    return None


def _is_specified(description: Mention, discourse: Discourse) -> bool:
    """*Venezuela's government*, *the government of Mali*: said to be another's than the one before."""
    paragraph = discourse.paragraph(description)
    if any(t.pos != "PRON" for t in paragraph.children(description.head, "nmod:poss")):
        return True
    inner = paragraph.children(description.head, "nmod")
    return any(case.lower in ("of", "in") for t in inner for case in paragraph.children(t.index, "case"))


def _is_of_topic(description: Mention, other: Mention, discourse: Discourse) -> bool:
    """Whether the state of a body is still spoken of: *the government* after a sentence on Congo is not Haiti's."""
    if not other.states or discourse.sentence(description) - discourse.sentence(other) <= SAME_BRIEFLY:
        return True
    near = {state for m in discourse.around(description, SAME_BRIEFLY) for state in (m.known or "", *m.states)}
    spoken = {state for state in near if state.startswith("state:")}
    return not spoken or bool(spoken & set(other.states))


def _has_same_words(description: Mention, other: Mention, discourse: Discourse) -> bool:
    return (
        other.noun == description.noun
        and other.plural == description.plural
        and (other.type == description.type or _are_sites(description, other, discourse))
        and description.core in ("", other.core)
        and _words(description) <= _words(other)
        and (not description.states or not other.states or bool(set(description.states) & set(other.states)))
    )


def _are_sites(description: Mention, other: Mention, discourse: Discourse) -> bool:
    """*the camp* after *a refugee camp*: what kind of site it is was said the first time."""
    return all(discourse.is_a(m, ("MilitaryBase", "Facility")) for m in (description, other))


def _words(mention: Mention) -> set[str]:
    return set(normalise(mention.text).split())


def _near(description: Mention, other: Mention, discourse: Discourse, sentences: int) -> bool:
    return discourse.sentence(description) - discourse.sentence(other) <= sentences


def _own_country(description: Mention, discourse: Discourse) -> Mention | None:
    """*the French president said … his country*: the state told with the role of the only person before."""
    paragraph = discourse.paragraph(description)
    owner = paragraph.child(description.head, "nmod:poss")
    if owner is None or owner.lower not in ("his", "her") or description.plural:
        return None
    here = [m for m in discourse.back(description, 0) if m.type == "Person" and not m.plural]
    states = {state for person in here for role in roles_of(person, discourse) for state in role.states}
    states |= {state for person in here for state in person.states}
    told = [m for m in discourse.around(description, 0) if m.known in states]
    return discourse.only(told) if len(states) == 1 else None


def _pointed_to(description: Mention, discourse: Discourse) -> Mention | None:
    """*the group*, *the alliance*, *the country*: the one name before that such a noun may mean."""
    anaphor = _anaphor(description, discourse)
    if anaphor is None:
        return None
    memorable = frozenset(anaphor.classes) <= MEMORABLE
    reaches = PLACE_REACHES if set(anaphor.classes) <= PLACES else REACHES
    for reach in (*reaches, len(discourse.mentions) if memorable else 0):
        nearby = discourse.back(description, reach, with_bodies=True)
        fitting = [m for m in nearby if _fits(m, description, anaphor, discourse)]
        if fitting:
            return discourse.only(_of_first_class(fitting, anaphor, discourse))
    return None


def says_nothing(description: Mention, discourse: Discourse) -> bool:
    """*the group*, *the country* where several were named before: nobody can tell which of them is meant."""
    pointing = description.definite and not description.plural and description.type in VAGUE
    anaphor = _anaphor(description, discourse) if pointing else None
    if anaphor is None:
        return False
    earlier = discourse.before(description, with_bodies=True)
    return any(_fits(mention, description, anaphor, discourse) for mention in earlier)


def _anaphor(description: Mention, discourse: Discourse) -> Anaphor | None:
    """The entry of the description's noun, if nothing beside it says more than the noun does."""
    if description.core or description.states or _is_modified(description, discourse):
        return None
    return discourse.gazetteer.anaphors.get(normalise(description.text))


def _is_modified(description: Mention, discourse: Discourse) -> bool:
    paragraph = discourse.paragraph(description)
    determiner = paragraph.child(description.head, "det")
    pointed = determiner is not None and determiner.lower in POINTING
    return not pointed or any(paragraph.children(description.head, "nmod", "acl", "nmod:poss"))


def _fits(candidate: Mention, description: Mention, anaphor: Anaphor, discourse: Discourse) -> bool:
    return (
        candidate.kind is MentionKind.NAME
        and discourse.is_a(candidate, anaphor.classes)
        and (discourse.token(candidate).dep not in MODIFYING or discourse.is_a(candidate, ("Organization",)))
        and not discourse.share_a_verb(candidate, description)
        and not (description.type == "State" and discourse.is_subject_above(candidate, description))
        and _has_head(candidate, description, anaphor, discourse)
    )


def _has_head(candidate: Mention, description: Mention, anaphor: Anaphor, discourse: Discourse) -> bool:
    """Whether the name has one of the words that the noun asks for; an acronym does not tell."""
    if not anaphor.heads or (candidate.text.isupper() and len(candidate.text.split()) == 1):
        return True
    known = discourse.gazetteer.by_id.get(candidate.known or "")
    words = {word for name in (candidate.text, known.name if known else "") for word in normalise(name).split()}
    return description.noun in words if "=" in anaphor.heads else bool(anaphor.heads & words)


def _of_first_class(candidates: list[Mention], anaphor: Anaphor, discourse: Discourse) -> list[Mention]:
    for name in anaphor.classes:
        found = [m for m in candidates if discourse.is_a(m, (name,))]
        if found:
            return found
    return []
