"""The training corpora: treebanks and named-entity sets of one data folder, written as spaCy's DocBin files."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.training.augmentation import read_name_source
from kg.training.names import TRAINING_SOURCES, Source, name_documents, read_records
from kg.training.templates import template_documents
from kg.training.tokenizer import news_tokenizer
from kg.training.treebanks import treebank_documents

SEED = 7
TEMPLATES = Path(__file__).parent / "templates.conllt"
TEMPLATE_DOCUMENTS = 3000
SYNTAX_FILES = {
    "syntax_train": ("ud_ewt_train", "ud_gum_train", "ud_pud_train"),
    "syntax_dev": ("ud_ewt_dev", "ud_gum_dev"),
    "ud_ewt_test": ("ud_ewt_test",),
    "ud_gum_test": ("ud_gum_test",),
    "ud_gum_test_news": ("ud_gum_test_news",),
    "ud_pud_test": ("ud_pud_test",),
}
# GUM's data mark the genre in the name of the document; the other sets are files of the data folder.
GUM_NEWS_TEST = "gum_news_test"
NAME_TESTS = ("uner_ewt_test", "gum_test", GUM_NEWS_TEST, "crossner_politics_test", "re3d_test")


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
    templates = template_documents(TEMPLATES, names, nlp.vocab, count=TEMPLATE_DOCUMENTS, seed=SEED)
    _write(work, "templates_train", templates)
    _write(work, "names_train", name_documents(data, TRAINING_SOURCES, nlp, names=names, seed=SEED))
    development = (Source("gmb_dev"), Source("gum_dev"))
    _write(work, "names_dev", name_documents(data, development, nlp, names=None, seed=SEED))
    _select_gum_news(data, work)
    for test in NAME_TESTS:
        folder = work if test == GUM_NEWS_TEST else data
        _write(work, f"ner_{test}", name_documents(folder, (Source(test),), nlp, names=None, seed=SEED))


def _select_gum_news(data: Path, work: Path) -> None:
    """Write the news articles of GUM's test set as a set of their own."""
    records = [record for record in read_records(data, Source("gum_test")) if record["doc"].startswith("GUM_news_")]
    with gzip.open(work / f"ner_{GUM_NEWS_TEST}.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)


def _write(work: Path, name: str, documents: Sequence[Doc]) -> None:
    DocBin(docs=[doc for doc in documents if len(doc)]).to_disk(work / f"{name}.spacy")
