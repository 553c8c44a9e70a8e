"""Pipelines for evaluation: shipped ones as kg's users get them, folders and installed ones as they are."""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.errors import ModelError
from kg.text.language import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

# Which pipelines are loaded the way `kg build` loads them, with the sentence guard before the parser.
Guards = Literal["shipped", "all", "none"]


def open_pipeline(name: str, guards: Guards = "shipped") -> "Language":
    """Load a shipped pipeline by name, an installed spaCy pipeline by name, or one from a folder.

    Raises ModelError when there is none, or when a guarded one has no parser or no entity recogniser.
    """
    if guards == "all" or (guards == "shipped" and is_shipped(name)):
        return load_pipeline(name)
    return _open_plain(name)


def is_shipped(name: str) -> bool:
    """Whether a pipeline of that name comes with kg."""
    return Path(name).name == name and _shipped_folder(name).is_dir()


def _shipped_folder(name: str) -> Path:
    return Path(str(files("kg.text") / "models" / name))


def _open_plain(name: str) -> "Language":
    import spacy
    from thinc.api import use_ops

    try:
        with use_ops("kg-numpy"):
            return spacy.load(_shipped_folder(name) if is_shipped(name) else name)
    except OSError as error:
        raise ModelError(f"no language pipeline '{name}': not shipped, not installed, and no folder of it") from error
