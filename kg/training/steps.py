"""The steps of training as functions of three folders: data, work, output."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kg.errors import UsageError

VERSION = "0.1.0"


def run_step(step: str, *, data: Path, work: Path, output: Path) -> Iterator[str]:
    """Run one step and yield lines that tell what it made.

    Raises UsageError for an unknown step or a missing folder.
    """
    if step not in STEPS:
        raise UsageError(f"there is no training step '{step}'; the steps are {', '.join(STEPS)}")
    needed = data if step == "corpora" else work
    if not needed.is_dir():
        raise UsageError(
            f"the folder {needed} does not exist; name it with --{'data' if step == 'corpora' else 'work'}"
        )
    yield from STEPS[step](data, work, output)


def _corpora(data: Path, work: Path, _output: Path) -> Iterator[str]:
    from kg.training.corpora import build_corpora

    build_corpora(data, work)
    yield f"corpora in {work}"


def _syntax(_data: Path, work: Path, _output: Path) -> Iterator[str]:
    from kg.training.cnn import train_part

    yield f"syntax in {train_part('syntax', work)}"


def _names(_data: Path, work: Path, _output: Path) -> Iterator[str]:
    from kg.training.cnn import train_part

    yield f"names in {train_part('names', work)}"


def _join(_data: Path, work: Path, output: Path) -> Iterator[str]:
    from kg.training.cnn import join_parts

    join_parts(work, VERSION).to_disk(output)
    yield f"pipeline in {output}"


def _evaluate(_data: Path, work: Path, output: Path) -> Iterator[str]:
    from kg.training.evaluation import evaluate_names, evaluate_syntax

    yield from evaluate_syntax(output, work)
    yield from evaluate_names(output, work)


STEPS: Mapping[str, Callable[[Path, Path, Path], Iterator[str]]] = {
    "corpora": _corpora,
    "syntax": _syntax,
    "names": _names,
    "join": _join,
    "evaluate": _evaluate,
}
