"""The word-piece encoder in NumPy: equal to the training framework's, and the same whatever stands beside a text."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.encoder import forward
from kg.text.encoder.forward import NumpyEncoder
from kg.text.encoder.weights import Weights, pack, quantise, unpack
from kg.text.encoder.windows import Pieces, Window, cut_windows
from kg.text.encoder.wordpiece import MOST_PIECES, WordPiece

REFERENCE = Path(__file__).parent / "data" / "encoder_reference.npz"
MODELS = Path(__file__).parent.parent / "kg" / "text" / "models"
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "hand", "##ed", "over", "##over", "the", "cafe", "-", "u", ".", "s"]
WORDPIECE = WordPiece(VOCABULARY)

documents_of_pieces = st.lists(
    st.lists(st.lists(st.integers(4, 13), max_size=3).map(tuple), max_size=60), min_size=1, max_size=4
)


@pytest.mark.parametrize(
    ("phenomenon", "word", "pieces"),
    [
        ("whole word", "the", ["the"]),
        ("capitals", "THE", ["the"]),
        ("longest first piece, then the rest", "handed", ["hand", "##ed"]),
        ("two joined words", "handover", ["hand", "##over"]),
        ("accents", "Café", ["cafe"]),
        ("marks stand alone", "U.S.", ["u", ".", "s", "."]),
        ("a hyphen parts words", "hand-over", ["hand", "-", "over"]),
        ("unknown", "base", ["[UNK]"]),
        ("known beginning, unknown rest", "handbase", ["[UNK]"]),
        ("blank", " \n", []),
        ("soft hyphen", "ha\u00adnd", ["hand"]),
    ],
)
def test_word_pieces(phenomenon: str, word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in WORDPIECE(word)] == pieces, phenomenon


def test_a_line_of_marks_has_few_pieces() -> None:
    assert len(WORDPIECE("-" * 500)) == MOST_PIECES


@given(documents_of_pieces)
def test_every_piece_is_pooled_once_and_tokens_stay_whole(documents: list[Pieces]) -> None:
    windows = cut_windows(documents, WORDPIECE, size=12, overlap=2)
    flat = [(row, piece) for row, pieces in enumerate(p for d in documents for p in d) for piece in pieces]
    pooled = [(row, w.ids[place]) for w in windows for row, place in zip(w.rows, w.places, strict=True)]
    assert pooled == flat
    first_rows = [window.rows[0] for window in windows]
    assert len(set(first_rows)) == len(first_rows)
    assert all(len(window.ids) <= 12 + 2 + 3 for window in windows)  # a token more, and the two marks


@given(documents_of_pieces)
def test_windows_do_not_depend_on_neighbours(documents: list[Pieces]) -> None:
    together = [window.ids for window in cut_windows(documents, WORDPIECE, size=12, overlap=2)]
    alone = [w.ids for document in documents for w in cut_windows([document], WORDPIECE, size=12, overlap=2)]
    assert together == alone


def reference() -> tuple[Weights, list[Pieces], np.ndarray[Any, Any]]:
    """A small encoder of random weights, documents, and their vectors as torch computes them."""
    with np.load(REFERENCE) as arrays:
        weights = {n.removeprefix("weights/"): arrays[n] for n in arrays.files if n.startswith("weights/")}
        pieces = iter(arrays["pieces"].tolist())
        tokens = iter([tuple(next(pieces) for _ in range(count)) for count in arrays["counts"]])
        documents = [[next(tokens) for _ in range(length)] for length in arrays["lengths"]]
        return weights, documents, arrays["expected"]


def windows_of(documents: list[Pieces]) -> list[Window]:
    return cut_windows(documents, WordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]"]), size=24, overlap=4)


def test_vectors_equal_those_of_the_training_framework() -> None:
    weights, documents, expected = reference()
    vectors = NumpyEncoder(weights)(windows_of(documents), len(expected))
    assert np.abs(expected).max() > 1
    np.testing.assert_allclose(vectors, expected, atol=1e-4)


def test_groups_and_inner_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, documents, expected = reference()
    monkeypatch.setattr(forward, "GROUP_SIZE", 10)
    monkeypatch.setattr(forward, "INNER_ROWS", 7)
    np.testing.assert_allclose(NumpyEncoder(weights)(windows_of(documents), len(expected)), expected, atol=1e-4)


def test_a_document_alone_has_the_vectors_it_has_among_others() -> None:
    weights, documents, _ = reference()
    encoder = NumpyEncoder(weights)
    together = encoder(windows_of(documents), sum(map(len, documents)))
    alone = [encoder(windows_of([document]), len(document)) for document in documents]
    np.testing.assert_allclose(np.concatenate(alone), together, atol=1e-5)


def test_gelu() -> None:
    values = np.linspace(-6, 6, 49, dtype=np.float32)
    exact = [x / 2 * (1 + math.erf(x / math.sqrt(2))) for x in values]
    np.testing.assert_allclose(forward._gelu(values.copy()), exact, atol=5e-4)


def test_gelu_of_extremes_is_finite() -> None:
    values = forward._gelu(np.array([-1e4, 0, 1e4], dtype=np.float32))
    assert values == pytest.approx([0, 0, 1e4])


def test_packed_weights_are_the_same_to_half_a_step() -> None:
    weights, documents, expected = reference()
    unpacked, vocabulary = unpack(pack(weights, VOCABULARY))
    assert vocabulary == VOCABULARY
    matrix = weights["layers.0.up.weight"]
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(unpacked["layers.0.up.weight"] - matrix) <= step / 2 + 1e-6).all()
    vectors = NumpyEncoder(unpacked)(windows_of(documents), len(expected))
    assert np.corrcoef(vectors.ravel(), expected.ravel())[0, 1] > 0.999


def test_packing_what_was_unpacked_gives_the_same_bytes() -> None:
    archive = pack(reference()[0], VOCABULARY)
    unpacked, vocabulary = unpack(archive)
    again, _ = unpack(pack(unpacked, vocabulary))
    assert again.keys() == unpacked.keys()
    np.testing.assert_array_equal(again["word.weight"], unpacked["word.weight"])


def test_a_row_of_zeros_stays_zero() -> None:
    values, scale = quantise(np.zeros((2, 3), dtype=np.float32))
    assert not (values * scale).any()
