"""Named-entity sets (JSON Lines) to spaCy training documents."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.training.augmentation import NameSource, substitute_names

Record = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """How much one named-entity set counts in training."""

    name: str
    passes: int = 1
    share: float = 1.0  # of its documents
    augmented: float = 0.0  # share of groups whose names are replaced


# Silver news (GMB) is thinned, hand-labelled sets are repeated: the best single measure found for held-out text.
TRAINING_SOURCES = (
    Source("gmb", passes=1, share=0.4, augmented=0.3),
    Source("redocred", passes=2, augmented=0.3),
    Source("wikigold", passes=3, augmented=0.3),
    Source("crossner", passes=2, augmented=0.2),
    Source("uner_ewt_dev", passes=3, augmented=0.1),
    Source("gum_train", passes=3, augmented=0.2),
    Source("re3d_train", passes=6, augmented=0.5),
)
JOINTS = (" ", " ", " ", "\n", "\n\n")


def read_records(folder: Path, source: Source) -> list[Record]:
    """The sentences of a set, thinned by whole documents when its share is below one."""
    with gzip.open(folder / f"ner_{source.name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    if source.share >= 1:
        return records
    return [record for record in records if (int(record["doc"]) * 7919 % 1000) / 1000 < source.share]


def _groups(records: Sequence[Record], chance: random.Random, longest: int) -> Iterator[list[Record]]:
    """Runs of one to `longest` sentences of one document."""
    position = 0
    while position < len(records):
        size = chance.randint(1, longest)
        group = [records[position]]
        for record in records[position + 1 : position + size]:
            if record["doc"] != group[0]["doc"]:
                break
            group.append(record)
        position += len(group)
        yield group


def _joined(group: Sequence[Record], chance: random.Random, names: NameSource | None) -> Record:
    text, spans, missing = "", [], []
    for record in group:
        if text:
            text += chance.choice(JOINTS)
        sentence, sentence_spans, unsure = record["text"], record["spans"], record["miss"]
        if names and not unsure:
            sentence, sentence_spans = substitute_names(
                sentence, [tuple(span) for span in sentence_spans], names, chance
            )
        spans += [(start + len(text), end + len(text), label) for start, end, label in sentence_spans]
        missing += [(start + len(text), end + len(text)) for start, end in unsure]
        text += sentence
    return {"text": text, "spans": spans, "miss": missing}


def annotate(record: Record, nlp: Language) -> Doc:
    """A document whose entities are the record's; spans the source is unsure of neither reward nor punish."""
    doc = nlp.make_doc(record["text"])
    entities: list[Span] = []
    unknown: list[Span] = []
    for start, end, label in record["spans"]:
        span = doc.char_span(start, end, label=label, alignment_mode="strict")
        if span is not None:
            entities.append(span)
        elif (expanded := doc.char_span(start, end, alignment_mode="expand")) is not None:
            unknown.append(expanded)
    for start, end in record["miss"]:
        if (expanded := doc.char_span(start, end, alignment_mode="expand")) is not None:
            unknown.append(expanded)
    entities = filter_spans(entities)
    taken = {token.i for span in entities for token in span}
    unknown = [span for span in filter_spans(unknown) if not taken & {token.i for token in span}]
    doc.set_ents(entities, missing=unknown, default="outside")
    return doc


def name_documents(
    folder: Path, sources: Sequence[Source], nlp: Language, *, names: NameSource | None, seed: int
) -> list[Doc]:
    """Training documents of one to four sentences, shuffled; names are replaced where the source asks for it."""
    chance = random.Random(seed)
    documents = []
    for source in sources:
        records = read_records(folder, source)
        for _ in range(source.passes):
            for group in _groups(records, chance, 4):
                augment = names if names and chance.random() < source.augmented else None
                documents.append(annotate(_joined(group, chance, augment), nlp))
    chance.shuffle(documents)
    return documents
