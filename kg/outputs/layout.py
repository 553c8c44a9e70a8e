"""Positions for the nodes of the HTML graph: the same graph gives the same picture.

Each connected component is laid out by itself with the forces of Fruchterman and Reingold (1991), repulsion weighted by
degree as in ForceAtlas2 (Jacomy et al., 2014) so that hubs stand apart; then labels are pushed off each other; then the
components are packed in rows. numpy only: networkx needs scipy for large graphs.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Pair = tuple[int, int]

SEED = 20200823
STEPS = 300  # enough for 150 nodes to come to rest; fewer for larger components, whose steps cost more
EDGE_LENGTH = 150.0  # pixels: room for a relation's name
EXACT_NODES = 1200  # above it each step repels a sample of nodes, and labels may overlap
SAMPLE = 256
ASPECT = 1.7  # width to height of a screen
GAP = 60.0


def layout(boxes: Sequence[tuple[float, float]], edges: Iterable[Pair]) -> list[tuple[int, int]]:
    """Whole-pixel (x, y) centres for nodes given as (width, height) boxes and edges given as pairs of indices."""
    if not boxes:
        return []
    sizes = np.array(boxes, dtype=float)
    pairs = sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})
    groups = components(len(boxes), pairs)
    members = {node: (number, place) for number, group in enumerate(groups) for place, node in enumerate(group)}
    local: list[list[Pair]] = [[] for _ in groups]
    for a, b in pairs:
        local[members[a][0]].append((members[a][1], members[b][1]))
    drawn = [component_layout(sizes[group], links) for group, links in zip(groups, local, strict=True)]
    positions = pack(drawn, [sizes[group] for group in groups])
    placed = {
        node: point
        for group, points in zip(groups, positions, strict=True)
        for node, point in zip(group, points, strict=True)
    }
    return [(round(float(placed[node][0])), round(float(placed[node][1]))) for node in range(len(boxes))]


def components(count: int, pairs: Sequence[Pair]) -> list[list[int]]:
    """The connected components, largest first, ties by first node."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in pairs:
        root[max(find(a), find(b))] = min(find(a), find(b))
    groups: dict[int, list[int]] = {}
    for node in range(count):
        groups.setdefault(find(node), []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def component_layout(sizes: Array, pairs: Sequence[Pair]) -> Array:
    """Lay out one connected component."""
    if len(sizes) == 1:
        return np.zeros((1, 2))
    positions = forces(len(sizes), np.array(pairs, dtype=int))
    positions *= np.array([ASPECT**0.5, ASPECT**-0.5])
    return separated(positions, sizes) if len(sizes) <= EXACT_NODES else positions


def forces(count: int, pairs: npt.NDArray[np.int_]) -> Array:
    """Let edges pull and nodes push for a fixed number of ever smaller steps."""
    random = np.random.default_rng(SEED)
    degree = np.bincount(pairs.ravel(), minlength=count) + 1.0
    positions = random.normal(size=(count, 2)) * EDGE_LENGTH * count**0.5
    steps = STEPS if count <= EXACT_NODES else STEPS // 3
    for step in range(steps):
        others = np.arange(count) if count <= EXACT_NODES else np.sort(random.choice(count, SAMPLE, replace=False))
        push = repulsion(positions, degree, others) * (count / len(others))
        move = push - attraction(positions, pairs) - 0.02 * positions * degree[:, None] ** 0.5
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        limit = EDGE_LENGTH * 2 * (1 - step / steps) ** 1.5
        positions = positions + move * (np.minimum(length, limit) / length)[:, None]
    return positions - positions.mean(axis=0)


def repulsion(positions: Array, degree: Array, others: npt.NDArray[np.int_]) -> Array:
    """The push that each node gets from the others, stronger between nodes of high degree."""
    dx = positions[:, 0][:, None] - positions[others, 0][None, :]
    dy = positions[:, 1][:, None] - positions[others, 1][None, :]
    weight = np.sqrt(degree[:, None] * degree[others][None, :])
    strength = EDGE_LENGTH**2 * weight / np.maximum(dx * dx + dy * dy, 1.0) / 2
    return np.stack([(dx * strength).sum(axis=1), (dy * strength).sum(axis=1)], axis=1)


def attraction(positions: Array, pairs: npt.NDArray[np.int_]) -> Array:
    """The pull of each node's edges, growing with the square of their length."""
    pull = np.zeros_like(positions)
    delta = positions[pairs[:, 0]] - positions[pairs[:, 1]]
    force = delta * (np.hypot(delta[:, 0], delta[:, 1]) / EDGE_LENGTH)[:, None]
    np.add.at(pull, pairs[:, 0], force)
    np.add.at(pull, pairs[:, 1], -force)
    return pull


def separated(positions: Array, sizes: Array, rounds: int = 120) -> Array:
    """Push boxes that overlap apart, along the axis where they overlap less, until none do or rounds run out."""
    for _ in range(rounds):
        dx = positions[:, 0][:, None] - positions[:, 0][None, :]
        dy = positions[:, 1][:, None] - positions[:, 1][None, :]
        over_x = (sizes[:, 0][:, None] + sizes[:, 0][None, :]) / 2 - np.abs(dx)
        over_y = (sizes[:, 1][:, None] + sizes[:, 1][None, :]) / 2 - np.abs(dy)
        clash = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        sideways = over_x < over_y
        push_x = np.where(clash & sideways, np.copysign(over_x, dx), 0.0)
        push_y = np.where(clash & ~sideways, np.copysign(over_y, dy), 0.0)
        positions = positions + 0.5 * np.stack([push_x.sum(axis=1), push_y.sum(axis=1)], axis=1) / 1.5
    return positions


def pack(drawn: Sequence[Array], sizes: Sequence[Array]) -> list[Array]:
    """Set components side by side in rows, about as wide as a screen is against its height."""
    corners = [(points - box / 2).min(axis=0) for points, box in zip(drawn, sizes, strict=True)]
    extents = [
        (points + box / 2).max(axis=0) - corner + GAP for points, box, corner in zip(drawn, sizes, corners, strict=True)
    ]
    area = sum(float(extent[0] * extent[1]) for extent in extents)
    width = max(float(extents[0][0]), (area * ASPECT) ** 0.5)
    packed, cursor, row = [], np.zeros(2), 0.0
    for points, corner, extent in zip(drawn, corners, extents, strict=True):
        if cursor[0] > 0 and cursor[0] + extent[0] > width:
            cursor, row = np.array([0.0, cursor[1] + row]), 0.0
        packed.append(points - corner + cursor)
        cursor, row = cursor + np.array([extent[0], 0.0]), max(row, float(extent[1]))
    return packed
