"""The examples run: the notebook cell by cell, the scripts as a reader runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


def cells(notebook: Path) -> list[str]:
    """The code of a notebook's cells, in order."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]


@pytest.mark.parametrize("notebook", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_runs(notebook: Path, seed_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", str(seed_graph))
    names: dict[str, object] = {}
    for number, code in enumerate(cells(notebook), 1):
        exec(compile(code, f"{notebook.name}, code cell {number}", "exec"), names)
    assert len(names["open_to_doubt"]) > 0  # type: ignore[arg-type]
    assert names["quotes"]["source_count"].min() > 1  # type: ignore[index]
    assert names["network"].number_of_edges() > 50  # type: ignore[attr-defined]


@pytest.mark.parametrize("notebook", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_is_kept_without_outputs(notebook: Path) -> None:
    found = json.loads(notebook.read_text(encoding="utf-8"))
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in found["cells"])


def test_pandas_script_runs(seed_graph: Path) -> None:
    done = subprocess.run(
        [sys.executable, EXAMPLES / "pandas_tables.py"],
        env={**os.environ, "KG_GRAPH": str(seed_graph)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Taji" in done.stdout.partition("Attacks")[2]
