"""Recognises lists of links: headlines and cut teasers of other articles, mostly after the end of the story."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from kg.text.boilerplate import load_boilerplate
from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph

LONGEST_TEASER = 40
LONGEST_PLAIN_HEADLINE = 14
LONGEST_LINK_HEADING = 6
# In title case nearly all longer words are capitalised; in a sentence full of names, hardly more than half.
TITLE_CASE_SHARE = 0.8
LONGER_WORD = 4
LONGER_WORDS_AT_LEAST = 4
# Two cut or dangling lines are a list; of headlines in ordinary case, three.
SHORTEST_LIST = 2
SHORTEST_PLAIN_LIST = 3
# Headlines in ordinary case differ from sentences by the missing full stop alone; so many before them must have it.
STOPPED_AT_LEAST = 3

DANGLING = re.compile(r"\s[-–—|»>]\Z")


def link_lists(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """The headlines and teasers of other articles, with the heading above them."""
    free = [i for i in range(len(paragraphs)) if i not in kinds]
    tail = _tail(paragraphs, free)
    found = {*tail, *_runs(paragraphs, free), *_under_headings(paragraphs, kinds)}
    return dict.fromkeys(sorted(found), "link_list")


def is_teaser(paragraph: RawParagraph) -> bool:
    """Cut off, ending in a dash or bar, in title case, or without a letter."""
    return paragraph.is_cut or is_headline(paragraph) or not paragraph.has_words


def is_headline(paragraph: RawParagraph) -> bool:
    """Ends in a dash or bar, or is in title case without a full stop."""
    return bool(DANGLING.search(paragraph.flat)) or (not paragraph.has_full_stop and _is_title_case(paragraph.flat))


def _tail(paragraphs: Paragraphs, free: list[int]) -> list[int]:
    """The last lines when they are teasers; a story's last paragraph without its full stop is none."""
    tail = list(takewhile(lambda i: _could_be_teaser(paragraphs[i]), reversed(free)))[::-1]
    while tail and not is_teaser(paragraphs[tail[0]]) and paragraphs[tail[0]].words > LONGEST_PLAIN_HEADLINE:
        del tail[0]
    before = [i for i in free if not tail or i < tail[0]]
    return tail if before and _is_list(tail, before, paragraphs) else []


def _is_list(tail: list[int], before: list[int], paragraphs: Paragraphs) -> bool:
    teasers = sum(is_teaser(paragraphs[i]) for i in tail)
    if len(tail) >= SHORTEST_LIST and teasers * 2 >= len(tail):
        return True
    stopped = sum(paragraphs[i].ends_sentence for i in before)
    plain = all(paragraphs[i].words <= LONGEST_PLAIN_HEADLINE and not paragraphs[i].is_item for i in tail)
    announced = paragraphs[before[-1]].flat.endswith(":")
    return (
        len(tail) >= SHORTEST_PLAIN_LIST
        and plain
        and not announced
        and stopped >= max(STOPPED_AT_LEAST, 0.8 * len(before))
    )


def _runs(paragraphs: Paragraphs, free: list[int]) -> Iterator[int]:
    """Three or more headlines one after the other within the story."""
    story = next((i for i in free if paragraphs[i].has_full_stop), len(paragraphs))
    run: list[int] = []
    for index in [*(i for i in free if i > story), -1]:
        if index >= 0 and is_headline(paragraphs[index]):
            run.append(index)
            continue
        if len(run) >= SHORTEST_PLAIN_LIST:
            yield from run
        run = []


def _under_headings(paragraphs: Paragraphs, kinds: Kinds) -> Iterable[int]:
    """`Related stories` and the headlines below it."""
    for index, paragraph in enumerate(paragraphs):
        if index > 0 and kinds.get(index) in {None, "boilerplate"} and _is_link_heading(paragraph):
            yield index
            below = range(index + 1, len(paragraphs))
            listed = takewhile(lambda i: kinds.get(i) == "boilerplate" or _is_free_teaser(i, paragraphs, kinds), below)
            yield from (i for i in listed if i not in kinds)


def _is_free_teaser(index: int, paragraphs: Paragraphs, kinds: Kinds) -> bool:
    return index not in kinds and _could_be_teaser(paragraphs[index])


def _is_link_heading(paragraph: RawParagraph) -> bool:
    """`Related stories`, `More on the war in Sudan`."""
    opening = load_boilerplate().opening("links").match(paragraph.flat)
    return bool(
        load_boilerplate().whole("links", "headings").match(paragraph.flat)
        or (opening and paragraph.words <= LONGEST_LINK_HEADING and not paragraph.ends_sentence)
    )


def _could_be_teaser(paragraph: RawParagraph) -> bool:
    open_end = paragraph.is_cut or not paragraph.has_full_stop
    return open_end and paragraph.words <= LONGEST_TEASER and not paragraph.flat.endswith((":", '"'))


def _is_title_case(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'-]*", line) if len(word) >= LONGER_WORD]
    capitalised = sum(word[0].isupper() for word in words)
    return len(words) >= LONGER_WORDS_AT_LEAST and capitalised >= TITLE_CASE_SHARE * len(words)
