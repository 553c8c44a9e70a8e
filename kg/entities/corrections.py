"""Corrections that people make to identity: two entities are one, a name is another's, a label is better.

They stand one to a line in a file of the graph folder, written like the commands that make them, and are applied to
what linking found, from top to bottom, at every build:

    merge 'person:fuad hussein' 'person:fouad husein'
    split 'person:saddam hussein' Uday
    rename state:ci 'Ivory Coast'
"""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import GraphFolderError

CORRECTIONS = "corrections.txt"
"""The name of their file in the graph folder."""

HEADER = """\
# What people corrected in this graph, applied from top to bottom at every build. Delete a line to undo it.
#   merge A B       B is A: its names and statements go to A
#   split A NAME    what is called NAME in A is something else; without NAME, every spelling is a thing of its own
#   rename A LABEL  the label that is shown
# A and B are the identifiers that the commands write, or a name that one entity alone has.
"""


class Verb(StrEnum):
    """What a correction does."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


ARGUMENTS = {Verb.MERGE: (2, 2), Verb.SPLIT: (1, 2), Verb.RENAME: (2, 2)}
"""How many words each verb takes, at least and at most."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line: `entity` is what is corrected, `other` the second word (an entity, a name or a label)."""

    verb: Verb
    entity: str
    other: str = ""

    @property
    def line(self) -> str:
        """The line of the file, without a comment."""
        return shlex.join([self.verb.value, self.entity, *([self.other] if self.other else [])])


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a graph, in the order in which they are applied."""

    lines: tuple[Correction, ...] = ()


NONE = Corrections()


def parse_corrections(text: str) -> Corrections:
    """The corrections of a file's text; `#` starts a comment.

    Raises GraphFolderError naming the line that is no correction.
    """
    return Corrections(tuple(_parsed(text)))


def written(correction: Correction, *labels: str) -> str:
    """The line for a file, with a comment that says in words whom it is about."""
    told = ", ".join(" ".join(label.split()) for label in labels)
    return f"{correction.line}  # {told}\n" if told else f"{correction.line}\n"


def _parsed(text: str) -> Iterator[Correction]:
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            words = shlex.split(line, comments=True)
        except ValueError as error:
            raise _refused(number, line, str(error)) from error
        if words:
            yield _correction(words, number, line)


def _correction(words: list[str], number: int, line: str) -> Correction:
    if words[0] not in list(Verb):
        raise _refused(number, line, f"there is no '{words[0]}'; write merge, split or rename")
    verb, rest = Verb(words[0]), words[1:]
    least, most = ARGUMENTS[verb]
    if not least <= len(rest) <= most or not all(rest):
        raise _refused(number, line, f"{verb} takes {most} words; put names of several words between quotes")
    return Correction(verb, *rest)


def _refused(number: int, line: str, reason: str) -> GraphFolderError:
    return GraphFolderError(f"{CORRECTIONS}, line {number} ('{line.strip()}'): {reason}; mend or delete the line")
