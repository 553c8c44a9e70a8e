"""Decodes the bytes of an article: byte order mark, UTF-8, declared encoding, and only then a guess."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import InputError

# UTF-32 first: its little-endian mark starts with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)
DECLARED = re.compile(rb"(?:charset|coding)\s*[=:]\s*[\"']?([A-Za-z][\w.-]{1,30})")
DECLARED_WITHIN = 1024
# Codecs of Python that are no character sets of files.
NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7", "mbcs", "oem"})

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b"))
# Text has the odd stray control character; of a binary file they are a good part.
CONTROL_SHARE = 0.05

# A guess counts when charset-normalizer finds almost no disorder and knows the language by its letters.
MOST_DISORDER = 0.1
LEAST_COHERENCE = 0.4
# A second decoding this close to the best is as likely, and then there is none.
AS_LIKELY = 0.05
# `presidentÕs` (Mac Roman read as Windows) and `Wa³êsa` (Central European): letters that no word has inside.
MISREAD = re.compile(r"[a-zß-ÿ][À-Þ]|[^\W\d_][¡-¬¯-±³´¶-¹º-¿×÷ƒˆ˜†‡‰‹›¤¦¨¸][^\W\d_]|[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark, and the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, source: str) -> Decoded:
    """Decode the bytes of `source`, keeping line ends; control characters become U+FFFD one for one.

    Raises InputError, naming the source, when the bytes are no text or their encoding cannot be told.
    """
    decoded = _marked(data, source)
    if decoded is None:
        refuse_binary(data, source)
        decoded = next(_decodings(data), None)
    if decoded is None:
        raise InputError(
            f"{source}: not UTF-8, and no other encoding is certain; convert it (iconv -f ENCODING -t UTF-8)"
        )
    if MARKUP.match(decoded.text):
        raise InputError(f"{source}: is HTML or XML; save the article as plain text")
    return Decoded(CONTROL.sub("\ufffd", decoded.text), decoded.encoding)


def refuse_binary(data: bytes, source: str) -> None:
    """Raise InputError for what is no text: known signatures, NUL bytes, many control characters."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{source}: is {kind}, not text; save the article as plain text")
    controls = len(data) - len(data.translate(None, CONTROL_BYTES))
    if b"\0" in data or controls > CONTROL_SHARE * len(data):
        raise InputError(f"{source}: is binary, not text; save the article as UTF-8 text")


def _marked(data: bytes, source: str) -> Decoded | None:
    mark, encoding = next(((mark, encoding) for mark, encoding in MARKS if data.startswith(mark)), (b"", ""))
    if not mark:
        return None
    text = _try(data[len(mark) :], encoding)
    if text is None:
        raise InputError(f"{source}: starts as {encoding.upper()} but is damaged; save it again as UTF-8")
    return Decoded(text, encoding)


def _decodings(data: bytes) -> Iterator[Decoded]:
    """UTF-8, the declared encoding, Windows Latin where it reads like words, the guess."""
    declared = DECLARED.search(data[:DECLARED_WITHIN])
    for encoding in ("utf-8", declared.group(1).decode("ascii").lower() if declared else ""):
        text = _try(data, encoding)
        if text is not None:
            yield Decoded(text, encoding)
    latin = _try(data, "cp1252")
    if latin is not None and not MISREAD.search(latin) and _is_mostly_ascii(data):
        yield Decoded(latin, "cp1252")
    yield from _guess(data)


def _try(data: bytes, encoding: str) -> str | None:
    """The text, or None where the encoding is unknown or does not fit: the next one is tried then."""
    if not encoding or encoding.replace("-", "_") in NOT_CHARSETS:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _is_mostly_ascii(data: bytes) -> bool:
    return sum(byte > 127 for byte in data) <= 0.1 * len(data)


def _guess(data: bytes) -> Iterator[Decoded]:
    """What charset-normalizer says, when it is sure and no other decoding is as likely."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data))
    if not matches or matches[0].chaos > MOST_DISORDER or matches[0].coherence < LEAST_COHERENCE:
        return
    best = matches[0]
    likely = [m for m in matches if m.chaos <= best.chaos + AS_LIKELY and m.coherence >= best.coherence - AS_LIKELY]
    if len({str(match) for match in likely}) == 1 and not MISREAD.search(str(best)):
        yield Decoded(str(best), best.encoding)
