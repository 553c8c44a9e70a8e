"""The matrix product of thinc's models: NumPy's, or thinc's own where a measurement finds it clearly faster.

thinc multiplies with blis, which chooses its kernel by the processor's name. On processors that it does not know it
takes an older one (*haswell*) or a generic one; measured on a Xeon with AVX-512, NumPy's BLAS is then about 1.4 and
3.7 times as fast. Only the products of layers go through here: the inner ones of spaCy's parser stay with blis.
`NumpyBlasOps` is registered as the thinc backend `kg-numpy`; results differ by rounding only.
"""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from thinc.api import get_ops
from thinc.backends.numpy_ops import NumpyOps

NUMPY = "kg-numpy"
# thinc's name for the best CPU backend of its own: blis, on Apple's processors Accelerate when it is installed.
THINC = "cpu"
# How many times faster than NumPy thinc must be to be taken. Wide, so that noise never flips the choice from run to
# run on one machine, and with it the last bit of every result.
CLEARLY_FASTER = 1.25
# Products (rows, inputs, outputs) like those of the models: some hundred tokens through layers 288 to 384 wide.
PRODUCTS = ((256, 384, 192), (256, 288, 288))
# The fastest of so many repeats counts; the first of them warms up.
REPEATS = 5


class NumpyBlasOps(NumpyOps):
    """thinc's CPU backend with `numpy.dot` as its matrix product."""

    name = NUMPY

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each transposed on request; written into `out` and returned, if given.

        Raises ValueError when the shapes do not fit.
        """
        left = x.T if trans1 else x
        right = y.T if trans2 else y
        if out is None:
            return np.dot(left, right)
        if out.flags.c_contiguous and out.dtype == left.dtype == right.dtype:
            return np.dot(left, right, out=out)
        out[...] = np.dot(left, right)
        return out


def choose_backend() -> str:
    """The thinc backend for this machine, by a measurement of some ten milliseconds; pass it to `use_ops`."""
    return faster_backend(time_backends())


def faster_backend(seconds: Mapping[str, float]) -> str:
    """NumPy's backend unless thinc's own is clearly faster, from the seconds that each took."""
    return THINC if seconds[THINC] * CLEARLY_FASTER < seconds[NUMPY] else NUMPY


def time_backends() -> dict[str, float]:
    """Seconds that each backend takes for the `PRODUCTS`, each product at its fastest."""
    backends = {name: get_ops(name) for name in (NUMPY, THINC)}
    seconds = dict.fromkeys(backends, 0.0)
    for rows, inputs, outputs in PRODUCTS:
        values = np.ones((rows, inputs), dtype=np.float32)
        weights = np.ones((outputs, inputs), dtype=np.float32)
        # Backends take turns, so that a moment in which the machine is busy slows both.
        turns = [{name: _time_product(ops, values, weights) for name, ops in backends.items()} for _ in range(REPEATS)]
        for name in backends:
            seconds[name] += min(turn[name] for turn in turns)
    return seconds


def _time_product(ops: Any, values: Any, weights: Any) -> float:
    start = time.perf_counter()
    ops.gemm(values, weights, trans2=True)
    return time.perf_counter() - start
