"""Speed, load time, memory and size of a pipeline, measured in a fresh process with one thread.

Seconds are processor seconds: what else the machine does counts little, and one thread spends on an idle machine
as many as the clock shows.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from kg.errors import ModelError
from kg.training.loading import Guards, open_pipeline

RUNS = 3
THREAD_LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Speed:
    """What a pipeline costs: words a second, seconds of import and load, memory after it, size of its folder."""

    words_per_second: float
    load_seconds: float
    memory_mb: float
    size_mb: float


def measure_speed(name: str, paragraphs: Sequence[str], guards: Guards = "shipped") -> Speed:
    """Load the pipeline and parse the paragraphs in a process of its own.

    Raises ModelError with that process's last words when it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "kg.training.speed", name, guards],
        input=json.dumps(list(paragraphs)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | dict.fromkeys(THREAD_LIMITS, "1"),
    )
    if done.returncode:
        raise ModelError(f"the pipeline '{name}' cannot be timed: {done.stderr.strip()[-300:]}")
    return Speed(**json.loads(done.stdout))


def time_pipeline(name: str, paragraphs: Sequence[str], guards: Guards) -> Speed:
    """The measurement itself, in this process; words are those between spaces, the same for every pipeline."""
    start = time.process_time()
    nlp = open_pipeline(name, guards)
    load_seconds, memory = time.process_time() - start, resident_memory()
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        for _doc in nlp.pipe(paragraphs, batch_size=32):
            pass
        seconds.append(time.process_time() - start)
    return Speed(words / median(seconds), load_seconds, memory / MEGABYTE, folder_size(nlp.path) / MEGABYTE)


def resident_memory() -> int:
    """Bytes of memory that this process holds; where the system has no /proc, the most it ever held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def folder_size(folder: Path | None) -> int:
    """Bytes of all files below a folder; nothing for a pipeline that came from none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder else 0


if __name__ == "__main__":
    print(json.dumps(asdict(time_pipeline(sys.argv[1], json.load(sys.stdin), sys.argv[2]))))  # type: ignore[arg-type]
