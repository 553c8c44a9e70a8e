"""Divides an article's text into blocks: what is read for statements, and what is kept out, each by its kind."""

from collections.abc import Callable, Iterator, Sequence

from kg.model import Block
from kg.text.apparatus import apparatus
from kg.text.captions import captions
from kg.text.credits import bylines, source_lines
from kg.text.dateline import find_dateline
from kg.text.front_matter import find_front_matter
from kg.text.furniture import buttons, comments, policies, promotion, repetitions
from kg.text.header import date_lines, header_lines
from kg.text.navigation import navigation
from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph, split_paragraphs
from kg.text.stamps import stamps
from kg.text.teasers import link_lists
from kg.text.titles import decks, headings, title

# The first to name a paragraph's kind decides. What has plain marks of its own comes first; title, lists of links and
# headings are recognised by what is left around them.
RECOGNISERS: Sequence[Callable[[Paragraphs, Kinds], dict[int, str]]] = (
    comments,
    stamps,
    apparatus,
    date_lines,
    header_lines,
    source_lines,
    bylines,
    policies,
    promotion,
    buttons,
    captions,
    navigation,
    repetitions,
    title,
    decks,
    link_lists,
    headings,
)


def split_blocks(text: str) -> tuple[Block, ...]:
    """Divide a text into blocks that do not overlap and hold every character that is no space.

    Kinds that are read: `body`, `title`, `deck`, `heading`. Kept out: `metadata`, `byline`, `date_line`, `dateline`,
    `caption`, `source_line`, `duplicate`, `policy`, `promo`, `link_list`, `boilerplate`.
    """
    front = find_front_matter(text)
    paragraphs = split_paragraphs(text, front.end if front else 0)
    found = _cut_dateline(_cut_site_name(_name_kinds(paragraphs), text), text)
    return ((Block("metadata", front.start, front.end),) if front else ()) + tuple(found)


def _name_kinds(paragraphs: Sequence[RawParagraph]) -> Iterator[Block]:
    kinds: dict[int, str] = {}
    for recognise in RECOGNISERS:
        kinds = recognise(paragraphs, kinds) | kinds
    return (Block(kinds.get(i, "body"), p.start, p.end) for i, p in enumerate(paragraphs))


def _cut_site_name(blocks: Iterator[Block], text: str) -> Iterator[Block]:
    """`Two bases shelled | The Daily Planet`: what follows the bar is no part of the title."""
    for block in blocks:
        bar = text.rfind(" | ", block.start, block.end) if block.kind == "title" else -1
        if bar < 0:
            yield block
        else:
            yield Block("title", block.start, bar)
            yield Block("metadata", bar + 1, block.end)


def _cut_dateline(blocks: Iterator[Block], text: str) -> Iterator[Block]:
    """Only the first paragraph of a story carries a dateline."""
    pending = True
    for block in blocks:
        dateline = find_dateline(text[block.start : block.end]) if pending and block.kind == "body" else None
        pending = pending and block.kind != "body"
        if dateline is None:
            yield block
        else:
            middle = block.start + dateline.length
            rest = text[middle : block.end].lstrip()
            yield Block("dateline", block.start, middle)
            yield Block("body", block.end - len(rest), block.end)
