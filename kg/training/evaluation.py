"""Held-out figures of pipelines, read from raw text: syntax per treebank, names per set and type, speed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.tokens import Doc, DocBin

from kg.errors import ModelError
from kg.training.corpora import NAME_TESTS
from kg.training.loading import Guards, open_pipeline
from kg.training.name_scores import NAME_TYPES, Tally, gold_marks, names_in, score_names
from kg.training.score_table import table
from kg.training.scores import Scores
from kg.training.speed import Speed, measure_speed
from kg.training.syntax_scores import SyntaxScores, score_syntax

if TYPE_CHECKING:
    from spacy.language import Language

TREEBANK_TESTS = ("ud_ewt_test", "ud_gum_test", "ud_gum_test_news", "ud_pud_test")
TIMED_TEST = "ud_gum_test"
# The types that a set annotates, where it does not annotate them all.
ANNOTATED = {
    "uner_ewt_test": ("PERSON", "ORG", "PLACE"),
    "crossner_politics_test": ("PERSON", "ORG", "PLACE", "NORP", "EVENT"),
    "re3d_test": ("PERSON", "ORG", "PLACE", "NORP", "DATE"),
}


def evaluate(pipelines: Sequence[str], work: Path, *, guards: Guards = "shipped") -> Iterator[str]:
    """The lines of one table for any number of pipelines: shipped or installed names, or folders.

    `guards` says which of them get what `kg build` adds on loading; a pipeline that cannot be loaded is a row that
    says so, and a test file that `work` lacks is named in the last lines.
    """
    yield from table([score_pipeline(name, work, guards=guards) for name in pipelines])
    yield from _missing_tests(work)


def score_pipeline(name: str, work: Path, *, guards: Guards = "shipped") -> Scores:
    """All figures of one pipeline on the tests that `work` has."""
    try:
        nlp = open_pipeline(name, guards)
    except ModelError as error:
        return Scores(name, problem=f"missing: {error}")
    return Scores(
        name,
        description=_description(nlp),
        syntax=syntax_scores(nlp, work) if "parser" in nlp.pipe_names else {},
        names=name_scores(nlp, work) if "ner" in nlp.pipe_names else {},
        speed=_speed(name, work, guards),
    )


def syntax_scores(nlp: "Language", work: Path) -> dict[str, SyntaxScores]:
    """The syntax figures per treebank, without the entity recogniser, which has no part in them."""
    disabled = [pipe for pipe in ("ner",) if pipe in nlp.pipe_names]
    scores = {}
    with nlp.select_pipes(disable=disabled):
        for test in filter(lambda test: _path(work, test).exists(), TREEBANK_TESTS):
            gold = _read(nlp, _path(work, test))
            scores[test] = score_syntax(_parse(nlp, gold), gold)
    return scores


def name_scores(nlp: "Language", work: Path) -> dict[str, dict[str, Tally]]:
    """The tallies per set and type."""
    scores = {}
    for test in filter(lambda test: _path(work, f"ner_{test}").exists(), NAME_TESTS):
        gold = _read(nlp, _path(work, f"ner_{test}"))
        pairs = zip(map(names_in, _parse(nlp, gold)), map(gold_marks, gold), strict=True)
        scores[test] = score_names(pairs, ANNOTATED.get(test, NAME_TYPES))
    return scores


def _speed(name: str, work: Path, guards: Guards) -> Speed | None:
    """The cost of the pipeline on the paragraphs of one test; None when `work` lacks it."""
    from spacy import blank

    if not _path(work, TIMED_TEST).exists():
        return None
    documents = _read(blank("en"), _path(work, TIMED_TEST))
    return measure_speed(name, [line for doc in documents for line in doc.text.split("\n") if line.strip()], guards)


def _read(nlp: "Language", path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def _parse(nlp: "Language", gold: Sequence[Doc]) -> list[Doc]:
    return list(nlp.pipe([doc.text for doc in gold], batch_size=32))


def _path(work: Path, name: str) -> Path:
    return work / f"{name}.spacy"


def _description(nlp: "Language") -> str:
    guard = "with" if "kg_sentence_guard" in nlp.pipe_names else "without"
    return f"{nlp.meta['name']} {nlp.meta['version']}, {guard} sentence guard"


def _missing_tests(work: Path) -> Iterator[str]:
    names = (*TREEBANK_TESTS, *(f"ner_{test}" for test in NAME_TESTS))
    for path in (_path(work, name) for name in names):
        if not path.exists():
            yield f"not scored: {path.name} is not in {work}; the step 'corpora' writes it"
