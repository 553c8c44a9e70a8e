"""All drafts of one article: every rule over every paragraph, then stance, holder, date and count."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.facts.arguments import Reading
from kg.facts.factuality import with_stance
from kg.facts.holders import is_report_behind
from kg.facts.modifiers import modifier_drafts
from kg.facts.nominals import noun_drafts
from kg.facts.positions import position_drafts
from kg.facts.quotations import quotations
from kg.facts.relations import verb_drafts
from kg.model import Count, DatedSpan, Draft, Mention
from kg.parse import Paragraph

RULES = (verb_drafts, noun_drafts, modifier_drafts, position_drafts)
# Standing facts of a noun phrase take no date from the clause around them.
UNDATED = frozenset({"part_of", "member_of", "located_in", "near", "spokesperson_of", "holds_position", "supports"})
# Relations whose count is how many of the subject (or, for a killing, of the object) there are.
COUNTED_SUBJECT = frozenset({"withdrew_from", "deployed_to", "stationed_in", "member_of", "supports"})
COUNTED_OBJECT = frozenset({"killed", "handed_over"})

CountOf = Callable[[Paragraph, Mention], Count | None]


def draft_claims(readings: Sequence[Reading], dates: Sequence[Sequence[DatedSpan]], count_of: CountOf) -> list[Draft]:
    """The drafts of an article. `dates` are parallel to `readings`; `count_of` tells how many a mention speaks of."""
    spoken = quotations(readings)
    drafts: list[Draft] = []
    for reading, dated in zip(readings, dates, strict=True):
        for rule in RULES:
            for draft in rule(reading):
                speaker = next((quotation.speaker for quotation in spoken if quotation.holds(draft)), None)
                stanced = with_stance(draft, reading, speaker)
                drafts.append(_with_numbers(_with_date(stanced, reading, dated), reading, count_of))
    return _completed(drafts)


def _completed(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that another frame of the same word tells with a subject (*came under attack from*)."""
    told = {_place(draft) for draft in drafts if draft.subject is not None}
    return [draft for draft in drafts if draft.subject is not None or _place(draft) not in told]


def _place(draft: Draft) -> tuple[int, int, str, Mention | None]:
    return draft.paragraph, draft.predicate, draft.relation, draft.object


def _with_date(draft: Draft, reading: Reading, dated: Sequence[DatedSpan]) -> Draft:
    """The date below the predicate; else, of a main clause, the only date of its sentence."""
    if draft.relation in UNDATED or not dated:
        return draft
    below = _own_tokens(draft, reading)
    found = [span for span in dated if span.first in below]
    nearest = min(found, key=lambda span: _depth(reading, span.first, draft.predicate), default=None)
    if nearest is None:
        nearest = _shared_date(draft, reading, dated)
    if nearest is None:
        return draft
    return replace(draft, qualifiers={**draft.qualifiers, "date": nearest.when})


def _own_tokens(draft: Draft, reading: Reading) -> set[int]:
    """The tokens below a predicate without those of a report hung on it (*…, he said on Friday*)."""
    paragraph, predicate = reading.paragraph, reading.paragraph.tokens[draft.predicate]
    own = set(paragraph.subtree(draft.predicate))
    for child in paragraph.children(draft.predicate):
        if is_report_behind(reading, predicate, child):
            own -= set(paragraph.subtree(child.index))
    return own


def _depth(reading: Reading, index: int, predicate: int) -> int:
    """How many steps lie between a token and the predicate above it."""
    return next((n for n, token in enumerate(reading.paragraph.ancestors(index)) if token.index == predicate), 99)


def _shared_date(draft: Draft, reading: Reading, dated: Sequence[DatedSpan]) -> DatedSpan | None:
    """A coordinated verb shares the date of the first one; a noun the date of the clause it serves as object."""
    token = reading.paragraph.tokens[draft.predicate]
    if token.dep != "conj" or is_report_behind(reading, reading.paragraph.tokens[token.head], token):
        return None
    governor = token.head
    inside = set(reading.paragraph.subtree(governor)) - set(reading.paragraph.subtree(draft.predicate))
    return next((span for span in dated if span.first in inside), None)


def _with_numbers(draft: Draft, reading: Reading, count_of: CountOf) -> Draft:
    mention = None
    if draft.relation in COUNTED_SUBJECT:
        mention = draft.subject
    elif draft.relation in COUNTED_OBJECT:
        mention = draft.object
    count = count_of(reading.paragraph, mention) if mention is not None and "count" not in draft.qualifiers else None
    return replace(draft, qualifiers={**draft.qualifiers, "count": count}) if count is not None else draft
