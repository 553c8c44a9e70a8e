"""Whether two words of names are one word: equal, listed as forms of one name, or spellings of one another."""

from dataclasses import dataclass
from functools import lru_cache

from kg.entities.names.scripts import WITHOUT_VOWELS, Word
from kg.entities.names.sounds import word_distance
from kg.entities.names.tables import GivenName, read_name_tables

# Cost per sound up to which two words are spellings of one: one letter taken for a related one in a word of five.
# Set on the Wikidata spellings and the tables of tests/names.
SPELLING = 0.11
# Up to here they may be (a letter too many in a word of six); beyond, they are different words.
NEAR = 0.19
# The same where one word has its vowels and the other has not.
SPELLING_UNWRITTEN, NEAR_UNWRITTEN = 0.09, 0.15
FORM, SHORT_FORM, NEAR_SCORE, INITIAL_SCORE = 0.96, 0.85, 0.6, 0.8
SAME_WORD = 0.78  # from here on two words count as the same


@dataclass(frozen=True, slots=True)
class WordMatch:
    """How alike two words are, from 0 to 1, and what was seen."""

    score: float
    how: str

    @property
    def same(self) -> bool:
        """Whether they can be one word."""
        return self.score >= SAME_WORD


@lru_cache(maxsize=200_000)
def match_words(a: Word, b: Word, *, family: bool = False, syllables: bool = False) -> WordMatch:
    """Compare two words; `family`: both are family names, `syllables`: both are of East Asian names."""
    if a.text == b.text:
        return WordMatch(1.0, "equal")
    if a.initial or b.initial:
        return _match_initial(a, b)
    if family and _families(a) & _families(b):
        return WordMatch(FORM, "listed romanisations of one family name")
    listed = _match_listed(_given(a), _given(b))
    return listed or _match_sounds(a, b, syllables)


def _match_initial(a: Word, b: Word) -> WordMatch:
    """*V.* is *Vladimir*; two different initials are different."""
    same = a.text[:1] == b.text[:1] and a.initial != b.initial
    return WordMatch(INITIAL_SCORE, "initial of") if same else WordMatch(0.0, "different initials")


def _families(word: Word) -> frozenset[int]:
    table = read_name_tables().families
    return table.get(word.own) or table.get(word.text, frozenset())


def _given(word: Word) -> GivenName | None:
    table = read_name_tables().given
    return table.get(word.text) or table.get(word.own)


def _match_listed(a: GivenName | None, b: GivenName | None) -> WordMatch | None:
    if a is None or b is None:
        return None
    if a.names & b.names or (a.prefix and b.prefix):
        return WordMatch(FORM, "listed forms of one name")
    if a.shorts & b.shorts:
        return WordMatch(SHORT_FORM, "listed short form of the name")
    return WordMatch(0.3, "listed as different names")


def _match_sounds(a: Word, b: Word, syllables: bool) -> WordMatch:
    distance = word_distance(a, b, syllables=syllables)
    unwritten = (a.script in WITHOUT_VOWELS) != (b.script in WITHOUT_VOWELS)
    spelling, near = (SPELLING_UNWRITTEN, NEAR_UNWRITTEN) if unwritten else (SPELLING, NEAR)
    if distance <= spelling:
        return WordMatch(1.0 - (1.0 - SAME_WORD) * distance / spelling, "spellings of one another")
    if distance <= near:
        return WordMatch(NEAR_SCORE, "near spellings")
    return WordMatch(max(0.0, 0.45 - distance / 2), "different")
