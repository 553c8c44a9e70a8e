"""Writes encoder_reference.npz: a small encoder of random weights and the vectors that torch computes with it.

Run where the extra [train] is installed: python tests/data/make_encoder_reference.py
"""

import random
from pathlib import Path

import numpy as np
import torch

from kg.text.encoder.windows import cut_windows
from kg.training.encoder import Encoder, TrainableEncoder

PIECES, POSITIONS = 40, 32


def random_encoder() -> Encoder:
    """Two layers of 48 units; wide enough weights that an error in any part shows in the result."""
    torch.manual_seed(4)
    module = Encoder(PIECES, width=48, layers=2)
    with torch.no_grad():
        for name, values in module.named_parameters():
            noise = torch.randn_like(values)
            if "norm" in name and name.endswith("weight"):
                values.copy_(1 + 0.2 * noise)
            else:
                values.copy_((0.3 if values.ndim == 1 else 0.25) * noise)
    return module


def main() -> None:
    encoder = TrainableEncoder(random_encoder(), ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *map(str, range(4, PIECES))])
    chance = random.Random(2)
    lengths = (1, 7, 30, 12)
    documents = [
        [tuple(chance.randint(4, PIECES - 1) for _ in range(chance.randint(0, 3))) for _ in range(length)]
        for length in lengths
    ]
    windows = cut_windows(documents, encoder.wordpiece, size=24, overlap=4)
    weights = encoder.weights()
    weights["position.weight"] = weights["position.weight"][:POSITIONS]
    np.savez_compressed(
        Path(__file__).with_name("encoder_reference.npz"),
        expected=encoder.encode(windows, sum(lengths)),
        lengths=lengths,
        counts=[len(token) for document in documents for token in document],
        pieces=[piece for document in documents for token in document for piece in token],
        **{f"weights/{name}": values for name, values in weights.items()},
    )


if __name__ == "__main__":
    main()
