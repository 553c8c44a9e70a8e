"""The matrix product: which backend is chosen, that both compute the same, and one thread for it."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import spacy
from thinc.api import get_current_ops, get_ops

from kg.errors import ModelError
from kg.text import kernel
from kg.text.language import load_pipeline
from kg.text.threads import VARIABLES, ThreadLimit, count_blas_threads

TIMINGS = [
    ("blis has a generic kernel only", 0.6, 2.4, kernel.NUMPY),
    ("blis has an older kernel", 0.6, 0.9, kernel.NUMPY),
    ("equally fast", 0.6, 0.6, kernel.NUMPY),
    ("thinc faster within the noise", 1.2, 1.0, kernel.NUMPY),
    ("thinc faster by exactly the margin", 1.25, 1.0, kernel.NUMPY),
    ("thinc just beyond the margin", 1.26, 1.0, kernel.THINC),
    ("NumPy without an optimised BLAS", 40.0, 0.9, kernel.THINC),
]
# Shapes by (trans1, trans2), so that each product is 7 by 11 over 5.
SHAPES = {
    (False, False): ((7, 5), (5, 11)),
    (True, False): ((5, 7), (5, 11)),
    (False, True): ((7, 5), (11, 5)),
    (True, True): ((5, 7), (11, 5)),
}
OUTPUTS: dict[str, Callable[[], Any]] = {
    "no output": lambda: None,
    "contiguous": lambda: np.full((7, 11), 9, dtype=np.float32),
    "every second column": lambda: np.full((7, 22), 9, dtype=np.float32)[:, ::2],
    "column by column": lambda: np.full((11, 7), 9, dtype=np.float32).T,
}
PARAGRAPHS = [
    "Chadian troops withdrew from Kidal on Friday and handed the camp over to the Malian army, a spokesman said.",
    "In Mindanao, 12 marines were killed when rebels of the Abu Sayyaf group attacked their patrol near Patikul. "
    "The group has denied that it was behind the attack; Manila accuses it of breaking the truce of 2 May 1997.",
    "“Neither tanks nor aircraft will cross the line,” General Ratko Vukić told reporters in Banja Luka.",
    "",
    "Colombia's government and the ELN agreed in Quito to exchange prisoners, but talks may yet fail.",
]


@pytest.mark.parametrize(("case", "numpy", "thinc", "chosen"), TIMINGS, ids=[row[0] for row in TIMINGS])
def test_thinc_must_be_clearly_faster(case: str, numpy: float, thinc: float, chosen: str) -> None:
    assert kernel.faster_backend({kernel.NUMPY: numpy, kernel.THINC: thinc}) == chosen, case


def test_every_backend_is_timed() -> None:
    seconds = kernel.time_backends()
    assert set(seconds) == {kernel.NUMPY, kernel.THINC}
    assert all(0 < value < 60 for value in seconds.values())


def test_the_backend_is_registered() -> None:
    assert isinstance(get_ops(kernel.NUMPY), kernel.NumpyBlasOps)


@pytest.mark.parametrize("chosen", [kernel.NUMPY, kernel.THINC])
def test_a_pipeline_is_loaded_under_the_chosen_backend(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    loaded_under = []

    def load(name: str) -> None:
        loaded_under.append(type(get_current_ops()))
        raise OSError(name)

    before = type(get_current_ops())
    monkeypatch.setattr(spacy, "load", load)
    monkeypatch.setattr(kernel, "faster_backend", lambda _: chosen)
    with pytest.raises(ModelError):
        load_pipeline("nothing")
    assert loaded_under == [type(get_ops(chosen))]
    assert type(get_current_ops()) is before, "the backend of other models in the process has changed"


def backends() -> tuple[Any, Any]:
    return get_ops(kernel.THINC), get_ops(kernel.NUMPY)


@pytest.mark.parametrize("transposed", SHAPES, ids=str)
@pytest.mark.parametrize("output", OUTPUTS)
def test_both_products_agree(transposed: tuple[bool, bool], output: str) -> None:
    random = np.random.default_rng(7)
    left, right = (random.standard_normal(shape).astype(np.float32) for shape in SHAPES[transposed])
    trans1, trans2 = transposed
    thinc, numpy = backends()
    expected = thinc.gemm(left, right, trans1=trans1, trans2=trans2)
    out = OUTPUTS[output]()
    result = numpy.gemm(left, right, out=out, trans1=trans1, trans2=trans2)
    assert out is None or result is out
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, expected, atol=1e-4)


def test_annotations_do_not_depend_on_the_backend() -> None:
    own, numpy = (annotations(load_pipeline("fast", backend=name)) for name in (kernel.THINC, kernel.NUMPY))
    assert len(own) > 80
    assert own == numpy


def annotations(nlp: Any) -> list[tuple[Any, ...]]:
    models = [pipe.model for _, pipe in nlp.pipeline if hasattr(pipe, "model")]
    backend = {type(model.ops) for model in models}
    assert len(backend) == 1
    return [
        (t.text, t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for doc in nlp.pipe(PARAGRAPHS)
        for t in doc
    ]


LIMIT = "from kg.text.threads import limit_blas_threads, count_blas_threads\n"
PRINT = "\nimport numpy\nprint(limit.name, count_blas_threads())"
STARTS = [
    ("before NumPy", f"{LIMIT}limit = limit_blas_threads(){PRINT}", {}, f"{ThreadLimit.ENVIRONMENT.name} 1"),
    ("after NumPy", f"import numpy\n{LIMIT}limit = limit_blas_threads(){PRINT}", {}, f"{ThreadLimit.LIBRARY.name} 1"),
    (
        "the user's own number, after NumPy",
        f"import numpy\n{LIMIT}before = count_blas_threads()\nlimit = limit_blas_threads(){PRINT}"
        "\nassert before == count_blas_threads()",
        {"OPENBLAS_NUM_THREADS": "2"},
        ThreadLimit.GIVEN.name,
    ),
]
openblas = pytest.mark.skipif(count_blas_threads() is None, reason="this NumPy multiplies with another BLAS")


def run_python(code: str, environment: dict[str, str]) -> str:
    """What a fresh interpreter prints whose environment has no other numbers of threads than these."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**kept, **environment}
    )
    return done.stdout.strip()


@openblas
@pytest.mark.parametrize(("case", "code", "environment", "printed"), STARTS, ids=[row[0] for row in STARTS])
def test_one_thread_in_a_fresh_process(case: str, code: str, environment: dict[str, str], printed: str) -> None:
    assert run_python(code, environment).startswith(printed), case


@openblas
@pytest.mark.parametrize("first", ["", "import numpy\n"], ids=["NumPy not loaded", "NumPy loaded"])
def test_loading_a_pipeline_leaves_one_thread(first: str) -> None:
    code = f"""{first}
from kg.errors import ModelError
from kg.text.language import load_pipeline
from kg.text.threads import count_blas_threads
try:
    load_pipeline("nothing")
except ModelError:
    print(count_blas_threads())
"""
    assert run_python(code, {}) == "1"


def test_importing_kg_sets_no_variable() -> None:
    code = f"import os, kg, kg.text.language\nprint([name for name in {VARIABLES} if name in os.environ])"
    assert run_python(code, {}) == "[]"


def test_numpy_loaded_without_openblas_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.text import threads

    monkeypatch.delenv(threads.OPENBLAS, raising=False)
    monkeypatch.setattr(threads, "NAMES", ("no_such_{}_function",))
    assert threads.limit_blas_threads() is ThreadLimit.NONE
    assert threads.count_blas_threads() is None
