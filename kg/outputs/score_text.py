"""Scores as text for people and as plain values for programs."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from kg.outputs.display import relation_name, short_text
from kg.outputs.scoring import LevelScores, Mistake, Scores, Share, Tally
from kg.outputs.tables import Cell, Table, render

QUOTE_LENGTH = 160
COLUMNS = ("relation", "gold", "right", "missed", "extra", "precision", "recall", "F1", "strict F1")


def score_text(scores: Scores, *, errors: bool = True, width: int | None = None) -> str:
    """The scores as a table and lines of figures in per cent, with the list of errors where wanted.

    Counts, precision and recall are lenient; `width` is that of the terminal, as for `tables.render`.
    """
    lines = [render(_table(scores), "table", width), *_figures(scores)]
    if errors:
        lines += ["", f"{len(scores.mistakes)} errors", *(line for one in scores.mistakes for line in _mistake(one))]
    return "\n".join(lines) + "\n"


def score_values(scores: Scores, *, errors: bool = True) -> dict[str, Any]:
    """The scores as plain values for JSON: shares between 0 and 1, null where there was nothing to measure."""
    values: dict[str, Any] = {
        "strict": _level_values(scores.strict),
        "lenient": _level_values(scores.lenient),
        "partial": scores.partial,
        "stance": _share_values(scores.stance),
        "stance_not_asserted": _share_values(scores.stance_not_asserted),
        "holder": _share_values(scores.holder),
        "roles": {role: _share_values(share) for role, share in scores.roles.items()},
        "unscored": scores.unscored,
        "unanswered": list(scores.unanswered),
    }
    if errors:
        values["errors"] = [asdict(one) | {"arguments": dict(one.arguments)} for one in scores.mistakes]
    return values


def _level_values(level: LevelScores) -> dict[str, Any]:
    return {
        "relations": {name: _tally_values(tally) for name, tally in level.relations.items()},
        "total": _tally_values(level.total),
        "macro_f1": level.macro_f1,
        "difficulty": {name: _share_values(share) for name, share in level.difficulty.items()},
        "repetitions": level.repetitions,
    }


def _tally_values(tally: Tally) -> dict[str, Any]:
    return asdict(tally) | {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}


def _share_values(share: Share) -> dict[str, Any]:
    return asdict(share) | {"value": share.value}


def _table(scores: Scores) -> Table:
    strict, lenient = scores.strict.relations, scores.lenient.relations
    names = sorted({*strict, *lenient})
    rows = [_row(name, lenient.get(name, Tally()), strict.get(name, Tally())) for name in names]
    return Table(COLUMNS, (*rows, _row("total", scores.lenient.total, scores.strict.total)))


def _row(name: str, lenient: Tally, strict: Tally) -> tuple[Cell, ...]:
    counts = (lenient.right + lenient.missed, lenient.right, lenient.missed, lenient.extra)
    shares = (lenient.precision, lenient.recall, lenient.f1, strict.f1)
    return (name, *counts, *(_percent(share) for share in shares))


def _figures(scores: Scores) -> Iterator[str]:
    for name, level in (("strict", scores.strict), ("lenient", scores.lenient)):
        total = level.total
        yield (
            f"{name}: precision {_percent(total.precision)}, recall {_percent(total.recall)}, F1 {_percent(total.f1)}, "
            f"macro F1 {_percent(level.macro_f1)}; {level.repetitions} answers repeat a matched claim"
        )
    yield f"right but for a core role, counted as missed and extra: {scores.partial}"
    if scores.lenient.difficulty:
        yield _shares("recall by difficulty", scores.lenient.difficulty.items())
    yield _shares("stance", [("all", scores.stance), ("where gold is not asserted", scores.stance_not_asserted)])
    yield _shares("holder", [("where gold names one", scores.holder)])
    yield _shares("recall of roles", scores.roles.items())
    if scores.unscored:
        yield f"left aside: {scores.unscored} claims of articles that the gold does not have"
    if scores.unanswered:
        yield f"no claim at all of: {', '.join(scores.unanswered)}"


def _shares(title: str, shares: Iterable[tuple[str, Share]]) -> str:
    told = (f"{name} {_percent(share.value)} ({share.right} of {share.of})" for name, share in shares)
    return f"{title}: {', '.join(told)}"


def _mistake(one: Mistake) -> Iterator[str]:
    words = ", ".join(f"{role} {short_text(text)}" for role, text in one.arguments)
    remark = f" — {one.remark}" if one.remark else ""
    yield f"{one.kind:7} {relation_name(one.relation)}: {words}{remark}  [{one.article}, {one.place}]"
    if one.quote:
        yield f"        “{short_text(one.quote, QUOTE_LENGTH)}”"
    if one.rule:
        clause = f": {short_text(one.clause, QUOTE_LENGTH)}" if one.clause else ""
        yield f"        rule {one.rule}{clause}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
