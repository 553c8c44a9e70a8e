"""Room for what a drawing says: nodes, their labels and the words on the lines are pushed off each other.

After an idea of Dwyer, Marriott and Stuckey (2006), who remove overlaps of node boxes along one axis; here the words on
lines are boxes too, which move by moving the ends of their line. Coordinates are pixels, y downwards.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

ROUNDS = 420
LINE_ROUNDS = 200  # a line cannot always be kept off every node; then the words must still come to rest
ARROW = 9.0  # pixels that the arrow keeps the end of a line off the outline of its node
STEP = 0.34  # of an overlap is taken back in a round, so that three boxes in a heap do not jump
LONGEST_STEP = 24.0  # pixels that a box moves in a round, so that a crowd does not fly apart
PULL = 0.03  # of what a line is too long is taken back in a round
SPARE = 70.0  # pixels that a line may be longer than its words
MOST_BEND = 0.6
CLEARANCE = 7.0  # pixels between the outline of a node and a line that passes it


class Box(NamedTuple):
    """The room of a node with its label: `anchor` is how far above the centre of the box the node's own centre lies."""

    width: float
    height: float
    anchor: float = 0.0
    radius: float = 0.0


class Line(NamedTuple):
    """An edge between two nodes given by index, how far it bends to a side, and the room of its words."""

    source: int
    target: int
    bend: float = 0.0
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines as arrays."""

    sizes: Array  # width, height of each box
    anchors: Array
    radii: Array
    ends: Indices  # source, target of each line
    bends: Array
    words: Array  # width, height of the words on each line


def drawing(boxes: list[Box], lines: list[Line]) -> Drawing:
    """The arrays of boxes and lines; a line from a node to itself takes no part."""
    real = [line for line in lines if line.source != line.target]
    nodes = np.array(boxes, dtype=float).reshape(-1, 4)
    return Drawing(
        nodes[:, :2], nodes[:, 2], nodes[:, 3],
        np.array([line[:2] for line in real], dtype=np.int64).reshape(-1, 2),
        np.array([line.bend for line in real], dtype=float),
        np.array([line[3:] for line in real], dtype=float).reshape(-1, 2),
    )  # fmt: skip


def spaced(positions: Array, what: Drawing) -> Array:
    """Move the centres of boxes until neither boxes nor words overlap and no line runs through a node, or rounds end.

    Lines are kept off nodes first; the last rounds care for the boxes alone: that labels of nodes do not overlap is a
    promise, the rest a wish.
    """
    alike = may_overlap(what)
    for number in range(ROUNDS):
        push = STEP * (pushed_boxes(positions, what, alike) + stretched(positions, what))
        if number < LINE_ROUNDS:
            push = push + STEP / 2 * pushed_off_lines(positions, what) + PULL * pulled(positions, what)
        if not push.any():
            break
        positions = positions + np.clip(push, -LONGEST_STEP, LONGEST_STEP)
    return separated(positions, what.sizes)


def clashes(positions: Array, what: Drawing) -> int:
    """How many boxes and words overlap others, words of parallel lines included."""
    centres = np.concatenate([positions, word_centres(positions, what)])
    push = overlaps(centres, np.concatenate([what.sizes, what.words]))
    return int(push.any(axis=1).sum())


def separated(positions: Array, sizes: Array, rounds: int = ROUNDS) -> Array:
    """Push boxes that overlap apart, along the axis where they overlap less, until none do or rounds run out."""
    for _ in range(rounds):
        push = overlaps(positions, sizes)
        if not push.any():
            break
        positions = positions + STEP * push
    return positions


def overlaps(centres: Array, sizes: Array, alike: npt.NDArray[np.bool_] | None = None) -> Array:
    """How far each box should move away from those it overlaps; pairs that are `alike` may overlap."""
    dx = centres[:, 0][:, None] - centres[:, 0][None, :]
    dy = centres[:, 1][:, None] - centres[:, 1][None, :]
    over_x = (sizes[:, 0][:, None] + sizes[:, 0][None, :]) / 2 - np.abs(dx)
    over_y = (sizes[:, 1][:, None] + sizes[:, 1][None, :]) / 2 - np.abs(dy)
    clash = (over_x > 0.5) & (over_y > 0.5)
    np.fill_diagonal(clash, False)
    if alike is not None:
        clash &= ~alike
    before = np.tril(np.ones_like(clash))  # which of two boxes in one place moves to the right or down
    sideways = over_x < over_y
    push_x = np.where(clash & sideways, np.where((dx > 0) | ((dx == 0) & before), over_x, -over_x), 0.0)
    push_y = np.where(clash & ~sideways, np.where((dy > 0) | ((dy == 0) & before), over_y, -over_y), 0.0)
    return np.stack([push_x.sum(axis=1), push_y.sum(axis=1)], axis=1)


def may_overlap(what: Drawing) -> npt.NDArray[np.bool_]:
    """Which of boxes and words are not pushed apart: the words of parallel lines, which move together."""
    count, lines = len(what.sizes), len(what.ends)
    alike = np.zeros((count + lines, count + lines), dtype=bool)
    pair = np.sort(what.ends, axis=1) @ np.array([count, 1])
    alike[count:, count:] = pair[:, None] == pair[None, :]
    return alike


def pushed_boxes(positions: Array, what: Drawing, alike: npt.NDArray[np.bool_]) -> Array:
    """The push on each node, from boxes and from the words of lines."""
    count = len(positions)
    centres = np.concatenate([positions, word_centres(positions, what)])
    push = overlaps(centres, np.concatenate([what.sizes, what.words]), alike)
    moved = push[:count].copy()
    for end in (0, 1):
        np.add.at(moved, what.ends[:, end], push[count:])
    return moved


def stretched(positions: Array, what: Drawing) -> Array:
    """The push on the ends of lines too short for their words to stand between the boxes of the two nodes."""
    moved = np.zeros_like(positions)
    along = positions[what.ends[:, 1]] - positions[what.ends[:, 0]]
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1.0)
    way = np.maximum(np.abs(along) / length[:, None], 1e-6)
    boxes = [what.sizes[what.ends[:, 0]], what.sizes[what.ends[:, 1]], 2 * what.words]
    needed = ARROW + sum(np.min(size / 2 / way, axis=1) for size in boxes)
    push = along * (np.maximum(needed - length, 0.0) / length / 2)[:, None]
    np.add.at(moved, what.ends[:, 0], -push)
    np.add.at(moved, what.ends[:, 1], push)
    return moved


def word_centres(positions: Array, what: Drawing) -> Array:
    """Where vis-network puts the words of each line: halfway to where its arrow begins."""
    nodes = positions - np.stack([np.zeros(len(positions)), what.anchors], axis=1)
    start, stop = nodes[what.ends[:, 0]], nodes[what.ends[:, 1]]
    along = stop - start
    kept_off = (what.radii[what.ends[:, 1]] + ARROW) / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1.0)
    tip = stop - along * np.minimum(kept_off, 0.9)[:, None]
    middle: Array = start / 4 + via(start, stop, opened(what.bends, along, what.words)) / 2 + tip / 4
    straight = (np.abs(what.bends) < 0.01)[:, None]
    return np.where(straight, (start + tip) / 2, middle)


def opened(bends: Array, along: Array, words: Array) -> Array:
    """The bends of parallel lines, widened where the lines run so steeply that their words would overlap.

    The middle of a line as long as L that bends by b stands about 0.39 b L beside the straight line.
    """
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1.0)
    level, steep = np.abs(along).T / length
    beside = np.minimum(words[:, 0] / np.maximum(steep, 1e-3), words[:, 1] / np.maximum(level, 1e-3)) / 2
    wanted = np.minimum(beside / (0.39 * length), MOST_BEND)
    return np.where(bends == 0, 0.0, np.copysign(np.maximum(np.abs(bends), wanted), bends))


def via(start: Array, stop: Array, bends: Array) -> Array:
    """The control points of vis-network's curves (`curvedCW` for a positive bend, `curvedCCW` for a negative one)."""
    across, up = stop[:, 0] - start[:, 0], start[:, 1] - stop[:, 1]
    half = np.abs(bends) / 2 + 0.5
    angle = np.arctan2(up, across) + (bends / 2 + 0.5) * np.pi
    reach = half * np.hypot(across, up)
    return start + np.stack([reach * np.sin(angle), reach * np.cos(angle)], axis=1)


def pushed_off_lines(positions: Array, what: Drawing) -> Array:
    """The push on nodes that a line between two others runs through, and half of it back on the line's ends."""
    moved = np.zeros_like(positions)
    if not len(what.ends):
        return moved
    nodes = positions - np.stack([np.zeros(len(positions)), what.anchors], axis=1)
    start, along = nodes[what.ends[:, 0]], nodes[what.ends[:, 1]] - nodes[what.ends[:, 0]]
    length = np.maximum((along**2).sum(axis=1), 1.0)
    offset = nodes[:, None, :] - start[None, :, :]
    place = (offset * along[None, :, :]).sum(axis=2) / length
    away = offset - place[..., None] * along[None, :, :]
    distance = np.hypot(away[..., 0], away[..., 1])
    wanted = what.radii[:, None] + CLEARANCE - distance
    own = (np.arange(len(nodes))[:, None, None] == what.ends[None, :, :]).any(axis=2)
    hit = (wanted > 0.5) & (place > 0) & (place < 1) & ~own & (np.abs(what.bends) < 0.01)[None, :]
    push = np.where(hit[..., None], away / np.maximum(distance, 1e-3)[..., None] * wanted[..., None], 0.0)
    moved += push.sum(axis=1)
    for end in (0, 1):
        np.add.at(moved, what.ends[:, end], -push.sum(axis=0) / 2)
    return moved


def pulled(positions: Array, what: Drawing) -> Array:
    """The pull on the ends of lines that are much longer than their words need."""
    moved = np.zeros_like(positions)
    along = positions[what.ends[:, 1]] - positions[what.ends[:, 0]]
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1.0)
    needed = what.radii[what.ends].sum(axis=1) + what.words[:, 0] + SPARE
    pull = along * (np.maximum(length - needed, 0.0) / length)[:, None]
    np.add.at(moved, what.ends[:, 0], pull)
    np.add.at(moved, what.ends[:, 1], -pull)
    return moved
