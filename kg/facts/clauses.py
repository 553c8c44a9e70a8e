"""From the parse to predicates with their arguments: voice, particles, coordination, control, relative clauses."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.parse import Paragraph, Token

# Verbs whose infinitive complement is the real predicate of their own subject (control and raising).
OBJECT_CONTROL = frozenset("urge order tell ask force allow invite call press persuade instruct command warn".split())
# Verbs that ask somebody by a preposition: he is the one to act ("called on the troops to leave").
OBLIQUE_CONTROL = frozenset("call on,call upon,appeal to,prevail on,prevail upon,shout at,signal to".split(","))
SUBJECT_DEPS = ("nsubj", "nsubj:pass")
RELATIVES = frozenset({"who", "which", "that", "whom"})
# Adjectives that go with their verb like a particle: "shot dead".
RESULTS = frozenset({"dead"})
PARTICLES = frozenset("over back out up off down away in on".split())


@dataclass(frozen=True)
class Clause:
    """A verb with its logical subject and object and its obliques, all as token indices."""

    predicate: int
    words: tuple[str, ...]  # the lemma with its particle first, then the bare lemma
    passive: bool
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    indirect: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    complements: tuple[int, ...] = field(default=())

    def fillers(self, slot: str) -> tuple[int, ...]:
        """The tokens in a slot of a frame: `subject`, `object`, `indirect`, `clause` or prepositions (`in|at`)."""
        named = {
            "subject": self.subjects,
            "object": self.objects,
            "indirect": self.indirect,
            "clause": self.complements,
        }
        if slot in named:
            return named[slot]
        wanted = slot.split("|")
        return tuple(index for preposition, index in self.obliques if preposition in wanted)


def clauses(paragraph: Paragraph) -> Iterator[Clause]:
    """The clauses of every verb of a paragraph, in order."""
    for token in paragraph.tokens:
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "aux:pass", "cop")):
            yield clause_of(paragraph, token)


def clause_of(paragraph: Paragraph, verb: Token) -> Clause:
    """The clause of one verb; what coordination, control or a relative clause shares is filled in."""
    passive = is_passive(paragraph, verb)
    particle, obliques = _particle_and_obliques(paragraph, verb)
    grammatical = subjects_of(paragraph, verb)
    direct = _objects(paragraph, verb, particle)
    indirect = _expand(paragraph, [t.index for t in paragraph.children(verb.index, "iobj")])
    agents = _agents(paragraph, verb) if passive else ()
    words = (f"{verb.lemma} {particle}", verb.lemma) if particle else (verb.lemma,)
    if passive and direct and not indirect:
        indirect, grammatical_object = grammatical, direct  # "was handed the keys"
    else:
        grammatical_object = grammatical if passive else direct
    if not passive and indirect and not direct:
        grammatical_object, indirect = indirect, ()
    complements = tuple(t.index for t in paragraph.children(verb.index, "ccomp", "xcomp", "advcl", "parataxis"))
    return Clause(
        verb.index,
        words,
        passive,
        agents if passive else grammatical,
        grammatical_object,
        indirect,
        obliques,
        complements,
    )


def is_passive(paragraph: Paragraph, verb: Token) -> bool:
    """A passive auxiliary or subject, or a bare past participle behind its noun ("troops stationed in")."""
    if paragraph.child(verb.index, "aux:pass"):
        return True
    if paragraph.child(verb.index, "nsubj:pass"):
        # Without its auxiliary the label alone is weak: with an object behind it the clause is active.
        return paragraph.child(verb.index, "obj") is None
    if verb.dep in ("acl", "acl:relcl") and verb.tag in ("VBN", "VBD"):
        # With a subject or an auxiliary it is no participle ("rumours that the troops had left").
        return paragraph.child(verb.index, "nsubj", "aux") is None
    if verb.dep == "conj" and verb.tag == "VBN" and not paragraph.child(verb.index, "aux", "nsubj"):
        return is_passive(paragraph, paragraph.tokens[verb.head])
    return False


def _expand(paragraph: Paragraph, indices: list[int]) -> tuple[int, ...]:
    return tuple(conjunct for index in indices for conjunct in paragraph.conjuncts(index))


def subjects_of(paragraph: Paragraph, verb: Token) -> tuple[int, ...]:
    """The grammatical subjects: own, shared by coordination, by control, or the noun a relative clause hangs on."""
    own = _own_subjects(paragraph, verb)
    if own:
        return _expand(paragraph, [_antecedent(paragraph, verb, index) for index in own])
    governor = paragraph.tokens[verb.head]
    if verb.dep == "conj" and governor.pos in ("VERB", "AUX"):
        return (
            subjects_of(paragraph, governor) if is_passive(paragraph, governor) == is_passive(paragraph, verb) else ()
        )
    if verb.dep == "acl" and governor.pos in ("NOUN", "PROPN", "PRON") and verb.tag != "VB":
        return (governor.index,)
    if verb.dep == "acl:relcl" and not _has_object_gap(paragraph, verb):
        return (governor.index,)
    if verb.dep == "xcomp" and governor.pos in ("VERB", "ADJ"):
        return _controller(paragraph, governor)
    if verb.dep == "advcl" and governor.pos == "VERB":
        return _adverbial_subject(paragraph, verb, governor)
    if verb.dep == "advcl" and governor.dep == "advmod":  # "stopped short of attacking"
        return subjects_of(paragraph, paragraph.tokens[governor.head])
    return ()


def _own_subjects(paragraph: Paragraph, verb: Token) -> list[int]:
    """The subjects that hang on a verb itself.

    *The troops, the consul said, had withdrawn* may come with both subjects on *said*: the first is the clause's.
    """
    own = [t.index for t in paragraph.children(verb.index, *SUBJECT_DEPS) if t.dep != "nsubj:outer"]
    if _has_two_subjects(paragraph, own):
        return own[-1:]
    governor = paragraph.tokens[verb.head]
    above = [t.index for t in paragraph.children(governor.index, *SUBJECT_DEPS)] if verb.dep == "ccomp" else []
    return above[:1] if not own and verb.index > governor.index and _has_two_subjects(paragraph, above) else own


def _has_two_subjects(paragraph: Paragraph, subjects: list[int]) -> bool:
    if len(subjects) != 2:
        return False
    return any(paragraph.tokens[i].text == "," for i in range(subjects[0] + 1, subjects[1]))


def _adverbial_subject(paragraph: Paragraph, verb: Token, governor: Token) -> tuple[int, ...]:
    """*accused the rebels of shelling …* shares the object, *withdrew, leaving …* the subject."""
    marks = {t.lower for t in paragraph.children(verb.index, "mark", "case")}
    objects = [t.index for t in paragraph.children(governor.index, "obj")] or _asked(paragraph, governor)
    if objects and (
        marks & {"of", "for", "from"} or (verb.tag == "VB" and governor.lemma in OBJECT_CONTROL | {"appeal"})
    ):
        return _expand(paragraph, objects)
    return subjects_of(paragraph, governor) if verb.tag in ("VBG", "VB") else ()


def _controller(paragraph: Paragraph, governor: Token) -> tuple[int, ...]:
    """The object controls when there is one ("ordered troops to leave"), else the subject."""
    objects = [t.index for t in paragraph.children(governor.index, "obj", "iobj")] or _asked(paragraph, governor)
    return _expand(paragraph, objects) if objects else subjects_of(paragraph, governor)


def _asked(paragraph: Paragraph, governor: Token) -> list[int]:
    """Of *called on the troops to leave*, the troops."""
    obliques = paragraph.children(governor.index, "obl")
    return [t.index for t in obliques if f"{governor.lemma} {case_word(paragraph, t.index)}" in OBLIQUE_CONTROL]


def _has_object_gap(paragraph: Paragraph, verb: Token) -> bool:
    return any(t.lower in RELATIVES for t in paragraph.children(verb.index, "obj"))


def _antecedent(paragraph: Paragraph, verb: Token, index: int) -> int:
    """The noun behind a relative pronoun; other tokens stand for themselves."""
    token = paragraph.tokens[index]
    if token.lower in RELATIVES and token.pos in ("PRON", "DET"):
        for ancestor in (verb, *paragraph.ancestors(verb.index)):
            if ancestor.dep == "acl:relcl":
                return ancestor.head
    return index


def _objects(paragraph: Paragraph, verb: Token, particle: str) -> tuple[int, ...]:
    own = [t.index for t in paragraph.children(verb.index, "obj")]
    own = [_antecedent(paragraph, verb, index) for index in own]
    if particle and not own:
        own = [index for word, index in _raw_obliques(paragraph, verb) if word == particle][:1]
    governor = paragraph.tokens[verb.head]
    if not own and verb.dep == "conj" and governor.pos == "VERB" and _shares_object(paragraph, governor, verb):
        return _objects(paragraph, governor, "")
    return _expand(paragraph, own)


def _shares_object(paragraph: Paragraph, governor: Token, verb: Token) -> bool:
    """Coordinated verbs share an object that follows the last of them ("trained and equipped the army")."""
    first = paragraph.child(governor.index, "obj")
    return first is not None and first.index > verb.index


def _agents(paragraph: Paragraph, verb: Token) -> tuple[int, ...]:
    agents = [t.index for t in paragraph.children(verb.index, "obl:agent")]
    agents = agents or [index for word, index in _raw_obliques(paragraph, verb) if word == "by"]
    agents = agents or [n for n in _nested(paragraph, verb) if case_word(paragraph, n) == "by"]
    if not agents and verb.dep == "conj":
        return _agents(paragraph, paragraph.tokens[verb.head])
    return _expand(paragraph, agents)


def _nested(paragraph: Paragraph, verb: Token) -> list[int]:
    """Nouns that the parser hung on an oblique of the verb ("handed to Afghan forces by US troops")."""
    obliques = [index for _, index in _raw_obliques(paragraph, verb)]
    return [n.index for index in obliques for n in paragraph.children(index, "nmod")]


def case_word(paragraph: Paragraph, index: int) -> str:
    """The preposition of a noun, with its first part ("out of" → `out of`)."""
    words = [t for t in paragraph.children(index, "case") if t.text not in ("'s", "’s", "'", "’")]
    if not words:
        return ""
    first = words[0]
    rest = [t.lower for t in paragraph.children(first.index, "fixed")] + [t.lower for t in words[1:]]
    return " ".join([first.lower, *rest])


def _raw_obliques(paragraph: Paragraph, verb: Token) -> list[tuple[str, int]]:
    """The prepositional phrases of a verb, and those hung on its particle or adverb (*brought home [from Helmand]*)."""
    adverbs = [t for t in paragraph.children(verb.index, "advmod", "compound:prt") if t.index > verb.index]
    found = []
    for token in (t for anchor in (verb, *adverbs) for t in paragraph.children(anchor.index, "obl", "nmod")):
        if token.dep not in ("obl:agent", "obl:unmarked", "obl:tmod"):
            word = case_word(paragraph, token.index)
            if word == "of" and any(t.lower == "out" for t in adverbs):
                word = "out of"  # "pulled [out] [of Hodeidah]"
            found.append((word, token.index))
    return found


def _particle_and_obliques(paragraph: Paragraph, verb: Token) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The particle of the verb and its obliques.

    Our parser reads "hand over the base" as an oblique with the case "over"; such a preposition counts as the
    particle when the verb has no object.
    """
    tagged = next((t.lower for t in paragraph.children(verb.index, "compound:prt")), "")
    if not tagged:
        tagged = next((t.lower for t in paragraph.children(verb.index, "xcomp", "advmod") if t.lower in RESULTS), "")
    if not tagged:
        tagged = next(
            (
                t.lower
                for t in paragraph.children(verb.index, "advmod")
                if t.lower in PARTICLES and t.index == verb.index + 1
            ),
            "",
        )
    if not tagged:
        objects = list(paragraph.children(verb.index, "obj"))
        tagged = next((w for t in objects if (w := case_word(paragraph, t.index)) in PARTICLES), "")
    obliques = _raw_obliques(paragraph, verb)
    has_object = paragraph.child(verb.index, "obj", "nsubj:pass") is not None
    if not tagged and not has_object:
        tagged = next((word for word, index in obliques if word in ("over", "back", "up") and index > verb.index), "")
        obliques = [(word, index) for word, index in obliques if word != tagged or not tagged]
        if tagged:
            return tagged, tuple(obliques)
    obliques += _obliques_on_object(paragraph, verb)
    expanded = [(word, other) for word, index in obliques for other in paragraph.conjuncts(index)]
    return tagged, tuple(expanded)


def _obliques_on_object(paragraph: Paragraph, verb: Token) -> list[tuple[str, int]]:
    """Prepositional phrases that the parser hung on the object ("withdraw [soldiers from Iraq]")."""
    objects = list(paragraph.children(verb.index, "obj", "nsubj:pass"))
    inner = [n for t in objects for n in paragraph.children(t.index, "nmod") if case_word(paragraph, n.index) == "of"]
    found = [n for t in (*objects, *inner) for n in paragraph.children(t.index, "nmod") if n.index > verb.index]
    return [(word, n.index) for n in found if (word := case_word(paragraph, n.index)) not in ("", "of")]
