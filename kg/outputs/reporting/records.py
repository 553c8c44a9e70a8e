"""What a report holds, ready to be written; every text is as the graph has it, escaping is the writers' task."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """An article. `date` is its day (ISO 8601), `address` its web address; both may be empty."""

    name: str
    title: str
    publisher: str
    date: str
    address: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells something: `pieces` are (words, role) pairs, the role empty between arguments.

    `details` are pairs such as `("count", "about 2,000")`.
    """

    pieces: tuple[tuple[str, str], ...]
    source: Source
    stance: str
    holder: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def quote(self) -> str:
        """The sentence as the article has it."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, a lasting state or an utterance, with all that tells it; `anchor` names it within the page.

    `sources` is its support as the graph counts it, `date` ISO 8601 or empty.
    """

    anchor: str
    headline: str
    relation: str
    date: str
    sources: int
    tellings: tuple[Telling, ...]

    @property
    def stances(self) -> tuple[str, ...]:
        """The stances of its tellings, each once, sorted."""
        return tuple(sorted({telling.stance for telling in self.tellings}))


@dataclass(frozen=True, slots=True)
class Post:
    """A position that a person is said to hold, or for whom a person speaks; `told` is the first sentence."""

    title: str
    stances: tuple[str, ...]
    told: Telling
    articles: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person with every spelling met and every post told."""

    label: str
    spellings: tuple[str, ...]
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place with coordinates in degrees; `claims` counts the claims in which it is where something happens."""

    label: str
    type: str
    latitude: float
    longitude: float
    claims: int


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values told for one thing, with a sentence that gives it."""

    value: str
    stance: str
    holder: str
    source: Source
    quote: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Values told for one thing; `compatible` says why all can be true, empty where they cannot."""

    kind: str
    topic: str
    compatible: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """The first things of one sort, and how many more the graph has."""

    shown: tuple[T, ...] = ()
    left_out: int = 0

    @property
    def number(self) -> int:
        """How many there are in all."""
        return len(self.shown) + self.left_out


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report shows, in each part what counts most first; `dated` are events and situations."""

    title: str
    sources: tuple[Source, ...]
    events: Listing[Happening]
    situations: Listing[Happening]
    statements: Listing[Happening]
    dated: Listing[Happening]
    disagreements: Listing[Disagreement]
    people: Listing[Person]
    places: Listing[Place]
