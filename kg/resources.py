"""Where the ontology, the lexicon and the named queries lie: beside the package, or inside an installed one."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from kg.errors import UsageError


def resource_folder(name: str) -> Path:
    """The folder `ontology` or `queries`: the checkout's top-level one, else the one installed as `kg._NAME`.

    Raises UsageError when neither is there (a broken installation).
    """
    checkout = Path(str(files("kg"))).parent / name
    if checkout.is_dir() and (checkout.parent / "pyproject.toml").is_file():
        return checkout
    installed = find_spec(f"kg._{name}")
    if installed is not None and installed.submodule_search_locations:
        return Path(next(iter(installed.submodule_search_locations)))
    raise UsageError(f"the folder '{name}' is missing from this installation of kg; reinstall kg-news")
