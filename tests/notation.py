"""Claims as one can read them aloud, and whether a claim says what a row of a table expects.

`handed_over(French troops, Gossi base; recipient=Malian army) asserted by French military`: relation, subject, object
(`_` where there is none), qualifiers, stance and, behind *by*, its holder.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Argument, Claim, Count, Qualifier, When

EMPTY = "_"
NOTATION = re.compile(
    r"(?P<relation>\w+)\((?P<subject>[^,;()]*), (?P<object>[^,;()]*)(?:; (?P<qualifiers>[^()]*))?\)"
    r" (?P<stance>\w+)(?: by (?P<holder>.+))?"
)
# Words that a label or a mention may have in front of what identifies it.
LEADING = frozenset(
    "a an the its their his her this that these those some about more than at least up to of around nearly over "
    "hundred hundreds thousand thousands dozen dozens scores several many few other another all both one two three "
    "four five six seven eight nine ten eleven twelve fourteen thirty".split()
)

Names = Mapping[str, str]  # entity id → label


@dataclass(frozen=True)
class Expected:
    """A claim as a row of a table writes it; a stance of `*` means any."""

    relation: str
    subject: str
    object: str
    qualifiers: Mapping[str, str]
    stance: str
    holder: str | None


def parse(row: str) -> Expected:
    """Read the notation. Raises ValueError, so that a slip in a table is no silent pass."""
    match = NOTATION.fullmatch(row)
    if match is None:
        raise ValueError(f"not in the notation of claims: {row}")
    pairs = [part.split("=", 1) for part in (match["qualifiers"] or "").split("; ") if part]
    return Expected(match["relation"], match["subject"], match["object"], dict(pairs), match["stance"], match["holder"])


def written(claim: Claim, names: Names) -> str:
    """A claim in the notation, with the labels of its entities."""
    more = "".join(f"; {role}={_value(value, names)}" for role, value in sorted(claim.qualifiers.items()))
    holder = f" by {_label(claim.attributed_to, names)}" if claim.attributed_to else ""
    subject, target = _label(claim.subject, names), _label(claim.object, names)
    return f"{claim.relation}({subject}, {target}{more}) {claim.factuality}{holder}"


def says(claim: Claim, names: Names, expected: Expected) -> bool:
    """Whether a claim says what is expected; it may have more qualifiers, and a holder that the row leaves open."""
    return (
        claim.relation == expected.relation
        and expected.stance in ("*", claim.factuality)
        and _means(claim.subject, names, expected.subject)
        and _means(claim.object, names, expected.object)
        and (expected.holder is None or _means(claim.attributed_to, names, expected.holder))
        and all(_fits(claim.qualifiers.get(role), names, words) for role, words in expected.qualifiers.items())
    )


def _means(argument: Argument | None, names: Names, words: str) -> bool:
    if argument is None or words == EMPTY:
        return argument is None and words == EMPTY
    return _same(names[argument.entity], words) or _same(argument.text, words)


def _same(name: str, words: str) -> bool:
    """One word must be all that is left of the name; of several words all must be in it (*Taji base*)."""
    found, wanted = _words(name), _words(words)
    return found == wanted or (len(wanted) > 1 and set(wanted) <= set(found))


def _words(text: str) -> list[str]:
    words = re.findall(r"[\w-]+", text.lower().replace("’s", "").replace("'s", ""))
    while len(words) > 1 and (words[0] in LEADING or words[0][0].isdigit()):
        words.pop(0)
    return words


def _fits(value: Qualifier | None, names: Names, words: str) -> bool:
    if isinstance(value, Argument):
        return _means(value, names, words)
    return value is not None and _value(value, names) == words


def _value(value: Qualifier, names: Names) -> str:
    if isinstance(value, Argument):
        return names[value.entity]
    if isinstance(value, When):
        return value.value
    return _bounds(value) if isinstance(value, Count) else value.text


def _bounds(count: Count) -> str:
    """`12`, `about 12`, `12..` (at least), `..12` (at most)."""
    if count.minimum == count.maximum:
        number = str(count.minimum)
    else:
        number = f"{'' if count.minimum is None else count.minimum}..{'' if count.maximum is None else count.maximum}"
    return f"about {number}" if count.approximate else number


def _label(argument: Argument | None, names: Names) -> str:
    return EMPTY if argument is None else names[argument.entity]
