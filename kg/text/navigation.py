"""Recognises what a page prints above its story: menus, mastheads, codes of a newswire."""

import re
from itertools import takewhile

from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph

# A menu has entries of so few words, a masthead in capitals of a few more; a title of so few is rare.
LONGEST_ENTRY = 2
LONGEST_MASTHEAD = 4
SHORTEST_MENU = 2
# `BC-YUGOSLAVIA-BIHAC 1stLd-Writethru`, `AP-WF-11-21-94 1403EST`, `(WS SL:BC-Yugoslavia-Bihac; CT:i;`
CODE = re.compile(
    r"[A-Z]{2,}(?:-[A-Z\d]+){2,}(?:\s+[\w-]+){0,5}\Z"
    r"|\([A-Z]{2,}\b[^.)]*\Z|\([A-Z]{2,}:[^)]*\)\Z|[()]\Z|Eds:\s"
)
SLUG = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]?\.?(?:/(?:[A-Z]\.){1,3})+\Z")


def navigation(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """A menu or masthead of several short lines above the title, and codes anywhere."""
    menu = list(takewhile(lambda i: i in kinds or _is_entry(paragraphs[i]), range(len(paragraphs))))
    entries = [i for i in menu if i not in kinds]
    # The title comes behind the menu: where everything is short, nothing is a menu.
    found = entries if len(entries) >= SHORTEST_MENU and len(menu) < len(paragraphs) else []
    codes = [i for i, p in enumerate(paragraphs) if CODE.match(p.flat) or SLUG.match(p.flat)]
    return dict.fromkeys([*found, *codes], "metadata")


def _is_entry(paragraph: RawParagraph) -> bool:
    longest = LONGEST_MASTHEAD if paragraph.text.isupper() else LONGEST_ENTRY
    return paragraph.words <= longest and not paragraph.ends_sentence
