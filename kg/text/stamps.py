"""Recognises stamps: lines that are only a time, an age or a number of shares, as live blogs and portals print them."""

import re

from kg.text.boilerplate import load_boilerplate
from kg.text.dates import without_dates
from kg.text.paragraphs import Kinds, Paragraphs

LONGEST_STAMP = 8
# Left of a line when its times are taken away: zones and the words of a stamp.
ZONE = re.compile(r"\b(?:[A-Z]{2,4}[+-]?\d*|(?i:local time|[ap]\.?m\.?))(?!\w)")
AGE = re.compile(
    r"\b(?:\d+|an?|one|two|three)\s*(?:s|m|h|d|sec|min|minute|hour|day|week|month)\w*\s+ago\b", re.IGNORECASE
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b")
NUMBER = re.compile(r"[\d.,]+\s?k?\b", re.IGNORECASE)


def stamps(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """`18.40 BST`, `3 hours ago`, `Updated at 11:02`, `01:32`, `214 shares`, `Comments 58`."""
    return {
        index: "boilerplate"
        for index, paragraph in enumerate(paragraphs)
        if index not in kinds and paragraph.words <= LONGEST_STAMP and is_stamp(paragraph.flat)
    }


def is_stamp(line: str) -> bool:
    """Whether a line tells a time of day, an age or a count, and nothing else.

    >>> is_stamp("Updated at 18.44 BST"), is_stamp("1.1k View comments"), is_stamp("At 18.44 shells fell")
    (True, True, False)
    """
    return line.isdecimal() or _is_time(line) or _is_counter(line)


def _is_time(line: str) -> bool:
    if not (CLOCK.search(line) or AGE.search(line)):
        return False
    rest = without_dates(CLOCK.sub(" ", AGE.sub(" ", line)))
    label = load_boilerplate().opening("dates", "labels").match(rest.strip())
    rest = rest.strip()[label.end() :] if label else rest
    return not re.search(r"[^\W\d_]", ZONE.sub(" ", rest))


def _is_counter(line: str) -> bool:
    words = load_boilerplate().words("counters", "nouns")
    rest, count = NUMBER.subn(" ", line)
    left = re.findall(r"[\w-]+", rest.lower())
    return count == 1 and 0 < len(left) <= 3 and set(left) <= words
