"""All held-out figures of one pipeline as a frozen record, and as plain data for JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.training.name_scores import Tally
from kg.training.speed import Speed
from kg.training.syntax_scores import SyntaxScores


@dataclass(frozen=True)
class Scores:
    """What a pipeline scored on each test; a pipeline that cannot be loaded has a `problem` and no figures."""

    pipeline: str
    description: str = ""
    problem: str = ""
    syntax: Mapping[str, SyntaxScores] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)
    speed: Speed | None = None


def to_plain(scores: Scores) -> dict[str, Any]:
    """The record in dictionaries, strings and numbers rounded to two places; absent parts are left out."""
    plain = {
        "pipeline": scores.pipeline,
        "description": scores.description,
        "problem": scores.problem,
        "syntax": {test: _rounded(found.measures) for test, found in scores.syntax.items()},
        "relations": {test: _rounded(found.relations) for test, found in scores.syntax.items()},
        "names": {
            test: {label: _plain_tally(tally) for label, tally in tallies.items()}
            for test, tallies in scores.names.items()
        },
        "speed": _rounded(asdict(scores.speed)) if scores.speed else {},
    }
    return {key: value for key, value in plain.items() if value}


def _plain_tally(tally: Tally) -> dict[str, float]:
    return {"gold": tally.gold, **_rounded({"p": tally.precision, "r": tally.recall, "f": tally.f1})}


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(figure, 2) for name, figure in figures.items()}
