"""Finished pipelines: parts joined, traces of the training run removed, name and licence written in."""

from pathlib import Path

import spacy
from spacy.language import Language

LICENCE = "CC BY-SA 4.0"
# What a configuration needs to load; its other sections tell of folders of the machine that trained it.
KEPT_SECTIONS = ("nlp", "components")
DESCRIPTIONS = {
    "accurate": "English news: a MiniLM encoder under spaCy's tagger, lemmatizer, parser and entity recogniser",
    "fast": "English news: a convolutional network that learnt from gold and from the accurate pipeline",
}


def join_parts(syntax: Path, names: Path) -> Language:
    """The syntax part with the entity recogniser of the names part behind it."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    return nlp


def write_release(nlp: Language, name: str, version: str, folder: Path) -> None:
    """Write a finished pipeline into `folder`, which may hold its model card and licence already."""
    nlp.meta.update(name=f"kg_news_{name}", version=version, license=LICENCE, description=DESCRIPTIONS[name])
    nlp.meta.pop("performance", None)  # figures stand in the model card, with the sets they were measured on
    kept = {section: nlp.config[section] for section in KEPT_SECTIONS}
    kept["nlp"]["tokenizer"] = {"@tokenizers": "kg.BareTokenizer.v1"}
    nlp.config = type(nlp.config)(kept)
    nlp.to_disk(folder)
