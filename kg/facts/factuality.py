"""The stance of a draft and who holds it, put together from the words around its predicate."""

from dataclasses import replace

from kg.facts.arguments import Reading
from kg.facts.holders import holder_of
from kg.facts.obliques import case_word
from kg.facts.polarity import is_negated, stronger
from kg.facts.stance import is_hearsay_source, stance_of
from kg.model import Draft, Factuality, Mention
from kg.parse import Token

# Standing facts of a noun phrase, which the clause around them does not change ("denied that Iraqi bases …"); told by a
# verb, they are statements like any other ("hopes to join the alliance").
NOT_SUBJECT_TO_STANCE = frozenset({"holds_position", "spokesperson_of", "part_of", "member_of", "located_in", "near"})
SPEECH = frozenset({"said", "announced", "accused", "voted"})


def with_stance(draft: Draft, reading: Reading, quoted_by: Mention | None) -> Draft:
    """The draft with its stance and holder; `quoted_by` is the speaker of the quotation it stands in, if any."""
    if draft.relation in NOT_SUBJECT_TO_STANCE and not draft.rule.endswith((".active", ".passive")):
        return draft
    token = reading.paragraph.tokens[draft.predicate]
    holder = _holder(draft, reading, token, quoted_by)
    standing = draft.relation in reading.lexicon.stance.standing
    stance = draft.factuality
    if not (standing and _is_tasked(reading, token)):
        stance = stronger(stance, stance_of(reading, token, holder is not None, draft.subject is not None))
    if not standing and _is_intended(reading, token):
        stance = stronger(stance, Factuality.PLANNED)
    if any(is_negated(reading, mention) for mention in (draft.subject, draft.object)):
        stance = Factuality.DENIED
    if (draft.subject is not None and _is_suspected(reading, draft.subject)) or _is_rumoured(reading, token):
        stance = stronger(stance, Factuality.ALLEGED)
    return replace(draft, factuality=stance, holder=holder)


def _holder(draft: Draft, reading: Reading, token: Token, quoted_by: Mention | None) -> Mention | None:
    """A statement of speech is held by its own subject, which is said already."""
    if draft.relation in SPEECH:
        return draft.holder if draft.holder != draft.subject else None
    return draft.holder or holder_of(reading, token) or quoted_by


def _is_intended(reading: Reading, token: Token) -> bool:
    """An infinitive of purpose or complement (*flew to Riyadh to meet …*), unless its verb makes it a fact."""
    infinitive = token.tag == "VB" and any(t.lower == "to" for t in reading.paragraph.children(token.index, "mark"))
    if not infinitive or token.dep not in ("advcl", "xcomp", "acl"):
        return False
    governor = reading.paragraph.tokens[token.head]
    return governor.lower == "going" or governor.lemma not in reading.lexicon.stance.implicatives


def _is_tasked(reading: Reading, token: Token) -> bool:
    """*charged with fighting the rebels* tells a task, *charged with killing a priest* an accusation."""
    governor = reading.paragraph.tokens[token.head]
    return token.dep == "advcl" and governor.lemma in reading.lexicon.stance.tasking


def _is_suspected(reading: Reading, subject: Mention) -> bool:
    """*suspected militants*, *alleged gunmen*: who did it is not established."""
    return bool(set(subject.text.lower().split()) & reading.lexicon.stance.doubts)


def _is_rumoured(reading: Reading, token: Token) -> bool:
    """*According to rumours, …*, *according to unconfirmed reports*."""
    paragraph = reading.paragraph
    sources = (
        child
        for anchor in (token, *paragraph.ancestors(token.index))
        for child in paragraph.children(anchor.index, "obl")
        if case_word(paragraph, child.index).startswith("according")
    )
    return any(is_hearsay_source(reading, source) for source in sources)
