"""An organisation's name in its parts: names of its own, words for its kind, states, numbers; legal forms left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.entities.names.scripts import APOSTROPHES, LETTER, SYLLABIC, Word, fold, script_of
from kg.entities.names.tables import BodyWord, read_name_tables
from kg.gazetteer import Gazetteer, Known, normalise, read_gazetteer

POSSESSIVE = re.compile(r"['’]s?(?=\W|$)")
BRACKETED = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
TOKEN = re.compile(rf"(?:{LETTER})+(?:['’‘ʼʿʾ`´](?:{LETTER})+)*['’ʿ]?|&")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|e|er|eme|-?й|-?я)?")
ACRONYM = re.compile(r"[A-ZА-Я][A-ZА-Я0-9-]{1,7}")
ARABIC_ARTICLE = re.compile(r"^ال(?=\w{2})")
LONGEST_STATE = 5
MAX_ACRONYM = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name: `kind` is `own` or a kind of organisation_words.tsv, `concept` what it means.

    `leading`: it stands before every own word (Iraqi army, as against BAE Systems Australia).
    """

    kind: str
    concept: str
    word: Word
    leading: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """The parts of a name in the order written; `acronym` is told in brackets or is the whole name."""

    text: str
    parts: tuple[Part, ...]
    acronym: str = ""
    initials: tuple[str, ...] = ()
    known: Known | None = None

    def of_kind(self, *kinds: str) -> list[Part]:
        """The parts of these kinds."""
        return [part for part in self.parts if part.kind in kinds]


def parse_organisation(text: str, gazetteer: Gazetteer | None = None) -> OrganisationName:
    """The parts of an organisation's name; `gazetteer` knows states and known names (default: the shipped one)."""
    known = gazetteer or read_gazetteer()
    plain, acronym = _without_acronym(text)
    words = _words(plain)
    parts = tuple(_parts(words, known))
    whole = plain.strip().replace(".", "")
    if not acronym and ACRONYM.fullmatch(whole):
        acronym = whole
    return OrganisationName(text, parts, fold(acronym), _initials(words), _known(plain, text, known))


def _known(plain: str, text: str, gazetteer: Gazetteer) -> Known | None:
    for name in (text, plain):
        key = normalise(name).strip()
        found = gazetteer.names.get(key) or gazetteer.names.get(key.removeprefix("the "))
        if found is not None and found.type not in ("City", "Region", "State"):
            return found
    return None


def _without_acronym(text: str) -> tuple[str, str]:
    """*Rapid Support Forces (RSF)*: the name, and what its brackets abbreviate."""
    for match in BRACKETED.finditer(text):
        inside = (match[1] or match[2] or "").strip()
        if ACRONYM.fullmatch(inside) and len(inside) <= MAX_ACRONYM and read_gazetteer().state(inside) is None:
            return f"{text[: match.start()]} {text[match.end() :]}", inside
    return text, ""


def _words(text: str) -> list[Word]:
    found: list[Word] = []
    plain = DOTTED.sub(lambda match: match[0].replace(".", ""), POSSESSIVE.sub(" ", text))
    for raw in TOKEN.findall(plain):
        script = script_of(raw)
        if script in SYLLABIC:
            found.extend(_han_words(raw, script))
        elif raw != "&" and fold(raw):
            own = APOSTROPHES.sub("", raw.lower())
            found.append(Word(fold(ARABIC_ARTICLE.sub("", raw) if raw != "الله" else raw), own, script))
    return found


def _han_words(raw: str, script: str) -> Iterator[Word]:
    """Chinese and Korean names have no blanks: known words at either end are split off."""
    bodies = read_name_tables().body_words
    ends: list[Word] = []
    start: list[Word] = []
    while raw:
        size = next((n for n in range(len(raw), 1, -1) if raw[-n:] in bodies), 0)
        front = 0 if size else next((n for n in range(len(raw), 1, -1) if raw[:n] in bodies), 0)
        if size:
            ends.insert(0, Word(raw[-size:], raw[-size:], script))
            raw = raw[:-size]
        elif front:
            start.append(Word(raw[:front], raw[:front], script))
            raw = raw[front:]
        else:
            break
    yield from start
    if raw:
        yield Word(fold(raw).replace(" ", ""), raw)
    yield from ends


def _parts(words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[Part]:
    at, own = 0, False
    while at < len(words):
        part, size = _state(words, at, gazetteer) or _body(words, at) or (_own(words[at]), 1)
        at += size
        if part.kind in ("function", "legal"):
            continue
        own = own or part.kind == "own"
        yield Part(part.kind, part.concept, part.word, leading=not own)


def _state(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> tuple[Part, int] | None:
    for size in range(min(LONGEST_STATE, len(words) - at), 0, -1):
        phrase = " ".join(word.text for word in words[at : at + size])
        state = gazetteer.state(phrase)
        if state is not None and state.state:
            return Part("state", state.state, words[at]), size
    return None


def _body(words: Sequence[Word], at: int) -> tuple[Part, int] | None:
    tables = read_name_tables()
    for size in range(min(tables.longest_body_word, len(words) - at), 0, -1):
        chosen = words[at : at + size]
        found = _lookup(" ".join(w.text for w in chosen)) or _lookup(" ".join(w.own for w in chosen))
        if found is not None:
            return Part(found.kind, found.concept, words[at]), size
    return None


def _lookup(phrase: str) -> BodyWord | None:
    bodies = read_name_tables().body_words
    return bodies.get(phrase) or (bodies.get(phrase[:-1]) if phrase.endswith("s") and len(phrase) > 3 else None)


def _own(word: Word) -> Part:
    number = ORDINAL.fullmatch(word.text)
    return Part("number", number[1], word) if number else Part("own", word.text, word)


def _initials(words: Sequence[Word]) -> tuple[str, ...]:
    """The initials of all words, and of those that are no articles or prepositions."""
    bodies = read_name_tables().body_words
    kept = [w for w in words if (b := bodies.get(w.text)) is None or b.kind not in ("function", "legal")]
    return "".join(w.text[0] for w in words), "".join(w.text[0] for w in kept)
