"""The dated events of a report as a chart: a row for each relation, a mark for each event."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.outputs.display import relation_name
from kg.outputs.reporting.days import span
from kg.outputs.reporting.drawing import FAINT, INK
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
    from matplotlib.dates import date2num

    place = {name: number for number, name in enumerate(rows)}
    taken: Counter[tuple[int, int]] = Counter()
    days = [span(one.date) for one in dated]
    width = max((max(last for _, last in days) - min(first for first, _ in days)).days / 90, 1)
    labelled: set[str] = set()
    for one, (first, last) in sorted(zip(dated, days, strict=True), key=lambda pair: (pair[1], pair[0].anchor)):
        row = place.get(relation_name(one.relation), len(rows) - 1)
        middle = first + timedelta((last - first).days // 2)
        for stance in one.stances:
            cell = (row, int(middle.toordinal() / width))
            level = row + _offset(taken[cell])
            taken[cell] += 1
            if last > first:
                axes.plot(date2num([first, last]), [level, level], color=FAINT, linewidth=2, zorder=1)
            mark, colour = MARKS.get(stance, ("o", INK))
            axes.scatter(date2num([middle]), [level], s=22 + 14 * min(one.sources, 8), marker=mark, color=colour,
                         alpha=0.85, linewidths=0, zorder=2, label=None if stance in labelled else stance)  # fmt: skip
            labelled.add(stance)


def _offset(number: int) -> float:
    """Where the nth mark of a place goes: the middle, then a little above, below, further above, …"""
    step = (number % LEVELS + 1) // 2 * 0.16
    return step if number % 2 else -step
