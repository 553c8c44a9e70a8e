"""Finds an article's title, publisher, date, address and place: as the user gave them, else in the text."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Block, Found
from kg.text.boilerplate import load_boilerplate
from kg.text.dateline import Dateline, find_dateline
from kg.text.dates import find_day
from kg.text.front_matter import find_front_matter
from kg.text.header import LABELLED, rest_of_date_line

ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
DAY_OF_ADDRESS = re.compile(r"[/_-]((?:19|20)\d{2})[/-]([01]\d)[/-]([0-3]\d)(?=[/_.-]|\Z)")
# Of two sources neither is the publisher.
SEVERAL = re.compile(r",|/|;|\s(?:and|&)\s")
# How a piece found in a block of this kind was found.
LINE = {"metadata": "metadata line", "date_line": "date line", "source_line": "source line", "byline": "byline"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article, each piece with the way it was found."""

    title: Found | None = None
    publisher: Found | None = None
    date: Found | None = None
    address: Found | None = None
    place: Found | None = None


def find_metadata(text: str, blocks: Sequence[Block], details: Mapping[str, str]) -> Metadata:
    """The metadata of a text: from its sidecar line, then front matter, header lines and the text itself."""
    front = find_front_matter(text)
    given = [("sidecar", details), ("front matter", front.values if front else {})]
    dateline = _dateline(text, blocks)
    address = _first(given, "address", _address, _addresses(text, blocks))
    date = _first(given, "date", find_day, _days(text, blocks, dateline))
    return Metadata(
        title=_first(given, "title", _plain, _titles(text, blocks)),
        publisher=_first(given, "publisher", _plain, _publishers(text, blocks, dateline)),
        date=date or _day_of_address(address),
        address=address,
        place=Found(dateline.place, "dateline") if dateline and dateline.place else None,
    )


def _first(
    given: Sequence[tuple[str, Mapping[str, str]]], key: str, read: Callable[[str], str | None], told: Iterator[Found]
) -> Found | None:
    for how, values in given:
        value = read(values.get(key, ""))
        if value:
            return Found(value, how)
    return next(told, None)


def _titles(text: str, blocks: Sequence[Block]) -> Iterator[Found]:
    yield from _labelled(text, blocks, "title", _plain)
    yield from (Found(_plain(text[b.start : b.end]), "title line") for b in blocks if b.kind == "title")


def _publishers(text: str, blocks: Sequence[Block], dateline: Dateline | None) -> Iterator[Found]:
    """Who says it is the source: a header or source line, the site's name after the title, the dateline, a byline."""
    yield from _labelled(text, blocks, "publisher", _single_source)
    for block in _of_kind(blocks, "source_line"):
        source = _single_source(text[block.start : block.end])
        if source:
            yield Found(source, "source line")
    yield from _site_name(text, blocks)
    if dateline and dateline.agency:
        yield Found(dateline.agency, "dateline")
    for block in _of_kind(blocks, "byline"):
        agency = load_boilerplate().agency().search(text, block.start, block.end)
        if agency:
            yield Found(agency.group(), "byline")


def _days(text: str, blocks: Sequence[Block], dateline: Dateline | None) -> Iterator[Found]:
    """Lines before the story and lines that say `published`, those that tell a change last; then the dateline."""
    story = next((b.start for b in blocks if b.kind == "body"), len(text))
    opening = [b for b in blocks if b.start < story and b.kind in {"metadata", "date_line", "byline"}]
    published = [b for b in blocks if b.kind == "date_line" and _is_publication(text[b.start : b.end])]
    for block in sorted(opening + published, key=lambda b: _is_change(text[b.start : b.end])):
        day = find_day(text[block.start : block.end])
        if day:
            yield Found(day, LINE[block.kind])
    if dateline and dateline.day:
        yield Found(dateline.day, "dateline")
    end = max((b.end for b in blocks if b.kind == "body"), default=0)
    for block in _of_kind(blocks, "source_line"):
        if block.start >= end and (day := find_day(text[block.start : block.end])):
            yield Found(day, "source line")


def _day_of_address(address: Found | None) -> Found | None:
    """`…/2020/08/23/…`: sites that put a day into an article's address put the one it appeared on."""
    match = DAY_OF_ADDRESS.search(address.value) if address else None
    day = find_day("-".join(match.groups())) if match else None
    return Found(day, "address") if day else None


def _addresses(text: str, blocks: Sequence[Block]) -> Iterator[Found]:
    for block in blocks:
        address = _address(text[block.start : block.end]) if block.kind in {"metadata", "source_line"} else None
        if address:
            yield Found(address, LINE[block.kind])


def _labelled(text: str, blocks: Sequence[Block], key: str, read: Callable[[str], str | None]) -> Iterator[Found]:
    """Header lines such as `Publisher: The Daily Planet`."""
    for block in _of_kind(blocks, "metadata"):
        match = LABELLED.match(_plain(text[block.start : block.end]))
        if match and load_boilerplate().label_of(match["label"]) == key and (value := read(match["value"])):
            yield Found(value, "metadata line")


def _site_name(text: str, blocks: Sequence[Block]) -> Iterator[Found]:
    for block in _of_kind(blocks, "metadata"):
        if text[block.start] == "|":
            yield Found(_plain(text[block.start + 1 : block.end]), "title line")


def _single_source(line: str) -> str | None:
    """`Source: TASS and agencies` names TASS; `Source: AFP, Reuters` nobody alone."""
    opener = load_boilerplate().opening("source").match(line)
    value = re.sub(r"^\s*:\s*", "", line[opener.end() :]) if opener else line
    generic = "|".join(sorted(load_boilerplate().words("source", "generic"), key=len, reverse=True))
    value = re.sub(rf"[\s,/]*(?:\b(?:and|with|&)\s+)?\b(?:{generic})\s*\Z", "", _plain(value), flags=re.IGNORECASE)
    value = re.sub(r"\A[(\[\s–—-]*(?:(?:with|from|via)\s)?", "", value, flags=re.IGNORECASE).strip(" .)]–—-")
    return None if not value or SEVERAL.search(value) or ADDRESS.search(value) else value


def _is_publication(line: str) -> bool:
    labelled = load_boilerplate().opening("dates", "labels").match(line)
    return bool(labelled) and not _is_change(line) and not rest_of_date_line(line)


def _is_change(line: str) -> bool:
    return bool(load_boilerplate().opening("dates", "changes").match(line))


def _dateline(text: str, blocks: Sequence[Block]) -> Dateline | None:
    block = next(_of_kind(blocks, "dateline"), None)
    return find_dateline(text[block.start :]) if block else None


def _of_kind(blocks: Sequence[Block], kind: str) -> Iterator[Block]:
    return (block for block in blocks if block.kind == kind)


def _address(value: str) -> str | None:
    match = ADDRESS.search(value)
    return match.group().rstrip(".,;)") if match else None


def _plain(value: str) -> str:
    return " ".join(value.split())
