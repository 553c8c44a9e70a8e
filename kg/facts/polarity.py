"""The words of negation, mood and doubt on a single predicate: auxiliaries, adverbs, determiners, epithets."""

from collections.abc import Iterator

from kg.facts.arguments import Reading
from kg.model import Factuality, Mention
from kg.parse import Paragraph, Token

STRENGTH = {
    Factuality.DENIED: 4,
    Factuality.ALLEGED: 3,
    Factuality.HYPOTHETICAL: 2,
    Factuality.PLANNED: 1,
    Factuality.ASSERTED: 0,
}
NOMINAL = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod")
# The longest introduction, in words ("in the event that").
LONGEST_INTRODUCTION = 4


def stronger(one: Factuality, other: Factuality) -> Factuality:
    """Of two stances the one that takes more back."""
    return max(one, other, key=STRENGTH.__getitem__)


def own_stance(reading: Reading, token: Token, reported: bool) -> Factuality:
    """The stance set by the words on one predicate, and by those it shares with the verb it is coordinated with."""
    found = Factuality.ASSERTED
    for stance in _set_by_words(reading, token, reported):
        found = stronger(found, stance)
    if found is Factuality.DENIED and _is_until(reading.paragraph, token):
        found = Factuality.ASSERTED
    if _shares_auxiliary(reading.paragraph, token):
        found = stronger(found, own_stance(reading, reading.paragraph.tokens[token.head], reported))
    return found


def is_denied(reading: Reading, token: Token, reported: bool) -> bool:
    """Whether a word is negated itself: *did not say*, *no plans*, *nobody confirmed*."""
    if own_stance(reading, token, reported) is Factuality.DENIED:
        return True
    subject = reading.paragraph.child(token.index, "nsubj") if token.pos == "VERB" else None
    return subject is not None and _has_negative_word(reading, subject)


def is_negated(reading: Reading, mention: Mention | None) -> bool:
    """*No soldiers were killed*, *attacked neither camp*, *not a single soldier*, *none of the rebels*."""
    if mention is None or mention.paragraph != reading.paragraph.index:
        return False
    head = reading.paragraph.tokens[mention.head]
    if _has_negative_word(reading, head):
        return True
    governor = reading.paragraph.tokens[head.head]
    return head.dep == "nmod" and governor.lower in reading.lexicon.stance.determiners


def is_content_noun(reading: Reading, token: Token) -> bool:
    """Whether a word is a noun of saying; taggers take *claims that* and *reports that* for verbs."""
    if token.lemma not in reading.lexicon.stance.nouns and token.pos == "VERB":
        return False
    if token.pos in ("NOUN", "PROPN") or token.dep in NOMINAL:
        return token.lemma in reading.lexicon.stance.nouns
    return token.tag == "VBZ" and reading.paragraph.child(token.index, "nsubj", "nsubj:pass", "aux", "expl") is None


def _set_by_words(reading: Reading, token: Token, reported: bool) -> Iterator[Factuality]:
    words, paragraph = reading.lexicon.stance, reading.paragraph
    for child in paragraph.children(token.index):
        stance = None
        if child.dep in ("aux", "aux:pass"):
            stance = words.auxiliaries.get(child.lower)
            if child.lower in ("would", "'d", "’d") and reported:
                stance = "planned"  # "said they would leave": the future seen from the past
        elif child.dep in ("advmod", "det", "neg", "cc", "cc:preconj"):
            stance = _adverb(reading, child)
        elif child.dep == "mark":
            stance = words.conjunctions.get(child.lower)
        elif child.dep.partition(":")[0] in ("amod", "compound", "acl") and child.index < token.index:
            stance = words.epithets.get(child.lower)
        if stance:
            yield Factuality(stance)
    introduced = _introduction(reading, token)
    if introduced:
        yield Factuality(introduced)
    if _is_counterfactual(paragraph, token) or _is_subjunctive(paragraph, token) or _is_staged(reading, token):
        yield Factuality.HYPOTHETICAL
    if _is_to(paragraph, token) or _is_itinerary(reading, token):
        yield Factuality.PLANNED


def _adverb(reading: Reading, child: Token) -> str | None:
    words, tokens = reading.lexicon.stance, reading.paragraph.tokens
    after = tokens[child.index + 1].lower if child.index + 1 < len(tokens) else ""
    if child.lower in ("not", "n't", "n’t") and after in words.focus:
        return None
    phrase = " ".join(t.lower for t in tokens[max(child.index - 1, 0) : child.index + 1])
    return words.adverbs.get(child.lower) or words.adverbs.get(phrase) or words.determiners.get(child.lower)


def _introduction(reading: Reading, token: Token) -> str | None:
    """The phrase that leads into a predicate: *instead of attacking*, *in case of an attack*, *has yet to leave*."""
    paragraph, introductions = reading.paragraph, reading.lexicon.stance.introductions
    first = min(paragraph.subtree(token.index))
    start, _ = paragraph.sentence_of(token.index)
    for end in range(first, token.index + 1):
        if end == first or _leads(paragraph, end - 1, token):
            for size in range(2, min(LONGEST_INTRODUCTION, end - start) + 1):
                phrase = " ".join(t.lower for t in paragraph.tokens[end - size : end])
                if phrase in introductions:
                    return introductions[phrase]
    return None


def _leads(paragraph: Paragraph, index: int, token: Token) -> bool:
    """Whether a word is a preposition or conjunction of a predicate, or the last part of one."""
    word = paragraph.tokens[index]
    head = paragraph.tokens[word.head] if word.dep == "fixed" else word
    return head.head == token.index and head.dep in ("mark", "case", "advmod", "cc")


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


def _is_subjunctive(paragraph: Paragraph, token: Token) -> bool:
    """*insists that Israel withdraw*: a bare form in a that-clause asks for what is not so."""
    marked = any(t.lower == "that" for t in paragraph.children(token.index, "mark"))
    subject = paragraph.child(token.index, "nsubj")
    bare = token.tag == "VB" or (token.tag == "VBP" and subject is not None and subject.tag in ("NN", "NNP"))
    return marked and bare and paragraph.child(token.index, "aux") is None


def _is_staged(reading: Reading, token: Token) -> bool:
    """*In the drill, marines attacked a camp*."""
    paragraph, settings = reading.paragraph, reading.lexicon.stance.settings
    before = (t for t in paragraph.children(token.index, "obl") if t.index < token.index and t.lemma in settings)
    return any(c.lower == "in" for t in before for c in paragraph.children(t.index, "case"))


def _is_to(paragraph: Paragraph, token: Token) -> bool:
    """*are to leave*, *is due to leave*: a form of *be* right before the *to* or *due to* of a finite clause."""
    mark = next((t for t in paragraph.children(token.index, "mark") if t.lower in ("to", "due")), None)
    if mark is None or mark.index == 0:
        return False
    before = paragraph.tokens[mark.index - 1]
    return before.lemma == "be" and before.dep in ("aux", "cop") and before.head == token.index


def _is_itinerary(reading: Reading, token: Token) -> bool:
    """*then travels to Kigali*, *heads to Kigali*: the plain present of what lies ahead."""
    paragraph, words = reading.paragraph, reading.lexicon.stance
    if token.tag not in ("VBZ", "VBP") or token.lemma in words.reporting or paragraph.child(token.index, "aux", "cop"):
        return False
    adverbs = {t.lower for t in paragraph.children(token.index, "advmod")}
    goals = (c for t in paragraph.children(token.index, "obl") for c in paragraph.children(t.index, "case"))
    heading = any(f"{token.lemma} {case.lower}" in words.itinerary_verbs for case in goals)
    return heading or bool(adverbs & words.itinerary_adverbs)


def _is_until(paragraph: Paragraph, token: Token) -> bool:
    """*did not leave until October*: they left in October."""
    past = any(t.lower in ("did", "didn't") for t in paragraph.children(token.index, "aux"))
    limits = (t for t in paragraph.children(token.index, "obl", "advcl") if t.index > token.index)
    return past and any(c.lower == "until" for t in limits for c in paragraph.children(t.index, "case", "mark"))


def _shares_auxiliary(paragraph: Paragraph, token: Token) -> bool:
    """*did not attack or burn* shares its negation; *did not stay but burned*, *did not stay and burned* do not."""
    if token.dep != "conj" or any(paragraph.children(token.index, "nsubj", "aux")):
        return False
    if any(t.lower in ("but", "instead") for t in paragraph.children(token.index, "cc", "advmod")):
        return False
    head = paragraph.tokens[token.head]
    return not (head.tag == "VB" and token.tag in ("VBD", "VBZ"))


def _has_negative_word(reading: Reading, noun: Token) -> bool:
    paragraph, negative = reading.paragraph, reading.lexicon.stance.determiners
    if noun.lower in negative:
        return True
    modifiers = [t for t in paragraph.children(noun.index, "det", "advmod", "cc", "amod") if t.index < noun.index]
    inner = [c for t in modifiers for c in paragraph.children(t.index, "cc", "advmod")]
    single = any(t.lower == "single" for t in modifiers) and any(t.lower == "not" for t in modifiers)
    return single or any(t.lower in negative for t in (*modifiers, *inner))
