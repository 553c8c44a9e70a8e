"""Who goes on speaking: *they added* and *it said* take up the last speaker, not the last plural or thing told of."""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Draft, Mention, MentionKind

# Paragraphs between a speaker and the pronoun that takes him up.
REACH = 1
GROUPS = frozenset({"they", "it"})


def with_repeated_speakers(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with *they* and *it* as holders or speakers replaced by the last speaker before them."""
    speakers = _speakers(drafts)
    return [_resolved(draft, speakers) for draft in drafts]


def _speakers(drafts: Sequence[Draft]) -> list[Mention]:
    """Whoever speaks by name or description, in text order."""
    told = (draft.subject if draft.relation == "said" else draft.holder for draft in drafts)
    named = {m.key: m for m in told if m is not None and m.kind is not MentionKind.PRONOUN}
    return sorted(named.values(), key=lambda mention: mention.start)


def _resolved(draft: Draft, speakers: Sequence[Mention]) -> Draft:
    if draft.relation == "said" and (speaker := _taken_up(draft.subject, speakers)) is not None:
        return replace(draft, subject=speaker)
    speaker = _taken_up(draft.holder, speakers)
    return replace(draft, holder=speaker) if speaker is not None else draft


def _taken_up(pronoun: Mention | None, speakers: Sequence[Mention]) -> Mention | None:
    """The last speaker before *they* or *it*, where it fits in number."""
    if pronoun is None or pronoun.kind is not MentionKind.PRONOUN or pronoun.text.lower() not in GROUPS:
        return None
    last = next((m for m in reversed(speakers) if m.end <= pronoun.start), None)
    if last is None or pronoun.paragraph - last.paragraph > REACH:
        return None
    plural = last.plural or last.type != "Person"
    fits = plural if pronoun.text.lower() == "they" else not last.plural and last.type != "Person"
    return last if fits else None
