"""How alike two names are: a score, a decision and the reasons in words."""

from dataclasses import dataclass
from enum import StrEnum

from kg.entities.names.organisation_comparison import compare_organisations
from kg.entities.names.organisations import parse_organisation
from kg.entities.names.person_comparison import compare_persons
from kg.entities.names.persons import parse_person
from kg.entities.names.scripts import fold

# From here on two names are taken for one, up to there for two; between, other evidence has to decide.
SAME = 0.7
DIFFERENT = 0.4


class NameKind(StrEnum):
    """What two names are names of."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Decision(StrEnum):
    """Whether two names can be one thing's."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class NameComparison:
    """How alike two names are: `score` from 0 to 1, the decision it leads to, and the reasons, weightiest first."""

    a: str
    b: str
    kind: NameKind
    score: float
    decision: Decision
    reasons: tuple[str, ...]


def compare_names(a: str, b: str, kind: NameKind = NameKind.PERSON) -> NameComparison:
    """Compare two names, in any script, of persons or of organisations; the order of the two does not matter.

    >>> compare_names("Qasem Soleimani", "Qassem Suleimani").decision
    <Decision.SAME: 'same'>
    """
    first, second = sorted((a, b))
    if fold(first) == fold(second):
        return NameComparison(a, b, kind, 1.0, Decision.SAME, ("the same words",))
    if kind is NameKind.PERSON:
        verdict = compare_persons(parse_person(first), parse_person(second))
    else:
        verdict = compare_organisations(parse_organisation(first), parse_organisation(second))
    score = round(min(1.0, max(0.0, verdict.score)), 3)
    return NameComparison(a, b, kind, score, decide(score), verdict.reasons)


def decide(score: float) -> Decision:
    """The decision that a score leads to."""
    if score >= SAME:
        return Decision.SAME
    return Decision.DIFFERENT if score < DIFFERENT else Decision.UNSURE
