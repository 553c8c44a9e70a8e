"""Recognises header lines and date lines: what stands above a story, and sometimes below it, to say what it is."""

import re

from kg.text.boilerplate import load_boilerplate
from kg.text.credits import is_byline, is_source_line
from kg.text.dates import find_day, has_date, without_dates
from kg.text.paragraphs import OPENING, Kinds, Paragraphs, edges

LONGEST_HEADER_LINE = 16

LABELLED = re.compile(r"(?P<label>[A-Za-z][A-Za-z _-]{1,20}?)\s*:\s*(?P<value>\S.*)\Z")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)
BREADCRUMB = re.compile(r"[\w &]+(?:(?:\s[>»›]\s[\w &]+)+|(?:\s[/|•·]\s[\w &]+){2,})\Z")
READING_TIME = re.compile(r"\d+[\s-]min(?:ute)?s?(?:\s+read)?\Z", re.IGNORECASE)


def header_lines(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """`Title: …`, `Tags: …`, addresses, breadcrumbs and the desk's name above the title."""
    edge = edges(paragraphs)
    return {index: "metadata" for index in edge if index not in kinds and _is_header_line(index, paragraphs)}


def date_lines(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Paragraphs that are a date; with the desk's name beside it, `metadata`; with a name, `byline`."""
    found = {}
    for index, paragraph in enumerate(paragraphs):
        if index not in kinds and paragraph.words <= LONGEST_HEADER_LINE and _is_dated(paragraph.flat):
            kind = _kind_of_rest(paragraph.flat, rest_of_date_line(paragraph.flat), index in edges(paragraphs))
            if kind:
                found[index] = kind
    return found


def rest_of_date_line(line: str) -> str:
    """What a line says besides its date: nothing for `Posted: 23 August 2020`, `WORLD` for `2020-08-23 WORLD`."""
    rest = without_dates(line).strip(" ,;:.|/()[]–—-•·")
    label = load_boilerplate().opening("dates", "labels").match(rest)
    while label and label.end():
        rest = rest[label.end() :].strip(" ,;:.|/()[]–—-•·")
        label = load_boilerplate().opening("dates", "labels").match(rest)
    return rest


def _is_header_line(index: int, paragraphs: Paragraphs) -> bool:
    paragraph = paragraphs[index]
    if paragraph.words > LONGEST_HEADER_LINE * 2:
        return False
    labelled = LABELLED.match(paragraph.flat)
    if labelled and load_boilerplate().label_of(labelled["label"]):
        return not is_source_line(paragraph.flat)
    alone = any(pattern.match(paragraph.flat) for pattern in (ADDRESS, BREADCRUMB, READING_TIME))
    desk = index + 1 < len(paragraphs) and load_boilerplate().whole("sections", "names").match(paragraph.flat)
    return alone or bool(desk and index < OPENING)


def _is_dated(line: str) -> bool:
    label = load_boilerplate().opening("dates", "labels").match(line)
    return has_date(line) or bool(label and line[label.end() :].lstrip().startswith(":"))


def _kind_of_rest(line: str, rest: str, at_edge: bool) -> str | None:
    if not rest or re.fullmatch(r"\d+ \w+ ago", rest):
        return "date_line"
    if at_edge and is_byline(rest):
        return "byline"
    desk = load_boilerplate().whole("sections", "names").match(rest) or (rest.isupper() and len(rest.split()) <= 2)
    # `Updated - June 5, 2025 11:20 pm IST - Beirut`
    place = rest.istitle() and len(rest.split()) <= 3 and load_boilerplate().opening("dates", "labels").match(line)
    issue = re.fullmatch(r"(?:issue|no|vol|volume|edition)\W*\d+(?:\W+(?:no|issue)\W*\d+)?", rest, re.IGNORECASE)
    return "metadata" if at_edge and (desk or place or issue or _is_place_before_day(line, rest)) else None


def _is_place_before_day(line: str, rest: str) -> bool:
    """`Baghdad, 2018/03/25`: a place, a comma and a full date."""
    return rest.istitle() and len(rest.split()) <= 3 and line.startswith(f"{rest},") and find_day(line) is not None
