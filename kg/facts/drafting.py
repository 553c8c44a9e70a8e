"""All drafts of one article: every rule over every paragraph, then stance, holder, date and count."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.facts.arguments import Reading, is_weapon
from kg.facts.bodies import body_drafts
from kg.facts.borders import border_drafts
from kg.facts.dating import with_date
from kg.facts.factuality import with_stance
from kg.facts.memberships import membership_drafts
from kg.facts.modifiers import modifier_drafts
from kg.facts.nearness import nearness_drafts
from kg.facts.nominals import noun_drafts
from kg.facts.places import place_drafts
from kg.facts.positions import position_drafts
from kg.facts.quotations import quotations
from kg.facts.reciprocals import mutual_drafts
from kg.facts.relations import verb_drafts
from kg.facts.roles import copula_drafts
from kg.facts.speakers import with_repeated_speakers
from kg.facts.subjects import subjects_of
from kg.model import Count, DatedSpan, Draft, Mention
from kg.parse import Paragraph

RULES = (
    verb_drafts,
    noun_drafts,
    mutual_drafts,
    modifier_drafts,
    body_drafts,
    membership_drafts,
    place_drafts,
    nearness_drafts,
    border_drafts,
    position_drafts,
    copula_drafts,
)
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
                drafts.append(_with_numbers(with_date(stanced, reading, dated), reading, count_of))
    return with_repeated_speakers(_completed(drafts))


def _completed(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that another frame of the same word tells with a subject (*came under attack from*)."""
    told = {_place(draft) for draft in drafts if draft.subject is not None}
    return [draft for draft in drafts if draft.subject is not None or _place(draft) not in told]


def _place(draft: Draft) -> tuple[int, int, str, Mention | None]:
    return draft.paragraph, draft.predicate, draft.relation, draft.object


def _with_numbers(draft: Draft, reading: Reading, count_of: CountOf) -> Draft:
    """How many of those the count is about: the force that moves, who is killed, what is fired."""
    counted: list[Mention | None] = []
    if draft.relation in COUNTED_SUBJECT:
        counted = [draft.subject]
    elif draft.relation in COUNTED_OBJECT:
        counted = [draft.object]
    elif draft.relation == "attacked":
        counted = list(_weapons(draft, reading))
    if draft.counted is not None:
        counted = [draft.counted]
    if "count" in draft.qualifiers:
        return draft
    counts = (count_of(reading.paragraph, mention) for mention in counted if mention is not None)
    count = next((count for count in counts if count is not None), None)
    return replace(draft, qualifiers={**draft.qualifiers, "count": count}) if count is not None else draft


def _weapons(draft: Draft, reading: Reading) -> Iterator[Mention]:
    """*Two rockets hit the base*: the weapons in the place of the attacker."""
    if draft.subject is None:
        for index in subjects_of(reading.paragraph, reading.paragraph.tokens[draft.predicate]):
            mention = reading.mention_at(index)
            if mention is not None and is_weapon(mention):
                yield mention
