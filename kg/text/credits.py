"""Recognises who wrote and who supplied an article: bylines, lists of contributors, source lines."""

import re

from kg.text.boilerplate import load_boilerplate
from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph, edges

LONGEST_CREDIT = 16
LONGEST_LIST = 45
# What may stand around the names of agencies: `With inputs from AFP and the AP`.
JOINING = frozenset({"and", "with", "from", "input", "inputs", "via", "the", "by", "news"})


def bylines(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """`By Jane Doe`, `Jane Doe` beside a date line, lists of contributors."""
    edge = edges(paragraphs)
    lists = {i for i, p in enumerate(paragraphs) if i not in kinds and _names_contributors(p)}
    names = {i for i in edge if i not in kinds and is_byline(paragraphs[i].flat)}
    beside = {
        i for i in edge if i > 0 and i not in kinds and _is_beside_date(i, kinds) and _is_bare_name(paragraphs[i])
    }
    return dict.fromkeys(lists | names | beside, "byline")


def source_lines(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """`Source: TASS`, `(AFP)`, `— with agencies`."""
    edge = edges(paragraphs)
    return {i: "source_line" for i in edge if i not in kinds and is_source_line(paragraphs[i].flat)}


def is_byline(line: str) -> bool:
    """`By` and names; a name is a run of capitalised words."""
    opener = load_boilerplate().opening("bylines").match(line)
    return opener is not None and _are_names(line[opener.end() :])


def is_source_line(line: str) -> bool:
    """A labelled source, or nothing but names of agencies."""
    if len(line.split()) > LONGEST_CREDIT:
        return False
    opener = load_boilerplate().opening("source").match(line)
    return bool(opener and line[opener.end() :].lstrip().startswith(":")) or is_agencies(line)


def is_agencies(line: str) -> bool:
    """Whether a text holds names of agencies and little else: `(AFP)`, `Reuters and AP`, `With input from agencies`."""
    boilerplate = load_boilerplate()
    rest, count = boilerplate.agency().subn(" ", line)
    rest, generic = boilerplate.within("source", "generic").subn(" ", rest)
    words = re.findall(r"\w+", rest.lower())
    return bool(count + generic) and set(words) <= JOINING


def _names_contributors(paragraph: RawParagraph) -> bool:
    pattern = load_boilerplate().opening("bylines", "contributors")
    if pattern.match(paragraph.flat):
        return True
    after_names = load_boilerplate().within("bylines", "contributors").search(paragraph.flat)
    if not after_names or paragraph.words > LONGEST_LIST:
        return False
    return _are_names(paragraph.flat[: after_names.start()])


def _is_beside_date(index: int, kinds: Kinds) -> bool:
    return any(kinds.get(neighbour) in {"date_line", "byline"} for neighbour in (index - 1, index + 1))


def _is_bare_name(paragraph: RawParagraph) -> bool:
    if paragraph.flat.lower() in load_boilerplate().words("bylines", "roles"):
        return True
    return 2 <= paragraph.words <= 4 and not re.search(r"[.!?:\d]", paragraph.flat) and _are_names(paragraph.flat)


def _are_names(text: str) -> bool:
    particles = load_boilerplate().words("bylines", "particles")
    words = [word for word in re.split(r"[\s,;|&/()–—-]+", text) if word]
    named = all(word[0].isupper() or word.lower() in particles or "@" in word for word in words)
    return named and 0 < len(words) <= LONGEST_CREDIT and any(word[0].isupper() for word in words)
