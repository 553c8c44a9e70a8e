"""The commands that the README shows work in this version."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]


def test_the_readme_shows_commands() -> None:
    assert any(command.startswith("kg build") for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str, seed_graph: Path, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    if not command.startswith("kg build"):
        (tmp_path / "graph").symlink_to(seed_graph)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_first_sentence_gives_the_first_triple(tmp_path: Path) -> None:
    import kg

    sentence = re.search(r"^> (.*)$", README, re.MULTILINE)
    assert sentence is not None
    kg.build("-", tmp_path / "graph", stdin=sentence[1].encode())
    edges = kg.query("edges", tmp_path / "graph").rows
    assert ("French military", "handed over", "Gossi base", 1) in edges
    [claim] = kg.query("handovers", tmp_path / "graph").rows
    assert {"Malian army", "asserted", "French military", sentence[1]} <= set(claim)
