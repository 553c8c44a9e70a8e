"""What the text does with a predicate: its own words of negation and mood, then those of whatever governs it."""

from kg.facts.arguments import TRANSPARENT, Reading
from kg.facts.obliques import case_word
from kg.facts.polarity import is_content_noun, is_denied, own_stance, stronger
from kg.facts.voice import is_passive
from kg.model import Factuality
from kg.parse import Paragraph, Token

# Prepositions whose noun is a circumstance: what governs it does not reach into it ("voted after the attack").
CIRCUMSTANCES = frozenset("after before following amid since despite during against in following with near".split())
# Verbs that plan what stands behind them, but say nothing of their subject.
AIMING = frozenset({"aim"})
CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis", "obl", "obj", "nmod", "nsubj", "conj")
# What a negation of the governing word itself makes of its effect (*did not rule out*, *has no plans to*).
NEGATED = {
    Factuality.DENIED: Factuality.HYPOTHETICAL,
    Factuality.PLANNED: Factuality.DENIED,
    Factuality.ALLEGED: Factuality.HYPOTHETICAL,
    Factuality.HYPOTHETICAL: Factuality.HYPOTHETICAL,
    Factuality.ASSERTED: Factuality.DENIED,
}


def stance_of(reading: Reading, token: Token, reported: bool, authored: bool = True) -> Factuality:
    """The strongest stance set on a predicate or by what governs it.

    `reported` says that somebody holds the statement, `authored` that it names an actor: blame only alleges who did it.
    Beyond a verb of saying, a denial no longer reaches the content: *declined to say whether* leaves it open.
    """
    found = stronger(own_stance(reading, token, reported), _before_conjunction(reading, token))
    below, said = token, False
    for governor in reading.paragraph.ancestors(token.index):
        if not _reaches(reading, governor, below) or (not authored and _is_blame(reading, governor, below)):
            return found
        effect = _effect(reading, governor, below, reported)
        if said and effect is Factuality.DENIED:
            effect = Factuality.HYPOTHETICAL
        found = stronger(found, effect)
        said = said or _is_saying(reading, governor)
        below = governor
    return stronger(found, Factuality.HYPOTHETICAL) if _is_asked(reading.paragraph, token) else found


def _before_conjunction(reading: Reading, clause: Token) -> Factuality:
    """The word right before *that* or *whether*, wherever the parser hung the clause (*it is not true that*)."""
    paragraph, words = reading.paragraph, reading.lexicon.stance
    mark = next((t for t in paragraph.children(clause.index, "mark") if t.lower in ("that", "whether")), None)
    if mark is None or mark.index == 0 or mark.index - 1 == clause.head:
        return Factuality.ASSERTED
    word = paragraph.tokens[mark.index - 1]
    if word.pos not in ("NOUN", "ADJ") and not is_content_noun(reading, word):
        return Factuality.ASSERTED
    stance = words.nouns.get(word.lemma) or words.governors.get(word.lemma)
    if stance is None:
        return Factuality.ASSERTED
    return NEGATED[Factuality(stance)] if is_denied(reading, word, False) else Factuality(stance)


def _is_blame(reading: Reading, governor: Token, below: Token) -> bool:
    """*blamed the attack on*, *no group claimed the attack*: that it took place is not in doubt."""
    light = reading.lexicon.light
    return governor.lemma in light["accuse"] | light["claim_events"] and below.pos in ("NOUN", "PROPN")


def is_under(reading: Reading, token: Token, verb: Token) -> bool:
    """Whether what a verb does to its complement reaches a predicate below it, through no clause of its own."""
    below = token
    for governor in reading.paragraph.ancestors(token.index):
        if not _reaches(reading, governor, below):
            return False
        if governor.index == verb.index:
            return True
        below = governor
    return False


def _is_saying(reading: Reading, governor: Token) -> bool:
    saying = governor.lemma in reading.lexicon.stance.reporting and governor.lemma != "deny"
    return saying and governor.pos == "VERB" and not is_content_noun(reading, governor)


def _reaches(reading: Reading, governor: Token, below: Token) -> bool:
    """Whether what governs a clause or noun says anything of it; a circumstance and a relative clause are their own."""
    paragraph, relation = reading.paragraph, below.dep.partition(":")[0]
    if relation not in CLAUSAL or _is_circumstance(reading, governor, below):
        return False
    if relation == "acl":  # a participle or relative clause has no conjunction ("the men accused of …")
        return below.tag == "VB" or paragraph.child(below.index, "mark") is not None
    if relation in ("obl", "obj") and _word(reading, governor, below) is None:
        return not _is_presupposed(reading, governor, below)
    if relation == "nmod":
        return _word(reading, governor, below) is not None or _is_transparent(reading, governor)
    return True


def _is_circumstance(reading: Reading, governor: Token, below: Token) -> bool:
    word = case_word(reading.paragraph, below.index)
    if below.tag == "VBG" and below.dep == "advcl":
        return False
    return word in CIRCUMSTANCES and f"{governor.lemma} {word}" not in reading.lexicon.stance.governors


def _is_presupposed(reading: Reading, governor: Token, below: Token) -> bool:
    """*declined to comment on the attack*, *refused to condemn the attack*: it took place, whoever says nothing."""
    words = reading.lexicon.stance
    relation = below.dep.partition(":")[0]
    if governor.lemma in words.presupposing:
        return True
    return relation == "obl" and not _carries(reading, governor) and not _is_purpose(reading.paragraph, below)


def _is_purpose(paragraph: Paragraph, noun: Token) -> bool:
    """*will travel to Geneva for talks*: the talks are as planned as the journey."""
    return case_word(paragraph, noun.index) == "for"


def _carries(reading: Reading, verb: Token) -> bool:
    return verb.lemma in reading.lexicon.stance.carriers or verb.lemma in reading.lexicon.light["perform"]


def _is_transparent(reading: Reading, noun: Token) -> bool:
    return noun.lemma in TRANSPARENT or noun.lemma in reading.lexicon.stance.phases


def _effect(reading: Reading, governor: Token, below: Token, reported: bool) -> Factuality:
    """What a governing predicate does to the clause or noun below it."""
    if below.dep == "conj":
        return Factuality.ASSERTED
    stance = _word(reading, governor, below)
    if stance is None and _is_hearsay(reading, governor, below):
        stance = Factuality.ALLEGED
    denied = is_denied(reading, governor, reported)
    if stance is Factuality.DENIED and _is_yet_to_prevent(reading.paragraph, governor, below):
        return Factuality.HYPOTHETICAL
    if stance is not None:
        return NEGATED[stance] if denied else stance
    if governor.lemma in reading.lexicon.stance.reporting and governor.pos == "VERB":
        return Factuality.HYPOTHETICAL if denied else Factuality.ASSERTED
    return _shared(reading, governor, below, reported)


def _is_yet_to_prevent(paragraph: Paragraph, governor: Token, below: Token) -> bool:
    """*will step up patrols to stop them from firing*: that they fire is neither said nor denied."""
    purpose = governor.tag == "VB" and governor.dep in ("advcl", "acl")
    return purpose and _marker(paragraph, below) == "from"


def _word(reading: Reading, governor: Token, below: Token) -> Factuality | None:
    """The stance that the governing word itself sets on its complement."""
    words, paragraph = reading.lexicon.stance, reading.paragraph
    marker = _marker(paragraph, below)
    particle = next((t.lower for t in paragraph.children(governor.index, "compound:prt")), "")
    for phrase in (f"{governor.lemma} {marker}", f"{governor.lemma} {particle}"):
        if phrase in words.governors:
            return Factuality(words.governors[phrase])
    if not _is_complement(paragraph, governor, below):
        return None
    if is_content_noun(reading, governor):
        return Factuality(words.nouns.get(governor.lemma) or words.governors.get(governor.lemma, "alleged"))
    stance = words.governors.get(governor.lemma)
    return Factuality(stance) if stance else None


def _marker(paragraph: Paragraph, below: Token) -> str:
    word = case_word(paragraph, below.index)
    mark = paragraph.child(below.index, "mark")
    return word or (mark.lower if mark is not None else "")


def _is_complement(paragraph: Paragraph, governor: Token, below: Token) -> bool:
    """Whether the clause is what is denied or planned, not a circumstance of it ("pledged aid after the attack")."""
    if below.dep in ("ccomp", "xcomp", "csubj", "obj", "acl", "csubj:pass", "acl:relcl"):
        return True
    if below.dep.startswith("nsubj") and governor.lemma in AIMING:
        return False  # "the visits are aimed at easing tension"
    if below.dep == "nsubj:pass" or (below.dep == "nsubj" and governor.pos == "VERB" and governor.tag == "VBN"):
        return is_passive(paragraph, governor)  # "claims … were rejected"
    if below.dep in ("obl", "nmod"):
        return case_word(paragraph, below.index) in ("of", "for", "to")
    return below.dep == "advcl" and _marker(paragraph, below) in ("to", "of", "for", "from", "with", "on")


def _is_hearsay(reading: Reading, governor: Token, below: Token) -> bool:
    """*is said to have*, *it is reported that*; *unconfirmed reports said*, *rumours told of*."""
    words, paragraph = reading.lexicon.stance, reading.paragraph
    if governor.pos != "VERB" or below.dep not in ("xcomp", "ccomp", "csubj", "csubj:pass"):
        return False
    if governor.lemma in words.hearsay and is_passive(paragraph, governor):
        return True
    subject = paragraph.child(governor.index, "nsubj")
    return subject is not None and governor.lemma in words.reporting and is_hearsay_source(reading, subject)


def is_hearsay_source(reading: Reading, noun: Token) -> bool:
    """*rumours*, *unconfirmed reports*: nobody stands behind what they say."""
    words = reading.lexicon.stance
    if noun.lemma in words.hearsay_sources:
        return True
    modifiers = {t.lower for t in reading.paragraph.children(noun.index, "amod", "compound")}
    return bool(modifiers & words.hearsay_adjectives)


def _shared(reading: Reading, governor: Token, below: Token, reported: bool) -> Factuality:
    """The governor's own mood where the event is what it speaks of: *did not carry out an attack*, *will begin to*."""
    words, relation = reading.lexicon.stance, below.dep.partition(":")[0]
    own = own_stance(reading, governor, reported)
    if relation == "xcomp":
        return own
    if relation == "advcl" and _is_phase_of(below, own):
        return own
    carries = _carries(reading, governor)
    if relation == "obl" and not carries and not _is_purpose(reading.paragraph, below):
        return Factuality.ASSERTED
    predicative = reading.paragraph.child(governor.index, "cop") is not None
    if relation not in ("nsubj", "obj", "obl") or (governor.pos not in ("VERB", "AUX") and not predicative):
        return Factuality.ASSERTED
    if own is Factuality.DENIED and not carries:
        return Factuality.ASSERTED  # "did not condemn the attack"
    return Factuality.ASSERTED if governor.lemma in words.presupposing else own


def _is_phase_of(clause: Token, main: Factuality) -> bool:
    """*will visit Doha before travelling to Amman*: a participle is as planned as its verb, but not as denied."""
    return clause.tag == "VBG" and main in (Factuality.PLANNED, Factuality.HYPOTHETICAL)


def _is_asked(paragraph: Paragraph, token: Token) -> bool:
    """Whether the first mark that ends a sentence behind the predicate is a question mark."""
    _, end = paragraph.sentence_of(token.index)
    closing = next((t.text for t in paragraph.tokens[token.index : end] if t.text in ("?", ".", "!", ";")), "")
    return closing == "?"
