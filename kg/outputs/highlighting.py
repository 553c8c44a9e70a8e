"""The words of a quoted sentence that fill the roles of its claim."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Argument, Claim


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words of a quote that fill a role; offsets count characters of the quote, `end` exclusive."""

    start: int
    end: int
    role: str


def argument_highlights(claim: Claim) -> tuple[Highlight, ...]:
    """The words of subject, object and other entities inside the claim's sentence, in order, none overlapping.

    Arguments outside the sentence (an antecedent in the sentence before) are left out.
    """
    shift, length = claim.evidence.start, len(claim.evidence.text)
    roles = [("subject", claim.subject), ("object", claim.object)]
    roles += [(role, value) for role, value in claim.qualifiers.items() if isinstance(value, Argument)]
    found = [Highlight(a.start - shift, a.end - shift, role) for role, a in roles if a is not None]
    return tuple(without_overlaps(item for item in found if 0 <= item.start < item.end <= length))


def without_overlaps(highlights: Iterable[Highlight]) -> Iterable[Highlight]:
    """Keep the first of highlights that overlap, the longer one where two start together."""
    position = 0
    for item in sorted(highlights, key=lambda item: (item.start, -item.end, item.role)):
        if item.start >= position:
            yield item
            position = item.end


def quote_pieces(quote: str, highlights: Iterable[Highlight]) -> list[tuple[str, str]]:
    """Cut a quote into (text, role) pieces; the role is empty between highlights.

    Pieces, not offsets, go into the page: a browser counts UTF-16 units where Python counts characters.
    """
    pieces, position = [], 0
    for item in highlights:
        pieces += [(quote[position : item.start], ""), (quote[item.start : item.end], item.role)]
        position = item.end
    pieces.append((quote[position:], ""))
    return [piece for piece in pieces if piece[0]]
