"""The places of a report on a map: plate carrée with coastlines and borders where their data are installed."""

from collections.abc import Sequence
from math import cos, radians
from typing import TYPE_CHECKING

from kg.outputs.display import short_text
from kg.outputs.reporting.coastlines import View, borders, coastlines
from kg.outputs.reporting.drawing import FAINT, INK, LAND, SEA
from kg.outputs.reporting.records import Place
from kg.outputs.styles import BLUE, VERMILLION

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

NARROWEST = 8.0  # degrees: one town alone is shown with the country around it
FLATTEST = 0.45  # height of the map for a width of 1, at the least
MARGIN = 0.12  # of the extent of the places, on each side
LABEL_LENGTH = 28
STATE = "State"
# Where a label may stand beside its mark: right, left, above, below; the first that is free is taken.
BESIDE = ((1, 0, "left", "center"), (-1, 0, "right", "center"), (0, 1, "center", "bottom"), (0, -1, "center", "top"))


def place_map(places: Sequence[Place]) -> "Figure | None":
    """The map of the places, None where there is none; call it within `chart_style`.

    Marks grow with the number of claims. A label that would lie over another is left out: the table has every name.
    """
    if not places:
        return None
    from matplotlib.figure import Figure

    view = view_of(places)
    stretch = 1 / max(cos(radians((view.south + view.north) / 2)), 0.2)
    width, height = view.east - view.west, (view.north - view.south) * stretch
    figure = Figure(figsize=(9, min(max(9 * height / width, 3), 7)))
    axes = figure.add_subplot()
    axes.set(xlim=(view.west, view.east), ylim=(view.south, view.north), aspect=stretch)
    _draw_world(axes, view)
    for kind, mark, colour in ((True, "s", BLUE), (False, "o", VERMILLION)):
        chosen = [place for place in places if (place.type == STATE) == kind]
        axes.scatter([p.longitude for p in chosen], [p.latitude for p in chosen], marker=mark, zorder=3, linewidths=1.6,
                     s=[(2 * radius(p)) ** 2 for p in chosen], edgecolors=colour,
                     facecolors="none" if kind else colour)  # fmt: skip
    _draw_labels(axes, places)
    return figure


def view_of(places: Sequence[Place]) -> View:
    """The part of the world that holds all places, with a margin, and not narrower than `NARROWEST` degrees."""
    latitudes = [place.latitude for place in places]
    west, east = _stretch([place.longitude for place in places], NARROWEST, 180.0)
    lowest = (east - west) * FLATTEST * cos(radians((min(latitudes) + max(latitudes)) / 2))
    south, north = _stretch(latitudes, lowest, 90.0)
    return View(west, south, east, north)


def _stretch(values: Sequence[float], least: float, limit: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    half = max((high - low) * (0.5 + MARGIN), least / 2)
    middle = (low + high) / 2
    return max(middle - half, -limit), min(middle + half, limit)


def _draw_world(axes: "Axes", view: View) -> None:
    from matplotlib.collections import LineCollection, PolyCollection

    land = coastlines(view)
    if land:
        axes.set_facecolor(SEA)
        axes.add_collection(PolyCollection(land, facecolors=LAND, edgecolors=FAINT, linewidths=0.6), autolim=False)
        axes.add_collection(LineCollection(borders(view), colors=FAINT, linewidths=0.6), autolim=False)
    axes.grid(linewidth=0.3)
    axes.set_axisbelow(not land)
    axes.xaxis.set_major_formatter(lambda value, _: _degrees(value, "E", "W"))
    axes.yaxis.set_major_formatter(lambda value, _: _degrees(value, "N", "S"))
    axes.tick_params(length=0, labelsize=8)


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}°" + (positive if value > 0 else negative if value < 0 else "")


def _draw_labels(axes: "Axes", places: Sequence[Place]) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox

    figure = axes.get_figure(root=True)
    assert figure is not None
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    pixel = figure.dpi / 72  # pixels for a point
    marks = axes.transData.transform([(place.longitude, place.latitude) for place in places])
    taken = [
        Bbox.from_bounds(x - r, y - r, 2 * r, 2 * r)
        for (x, y), r in ((mark, radius(place) * pixel) for mark, place in zip(marks, places, strict=True))
    ]
    for place in places:
        for right, up, horizontal, vertical in BESIDE:
            away = radius(place) + 2
            label = axes.annotate(short_text(place.label, LABEL_LENGTH), (place.longitude, place.latitude),
                                  (right * away, up * away), textcoords="offset points", ha=horizontal, va=vertical,
                                  fontsize=9, color=INK, zorder=4)  # fmt: skip
            box = label.get_window_extent(renderer)
            if _inside(box, axes) and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            label.remove()


def _inside(box: "Bbox", axes: "Axes") -> bool:
    return axes.bbox.x0 <= box.x0 and box.x1 <= axes.bbox.x1 and axes.bbox.y0 <= box.y0 and box.y1 <= axes.bbox.y1


def radius(place: Place) -> float:
    """The radius of a mark in points; its area grows with the claims."""
    return (14 + 10 * min(place.claims, 12)) ** 0.5 / 2
