"""Text made fit to be looked at: what cannot be seen is made visible, what is too long is cut."""

import re
import unicodedata

LABEL_LENGTH = 60

# Characters that turn the writing direction around can make a page show other words than the text has.
DIRECTION_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def display_text(text: str) -> str:
    """Spaces for control characters, U+FFFD for lone surrogates, and direction controls spelt out as ⟨U+202E⟩."""
    marked = DIRECTION_CONTROLS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
    return "".join(display_character(character) for character in marked)


def display_character(character: str) -> str:
    """The character itself, or what stands for it."""
    category = unicodedata.category(character)
    return {"Cc": " ", "Cs": "\ufffd"}.get(category, character)


def short_text(text: str, length: int = LABEL_LENGTH) -> str:
    """Display text in one line of at most `length` characters, cut with an ellipsis."""
    line = " ".join(display_text(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def class_name(type_: str) -> str:
    """A class of the ontology in words: `MilitaryForce` as *Military force*."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type_)
    return short_text(words[:1].upper() + words[1:].lower())


def relation_name(relation: str) -> str:
    """A relation of the ontology in words: `handed_over` as *handed over*."""
    return short_text(relation.replace("_", " "))
