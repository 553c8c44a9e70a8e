"""The steps of training, each from and to folders: corpora, the accurate pipeline, the fast one, figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError

VERSION = "0.2.0"


@dataclass(frozen=True)
class Training:
    """Where a step reads and writes: data sets, everything in between, the finished pipeline; models by name or folder.

    `models` are the pipelines to evaluate, or the one that teaches the fast pipeline.
    """

    data: Path
    work: Path
    output: Path
    models: Sequence[str] = ()


def run_step(step: str, training: Training) -> Iterator[str]:
    """Run one step and yield lines that tell what it made.

    Raises UsageError for an unknown step or a missing folder.
    """
    if step not in STEPS:
        raise UsageError(f"there is no training step '{step}'; the steps are {', '.join(STEPS)}")
    for option in NEEDED[step]:
        folder: Path = getattr(training, option)
        if not folder.is_dir():
            raise UsageError(f"the folder {folder} does not exist; name it with --{option}")
    yield from STEPS[step](training)


def _corpora(training: Training) -> Iterator[str]:
    from kg.training.corpora import build_corpora

    build_corpora(training.data, training.work)
    yield f"corpora in {training.work}"


def _accurate(training: Training) -> Iterator[str]:
    import spacy

    from kg.training.accurate import PASSES, train_accurate
    from kg.training.release import write_release

    yield from train_accurate(training.work)
    finished = training.work / f"accurate-{PASSES[-1].seed}"
    write_release(spacy.load(finished), "accurate", VERSION, training.output)
    yield f"pipeline in {training.output}"


def _fast(training: Training) -> Iterator[str]:
    from kg.training.cnn import PARTS
    from kg.training.release import join_parts, write_release
    from kg.training.silver import write_silver

    teacher = training.models[0] if training.models else "accurate"
    yield f"{write_silver(training.data, training.work, teacher)} words read by {teacher}"
    with ProcessPoolExecutor(len(PARTS)) as processes:
        for lines in processes.map(_part, PARTS, [training.work] * len(PARTS)):
            yield from lines
    folders = [training.work / part / "distilled" for part in PARTS]
    write_release(join_parts(*folders), "fast", VERSION, training.output)
    yield f"pipeline in {training.output}"


def _part(part: str, work: Path) -> list[str]:
    from kg.training.cnn import train_part
    from kg.training.distillation import distil_part

    return [f"{part}: on gold in {train_part(part, work)}", *distil_part(part, work)]


def _evaluate(training: Training) -> Iterator[str]:
    from kg.training.evaluation import evaluate

    yield from evaluate(training.models or ("accurate", "fast"), training.work)


STEPS: Mapping[str, Callable[[Training], Iterator[str]]] = {
    "corpora": _corpora,
    "accurate": _accurate,
    "fast": _fast,
    "evaluate": _evaluate,
}
NEEDED = {"corpora": ("data",), "accurate": ("work",), "fast": ("data", "work"), "evaluate": ("work",)}
