"""Positions for the nodes of the HTML graph: the same graph gives the same picture.

Each connected component is laid out by itself: distances on the page follow distances in the graph (stress
majorisation, Gansner, Koren and North, 2004; large components against a sample of pivots), labels are pushed off each
other, and the components are packed in rows. numpy only: networkx needs scipy for large graphs.
"""

from collections import deque
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.outputs.packing import pack
from kg.outputs.spacing import Box, Drawing, Line, clashes, drawing, separated, spaced

Array = npt.NDArray[np.float64]

SEED = 20200823
ROUNDS = 150
EXACT_NODES = 600  # a larger component is measured against pivots only, and its labels may overlap
TURNS = (0.0, 45.0, 90.0, 135.0)  # degrees: of so many drawings of a component the one that fits best is taken
TURNED_NODES = 60  # a larger component is drawn once
CLASH_COST = 0.04  # a word that cannot be read weighs as much as a drawing larger by this part
PIVOTS = 60
PIVOT_ROUNDS = 60
ASPECT = 1.5  # width to height of the drawing
ROOM = 1.7  # how many times the area of its boxes and words a component takes before they are pushed apart


def layout(boxes: Sequence[Box], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Whole-pixel (x, y) centres for the boxes of nodes and the lines between them, given by indices of boxes."""
    links: list[list[int]] = [[] for _ in boxes]
    for a, b in sorted({(min(line[:2]), max(line[:2])) for line in lines if line.source != line.target}):
        links[a].append(b)
        links[b].append(a)
    groups = components(links)
    member = {node: number for number, group in enumerate(groups) for node in group}
    inside: list[list[Line]] = [[] for _ in groups]
    for line in lines:
        inside[member[line.source]].append(line)
    drawn = [component_layout(group, boxes, found, links) for group, found in zip(groups, inside, strict=True)]
    sizes = [np.array([boxes[node][:2] for node in group]) for group in groups]
    places = np.zeros((len(boxes), 2))
    for group, positions in zip(groups, pack(drawn, sizes, ASPECT), strict=True):
        places[group] = positions
    return [(round(x), round(y)) for x, y in places.tolist()]


def components(links: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected components, largest first, ties by first node."""
    groups, met = [], [False] * len(links)
    for start in range(len(links)):
        if not met[start]:
            group = [node for node, steps in enumerate(hops(links, start)) if steps >= 0]
            groups.append(group)
            for node in group:
                met[node] = True
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def local_links(group: Sequence[int], links: Sequence[Sequence[int]]) -> list[list[int]]:
    """The links of a component, its nodes numbered from 0."""
    place = {node: number for number, node in enumerate(group)}
    return [[place[other] for other in links[node]] for node in group]


def hops(links: Sequence[Sequence[int]], start: int) -> list[int]:
    """The number of edges from a node to every other, -1 where there is no way."""
    steps = [-1] * len(links)
    steps[start] = 0
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in links[node]:
            if steps[other] < 0:
                steps[other] = steps[node] + 1
                waiting.append(other)
    return steps


def component_layout(
    group: Sequence[int], boxes: Sequence[Box], lines: Sequence[Line], links: Sequence[Sequence[int]]
) -> Array:
    """Lay out one connected component: distances, then size, then room for nodes and words."""
    if len(group) == 1:
        return np.zeros((1, 2))
    place = {node: number for number, node in enumerate(group)}
    moved = [line._replace(source=place[line.source], target=place[line.target]) for line in lines]
    what = drawing([boxes[node] for node in group], moved)
    needed = float(what.sizes.prod(axis=1).sum() + 2 * what.words.prod(axis=1).sum())
    level = turned_level(stress_layout(local_links(group, links)))
    if len(group) > EXACT_NODES:
        return evened(scaled(level, needed))
    if not what.words.any():
        return separated(scaled(level, needed), what.sizes)
    angles = TURNS if len(group) <= TURNED_NODES else TURNS[:1]
    drawn = [spaced(scaled(turned(level, angle), needed), what) for angle in angles]
    return min(drawn, key=lambda positions: cost(positions, what))


def turned_level(positions: Array) -> Array:
    """The positions with their long side level."""
    _, axes = np.linalg.eigh(positions.T @ positions)
    level: Array = positions @ axes[:, ::-1]
    return level


def turned(positions: Array, degrees: float) -> Array:
    """The positions turned by an angle."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    return positions @ np.array([[cosine, -sine], [sine, cosine]])


def cost(positions: Array, what: Drawing) -> float:
    """The height of the screen that the drawing needs, more for each two words or boxes that still overlap."""
    wide, high = np.ptp(positions, axis=0) + what.sizes.max(axis=0)
    return max(float(wide) / ASPECT, float(high)) * (1 + CLASH_COST * clashes(positions, what))


def stress_layout(links: Sequence[Sequence[int]]) -> Array:
    """Move every node, round by round, to where its distances to the targets ask it to be on average."""
    count = len(links)
    random = np.random.default_rng(SEED)
    targets = np.arange(count) if count <= EXACT_NODES else np.sort(random.choice(count, PIVOTS, replace=False))
    wanted = np.array([hops(links, int(target)) for target in targets], dtype=float).T
    weight = np.where(wanted > 0, 1 / np.maximum(wanted, 1) ** 2, 0.0)
    positions = random.normal(size=(count, 2)) * wanted.max() / 3
    for _ in range(ROUNDS if count <= EXACT_NODES else PIVOT_ROUNDS):
        delta = positions[:, None, :] - positions[targets][None, :, :]
        apart = np.maximum(np.hypot(delta[..., 0], delta[..., 1]), 1e-6)
        asked = positions[targets][None, :, :] + delta * (wanted / apart)[..., None]
        average = (asked * weight[..., None]).sum(axis=1) / weight.sum(axis=1)[:, None]
        positions = (positions + average) / 2
    return positions - positions.mean(axis=0)


def scaled(positions: Array, needed: float) -> Array:
    """Give the drawing a fixed multiple of the area that it needs, and nearly the shape of a screen."""
    goal = ROOM * needed * np.array([ASPECT, 1 / ASPECT])
    extent = np.ptp(positions, axis=0)
    return positions * (np.sqrt(goal) / np.maximum(extent, extent.max() / 4))


def evened(positions: Array) -> Array:
    """Spread crowded parts and draw in lonely ones: each coordinate goes most of the way to its rank."""
    ranks = positions.argsort(axis=0, kind="stable").argsort(axis=0) / (len(positions) - 1) - 0.5
    low, extent = positions.min(axis=0), np.ptp(positions, axis=0)
    return extent * ((positions - low) / extent - 0.5 + 2 * ranks) / 3
