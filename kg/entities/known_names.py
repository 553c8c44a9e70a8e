"""Known names that the recogniser left out, or cut short (*North* in *North Korean leader*)."""

from collections.abc import Sequence

from kg.gazetteer import Gazetteer, Known, normalise
from kg.parse import NamedSpan, Paragraph, Token

# The longest known names that are looked up, in words.
LONGEST_KNOWN = 6
BODIES = frozenset({"MilitaryForce", "GovernmentBody"})
ARTICLES_OF_NAMES = frozenset("al el as ad an ar at ash ul".split())


def with_known(paragraph: Paragraph, spans: Sequence[NamedSpan], gazetteer: Gazetteer) -> list[NamedSpan]:
    """The spans with known names that were left out, or cut short (*North* in *North Korean leader*)."""
    found: list[NamedSpan] = []
    index = 0
    while index < len(paragraph.tokens):
        run = _known_run(paragraph, index, spans, gazetteer)
        if run is not None:
            found.append(run)
        index = run.last if run is not None else index + 1
    taken = {index for span in found for index in range(span.first, span.last)}
    return [*found, *(span for span in spans if not taken & set(range(span.first, span.last)))]


def _known_run(paragraph: Paragraph, first: int, spans: Sequence[NamedSpan], gazetteer: Gazetteer) -> NamedSpan | None:
    if not _starts_name(paragraph, first) or not _may_open_known(paragraph, first, gazetteer):
        return None
    for size in range(min(LONGEST_KNOWN, len(paragraph.tokens) - first), 0, -1):
        run = (first, first + size)
        overlapping = [span for span in spans if span.first < run[1] and span.last > run[0]]
        if all(_is_longer(run, span) for span in overlapping):
            label = known_label(paragraph, *run, bool(overlapping), gazetteer)
            if label:
                return NamedSpan(*run, label)
    return None


def _starts_name(paragraph: Paragraph, index: int) -> bool:
    token = paragraph.tokens[index]
    if token.text[:1].isupper():
        return True
    follows = paragraph.tokens[index + 1].text if index + 1 < len(paragraph.tokens) else ""
    return token.text in ARTICLES_OF_NAMES and follows == "-"


def _may_open_known(paragraph: Paragraph, first: int, gazetteer: Gazetteer) -> bool:
    """Whether a known name begins with this word; with an apostrophe the word goes on in the next token."""
    follows = paragraph.tokens[first + 1].text[0] if first + 1 < len(paragraph.tokens) else ""
    return follows in ("'", "’") or normalise(paragraph.tokens[first].text).partition(" ")[0] in gazetteer.first_words


def _is_longer(run: tuple[int, int], span: NamedSpan) -> bool:
    """Whether a known name holds the recogniser's span and more."""
    return run[0] <= span.first and span.last <= run[1] and run[1] - run[0] > span.last - span.first


def known_label(paragraph: Paragraph, first: int, last: int, correcting: bool, gazetteer: Gazetteer) -> str:
    """The label of a known name at these tokens, empty if there is none."""
    tokens = paragraph.tokens[first:last]
    if not tokens[-1].text[:1].isalnum():
        return ""
    key = normalise(paragraph.words(first, last))
    if len(tokens) == 1 and (len(key) < 2 or not _looks_like_name(tokens[0])):
        return ""
    known = gazetteer.names.get(key)
    if known is not None and correcting and known.type in BODIES and gazetteer.state(tokens[0].text) is not None:
        return ""  # "Malian army" is described by its state and noun, and so part of the state
    if known is not None and (correcting or key in gazetteer.capitals or _is_distinct(known, len(tokens))):
        return "GPE" if known.type in ("State", "City", "Region") else "ORG"
    return "NORP" if known is None and gazetteer.state(key) is not None else ""


def _looks_like_name(token: Token) -> bool:
    return token.text.isupper() or token.pos in ("PROPN", "ADJ")


def _is_distinct(known: Known, size: int) -> bool:
    """Whether a name is believed without the recogniser: a small town may be called like anything."""
    return known.type != "City" and (known.type != "Region" or size > 1)
