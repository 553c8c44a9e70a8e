"""Universal Dependencies treebanks (CoNLL-U) to spaCy training documents, with the true spacing of the text."""

import gzip
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

# Articles reach the parser a paragraph at a time: documents of one to twelve sentences teach it both extremes.
LONGEST_DOCUMENT = 12
# Where the treebank marks a paragraph, this share of the joints shows the line break an article would have.
LINE_BREAK_SHARE = 0.6


@dataclass
class Sentence:
    """One annotated sentence: parallel lists over its words, `heads` being 0-based within the sentence."""

    starts_document: bool = False
    starts_paragraph: bool = False
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)

    def add_word(self, columns: list[str], inside_token: dict[int, bool]) -> None:
        """Append the word of one CoNLL-U line; `inside_token` overrides spacing within multi-word tokens."""
        index = int(columns[0])
        head = int(columns[6])
        self.words.append(columns[1].replace(" ", "") or "_")
        self.spaces.append(inside_token.get(index, "SpaceAfter=No" not in columns[9]))
        self.tags.append(columns[4])
        self.pos.append(columns[3])
        self.morphs.append("" if columns[5] == "_" else columns[5])
        self.lemmas.append(columns[2])
        self.heads.append(head - 1 if head else index - 1)
        self.deps.append(columns[7] if head else "ROOT")


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a gzipped CoNLL-U file; empty nodes are left out."""
    sentence = Sentence()
    inside_token: dict[int, bool] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if sentence.words:
                    yield sentence
                sentence, inside_token = Sentence(), {}
            elif line.startswith("#"):
                sentence.starts_document |= line.startswith("# newdoc")
                sentence.starts_paragraph |= line.startswith("# newpar")
            else:
                columns = line.split("\t")
                if "-" in columns[0]:
                    first, last = map(int, columns[0].split("-"))
                    inside_token.update(dict.fromkeys(range(first, last), False))
                    inside_token[last] = "SpaceAfter=No" not in columns[9]
                elif "." not in columns[0]:
                    sentence.add_word(columns, inside_token)


def _document(sentences: list[Sentence], vocab: Vocab, chance: random.Random) -> Doc:
    joined = Sentence()
    for position, sentence in enumerate(sentences):
        offset = len(joined.words)
        joined.heads += [offset + head for head in sentence.heads]
        for column in ("words", "spaces", "tags", "pos", "morphs", "lemmas", "deps"):
            getattr(joined, column).extend(getattr(sentence, column))
        follower = sentences[position + 1] if position + 1 < len(sentences) else None
        if follower and follower.starts_paragraph and chance.random() < LINE_BREAK_SHARE:
            _append_line_break(joined, chance.choice(["\n", "\n\n"]))
    return Doc(
        vocab,
        words=joined.words,
        spaces=joined.spaces,
        tags=joined.tags,
        pos=joined.pos,
        morphs=joined.morphs,
        lemmas=joined.lemmas,
        heads=joined.heads,
        deps=joined.deps,
    )


def _append_line_break(joined: Sentence, line_break: str) -> None:
    joined.spaces[-1] = False
    joined.heads.append(len(joined.words) - 1)
    joined.words.append(line_break)
    joined.spaces.append(False)
    joined.tags.append("_SP")
    joined.pos.append("SPACE")
    joined.morphs.append("")
    joined.lemmas.append(line_break)
    joined.deps.append("dep")


def treebank_documents(paths: Iterable[Path], vocab: Vocab, *, seed: int, varied: bool) -> list[Doc]:
    """Documents of consecutive sentences of one source document.

    With `varied`, their length is drawn from 1 to LONGEST_DOCUMENT sentences (for training); otherwise it is ten.
    """
    chance = random.Random(seed)
    documents: list[Doc] = []
    for path in paths:
        group: list[Sentence] = []
        limit = 10
        for sentence in read_sentences(path):
            if group and (sentence.starts_document or len(group) >= limit):
                documents.append(_document(group, vocab, chance))
                group = []
                limit = chance.randint(1, LONGEST_DOCUMENT) if varied else 10
            group.append(sentence)
        if group:
            documents.append(_document(group, vocab, chance))
    return documents
