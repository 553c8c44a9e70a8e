"""From a token in a slot to the mention that fills a role, if its class fits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from kg.facts.nationalities import by_nationality
from kg.facts.obliques import case_word
from kg.facts.selection import selected_sense
from kg.facts.subjects import relative_antecedent
from kg.gazetteer import Gazetteer, normalise
from kg.lexicon import Frame, Lexicon
from kg.model import Mention, MentionKind, Wording
from kg.parse import Paragraph

# Nouns of quantity and membership: the thing meant stands behind their "of".
TRANSPARENT = frozenset(
    "number series part hundred thousand dozen score volley spate wave group couple handful majority most some all "
    "many few several half third lot rest portion member barrage string million side area".split()
)

# Nouns for the men of a group, in whose deeds the group acts, and the classes of such groups.
MEMBERS = frozenset(
    "fighter member militant militiaman gunman soldier troops troop rebel guerrilla insurgent element operative "
    "supporter force unit commando militia jihadist paramilitary terrorist partisan man".split()
)
ARMED = ("ArmedGroup", "MilitaryForce", "Coalition")
# Up to so many parties every two of them are told; of six signatories that would be fifteen statements.
MOST_PARTIES = 4


@dataclass(frozen=True)
class Reading:
    """A paragraph with its mentions by token, and the knowledge to judge them.

    `named` maps the keys of descriptions to the names that stand beside them (*the commander, X*).
    """

    paragraph: Paragraph
    mentions: Mapping[int, Mention]
    lexicon: Lexicon
    gazetteer: Gazetteer
    named: Mapping[str, Mention] = field(default_factory=dict)

    def mention_at(self, index: int) -> Mention | None:
        """The mention a token stands for, seen through quantity nouns, appositions and predicates.

        *hundreds of troops*, *the commander, Qassem Soleimani*, *the camp is the eighth site received*.
        """
        mention = self.mentions.get(index)
        if mention is not None and mention.kind is not MentionKind.PRONOUN:
            return self.named.get(mention.key, mention)
        token = self.paragraph.tokens[index]
        if token.lemma in TRANSPARENT or token.pos == "NUM":
            for child in self.paragraph.children(index, "nmod"):
                if case_word(self.paragraph, child.index) == "of":
                    return self.mention_at(relative_antecedent(self.paragraph, child.index))
        if mention is None and self.paragraph.child(index, "cop") is not None:
            subject = self.paragraph.child(index, "nsubj")
            return self.mention_at(subject.index) if subject is not None else None
        return mention

    def _group_of_members(self, mention: Mention) -> Mention | None:
        """*fighters of the Free Papua Movement* act as the Free Papua Movement."""
        if mention.kind is MentionKind.NAME or mention.noun not in MEMBERS:
            return None
        for child in self.paragraph.children(mention.head, "nmod"):
            group = self.mentions.get(child.index)
            if case_word(self.paragraph, child.index) in ("of", "from") and group is not None:
                armed = any(self.lexicon.classes.is_a(group.type, name) for name in ARMED)
                return group if armed and group.kind is MentionKind.NAME else None
        return None

    def fit(self, relation: str, role: str, mention: Mention, frame: Frame | None = None) -> Mention | None:
        """The mention as a filler of the role: itself, the known thing so named, a capital as its state, or None."""
        if mention.kind is MentionKind.PRONOUN and mention.type == "Thing":
            return mention
        if self.lexicon.accepts(relation, role, mention.type, frame):
            return mention
        known = self.gazetteer.names.get(normalise(mention.text)) if mention.kind is MentionKind.NAME else None
        if known is not None and known.type != mention.type and self.lexicon.accepts(relation, role, known.type, frame):
            return replace(mention, type=known.type, known=known.id)  # "entered Phnom Penh", which seemed a person
        capital = self.gazetteer.capitals.get(normalise(mention.text))
        if capital is not None and self.lexicon.accepts(relation, role, "State", frame):
            return replace(mention, type="State", known=capital.id)
        return None

    def fillers(self, relation: str, role: str, indices: Iterable[int], frame: Frame | None = None) -> list[Mention]:
        """The fitting mentions among tokens, in order."""
        found = []
        for index in indices:
            mention = self.mention_at(index)
            if mention is None and role == "object":
                mention = selected_sense(self.paragraph, self.gazetteer, relation, index)
            if role == "subject" and mention is not None:
                mention = self._group_of_members(mention) or mention
            for one in by_nationality(self.paragraph, self.mentions, mention) if mention is not None else ():
                fitted = self.fit(relation, role, one, frame)
                if fitted is not None and fitted not in found:
                    found.append(fitted)
        return found

    def wording(self, index: int) -> Wording:
        """The words of the phrase or clause below a token."""
        subtree = self.paragraph.subtree(index)
        return Wording(self.paragraph.words(subtree[0], subtree[-1] + 1))


def pairs(subjects: Sequence[Mention], objects: Sequence[Mention]) -> Iterator[tuple[Mention | None, Mention | None]]:
    """Every combination of coordinated subjects and objects; an empty role counts as one unknown filler."""
    one: Sequence[Mention | None] = subjects or (None,)
    other: Sequence[Mention | None] = objects or (None,)
    return product(one, other)


def reciprocal_pairs(parties: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Every two of the parties, in order; of many, the first with each other; one party alone gives none."""
    distinct = list(dict.fromkeys(parties))
    if len(distinct) > MOST_PARTIES:
        return ((distinct[0], other) for other in distinct[1:])
    return combinations(distinct, 2)


def mentions_by_token(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Each token to its mention: the longest one it heads, else the shortest named one around it."""
    by_token: dict[int, Mention] = {}
    ordered = sorted(mentions, key=lambda m: m.last - m.first)
    for mention in ordered:
        if mention.kind is MentionKind.NAME:
            for index in range(mention.first, mention.last):
                by_token.setdefault(index, mention)
    for mention in ordered:
        by_token[mention.head] = mention
    for mention in ordered:
        if mention.type == "Person" and mention.kind is MentionKind.NAME:
            by_token.update(dict.fromkeys((mention.head, *range(mention.first, mention.last)), mention))
    return by_token


def is_weapon(mention: Mention | None) -> bool:
    """Whether a mention is a means of attack rather than an actor."""
    return mention is not None and mention.type == "Weapon"


def hanging_words(paragraph: Paragraph, index: int) -> frozenset[str]:
    """The lemmas of what hangs on a word: modifiers, obliques, and the subjects of its temporal clauses."""
    words = set()
    for child in paragraph.children(index):
        if child.pos != "VERB":
            words.add(child.lemma)
        if child.dep == "advcl" and any(t.lower in ("when", "after", "as") for t in paragraph.children(child.index)):
            words |= {t.lemma for t in paragraph.children(child.index, "nsubj")}
    return frozenset(words)
