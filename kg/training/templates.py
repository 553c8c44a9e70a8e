"""Training sentences from templates: exact trees of Universal Dependencies, filled with varied words and names."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.errors import KgError
from kg.training.augmentation import PARTICLE_SHARE, PARTICLES, NameSource

LONGEST_DOCUMENT = 4
# The share of documents that open with the line naming place and agency ("NAIROBI, Kenya (Reuters) -").
DATELINE_SHARE = 0.08
# Headlines have no full stop: in a running text they would teach sentence ends that nothing marks.
HEADLINE_SHARE = 0.05
SENTENCES, DATELINES, HEADLINES = "sentence", "dateline", "headline"
LEAVES = ("given", "family", "place", "number")
SMALL_NUMBERS = "two three four five six seven eight nine ten twelve twenty".split()
# "an attack", "an unarmed man", "an uprising", but "a Ukrainian", "a unit", "a US base".
TAKES_AN = re.compile(r"[AEIOaeio]|un[^i]|up")


class TemplateError(KgError):
    """A template file that cannot be read: a malformed line, an impossible head or an unknown slot."""


@dataclass(frozen=True)
class Word:
    """One word of a tree; a head of None is the head that the surrounding row names."""

    form: str
    tag: str
    pos: str
    head: int | None
    dep: str
    space: bool


@dataclass(frozen=True)
class Row:
    """One line of a block: alternative forms or one slot, and its place in the tree (head 1-based, 0 for the root)."""

    forms: tuple[str, ...]
    tag: str
    pos: str
    head: int
    dep: str
    space: bool

    @property
    def slot(self) -> str:
        """The name of the slot, empty for a plain word."""
        form = self.forms[0]
        return form[1:-1] if form.startswith("{") else ""


Block = tuple[Row, ...]
Sections = Mapping[str, Sequence[Block]]


def read_templates(path: Path) -> Sections:
    """Read the blocks of a template file by section (`[name]` lines; format in the head of the file).

    Raises TemplateError with the line or block at fault.
    """
    sections: dict[str, list[Block]] = {}
    section = ""
    for chunk in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in chunk.splitlines() if line and not line.startswith("#")]
        if lines and lines[0].startswith("["):
            section = lines.pop(0).strip("[]")
        if lines:
            sections.setdefault(section, []).append(_block([_row(line) for line in lines], chunk))
    _refuse_unknown_slots(sections)
    return sections


def _row(line: str) -> Row:
    columns = line.split("\t")
    if len(columns) not in (5, 6) or not columns[3].isdigit():
        raise TemplateError(f"Not a template row (form, XPOS, UPOS, head, relation, optional _): {line!r}")
    form, tag, pos, head, dep = columns[:5]
    return Row(tuple(form.split("|")), tag, pos, int(head), dep, len(columns) == 5)


def _block(rows: list[Row], chunk: str) -> Block:
    if sum(row.head == 0 for row in rows) != 1:
        raise TemplateError(f"A block needs exactly one row with head 0:\n{chunk}")
    for row in rows:
        above = row
        for _ in rows:
            above = rows[above.head - 1] if 0 < above.head <= len(rows) else above
        if above.head:
            raise TemplateError(f"The heads above {row.forms[0]!r} do not lead to the root:\n{chunk}")
    return tuple(rows)


def _refuse_unknown_slots(sections: Sections) -> None:
    slots = {row.slot for blocks in sections.values() for block in blocks for row in block if row.slot}
    if unknown := slots - set(sections) - set(LEAVES):
        raise TemplateError(f"No section for the slots {sorted(unknown)}; sections: {sorted(sections)}")


@dataclass(frozen=True)
class TemplateFiller:
    """Fills blocks with phrases of other sections and with generated names and numbers."""

    sections: Sections
    names: NameSource
    chance: random.Random

    def fill(self, section: str) -> list[Word]:
        """The words of a random block of a section; the root has head None and its relation as written."""
        block = self.chance.choice(self.sections[section])
        parts = [self._expand(row) for row in block]
        starts = [0, *accumulate(map(len, parts))]
        anchors = [start + _anchor(part) for start, part in zip(starts, parts, strict=False)]
        outer = [anchors[row.head - 1] if row.head else None for row in block]
        return [
            replace(word, head=head if word.head is None else start + word.head)
            for part, start, head in zip(parts, starts, outer, strict=False)
            for word in part
        ]

    def _expand(self, row: Row) -> list[Word]:
        if row.slot in self.sections:
            words = self.fill(row.slot)
            root = _anchor(words)
            if words[root].dep == "root":
                words[root] = replace(words[root], dep=row.dep)
        else:
            words = list(self._leaf(row))
        words[-1] = replace(words[-1], space=row.space)
        return words

    def _leaf(self, row: Row) -> Iterator[Word]:
        pieces = self._pieces(row)
        for index, piece in enumerate(pieces):
            if row.slot and piece == "-":
                # The treebanks hang the hyphen on "al" at the start of a name and on the next word within one.
                yield Word("-", "HYPH", "PUNCT", index + (1 if row.dep == "flat" else -1), "punct", False)
                continue
            # Each word of a name hangs on its first one, as in the treebanks.
            head = None if index == 0 or row.dep == "flat" else 0
            before_hyphen = pieces[index + 1 : index + 2] == ["-"]
            yield Word(piece, row.tag, row.pos, head, row.dep if index == 0 else "flat", not before_hyphen)

    def _pieces(self, row: Row) -> list[str]:
        if row.slot == "family":
            return re.findall(r"-|[^\s-]+", self._family())
        if row.slot == "given":
            return [self.chance.choice(self.names.name_words)]
        if row.slot == "place":
            place = self.names.place(self.chance)
            return [place if place.isalpha() else self.chance.choice(self.names.name_words)]
        return [self._number() if row.slot == "number" else self.chance.choice(row.forms)]

    def _family(self) -> str:
        particle = self.chance.choice(PARTICLES) if self.chance.random() < PARTICLE_SHARE else ""
        return particle + self.chance.choice(self.names.name_words)

    def _number(self) -> str:
        chance = self.chance
        thousands = chance.randint(10, 900) * 100
        return chance.choice(
            [chance.choice(SMALL_NUMBERS), str(chance.randint(11, 99)), str(chance.randint(100, 999)), f"{thousands:,}"]
        )


def _anchor(words: Sequence[Word]) -> int:
    return next(index for index, word in enumerate(words) if word.head is None)


def _sentence(words: Sequence[Word]) -> list[Word]:
    """A finished sentence: its root as spaCy marks it, "a" or "an", capitals at the start and after a quote mark."""
    finished = [
        replace(word, head=index, dep="ROOT") if word.head is None else word for index, word in enumerate(words)
    ]
    for index, (word, follower) in enumerate(pairwise(words)):
        if word.form == "a":
            finished[index] = replace(finished[index], form="an" if TAKES_AN.match(follower.form) else "a")
    for index, word in enumerate(finished):
        if index == 0 or finished[index - 1].tag == "``":
            finished[index] = replace(word, form=word.form[0].upper() + word.form[1:])
    return finished


def _document(sentences: Sequence[Sequence[Word]], vocab: Vocab) -> Doc:
    starts = [sum(map(len, sentences[:index])) for index in range(len(sentences))]
    words = [word for sentence in sentences for word in sentence]
    heads = [start + (word.head or 0) for start, sentence in zip(starts, sentences, strict=True) for word in sentence]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        heads=heads,
        deps=[word.dep for word in words],
    )


def template_documents(path: Path, names: NameSource, vocab: Vocab, *, count: int, seed: int) -> list[Doc]:
    """`count` documents of one to four sentences from the templates of a file; the same seed gives the same documents.

    Raises TemplateError when the file is malformed.
    """
    chance = random.Random(seed)
    filler = TemplateFiller(read_templates(path), names, chance)
    plans = [_plan(chance) for _ in range(count)]
    return [_document([_sentence(filler.fill(section)) for section in plan], vocab) for plan in plans]


def _plan(chance: random.Random) -> list[str]:
    """The sections that the sentences of one document come from."""
    kind = chance.random()
    if kind < HEADLINE_SHARE:
        return [HEADLINES]
    dateline = [DATELINES] if kind < HEADLINE_SHARE + DATELINE_SHARE else []
    return dateline + [SENTENCES] * chance.randint(1, LONGEST_DOCUMENT)
