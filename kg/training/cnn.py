"""Trains the CNN pipeline: syntax and names apart (they run side by side on two cores), then joined in one folder."""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config, load_model_from_config
from thinc.api import use_ops

HERE = Path(__file__).parent
PARTS = ("syntax", "names")


def train_part(part: str, work: Path) -> Path:
    """Train one part (`syntax` or `names`) on `work/*.spacy`; returns the folder of its best checkpoint."""
    overrides = {"paths.train": str(work / f"{part}_train.spacy"), "paths.dev": str(work / f"{part}_dev.spacy")}
    with use_ops("kg-numpy"):
        blank = load_model_from_config(load_config(HERE / f"{part}.cfg", overrides=overrides), auto_fill=True)
        nlp = init_nlp(blank.config.interpolate())
        nlp.tokenizer = spacy.load(work / "tokenizer").tokenizer
        (work / part).mkdir(exist_ok=True)
        train_loop(nlp, work / part)
    return work / part / "model-best"


def join_parts(work: Path, version: str) -> Language:
    """The whole pipeline: the syntax part with the entity recogniser of the names part behind it."""
    nlp = spacy.load(work / "syntax" / "model-best")
    names = spacy.load(work / "names" / "model-best")
    nlp.add_pipe("ner", source=names)
    nlp.meta.update(name="kg_news_cnn", version=version, license="CC BY-SA 4.0")
    return nlp
