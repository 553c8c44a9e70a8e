"""Trains the CNN on gold alone: syntax and names apart, so that each can be trained on a core of its own."""

from pathlib import Path
from typing import Any

from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config, load_model_from_config
from thinc.api import use_ops

HERE = Path(__file__).parent
PARTS = ("syntax", "names")


def train_part(part: str, work: Path) -> Path:
    """Train one part (`syntax` or `names`) on `work/PART_train.spacy`; returns the folder of its best checkpoint.

    A part that is there already is not trained again; remove its folder to start anew.
    """
    best = work / part / "model-best"
    if best.exists():
        return best
    overrides = {"paths.train": str(work / f"{part}_train.spacy"), "paths.dev": str(work / f"{part}_dev.spacy")}
    with use_ops("kg-numpy"):
        blank = load_model_from_config(load_config(HERE / f"{part}.cfg", overrides=overrides), auto_fill=True)
        nlp = init_nlp(blank.config.interpolate())
        tokenizer: Any = nlp.tokenizer
        tokenizer.from_disk(work / "tokenizer" / "tokenizer")
        best.parent.mkdir(exist_ok=True)
        train_loop(nlp, best.parent)
    return best
