"""The roles an article gives its persons (*Foreign Minister X*, *X, a rebel commander*), and who *the minister* is."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.entities.describing import NEUTRAL
from kg.entities.discourse import Discourse
from kg.entities.spans import states_among
from kg.entities.typing import lookup_head
from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind
from kg.parse import Paragraph

LONGEST_ROLE = 4
# How far back *the general* may look first, in sentences, before the whole article is asked.
NEAR = 3
RANKS = {
    "gen": "general", "col": "colonel", "maj": "major", "lt": "lieutenant", "capt": "captain", "cmdr": "commander",
    "adm": "admiral", "sgt": "sergeant", "brig": "brigadier", "gov": "governor", "sen": "senator", "pres": "president",
}  # fmt: skip


@dataclass(frozen=True)
class Role:
    """A role in the words of the article and the states named with it (*Iraqi foreign minister*)."""

    words: str
    states: tuple[str, ...] = ()


def roles_of(person: Mention, discourse: Discourse) -> Iterator[Role]:
    """The roles told right before a person's name or in apposition to it."""
    paragraph = discourse.paragraph(person)
    yield from _before(paragraph, person.first, discourse.gazetteer)
    for child in paragraph.children(person.head, "appos"):
        apposed = discourse.headed(person.paragraph, child.index)
        if apposed is not None and apposed.type == "Person" and apposed.kind is MentionKind.NOMINAL:
            yield Role(_role_words(apposed.text, discourse.gazetteer), apposed.states)


def _before(paragraph: Paragraph, first: int, gazetteer: Gazetteer) -> Iterator[Role]:
    """The titles in front of a name, one before the other (*spokesman Major General X*)."""
    while (size := _title_size(paragraph, first, gazetteer)) > 0:
        start = first - size
        states = states_among(paragraph.tokens[max(0, start - 2) : first], gazetteer)
        yield Role(_role_words(paragraph.words(start, first), gazetteer), states)
        first = start


def _title_size(paragraph: Paragraph, last: int, gazetteer: Gazetteer) -> int:
    """How many tokens before `last` are one title or noun for a person."""
    for size in range(min(LONGEST_ROLE, last), 0, -1):
        words = normalise(paragraph.words(last - size, last))
        head = lookup_head(words, gazetteer)
        kind = gazetteer.titles.get(words)
        if (kind and kind != "honorific") or (head is not None and head.type == "Person"):
            return size
    return 0


def _role_words(text: str, gazetteer: Gazetteer) -> str:
    """A role in lower case, ranks in full, without states and words that say nothing."""
    words = [RANKS.get(word, word) for word in normalise(text).split()]
    return " ".join(word for word in words if word not in NEUTRAL and gazetteer.state(word) is None)


def person_in_role(description: Mention, discourse: Discourse) -> Mention | None:
    """The one person named before whose role a definite description repeats: all of it or its last words."""
    wanted = _role_words(description.text, discourse.gazetteer)
    near: list[Mention] = []
    far: list[Mention] = []
    for other in discourse.before(description):
        if (
            other.type == "Person"
            and other.kind is MentionKind.NAME
            and _has_role(other, wanted, description, discourse)
        ):
            distance = discourse.sentence(description) - discourse.sentence(other)
            (near if distance <= NEAR else far).append(other)
    return discourse.only(near) if near else discourse.only(far)


def _has_role(person: Mention, wanted: str, description: Mention, discourse: Discourse) -> bool:
    return any(
        (role.words == wanted or role.words.endswith(f" {wanted}")) and set(description.states) <= set(role.states)
        for role in roles_of(person, discourse)
    )
