"""What some 400 sentences say and do not say: the whole path from a sentence to its claims, compared both ways.

The tables, `statements/*.tsv`, give the claims that a careful reader finds. A row is right when each of them is found
and nothing else is found of the relations that the row compares. Rows that fail are kept in
`statements/known_failures.txt`, each with its reason; a row that passes must be taken out.
`python tests/test_statements.py --failures` prints every failing row with its expected and found claims,
`--known` prints the file of known failures as it should be now.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from notation import Expected, Names, parse, says, written

from kg.model import Claim, Extraction

TABLES = sorted((Path(__file__).parent / "statements").glob("*.tsv"))
FAILURES = Path(__file__).parent / "statements" / "known_failures.txt"
HEADER = ["phenomenon", "sentence", "relations", "claims"]
NOTHING = "nothing"
MAYBE = "maybe "
# Relations whose subject and object may change places without another meaning.
MUTUAL = frozenset({"met", "agreed", "fights"})
KNOWN_HEADER = (
    "# Rows of the tables beside this file that the default pipeline fails, each with what is wrong.\n"
    "# Written by `python tests/test_statements.py --known`; a row that passes must be taken out.\n"
    "phenomenon\treason"
)


@dataclass(frozen=True)
class Statement:
    """One claim of a row in all its fair readings; `needed` is false where it may be left out."""

    readings: tuple[Expected, ...]
    needed: bool
    text: str


@dataclass(frozen=True)
class Row:
    """A sentence, what it says, and the relations of which it says nothing else."""

    phenomenon: str
    sentence: str
    compared: frozenset[str]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Verdict:
    """Statements that no claim makes, and claims of the compared relations that the row does not have."""

    missing: tuple[Statement, ...]
    wrong: tuple[Claim, ...]
    names: Names

    def __str__(self) -> str:
        missing = [f"missing: {statement.text}" for statement in self.missing]
        return "\n".join([*missing, *(f"wrong:   {written(claim, self.names)}" for claim in self.wrong)])


def _lines(table: Path) -> list[list[str]]:
    lines = table.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def read_rows() -> Sequence[Row]:
    """All tables. Raises ValueError for a slip in one, so that no slip passes in silence."""
    return [row for table in TABLES for row in _rows_of(table)]


def _rows_of(table: Path) -> list[Row]:
    header, *lines = _lines(table)
    if header != HEADER or any(len(line) != len(HEADER) for line in lines):
        raise ValueError(f"{table.name}: every line needs the columns {', '.join(HEADER)}")
    return [_row(*line) for line in lines]


def _row(phenomenon: str, sentence: str, relations: str, claims: str) -> Row:
    statements = () if claims == NOTHING else tuple(_statement(part) for part in claims.split(" + "))
    told = {reading.relation for statement in statements for reading in statement.readings}
    return Row(phenomenon, sentence, frozenset(relations.split()) | told, statements)


def _statement(part: str) -> Statement:
    readings = part.removeprefix(MAYBE).split(" or ")
    needed = not part.startswith(MAYBE) and NOTHING not in readings
    expected = [parse(reading) for reading in readings if reading != NOTHING]
    return Statement(tuple(expected + [_swapped(one) for one in expected if one.relation in MUTUAL]), needed, part)


def _swapped(expected: Expected) -> Expected:
    return replace(expected, subject=expected.object, object=expected.subject)


def judge(row: Row, extraction: Extraction) -> Verdict:
    """Compare what was found with what the row says."""
    names = {entity.id: entity.label for entity in extraction.entities}
    compared = [claim for claim in extraction.claims if claim.relation in row.compared]
    missing = [one for one in row.statements if one.needed and not any(_makes(c, names, one) for c in compared)]
    wrong = [claim for claim in compared if not any(_makes(claim, names, one) for one in row.statements)]
    return Verdict(tuple(missing), tuple(wrong), names)


def _makes(claim: Claim, names: Names, statement: Statement) -> bool:
    return any(says(claim, names, reading) for reading in statement.readings)


def reason(verdict: Verdict) -> str:
    """A verdict in a few words: what is missing, in what the nearest claim differs, what is too much."""
    found = {claim.relation for claim in verdict.wrong}
    told = {statement.readings[0].relation for statement in verdict.missing}
    words = [_difference(statement, verdict) for statement in verdict.missing]
    words += [f"{relation} too much" for relation in sorted(found - told)]
    return "; ".join(dict.fromkeys(words))


def _difference(statement: Statement, verdict: Verdict) -> str:
    relation = statement.readings[0].relation
    near = [
        _differing(claim, reading, verdict.names)
        for claim in verdict.wrong
        for reading in statement.readings
        if claim.relation == reading.relation
    ]
    nearest = min(near, key=lambda parts: len(parts), default=None)
    return f"{relation}: {', '.join(nearest)}" if nearest else f"{relation} missing"


def _differing(claim: Claim, reading: Expected, names: Names) -> list[str]:
    """The parts of a claim without which it would say what the reading says."""
    return [part for part, only in _aspects(reading) if not says(_cut(claim, part), names, only)]


def _aspects(reading: Expected) -> Iterator[tuple[str, Expected]]:
    """Each part of a reading as an expectation of nothing else."""
    bare = Expected(reading.relation, "_", "_", {}, "*", None)
    for part in ("subject", "object", "stance", "holder"):
        yield part, replace(bare, **{part: getattr(reading, part)})
    for role, words in reading.qualifiers.items():
        yield role, replace(bare, qualifiers={role: words})


def _cut(claim: Claim, part: str) -> Claim:
    """A claim without the arguments that are not looked at."""
    subject, target = (claim.subject if part == "subject" else None), (claim.object if part == "object" else None)
    return replace(claim, subject=subject, object=target)


def known_failures() -> dict[str, str]:
    """Reasons of the rows that are known to fail."""
    return {line[0]: line[1] for line in _lines(FAILURES)[1:]} if FAILURES.exists() else {}


def _params(rows: Iterable[Row]) -> Iterator[object]:
    """Rows for pytest; a row that is known to fail must fail."""
    known = known_failures()
    for row in rows:
        why = known.get(row.phenomenon)
        marks = (pytest.mark.xfail(reason=why, strict=True, raises=AssertionError),) if why else ()
        yield pytest.param(row, id=row.phenomenon, marks=marks)


ROWS = read_rows()


@pytest.mark.parametrize("row", list(_params(ROWS)))
def test_statement(
    row: Row, read_sentence: Callable[[str], Extraction], record_property: Callable[[str, object], None]
) -> None:
    verdict = judge(row, read_sentence(row.sentence))
    record_property("verdict", (row, verdict))
    assert not (verdict.missing or verdict.wrong), f"{row.sentence}\n{verdict}"


def test_table_is_broad() -> None:
    """Every phenomenon once, many countries, a good third of rows that assert nothing, and none without a question."""
    ids = [row.phenomenon for row in ROWS]
    countries = {phenomenon.rsplit("(")[-1].removeprefix("trap, ") for phenomenon in ids}
    silent = [row for row in ROWS if not any(one.stance == "asserted" for s in row.statements for one in s.readings)]
    assert len(set(ids)) == len(ids) >= 330
    assert len(countries) >= 100
    assert len(silent) >= 110
    assert all(row.compared for row in ROWS)


def test_known_failures_are_rows_with_a_reason() -> None:
    known = known_failures()
    assert set(known) <= {row.phenomenon for row in ROWS}
    assert all(known.values())


class Verdicts:
    """Collects the verdicts of a test run: a plugin of pytest."""

    def __init__(self) -> None:
        self.failed: list[tuple[Row, Verdict]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the verdict of each row that fails."""
        kept: dict[str, Any] = dict(report.user_properties) if report.when == "call" else {}
        if "verdict" in kept:
            row, verdict = kept["verdict"]
            if verdict.missing or verdict.wrong:
                self.failed.append((row, verdict))


def main(arguments: Sequence[str]) -> str:
    """The failing rows as text, or with `--known` as the file of known failures. Raises SystemExit on other usage."""
    if list(arguments) not in (["--failures"], ["--known"]):
        raise SystemExit("usage: python tests/test_statements.py --failures | --known")
    verdicts = Verdicts()
    code = pytest.main([__file__, "-o", "addopts=", "-p", "no:terminal"], plugins=[verdicts])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SystemExit(f"the rows could not be read: pytest ended with {code!r}; run `pytest {__file__}`")
    if arguments[0] == "--known":
        return "\n".join([KNOWN_HEADER, *(f"{row.phenomenon}\t{reason(verdict)}" for row, verdict in verdicts.failed)])
    shown = [f"{row.phenomenon}\n{row.sentence}\n{verdict}\n" for row, verdict in verdicts.failed]
    return "\n".join([*shown, f"{len(shown)} of {len(ROWS)} rows fail"])


if __name__ == "__main__":
    print(main(sys.argv[1:]))
