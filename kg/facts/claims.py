"""From drafts to claims: mentions become entities, roles are checked again, the sentence becomes the evidence."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import Argument, Article, Claim, Draft, Entity, Mention, MentionKind, Passage, Wording
from kg.parse import Paragraph

# Confidence by how a claim was made: our own judgement of each family of rules, not a calibrated probability.
CONFIDENCE = {"named": 0.9, "pronoun": 0.75, "one-sided": 0.7}


def with_sentence(draft: Draft, paragraph: Paragraph) -> Draft:
    """The draft with the place of the sentence that tells it, so that the parse is no longer needed."""
    first, last = paragraph.sentence_of(draft.predicate)
    return replace(draft, sentence=(paragraph.tokens[first].start, paragraph.tokens[last - 1].end))


def claims_of(
    article: Article, drafts: Sequence[Draft], entity_of: Mapping[str, Entity], lexicon: Lexicon
) -> list[Claim]:
    """The claims of one article, in text order and without repetitions.

    `entity_of` maps mention keys to entities. A draft is dropped when a pronoun stayed unresolved, when the entity
    behind a mention has a class its role refuses, or when subject and object turn out to be one.
    """
    found: dict[tuple[str, ...], Claim] = {}
    for draft in drafts:
        claim = _claim(article, draft, entity_of, lexicon)
        if claim is not None:
            found.setdefault(_statement(claim), claim)
    kept = _without_bare_titles(list(found.values()))
    return sorted(kept, key=lambda claim: (claim.evidence.start, claim.relation, claim.id))


def _without_bare_titles(claims: Sequence[Claim]) -> list[Claim]:
    """*President Kagabo* says nothing beside *Rwandan President Kagabo* of the same article."""
    told = {_post(claim) for claim in claims if claim.relation == "holds_position" and claim.object is not None}
    return [claim for claim in claims if claim.object is not None or _post(claim) not in told]


def _post(claim: Claim) -> tuple[str, str, str]:
    position = claim.qualifiers.get("position")
    words = position.text.lower() if isinstance(position, Wording) else ""
    return claim.relation, claim.subject.entity if claim.subject else "", words


def _claim(article: Article, draft: Draft, entity_of: Mapping[str, Entity], lexicon: Lexicon) -> Claim | None:
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
    return Claim(
        _identifier(article, draft),
        article.name,
        draft.relation,
        subject,
        target,
        draft.factuality,
        Passage(article.name, *draft.sentence, article.text[slice(*draft.sentence)]),
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
    elif not lexicon.accepts(draft.relation, role, entity.type) or not _suits(draft, role, mention, entity, lexicon):
        return None
    return Argument(entity.id, mention.text, mention.start, mention.end)


def _suits(draft: Draft, role: str, mention: Mention, entity: Entity, lexicon: Lexicon) -> bool:
    """Whether what a pronoun means is of a class that the rule takes (*it crossed into Chad*: no state does)."""
    wanted = lexicon.wanted(draft.relation, role, draft.rule)
    return mention.kind is not MentionKind.PRONOUN or any(lexicon.classes.is_a(entity.type, cls) for cls in wanted)


def _statement(claim: Claim) -> tuple[str, ...]:
    """What two claims share that say the same in the same sentence, whichever rules found them."""
    ends = (end.entity if end else "" for end in (claim.subject, claim.object))
    return str(claim.evidence.start), claim.relation, *ends, _position(claim.qualifiers)


def _identifier(article: Article, draft: Draft) -> str:
    """An id made of the article's own words: it stays when other articles change whom these words mean."""
    ends = (f"{end.start}-{end.end} {end.known or ''}" if end else "" for end in (draft.subject, draft.object))
    parts = (article.name, str(draft.sentence[0]), draft.relation, *ends, _position(draft.qualifiers))
    return hashlib.sha256("|".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _position(qualifiers: Mapping[str, object]) -> str:
    position = qualifiers.get("position")
    return position.text if isinstance(position, Wording) else ""


def _confidence(draft: Draft) -> float:
    if draft.subject is None or draft.object is None:
        return CONFIDENCE["one-sided"]
    pronoun = "pronoun" in (draft.subject.kind, draft.object.kind)
    return CONFIDENCE["pronoun" if pronoun else "named"]
