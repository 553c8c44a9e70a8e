"""The training corpora: treebanks and named-entity sets of one data folder, written as spaCy's DocBin files."""

import json
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.training.augmentation import read_name_source
from kg.training.names import TRAINING_SOURCES, Source, name_documents
from kg.training.tokenizer import news_tokenizer
from kg.training.treebanks import treebank_documents

SEED = 7
SYNTAX_FILES = {
    "syntax_train": ("ud_ewt_train", "ud_gum_train", "ud_pud_train"),
    "syntax_dev": ("ud_ewt_dev", "ud_gum_dev"),
    "ud_ewt_test": ("ud_ewt_test",),
    "ud_gum_test": ("ud_gum_test",),
    "ud_gum_test_news": ("ud_gum_test_news",),
    "ud_pud_test": ("ud_pud_test",),
}
NAME_TESTS = ("uner_ewt_test", "gum_test", "crossner_politics_test", "re3d_test")


def build_corpora(data: Path, work: Path) -> None:
    """Convert the sets in `data` to `work/*.spacy`, the tokenizer to `work/tokenizer`."""
    work.mkdir(parents=True, exist_ok=True)
    nlp = news_tokenizer()
    nlp.to_disk(work / "tokenizer")
    for name, files in SYNTAX_FILES.items():
        paths = [data / f"{file}.conllu.gz" for file in files]
        _write(work, name, treebank_documents(paths, nlp.vocab, seed=SEED, varied=name == "syntax_train"))
    _write_names(data, work, nlp)


def _write_names(data: Path, work: Path, nlp: Language) -> None:
    places = json.loads((data / "lexicon.json").read_text(encoding="utf-8"))["geo"]
    names = read_name_source(data / "name_spellings.tsv.gz", places)
    _write(work, "names_train", name_documents(data, TRAINING_SOURCES, nlp, names=names, seed=SEED))
    development = (Source("gmb_dev"), Source("gum_dev"))
    _write(work, "names_dev", name_documents(data, development, nlp, names=None, seed=SEED))
    for test in NAME_TESTS:
        _write(work, f"ner_{test}", name_documents(data, (Source(test),), nlp, names=None, seed=SEED))


def _write(work: Path, name: str, documents: Sequence[Doc]) -> None:
    DocBin(docs=[doc for doc in documents if len(doc)]).to_disk(work / f"{name}.spacy")
