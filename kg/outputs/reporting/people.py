"""The persons of a graph with the posts they are told to hold, and every spelling."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.outputs.reporting.happenings import POSTS, telling
from kg.outputs.reporting.headlines import label_of
from kg.outputs.reporting.records import Person, Post, Source

Row = Mapping[str, Any]

PERSON = "Person"


def people(claims: Sequence[Row], entities: Iterable[Row], sources: Mapping[str, Source]) -> tuple[Person, ...]:
    """Persons with a name, those with most posts first, then by name."""
    posts = _posts(claims, sources)
    found = [_person(row, posts.get(row["entity"], ())) for row in entities if row["type"] == PERSON and row["named"]]
    return tuple(sorted(found, key=lambda one: (-len(one.posts), one.label, one.spellings)))


def _person(row: Row, posts: Sequence[Post]) -> Person:
    return Person(row["label"], tuple(sorted(set(row["names"]) - {row["label"]})), tuple(posts))


def _posts(claims: Iterable[Row], sources: Mapping[str, Source]) -> dict[str, list[Post]]:
    told: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for claim in claims:
        if claim["relation"] in POSTS and "subject" in claim:
            told[claim["subject"]["entity"], _title(claim)].append(claim)
    posts: dict[str, list[Post]] = defaultdict(list)
    for (person, title), rows in sorted(told.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        stances = tuple(sorted({row["factuality"] for row in rows}))
        articles = len({row["article"] for row in rows})
        posts[person].append(Post(title, stances, telling(rows[0], sources), articles))
    return posts


def _title(claim: Row) -> str:
    """Such as *foreign minister, Iraq* or *speaks for US-led coalition*."""
    organisation = label_of(claim.get("object"))
    if claim["relation"] == "spokesperson_of":
        return f"speaks for {organisation}" if organisation else "spokesperson"
    position = claim.get("qualifiers", {}).get("position", {}).get("text", "")
    return ", ".join(filter(None, (position, organisation)))
