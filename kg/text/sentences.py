"""Sentence boundaries for edited news, set before the parser (which keeps what is set)."""

from spacy.language import Language
from spacy.tokens import Doc, Token

# Abbreviations whose full stop never ends a sentence before a capital letter.
ABBREVIATIONS = frozenset(
    "maj. gen. lt. col. brig. sgt. capt. adm. cmdr. cdr. cpl. pvt. mr. mrs. ms. dr. prof. sen. rep. gov. st. vs. no. "
    "nos. sec. amb. rev. hon. approx. fig. jr. sr. mt. ft. pres.".split()
)
CLOSING = frozenset({'"', "”", "’", "'", "''", ")", "]", "»"})
NEVER_FIRST = frozenset({",", ";", ":", ".", "?", "!", "%"})


@Language.component("kg_sentence_guard", assigns=["token.is_sent_start"])
def sentence_guard(doc: Doc) -> Doc:
    """Forbid boundaries that news never has, demand one after a line break; leave the rest to the parser."""
    for token in doc[1:]:
        decision = _starts_sentence(doc, token)
        if decision is not None:
            token.is_sent_start = decision
    return doc


def _starts_sentence(doc: Doc, token: Token) -> bool | None:
    before = doc[token.i - 1]
    if before.is_space and "\n" in before.text and not token.is_space:
        return True
    if before.lower_ in ABBREVIATIONS or before.text == ",":
        return False
    # "No. 8" comes as three tokens.
    if before.text == "." and token.i >= 2 and doc[token.i - 2].lower_ in ("no", "nos") and token.like_num:
        return False
    if token.text in NEVER_FIRST or (token.text in CLOSING and not before.whitespace_ and not before.is_space):
        return False
    if token.is_lower and token.is_alpha:
        return False
    return None
