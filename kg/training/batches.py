"""Endless shuffled batches of training documents, those of one batch of similar length."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

# Documents that are sorted by length before they are cut into batches.
POOL = 400


def read_documents(path: Path, nlp: Language) -> list[Doc]:
    """The documents of a DocBin file that have words."""
    return [doc for doc in DocBin().from_disk(path).get_docs(nlp.vocab) if len(doc)]


def examples(nlp: Language, documents: Sequence[Doc]) -> list[Example]:
    """Each document beside its text as the pipeline tokenises it."""
    return [Example(nlp.make_doc(doc.text), doc) for doc in documents]


def batches(documents: Sequence[Doc], chance: random.Random, words: int) -> Iterator[list[Doc]]:
    """Endless batches of at most `words` words (or one longer document); every pass is in another order."""
    while True:
        order = chance.sample(documents, len(documents))
        for start in range(0, len(order), POOL):
            drawn = _cut(sorted(order[start : start + POOL], key=len), words)
            yield from chance.sample(drawn, len(drawn))


def _cut(documents: Sequence[Doc], words: int) -> list[list[Doc]]:
    drawn: list[list[Doc]] = [[]]
    for doc in documents:
        if drawn[-1] and sum(map(len, drawn[-1])) + len(doc) > words:
            drawn.append([])
        drawn[-1].append(doc)
    return drawn
