"""From drafts to claims: mentions become entities, roles are checked again, the sentence becomes the evidence."""

import hashlib
from collections.abc import Mapping, Sequence

from kg.lexicon import Lexicon
from kg.model import Argument, Article, Claim, Count, Draft, Entity, Mention, MentionKind, Passage, When, Wording
from kg.parse import Paragraph

# Confidence by how a claim was made: our own judgement of each family of rules, not a calibrated probability.
CONFIDENCE = {"named": 0.9, "pronoun": 0.75, "one-sided": 0.7}


def claims_of(
    article: Article,
    paragraphs: Sequence[Paragraph],
    drafts: Sequence[Draft],
    entity_of: Mapping[str, Entity],
    lexicon: Lexicon,
) -> list[Claim]:
    """The claims of one article, in text order and without repetitions.

    `entity_of` maps mention keys to entities. A draft is dropped when a pronoun stayed unresolved, when the entity
    behind a mention has a class its role refuses, or when subject and object turn out to be one.
    """
    found: dict[str, Claim] = {}
    for draft in drafts:
        claim = _claim(article, paragraphs[draft.paragraph], draft, entity_of, lexicon)
        if claim is not None:
            found.setdefault(claim.id, claim)
    return sorted(found.values(), key=lambda claim: (claim.evidence.start, claim.relation, claim.id))


def _claim(
    article: Article, paragraph: Paragraph, draft: Draft, entity_of: Mapping[str, Entity], lexicon: Lexicon
) -> Claim | None:
    subject = _argument(draft, "subject", draft.subject, entity_of, lexicon)
    if subject is None and draft.subject is not None and draft.subject.kind is MentionKind.PRONOUN:
        subject = _argument(draft, "subject", draft.counted, entity_of, lexicon)  # the force, if not its owner
    target = _argument(draft, "object", draft.object, entity_of, lexicon)
    if (draft.subject and subject is None) or (draft.object and target is None):
        return None
    if subject is not None and target is not None and subject.entity == target.entity:
        return None
    qualifiers = {}
    for role, value in sorted(draft.qualifiers.items()):
        filled = _argument(draft, role, value, entity_of, lexicon) if isinstance(value, Mention) else value
        if filled is not None and filled not in (subject, target):
            qualifiers[role] = filled
    holder = _argument(draft, "attributed_to", draft.holder, entity_of, lexicon)
    evidence = _sentence(article, paragraph, draft)
    return Claim(
        _identifier(draft, evidence, subject, target, qualifiers),
        article.name,
        draft.relation,
        subject,
        target,
        draft.factuality,
        evidence,
        draft.rule,
        _confidence(draft),
        qualifiers,
        holder,
        draft.clause,
    )


def _argument(
    draft: Draft, role: str, mention: Mention | None, entity_of: Mapping[str, Entity], lexicon: Lexicon
) -> Argument | None:
    if mention is None:
        return None
    entity = entity_of.get(f"{mention.key}/{mention.known}") or entity_of.get(mention.key)
    if entity is None or entity.type == "Thing":
        return None
    if role == "attributed_to":
        if not lexicon.classes.is_a(entity.type, "Agent"):
            return None
    elif not lexicon.accepts(draft.relation, role, entity.type):
        return None
    return Argument(entity.id, mention.text, mention.start, mention.end)


def _sentence(article: Article, paragraph: Paragraph, draft: Draft) -> Passage:
    first, last = paragraph.sentence_of(draft.predicate)
    start, end = paragraph.tokens[first].start, paragraph.tokens[last - 1].end
    return Passage(article.name, start, end, article.text[start:end])


def _identifier(
    draft: Draft,
    evidence: Passage,
    subject: Argument | None,
    target: Argument | None,
    qualifiers: Mapping[str, Argument | Count | When | Wording],
) -> str:
    """The same statement of the same sentence has the same id, whichever rule found it."""
    parts = [
        evidence.article,
        str(evidence.start),
        draft.relation,
        subject.entity if subject else "",
        target.entity if target else "",
        *(
            position.text
            for role, position in qualifiers.items()
            if role == "position" and isinstance(position, Wording)
        ),
    ]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:20]


def _confidence(draft: Draft) -> float:
    if draft.subject is None or draft.object is None:
        return CONFIDENCE["one-sided"]
    pronoun = "pronoun" in (draft.subject.kind, draft.object.kind)
    return CONFIDENCE["pronoun" if pronoun else "named"]
