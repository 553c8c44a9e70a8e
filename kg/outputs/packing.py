"""Components of a drawing set side by side in rows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

GAP = 30.0


def pack(drawn: Sequence[Array], sizes: Sequence[Array], aspect: float) -> list[Array]:
    """Move each component (positions, with the boxes around them) to its place in rows, the first one on top.

    Rows are as wide as the widest component, or as the whole needs to come near the wished width to height.
    """
    corners = [(points - boxes / 2).min(axis=0) for points, boxes in zip(drawn, sizes, strict=True)]
    far = [(points + boxes / 2).max(axis=0) for points, boxes in zip(drawn, sizes, strict=True)]
    extents = [end - corner + GAP for end, corner in zip(far, corners, strict=True)]
    area = sum(float(extent[0] * extent[1]) for extent in extents)
    width = max([(area * aspect) ** 0.5, *(float(extent[0]) for extent in extents)])
    packed, x, y, row = [], 0.0, 0.0, 0.0
    for points, corner, extent in zip(drawn, corners, extents, strict=True):
        if x > 0 and x + extent[0] > width:
            x, y, row = 0.0, y + row, 0.0
        packed.append(points - corner + np.array([x, y]))
        x, row = x + float(extent[0]), max(row, float(extent[1]))
    return packed
