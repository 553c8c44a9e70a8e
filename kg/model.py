"""The frozen records that pass between stages.

Offsets everywhere count Unicode characters of the article's text as read from the file, `end` exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Factuality(StrEnum):
    """What the text does with a statement."""

    ASSERTED = "asserted"
    DENIED = "denied"
    ALLEGED = "alleged"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class MentionKind(StrEnum):
    """How a mention refers: by name, by description, by pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of metadata and how it was found (`sidecar`, `front matter`, `title line`, `date line`, …)."""

    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article. `kind` is `body`, `title`, `deck` or `heading` where statements are read, any
    other kind (`caption`, `byline`, `dateline`, `metadata`, `link_list`, `policy`, `duplicate`, …) is kept out."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: `name` is the file's name without its ending, `text` is what offsets refer to."""

    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: Found | None = None
    publisher: Found | None = None
    date: Found | None = None  # ISO 8601 day
    address: Found | None = None
    place: Found | None = None  # of the dateline
    encoding: str = "utf-8"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The exact words a statement rests on."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to an entity; `type` is a class of the ontology.

    `paragraph`, `first`, `last` (exclusive) and `head` are token indices of that paragraph's parse. `core` holds the
    words that identify the thing without its class words (`Taji` of *Taji military base*), `noun` the lemma of its
    head noun, `states` the ids of the states its modifiers name (*Iraqi*), `known` the id of a known thing.
    """

    article: str
    start: int
    end: int
    text: str
    kind: MentionKind
    type: str
    paragraph: int
    head: int
    first: int = 0
    last: int = 0
    core: str = ""
    noun: str = ""
    states: tuple[str, ...] = ()
    known: str | None = None
    plural: bool = False
    definite: bool = False

    @property
    def key(self) -> str:
        """Identifies the mention within a build."""
        return f"{self.article}#{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Identity:
    """Why a name belongs to an entity: the rule that decided, its score and the words it saw."""

    name: str
    rule: str
    score: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing: `id` is stable from build to build, `names` holds every spelling met."""

    id: str
    type: str
    label: str
    named: bool
    names: tuple[str, ...] = ()
    identities: tuple[Identity, ...] = ()
    same_as: tuple[str, ...] = ()
    coordinates: tuple[str, str] | None = None  # latitude, longitude as decimal text
    replaces: tuple[str, ...] = ()  # ids that a part of its articles, or no correction, would give it


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention and the id of the entity it refers to."""

    mention: Mention
    entity: str


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a role of a claim, with the words that fill the role."""

    entity: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things with its bounds; an open end is None."""

    text: str
    minimum: int | None
    maximum: int | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as the text: `value` is `2020-08-23`, `2020-08`, `2020` or an interval `a/b` (ISO 8601)."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A qualifier that is neither entity, count nor date (a topic, a title, a weapon), in the article's words."""

    text: str


Qualifier = Argument | Count | When | Wording


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one article: relation, arguments, stance, holder, and the sentence it rests on."""

    id: str
    article: str
    relation: str
    subject: Argument | None
    object: Argument | None
    factuality: Factuality
    evidence: Passage
    rule: str
    confidence: float
    qualifiers: Mapping[str, Qualifier] = field(default_factory=dict)
    attributed_to: Argument | None = None
    clause: str = ""  # the clause the rule saw, for `kg explain`


@dataclass(frozen=True, slots=True)
class Event:
    """Claims that tell the same event or state: `kind` is the relation, `date` the most precise one told,
    or the day of an article that tells it as its news.

    `sources` counts independent ones: copies of one text are one, and so are articles that only quote one holder.
    """

    id: str
    kind: str
    claims: tuple[str, ...]
    date: str | None = None
    sources: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that claims give for something."""

    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that give different values for one thing, such as a number or a day.

    `kind` says what differs, `topic` of which thing, `readings` hold the values. `compatible` is empty where not all
    of them can be true; else it says why they can: a rounding, a change over time, a part of the other.
    """

    id: str
    kind: str
    topic: str
    readings: tuple[Reading, ...]
    compatible: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class OpenCase:
    """A name that several entities could bear, so that none was taken; `candidates` are their names."""

    name: str
    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything a build found: the input of the graph."""

    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[LinkedMention, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    skipped: tuple[Skipped, ...] = ()
    idle_corrections: tuple[str, ...] = ()  # lines of corrections.txt that name nothing here, each with the reason
    open_cases: tuple[OpenCase, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """Tokens `first` to `last` (exclusive) of a paragraph that tell a date; only words where its day cannot be told.

    `ahead` says that it lies after the article's day: what is told with it has not happened.
    """

    first: int
    last: int
    when: When | Wording
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its mentions are resolved to entities.

    `predicate` is the token of the paragraph that tells it.
    """

    relation: str
    paragraph: int
    predicate: int
    rule: str
    subject: Mention | None = None
    object: Mention | None = None
    qualifiers: Mapping[str, Mention | Count | When | Wording] = field(default_factory=dict)
    factuality: Factuality = Factuality.ASSERTED
    holder: Mention | None = None
    clause: str = ""
    sentence: tuple[int, int] = (0, 0)  # offsets in the article of the sentence that tells it
    counted: Mention | None = None  # the force that the subject moved, whose number the count is


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """What one article gave before anything is known of the others; it depends on that article alone.

    `antecedents` maps the keys of mentions that refer back to the mentions they refer to; `own_ids` the keys of names
    to the ids of the entities that they would be if this article were the only one.
    """

    article: Article
    mentions: tuple[Mention, ...] = ()
    drafts: tuple[Draft, ...] = ()
    antecedents: Mapping[str, Mention] = field(default_factory=dict)
    own_ids: Mapping[str, str] = field(default_factory=dict)
