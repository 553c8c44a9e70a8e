"""Recognises who wrote and who supplied an article: bylines, lists of contributors, source lines."""

import re

from kg.text.boilerplate import load_boilerplate
from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph, above_story, edges

LONGEST_CREDIT = 16
LONGEST_LIST = 45
LONGEST_PROFESSION = 6
# Below a figure in the middle of a text.
LONGEST_INNER_SOURCE = 6
# What may stand around the names of agencies: `With inputs from AFP and the AP`.
JOINING = frozenset({"and", "with", "from", "input", "inputs", "via", "the", "by", "news"})


def bylines(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """`By Jane Doe`, `Jane Doe` beside a date line, lists of contributors."""
    edge = sorted({*edges(paragraphs), *above_story(paragraphs)})
    free = [i for i in edge if i not in kinds]
    lists = {i for i, p in enumerate(paragraphs) if i not in kinds and _names_contributors(p)}
    named = {i for i in free if is_byline(paragraphs[i].flat)}
    names = named | {i for i in free if i > 0 and _is_profession(paragraphs[i], paragraphs[i - 1], i - 1 in named)}
    known = {**kinds, **dict.fromkeys(names, "byline")}
    beside = {i for i in free if i > 0 and _is_beside_date(i, known) and _is_bare_name(paragraphs[i])}
    return dict.fromkeys(lists | names | beside | _biographies(paragraphs, kinds), "byline")


def _biographies(paragraphs: Paragraphs, kinds: Kinds) -> set[int]:
    """`Jane Doe is a writer based in Dakar.` as the last sentences of a page."""
    stopped = [i for i, p in enumerate(paragraphs) if i not in kinds and p.has_full_stop]
    professions = "|".join(sorted(load_boilerplate().words("bylines", "professions")))
    biography = re.compile(rf"(?:[A-Z][\w'-]+ ){{2,4}}is (?:an?|the) (?:[\w-]+ ){{0,3}}(?:{professions})\b")
    return {i for i in stopped[-3:] if len(stopped) > 1 and biography.match(paragraphs[i].flat)}


def source_lines(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """`Source: TASS`, `(AFP)`, `— with agencies`."""
    edge = set(edges(paragraphs))
    return {
        i: "source_line"
        for i, paragraph in enumerate(paragraphs)
        if i not in kinds and (i in edge or paragraph.words <= LONGEST_INNER_SOURCE) and is_source_line(paragraph.flat)
    }


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


def _is_profession(paragraph: RawParagraph, before: RawParagraph, named: bool) -> bool:
    """`Africa correspondent, Nairobi`, `Associated Press Writer` below a name: what somebody is, and nothing else."""
    professions = load_boilerplate().words("bylines", "professions")
    words = re.findall(r"[\w'-]+", paragraph.flat.lower())
    short = paragraph.words <= LONGEST_PROFESSION and not paragraph.ends_sentence
    return short and (named or _is_bare_name(before)) and bool(professions & set(words))


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
