"""Claims of responsibility: who says of himself that he did it or did not (*denied any role in the attack*)."""

from collections.abc import Iterable

from kg.facts.arguments import Reading
from kg.facts.clauses import agents_of
from kg.facts.obliques import case_word
from kg.facts.polarity import is_denied
from kg.facts.subjects import subjects_of
from kg.facts.voice import is_passive
from kg.model import Factuality
from kg.parse import Paragraph, Token


def claimants_of(reading: Reading, noun: Token) -> list[int]:
    """The tokens of those who claim or deny the event of a noun; nobody where *no group* has claimed it.

    *claimed the attack*, *the attack was claimed by*, *claimed responsibility for the attack*, *a claim of
    responsibility by X for the attack*. Wherever the parser hangs the event, the responsibility stands above it or
    beside what does.
    """
    paragraph = reading.paragraph
    claimed = _responsibility_above(reading, noun) or noun
    governor = paragraph.tokens[claimed.head]
    verbs = reading.lexicon.light["claim_verbs" if claimed is not noun else "claim_events"]
    if governor.lemma in verbs and governor.pos == "VERB":
        found = _speakers(paragraph, governor, claimed)
    elif claimed is not noun and governor.lemma == "claim":
        found = [t.index for t in paragraph.children(governor.index, "nmod") if _owns(paragraph, t)]
    else:
        found = [i for t in _participles(paragraph, noun) if t.lemma in verbs for i in agents_of(paragraph, t)]
    return [index for index in found if not _is_none(reading, index)]


def denies(reading: Reading, noun: Token) -> bool:
    """Whether who speaks of the event or the responsibility for it denies it."""
    claimed = _responsibility_above(reading, noun) or noun
    governor = reading.paragraph.tokens[claimed.head]
    return reading.lexicon.stance.governors.get(governor.lemma) == Factuality.DENIED


def behind(reading: Reading, noun: Token) -> list[int]:
    """Who is *behind the attack*, or responsible for it; nobody who is *not responsible* for it."""
    paragraph = reading.paragraph
    if "behind" in case_word(paragraph, noun.index).split():
        predicate = noun if paragraph.child(noun.index, "cop") else paragraph.tokens[noun.head]
        return list(subjects_of(paragraph, noun) or subjects_of(paragraph, predicate))
    governor = paragraph.tokens[noun.head]
    responsible = governor.lemma == "responsible" and not is_denied(reading, governor, False)
    if responsible and case_word(paragraph, noun.index) == "for":
        return list(subjects_of(paragraph, governor))
    return []


def _responsibility_above(reading: Reading, noun: Token) -> Token | None:
    """The noun of responsibility that an event hangs on, or that stands beside what it hangs on."""
    paragraph, words = reading.paragraph, reading.lexicon.light["responsibility"]
    for above in paragraph.ancestors(noun.index):
        beside = (above, *paragraph.children(above.index))
        found = next((t for t in beside if t.index < noun.index and t.lemma in words and t.pos == "NOUN"), None)
        if found is not None:
            return found
        if above.pos == "VERB" or above.index > noun.index:
            return None
    return None


def _speakers(paragraph: Paragraph, verb: Token, claimed: Token) -> Iterable[int]:
    if is_passive(paragraph, verb):
        return agents_of(paragraph, verb) if claimed.dep == "nsubj:pass" else ()
    return subjects_of(paragraph, verb) if claimed.dep == "obj" else ()


def _owns(paragraph: Paragraph, token: Token) -> bool:
    return token.dep == "nmod:poss" or case_word(paragraph, token.index) in ("by", "from")


def _participles(paragraph: Paragraph, noun: Token) -> list[Token]:
    return [t for t in paragraph.children(noun.index, "acl") if t.pos == "VERB" and is_passive(paragraph, t)]


def _is_none(reading: Reading, index: int) -> bool:
    words = {t.lower for t in reading.paragraph.children(index, "det", "advmod")}
    return bool(words & set(reading.lexicon.stance.determiners))
