"""Claims of ordinary news that a reader judged: the right ones stay, the wrong ones do not come back.

`judged/voa.tsv` holds a random sample of claims over Voice of America news with their passages; its header says how it
was drawn. `python tests/test_judged.py` prints what the sample says of each relation and how much of it still holds.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from notation import Names, parse, says, written

from kg.gazetteer import read_gazetteer
from kg.lexicon import read_lexicon
from kg.model import Article, Block, Claim
from kg.pipeline import link_articles, read_paragraphs
from kg.text.language import load_pipeline, to_paragraph

if TYPE_CHECKING:
    from spacy.language import Language

TABLE = Path(__file__).parent / "judged" / "voa.tsv"
HEADER = ["relation", "claim", "passage", "verdict", "cause"]
# Of the claims judged right so many are still found, and of those judged wrong so many still come: the first number
# only goes up, the second only down. A claim may leave the first where a better reading takes its place.
RIGHT_AT_LEAST = 498
WRONG_AT_MOST = 27
BATCH_SIZE = 32
OR = " or "  # between readings that are equally right


@dataclass(frozen=True)
class Judged:
    """A claim in the notation of `notation.py`, the passage it was found in, and what the reader says of it."""

    relation: str
    claim: str
    passage: str
    right: bool
    cause: str


Found = Mapping[str, tuple[Sequence[Claim], Names]]  # passage → its claims, and the labels of its entities


def read_rows() -> Sequence[Judged]:
    """The table. Raises ValueError for a slip in it."""
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    if lines[0] != HEADER:
        raise ValueError(f"{TABLE.name}: the columns are {', '.join(HEADER)}, not {', '.join(lines[0])}")
    return [_row(*line) for line in lines[1:]]


def _row(relation: str, claim: str, passage: str, verdict: str, cause: str) -> Judged:
    relations = {parse(reading).relation for reading in claim.split(OR)}
    if relations != {relation} or verdict not in ("right", "wrong") or (verdict == "wrong") != bool(cause):
        raise ValueError(f"{TABLE.name}: relation, verdict or cause does not fit {claim}")
    return Judged(relation, claim, passage, verdict == "right", cause)


ROWS = read_rows()


def read_passages(nlp: "Language") -> Found:
    """Each passage read as an article of one paragraph, all parsed in batches."""
    passages = list(dict.fromkeys(row.passage for row in ROWS))
    return dict(zip(passages, _read(nlp, passages), strict=True))


def _read(nlp: "Language", passages: Sequence[str]) -> Iterator[tuple[Sequence[Claim], Names]]:
    lexicon, gazetteer = read_lexicon(), read_gazetteer()
    for passage, doc in zip(passages, nlp.pipe(passages, batch_size=BATCH_SIZE), strict=True):
        article = Article("passage", passage, (Block("body", 0, len(passage)),))
        paragraph = to_paragraph(doc, article.name, 0, article.blocks[0], passage)
        extraction = link_articles([read_paragraphs(article, (paragraph,), lexicon, gazetteer)], lexicon, gazetteer)
        yield extraction.claims, {entity.id: entity.label for entity in extraction.entities}


def holds(row: Judged, found: Found) -> bool:
    """Whether a claim judged right is still made, or one judged wrong still comes in the same words."""
    claims, names = found[row.passage]
    if row.right:
        readings = [parse(reading) for reading in row.claim.split(OR)]
        return any(says(claim, names, reading) for claim in claims for reading in readings)
    expected = parse(row.claim)
    return any(_bare(claim, names, expected.qualifiers) == row.claim for claim in claims)


def _bare(claim: Claim, names: Names, roles: Mapping[str, str]) -> str:
    """A claim in the notation with no holder and only the qualifiers of these roles."""
    kept = {role: value for role, value in claim.qualifiers.items() if role in roles}
    return written(replace(claim, qualifiers=kept, attributed_to=None), names)


@pytest.fixture(scope="module")
def found(nlp: "Language") -> Found:
    return read_passages(nlp)


def test_claims_judged_right_are_still_found(found: Found) -> None:
    lost = [row.claim for row in ROWS if row.right and not holds(row, found)]
    right = sum(row.right for row in ROWS)
    assert right - len(lost) >= RIGHT_AT_LEAST, "\n".join(lost)


def test_claims_judged_wrong_do_not_come_back(found: Found) -> None:
    wrong = [f"{row.claim}: {row.cause}" for row in ROWS if not row.right and holds(row, found)]
    assert len(wrong) <= WRONG_AT_MOST, "\n".join(wrong)


def test_sample_covers_the_commonest_relations() -> None:
    judged = Counter(row.relation for row in ROWS)
    assert len(judged) >= 10
    assert min(judged.values()) >= 50


def figures(found: Found) -> str:
    """What the sample says of each relation, what of it still holds, and the causes of errors by frequency."""
    lines = [f"{'relation':16} judged  right  precision  right now  wrong now"]
    for relation in dict.fromkeys(row.relation for row in ROWS):
        right = [row for row in ROWS if row.relation == relation and row.right]
        wrong = [row for row in ROWS if row.relation == relation and not row.right]
        judged = len(right) + len(wrong)
        now = sum(holds(row, found) for row in right), sum(holds(row, found) for row in wrong)
        lines.append(f"{relation:16} {judged:6} {len(right):6} {len(right) / judged:10.2f} {now[0]:10} {now[1]:10}")
    still = Counter(row.cause for row in ROWS if not row.right and holds(row, found))
    causes = Counter(row.cause for row in ROWS if not row.right)
    return "\n".join([*lines, *(f"{number:3} (now {still[cause]}) {cause}" for cause, number in causes.most_common())])


if __name__ == "__main__":
    print(figures(read_passages(load_pipeline())))
