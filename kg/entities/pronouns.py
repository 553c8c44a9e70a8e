"""The pronouns of a paragraph that may stand for an entity."""

from collections.abc import Iterator

from kg.entities.spans import mention_of
from kg.model import Mention, MentionKind
from kg.parse import Paragraph, Token

PRONOUNS = frozenset(
    "he she it they him her them who which that his its their this these those others one himself itself".split()
)
PLURAL_PRONOUNS = frozenset("they them their these those others".split())
PERSONAL = frozenset("he she him her his who himself".split())
POINTING = frozenset("that this one others these those her".split())
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "iobj", "obl:agent"})
MODIFYING = frozenset({"det", "mark", "nummod", "expl", "amod"})


def find_pronouns(paragraph: Paragraph) -> Iterator[Mention]:
    """A mention for each pronoun that refers back; of class Person or, where only the context can tell, Thing."""
    for token in paragraph.tokens:
        if token.lower in PRONOUNS and _refers_back(token):
            cls = "Person" if token.lower in PERSONAL else "Thing"
            span = (token.index, token.index + 1, token.index)
            yield mention_of(paragraph, *span, MentionKind.PRONOUN, cls, plural=token.lower in PLURAL_PRONOUNS)


def _refers_back(token: Token) -> bool:
    if token.pos not in ("PRON", "DET", "ADJ", "NUM", "NOUN"):
        return False
    if token.lower in POINTING:
        modifies = token.dep in MODIFYING or token.pos == "DET"
        return not modifies or token.dep in ARGUMENTS
    return token.dep not in ("expl", "mark")
