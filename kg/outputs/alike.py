"""When two strings name the same thing, for scoring only: an answer may word a name otherwise than the gold does.

Known weaknesses: one article is thought to have one bearer of a surname and of an acronym; family names that come
first (Kim Jong Un) are not seen through; a description without any name (*the base*) is the same only as one with no
further name in it.
"""

import re
from collections.abc import Callable, Collection
from functools import cache

from kg.gazetteer import Gazetteer
from kg.outputs.names import Name, Reader
from kg.outputs.word_lists import load_word_lists
from kg.outputs.wording import SHORTEST_ACRONYM, Word, plain

Comparison = Callable[[str, str], bool]

FEWEST_AS_GROUP = 10  # two fighters of a group are persons, three hundred act for it


def equal(one: str, other: str) -> bool:
    """Whether two strings differ in case, accents, punctuation and a leading article at most."""
    return plain(one) == plain(other)


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
    if not short or not short < long or (long - short) & load_word_lists().distinguishing:
        return False
    return mine[0] in short | {yours[0]}


def _abbreviates(short: Name, long: Name) -> bool:
    return bool(short.acronym) and len(short.acronym) >= SHORTEST_ACRONYM and short.acronym == long.initials


def _without_members(name: Name) -> Name:
    """*Taliban fighters* as *Taliban*; *French troops* stay, for France is not its army."""
    rest, lists = name.words[:-1], load_word_lists()
    if not rest or name.head != name.words[-1] or name.head.form not in lists.troops | lists.fighters:
        return name
    last, few = rest[-1], any(number < FEWEST_AS_GROUP for number in name.numbers)
    group = not few and ((last.known is not None and not last.state) or last.type in lists.group_classes)
    return Name(name.plain, rest, last, name.numbers, name.known, name.initials, name.acronym) if group else name


def _kinds(name: Name) -> frozenset[str]:
    """The words with one noun for each kind of base, and of troops, where a name says whose they are."""
    names = [word for word in name.words if word.name]
    if not names:
        return name.forms
    only_states = all(word.state for word in names)
    kinds = frozenset(_kind(word, only_states) for word in name.words)
    return kinds - load_word_lists().base_modifiers if "base" in kinds else kinds


def _kind(word: Word, only_states: bool) -> str:
    if word.type == "MilitaryBase":
        return "base"
    if word.form in load_word_lists().troops:
        return "troops"
    return "fighters" if word.form in load_word_lists().fighters and not only_states else word.form


def _shortens(short: Name, long: Name) -> bool:
    """Whether one is the other with less said of it: it keeps the head, and what it leaves out makes no other thing."""
    if not short.forms < long.forms or short.head.form != long.head.form:
        return False
    lists = load_word_lists()
    left_out = [word for word in long.words if word.form not in short.forms]
    if any(word.form in lists.distinguishing or word.form.startswith("-") for word in left_out):
        return False
    if not long.head.capital and any(word.type in lists.owner_classes for word in left_out):
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
    return [word for word in words if word not in load_word_lists().function_words]


def _abbreviated(one: str, other: str) -> bool:
    """Whether a word stands for the other: its letters, in order and from the first one (*sgt*, *lt*, *gen*)."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return one == other or (short[:1] == long[:1] and len(short) <= 4 and all(letter in rest for letter in short))
