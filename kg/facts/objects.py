"""The objects of a verb: its own, that of the verb it is coordinated with, or the noun of a relative clause."""

from kg.facts.obliques import Oblique, is_bare
from kg.facts.subjects import RELATIVES, antecedent, expand
from kg.facts.voice import contact_subject, is_passive
from kg.parse import Paragraph, Token

# Adverbs and prepositions of a relative clause in whose place its noun stands, so that no object is missing.
RELATIVE_ADVERBS = frozenset({"where", "when", "why", "how", "whereby", "in", "at", "from", "to", "on", "with", "for"})
CLAUSES = ("ccomp", "xcomp")


def objects_of(paragraph: Paragraph, verb: Token, particle: str, obliques: list[Oblique]) -> tuple[int, ...]:
    """The direct objects of a verb itself, or the noun of its relative clause."""
    own = [antecedent(paragraph, verb, t.index) for t in _bare_objects(paragraph, verb)] or _helped(paragraph, verb)
    if is_ditransitive(paragraph, verb):
        own = own[1:]
    if particle and not own:
        own = [index for word, index in obliques if word == particle][:1]
    return expand(paragraph, own or _relative_gap(paragraph, verb))


def _helped(paragraph: Paragraph, verb: Token) -> list[int]:
    """Of *help the army fight*, the army, which the parser takes for the subject of the fight alone."""
    bare = (t for t in paragraph.children(verb.index, "ccomp") if t.tag == "VB" and verb.lemma == "help")
    clause = next((t for t in bare if paragraph.child(t.index, "mark", "aux") is None), None)
    return [t.index for t in paragraph.children(clause.index, "nsubj")] if clause is not None else []


def receivers_of(paragraph: Paragraph, verb: Token) -> tuple[int, ...]:
    """The receivers without a preposition ("handed [the police] a post"); parsers may call them objects."""
    found = [t.index for t in paragraph.children(verb.index, "iobj")]
    if not found and is_ditransitive(paragraph, verb):
        found = [_bare_objects(paragraph, verb)[0].index]
    return expand(paragraph, found)


def is_ditransitive(paragraph: Paragraph, verb: Token) -> bool:
    """Whether two objects stand beside each other; with a comma between them they are a list."""
    objects = _bare_objects(paragraph, verb)
    if len(objects) < 2 or paragraph.child(verb.index, "iobj") is not None:
        return False
    start = paragraph.subtree(objects[1].index)[0]
    return start == paragraph.subtree(objects[0].index)[-1] + 1 and paragraph.tokens[start].text != ","


def _bare_objects(paragraph: Paragraph, verb: Token) -> list[Token]:
    """The first object without a preposition, but for one that is really the particle, and a second right behind it."""
    objects = [t for t in paragraph.children(verb.index, "obj") if is_bare(paragraph, t.index)]
    if len(objects) < 2:
        return objects
    end, start = paragraph.subtree(objects[0].index)[-1], paragraph.subtree(objects[1].index)[0]
    comma = paragraph.tokens[start].text == "," or paragraph.tokens[end + 1].text == ","
    near = start == end + 1 or (start == end + 2 and comma)
    return objects[: 2 if near else 1]


def _relative_gap(paragraph: Paragraph, verb: Token) -> list[int]:
    """The noun before a relative clause that lacks an object (*the camp they attacked*, *the camp that … attacked*)."""
    if contact_subject(paragraph, verb) is not None:
        return [verb.head]
    if verb.dep != "acl:relcl" or is_passive(paragraph, verb):
        return []
    subject = paragraph.child(verb.index, "nsubj")
    if subject is None or subject.lower in RELATIVES or paragraph.child(verb.index, *CLAUSES) is not None:
        return []
    opening = range(paragraph.subtree(verb.index)[0], subject.index)
    if any(paragraph.tokens[i].lower in RELATIVE_ADVERBS for i in opening) or _is_stranded(paragraph, verb):
        return []
    return [verb.head]


def _is_stranded(paragraph: Paragraph, verb: Token) -> bool:
    """Whether a preposition without its noun takes the place of the object ("the town they lived in")."""
    return any(
        t.pos == "ADP" and t.dep != "compound:prt" for t in paragraph.children(verb.index) if t.index > verb.index
    )


def shared_objects(paragraph: Paragraph, verb: Token) -> tuple[int, ...]:
    """The object that follows the last of coordinated verbs and belongs to all (*shelled and burned the village*).

    Only verbs, conjunctions, adverbs and commas may stand between; parsers hang the object on the first or the last.
    """
    family = _coordinated_verbs(paragraph, verb)
    if len(family) < 2:
        return ()
    last = family[-1]
    owners = [v for v in (last, family[0]) if paragraph.child(v.index, "obj") is not None]
    found = [t.index for v in owners[:1] for t in _bare_objects(paragraph, v)[:1] if t.index > last.index]
    if verb is last and owners and owners[0] is last:
        return ()
    between = paragraph.tokens[verb.index + 1 : last.index]
    if any(t.pos not in ("VERB", "AUX", "CCONJ", "PUNCT", "ADV", "PART") for t in between):
        return ()
    return expand(paragraph, found)


def _coordinated_verbs(paragraph: Paragraph, verb: Token) -> list[Token]:
    """The verbs coordinated with a verb, in order of the text."""
    first = verb
    while first.dep == "conj" and paragraph.tokens[first.head].pos == "VERB":
        first = paragraph.tokens[first.head]
    family = [paragraph.tokens[i] for i in paragraph.conjuncts(first.index)]
    return sorted((t for t in family if t.pos == "VERB"), key=lambda t: t.index)
