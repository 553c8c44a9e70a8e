"""What a check of a graph can find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: its `kind`, what it is about, and what is wrong with it and what to do.

    Kinds: `text`, `quote`, `evidence`, `term` (kg.graph.verification), `shape` (kg.graph.validation) and `class`
    (kg.graph.consistency).
    """

    kind: str
    subject: str
    message: str
