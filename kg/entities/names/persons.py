"""A person's name in its parts: words, initials, suffix, without titles, articles and particles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.entities.names.scripts import (
    APOSTROPHES,
    LETTER,
    SYLLABIC,
    WITHOUT_VOWELS,
    Word,
    fold,
    script_of,
    split_syllables,
)
from kg.entities.names.tables import read_name_tables
from kg.gazetteer import read_gazetteer

QUOTED = re.compile(r"[(\[“\"«][^)\]”\"»]*[)\]”\"»]|(?<=\s)['‘][^'’]+['’](?=\s)")
PIECES = re.compile(rf"(?:{LETTER})+(?:['’‘ʼʿʾ`´](?:{LETTER})+)*['’ʿʼ]?\.?")
DOTTED = re.compile(r"\b((?:[^\W\d_]\.\s?)+)(?=\w)")
ARABIC_ARTICLE = re.compile(r"^ال(?=\w{3})")
# The first part of servant-of names in all its spellings; what follows is the name it is told by.
SERVANT = re.compile(r"^(?:c|‘)?abd(?:[aeou]u?[ldnrstz]h?|h?)?$")
JOINED_SERVANT = re.compile(r"^abd(?![aou]ll)[aeou]+(?:l|([dnrstz])(?=\1))(?=[a-z]{3})")
ALLAH = frozenset({"allah", "ullah", "ollah", "ellah", "illah"})
CHILD_OF = frozenset("oglu ogly oglou ugli uly uulu kyzy kizi qizi gizi".split())  # Heydar oglu: a father's name
KUNYA = frozenset({"abu", "abou", "abi", "abo", "umm", "oum", "um"})
ARABIC_COMPOUNDS = frozenset({"عبد", "أبو", "ابو", "أبي", "ابي", "أم", "ام"})
KINSHIP_OWN = frozenset({"بن", "ابن", "بنت", "בן", "בת"})
GIVEN_NAMES_TOO = frozenset({"an", "as", "at"})  # at the start of a name: An Byong-jun
LONGEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words that tell a person, in the order written; `suffix` is jr or sr, `number` ii, iii or iv."""

    words: tuple[Word, ...]
    titles: tuple[str, ...] = ()
    suffix: str = ""
    number: str = ""

    @property
    def full(self) -> tuple[Word, ...]:
        """The words that are no initials."""
        return tuple(word for word in self.words if not word.initial)


@lru_cache(maxsize=500_000)
def parse_person(text: str) -> PersonName:
    """The parts of a person's name, without the titles of the gazetteer."""
    known = read_gazetteer().titles
    pieces, shouted = _pieces(_in_order(QUOTED.sub(" ", text)))
    pieces, taken = _without_titles(pieces, known)
    pieces, suffix, number = _without_suffix(pieces)
    words = _join_compounds(_without_particles(pieces))
    if shouted and len(words) > 1:
        words = _given_first(words, shouted)
    return PersonName(tuple(words) or tuple(pieces), taken, suffix, number)


def _in_order(text: str) -> str:
    """*Putin, Vladimir* in the order of reading; *Marcos, Jr* as it is."""
    first, comma, rest = text.partition(",")
    if comma and fold(rest).strip(" .").split(" ")[0] in _words_of("suffix", "number"):
        return f"{first} {rest}"
    return f"{rest} {first}" if comma else text


@cache
def _words_of(*kinds: str) -> frozenset[str]:
    return frozenset(word for word, kind in read_name_tables().person_words.items() if kind in kinds)


def _pieces(text: str) -> tuple[list[Word], frozenset[str]]:
    """The words of a text, and those written in capitals where others are not (a family name)."""
    found: list[Word] = []
    shouted, quiet = set(), 0
    for raw in PIECES.findall(DOTTED.sub(lambda m: " ".join(m[1].replace(".", ". ").split()) + " ", text)):
        script = script_of(raw)
        if script in SYLLABIC:
            found.extend(split_syllables(raw))
            continue
        bare = raw.rstrip(".")
        folded = fold(bare)
        if not folded:
            continue
        found.append(Word(folded, APOSTROPHES.sub("", bare.lower()), script))
        if len(bare) > 2 and bare.isupper():
            shouted.add(folded)
        elif len(bare) > 2:
            quiet += 1
    return found, frozenset(shouted if quiet else ())


def _given_first(words: list[Word], shouted: frozenset[str]) -> list[Word]:
    """*STOLTENBERG Jens*: the words in capitals are the family name."""
    return [w for w in words if w.text not in shouted] + [w for w in words if w.text in shouted]


def _without_titles(pieces: list[Word], titles: Mapping[str, str]) -> tuple[list[Word], tuple[str, ...]]:
    """Titles and honorifics at the start, as long as a name remains."""
    honorifics, given = _words_of("honorific"), read_name_tables().given
    taken: list[str] = []
    while len(pieces) > 1:
        for size in range(min(LONGEST_TITLE, len(pieces) - 1), 0, -1):
            words = " ".join(word.text for word in pieces[:size])
            if (words in titles or words in honorifics) and words not in given:
                taken.append(words)
                pieces = pieces[size:]
                break
        else:
            break
    return pieces, tuple(taken)


def _without_suffix(pieces: list[Word]) -> tuple[list[Word], str, str]:
    kinds = read_name_tables().person_words
    suffix = number = ""
    while len(pieces) > 1 and kinds.get(pieces[-1].text) in ("suffix", "number"):
        last = pieces[-1].text
        if kinds[last] == "suffix":
            suffix = last[0] + "r" if last != "junior" else "jr"
        else:
            number = last
        pieces = pieces[:-1]
    return pieces, suffix, number


def _without_particles(pieces: Sequence[Word]) -> list[Word]:
    """Without articles, kinship words and particles of family names; the last word stays, and so does *Le Duc Tho*."""
    last = len(pieces) - 1
    return [_without_article(w) for n, w in enumerate(pieces) if n == last or not _is_particle(w, at_start=n == 0)]


def _is_particle(word: Word, *, at_start: bool) -> bool:
    kind = read_name_tables().person_words.get(word.text, "")
    if at_start:
        return kind == "article" and word.text not in GIVEN_NAMES_TOO
    return kind in ("article", "kinship", "particle") or word.text in KINSHIP_OWN


def _without_article(word: Word) -> Word:
    if word.script == "arabic":
        return Word(ARABIC_ARTICLE.sub("", word.text) if word.text != "الله" else word.text, word.own, word.script)
    return word


def _join_compounds(words: list[Word]) -> list[Word]:
    """*Abd al-Rahman* and *Abdulrahman* as `abdrahman`; *Abu Bakr* as `abubakr`; *Nasr Allah* as `nasrallah`."""
    kinds = read_name_tables().person_words
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else None
        if before is not None and _opens_compound(before, kinds):
            found[-1] = _joined(before, word)
        elif before is not None and word.text in CHILD_OF:
            found[-1] = Word(before.text + "oglu", f"{before.own} {word.own}", before.script)
        elif before is not None and word.text in ALLAH:
            found[-1] = Word(before.text + "allah", before.own + "allah", before.script)
        else:
            found.append(_servant(word))
    return found


def _opens_compound(word: Word, kinds: Mapping[str, str]) -> bool:
    return kinds.get(word.text) == "compound" or word.text in ARABIC_COMPOUNDS or bool(SERVANT.match(word.text))


def _joined(first: Word, second: Word) -> Word:
    opening = "abd" if SERVANT.match(first.text) else "abu" if first.text in KUNYA else first.text
    rest = "allah" if second.text in ALLAH else second.text
    if first.script in WITHOUT_VOWELS:
        return Word(first.text + second.text, first.own + second.own, first.script)
    return Word(opening + rest, opening + rest, first.script)


def _servant(word: Word) -> Word:
    text = JOINED_SERVANT.sub("abd", re.sub("^cabd", "abd", word.text))  # Somali writes c for the first sound
    return word if text == word.text else Word(text, text, word.script)
