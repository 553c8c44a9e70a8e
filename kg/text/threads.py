"""One BLAS thread per process: the matrix products of a paragraph are too small to share among several.

What it does to a process: `import kg` does nothing, `load_pipeline` calls it. Where NumPy is not loaded yet, the
environment variables below get the value 1 unless they have one; libraries loaded later and child processes see them.
Where NumPy is loaded, its OpenBLAS goes on with one thread and the environment stays as it is. A value of
OPENBLAS_NUM_THREADS that was there before is respected in both cases.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

OPENBLAS = "OPENBLAS_NUM_THREADS"
# What OpenBLAS, MKL, OpenMP, Apple's Accelerate and BLIS read when they are loaded or first used.
VARIABLES = (OPENBLAS, "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS")
# OpenBLAS as NumPy's wheels carry it (with a prefix; with a suffix where its integers have 64 bits), then any other.
NAMES = (
    "scipy_openblas_{}_num_threads64_",
    "scipy_openblas_{}_num_threads",
    "openblas_{}_num_threads64_",
    "openblas_{}_num_threads",
)


class ThreadLimit(Enum):
    """How the limit was set, or why not."""

    ENVIRONMENT = "set in the environment, before NumPy was loaded"
    LIBRARY = "set in the OpenBLAS that NumPy has loaded"
    GIVEN = "left as OPENBLAS_NUM_THREADS says"
    NONE = "not set: NumPy is loaded and no OpenBLAS was found in it"


def limit_blas_threads() -> ThreadLimit:
    """Let this process multiply matrices with one thread, and say how; never raises for want of a library.

    Best called before NumPy is loaded: then it also reaches a BLAS other than OpenBLAS.
    """
    numpy = sys.modules.get("numpy")
    if numpy is None:
        for variable in VARIABLES:
            os.environ.setdefault(variable, "1")
        return ThreadLimit.ENVIRONMENT
    if OPENBLAS in os.environ:
        return ThreadLimit.GIVEN
    set_threads = _openblas_function(numpy, "set")
    if set_threads is None:
        return ThreadLimit.NONE
    set_threads(1)
    return ThreadLimit.LIBRARY


def count_blas_threads() -> int | None:
    """The threads that NumPy's OpenBLAS multiplies with; None when NumPy is not loaded or has no OpenBLAS."""
    numpy = sys.modules.get("numpy")
    get_threads = _openblas_function(numpy, "get") if numpy else None
    return None if get_threads is None else int(get_threads())


def _openblas_function(numpy: ModuleType, action: str) -> Any:
    """OpenBLAS's function that gets or sets the number of threads, or None."""
    names = [name.format(action) for name in NAMES]
    for path in _libraries(numpy):
        library = ctypes.CDLL(str(path))
        for name in names:
            if hasattr(library, name):
                return getattr(library, name)
    return None


def _libraries(numpy: ModuleType) -> Iterator[Path]:
    """Where OpenBLAS may be: first whatever NumPy's own extension is linked to, then beside it in the wheel."""
    extension = sys.modules.get("numpy._core._multiarray_umath")
    if extension is not None and extension.__file__:
        yield Path(extension.__file__)
    # Windows does not look a name up in the libraries that an extension is linked to.
    package = Path(str(numpy.__file__)).parent
    for folder in (package.parent / "numpy.libs", package / ".dylibs"):
        yield from sorted(folder.glob("*openblas*"))
