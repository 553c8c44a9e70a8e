"""The scores of any number of pipelines as one plain table: syntax, relations, names, speed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from kg.training.name_scores import NAME_TYPES, Tally
from kg.training.scores import Scores
from kg.training.syntax_scores import MEASURES, RELATIONS

# Three columns of words, then figures: the widest section, the relations, fills 119 columns.
TEST, PIPELINE, FIGURE = 23, 18, 9
NOTHING = "-"


def table(scores: Sequence[Scores]) -> Iterator[str]:
    """The lines of the table, section by section; within a test, the pipelines stand below each other."""
    yield from _pipelines(scores)
    loaded = [one for one in scores if not one.problem]
    syntax, names = _tests(loaded, "syntax"), _tests(loaded, "names")
    yield from _section("syntax", MEASURES, (line for test in syntax for line in _syntax(loaded, test)))
    yield from _section("relations", RELATIONS, (line for test in syntax for line in _relations(loaded, test)))
    yield from _section("names", ("", "all", *NAME_TYPES), (line for test in names for line in _names(loaded, test)))
    yield from _section("speed", ("words/s", "load s", "memory MB", "size MB"), _speed(loaded))


def row(test: str, pipeline: str, figures: Iterable[str]) -> str:
    """One line: long names of pipelines keep their end, which tells folders apart."""
    short = pipeline if len(pipeline) < PIPELINE else "…" + pipeline[2 - PIPELINE :]
    cells = "".join(f"{figure:>{max(FIGURE, len(figure) + 1)}}" for figure in figures)
    return f"{test:{TEST}}{short:{PIPELINE}}{cells}".rstrip()


def _section(title: str, columns: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    yield ""
    yield row(title, "", columns)
    yield from rows


def _pipelines(scores: Sequence[Scores]) -> Iterator[str]:
    yield "pipelines"
    for one in scores:
        yield f"{one.pipeline}: {one.problem or one.description}"


def _tests(scores: Sequence[Scores], part: Literal["syntax", "names"]) -> list[str]:
    """The tests that any pipeline took, in order."""
    return list(dict.fromkeys(test for one in scores for test in getattr(one, part)))


def _syntax(scores: Sequence[Scores], test: str) -> Iterator[str]:
    for one in scores:
        found = one.syntax.get(test)
        yield row(test, one.pipeline, _figures(found.measures if found else {}, MEASURES))


def _relations(scores: Sequence[Scores], test: str) -> Iterator[str]:
    for one in scores:
        found = one.syntax.get(test)
        yield row(test, one.pipeline, _figures(found.relations if found else {}, RELATIONS))


def _names(scores: Sequence[Scores], test: str) -> Iterator[str]:
    tallies = [one.names.get(test, {}) for one in scores]
    known: Mapping[str, Tally] = next(found for found in tallies if found)
    counts = (str(known[label].gold) if label in known else NOTHING for label in ("all", *NAME_TYPES))
    yield row(test, "", ("gold", *counts))
    for one, found in zip(scores, tallies, strict=True):
        present = {label: tally for label, tally in found.items() if tally.gold}
        for measure, name in (("P", "precision"), ("R", "recall"), ("F", "f1")):
            figures = {label: getattr(tally, name) for label, tally in present.items()}
            yield row(test, one.pipeline, (measure, *_figures(figures, ("all", *NAME_TYPES))))


def _figures(figures: Mapping[str, float], columns: Iterable[str]) -> list[str]:
    return [f"{figures[name]:.1f}" if name in figures else NOTHING for name in columns]


def _speed(scores: Sequence[Scores]) -> Iterator[str]:
    for one in scores:
        if one.speed is None:
            yield row("", one.pipeline, [NOTHING] * 4)
        else:
            cost = one.speed
            sizes = (f"{cost.load_seconds:.2f}", f"{cost.memory_mb:.0f}", f"{cost.size_mb:.1f}")
            yield row("", one.pipeline, (f"{cost.words_per_second:,.0f}", *sizes))
