"""The pages of docs/ tell the truth: what they show runs, in their order, and what they print is printed."""

import re
import runpy
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from test_readme import BLOCK, ROOT, run
from test_server import serving

DOCS = ROOT / "docs"
REFERENCE = ("commands.md", "vocabulary.md")
PAGES = sorted(path.name for path in DOCS.glob("*.md") if path.name not in REFERENCE)
SERVED = "http://127.0.0.1:8008"
RULES = re.compile(r"In `(.+?)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
NOT_RUN = ("console", "toml", "turtle")  # what needs another server or the network; rules, which a test of theirs adds


def blocks(page: str) -> list[tuple[str, str]]:
    """The code blocks of a page, each with its language."""
    return BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


@dataclass
class Reader:
    """Someone who does what a page says, in a folder, with the `kg` of a checkout."""

    folder: Path
    package: Path = ROOT
    printed: str = ""
    address: str = SERVED
    servers: ExitStack = field(default_factory=ExitStack)

    def follow(self, steps: list[tuple[str, str]]) -> None:
        for kind, text in steps:
            if kind not in NOT_RUN:
                getattr(self, kind)(text.replace(SERVED, self.address))

    def sh(self, command: str) -> None:
        if command.startswith("kg serve"):
            self.address = self.servers.enter_context(serving(self.folder / "graph"))
        elif not command.startswith("curl") or shutil.which("curl"):
            self._run(command)
            assert self.printed or re.search("--output|build|mkdir", command), f"{command}: silent"

    def python(self, code: str) -> None:
        (self.folder / "example.py").write_text(code, encoding="utf-8")
        self._run(f'"{sys.executable}" example.py')

    def text(self, shown: str) -> None:
        assert _squeezed(shown) in _squeezed(self.printed), self.printed

    def _run(self, command: str) -> None:
        done = run(command, self.folder, self.package)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        self.printed = done.stdout


def _squeezed(text: str) -> str:
    """Text without differences of space: the widths of a table depend on its other rows."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after the first two steps of the tutorial: two articles and their graph."""
    folder = tmp_path_factory.mktemp("begun")
    Reader(folder).follow(blocks("tutorial.md")[:2])
    return folder


@pytest.fixture
def reader(begun: Path, tmp_path: Path) -> Iterator[Reader]:
    folder = tmp_path / "reader"
    shutil.copytree(begun, folder)
    someone = Reader(folder)
    with someone.servers:
        yield someone


@pytest.mark.parametrize("page", [name for name in PAGES if name != "add-a-relation.md"])
def test_what_a_page_shows_works(page: str, reader: Reader) -> None:
    steps = blocks(page)
    assert steps
    reader.follow(steps[2:] if page == "tutorial.md" else steps)


def test_a_relation_is_added_as_the_page_says(reader: Reader, tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    for name in ("kg", "ontology", "queries"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "models"))
    (copy / "kg/text/models").symlink_to(ROOT / "kg/text/models")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for name, rules in RULES.findall((DOCS / "add-a-relation.md").read_text(encoding="utf-8")):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{rules}")
    reader.package = copy
    reader.follow(blocks("add-a-relation.md"))
    edges = [line for line in reader.printed.splitlines() if re.search(r"\bsanctioned +\S", line)]
    assert len(edges) == 2, "two sentences tell it, the third does not"


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_is_what_the_code_says(name: str) -> None:
    written = {path.name: text for path, text in runpy.run_path(str(DOCS / "reference.py"))["pages"]()}
    assert (DOCS / name).read_text(encoding="utf-8") == written[name], "run: python docs/reference.py"


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))], ids=str)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        page = (path.parent / target) if target else path
        assert page.exists(), f"{path.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_the_readme_leads_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page for page in (*PAGES, *REFERENCE) if f"docs/{page}" not in readme] == []
