"""The grammatical subject of a verb: its own, or shared by coordination, control, a participle or a relative clause."""

from kg.facts.obliques import case_word
from kg.facts.voice import contact_subject, is_bare_participle, is_passive, participle_host
from kg.parse import Paragraph, Token

# Verbs whose infinitive has their object as subject, also where the parser hangs it loosely ("told them to leave").
OBJECT_CONTROL = frozenset("urge order tell ask force allow invite call press persuade instruct command warn".split())
# Verbs that say with a preposition who shall act ("called on the rebels to leave").
OBLIQUE_CONTROL = {
    "call": ("on", "upon", "for"),
    "appeal": ("to",),
    "plead": ("with",),
    "rely": ("on",),
    "count": ("on",),
    "wait": ("for",),
    "shout": ("at",),
    "signal": ("to",),
    "prevail": ("on", "upon"),
}
# Conjunctions and prepositions of clauses in which an object acts ("accused them of shelling", "warned them against").
OBJECT_MARKS = frozenset({"of", "for", "from", "with", "as", "against"})
# Verbs that keep their own subject beside an object ("promised Kyiv to withdraw").
SUBJECT_CONTROL = frozenset("promise pledge vow threaten swear".split())
# Verbs that describe the place before them rather than what the sentence's subject does ("the camp, housing troops").
STATIVE = frozenset("house host accommodate contain".split())
# Verbs whose object acts in what they help with ("support the army in fighting the rebels").
HELPING = frozenset("support help assist aid back join train".split())
RELATIVES = frozenset({"who", "which", "that", "whom"})
# Possessors that mostly stand for the subject of their own clause ("repeated its threat to attack").
POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my"})
NOMINALS = ("NOUN", "PROPN", "PRON")


def subjects_of(paragraph: Paragraph, verb: Token) -> tuple[int, ...]:
    """The grammatical subjects of a verb or of a noun with a copula, coordinated ones included."""
    own = _own(paragraph, verb)
    if own:
        return expand(paragraph, [antecedent(paragraph, verb, index) for index in own])
    contact = contact_subject(paragraph, verb)
    if contact is not None:
        return expand(paragraph, (contact,))
    host = participle_host(paragraph, verb)
    if host is not None:
        return expand(paragraph, host)
    governor = paragraph.tokens[verb.head]
    if governor is verb:
        return ()
    return _shared(paragraph, verb, governor)


def _own(paragraph: Paragraph, verb: Token) -> list[int]:
    """The subjects that hang on a verb itself.

    *The troops, the consul said, had withdrawn* may come with both subjects on *said*: the first is the clause's.
    """
    own = [t.index for t in paragraph.children(verb.index, "nsubj") if t.dep != "nsubj:outer"]
    if _are_two(paragraph, own):
        return own[-1:]
    governor = paragraph.tokens[verb.head]
    if own or verb.dep != "ccomp" or verb.index < governor.index:
        return own
    above = [t.index for t in paragraph.children(governor.index, "nsubj")]
    return above[:1] if _are_two(paragraph, above) else own


def _are_two(paragraph: Paragraph, subjects: list[int]) -> bool:
    """Whether a comma parts two subjects, so that they belong to two verbs."""
    return len(subjects) == 2 and any(t.text == "," for t in paragraph.tokens[subjects[0] + 1 : subjects[1]])


def _shared(paragraph: Paragraph, verb: Token, governor: Token) -> tuple[int, ...]:
    """The subjects that a verb without one of its own takes from what governs it."""
    dep = verb.dep
    if dep == "conj":
        return _coordinated(paragraph, verb, governor)
    if dep == "acl" and governor.pos in NOMINALS:
        return _of_noun(paragraph, governor) if _is_content(paragraph, verb) else (governor.index,)
    if dep == "acl:relcl" and not _has_object_gap(paragraph, verb):
        return (governor.index,)
    if dep == "xcomp" and governor.pos in ("VERB", "ADJ"):
        return _controller(paragraph, governor)
    if dep == "advcl" and governor.dep == "advmod":  # "stopped short of attacking"
        return subjects_of(paragraph, paragraph.tokens[governor.head])
    if dep == "advcl" and governor.pos == "VERB":
        return _adverbial(paragraph, verb, governor)
    return ()


def _coordinated(paragraph: Paragraph, verb: Token, governor: Token) -> tuple[int, ...]:
    """*left the base and were replaced* shares the subject; a mere change of voice is mostly a wrong parse."""
    if governor.pos in ("VERB", "AUX"):
        plain = paragraph.child(verb.index, "aux:pass") is not None and not is_passive(paragraph, governor)
        same = is_passive(paragraph, governor) == is_passive(paragraph, verb)
        found = subjects_of(paragraph, governor) if same or plain else ()
        above = paragraph.tokens[governor.head]
        if not found and above.pos == "VERB" and above.tag == verb.tag:  # "denies [the clash took place] and accuses"
            found = subjects_of(paragraph, above)
        return found
    if paragraph.child(governor.index, "cop"):  # "is a general and commands the brigade"
        return subjects_of(paragraph, governor)
    return ()


def _is_content(paragraph: Paragraph, verb: Token) -> bool:
    """Whether a clause says what a noun is about (*plans to attack*, *responsibility for bombing*), not who acts."""
    return verb.tag == "VB" or (verb.tag == "VBG" and paragraph.child(verb.index, "mark", "case") is not None)


def _of_noun(paragraph: Paragraph, noun: Token) -> tuple[int, ...]:
    """Whose plan or order it is: the possessor, or the subject of the verb that has the noun as its object."""
    owners = [t.index for t in paragraph.children(noun.index) if t.dep == "nmod:poss" and t.lower not in POSSESSIVES]
    owners += [t.index for t in paragraph.children(noun.index, "nmod") if case_word(paragraph, t.index) == "by"]
    verb = paragraph.tokens[noun.head]
    if owners:
        return expand(paragraph, owners[:1])
    shared = noun.dep == "obj" or (noun.dep == "obl" and case_word(paragraph, noun.index) == "in")  # "in a bid to kill"
    return subjects_of(paragraph, verb) if shared and not is_passive(paragraph, verb) else ()


def _adverbial(paragraph: Paragraph, verb: Token, governor: Token) -> tuple[int, ...]:
    """*accused the rebels of shelling …*, *quoted X as saying* share the object, *withdrew, leaving …* the subject."""
    marks = {t.lower for t in paragraph.children(verb.index, "mark", "case")}
    asked = _asked(paragraph, governor)
    objects = [t.index for t in paragraph.children(governor.index, "obj", "iobj")] or asked
    if asked and verb.tag == "VB":
        return expand(paragraph, asked)
    controlled = verb.tag == "VB" and governor.lemma in OBJECT_CONTROL
    helped = governor.lemma in HELPING and "in" in marks
    if objects and (controlled or helped or marks & OBJECT_MARKS):
        return expand(paragraph, objects)
    described = _described(paragraph, verb)
    if described:
        return expand(paragraph, described)
    participle = is_bare_participle(paragraph, verb)
    return subjects_of(paragraph, governor) if participle or verb.tag in ("VBG", "VB") else ()


def _described(paragraph: Paragraph, verb: Token) -> list[int]:
    """The noun that a clause describes (*the camp, housing troops*), right before the verb or its comma."""
    if verb.tag != "VBG" or verb.lemma not in STATIVE or verb.index < 2:
        return []
    before = paragraph.tokens[verb.index - (2 if paragraph.tokens[verb.index - 1].text == "," else 1)]
    return [before.index] if before.pos in ("NOUN", "PROPN") else []


def _controller(paragraph: Paragraph, governor: Token) -> tuple[int, ...]:
    """The object controls when there is one ("ordered troops to leave"), else the subject."""
    objects = [t.index for t in paragraph.children(governor.index, "obj", "iobj")] or _asked(paragraph, governor)
    if objects and governor.lemma not in SUBJECT_CONTROL:
        return expand(paragraph, objects)
    return subjects_of(paragraph, governor)


def _asked(paragraph: Paragraph, governor: Token) -> list[int]:
    """Of *called on the troops to leave*, the troops."""
    wanted = OBLIQUE_CONTROL.get(governor.lemma, ())
    return [t.index for t in paragraph.children(governor.index, "obl") if case_word(paragraph, t.index) in wanted]


def _has_object_gap(paragraph: Paragraph, verb: Token) -> bool:
    return any(t.lower in RELATIVES for t in paragraph.children(verb.index, "obj"))


def antecedent(paragraph: Paragraph, verb: Token, index: int) -> int:
    """The noun behind a relative pronoun; other tokens stand for themselves."""
    token = paragraph.tokens[index]
    if token.lower in RELATIVES and token.pos in ("PRON", "DET"):
        for ancestor in (verb, *paragraph.ancestors(verb.index)):
            if ancestor.dep == "acl:relcl":
                return ancestor.head
    return index


def relative_antecedent(paragraph: Paragraph, index: int) -> int:
    """The noun behind a relative pronoun below a quantity ("members, most [of whom] have left")."""
    return antecedent(paragraph, paragraph.tokens[index], index)


def expand(paragraph: Paragraph, indices: tuple[int, ...] | list[int]) -> tuple[int, ...]:
    """Tokens with those coordinated with them."""
    return tuple(conjunct for index in indices for conjunct in paragraph.conjuncts(index))
