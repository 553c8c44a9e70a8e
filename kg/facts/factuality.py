"""The stance of a statement, and who holds it: negation, plans, conditions, allegations, reported speech."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.facts.arguments import Reading
from kg.facts.clauses import case_word, is_passive, subjects_of
from kg.model import Draft, Factuality, Mention
from kg.parse import Paragraph, Token

# Standing facts of a noun phrase, which the clause around them does not change ("denied that Iraqi bases …"); told by a
# verb, they are statements like any other ("hopes to join the alliance").
NOT_SUBJECT_TO_STANCE = frozenset({"holds_position", "spokesperson_of", "part_of", "member_of", "located_in", "near"})
SPEECH = frozenset({"said", "announced", "accused", "voted"})
STRENGTH = {
    Factuality.DENIED: 4,
    Factuality.ALLEGED: 3,
    Factuality.HYPOTHETICAL: 2,
    Factuality.PLANNED: 1,
    Factuality.ASSERTED: 0,
}
# Prepositions whose noun is a circumstance: what governs it does not reach into it ("voted after the attack").
CIRCUMSTANCES = frozenset("after before following amid since despite during against in following with near".split())
CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis", "obl", "obj", "nmod", "nsubj")


@dataclass(frozen=True)
class Stance:
    """What the text does with a statement, and the mention that holds it."""

    factuality: Factuality
    holder: Mention | None


def with_stance(draft: Draft, reading: Reading, quoted_by: Mention | None) -> Draft:
    """The draft with its stance and holder; `quoted_by` is the speaker of the quotation it stands in, if any."""
    if draft.relation in NOT_SUBJECT_TO_STANCE and not draft.rule.endswith((".active", ".passive")):
        return draft
    token = reading.paragraph.tokens[draft.predicate]
    holder = draft.holder or (holder_of(reading, token) if draft.relation not in SPEECH else None)
    if holder is None and draft.relation not in SPEECH:
        holder = quoted_by
    if holder is not None and draft.subject is not None and holder == draft.subject and draft.relation in SPEECH:
        holder = None
    stance = _stronger(draft.factuality, stance_of(reading, token, holder is not None))
    if draft.relation not in reading.lexicon.stance.standing and _is_intended(reading, token):
        stance = _stronger(stance, Factuality.PLANNED)
    if any(_is_negated(reading, mention) for mention in (draft.subject, draft.object)):
        stance = Factuality.DENIED
    if draft.subject is not None and _is_suspected(reading, draft.subject):
        stance = _stronger(stance, Factuality.ALLEGED)
    return replace(draft, factuality=stance, holder=holder)


def _is_intended(reading: Reading, token: Token) -> bool:
    """An infinitive of purpose or complement (*flew to Riyadh to meet …*), unless its verb makes it a fact."""
    infinitive = token.tag == "VB" and any(t.lower == "to" for t in reading.paragraph.children(token.index, "mark"))
    governor = reading.paragraph.tokens[token.head]
    return (
        infinitive
        and token.dep in ("advcl", "xcomp", "acl")
        and governor.lemma not in reading.lexicon.stance.implicatives
    )


def _is_negated(reading: Reading, mention: Mention | None) -> bool:
    """*No soldiers were killed*, *attacked neither camp*."""
    if mention is None or mention.paragraph != reading.paragraph.index:
        return False
    words = {t.lower for t in reading.paragraph.children(mention.head, "det", "advmod")}
    return bool(words & set(reading.lexicon.stance.determiners))


def _is_suspected(reading: Reading, subject: Mention) -> bool:
    """*suspected militants*, *alleged gunmen*: who did it is not established."""
    return bool(set(subject.text.lower().split()) & reading.lexicon.stance.doubts)


def stance_of(reading: Reading, token: Token, reported: bool) -> Factuality:
    """The strongest stance set on a predicate or by what governs it."""
    found = own_stance(reading, token, reported)
    below = token
    for governor in reading.paragraph.ancestors(token.index):
        if below.dep.partition(":")[0] not in (*CLAUSAL, "conj"):
            break
        if below.dep == "acl:relcl" or case_word(reading.paragraph, below.index) in CIRCUMSTANCES:
            break
        found = _stronger(found, _governed(reading, governor, below, reported))
        below = governor
    return found


def own_stance(reading: Reading, token: Token, reported: bool) -> Factuality:
    """The stance set by the auxiliaries, adverbs, determiners and conjunction of one predicate."""
    words, found = reading.lexicon.stance, Factuality.ASSERTED
    for child in reading.paragraph.children(token.index):
        stance = None
        if child.dep in ("aux", "aux:pass"):
            stance = words.auxiliaries.get(child.lower)
            if child.lower == "would" and reported:
                stance = "planned"  # "said they would leave": the future seen from the past
        elif child.dep in ("advmod", "det") or child.dep == "neg":
            phrase = " ".join(t.lower for t in reading.paragraph.tokens[child.index - 1 : child.index + 1])
            stance = words.adverbs.get(child.lower) or words.adverbs.get(phrase) or words.determiners.get(child.lower)
        elif child.dep == "mark":
            stance = words.conjunctions.get(child.lower)
        if stance:
            found = _stronger(found, Factuality(stance))
    if _is_counterfactual(reading.paragraph, token):
        found = _stronger(found, Factuality.HYPOTHETICAL)
    if token.dep == "conj" and not any(reading.paragraph.children(token.index, "nsubj", "aux")):
        found = _stronger(found, own_stance(reading, reading.paragraph.tokens[token.head], reported))
    return found


def _is_counterfactual(paragraph: Paragraph, token: Token) -> bool:
    """*Had they attacked, …*, *should the rebels attack*: a subordinate clause that its auxiliary opens."""
    if token.dep != "advcl":
        return False
    auxiliary, subject = paragraph.child(token.index, "aux", "aux:pass"), paragraph.child(token.index, "nsubj")
    return (
        auxiliary is not None
        and subject is not None
        and auxiliary.index < subject.index
        and auxiliary.lower in ("had", "were", "should")
    )


def _governed(reading: Reading, governor: Token, below: Token, reported: bool) -> Factuality:
    """What a governing predicate does to the clause or noun below it."""
    words = reading.lexicon.stance
    if below.dep == "conj":
        return Factuality.ASSERTED
    if below.dep.partition(":")[0] == "nsubj" and governor.pos == "VERB":
        return own_stance(reading, governor, reported)
    particle = next((t.lower for t in reading.paragraph.children(governor.index, "compound:prt")), "")
    stance = words.governors.get(f"{governor.lemma} {particle}") or words.governors.get(governor.lemma)
    if stance and _is_complement(reading.paragraph, below):
        return Factuality(stance)
    if governor.lemma not in words.reporting and below.dep in ("xcomp", "obj", "obl"):
        return own_stance(reading, governor, reported)
    return Factuality.ASSERTED


def _is_complement(paragraph: Paragraph, below: Token) -> bool:
    """Whether the clause is what is denied or planned, not a circumstance of it ("pledged aid after the attack")."""
    if below.dep in ("ccomp", "xcomp", "csubj", "obj", "acl"):
        return True
    if below.dep in ("obl", "nmod"):
        return case_word(paragraph, below.index) in ("of", "for", "to")
    if below.dep == "advcl":
        mark = paragraph.child(below.index, "mark")
        return mark is not None and mark.lower in ("to", "of", "for", "from")
    return False


def _stronger(one: Factuality, other: Factuality) -> Factuality:
    return max(one, other, key=STRENGTH.__getitem__)


def holder_of(reading: Reading, token: Token) -> Mention | None:
    """The nearest speaker above a predicate, beside it (`…, said X`), or after *according to*."""
    paragraph, words = reading.paragraph, reading.lexicon.stance
    below = token
    for governor in paragraph.ancestors(token.index):
        if governor.lemma in words.reporting and below.dep in ("ccomp", "xcomp", "parataxis", "advcl", "obj", "dep"):
            return _speaker(reading, governor)
        if governor.lemma in words.quoting:
            return _quoted(reading, governor)
        below = governor
    for anchor in (token, *paragraph.ancestors(token.index)):
        for child in paragraph.children(anchor.index):
            if is_report_behind(reading, anchor, child):
                speaker = _speaker(reading, child)
                if speaker is not None and not paragraph.child(child.index, "ccomp"):
                    return speaker
            if child.dep == "obl" and case_word(paragraph, child.index).startswith("according"):
                return reading.mention_at(child.index)
    return None


def is_report_behind(reading: Reading, anchor: Token, child: Token) -> bool:
    """Whether a clause hung on a predicate is its report: *…, the minister said*."""
    beside = child.dep in ("parataxis", "ccomp", "advcl", "conj") and child.index > anchor.index
    if child.dep == "conj" and reading.paragraph.child(child.index, "cc"):
        return False
    if not beside or child.lemma not in reading.lexicon.stance.reporting:
        return False
    return reading.paragraph.child(child.index, "mark") is None and child.tag != "VBG"


def _speaker(reading: Reading, verb: Token) -> Mention | None:
    if verb.lemma in reading.lexicon.stance.quoting:
        return _quoted(reading, verb)
    if is_passive(reading.paragraph, verb):  # "X has been accused of …": not X says so
        agents = (t.index for t in reading.paragraph.children(verb.index, "obl:agent"))
        return next((m for i in agents if (m := reading.mention_at(i))), None)
    return next((m for i in subjects_of(reading.paragraph, verb) if (m := reading.mention_at(i))), None)


def _quoted(reading: Reading, verb: Token) -> Mention | None:
    """Of *the agency quoted X as saying*, X; of *X was quoted by the agency*, X."""
    passive = reading.paragraph.child(verb.index, "nsubj:pass")
    target = passive or reading.paragraph.child(verb.index, "obj")
    return reading.mention_at(target.index) if target is not None else None


# Tokens between the marks from which on a quotation is a statement rather than a word set off.
SHORTEST_QUOTATION = 4
OPENING, CLOSING = "“«", "”»"


@dataclass(frozen=True)
class Quotation:
    """The words between two quotation marks (token indices of a paragraph, the marks included) and who speaks them."""

    paragraph: int
    first: int
    last: int
    speaker: Mention

    def holds(self, draft: Draft) -> bool:
        """Whether a draft's predicate stands inside."""
        return draft.paragraph == self.paragraph and self.first < draft.predicate < self.last


def quotations(readings: Sequence[Reading]) -> list[Quotation]:
    """The quotations of an article that have a speaker beside them.

    A quotation of several sentences names its speaker once, with the first or the last of them. Shorter ones than
    SHORTEST_QUOTATION only set a word off ("historic").
    """
    return [
        Quotation(reading.paragraph.index, first, last, speaker)
        for reading in readings
        for first, last in _quotations(reading.paragraph)
        if last - first > SHORTEST_QUOTATION and (speaker := _speaker_beside(reading, first, last)) is not None
    ]


def _quotations(paragraph: Paragraph) -> list[tuple[int, int]]:
    spans, opened = [], None
    for token in paragraph.tokens:
        if token.text in OPENING or (token.text in ('"', "``") and opened is None):
            opened = token.index
        elif (token.text in CLOSING or token.text in ('"', "''")) and opened is not None:
            spans.append((opened, token.index))
            opened = None
    return spans


def _speaker_beside(reading: Reading, first: int, last: int) -> Mention | None:
    """The subject of a reporting verb within a few words of a quotation's edges, outside any quotation."""
    tokens = reading.paragraph.tokens
    near = [*range(last + 1, min(last + 14, len(tokens))), *range(first - 1, max(first - 14, -1), -1)]
    for index in near:
        if tokens[index].lemma in reading.lexicon.stance.reporting and tokens[index].pos == "VERB":
            return _speaker(reading, tokens[index])
    return None
