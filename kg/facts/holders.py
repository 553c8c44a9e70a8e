"""Who holds a statement: the speaker above it, beside it, or behind *according to*."""

from kg.facts.arguments import Reading
from kg.facts.obliques import case_word
from kg.facts.polarity import is_content_noun
from kg.facts.stance import is_under
from kg.facts.subjects import subjects_of
from kg.facts.voice import is_passive
from kg.model import Mention
from kg.parse import Token

CONTENT = ("ccomp", "xcomp", "parataxis", "advcl", "obj", "dep", "csubj")


def holder_of(reading: Reading, token: Token) -> Mention | None:
    """The nearest speaker above a predicate, beside it (`…, said X`), or after *according to*."""
    return _above(reading, token) or _beside(reading, token)


def _above(reading: Reading, token: Token) -> Mention | None:
    below = token
    for governor in reading.paragraph.ancestors(token.index):
        if governor.lemma in reading.lexicon.stance.quoting:
            return _quoted(reading, governor)
        if _holds(reading, governor, below, token) and (found := speaker_of(reading, governor)) is not None:
            return found
        below = below if _is_in_document(reading, governor, below) else governor
    return None


def _is_in_document(reading: Reading, noun: Token, clause: Token) -> bool:
    """*said in a statement that troops had left*: the clause is what is said, whichever word it hangs on."""
    if not clause.dep.startswith("acl") or noun.lemma not in reading.lexicon.stance.documents:
        return False
    return noun.dep == "obj" or (noun.dep == "obl" and case_word(reading.paragraph, noun.index) in ("in", "on", "via"))


def _holds(reading: Reading, governor: Token, below: Token, token: Token) -> bool:
    """Whether the subject of a verb stands for what hangs on it in this way."""
    words = reading.lexicon.stance
    if governor.pos not in ("VERB", "AUX") or is_content_noun(reading, governor):
        return False
    if _is_as_saying(reading, governor):
        return False
    content = below.dep in CONTENT or below.dep.startswith("acl")
    if governor.lemma in words.reporting:
        return content or (below.dep == "obl" and case_word(reading.paragraph, below.index) in ("of", "for"))
    held = content or below.dep in ("obl", "nsubj:pass")
    committing = held and bool(_phrases(reading, governor) & words.committing)
    return committing and is_under(reading, token, governor)


def _phrases(reading: Reading, verb: Token) -> set[str]:
    """A verb alone, with its particle, and with each preposition of its phrases."""
    paragraph = reading.paragraph
    with_particle = {f"{verb.lemma} {t.lower}" for t in paragraph.children(verb.index, "compound:prt")}
    cases = {f"{verb.lemma} {case_word(paragraph, t.index)}" for t in paragraph.children(verb.index, "obl")}
    return {verb.lemma, *with_particle, *cases}


def _is_as_saying(reading: Reading, verb: Token) -> bool:
    """*quoted X as saying*: X is the object of the verb above."""
    paragraph = reading.paragraph
    marked = any(t.lower == "as" for t in paragraph.children(verb.index, "mark", "case"))
    return marked and paragraph.tokens[verb.head].lemma in reading.lexicon.stance.quoting


def _beside(reading: Reading, token: Token) -> Mention | None:
    paragraph = reading.paragraph
    for anchor in (token, *paragraph.ancestors(token.index)):
        for child in paragraph.children(anchor.index):
            if is_report_behind(reading, anchor, child) or _is_parenthetical(reading, anchor, child):
                speaker = speaker_of(reading, child)
                if speaker is not None and not paragraph.child(child.index, "ccomp"):
                    return speaker
            if child.dep == "obl" and case_word(paragraph, child.index).startswith("according"):
                return speaker_at(reading, child.index)
    return None


def is_report_behind(reading: Reading, anchor: Token, child: Token) -> bool:
    """Whether a clause hung on a predicate is its report: *…, the minister said*."""
    beside = child.dep in ("parataxis", "ccomp", "advcl", "conj") and child.index > anchor.index
    if child.dep == "conj" and reading.paragraph.child(child.index, "cc"):
        return False
    if not beside or child.lemma not in reading.lexicon.stance.reporting | reading.lexicon.stance.quoting:
        return False
    return reading.paragraph.child(child.index, "mark") is None and child.tag != "VBG"


def _is_parenthetical(reading: Reading, anchor: Token, child: Token) -> bool:
    """*The troops, the consul said, had withdrawn*: a report between commas before its predicate."""
    paragraph = reading.paragraph
    if child.dep != "parataxis" or child.index > anchor.index or child.lemma not in reading.lexicon.stance.reporting:
        return False
    subtree = paragraph.subtree(child.index)
    return any(paragraph.tokens[i].text == "," for i in (subtree[0] - 1, subtree[0]) if i >= 0)


def speaker_of(reading: Reading, verb: Token) -> Mention | None:
    """Who speaks in a clause of saying: its subject, its agent in the passive, whom it quotes."""
    if verb.lemma in reading.lexicon.stance.quoting:
        return _quoted(reading, verb)
    if is_passive(reading.paragraph, verb):  # "X has been accused of …": not X says so
        indices = [t.index for t in reading.paragraph.children(verb.index, "obl:agent")]
    else:
        indices = list(subjects_of(reading.paragraph, verb))
    return next((mention for index in indices if (mention := speaker_at(reading, index)) is not None), None)


def _quoted(reading: Reading, verb: Token) -> Mention | None:
    """Of *the agency quoted X as saying*, X; of *X was quoted by the agency*, X."""
    passive = reading.paragraph.child(verb.index, "nsubj:pass")
    target = passive or reading.paragraph.child(verb.index, "obj")
    return as_speaker(reading, reading.mention_at(target.index)) if target is not None else None


def speaker_at(reading: Reading, index: int) -> Mention | None:
    """The speaker a noun names; of *the ministry's statement* and *a UN report*, whose it is."""
    paragraph, noun = reading.paragraph, reading.paragraph.tokens[index]
    if noun.lemma not in reading.lexicon.stance.documents:
        return as_speaker(reading, reading.mention_at(index))
    behind = (t for t in paragraph.children(index, "nmod") if case_word(paragraph, t.index) in ("by", "from", "of"))
    authors = (*paragraph.children(index, "nmod:poss"), *behind, *paragraph.children(index, "compound", "amod"))
    found = (as_speaker(reading, mention) for t in authors if (mention := reading.mention_at(t.index)) is not None)
    return next((mention for mention in found if mention is not None), None)


def as_speaker(reading: Reading, mention: Mention | None) -> Mention | None:
    """The mention where it can speak; a capital speaks for its state ("Pretoria admitted")."""
    return reading.fit("said", "subject", mention) if mention is not None else None
