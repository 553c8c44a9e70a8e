"""Dependency schemes: trees with ClearNLP labels (spaCy's own English models) become Universal Dependencies.

Our pipelines speak UD. The ClearNLP reading (Choi and Palmer 2012) differs in labels and in three shapes, which are
turned here: the preposition governs its noun, the copula governs its predicate, `agent` marks the passive *by*.
"""

from dataclasses import dataclass, replace

CLEARNLP_ONLY = frozenset({"dobj", "pobj", "nsubjpass", "auxpass", "prep", "attr", "acomp", "npadvmod", "poss"})

RENAMED = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "dative": "iobj",
    "auxpass": "aux:pass",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "relcl": "acl:relcl",
    "npadvmod": "obl:unmarked",
    "quantmod": "advmod",
    "neg": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "nn": "compound",
    "num": "nummod",
    "number": "nummod",
    "intj": "discourse",
    "oprd": "xcomp",
    "meta": "dep",
}
NOUN_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


@dataclass(frozen=True)
class Arc:
    """A token's relation and the index of its governor."""

    dep: str
    head: int


def is_clearnlp(deps: set[str]) -> bool:
    """Whether a label set belongs to the ClearNLP scheme."""
    return bool(deps & CLEARNLP_ONLY)


def to_universal(arcs: list[Arc], pos: list[str], lemmas: list[str]) -> list[Arc]:
    """The same sentence(s) in UD; `pos` and `lemmas` are parallel to `arcs`."""
    turned = list(arcs)
    for index, arc in enumerate(arcs):
        if arc.dep == "pobj":
            _turn_preposition(turned, arcs, pos, index)
    for index, arc in enumerate(arcs):
        if arc.dep in ("attr", "acomp") and lemmas[arc.head] == "be":
            _turn_copula(turned, index, arc.head)
    return [replace(arc, dep=RENAMED.get(arc.dep, arc.dep)) for arc in turned]


def _turn_preposition(turned: list[Arc], arcs: list[Arc], pos: list[str], noun: int) -> None:
    preposition = arcs[noun].head
    governor = arcs[preposition].head
    if governor == preposition:  # "In Goma." without a verb
        turned[noun], turned[preposition] = Arc(arcs[preposition].dep, noun), Arc("case", noun)
        return
    oblique = "nmod" if pos[governor] in NOUN_POS else "obl"
    turned[noun] = Arc("obl:agent" if arcs[preposition].dep == "agent" else oblique, governor)
    turned[preposition] = Arc("case", noun)


def _turn_copula(turned: list[Arc], predicate: int, copula: int) -> None:
    above = turned[copula]
    turned[predicate] = Arc(above.dep, predicate if above.head == copula else above.head)
    for index, arc in enumerate(turned):
        if arc.head == copula and index not in (predicate, copula):
            turned[index] = Arc(arc.dep, predicate)
    turned[copula] = Arc("cop", predicate)
