"""Recognises captions: paragraphs that describe a picture, mostly by the credit at their end."""

import re

from kg.text.boilerplate import load_boilerplate
from kg.text.dates import PATTERNS
from kg.text.paragraphs import Kinds, Paragraphs, RawParagraph

# Captions are one or two sentences; a long paragraph with an agency in brackets at its end is a story's last.
LONGEST_CAPTION = 70
# A sentence of a story that ends without a full stop and names an agency is shorter than this only by chance.
LONGEST_SCENE = 45

CREDIT = re.compile(
    r"(?P<before>.*?)\s*(?:[(\[](?P<bracket>[^()\[\]]{2,80})[)\]]|(?:^|\s)(?P<mark>[/|©–—-]|//)\s*(?P<bare>[^/|©()\[\]–—]{2,40}(?:/[^/|]{2,40})?))\Z"
)
# `[1/3] Soldiers patrol a road …`, `… February 10, 2023. REUTERS/Jane Doe/File Photo`
NUMBERED = re.compile(r"\[\d+/\d+\]\s")
SLASHED = re.compile(r"(?<=[.\w)])\s(?P<agency>[\w-]+)/[A-Z][\w .'-]{2,40}(?:/[\w .'-]{2,20})?\Z")
ENDS_IN_DATE = re.compile(r"\b(?:19|20)\d{2}\.?\Z")


def captions(paragraphs: Paragraphs, kinds: Kinds) -> dict[int, str]:
    """The paragraphs that describe a picture."""
    return {
        i: "caption"
        for i, paragraph in enumerate(paragraphs)
        if i not in kinds and (is_caption(paragraph) or (i > 0 and _is_announced(paragraphs[i - 1])))
    }


def _is_announced(before: RawParagraph) -> bool:
    """`Image caption,` alone on the line before."""
    return bool(re.fullmatch(r"(?:image|photo|picture) caption\s*[,:]?", before.flat, re.IGNORECASE))


def is_caption(paragraph: RawParagraph) -> bool:
    """Whether a paragraph opens as a caption, ends in a picture's credit, or tells a scene as a picture shows it."""
    if paragraph.words > LONGEST_CAPTION:
        return False
    if load_boilerplate().opening("picture").match(paragraph.flat) or NUMBERED.match(paragraph.flat):
        return True
    ends = (_ends_in_label(paragraph.flat), _ends_in_slashed_credit(paragraph.flat), _ends_in_credit(paragraph))
    return any(ends) or _opens_with_agency(paragraph) or _is_scene(paragraph)


def _opens_with_agency(paragraph: RawParagraph) -> bool:
    """`AFP A burnt stall in the market`: the credit first, then a description without its full stop."""
    agency = load_boilerplate().agency().match(paragraph.flat)
    behind = paragraph.flat[agency.end() :] if agency else ""
    return bool(re.match(r"\s(?:A|An|The|People|Men|Women|Soldiers|Smoke)\s", behind)) and not paragraph.ends_sentence


def _ends_in_label(line: str) -> bool:
    """`… in March. Photo: Jane Doe`, `Image by Jane Doe.`"""
    labels = load_boilerplate().within("picture", "labels").finditer(line)
    return any(_is_label(line[: label.start()].rstrip(), line[label.end() :]) for label in labels)


def _is_label(before: str, after: str) -> bool:
    opens = not before or before[-1] in ".!?)]|/–—-([\"'"
    named = re.match(r"\s*(?::|by\s+(?=[A-Z]))", after)
    return opens and bool(named) and len(after.split()) <= 8


def _ends_in_slashed_credit(line: str) -> bool:
    slashed = SLASHED.search(line)
    return slashed is not None and load_boilerplate().agency().fullmatch(slashed["agency"]) is not None


def _ends_in_credit(paragraph: RawParagraph) -> bool:
    """A credit after a sentence without its full stop; after a full stop only what can be no source of a report."""
    match = CREDIT.match(paragraph.flat)
    if not match or not match["before"]:
        return False
    credit = match["bracket"] or match["bare"]
    agency, pictured = load_boilerplate().agency().search(credit), _is_of_a_picture(credit)
    if not re.search(r"""[.!?]["']*\Z""", match["before"]):
        return bool(pictured or (agency and _is_mostly_agency(credit)))
    return pictured or bool(agency and (match["mark"] in {"/", "//", "©"} or _tells_scene(paragraph)))


def _is_of_a_picture(credit: str) -> bool:
    """`AP Photo/Jane Doe`, `File photo`, `Jane Doe/Reuters`."""
    words = load_boilerplate().opening("picture", "credits").match(credit)
    agency = load_boilerplate().agency().search(credit)
    photo = re.search(r"\b(?:photo|file|image|handout|courtesy|pool)\b", credit, re.IGNORECASE)
    return bool((words and len(credit.split()) <= 6) or (agency and (photo or "/" in credit)))


def _is_mostly_agency(credit: str) -> bool:
    return len(load_boilerplate().agency().sub("", credit).split()) <= 3


def _is_scene(paragraph: RawParagraph) -> bool:
    if paragraph.words > LONGEST_SCENE or not _tells_scene(paragraph):
        return False
    dated = ENDS_IN_DATE.search(paragraph.flat) and any(pattern.search(paragraph.flat) for pattern in PATTERNS)
    return bool(dated) and paragraph.flat.count(". ") <= 1


def _tells_scene(paragraph: RawParagraph) -> bool:
    """`is seen` shows, `is seen as` judges."""
    scene = load_boilerplate().within("picture", "scenes").search(paragraph.flat)
    return bool(scene) and not paragraph.flat[scene.end() :].startswith(" as ") if scene else False
