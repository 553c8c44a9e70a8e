"""Names that the language pipeline must find: 120 sentences of news about conflicts, marked inline in `names.tsv`.

Scored as the held-out sets are: exact spans and types, the three types of places pooled; predictions that touch words
of which the list is unsure count neither way. Pipelines are loaded as `kg build` loads them.
`python tests/test_names_sample.py NAME` prints the figures per type and every wrong sentence.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.training.name_scores import NAME_TYPES, Marks, Name, Tally, names_in, pooled, score_names, sure_names

if TYPE_CHECKING:
    from spacy.language import Language

LIST = Path(__file__).with_name("names.tsv")
MODELS = Path(__file__).parents[1] / "kg" / "text" / "models"
HEADER = ["setting", "sentence"]
SENTENCES = 120
# The lowest F over all names, as a share, that a shipped pipeline may have. Lowering one is a deliberate act.
FLOORS = {"fast": 0.82, "accurate": 0.82}
MARK = re.compile(r"\[(\?|[A-Z]+) ([^][]+)\]")
TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "EVENT"})
UNSURE = "?"
# How many names of each type there are at least, so that none is dropped when sentences change.
FEWEST = {"PERSON": 50, "ORG": 60, "GPE": 100, "LOC": 20, "FAC": 15, "NORP": 50, "DATE": 35, "EVENT": 10}


@dataclass(frozen=True)
class Sample:
    """A sentence of the list: its text without marks, and each mark as (first character, end, type or `?`)."""

    setting: str
    text: str
    marks: tuple[Name, ...]

    @property
    def gold(self) -> Marks:
        """The marks as the scores of the held-out sets want them."""
        names = frozenset((start, end, pooled(label)) for start, end, label in self.marks if label != UNSURE)
        unsure = (range(start, end) for start, end, label in self.marks if label == UNSURE)
        return Marks(names, frozenset(place for run in unsure for place in run))


@dataclass(frozen=True)
class Verdict:
    """A sentence with the names, in pooled types, that a pipeline found in it."""

    sample: Sample
    found: frozenset[Name]

    @property
    def extra(self) -> list[Name]:
        """Found names that are none."""
        return sorted(sure_names(self.found, self.sample.gold.unsure) - self.sample.gold.names)

    @property
    def missed(self) -> list[Name]:
        """Names that were not found."""
        return sorted(self.sample.gold.names - self.found)

    def __str__(self) -> str:
        lines = [f"    missed {self._written(name)}" for name in self.missed]
        lines += [f"    extra  {self._written(name)}" for name in self.extra]
        return "\n".join([f"[{self.sample.setting}] {self.sample.text}", *lines])

    def _written(self, name: Name) -> str:
        return f"{name[2]} {self.sample.text[name[0] : name[1]]}"


def read_list(lines: Iterable[str]) -> tuple[Sample, ...]:
    """Read the table. Raises ValueError on a row or a mark that is not in its form."""
    rows = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]
    if rows[0] != HEADER or any(len(row) != len(HEADER) for row in rows):
        raise ValueError(f"{LIST.name}: every row needs the columns {', '.join(HEADER)}")
    return tuple(read_sample(setting, sentence) for setting, sentence in rows[1:])


def read_sample(setting: str, sentence: str) -> Sample:
    """Take the marks out of a sentence. Raises ValueError on a bracket that is part of no mark."""
    text, marks, position = "", [], 0
    for mark in MARK.finditer(sentence):
        text += sentence[position : mark.start()]
        marks.append((len(text), len(text) + len(mark[2]), mark[1]))
        text, position = text + mark[2], mark.end()
    text += sentence[position:]
    if "[" in text or "]" in text:
        raise ValueError(f"{LIST.name}: a bracket that is part of no mark `[TYPE words]`: {sentence}")
    return Sample(setting, text, tuple(marks))


@cache
def samples() -> tuple[Sample, ...]:
    """The list, read once."""
    with LIST.open(encoding="utf-8") as lines:
        return read_list(lines)


def judge(nlp: "Language") -> list[Verdict]:
    """Read each sentence as a text of its own."""
    found = map(names_in, nlp.pipe([sample.text for sample in samples()]))
    return [Verdict(sample, frozenset(names)) for sample, names in zip(samples(), found, strict=True)]


def tallies(verdicts: Sequence[Verdict]) -> dict[str, Tally]:
    """The tally of each type and of all."""
    return score_names([(verdict.found, verdict.sample.gold) for verdict in verdicts], NAME_TYPES)


def test_list_is_well_formed() -> None:
    labels = [label for sample in samples() for _, _, label in sample.marks]
    assert len({sample.text for sample in samples()}) == SENTENCES
    assert set(labels) <= TYPES | {UNSURE}
    assert {label: labels.count(label) for label in TYPES if labels.count(label) < FEWEST[label]} == {}
    assert [sample.text for sample in samples() if sample.text != sample.text.strip() or "  " in sample.text] == []


def test_marks_are_words_without_articles_or_possessive_endings() -> None:
    marked = [(sample, sample.text[start:end]) for sample in samples() for start, end, _ in sample.marks]
    assert [words for _, words in marked if words.startswith(("the ", " "))] == []
    assert [words for _, words in marked if words.endswith(("'s", " "))] == []
    cut = [
        sample.text[start - 1 : end + 1]
        for sample in samples()
        for start, end, _ in sample.marks
        if sample.text[start - 1 : start].isalnum() or sample.text[end : end + 1].isalnum()
    ]
    assert cut == []


@pytest.mark.parametrize("sentence", ["[GPE Goma", "Goma]", "[gpe Goma] fell", "[GPE] fell", "[GPE the [LOC Drina]]"])
def test_a_bracket_outside_a_mark_is_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        read_sample("setting", sentence)


@pytest.mark.parametrize("name", FLOORS)
def test_names_of_a_shipped_pipeline(name: str) -> None:
    if not (MODELS / name).is_dir():
        pytest.skip(f"the pipeline '{name}' is not shipped")
    from kg.text.language import load_pipeline

    verdicts = judge(load_pipeline(name))
    share = tallies(verdicts)["all"].f1 / 100
    assert share >= FLOORS[name], f"F of all names is {share:.1%}\n" + "\n".join(errors(verdicts))


def errors(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The wrong sentences with what was missed and what was found in excess."""
    yield from (str(verdict) for verdict in verdicts if verdict.missed or verdict.extra)


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Lines with the figures of each type and of all."""
    yield f"{'':8}{'gold':>6}{'P':>7}{'R':>7}{'F':>7}"
    for label, tally in tallies(verdicts).items():
        yield f"{label:8}{tally.gold:6}{tally.precision:7.1f}{tally.recall:7.1f}{tally.f1:7.1f}"


def main(name: str) -> None:
    """Print the table of a pipeline, then every wrong sentence."""
    from kg.text.language import load_pipeline

    verdicts = judge(load_pipeline(name))
    print(*table(verdicts), *errors(verdicts), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1])
