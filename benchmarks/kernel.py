"""Words (tokens) a second of a language pipeline under thinc's own matrix product and under the one that kg chooses.

    python benchmarks/kernel.py [fast|accurate|PATH]

Both run in one process with one BLAS thread and take turns, so only their ratio means much on a busy machine. The text
is put together from the sentences below, always alike. `blis` is the processor family whose kernel thinc's product
uses here. Builds of blis that read BLIS_ARCH_TYPE can be made to use another one (BLIS_ARCH_TYPE=generic); the build
in the wheel of blis 1.3 does not read it, which the first lines of the output show.
"""

import argparse
import ctypes
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kg.errors import ModelError
from kg.text.language import load_pipeline
from kg.text.threads import count_blas_threads, limit_blas_threads

SENTENCES = (
    "The last French soldiers left Gao on Monday, nine years after they had arrived to fight the rebels.",
    "Residents of Goma said that shells fell near the airport before dawn; the army denied having fired them.",
    "Peru's government accused the Shining Path of killing four policemen in the valley of the Apurímac.",
    "The two brigades, stationed in Kherson since March, will be moved to the border, General Petrenko announced.",
    "According to the monitors, neither side withdrew its guns from the buffer zone in time.",
    "Croatian and Serbian officers met in Vukovar under the eyes of United Nations observers.",
    "He did not say who had mined the road between Jaffna and Elephant Pass.",
    "At least 17 people, among them two nurses, were wounded when a drone struck the market of El Fasher.",
    "The peace agreement of 2016 obliges the FARC to hand over its weapons within 180 days.",
    "Ethiopian troops have crossed the river and taken the town of Humera, state television reported.",
    "“We shall answer every attack,” the spokesman of the Moro Islamic Liberation Front told reporters in Cotabato.",
    "Parliament in Tbilisi voted 98 to 12 for sending a company of engineers to the mission in the Central African "
    "Republic.",
)
PARAGRAPHS = 96
SENTENCES_A_PARAGRAPH = (3, 7)
ROUNDS = 6

Annotations = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Run:
    """One pass over the text: what it annotated and how many words a second."""

    annotations: Annotations
    speed: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="thinc's matrix product against the one that kg chooses")
    parser.add_argument("model", nargs="?", default="fast", help="fast, accurate, or the folder of a pipeline")
    model = parser.parse_args().model
    limit = limit_blas_threads()
    # Imported here: the module loads NumPy, which the limit should come before.
    from kg.text.kernel import THINC, choose_backend

    chosen = choose_backend()
    print(f"blis            {blis_architecture()} (BLIS_ARCH_TYPE={os.environ.get('BLIS_ARCH_TYPE', '')})")
    print(f"BLAS threads    {count_blas_threads() or 'unknown'} ({limit.value})")
    print(f"chosen backend  {chosen}")
    try:
        compare(model, (THINC, chosen))
    except ModelError as error:
        parser.error(str(error))


def compare(model: str, backends: tuple[str, str]) -> None:
    """Run the pipeline under thinc's own and the chosen backend in turns, and print both."""
    texts = generate_paragraphs(PARAGRAPHS, random.Random(1))
    pipelines = [load_pipeline(model, backend=backend) for backend in backends]
    for pipeline in pipelines:
        annotate(pipeline, texts[:8])  # the first words of a process are slow
    rounds = [[annotate(pipeline, texts) for pipeline in pipelines] for _ in range(ROUNDS)]
    own, other = (max(run.speed for run in runs) for runs in zip(*rounds, strict=True))
    ratios = sorted(two.speed / one.speed for one, two in rounds)
    print(f"thinc's own     {own:,.0f} words/s")
    print(f"chosen          {other:,.0f} words/s")
    print(f"ratio           {other / own:.2f} (rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)})")
    print(f"annotations     {describe_difference(rounds[0][0].annotations, rounds[0][1].annotations)}")


def generate_paragraphs(count: int, choice: random.Random) -> list[str]:
    """So many paragraphs of a few sentences each, drawn from `SENTENCES`."""
    return [" ".join(choice.choices(SENTENCES, k=choice.randint(*SENTENCES_A_PARAGRAPH))) for _ in range(count)]


def annotate(nlp: Any, texts: Sequence[str]) -> Run:
    """Everything that the pipeline says of each token of the texts, and its speed."""
    start = time.perf_counter()
    docs = list(nlp.pipe(texts))
    seconds = time.perf_counter() - start
    annotations = [
        (t.text, t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for doc in docs
        for t in doc
    ]
    return Run(annotations, len(annotations) / seconds)


def describe_difference(one: Annotations, other: Annotations) -> str:
    """`equal`, or how many tokens are annotated differently."""
    differing = sum(left != right for left, right in zip(one, other, strict=True))
    return f"equal ({len(one):,} tokens)" if not differing else f"{differing:,} of {len(one):,} tokens differ"


def blis_architecture() -> str:
    """The name of the kernels that blis uses on this processor; `unknown` when its library does not tell."""
    library = ctypes.CDLL(str(import_module("blis.cy").__file__))
    if not hasattr(library, "bli_arch_query_id") or not hasattr(library, "bli_arch_string"):
        return "unknown"
    library.bli_arch_string.restype = ctypes.c_char_p
    name: bytes = library.bli_arch_string(library.bli_arch_query_id())
    return name.decode()


if __name__ == "__main__":
    main()
