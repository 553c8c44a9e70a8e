"""When a kept reading still holds: the article's content and all that read it are what they were.

What reads is the code from text to drafts, the ontology with lexicon and gazetteer, the language pipeline, and the
libraries that run it. Whatever of these changes, the articles are read again.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from kg.model import Article
from kg.resources import resource_folder

LIBRARIES = ("spacy", "thinc")
# What makes graphs of readings or talks to people has no part in the readings themselves.
NOT_READING = frozenset({"commands.py", "updates.py", "revisions.py", "fingerprint.py", "__init__.py"})
STAGES = ("text", "entities", "facts")
PASSED_OVER = frozenset({"__pycache__", "models"})


def reading_key(article: Article, reader: str) -> str:
    """The key of an article's reading: its content (where it was found aside) and the fingerprint of the reader."""
    content = repr(replace(article, source=""))
    return sha256(f"{reader}\n{content}".encode("utf-8", "surrogatepass")).hexdigest()


def reader_fingerprint(model: str, names: str = "") -> str:
    """A digest of everything that reads articles with this language pipeline and this list of the user's names."""
    digest = sha256("\n".join((model, *map(_release, LIBRARIES), names)).encode())
    for root, paths in _sources(model):
        for path in paths:
            digest.update(f"\n{path.relative_to(root).as_posix()}\n".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(model: str) -> Iterator[tuple[Path, list[Path]]]:
    package = Path(str(files("kg")))
    yield package, sorted(path for path in package.glob("*.py") if path.name not in NOT_READING)
    for stage in STAGES:
        yield package, _files(package / stage)
    yield (ontology := resource_folder("ontology")), _files(ontology)
    pipeline = _pipeline_folder(model, package)
    if pipeline is not None:
        yield pipeline, _files(pipeline)


def _pipeline_folder(model: str, package: Path) -> Path | None:
    """Where the language pipeline lies: shipped, installed as a package, or a folder of the user's, as spaCy looks."""
    shipped = package / "text" / "models" / model
    if shipped.is_dir():
        return shipped
    installed = find_spec(model) if model.isidentifier() else None
    if installed is not None and installed.submodule_search_locations:
        return Path(next(iter(installed.submodule_search_locations)))
    return Path(model) if Path(model).is_dir() else None


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not PASSED_OVER & {*path.relative_to(folder).parts})


def _release(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
