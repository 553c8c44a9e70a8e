"""Recognises the furniture of a news page: policies, promotion, buttons, repeated paragraphs, lists of links."""

import re
from collections.abc import Iterator

from kg.text.boilerplate import load_boilerplate
from kg.text.dateline import find_dateline
from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph

# A button or a pointer to another page is short; the same words in a long paragraph belong to the story.
LONGEST_BUTTON = 25
LONGEST_NOTICE = 80
# Shorter repeated lines (`He did not elaborate.`) can be the author's.
SHORTEST_REPEATED = 60
SHORTEST_REPEATED_TITLE = 4

LIST_MARKUP = re.compile(r"(?:list of \d+ items|list \d+ of \d+\b.*|end of list)\Z", re.IGNORECASE)


def comments(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """A heading such as `Comments` after the story, and all that follows it."""
    heading = load_boilerplate().whole("comments", "headings")
    story = next((i for i, p in enumerate(paragraphs) if p.has_full_stop and i not in kinds), len(paragraphs))
    start = next((i for i, p in enumerate(paragraphs) if i > story and heading.match(p.flat)), len(paragraphs))
    return dict.fromkeys(range(start, len(paragraphs)), "policy")


def policies(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Notices on comments, cookies, copyright and subscriptions."""
    opening, within = load_boilerplate().opening("policy"), load_boilerplate().within("policy")
    return {i: "policy" for i, p in _notices(paragraphs, kinds) if opening.match(p.flat) or within.search(p.flat)}


def promotion(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Newsletters, apps, channels, donations."""
    opening, within = load_boilerplate().opening("promo"), load_boilerplate().within("promo")
    return {
        i: "promo"
        for i, p in _notices(paragraphs, kinds)
        if within.search(p.flat) or (opening.match(p.flat) and _is_button(p))
    }


def buttons(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """`Read more: …`, `Share`, and what screen readers are told of lists."""
    opening, whole = load_boilerplate().opening("boilerplate"), load_boilerplate().whole("boilerplate", "lines")
    return {
        i: "boilerplate"
        for i, p in enumerate(paragraphs)
        if i not in kinds and _is_button(p) and any(pattern.match(p.flat) for pattern in (opening, whole, LIST_MARKUP))
    }


def repetitions(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """Paragraphs that stand earlier in the article already, whatever their spaces, case and punctuation."""
    first = _normalised(paragraphs[0]) if paragraphs else ""
    seen: set[str] = set()
    found = {}
    for index, paragraph in enumerate(paragraphs):
        words = _normalised(paragraph)
        if words in seen and index not in kinds and _is_worth(paragraph, title_again=words == first):
            found[index] = "duplicate"
        seen.add(words)
    return found


def _is_worth(paragraph: RawParagraph, *, title_again: bool) -> bool:
    return len(paragraph.flat) > SHORTEST_REPEATED or (title_again and paragraph.words >= SHORTEST_REPEATED_TITLE)


def _normalised(paragraph: RawParagraph) -> str:
    dateline = find_dateline(paragraph.text)
    text = paragraph.text[dateline.length :] if dateline else paragraph.text
    return " ".join(re.findall(r"\w+", text.casefold()))


def _notices(paragraphs: Paragraphs, kinds: Kinds) -> Iterator[tuple[int, RawParagraph]]:
    return ((i, p) for i, p in enumerate(paragraphs) if i not in kinds and p.words <= LONGEST_NOTICE)


def _is_button(paragraph: RawParagraph) -> bool:
    return paragraph.words <= LONGEST_BUTTON and not paragraph.flat.startswith('"')
