"""The dated events of a report as a chart: a row for each relation, a mark for each event."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.outputs.display import relation_name
from kg.outputs.reporting.days import span
from kg.outputs.reporting.drawing import FAINT
from kg.outputs.reporting.records import Happening
from kg.outputs.styles import BLUE, GREEN, ORANGE, VERMILLION

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS = 14  # relations beyond these, the rarest, share the last row
OTHERS = "others"
LEVELS = 5  # marks of one row that lie over each other are set beside each other, up to so many
# Form and colour say the same: marks differ for people who see no colours, and in print.
MARKS = {
    "asserted": ("o", BLUE),
    "alleged": ("^", ORANGE),
    "planned": ("D", GREEN),
    "hypothetical": ("s", FAINT),
    "denied": ("X", VERMILLION),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark of an event: first and last day, height in the chart, stance, number of sources."""

    first: date
    last: date
    level: float
    stance: str
    sources: int

    @property
    def middle(self) -> date:
        return self.first + timedelta((self.last - self.first).days // 2)


def timeline_chart(dated: Sequence[Happening]) -> "Figure | None":
    """The chart of dated events, None where there is none; call it within `chart_style`.

    A day is a mark; a month, a year or another interval a line with the mark in its middle. Marks grow with the
    number of sources; a mark stands for each stance of an event.
    """
    if not dated:
        return None
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.figure import Figure

    rows = _rows(dated)
    figure = Figure(figsize=(9, 1.1 + 0.42 * len(rows)))
    axes = figure.add_subplot()
    _draw(axes, dated, rows)
    locator = AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=True))
    axes.set_yticks(range(len(rows)), rows)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(MARKS), handletextpad=0.2, borderaxespad=0.2)
    return figure


def _rows(dated: Sequence[Happening]) -> list[str]:
    counts = Counter(relation_name(one.relation) for one in dated)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return ranked if len(ranked) <= ROWS else [*ranked[: ROWS - 1], OTHERS]


def _draw(axes: "Axes", dated: Sequence[Happening], rows: Sequence[str]) -> None:
    """All marks of a stance at once: one by one they take seconds."""
    from matplotlib.dates import date2num

    placed = _placed(dated, rows)
    long = [mark for mark in placed if mark.last > mark.first]
    axes.hlines([mark.level for mark in long], date2num([mark.first for mark in long]),
                date2num([mark.last for mark in long]), color=FAINT, linewidth=2, zorder=1)  # fmt: skip
    for stance, (form, colour) in MARKS.items():
        marks = [mark for mark in placed if mark.stance == stance]
        if marks:
            axes.scatter(date2num([mark.middle for mark in marks]), [mark.level for mark in marks],
                         s=[22 + 14 * min(mark.sources, 8) for mark in marks], marker=form, color=colour, alpha=0.85,
                         linewidths=0, zorder=2, label=stance)  # fmt: skip


def _placed(dated: Sequence[Happening], rows: Sequence[str]) -> list[_Mark]:
    place = {name: number for number, name in enumerate(rows)}
    spans = [span(one.date) for one in dated]
    width = max((max(last for _, last in spans) - min(first for first, _ in spans)).days / 90, 1)
    taken: Counter[tuple[int, int]] = Counter()
    marks = []
    for one, (first, last) in sorted(zip(dated, spans, strict=True), key=lambda pair: (pair[1], pair[0].anchor)):
        row = place.get(relation_name(one.relation), len(rows) - 1)
        for stance in one.stances:
            mark = _Mark(first, last, 0.0, stance, one.sources)
            cell = (row, int(mark.middle.toordinal() / width))
            marks.append(replace(mark, level=row + _offset(taken[cell])))
            taken[cell] += 1
    return marks


def _offset(number: int) -> float:
    """Where the nth mark of a place goes: the middle, then a little above, below, further above, …"""
    step = (number % LEVELS + 1) // 2 * 0.16
    return step if number % 2 else -step
