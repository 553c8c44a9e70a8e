"""Components of a drawing set side by side in rows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

GAP = 36.0
WIDTHS = (0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.7, 2.0)  # of rows, as parts of what a perfect packing would need


def pack(drawn: Sequence[Array], sizes: Sequence[Array], aspect: float) -> list[Array]:
    """Move each component (positions, with the boxes around them) to its place in rows, the first one on top.

    Of several widths of the rows the one is taken that lets the whole be shown largest on a screen of this width to
    height.
    """
    corners = [(points - boxes / 2).min(axis=0) for points, boxes in zip(drawn, sizes, strict=True)]
    far = [(points + boxes / 2).max(axis=0) for points, boxes in zip(drawn, sizes, strict=True)]
    extents = np.array([end - corner + GAP for end, corner in zip(far, corners, strict=True)]).reshape(-1, 2)
    if not len(extents):
        return []
    least, area = float(extents[:, 0].max()), float(extents.prod(axis=1).sum())
    widths = [max(least, (area * aspect) ** 0.5 * part) for part in WIDTHS]
    rows = min((in_rows(extents, width) for width in widths), key=lambda places: room(places + extents, aspect))
    return [points - corner + place for points, corner, place in zip(drawn, corners, rows, strict=True)]


def in_rows(extents: Array, width: float) -> Array:
    """The upper left corners of boxes set in rows of a width."""
    places, x, y, row = [], 0.0, 0.0, 0.0
    for wide, high in extents.tolist():
        if x > 0 and x + wide > width:
            x, y, row = 0.0, y + row, 0.0
        places.append((x, y))
        x, row = x + wide, max(row, high)
    return np.array(places)


def room(far: Array, aspect: float) -> float:
    """The height of the smallest screen that holds everything up to these lower right corners."""
    wide, high = far.max(axis=0)
    return max(float(wide) / aspect, float(high))
