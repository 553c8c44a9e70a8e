"""One line that says what a claim says, in plain words."""

from collections.abc import Mapping
from typing import Any

from kg.outputs.display import relation_name

Row = Mapping[str, Any]

# Where the name of a relation does not read as words between subject and object.
WORDINGS = {"fights": "fighting", "agreed": "agreed with", "holds_position": "holds a position in",
            "spokesperson_of": "speaks for"}  # fmt: skip
# Words at the end of a relation that lead on to its object, and hang in the air where the text names none.
LEADING_ON = frozenset({"from", "to", "in", "of", "with", "for"})
RECEIVING = ("recipient", "destination")


def headline(claim: Row) -> str:
    """Such as *US-led coalition handed over Taji base to Iraqi security forces*.

    A claim without subject is told from its object: *Taji base: handed over*; one without object by its topic.
    """
    subject, target = label_of(claim.get("subject")), label_of(claim.get("object"))
    receiver = next((label_of(claim["qualifiers"][role]) for role in RECEIVING if _has(claim, role)), "")
    to = f" to {receiver}" if receiver else ""
    relation = WORDINGS.get(claim["relation"]) or relation_name(claim["relation"])
    if subject and target:
        return f"{subject} {relation} {target}{to}"
    if target:
        return f"{target}: {_alone(relation)}{to}"
    topic = claim.get("qualifiers", {}).get("topic", {}).get("text", "")
    return f"{subject or 'Somebody'} {_alone(relation)}{to}" + (f": {topic}" if topic else "")


def label_of(value: Row | None) -> str:
    """The label of the entity in a role, or its words where it is none; empty without a value."""
    return str(value.get("label") or value["text"]) if value else ""


def _has(claim: Row, role: str) -> bool:
    return role in claim.get("qualifiers", {})


def _alone(relation: str) -> str:
    words = relation.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in LEADING_ON else relation
