"""The date of a draft: the one told with its predicate, or with the verb that says when the event took place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.facts.arguments import Reading
from kg.facts.holders import is_report_behind
from kg.facts.obliques import case_word
from kg.facts.polarity import stronger
from kg.model import DatedSpan, Draft, Factuality
from kg.parse import Paragraph, Token

# Standing facts of a noun phrase take no date from the clause around them.
UNDATED = frozenset({"part_of", "member_of", "located_in", "near", "spokesperson_of", "holds_position", "supports"})
# A date behind one of these bounds a time, or tells another one ("since Sunday", "by June", "until 1992").
BOUNDING = frozenset("since until till before after by from to between ahead than".split())
# Clauses below a predicate that tell something of their own, with a date of their own.
OWN_CLAUSES = ("acl", "advcl", "ccomp", "csubj", "parataxis", "appos")
# Words that lead into another event, whose date is not this one's ("left two days after the vote on Friday").
ELSEWHEN = frozenset("after before following since until amid despite".split())
TIMES_OF_DAY = frozenset("dawn midnight noon midday dusk sunset sunrise nightfall prayer curfew".split())
# Steps from a token that hangs on nothing of the predicate.
FAR = 99


def with_date(draft: Draft, reading: Reading, dated: Sequence[DatedSpan]) -> Draft:
    """The draft with its date, where exactly its clause tells one; standing facts take none."""
    if draft.relation in UNDATED or not dated:
        return draft
    found = next(_candidates(reading, reading.paragraph.tokens[draft.predicate], dated), None)
    if found is None:
        return draft
    # "is meeting him on Thursday": what lies ahead is planned, whatever its verb's form.
    factuality = stronger(draft.factuality, Factuality.PLANNED) if found.ahead else draft.factuality
    return replace(draft, factuality=factuality, qualifiers={**draft.qualifiers, "date": found.when})


def _candidates(reading: Reading, predicate: Token, dated: Sequence[DatedSpan]) -> Iterator[DatedSpan]:
    """Dates by how near they are told: below the predicate, with its light verb, with the clause it belongs to."""
    paragraph = reading.paragraph
    free = [s for s in dated if not _is_bounding(paragraph, s) and not _is_elsewhen(paragraph, s, predicate)]
    below = _nearest(reading, predicate, free)
    if below is not None:
        yield below
    for host in _hosts(reading, predicate):
        told = [span for span in free if _is_free_for(reading, span, host, predicate)]
        nearest = _nearest(reading, host, told)
        if nearest is not None:
            yield nearest
    beside = _right_behind(reading, predicate, free)
    if beside is not None:
        yield beside
    shared = _shared(reading, predicate, free)
    if shared is not None:
        yield shared


def _is_bounding(paragraph: Paragraph, span: DatedSpan) -> bool:
    return span.first > 0 and paragraph.tokens[span.first - 1].lower in BOUNDING


def _is_elsewhen(paragraph: Paragraph, span: DatedSpan, predicate: Token) -> bool:
    """*stay despite the attack on Thursday*: the date ends a phrase about another event, whatever it hangs on."""
    for index in range(span.first - 1, predicate.index, -1):
        token = paragraph.tokens[index]
        if token.pos in ("VERB", "AUX", "PUNCT", "CCONJ") or token.lemma in TIMES_OF_DAY:
            return False
        if token.lower in ELSEWHEN and token.pos in ("ADP", "SCONJ"):
            return True
    return False


def _nearest(reading: Reading, predicate: Token, spans: Sequence[DatedSpan]) -> DatedSpan | None:
    """The date fewest steps below a predicate, outside of clauses and circumstances with a time of their own."""
    steps = {span: _steps(reading, span.first, predicate) for span in spans}
    return min((span for span in spans if steps[span] < FAR), key=lambda span: steps[span], default=None)


def _steps(reading: Reading, index: int, predicate: Token) -> int:
    paragraph, below = reading.paragraph, reading.paragraph.tokens[index]
    if below.index == predicate.index:
        return 0
    for count, governor in enumerate(paragraph.ancestors(index), 1):
        if _stands_apart(reading, governor, below):
            return FAR
        if governor.index == predicate.index:
            return count
        below = governor
    return FAR


def _stands_apart(reading: Reading, governor: Token, below: Token) -> bool:
    """A clause of its own, a report (*…, he said on Friday*), or a circumstance (*after the vote on Friday*)."""
    paragraph = reading.paragraph
    if below.dep == "advcl" and _is_when(paragraph, below):
        return False
    if below.dep.partition(":")[0] in OWN_CLAUSES and below.pos in ("VERB", "AUX", "NOUN", "PROPN"):
        return below.pos in ("VERB", "AUX") or below.dep != "advcl"
    if is_report_behind(reading, governor, below):
        return True
    introduced = {t.lower for t in paragraph.children(below.index, "case", "mark", "advmod") if t.index < below.index}
    return below.pos in ("NOUN", "VERB") and bool(introduced & ELSEWHEN)


def _hosts(reading: Reading, predicate: Token) -> Iterator[Token]:
    """Verbs whose time is the event's: *carried out an attack*, *was completed*, *stormed the fort, killing six*."""
    words, governor = reading.lexicon.stance, reading.paragraph.tokens[predicate.head]
    relation = predicate.dep.partition(":")[0]
    if governor.index == predicate.index:
        return
    if relation == "nmod" and governor.lemma in words.phases:
        yield from _hosts(reading, governor)
    elif relation in ("nsubj", "obj", "obl") and predicate.pos in ("NOUN", "PROPN"):
        carrying = words.carriers | reading.lexicon.light["perform"] | reading.lexicon.light["undergo"]
        if governor.lemma in carrying or (relation == "nsubj" and governor.lemma in words.outcomes):
            yield governor
        elif case_word(reading.paragraph, predicate.index) in ("during", "at"):
            yield governor  # "announced on Thursday during a meeting"
    elif relation == "xcomp" or (relation == "advcl" and _is_simultaneous(reading.paragraph, predicate)):
        yield governor


def _is_simultaneous(paragraph: Paragraph, participle: Token) -> bool:
    """*stormed the fort on Friday, killing six*; *returned in 2014 when rebels took the town*."""
    if _is_when(paragraph, participle):
        return True
    return (
        participle.tag == "VBG"
        and participle.index > participle.head
        and paragraph.child(participle.index, "mark", "nsubj") is None
    )


def _is_when(paragraph: Paragraph, clause: Token) -> bool:
    return any(t.lower == "when" for t in paragraph.children(clause.index, "mark", "advmod"))


def _is_free_for(reading: Reading, span: DatedSpan, host: Token, predicate: Token) -> bool:
    """With an infinitive, only a date behind it: one before it is of the verb above (*said on Friday it would*)."""
    if predicate.dep != "xcomp" or predicate.tag != "VB" or span.first > predicate.index:
        return True
    return host.lemma in reading.lexicon.stance.implicatives


def _right_behind(reading: Reading, predicate: Token, spans: Sequence[DatedSpan]) -> DatedSpan | None:
    """*condemned on Friday the attack on Dahab in April 2006*: the date behind the noun, where the verb has another."""
    paragraph = reading.paragraph
    if predicate.pos not in ("NOUN", "PROPN") or len(spans) < 2:
        return None
    end = paragraph.subtree(predicate.index)[-1] + 1
    return next((span for span in spans if end <= span.first <= end + 1), None)


def _shared(reading: Reading, predicate: Token, spans: Sequence[DatedSpan]) -> DatedSpan | None:
    """A coordinated verb shares the date of the first one."""
    head = reading.paragraph.tokens[predicate.head]
    if predicate.dep != "conj" or is_report_behind(reading, head, predicate):
        return None
    inside = set(reading.paragraph.subtree(head.index)) - set(reading.paragraph.subtree(predicate.index))
    return _nearest(reading, head, [span for span in spans if span.first in inside])
