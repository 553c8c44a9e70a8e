"""Prepositions: the case of a noun, and the prepositional phrases and the particle of a verb."""

from kg.parse import Paragraph, Token

PARTICLES = frozenset("over back out up off down away in on".split())
# Adjectives that go with their verb like a particle: "shot dead".
RESULTS = frozenset({"dead"})
# Particles that our parser reads as the preposition of an oblique ("hand [over the base]").
READ_AS_CASES = ("over", "back", "up")
# Prepositions of a giver, a receiver or a goal: below a noun they mostly belong to the verb above.
DIRECTIONAL = frozenset({"to", "into", "from", "by"})
GENITIVES = ("'s", "’s", "'", "’")

Oblique = tuple[str, int]  # the preposition and the noun's token


def case_word(paragraph: Paragraph, index: int) -> str:
    """The preposition of a noun, with its first part ("out of" → `out of`)."""
    words = [t for t in paragraph.children(index, "case") if t.text not in GENITIVES]
    if not words:
        return ""
    first = words[0]
    rest = [t.lower for t in paragraph.children(first.index, "fixed")] + [t.lower for t in words[1:]]
    return " ".join([first.lower, *rest])


def own_obliques(paragraph: Paragraph, verb: Token) -> list[Oblique]:
    """The prepositional phrases of a verb, and those hung on its particle or adverb (*brought home [from Helmand]*).

    An object with a preposition is one too: parsers take *handed weapons over [to monitors]* for two objects.
    """
    adverbs = [t for t in paragraph.children(verb.index, "advmod", "compound:prt") if t.index > verb.index]
    phrases = [t for anchor in (verb, *adverbs) for t in paragraph.children(anchor.index, "obl", "nmod")]
    found = []
    for token in phrases:
        if token.dep not in ("obl:agent", "obl:unmarked", "obl:tmod"):
            word = case_word(paragraph, token.index)
            if word == "of" and any(t.lower == "out" for t in adverbs):
                word = "out of"  # "pulled [out] [of Hodeidah]"
            found.append((word, token.index))
            if token.lemma == "behalf":  # "spoke on behalf of the council"
                found += [(f"{word} behalf of", n.index) for n in paragraph.children(token.index, "nmod")]
    objects = [t.index for t in paragraph.children(verb.index, "obj") if not is_bare(paragraph, t.index)]
    return found + [(case_word(paragraph, index), index) for index in objects]


def is_bare(paragraph: Paragraph, index: int) -> bool:
    """Whether an object has no preposition, or one that is really the particle of its verb."""
    word = case_word(paragraph, index)
    return not word or word in PARTICLES


def particle_and_obliques(paragraph: Paragraph, verb: Token) -> tuple[str, tuple[Oblique, ...]]:
    """The particle of the verb and its obliques, those hung on its object or on another oblique included.

    Our parser reads "hand over the base" as an oblique with the case "over"; such a preposition counts as the
    particle when the verb has no object.
    """
    particle = _particle(paragraph, verb)
    obliques = own_obliques(paragraph, verb)
    has_object = paragraph.child(verb.index, "obj", "nsubj:pass") is not None
    if not particle and not has_object:
        behind = paragraph.tokens[min(verb.index + 1, len(paragraph.tokens) - 1)].lower
        particle = next((w for w, _ in obliques if w == behind and w in READ_AS_CASES), "")
        if particle:
            return particle, tuple((word, index) for word, index in obliques if word != particle)
    behind_verb = [(word, index) for word, index in obliques if index > verb.index]  # not "on a visit to X, Y said"
    obliques += [*_on_objects(paragraph, verb), *_on_obliques(paragraph, behind_verb)]
    return particle, tuple(part for oblique in obliques for part in _coordinated(paragraph, oblique))


def _coordinated(paragraph: Paragraph, oblique: Oblique) -> list[Oblique]:
    """A phrase and those coordinated with it, which may have prepositions of their own (*in Iraq or to Kuwait*)."""
    word, index = oblique
    others = (other for other in paragraph.conjuncts(index) if other != index)
    return [oblique, *((case_word(paragraph, other) or word, other) for other in others)]


def _particle(paragraph: Paragraph, verb: Token) -> str:
    """The particle as tagged, a result ("shot dead"), an adverb behind the verb, or the case of an object."""
    behind = verb.index + 1
    found = [t.lower for t in paragraph.children(verb.index, "compound:prt")]
    found += [t.lower for t in paragraph.children(verb.index, "xcomp", "advmod") if t.lower in RESULTS]
    adverbs = paragraph.children(verb.index, "advmod")
    found += [t.lower for t in adverbs if t.lower in PARTICLES and t.index == behind]
    cases = (case_word(paragraph, t.index) for t in paragraph.children(verb.index, "obj"))
    found += [word for word in cases if word in PARTICLES]
    return found[0] if found else ""


def _on_objects(paragraph: Paragraph, verb: Token) -> list[Oblique]:
    """Prepositional phrases that the parser hung on the object ("withdraw [soldiers from Iraq]")."""
    objects = list(paragraph.children(verb.index, "obj", "nsubj:pass"))
    inner = [n for t in objects for n in paragraph.children(t.index, "nmod") if case_word(paragraph, n.index) == "of"]
    found = [n for t in (*objects, *inner) for n in paragraph.children(t.index, "nmod") if n.index > verb.index]
    return [(word, n.index) for n in found if (word := case_word(paragraph, n.index)) not in ("", "of")]


def _on_obliques(paragraph: Paragraph, obliques: list[Oblique]) -> list[Oblique]:
    """Phrases of direction that the parser hung on another oblique ("moved from Gao [to Kidal]")."""
    taken = {word for word, _ in obliques}
    nested = [n.index for _, index in obliques for n in paragraph.children(index, "nmod") if n.index > index]
    found = [(case_word(paragraph, index), index) for index in nested]
    return [(word, index) for word, index in found if word in DIRECTIONAL - taken]
