"""Forces of several owners in one phrase: *British and Italian troops*, *Afghan and coalition forces*."""

from collections.abc import Mapping
from dataclasses import replace

from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

# Classes of bodies that belong to one state each.
NATIONAL = frozenset({"MilitaryForce", "GovernmentBody"})
BODIES = frozenset({"State", "Coalition", "ArmedGroup"})


def by_nationality(paragraph: Paragraph, mentions: Mapping[int, Mention], mention: Mention) -> list[Mention]:
    """One mention for each owner that coordinated modifiers name, from the modifier to the noun; else the mention.

    The spans overlap (*British and Italian troops*, *Italian troops*), so that each is the article's own words. A body
    such as a coalition stands for its forces itself.
    """
    if mention.type not in NATIONAL or mention.kind is MentionKind.PRONOUN:
        return [mention]
    adjectives = _coordinated_adjectives(paragraph, mention.head)
    owners = [(token, mentions[token.index]) for token in adjectives if token.index in mentions]
    owners = [(token, owner) for token, owner in owners if owner.states or owner.type in BODIES]
    if len(owners) < 2:
        return [mention]
    return [_of_state(paragraph, mention, token, owner) if owner.type == "State" else owner for token, owner in owners]


def _coordinated_adjectives(paragraph: Paragraph, noun: int) -> list[Token]:
    own = [t for t in paragraph.children(noun, "amod", "compound", "nmod", "conj") if t.index < noun]
    found = {i for t in own for i in paragraph.conjuncts(t.index) if i < noun}
    if not any(paragraph.child(i, "cc") for i in found):
        return []
    return [paragraph.tokens[i] for i in sorted(found)]


def _of_state(paragraph: Paragraph, mention: Mention, adjective: Token, state: Mention) -> Mention:
    last = mention.head + 1
    return replace(
        mention,
        start=adjective.start,
        end=paragraph.tokens[mention.head].end,
        text=paragraph.words(adjective.index, last),
        kind=MentionKind.NAME,
        first=adjective.index,
        last=last,
        states=state.states,
        known=None,
    )
