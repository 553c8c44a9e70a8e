"""Lemmas of verbs put right: the edit-tree lemmatizer cuts forms it has not seen (*eliminat*, *slamm*, *sid*)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# What an -ed or -ing form has lost where no known verb decides: English writes *evacuate*, *massacre*, *seize*, not
# *evacuat*; and no verb ends in a doubled b, d, g, m, n, p, r or t but those the list has.
LOST_E = re.compile(r"(?:[bcdgkptfz]r|[bcdfgkptsz]l|.at|[iy][sz]|[aeiou]c|[sg]|v|u|[aeiou]dg)$")
DOUBLED = re.compile(r"([bdgmnprt])\1$")
KEPT_S = re.compile(r"(?:ss|us)$")


@dataclass(frozen=True)
class Verbs:
    """The known verbs, and the irregular forms of some of them."""

    known: frozenset[str]
    irregular: Mapping[str, str]


@cache
def read_verbs() -> Verbs:
    """The verbs of `verbs.tsv`."""
    text = (files("kg.text") / "verbs.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return Verbs(frozenset(row[0] for row in rows), {form: row[0] for row in rows for form in row[1].split()})


def verb_lemma(form: str, lemma: str, tag: str, verbs: Verbs) -> str:
    """The lemma of a verb form (in lower case) with Penn tag `tag`; `lemma`, where it is a known verb."""
    if tag in ("VBD", "VBN", "VBG") and form in verbs.irregular:
        return verbs.irregular[form]
    if lemma in verbs.known or not form.isalpha():
        return lemma
    if tag in ("VB", "VBP"):
        return form
    bases = list(_bases(form))
    return next((base for base in bases if base in verbs.known), _guess(form, lemma, bases))


def _bases(form: str) -> Iterator[str]:
    """What a regular form may be a form of: *sided* of *side*, *sid*."""
    for ending in ("ies", "ied"):
        if form.endswith(ending):
            yield form.removesuffix(ending) + "y"
    for ending in ("ing", "ed", "es", "s"):
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > 1:
            if ending != "s":
                yield stem + "e"
            yield stem
            if DOUBLED.search(stem) or stem.endswith("ll"):  # British "cancelled"
                yield stem[:-1]


def _guess(form: str, lemma: str, bases: list[str]) -> str:
    """The lemma of an unknown verb by the rules of spelling."""
    if not form.endswith(("ed", "ing")) or not bases:
        return lemma
    stem = re.sub(r"(?:ed|ing)$", "", form)
    if form.endswith("ied"):
        return bases[0]
    if DOUBLED.search(stem):
        return stem[:-1]
    return stem + "e" if LOST_E.search(stem) and not KEPT_S.search(stem) else stem
