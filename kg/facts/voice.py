"""Voice: passive clauses, and bare participles that hang on a noun (*troops stationed in*, *the town shelled by*)."""

from kg.facts.obliques import case_word
from kg.parse import Paragraph, Token

NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
# Where a clause without a subject of its own may hang as a participle.
PARTICIPIAL = ("acl", "acl:relcl", "advcl", "xcomp")


def is_passive(paragraph: Paragraph, verb: Token) -> bool:
    """A passive auxiliary or subject, or a bare past participle ("troops stationed in")."""
    if paragraph.child(verb.index, "aux:pass"):
        return True
    if any(t.dep == "nsubj:pass" for t in paragraph.children(verb.index)):
        # Without its auxiliary the label alone is weak: with an object behind it the clause is active.
        return paragraph.child(verb.index, "obj") is None
    if is_bare_participle(paragraph, verb):
        return True
    if verb.dep == "conj" and verb.tag == "VBN" and not paragraph.child(verb.index, "aux", "nsubj"):
        return is_passive(paragraph, paragraph.tokens[verb.head])
    return False


def is_bare_participle(paragraph: Paragraph, verb: Token) -> bool:
    """A past participle without auxiliary and subject; of the forms in -ed only a by-phrase tells it from the past."""
    if verb.dep not in PARTICIPIAL or paragraph.child(verb.index, "aux", "nsubj") is not None:
        return False
    if verb.dep == "acl":
        return verb.tag in ("VBN", "VBD") and contact_subject(paragraph, verb) is None
    if verb.tag not in ("VBN", "VBD") or paragraph.child(verb.index, "obj") is not None:
        return False
    return verb.tag == "VBN" or _has_agent(paragraph, verb)


def contact_subject(paragraph: Paragraph, verb: Token) -> int | None:
    """The subject of a relative clause without a pronoun that the parser took for an apposition.

    *the base [the guerrillas] attacked*: a noun right before the verb, no comma between it and the noun it hangs on.
    """
    before = paragraph.tokens[verb.index - 1] if verb.index else verb
    if verb.dep != "acl" or verb.tag != "VBD" or before.dep != "appos" or before.head != verb.head:
        return None
    between = paragraph.tokens[verb.head + 1 : before.index]
    return None if any(t.pos == "PUNCT" for t in between) else before.index


def _has_agent(paragraph: Paragraph, verb: Token) -> bool:
    return any(
        t.index > verb.index and case_word(paragraph, t.index) == "by" for t in paragraph.children(verb.index, "obl")
    )


def participle_host(paragraph: Paragraph, verb: Token) -> tuple[int, ...] | None:
    """What a bare participle says something of, where words tell it better than the parse; None where they do not.

    Behind its noun it belongs to the whole phrase that ends there ("a hospital in Viipuri bombed by"), whatever the
    parser hung it on; behind a comma the parser decides.
    """
    before = paragraph.tokens[verb.index - 1] if verb.index else verb
    if not is_bare_participle(paragraph, verb) or verb.dep == "acl":
        return None
    if verb.dep == "xcomp":
        objects = [t.index for t in paragraph.children(verb.head, "obj") if t.index < verb.index]
        return tuple(objects) or None
    if before.pos not in NOUNS:
        return None
    return (_outermost(paragraph, before, verb.head),)


def _outermost(paragraph: Paragraph, noun: Token, limit: int) -> int:
    """The noun whose phrase ends with a word, below and behind a governor."""
    while noun.dep.partition(":")[0] in ("compound", "flat", "nmod", "appos", "conj") and noun.head > limit:
        noun = paragraph.tokens[noun.head]
    return noun.index
