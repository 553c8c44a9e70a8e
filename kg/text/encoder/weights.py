"""The encoder's weights: names and shapes, and their packed form (matrices as int8 with one scale a row).

Names (D = 384 hidden units, 6 layers): `word.weight` (pieces, D), `position.weight` (512, D), `kind` (D),
`norm.weight|bias` (D); of each layer `layers.N.`: `qkv`, `out`, `up`, `down` with `.weight` (outputs, inputs) and
`.bias`, `norm1` and `norm2` with `.weight` and `.bias`; `mix` (layers + 1) and `gain` (1) of the scalar mix over
the embeddings and all layers (Peters et al. 2018).
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Weights = dict[str, Array]

QUANTISED, SCALE, VOCABULARY = ".int8", ".scale", "vocabulary"
EMBEDDING = "word.weight"


def pack(weights: Mapping[str, Array], vocabulary: Sequence[str]) -> bytes:
    """Weights and vocabulary as one npz archive; matrices lose precision to 1/127 of the largest value of a row."""
    arrays: Weights = {VOCABULARY: np.frombuffer("\n".join(vocabulary).encode("utf-8"), dtype=np.uint8)}
    for name, values in weights.items():
        if values.ndim == 2 and values.dtype != np.int8 and name + SCALE not in weights:
            arrays[name + QUANTISED], arrays[name + SCALE] = quantise(values)
        elif values.dtype == np.int8:
            arrays[name + QUANTISED] = values
        else:
            arrays[name] = values.astype(np.float32)
    archive = io.BytesIO()
    np.savez(archive, allow_pickle=False, **arrays)
    return archive.getvalue()


def unpack(archive: bytes) -> tuple[Weights, list[str]]:
    """Weights and vocabulary of an archive; matrices as float32, but for the word embeddings.

    These stay int8 (with `word.weight.scale`): a batch needs few of their 30,000 rows.
    """
    with np.load(io.BytesIO(archive), allow_pickle=False) as arrays:
        stored = {name: arrays[name] for name in arrays.files}
    vocabulary = stored.pop(VOCABULARY).tobytes().decode("utf-8").split("\n")
    weights: Weights = {}
    for name, values in stored.items():
        if name.endswith(QUANTISED):
            base = name.removesuffix(QUANTISED)
            weights[base] = values if base == EMBEDDING else values * stored[base + SCALE]
        elif name == EMBEDDING + SCALE or not name.endswith(SCALE):
            weights[name] = values
    return weights, vocabulary


def quantise(matrix: Array) -> tuple[Array, Array]:
    """A matrix as int8 and the float32 scale of each row."""
    scale = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12).astype(np.float32) / 127
    return np.round(matrix / scale).astype(np.int8), scale
