"""How far apart two words sound: an edit distance over sounds, whose costs are data (`ontology/names/sounds.tsv`).

The method is Wagner and Fischer's string-to-string correction (1974) with a cost for each pair of sounds.
"""

from collections.abc import Mapping
from functools import lru_cache

from kg.entities.names.scripts import WITHOUT_VOWELS, Word, spelt_out
from kg.entities.names.tables import NameTables, read_name_tables

VOWELS = frozenset("aeiou")
GLIDES = frozenset("ywAWYEH")
LETTER, VOWEL = 1.0, 0.5  # a sound for another one, a vowel for another one, where the table has no word on them
# Leaving out a vowel: beside another vowel (diphthongs), a silent e at the end, inside a word, at its end (Karim and
# Karima are two names) and at its start.
BESIDE, SILENT_E, INSIDE, AT_EDGE = 0.15, 0.25, 0.5, 1.0
# The same for a vowel that a script without vowels does not write: short, second of two, last, first.
UNWRITTEN, LONG, LAST_UNWRITTEN, FIRST_UNWRITTEN = 0.05, 0.25, 0.4, 0.3
# East Asian romanisations write one sound with the voiced or the voiceless letter (Teng and Deng).
ASPIRATES = frozenset({("d", "t"), ("g", "k"), ("b", "p"), ("C", "j"), ("C", "Z"), ("c", "z"), ("S", "s"), ("c", "Z")})
ASPIRATED = 0.15
# The first sound tells most, and more in a syllable (Jong and Yong).
FIRST_OF_SYLLABLE, FIRST = 0.3, 0.2


@lru_cache(maxsize=500_000)
def readings(word: Word) -> tuple[str, ...]:
    """The sounds of a word: one string of symbols, or two where its marked letters can be read in two ways."""
    tables = read_name_tables()
    if word.script in WITHOUT_VOWELS:
        return (_sounds(word.text, word.script, tables),)
    plain = _sounds(word.text, "latin", tables)
    marked = _sounds(spelt_out(word.own), "latin", tables) if word.script == "latin" else plain
    return (plain,) if plain == marked else (plain, marked)


def _sounds(text: str, script: str, tables: NameTables) -> str:
    rules = tables.letters[script]
    found: list[str] = []
    at = 0
    while at < len(text):
        rule = next((r for r in rules.get(text[at], ()) if _applies(r.letters, r.where, text, at)), None)
        sound = rule.sound if rule else text[at]
        found.extend(s for s in sound if s.isalnum())
        at += len(rule.letters) if rule else 1
    return "".join(s for n, s in enumerate(found) if n == 0 or found[n - 1] != s)


def _applies(letters: str, where: str, text: str, at: int) -> bool:
    if not text.startswith(letters, at):
        return False
    end = at + len(letters)
    if where == "start":
        return at == 0
    if where == "end":
        return end == len(text)
    return where != "before" or text[end : end + 1] in ("e", "i", "y")


def word_distance(a: Word, b: Word, *, syllables: bool = False) -> float:
    """The cost of taking one word for the other, per sound; 0 is the same word, 1 has nothing in common.

    `syllables`: both are of East Asian names, where voiced and voiceless letters are one.
    """
    return _word_distance(a, b, syllables)


@lru_cache(maxsize=200_000)
def _word_distance(a: Word, b: Word, syllables: bool) -> float:
    if a.text == b.text:
        return 0.0
    unwritten = (a.script in WITHOUT_VOWELS) != (b.script in WITHOUT_VOWELS)
    pairs = ((x, y) for x in readings(a) for y in readings(b))
    return min(_distance(x, y, unwritten, syllables) / max(len(x), len(y), 1) for x, y in pairs)


def _distance(a: str, b: str, unwritten: bool, syllables: bool) -> float:
    """The cheapest way from one string of sounds to the other."""
    costs = read_name_tables().costs
    dropped_a, dropped_b = _drops(a, unwritten), _drops(b, unwritten)
    first = 0.0 if unwritten else FIRST_OF_SYLLABLE if syllables else FIRST
    row = [0.0]
    for drop in dropped_b:
        row.append(row[-1] + drop)
    for i, sound in enumerate(a):
        drop = dropped_a[i]
        new = [row[0] + drop]
        for j, other in enumerate(b):
            cost = 0.0 if sound == other else _taking(sound, other, costs, syllables)
            if i == j == 0 and cost and sound not in VOWELS and not _aspirates(sound, other):
                cost += first
            new.append(min(row[j] + cost, row[j + 1] + drop, new[j] + dropped_b[j]))
        row = new
    return row[-1]


@lru_cache(maxsize=100_000)
def _drops(sounds: str, unwritten: bool) -> tuple[float, ...]:
    tables = read_name_tables()
    return tuple(_dropping(sounds, at, tables, unwritten) for at in range(len(sounds)))


def _aspirates(a: str, b: str) -> bool:
    return (a, b) in ASPIRATES or (b, a) in ASPIRATES


def _taking(a: str, b: str, costs: Mapping[tuple[str, str], float], syllables: bool) -> float:
    if syllables and _aspirates(a, b):
        return ASPIRATED
    cost = costs.get((a, b))
    if cost is not None:
        return cost
    return VOWEL if a in VOWELS and b in VOWELS else LETTER


def _dropping(sounds: str, at: int, tables: NameTables, unwritten: bool) -> float:
    sound = sounds[at]
    if sound not in VOWELS:
        return tables.dropping.get(sound, LETTER)
    before = sounds[at - 1] if at else ""
    after = sounds[at + 1] if at + 1 < len(sounds) else ""
    if unwritten:
        return _unwritten(before, after)
    if not after and sound == "a":
        return AT_EDGE
    if (before and before in VOWELS | GLIDES) or (after and after in VOWELS | GLIDES):
        return BESIDE
    if not after:
        return SILENT_E if sound == "e" else AT_EDGE
    return AT_EDGE if not before else INSIDE


def _unwritten(before: str, after: str) -> float:
    if not before:
        return FIRST_UNWRITTEN
    if before in VOWELS or (after and after in VOWELS):
        return LONG
    return UNWRITTEN if after else LAST_UNWRITTEN
