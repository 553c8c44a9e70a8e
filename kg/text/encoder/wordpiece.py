"""WordPiece of the uncased BERT vocabulary (Wu et al. 2016, arXiv:1609.08144), one spaCy token at a time."""

import unicodedata
from collections.abc import Iterator, Sequence

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
# A token of more pieces than this (an address, a line of marks) tells the encoder nothing more.
MOST_PIECES = 8
# Tokens kept with their pieces: news repeats its words, and looking them up costs more than the table.
CACHE_SIZE = 100_000
ASCII_MARKS = frozenset("$+<=>^`|~")
IDEOGRAPHS = range(0x4E00, 0xA000)


class WordPiece:
    """Cuts words into the numbers of their pieces, by the longest match first."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._cache: dict[str, tuple[int, ...]] = {}
        self.start, self.end = self._numbers.get(START, 0), self._numbers.get(END, 0)

    def __call__(self, word: str) -> tuple[int, ...]:
        """The piece numbers of a word: none for blanks, at most MOST_PIECES."""
        pieces = self._cache.get(word)
        if pieces is None:
            found = [number for part in _parts(word) for number in self._cut(part)]
            pieces = tuple(found[:MOST_PIECES])
            if len(self._cache) < CACHE_SIZE:
                self._cache[word] = pieces
        return pieces

    def _cut(self, part: str) -> list[int]:
        pieces: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(len(part), start, -1):
                number = self._numbers.get(prefix + part[start:end])
                if number is not None:
                    break
            else:
                return [self._numbers[UNKNOWN]]
            pieces.append(number)
            start = end
        return pieces


def _parts(word: str) -> Iterator[str]:
    """Lower-cased runs of letters and digits without accents; each mark of punctuation by itself."""
    run = ""
    for sign in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(sign)
        if category in ("Mn", "Cc", "Cf") and not sign.isspace():
            continue
        alone = category[0] == "P" or sign in ASCII_MARKS or ord(sign) in IDEOGRAPHS
        if alone or sign.isspace():
            if run:
                yield run
            run = ""
            if alone:
                yield sign
        else:
            run += sign
    if run:
        yield run
