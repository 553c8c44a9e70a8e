"""How a wording is read as a name with the gazetteer's knowledge: states and groups folded, titles left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.gazetteer import Gazetteer, Known, normalise
from kg.outputs.word_lists import load_word_lists
from kg.outputs.wording import Word, folded, head_of, letters_of, number_of, numbers_in, plain, tokens_of, unpossessed

Key = tuple[str, ...]

PARTICLES = frozenset({"al", "el"})
LONGEST_NAME, LONGEST_TITLE = 8, 5  # words, of what is looked up in the gazetteer


@dataclass(frozen=True, slots=True)
class Name:
    """A string as read for comparison; `head` is the word that says what it is: *Force* of *Force of Oromia*."""

    plain: str
    words: tuple[Word, ...]
    head: Word
    numbers: frozenset[int]
    known: Known | None
    initials: str
    acronym: str

    @property
    def forms(self) -> frozenset[str]:
        """Its words as a set."""
        return frozenset(word.form for word in self.words)


@dataclass(frozen=True)
class Reader:
    """Reads strings into names with the gazetteer's knowledge."""

    gazetteer: Gazetteer

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Every word of a title: capitals make no name of it."""
        return frozenset(word for title in self.gazetteer.titles for word in title.split())

    @cached_property
    def groups(self) -> Mapping[Key, Known]:
        """The groups of the gazetteer by the key of their names, so that *Rwanda's army* is the *Rwandan army*."""
        places = load_word_lists().place_classes
        named = [(name, known) for name, known in self.gazetteer.names.items() if known.type not in places]
        return {_key(self._marked(name.split(), lower=True)): known for name, known in reversed(named)}

    def read(self, text: str) -> Name:
        """The name that a string holds; a string of empty words only is its own head."""
        whole = plain(text)
        outside = re.sub(r"\([^)]*\)", " ", text).strip() or text  # Tigray People's Liberation Front (TPLF)
        tokens = self._untitled(tokens_of(outside))
        marked = list(self._grouped(self._marked(tokens)))
        links = load_word_lists().prepositions | {","}
        words = tuple(word for word in marked if word.form not in links) or (Word(whole),)
        known = words[0].known if len(words) == 1 else None
        if known is None and outside != outside.lower():
            known = self.gazetteer.names.get(whole)
        return Name(whole, words, head_of(marked) or words[-1], numbers_in(outside), known, *letters_of(tokens))

    def _untitled(self, tokens: Sequence[str]) -> list[str]:
        """The tokens without titles before a name of a person: what ends on a common noun is no person."""
        if not tokens or self._type(tokens[-1]):
            return list(tokens)
        kept, at = [], 0
        while at < len(tokens):
            size = next((n for n in range(LONGEST_TITLE, 0, -1) if self._is_title(tokens, at, at + n)), 0)
            kept.extend([] if size else [tokens[at]])
            at += size or 1
        return kept

    def _is_title(self, tokens: Sequence[str], start: int, end: int) -> bool:
        followed = end < len(tokens) and tokens[end][:1].isupper()
        return followed and normalise(" ".join(tokens[start:end])) in self.gazetteer.titles

    def _marked(self, tokens: Sequence[str], *, lower: bool = False) -> list[Word]:
        """Words with states folded and empty words left out; `lower` is for names that have lost their capitals."""
        of_person = bool(tokens) and self._type(tokens[-1]) in ("", "Person")
        counted = any(number_of(token) is not None for token in tokens)
        words, at = [], 0
        while at < len(tokens):
            size, state = self._state(tokens, at, lower=lower, counted=counted)
            if state:
                words.append(Word(state.id, name=True, capital=True, known=state))
            elif tokens[at].lower() in load_word_lists().kinship and at + 1 < len(tokens):
                size = 2
                words.append(Word(folded(" ".join(tokens[at : at + 2])), name=True, capital=True))
            elif normalise(tokens[at]) not in load_word_lists().empty | PARTICLES:
                words.append(self._word(tokens[at], of_person))
            at += size
        return words

    def _state(self, tokens: Sequence[str], start: int, *, lower: bool, counted: bool) -> tuple[int, Known | None]:
        """The longest stretch that names a state; *us* does not, and *two Russians* are not Russia."""
        for end in range(min(len(tokens), start + LONGEST_NAME), start, -1):
            phrase = unpossessed(" ".join(tokens[start:end]))
            people = counted and end == len(tokens) and normalise(phrase) in self.gazetteer.demonyms
            if (lower or phrase != phrase.lower()) and not people and (state := self.gazetteer.state(phrase)):
                return end - start, state
        return 1, None

    def _grouped(self, words: Sequence[Word]) -> Iterator[Word]:
        """The words with groups folded, without numbers and quantities."""
        at = 0
        while at < len(words):
            size, group = self._group(words, at)
            if group:
                yield Word(group.id, name=True, capital=True, known=group)
            elif not (number_of(words[at].form) is not None or _is_quantity(words, at)):
                yield words[at]
            at += size

    def _group(self, words: Sequence[Word], start: int) -> tuple[int, Known | None]:
        for end in range(min(len(words), start + LONGEST_NAME), start, -1):
            stretch = words[start:end]
            if any(word.capital for word in stretch) and (group := self.groups.get(_key(stretch))):
                return end - start, group
        return 1, None

    def _word(self, token: str, of_person: bool) -> Word:
        """A capital makes a name, but not of a common noun nor of a person's title."""
        type_, capital = self._type(token), token[:1].isupper()
        title = of_person and normalise(token) in self.title_words
        return Word(folded(token, noun=bool(type_)), capital and not type_ and not title, capital, type=type_)

    def _type(self, token: str) -> str:
        form = normalise(unpossessed(token))
        noun = self.gazetteer.heads.get(form) or self.gazetteer.heads.get(form.removesuffix("s"))
        return noun.type if noun else ""


def _key(words: Sequence[Word]) -> Key:
    """What wordings of one group share: *-led* and *led*, *troops* and *forces* are the same here."""
    return tuple("forces" if word.form in load_word_lists().troops else word.form.removeprefix("-") for word in words)


def _is_quantity(words: Sequence[Word], at: int) -> bool:
    return words[at].form in load_word_lists().quantities and at + 1 < len(words) and words[at + 1].form == "of"
