"""Held-out figures of a pipeline: syntax per treebank, names per set and type."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from kg.training.corpora import NAME_TESTS

TREEBANK_TESTS = ("ud_ewt_test", "ud_gum_test", "ud_gum_test_news", "ud_pud_test")
MEASURES = ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
# Sets that do not tell these three apart are scored on their union.
PLACES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
SCORED = {
    "uner_ewt_test": {"PERSON", "ORG", "PLACE"},
    "crossner_politics_test": {"PERSON", "ORG", "PLACE", "EVENT", "NORP"},
    "re3d_test": {"PERSON", "ORG", "PLACE", "NORP", "DATE"},
}

Entity = tuple[int, int, str]


def evaluate_syntax(pipeline: Path, work: Path) -> Iterator[str]:
    """One line per treebank: tags, lemmas, attachment and sentence scores in per cent, from raw text."""
    nlp = spacy.load(pipeline)
    for test in TREEBANK_TESTS:
        gold = list(DocBin().from_disk(work / f"{test}.spacy").get_docs(nlp.vocab))
        with nlp.select_pipes(disable=["ner"]):
            parsed = list(nlp.pipe([doc.text for doc in gold], batch_size=32))
        examples = [Example(mine, doc) for mine, doc in zip(parsed, gold, strict=True)]
        scores = Scorer(nlp).score(examples)
        figures = "  ".join(f"{name} {100 * (scores.get(name) or 0):.1f}" for name in MEASURES)
        yield f"{test:18} {figures}"


def evaluate_names(pipeline: Path, work: Path) -> Iterator[str]:
    """One line per set: exact-span F of all names, then of each type, in per cent."""
    nlp = spacy.load(pipeline)
    for test in NAME_TESTS:
        gold = list(DocBin().from_disk(work / f"ner_{test}.spacy").get_docs(nlp.vocab))
        found = nlp.pipe([doc.text for doc in gold], batch_size=32)
        counts = {"right": Counter[str](), "extra": Counter[str](), "missed": Counter[str]()}
        for mine, doc in zip(found, gold, strict=True):
            _count(_entities(mine), _entities(doc), _unsure(doc), SCORED.get(test), counts)
        types = sorted(counts["right"] + counts["missed"])
        figures = "  ".join(f"{name} {_f1(counts, [name]):.1f}" for name in types)
        yield f"{test:24} all {_f1(counts, types):.1f}  {figures}"


def _entities(doc: Doc) -> set[Entity]:
    return {(e.start_char, e.end_char, PLACES.get(e.label_, e.label_)) for e in doc.ents}


def _unsure(doc: Doc) -> set[int]:
    """Characters the set is unsure of: predictions that touch them count neither way."""
    return {place for token in doc if token.ent_iob == 0 for place in range(token.idx, token.idx + len(token))}


def _count(
    mine: set[Entity], gold: set[Entity], unsure: set[int], kept: set[str] | None, counts: dict[str, Counter[str]]
) -> None:
    mine = {entity for entity in mine if not unsure & set(range(entity[0], entity[1]))}
    if kept is not None:
        mine, gold = {e for e in mine if e[2] in kept}, {e for e in gold if e[2] in kept}
    counts["right"].update(e[2] for e in mine & gold)
    counts["extra"].update(e[2] for e in mine - gold)
    counts["missed"].update(e[2] for e in gold - mine)


def _f1(counts: dict[str, Counter[str]], types: list[str]) -> float:
    right, extra, missed = (sum(counts[key][name] for name in types) for key in ("right", "extra", "missed"))
    return 200 * right / (2 * right + extra + missed) if right else 0.0
