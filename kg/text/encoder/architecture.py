"""The encoder as thinc models: `kg.MiniLM.v1` and, with the letters' case added, `kg.MiniLMTok2Vec.v1`."""

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MultiHashEmbed
from spacy.tokens import Doc
from thinc.api import Maxout, Model, chain, concatenate, with_array
from thinc.shims.shim import Shim

from kg.text.encoder.forward import NumpyEncoder
from kg.text.encoder.weights import Array, unpack
from kg.text.encoder.windows import Window, cut_windows
from kg.text.encoder.wordpiece import WordPiece

WIDTH = 384
Backpropagation = Callable[[list[Array]], list[Doc]]


class EncoderShim(Shim):
    """Holds vocabulary and weights of an encoder and their packed bytes; computes forwards only.

    Training puts a shim in its place that also computes backwards (`kg.training.encoder`).
    """

    def __init__(self) -> None:
        super().__init__(None)
        self.wordpiece = WordPiece(())
        self._encoder: NumpyEncoder | None = None
        self._archive = b""

    def encode(self, windows: list[Window], rows: int) -> Array:
        """Sums of the piece vectors of each token, shape (rows, WIDTH); raises ValueError without weights."""
        if self._encoder is None:
            raise ValueError("the encoder has no weights; load the pipeline from its folder (spacy.load)")
        return self._encoder(windows, rows)

    def train(self, windows: list[Window], rows: int) -> tuple[Array, Callable[[Array], None]]:
        """Raises ValueError: this shim computes forwards only."""
        raise ValueError(
            f"the encoder cannot learn from {rows} tokens in {len(windows)} windows: it only runs; "
            "train it with `kg train accurate`"
        )

    def to_bytes(self) -> bytes:
        return self._archive

    def from_bytes(self, bytes_data: bytes) -> "EncoderShim":
        weights, vocabulary = unpack(bytes_data)
        self._archive = bytes_data
        self._encoder = NumpyEncoder(weights)
        self.wordpiece = WordPiece(vocabulary)
        return self

    def copy(self) -> "EncoderShim":
        return self

    def to_device(self, device_type: str, device_id: int) -> None:
        """There is one device."""

    def finish_update(self, optimizer: Any) -> None:
        """Nothing to update."""


def minilm(window: int, overlap: int) -> Model[list[Doc], list[Array]]:
    """Mean over the pieces of each token of an encoder that reads `window` pieces at a time: `kg.MiniLM.v1`.

    Of documents longer than a window, each window sees `overlap` more pieces on both sides. Weights come with
    `from_disk`, `from_bytes` or training.
    """
    attributes = {"window": window, "overlap": overlap}
    return Model("minilm", _forward, dims={"nO": WIDTH}, attrs=attributes, shims=[EncoderShim()])


def minilm_tok2vec(
    width: int, hash_width: int, attrs: list[str], rows: list[int], encoder: Model[list[Doc], list[Array]]
) -> Model[list[Doc], list[Array]]:
    """Vectors of `width` from the encoder, which knows no case, and hash embeddings of form: `kg.MiniLMTok2Vec.v1`."""
    embed: Any = MultiHashEmbed(width=hash_width, attrs=attrs, rows=rows, include_static_vectors=False)
    window: Any = MaxoutWindowEncoder(hash_width, 1, 3, 1)
    form: Any = chain(embed, with_array(window, pad=1))
    form.set_dim("nO", hash_width)
    joined: Any = concatenate(encoder, form)
    reduce: Any = with_array(Maxout(nO=width, nI=WIDTH + hash_width, nP=2, normalize=True, dropout=0.0))
    model: Model[list[Doc], list[Array]] = chain(joined, reduce)
    model.set_dim("nO", width)
    return model


def _forward(
    model: Model[list[Doc], list[Array]], docs: list[Doc], is_train: bool
) -> tuple[list[Array], Backpropagation]:
    shim: Any = model.shims[0]
    pieces = [[() if token.is_space else shim.wordpiece(token.text) for token in doc] for doc in docs]
    windows = cut_windows(pieces, shim.wordpiece, size=model.attrs["window"], overlap=model.attrs["overlap"])
    counts = np.array([max(1, len(token)) for document in pieces for token in document], dtype=np.float32)[:, None]
    borders = np.cumsum([len(doc) for doc in docs])[:-1]
    if not is_train:
        vectors = shim.encode(windows, len(counts)) / counts
        return np.split(vectors, borders), lambda _: []
    sums, backpropagate = shim.train(windows, len(counts))

    def backward(gradients: list[Array]) -> list[Doc]:
        backpropagate(np.concatenate(gradients) / counts)
        return []

    return np.split(sums / counts, borders), backward
