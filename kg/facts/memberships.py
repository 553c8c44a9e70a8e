"""Who belongs to a group, as a name tells it: *Colonel Ahmed of the Free Syrian Army*."""

from collections.abc import Iterator

from kg.facts.arguments import Reading
from kg.facts.obliques import case_word
from kg.model import Draft, Mention, MentionKind

# Groups whose people the press names with *of*; of a state or a town one is only a native.
GROUPS = ("MilitaryForce", "ArmedGroup", "Coalition", "GovernmentBody")


def membership_drafts(reading: Reading) -> Iterator[Draft]:
    """The `member_of` drafts of every person named with a group behind *of*."""
    paragraph = reading.paragraph
    for person in dict.fromkeys(reading.mentions.values()):
        if person.type != "Person" or person.kind is not MentionKind.NAME:
            continue
        for child in paragraph.children(person.head, "nmod"):
            group = reading.mention_at(child.index)
            if case_word(paragraph, child.index) == "of" and group is not None and _is_group(reading, group):
                clause = f"{person.text} | of | {group.text}"
                yield Draft("member_of", paragraph.index, person.head, "of a group", person, group, clause=clause)


def _is_group(reading: Reading, group: Mention) -> bool:
    """A named group or a numbered unit (*the 1st Cavalry Division*)."""
    words = reading.paragraph.tokens[group.first : group.last]
    named = group.kind is MentionKind.NAME or any(t.text[:1].isdigit() and t.pos != "NUM" for t in words)
    return named and any(reading.lexicon.classes.is_a(group.type, cls) for cls in GROUPS)
