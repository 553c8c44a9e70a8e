"""Who may import whom, so that a stage can be read, tested and replaced alone; and what a command must not load."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
FLOOR = frozenset({"processes", "model", "errors", "lexicon", "parse", "classes", "gazetteer", "resources"})
STAGES = ("text", "entities", "facts", "graph", "outputs", "server", "training")
# What a stage may import of another one: IRIs and terms are written and read; training trains what text runs, and
# measures it as `kg build` loads it; the server opens the graph folder and shows what outputs answer.
EXCEPTIONS = {
    "outputs": frozenset({"kg.graph.vocabulary", "kg.graph.iris"}),
    "server": frozenset(
        {
            *(f"kg.graph.{module}" for module in ("vocabulary", "iris", "store", "folder")),
            *(f"kg.outputs.{module}" for module in ("answering", "queries", "explain", "display", "highlighting")),
        }
    ),
    "training": frozenset(
        {
            *(f"kg.text.encoder.{module}" for module in ("architecture", "forward", "weights", "windows", "wordpiece")),
            "kg.text.language",
            "kg.text.schemes",
        }
    ),
}
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imported(module: str) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it: `kg.text.dates`; `kg` itself for `from kg import x`."""
    for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import; write the module's full name"
            yield node.module or ""
            # `from kg.graph import terms` imports the module kg.graph.terms
            yield from (f"{node.module}.{alias.name}" for alias in node.names if _is_folder(node.module or ""))


def _is_folder(dotted: str) -> bool:
    return dotted.startswith("kg.") and (PACKAGE / Path(*dotted.split(".")[1:])).is_dir()


def of_kg(module: str) -> list[str]:
    """Its imports of `kg`, without bare folder names beside the module that is meant."""
    return [name for name in imported(module) if name.split(".")[0] == "kg" and not _is_folder(name)]


def test_there_are_modules_to_look_at() -> None:
    assert {"model.py", "cli/__init__.py", "text/articles.py", "facts/claims.py"} <= set(MODULES)
    assert "kg.text.dates" in of_kg("text/metadata.py") or "kg.text.dateline" in of_kg("text/metadata.py")


@pytest.mark.parametrize("module", ["model.py", "errors.py"])
def test_records_and_errors_import_nothing_of_kg(module: str) -> None:
    assert of_kg(module) == []


@pytest.mark.parametrize("module", [f"{name}.py" for name in sorted(FLOOR)])
def test_the_floor_imports_only_the_floor(module: str) -> None:
    assert {name.split(".")[1] for name in of_kg(module)} <= FLOOR


@pytest.mark.parametrize("module", [m for m in MODULES if m.split("/")[0] in STAGES])
def test_a_stage_imports_the_floor_and_itself(module: str) -> None:
    stage = module.split("/")[0]
    allowed = EXCEPTIONS.get(stage, frozenset())
    foreign = [n for n in of_kg(module) if n not in allowed and n.split(".")[1] not in FLOOR | {stage}]
    assert foreign == []


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith("cli/")])
def test_nobody_imports_the_command_line(module: str) -> None:
    assert "kg.cli" not in of_kg(module)


def test_only_the_command_line_imports_the_package_root() -> None:
    assert all(module.startswith("cli/") for module in MODULES if "kg" in of_kg(module))


def test_only_the_pipeline_and_the_commands_know_several_stages() -> None:
    several = [
        m for m in MODULES if "/" not in m and len({n.split(".")[1] for n in of_kg(m) if "." in n} & {*STAGES}) > 1
    ]
    assert set(several) <= {"pipeline.py", "updates.py", "revisions.py", "commands.py", "knowledge_graph.py"}


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after some code."""
    code += "\nimport sys\nprint('\\n'.join(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("heavy", ["spacy", "thinc", "pyvis", "owlready2", "rdflib", "numpy", "starlette"])
def test_importing_kg_loads_no_heavy_library(heavy: str) -> None:
    assert heavy not in loaded_after("import kg")


def test_a_query_loads_no_language_pipeline(seed_graph: Path) -> None:
    code = f"""
import sys
from kg.cli import app
app(["query", "handovers", "--graph", {str(seed_graph)!r}], standalone_mode=False)
"""
    loaded = loaded_after(code)
    assert "pyoxigraph" in loaded
    assert not {"spacy", "thinc", "pyvis", "owlready2"} & loaded


def test_help_loads_no_language_pipeline() -> None:
    code = "from kg.cli import app\ntry:\n    app(['--help'])\nexcept SystemExit:\n    pass"
    assert not {"spacy", "pyvis", "owlready2", "rdflib", "pyoxigraph", "starlette", "uvicorn"} & loaded_after(code)
