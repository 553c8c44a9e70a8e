"""NumPy's matrix product for thinc.

thinc multiplies with blis, which on processors it does not know falls back to a generic kernel about three times
slower than the BLAS of NumPy. Registered as the thinc backend `kg-numpy`; results differ by rounding only.
"""

from typing import Any

import numpy as np
from thinc.backends.numpy_ops import NumpyOps


class NumpyBlasOps(NumpyOps):
    """thinc's CPU backend with `numpy.dot` as its matrix product."""

    name = "kg-numpy"

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        left = x.T if trans1 else x
        right = y.T if trans2 else y
        if out is None:
            return np.dot(left, right)
        if out.flags.c_contiguous and out.dtype == left.dtype:
            return np.dot(left, right, out=out)
        out[...] = np.dot(left, right)
        return out
