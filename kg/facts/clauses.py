"""From the parse to predicates with their arguments: voice, particles, coordination, control, relative clauses."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.facts.objects import objects_of, receivers_of, shared_objects
from kg.facts.obliques import Oblique, case_word, own_obliques, particle_and_obliques
from kg.facts.subjects import expand, subjects_of
from kg.facts.voice import is_passive
from kg.parse import Paragraph, Token

COMPLEMENTS = ("ccomp", "xcomp", "advcl", "parataxis")


@dataclass(frozen=True)
class Clause:
    """A verb with its logical subject and object and its obliques, all as token indices.

    `shared` is the object of a verb it is coordinated with, for a verb without one of its own.
    """

    predicate: int
    words: tuple[str, ...]  # the lemma with its particle first, then the bare lemma
    passive: bool
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    indirect: tuple[int, ...] = ()
    obliques: tuple[Oblique, ...] = ()
    complements: tuple[int, ...] = field(default=())
    shared: tuple[int, ...] = ()

    def fillers(self, slot: str) -> tuple[int, ...]:
        """The tokens in a slot of a frame: `subject`, `object`, `own_object`, `indirect`, `clause` or prepositions
        (`in|at`)."""
        named = {
            "subject": self.subjects,
            "object": self.objects or self.shared,
            "own_object": self.objects,
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
    particle, obliques = particle_and_obliques(paragraph, verb)
    grammatical = subjects_of(paragraph, verb)
    objects = objects_of(paragraph, verb, particle, own_obliques(paragraph, verb))
    indirect = receivers_of(paragraph, verb)
    if not passive and indirect and not objects:
        objects, indirect = indirect, ()
    if passive:  # with an object behind it "was handed the keys"
        indirect = grammatical if objects and not indirect else indirect
        objects = objects or grammatical
    return Clause(
        verb.index,
        (f"{verb.lemma} {particle}", verb.lemma) if particle else (verb.lemma,),
        passive,
        agents_of(paragraph, verb) if passive else grammatical,
        objects,
        indirect,
        obliques,
        tuple(t.index for t in paragraph.children(verb.index, *COMPLEMENTS)),
        () if objects or passive else shared_objects(paragraph, verb),
    )


def agents_of(paragraph: Paragraph, verb: Token) -> tuple[int, ...]:
    """The by-phrase of a passive; coordinated verbs share one that follows them all (*was shelled and burned by*)."""
    agents = _own_agents(paragraph, verb)
    first = verb
    while not agents and first.dep == "conj":
        first = paragraph.tokens[first.head]
        agents = [i for i in _own_agents(paragraph, first) if i > verb.index]
    if not agents:
        agents = [i for other in _joined_verbs(paragraph, verb) for i in _own_agents(paragraph, other)]
    return expand(paragraph, agents)


def _own_agents(paragraph: Paragraph, verb: Token) -> list[int]:
    """The by-phrase of one verb, also where the parser hung it on a noun behind the verb."""
    agents = [t.index for t in paragraph.children(verb.index, "obl:agent")]
    agents = agents or [index for word, index in own_obliques(paragraph, verb) if word == "by"]
    return agents or [n for n in _nested(paragraph, verb) if case_word(paragraph, n) == "by"]


def _joined_verbs(paragraph: Paragraph, verb: Token) -> list[Token]:
    """The verbs that follow a verb at once behind a conjunction (*shelled and burned*)."""
    verbs = (t for t in paragraph.children(verb.index, "conj") if t.pos == "VERB")
    return [t for t in verbs if all(w.pos in ("CCONJ", "ADV") for w in paragraph.tokens[verb.index + 1 : t.index])]


def _nested(paragraph: Paragraph, verb: Token) -> list[int]:
    """Nouns that the parser hung on an object or oblique of the verb ("handed to Afghan forces by US troops")."""
    hosts = [index for _, index in own_obliques(paragraph, verb)]
    hosts += [t.index for t in paragraph.children(verb.index, "obj")]
    return [n.index for index in hosts for n in paragraph.children(index, "nmod") if n.index > verb.index]
