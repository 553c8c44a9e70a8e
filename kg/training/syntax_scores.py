"""Syntax of a pipeline against a treebank: tags, lemmas, attachment, sentences, and the relations that facts need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from kg.text.schemes import Arc, is_clearnlp, to_universal

MEASURES = {
    "tag": "tag_acc",
    "upos": "pos_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentence": "sents_f",
}
RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "appos", "conj", "acl:relcl")


@dataclass(frozen=True)
class SyntaxScores:
    """Per cent: accuracy or F of each of MEASURES; labelled-attachment F of each of RELATIONS that the treebank has."""

    measures: Mapping[str, float]
    relations: Mapping[str, float]


def score_syntax(parsed: Sequence[Doc], gold: Sequence[Doc]) -> SyntaxScores:
    """Compare parses of the raw texts with their gold documents; ClearNLP trees are turned into UD first.

    Tokens that the two split differently count as wrong, punctuation counts for no attachment (spaCy's Scorer).
    """
    examples = [Example(mine, true) for mine, true in zip(in_universal(parsed), gold, strict=True)]
    found = _raw_scores(examples)
    occurring = {_label(token, "dep") for doc in gold for token in doc}
    relations = {name: found["dep_las_per_type"][name]["f"] for name in RELATIONS if name in occurring}
    return SyntaxScores(
        {name: 100 * (found[key] or 0.0) for name, key in MEASURES.items()},
        {name: 100 * (f or 0.0) for name, f in relations.items()},
    )


def _raw_scores(examples: Sequence[Example]) -> dict[str, Any]:
    scores = Scorer.score_deps(examples, "dep", getter=_label, ignore_labels=("p", "punct"))
    for attribute in ("tag", "pos", "lemma"):
        scores.update(Scorer.score_token_attr(examples, attribute))
    return scores | Scorer.score_spans(examples, "sents", has_annotation=_has_sentences)


def _label(token: Token, _attribute: str) -> str:
    return str(token.dep_.lower())


def _has_sentences(doc: Doc) -> bool:
    return bool(doc.has_annotation("SENT_START"))


def in_universal(parsed: Sequence[Doc]) -> list[Doc]:
    """The same documents when their labels are of Universal Dependencies, converted ones when of ClearNLP."""
    if not is_clearnlp({token.dep_ for doc in parsed for token in doc}):
        return list(parsed)
    return [_converted(doc) for doc in parsed]


def _converted(doc: Doc) -> Doc:
    arcs = [Arc(token.dep_, token.head.i) for token in doc]
    arcs = rooted(to_universal(arcs, [token.pos_ for token in doc], [token.lemma_ for token in doc]))
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=[arc.head for arc in arcs],
        deps=["ROOT" if arc.head == place else arc.dep for place, arc in enumerate(arcs)],
    )


def rooted(arcs: Sequence[Arc]) -> list[Arc]:
    """The arcs with every ring cut open: spaCy refuses a document whose governors lead nowhere.

    The conversion makes one of a preposition that is a root (*In Goma.*).
    """
    cut = list(arcs)
    for place in range(len(cut)):
        ring = _ring_above(place, cut)
        if len(ring) > 1:
            top = next((member for member in ring if cut[member].dep != "case"), ring[0])
            cut[top] = Arc("ROOT", top)
    return cut


def _ring_above(place: int, arcs: Sequence[Arc]) -> list[int]:
    """Where the governors of a token end: in a root alone, or in the members of a ring."""
    path = [place]
    while arcs[path[-1]].head not in path:
        path.append(arcs[path[-1]].head)
    return path[path.index(arcs[path[-1]].head) :]
