"""When two strings name the same thing, for scoring only: an answer may word a name otherwise than the gold does.

Known weaknesses: one article is thought to have one bearer of a surname and of an acronym; family names that come
first (Kim Jong Un) and spellings beyond accents, *al-* and doubled letters are not seen through; a description
without any name (*the base*) is the same only as one with no further name in it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from kg.gazetteer import Gazetteer, Known, normalise

Comparison = Callable[[str, str], bool]
Key = tuple[str, ...]

# English function words and number words; written from general knowledge, so numbers above ninety are digits only.
EMPTY_WORDS = frozenset(
    "a an the some its his her their our this these that those about around nearly almost approximately roughly at "
    "least more most than over up to so called few several all both many no".split()
)
QUANTITIES = frozenset("dozens hundreds thousands tens scores number couple handful".split())  # … of rebels
PREPOSITIONS = frozenset("of in at from near on by for with to and who which that outside inside against".split())
PARTICLES = frozenset({"al", "el"})
KINSHIP = frozenset({"bin", "ibn", "bint", "abu", "umm"})  # bin Salman is not Salman
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: 10 * ten for ten, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
NUMBERS["dozen"] = 12
# Words that make another thing of what follows; so do compounds such as *Rwandan-backed* and *anti-government*.
DISTINGUISHING = frozenset("other another rival foreign domestic local former ex vice deputy acting assistant".split())
# Nouns for the people of a group, which with its name mean the group; the nouns of one set say the same of a name.
TROOPS = frozenset("troops forces soldiers servicemen personnel".split())
FIGHTERS = frozenset("fighters militants rebels gunmen insurgents guerrillas militiamen".split())
GROUP_CLASSES = frozenset({"Coalition", "Organization", "ArmedGroup", "MilitaryForce"})
# Classes of nouns that say whose a thing is: rebel positions are not just any positions.
OWNER_CLASSES = frozenset({"Coalition", "Organization", "ArmedGroup", "Person"})
FEWEST_AS_GROUP = 10  # two fighters of a group are persons, three hundred act for it

PLACES = frozenset({"State", "City", "Region"})
BASE_MODIFIERS = frozenset("air army military naval".split())
LONGEST_NAME, LONGEST_TITLE = 8, 5  # words, of what is looked up in the gazetteer
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


def equal(one: str, other: str) -> bool:
    """Whether two strings differ in case, accents, punctuation and a leading article at most."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """The string as `equal` compares it."""
    words = re.sub(r"[^\w\s]", " ", normalise(text)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words) or text.strip()


def alikeness(gazetteer: Gazetteer) -> Comparison:
    """A function that says whether two strings name the same thing; it reads each string once.

    Beyond `equal` it sees through words for states, names the gazetteer holds together, articles, titles,
    possessives, acronyms, and shorter names that keep the head word.
    """
    reader = Reader(gazetteer)
    read = cache(reader.read)
    return cache(lambda one, other: same_name(read(one), read(other)))


def same_name(one: Name, other: Name) -> bool:
    """Whether two names as read name the same thing."""
    if one.plain == other.plain or _abbreviates(one, other) or _abbreviates(other, one):
        return True
    if one.known and other.known:
        return one.known.id == other.known.id
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return False
    one, other = _without_members(one), _without_members(other)
    return _kinds(one) == _kinds(other) or _shortens(one, other) or _shortens(other, one)


def same_position(one: str, other: str) -> bool:
    """Whether two titles of office or rank are the same: *Maj. Gen.* and *Major General*, *head* and *head of state*.

    A word that makes another office (*vice*, *former*) must be in both.
    """
    mine, yours = _office(one), _office(other)
    if len(mine) == len(yours) and all(map(_abbreviated, mine, yours)):
        return True
    short, long = sorted((set(mine), set(yours)), key=len)
    return bool(short) and short < long and not (long - short) & DISTINGUISHING and mine[0] in short | {yours[0]}


def numbers_in(text: str) -> frozenset[int]:
    """The numbers that a string tells in digits or words: 1200 for *some 1,200*."""
    return frozenset(number for token in _tokens(text) if (number := _number(token)) is not None)


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
        named = [(name, known) for name, known in self.gazetteer.names.items() if known.type not in PLACES]
        return {_key(self._marked(name.split(), lower=True)): known for name, known in reversed(named)}

    def read(self, text: str) -> Name:
        """The name that a string holds; a string of empty words only is its own head."""
        whole = plain(text)
        outside = re.sub(r"\([^)]*\)", " ", text).strip() or text  # Tigray People's Liberation Front (TPLF)
        tokens = self._untitled(_tokens(outside))
        marked = list(self._grouped(self._marked(tokens)))
        words = tuple(word for word in marked if word.form not in PREPOSITIONS | {","}) or (Word(whole),)
        known = words[0].known if len(words) == 1 else None
        if known is None and outside != outside.lower():
            known = self.gazetteer.names.get(whole)
        return Name(whole, words, _head(marked) or words[-1], numbers_in(outside), known, *_letters(tokens))

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
        counted = any(_number(token) is not None for token in tokens)
        words, at = [], 0
        while at < len(tokens):
            size, state = self._state(tokens, at, lower=lower, counted=counted)
            if state:
                words.append(Word(state.id, name=True, capital=True, known=state))
            elif tokens[at].lower() in KINSHIP and at + 1 < len(tokens):
                size = 2
                words.append(Word(_folded(" ".join(tokens[at : at + 2])), name=True, capital=True))
            elif normalise(tokens[at]) not in EMPTY_WORDS | PARTICLES:
                words.append(self._word(tokens[at], of_person))
            at += size
        return words

    def _state(self, tokens: Sequence[str], start: int, *, lower: bool, counted: bool) -> tuple[int, Known | None]:
        """The longest stretch that names a state; *us* does not, and *two Russians* are not Russia."""
        for end in range(min(len(tokens), start + LONGEST_NAME), start, -1):
            phrase = _unpossessed(" ".join(tokens[start:end]))
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
            elif not (_number(words[at].form) is not None or _is_quantity(words, at)):
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
        return Word(_folded(token, bool(type_)), capital and not type_ and not title, capital, type=type_)

    def _type(self, token: str) -> str:
        form = normalise(_unpossessed(token))
        noun = self.gazetteer.heads.get(form) or self.gazetteer.heads.get(form.removesuffix("s"))
        return noun.type if noun else ""


def _key(words: Sequence[Word]) -> Key:
    """What wordings of one group share: *-led* and *led*, *troops* and *forces* are the same here."""
    return tuple("forces" if word.form in TROOPS else word.form.removeprefix("-") for word in words)


def _tokens(text: str) -> list[str]:
    """Words and commas; *US-led* gives `US` and `-led`, *anti-Taliban* `anti-` and `Taliban`, *al-Bab* `al`, `Bab`."""
    marked = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    marked = PREFIX.sub(r"\1~ ", re.sub(r"\b([Aa]l|[Ee]l)[-–]", r"\1 ", marked))
    marked = COMPOUND.sub(r"\1 ~", marked).replace("-", " ").replace("~", "-")
    return TOKEN.findall(marked)


def _is_quantity(words: Sequence[Word], at: int) -> bool:
    return words[at].form in QUANTITIES and at + 1 < len(words) and words[at + 1].form == "of"


def _number(token: str) -> int | None:
    return int(token) if token.isdecimal() else NUMBERS.get(token.lower())


def _unpossessed(phrase: str) -> str:
    return re.sub(r"['’](s\b)?$", "", phrase)


def _folded(token: str, noun: bool = False) -> str:
    """*Gaddafi* and *Gadafi* are written alike; a common noun, and the hyphen of a compound, stay."""
    form = normalise(_unpossessed(token))
    form = form if noun else re.sub(r"([a-z])\1", r"\1", form)
    return f"-{form}" if token.startswith("-") or token.endswith("-") else form


def _head(words: Sequence[Word]) -> Word | None:
    before = next((i for i in range(1, len(words)) if _ends_phrase(words[i - 1], words[i])), len(words))
    return next((word for word in reversed(words[:before]) if word.form not in PREPOSITIONS), None)


def _ends_phrase(noun: Word, word: Word) -> bool:
    """Whether what follows only says more of the noun: *troops of*, *soldiers guarding*."""
    participle = noun.type and noun.form.endswith("s") and word.form.endswith("ing") and not word.capital
    return word.form in PREPOSITIONS or word.form == "," or bool(participle)


def _letters(tokens: Sequence[str]) -> tuple[str, str]:
    """The initials of the words, and the acronym that the whole string is: `("tplf", "")`, `("", "tplf")`."""
    words = [token for token in tokens if token.lower() not in EMPTY_WORDS | PREPOSITIONS | {","}]
    if len(words) > 1:
        return "".join(normalise(word)[:1] for word in words), ""
    return "", "".join(normalise(word) for word in words if len(word) >= SHORTEST_ACRONYM and word.isupper())


def _abbreviates(short: Name, long: Name) -> bool:
    return bool(short.acronym) and len(short.acronym) >= SHORTEST_ACRONYM and short.acronym == long.initials


def _without_members(name: Name) -> Name:
    """*Taliban fighters* as *Taliban*; *French troops* stay, for France is not its army."""
    rest = name.words[:-1]
    if not rest or name.head != name.words[-1] or name.head.form not in TROOPS | FIGHTERS:
        return name
    last, few = rest[-1], any(number < FEWEST_AS_GROUP for number in name.numbers)
    group = not few and ((last.known is not None and not last.state) or last.type in GROUP_CLASSES)
    return Name(name.plain, rest, last, name.numbers, name.known, name.initials, name.acronym) if group else name


def _kinds(name: Name) -> frozenset[str]:
    """The words with one noun for each kind of base, and of troops, where a name says whose they are."""
    names = [word for word in name.words if word.name]
    if not names:
        return name.forms
    only_states = all(word.state for word in names)
    kinds = frozenset(_kind(word, only_states) for word in name.words)
    return kinds - BASE_MODIFIERS if "base" in kinds else kinds


def _kind(word: Word, only_states: bool) -> str:
    if word.type == "MilitaryBase":
        return "base"
    if word.form in TROOPS:
        return "troops"
    return "fighters" if word.form in FIGHTERS and not only_states else word.form


def _shortens(short: Name, long: Name) -> bool:
    """Whether one is the other with less said of it: it keeps the head, and what it leaves out makes no other thing."""
    if not short.forms < long.forms or short.head.form != long.head.form:
        return False
    left_out = [word for word in long.words if word.form not in short.forms]
    if any(word.form in DISTINGUISHING or word.form.startswith("-") for word in left_out):
        return False
    if not long.head.capital and any(word.type in OWNER_CLASSES for word in left_out):
        return False
    names = [word for word in left_out if word.name]
    return not names or _identifies(short, names, long)


def _identifies(short: Name, names: Collection[Word], long: Name) -> bool:
    """Whether a shorter name says enough without these names."""
    own = [word for word in short.words if word.name]
    if not own:
        return bool(short.numbers & long.numbers)
    if len(short.words) == 1 and own[0].known:  # Lebanese Hezbollah is Hezbollah, Turkish Hezbollah is not
        return all(word.known and word.state and word.known.state == own[0].known.state for word in names)
    if not long.head.capital:  # a description: Syrian forces are not Syrian Kurdish forces
        return all(word.state for word in names) and not all(word.state for word in own)
    return True


def _office(text: str) -> list[str]:
    words = [re.sub(r"(wo)?man$|person$", "man", word) for word in plain(text).replace("defense", "defence").split()]
    return [word for word in words if word not in EMPTY_WORDS | PREPOSITIONS]


def _abbreviated(one: str, other: str) -> bool:
    """Whether a word stands for the other: its letters, in order and from the first one (*sgt*, *lt*, *gen*)."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return one == other or (short[:1] == long[:1] and len(short) <= 4 and all(letter in rest for letter in short))
