"""How a wording is read without knowledge of names: into words, numbers, initials and a head.

Known weakness: spellings beyond accents, *al-* and doubled letters are not seen through.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.gazetteer import Known, normalise
from kg.outputs.word_lists import load_word_lists

SHORTEST_ACRONYM = 3  # of two letters only those that the gazetteer knows
COMPOUND = re.compile(r"\b([A-Z][\w.]*)-(?=[a-z]{3})")
PREFIX = re.compile(r"\b(pro|anti|non|ex)-(?=\w)", re.IGNORECASE)
TOKEN = re.compile(r"[-\w][\w.'’]*-?|,")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that counts: `form` is folded (*French* as `state:fr`), `name` tells it from the words of descriptions."""

    form: str
    name: bool = False
    capital: bool = False
    known: Known | None = None
    type: str = ""  # of a head noun

    @property
    def state(self) -> bool:
        """Whether it names a state."""
        return self.known is not None and self.known.type == "State"


def plain(text: str) -> str:
    """The string without case, accents, punctuation and a leading article; signs without letters stay."""
    words = re.sub(r"[^\w\s]", " ", normalise(text)).split()
    articled = len(words) > 1 and words[0] in load_word_lists().articles
    return " ".join(words[1:] if articled else words) or text.strip()


def tokens_of(text: str) -> list[str]:
    """Words and commas; *US-led* gives `US` and `-led`, *anti-Taliban* `anti-` and `Taliban`, *al-Bab* `al`, `Bab`."""
    marked = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    marked = PREFIX.sub(r"\1~ ", re.sub(r"\b([Aa]l|[Ee]l)[-–]", r"\1 ", marked))
    marked = COMPOUND.sub(r"\1 ~", marked).replace("-", " ").replace("~", "-")
    return TOKEN.findall(marked)


def number_of(token: str) -> int | None:
    """The number that one token is, in digits or in a word; None for any other."""
    return int(token) if token.isdecimal() else load_word_lists().numbers.get(token.lower())


def numbers_in(text: str) -> frozenset[int]:
    """The numbers that a string tells in digits or words: 1200 for *some 1,200*."""
    return frozenset(number for token in tokens_of(text) if (number := number_of(token)) is not None)


def unpossessed(phrase: str) -> str:
    """The phrase without a possessive ending."""
    return re.sub(r"['’](s\b)?$", "", phrase)


def folded(token: str, *, noun: bool = False) -> str:
    """*Gaddafi* and *Gadafi* are written alike; a common noun, and the hyphen of a compound, stay."""
    form = normalise(unpossessed(token))
    form = form if noun else re.sub(r"([a-z])\1", r"\1", form)
    return f"-{form}" if token.startswith("-") or token.endswith("-") else form


def head_of(words: Sequence[Word]) -> Word | None:
    """The word that says what a phrase is: *Force* of *Force of Oromia*; None of prepositions only."""
    prepositions = load_word_lists().prepositions
    before = next((i for i in range(1, len(words)) if _ends_phrase(words[i - 1], words[i])), len(words))
    return next((word for word in reversed(words[:before]) if word.form not in prepositions), None)


def _ends_phrase(noun: Word, word: Word) -> bool:
    """Whether what follows only says more of the noun: *troops of*, *soldiers guarding*."""
    participle = noun.type and noun.form.endswith("s") and word.form.endswith("ing") and not word.capital
    return word.form in load_word_lists().prepositions or word.form == "," or bool(participle)


def letters_of(tokens: Sequence[str]) -> tuple[str, str]:
    """The initials of the words, and the acronym that the whole string is: `("tplf", "")`, `("", "tplf")`."""
    words = [token for token in tokens if token.lower() not in load_word_lists().function_words | {","}]
    if len(words) > 1:
        return "".join(normalise(word)[:1] for word in words), ""
    return "", "".join(normalise(word) for word in words if len(word) >= SHORTEST_ACRONYM and word.isupper())
