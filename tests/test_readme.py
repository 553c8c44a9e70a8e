"""The README tells the truth: its commands run, what it prints is printed, its new relation works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(README)
COMMANDS = [
    line
    for kind, block in BLOCKS
    if kind == "sh"
    for line in block.splitlines()
    if not line.startswith(("make", "pip"))
]


def run(command: str, folder: Path, package: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a shell line as a reader would, in `folder`, with this interpreter and the `kg` of a checkout."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
    kg = f'kg() {{ "{sys.executable}" -c "from kg.cli import main; main()" "$@"; }}'
    return subprocess.run(
        ["bash", "-c", f"set -eu -o pipefail; {kg}; {command}"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five articles, the graph of them, and the graph of the first example."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "seeds", folder / "articles")
    for command in ("kg build articles/", COMMANDS[0]):
        assert run(command, folder).returncode == 0
    return folder


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 10
    assert all("kg " in command for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_command_runs(command: str, reader: Path) -> None:
    done = run(command, reader)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "--output" in command or "build" in command


def test_first_example_prints_what_is_shown(reader: Path) -> None:
    shown = next(block for kind, block in BLOCKS if kind == "text")
    assert shown in run(COMMANDS[1], reader).stdout


def test_python_example(reader: Path) -> None:
    code = next(block for kind, block in BLOCKS if kind == "python")
    (reader / "example.py").write_text(code, encoding="utf-8")
    done = run(f'"{sys.executable}" example.py', reader)
    assert done.returncode == 0, done.stderr
    assert "base" in done.stdout


def test_new_relation_needs_no_code(tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    for name in ("kg", "ontology", "queries"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "models"))
    (copy / "kg/text/models").symlink_to(ROOT / "kg/text/models")
    shutil.copy(ROOT / "pyproject.toml", copy)
    section = README.split("## Add a relation")[1]
    for name, _, block in re.findall(r"In `(.+?)`:\n\n```(\w+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{block}")
    sentence = next(re.finditer(r"\*(.+?\.)\* now gives the edge", section))[1]
    done = run(f"echo '{sentence}' | kg build - && kg query edges --format csv && kg verify", tmp_path, copy)
    assert done.returncode == 0, done.stderr
    assert "Syrian rebels,captured,Menagh" in done.stdout
