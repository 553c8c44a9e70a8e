"""The forward pass of a BERT encoder (Devlin et al. 2019; MiniLM: Wang et al. 2020) in NumPy.

Windows are packed one behind the other, never padded: linear layers run over all pieces of a group at once, attention
over the windows of one length. A window's result does not depend on its neighbours.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from kg.text.encoder.weights import EMBEDDING, SCALE, Array, Weights
from kg.text.encoder.windows import Window

HEADS = 12
EPSILON = 1e-12
# Pieces computed together: enough to keep the matrix products busy, few enough to stay within the caches.
GROUP_SIZE = 2048
# Rows of the four times wider inner layer computed together.
INNER_ROWS = 512
MATRICES = ("qkv", "out", "up", "down")


class NumpyEncoder:
    """Token vectors (384 wide) of windows of word pieces: each the sum over the token's pieces."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._weights: Weights = dict(weights)
        self._layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
        for layer in range(self._layers):
            for matrix in MATRICES:
                name = f"layers.{layer}.{matrix}.weight"
                self._weights[name] = weights[name].T  # a view: BLAS reads either order
        powers = np.exp(weights["mix"] - weights["mix"].max())
        self._mix = powers / powers.sum() * weights["gain"][0]
        self.width = int(weights["norm.weight"].shape[0])

    def __call__(self, windows: Sequence[Window], rows: int) -> Array:
        """Vectors of `rows` tokens, shape (rows, width); tokens without pieces get zeros."""
        vectors = np.zeros((rows, self.width), dtype=np.float32)
        for group in _groups(sorted(windows, key=lambda window: len(window.ids))):
            self._add(group, vectors)
        return vectors

    def _add(self, group: Sequence[Window], vectors: Array) -> None:
        lengths = [len(window.ids) for window in group]
        starts = np.cumsum([0, *lengths[:-1]])
        hidden = self._encode(group, lengths)
        places = np.concatenate(
            [np.asarray(window.places) + start for window, start in zip(group, starts, strict=True)]
        )
        rows = np.concatenate([window.rows for window in group])
        firsts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
        vectors[rows[firsts]] += np.add.reduceat(hidden[places], firsts, axis=0)

    def _encode(self, group: Sequence[Window], lengths: Sequence[int]) -> Array:
        hidden = self._embed(group, lengths)
        mixed = self._mix[0] * hidden
        for layer in range(self._layers):
            hidden = self._layer(hidden, f"layers.{layer}.", lengths)
            mixed += self._mix[layer + 1] * hidden
        return mixed

    def _embed(self, group: Sequence[Window], lengths: Sequence[int]) -> Array:
        weights = self._weights
        ids = np.concatenate([window.ids for window in group])
        hidden = weights[EMBEDDING][ids].astype(np.float32)
        if EMBEDDING + SCALE in weights:
            hidden *= weights[EMBEDDING + SCALE][ids]
        hidden += weights["position.weight"][np.concatenate([np.arange(length) for length in lengths])]
        hidden += weights["kind"]
        return _normalise(hidden, weights["norm.weight"], weights["norm.bias"])

    def _layer(self, hidden: Array, prefix: str, lengths: Sequence[int]) -> Array:
        weights = self._weights
        summary = self._linear(self._attend(hidden, prefix, lengths), prefix + "out")
        summary += hidden
        hidden = _normalise(summary, weights[prefix + "norm1.weight"], weights[prefix + "norm1.bias"])
        inner = self._inner(hidden, prefix)
        inner += hidden
        return _normalise(inner, weights[prefix + "norm2.weight"], weights[prefix + "norm2.bias"])

    def _linear(self, inputs: Array, name: str) -> Array:
        outputs: Array = inputs @ self._weights[name + ".weight"]
        outputs += self._weights[name + ".bias"]
        return outputs

    def _attend(self, hidden: Array, prefix: str, lengths: Sequence[int]) -> Array:
        joined = self._linear(hidden, prefix + "qkv")
        joined[:, : self.width] /= math.sqrt(self.width // HEADS)
        context = np.empty_like(hidden)
        for start, count, length in _runs(lengths):
            part = slice(start, start + count * length)
            split = joined[part].reshape(count, length, 3, HEADS, -1)
            query, key, value = split.transpose(2, 0, 3, 1, 4)
            scores = query @ key.swapaxes(-1, -2)
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            context[part] = (scores @ value).transpose(0, 2, 1, 3).reshape(count * length, self.width)
        return context

    def _inner(self, hidden: Array, prefix: str) -> Array:
        outputs = np.empty_like(hidden)
        for start in range(0, len(hidden), INNER_ROWS):
            part = slice(start, start + INNER_ROWS)
            raised = self._linear(hidden[part], prefix + "up")
            np.dot(_gelu(raised), self._weights[prefix + "down.weight"], out=outputs[part])
        outputs += self._weights[prefix + "down.bias"]
        return outputs


def _groups(windows: Sequence[Window]) -> Iterator[list[Window]]:
    group: list[Window] = []
    pieces = 0
    for window in windows:
        if group and pieces + len(window.ids) > GROUP_SIZE:
            yield group
            group, pieces = [], 0
        group.append(window)
        pieces += len(window.ids)
    if group:
        yield group


def _runs(lengths: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Start, number and length of neighbouring windows of one length."""
    start = 0
    for length, same in groupby(lengths):
        count = len(list(same))
        yield start, count, length
        start += count * length


def _normalise(values: Array, weight: Array, bias: Array) -> Array:
    values -= values.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values) / values.shape[1]
    values *= (1 / np.sqrt(variance + EPSILON))[:, None]
    values *= weight
    values += bias
    return values


def _gelu(values: Array) -> Array:
    """GELU by tanh (Hendrycks & Gimpel 2016), written as x / (1 + exp(-2z)), in place."""
    power = values * values
    power *= -0.044715 * 2 * math.sqrt(2 / math.pi)
    power -= 2 * math.sqrt(2 / math.pi)
    power *= values
    np.minimum(power, 80, out=power)
    np.exp(power, out=power)
    power += 1
    values /= power
    return values
