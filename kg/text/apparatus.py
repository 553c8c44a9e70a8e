"""Recognises the apparatus of long texts: tables of contents, references, footnotes."""

import re
from itertools import takewhile

from kg.text.boilerplate import load_boilerplate
from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph

LONGEST_ENTRY = 10
SHORTEST_NOTES = 2
EDIT = re.compile(r"\s*\[\s*edit(?:\s*\|\s*edit source)?\s*\]\Z", re.IGNORECASE)
ENTRY = re.compile(r"(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.)]?\s+\S")
REFERENCE = re.compile(r"\^\s|\[\d+\]\s")
NOTE = re.compile(r"(\d{1,3})\s+[\"'A-Z]")


def apparatus(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Contents and notes as lists of links, references and what follows them as policy."""
    references = _references(paragraphs, kinds)
    found = _contents(paragraphs) | _footnotes(paragraphs, kinds)
    return found | {i: "metadata" for i in references if i not in kinds}


def heading_text(paragraph: RawParagraph) -> str:
    """A heading without an encyclopedia's `[edit]`."""
    return EDIT.sub("", paragraph.flat)


def _contents(paragraphs: Paragraphs) -> dict[int, str]:
    """`Contents` and the numbered lines, or lines that come again as headings, below it."""
    opener = load_boilerplate().whole("apparatus", "contents")
    start = next((i for i, p in enumerate(paragraphs) if opener.match(p.flat)), None)
    if start is None:
        return {}
    later = [heading_text(p) for p in paragraphs]
    entries = takewhile(lambda i: _is_entry(i, paragraphs, later), range(start + 1, len(paragraphs)))
    return dict.fromkeys([start, *_without_first_heading(list(entries), later)], "link_list")


def _is_entry(index: int, paragraphs: Paragraphs, later: list[str]) -> bool:
    paragraph = paragraphs[index]
    if paragraph.words > LONGEST_ENTRY or paragraph.has_full_stop:
        return False
    return bool(ENTRY.match(paragraph.flat)) or later[index] in later[index + 1 :]


def _without_first_heading(entries: list[int], later: list[str]) -> list[int]:
    """The entries up to where the first of them comes again: from there on they are headings."""
    if not entries:
        return []
    return list(takewhile(lambda i: i == entries[0] or later[i] != later[entries[0]], entries))


def _references(paragraphs: Paragraphs, kinds: Kinds) -> list[int]:
    """From the heading of the references on; and any line that starts like a reference."""
    opener = load_boilerplate().whole("apparatus", "references")
    story = next((i for i, p in enumerate(paragraphs) if p.has_full_stop and i not in kinds), len(paragraphs))
    named = (i for i, p in enumerate(paragraphs) if i > story and opener.match(heading_text(p)))
    starts = [i for i in named if not _goes_on(paragraphs, i)]
    lines = [i for i, p in enumerate(paragraphs) if REFERENCE.match(p.flat)]
    return sorted({*lines, *(range(starts[0], len(paragraphs)) if starts else ())})


def _goes_on(paragraphs: Paragraphs, index: int) -> bool:
    """Whether a heading that is none of the references' stands behind (`Notes` in the middle of a text)."""
    edited = [i for i, p in enumerate(paragraphs) if i > index and EDIT.search(p.flat)]
    opener = load_boilerplate().whole("apparatus", "references")
    return any(not opener.match(heading_text(paragraphs[i])) for i in edited)


def _footnotes(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Numbered notes, 1 and on, behind the last heading of the text."""
    free = [i for i in range(len(paragraphs)) if i not in kinds]
    numbered = {i: int(match[1]) for i in free if (match := NOTE.match(paragraphs[i].flat))}
    run = [i for i in numbered if numbered[i] == 1]
    if not run:
        return {}
    first = run[-1]
    notes = [i for place, i in enumerate(j for j in numbered if j >= first) if numbered[i] == place + 1]
    consecutive = notes == list(range(first, first + len(notes)))
    return dict.fromkeys(notes, "metadata") if consecutive and len(notes) >= SHORTEST_NOTES else {}
