"""From a name in any script to lower-case words in Latin letters, each with the letters it was written in."""

import re
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

# Letters that Unicode decomposition would reduce to a letter of another sound, and how English papers spell them.
SPELT_OUT = str.maketrans(
    {"š": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ç": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ğ": "gh", "ł": "l",
     "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "đ": "dj", "ñ": "ny", "ţ": "ts", "ț": "ts"}
)  # fmt: skip
# Cyrillic letters that anyascii gives other Latin letters than newspapers do.
CYRILLIC = str.maketrans(
    {"х": "kh", "ц": "ts", "щ": "shch", "й": "y", "ё": "yo", "є": "ye", "ї": "yi", "ю": "yu", "я": "ya", "ы": "y",
     "ъ": "", "ь": "", "э": "e", "ђ": "dj", "ћ": "ch", "џ": "dzh", "љ": "lj", "њ": "nj", "ј": "j", "ў": "w", "ґ": "g"}
)  # fmt: skip
GREEK = tuple(
    (re.compile(letters), latin)
    for letters, latin in (
        ("^μπ", "b"), ("μπ", "mb"), ("^ντ", "d"), ("^γκ", "g"), ("γκ|γγ", "ng"), ("γι(?=[αεοωυη])|γ(?=[εη])", "y"),
        ("αυ(?=[θκξπστφχψ])", "af"), ("αυ", "av"), ("ευ(?=[θκξπστφχψ])", "ef"), ("ευ", "ev"), ("ου", "ou"), ("χ", "h"),
    )
)  # fmt: skip
SCRIPTS = (
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7a3]")),
    ("han", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("indic", re.compile(r"[\u0900-\u0d7f]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
)
WITHOUT_VOWELS = frozenset({"arabic", "hebrew"})
SYLLABIC = frozenset({"hangul", "han"})
APOSTROPHES = re.compile(r"['’‘ʼʿʾ`´]")
JOINERS = re.compile(r"[\u200c\u200d\u0640\u064b-\u065f\u0591-\u05c7\u0670]")  # marks inside Arabic and Hebrew words
# Letters of a word, with the marks that Python counts as none.
LETTER = (
    r"[^\W_\u0640]|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    r"\u0900-\u109f\u0e00-\u0fff\u200c\u200d]"
)
VIRAMA = 0x4D


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: `text` in lower-case Latin letters (for Arabic and Hebrew: as written), `own` as written."""

    text: str
    own: str
    script: str = "latin"

    @property
    def initial(self) -> bool:
        """Whether the word stands for a longer one: a single letter, or a letter with a dot."""
        return len(self.text) == 1 and self.script not in SYLLABIC


def script_of(text: str) -> str:
    """The script of a word: one of those that need care, else `latin` (which anyascii makes of all others)."""
    for name, pattern in SCRIPTS:
        if pattern.search(text):
            return name
    return "latin"


def fold(text: str) -> str:
    """Lower case, Latin letters, without accents and apostrophes; words in Arabic and Hebrew stay as written."""
    text = JOINERS.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(_fold_word(word) for word in APOSTROPHES.sub("", text).lower().split())


def _fold_word(word: str) -> str:
    script = script_of(word)
    if script in WITHOUT_VOWELS:
        return word
    if script == "cyrillic":
        word = _cyrillic(word)
    elif script == "greek":
        word = _greek(word)
    elif script == "indic":
        return anyascii(_with_inherent_vowels(word)).lower()
    stripped = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return APOSTROPHES.sub("", anyascii(stripped)).lower()


def _cyrillic(word: str) -> str:
    """Stress marks go, but й and ї stay letters of their own."""
    kept = "".join(c for c in unicodedata.normalize("NFC", word) if not unicodedata.combining(c))
    return kept.translate(CYRILLIC)


def _greek(word: str) -> str:
    """Letters that sound as one: *Γιάννης* is Yannis, *Μπακογιάννης* Bakoyannis."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    for pattern, latin in GREEK:
        plain = pattern.sub(latin, plain)
    return plain


def _with_inherent_vowels(word: str) -> str:
    """Indic consonants without a vowel sign have an *a*, but for a single one at the end (Mohan, Narendra).

    The blocks of Unicode from Devanagari to Malayalam share one layout of 128 places.
    """
    found = []
    for at, char in enumerate(word):
        found.append(char)
        follower = _indic_place(word[at + 1 : at + 2])
        bare = 0x15 <= _indic_place(char) <= 0x39 and not 0x3C <= follower <= 0x4D
        if bare and (at + 1 < len(word) or _indic_place(word[at - 1 : at]) == VIRAMA):
            found.append("a")
    return "".join(found)


def _indic_place(char: str) -> int:
    return (ord(char) - 0x0900) % 0x80 if char and 0x0900 <= ord(char) <= 0x0D7F else -1


def spelt_out(word: str) -> str:
    """A Latin word with its marked letters written as English papers would: `shoigu` for *šoigu*."""
    return anyascii(unicodedata.normalize("NFC", word.lower()).translate(SPELT_OUT)).lower()


def split_syllables(text: str) -> list[Word]:
    """Each Hangul or Chinese character as one word: `gim`, `jeong`, `eun`."""
    return [Word(anyascii(char).lower().replace("'", ""), char, script_of(char)) for char in text]
