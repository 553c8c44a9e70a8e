"""Silver documents: raw text read by the accurate pipeline, from which the fast one learns (Hinton et al. 2015)."""

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.text.language import load_pipeline
from kg.training.batches import read_documents
from kg.training.names import Source, read_records

# Whose sentences are read, and how many words of each set: mostly news, some encyclopedia, all of the small ones.
SHARES = {"gmb": 600_000, "redocred": 150_000, "crossner": 100_000, "re3d_train": 20_000}
# Sentences of one document are read in runs of these lengths: articles reach the parser by paragraphs.
RUNS = (1, 1, 2, 3, 4, 6)
SEED = 5
PROCESSES = 2


def silver_texts(data: Path) -> list[str]:
    """Runs of sentences from the named-entity sets in `data`, without their annotation, shuffled."""
    chance = random.Random(SEED)
    texts: list[str] = []
    for name, words in SHARES.items():
        runs = list(_runs([(record["doc"], record["text"]) for record in read_records(data, Source(name))], chance))
        chance.shuffle(runs)
        texts += _first_words(runs, words)
    chance.shuffle(texts)
    return texts


def _runs(sentences: Sequence[tuple[str, str]], chance: random.Random) -> Iterator[str]:
    position = 0
    while position < len(sentences):
        document = sentences[position][0]
        run = [text for name, text in sentences[position : position + chance.choice(RUNS)] if name == document]
        position += len(run)
        yield " ".join(run)


def _first_words(texts: Iterable[str], most: int) -> Iterator[str]:
    for text in texts:
        if most <= 0:
            return
        most -= len(text.split())
        yield text


def silver_documents(teacher: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """The texts with tags, parse and names of the teacher."""
    for doc in teacher.pipe(texts, batch_size=64, n_process=PROCESSES):
        if len(doc):
            yield _annotated(doc)


def write_silver(data: Path, work: Path, model: str) -> int:
    """Write `work/silver_syntax.spacy` (raw texts, templates) and `silver_names.spacy` (the treebanks' texts too).

    `model` is the pipeline that reads them, by name or folder. Returns the number of words of the first file.
    """
    teacher = load_pipeline(model)
    texts = [*silver_texts(data), *(doc.text for doc in read_documents(work / "templates_train.spacy", teacher))]
    syntax = list(silver_documents(teacher, texts))
    treebanks = [doc.text for doc in read_documents(work / "syntax_train.spacy", teacher)]
    names = [*syntax, *silver_documents(teacher, treebanks)]
    DocBin(docs=syntax).to_disk(work / "silver_syntax.spacy")
    DocBin(docs=names).to_disk(work / "silver_names.spacy")
    return sum(map(len, syntax))


def _annotated(doc: Doc) -> Doc:
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ or token.text for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )
