"""What is part of what: bodies of a state (*Iraqi army*, *Chad's navy*), units of a body (*3rd Brigade of X*)."""

from collections.abc import Iterator, Sequence

from kg.facts.arguments import Reading
from kg.facts.clauses import clause_of
from kg.facts.obliques import case_word
from kg.facts.subjects import subjects_of
from kg.gazetteer import normalise
from kg.model import Draft, Mention, MentionKind
from kg.parse import Paragraph, Token

# Classes of a state's own bodies: with a state among their modifiers they are part of it ("Iraqi army").
STATE_BODIES = ("MilitaryForce", "GovernmentBody")
# Nouns for people in arms rather than for a body of the state ("US troops").
MERE_FORCES = frozenset("troop troops soldier soldiers personnel".split())
# Bodies of which a state has one: also without a name they are its own ("Senegal's navy").
INSTITUTIONS = frozenset(
    """army navy parliament senate congress assembly parliament police government cabinet military ministry
    coastguard gendarmerie judiciary legislature""".split()
)
INSTITUTION_PHRASES = ("air force", "armed forces", "security forces", "national guard", "coast guard")
# Nouns for a part of a force or office.
UNITS = frozenset(
    """brigade battalion regiment division corps company platoon squadron fleet wing branch bureau department
    directorate command unit contingent detachment faction arm bloc council committee squad force
    staff""".split()
)


# *soldiers deployed as part of X*, *troops that form the bulk of X*: nouns for a part, and verbs that make one.
PARTS = frozenset("part bulk core backbone majority".split())
FORMING = frozenset("form constitute make comprise provide".split())


def body_drafts(reading: Reading) -> Iterator[Draft]:
    """The `part_of` drafts of every body named or described in a paragraph."""
    yield from _forces_in_missions(reading)
    for mention in dict.fromkeys(reading.mentions.values()):
        if mention.kind is MentionKind.PRONOUN or mention.noun in MERE_FORCES:
            continue
        wholes = [*_states(reading, mention), *_larger_bodies(reading, mention)]
        for rule, whole in {whole: (rule, whole) for rule, whole in wholes}.values():
            yield Draft(
                "part_of", reading.paragraph.index, mention.head, rule, mention, whole, clause=_clause(mention, whole)
            )


def _clause(part: Mention, whole: Mention) -> str:
    return part.text if whole.first >= part.first and whole.last <= part.last else f"{part.text} | {whole.text}"


def _states(reading: Reading, mention: Mention) -> Iterator[tuple[str, Mention]]:
    """The state of a body: *Iraqi army*, *Iraq's parliament*, *the army of Iraq*."""
    paragraph = reading.paragraph
    named = mention.kind is MentionKind.NAME and mention.type in STATE_BODIES
    if not named and not _is_institution(mention):
        return
    inside = [_state_at(reading, i) for i in range(mention.first, mention.last) if not _in_compound(paragraph, i)]
    beside = [
        reading.mention_at(t.index)
        for t in paragraph.children(mention.head, "nmod")
        if _is_plain(mention) and case_word(paragraph, t.index) == "of"
    ]
    beside += [reading.mention_at(t.index) for t in _possessors(paragraph, mention)]
    for state in dict.fromkeys([*inside, *beside]):
        if state is not None and state.type == "State" and state.kind is MentionKind.NAME and state != mention:
            yield "body_of_state", state


def _possessors(paragraph: Paragraph, mention: Mention) -> list[Token]:
    """The possessors before a name, whichever of its words they hang on (*Iran's Revolutionary Guards Corps*)."""
    words = range(mention.first, mention.last)
    return [t for i in words for t in paragraph.children(i) if t.dep == "nmod:poss" and t.index < mention.first]


def _state_at(reading: Reading, index: int) -> Mention | None:
    """The state that a word of the body's name means, whatever the recogniser took the word for."""
    mention, token = reading.mentions.get(index), reading.paragraph.tokens[index]
    if mention is not None and mention.type == "State":
        return mention
    state = reading.gazetteer.adjectives.get(normalise(token.text)) if token.text[:1].isupper() else None
    if state is None:
        return None
    span = (token.start, token.end, token.text, MentionKind.NAME, "State", reading.paragraph.index, index)
    return Mention(reading.paragraph.article, *span, first=index, last=index + 1, states=(state.id,), known=state.id)


def _is_institution(mention: Mention) -> bool:
    if mention.type not in STATE_BODIES:
        return False
    one = mention.noun in INSTITUTIONS and not mention.plural
    return one or mention.text.lower().endswith(INSTITUTION_PHRASES)


def _is_plain(mention: Mention) -> bool:
    """*the armed forces of Ukraine*, not *the Revolutionary Armed Forces of Colombia*."""
    return _is_institution(mention) and (mention.noun in INSTITUTIONS or mention.text.lower() in INSTITUTION_PHRASES)


def _in_compound(paragraph: Paragraph, index: int) -> bool:
    """Whether a name is the first part of a compound with a participle (*US-led*, also *U.S. backed*)."""
    if index + 1 >= len(paragraph.tokens):
        return False
    following = paragraph.tokens[index + 1]
    return following.text in ("-", "–") or (following.tag in ("VBN", "VBD") and paragraph.tokens[index].pos == "PROPN")


def _larger_bodies(reading: Reading, mention: Mention) -> Iterator[tuple[str, Mention]]:
    """*the 7th Brigade of the Nepalese army*, *Hamas's Qassam Brigades*: a unit and the organisation it belongs to."""
    if mention.kind is not MentionKind.NAME and not _is_numbered(reading, mention):
        return
    if not reading.lexicon.classes.is_a(mention.type, "Organization") or mention.type == "Coalition":
        return
    if reading.paragraph.tokens[mention.head].lemma.lower() not in UNITS:
        return
    for child in reading.paragraph.children(mention.head, "nmod"):
        whole = reading.mention_at(child.index)
        belongs = child.dep == "nmod:poss" or case_word(reading.paragraph, child.index) == "of"
        if belongs and whole is not None and _is_whole(reading, whole) and not _overlap(mention, whole):
            yield "unit_of_body", whole


def _is_numbered(reading: Reading, mention: Mention) -> bool:
    words = reading.paragraph.tokens[mention.first : mention.last]
    return any(t.text[:1].isdigit() or t.pos == "PROPN" for t in words)


def _is_whole(reading: Reading, whole: Mention) -> bool:
    return whole.kind is not MentionKind.PRONOUN and reading.lexicon.classes.is_a(whole.type, "Organization")


def _overlap(one: Mention, other: Mention) -> bool:
    return one.first < other.last and other.first < one.last


def _forces_in_missions(reading: Reading) -> Iterator[Draft]:
    """*soldiers deployed as part of the mission*, *US forces form the bulk of the coalition*."""
    paragraph = reading.paragraph
    for token in paragraph.tokens:
        verb = paragraph.tokens[token.head]
        if token.lemma not in PARTS or verb.pos != "VERB":
            continue
        if token.dep == "obj" and verb.lemma in FORMING:
            parts = subjects_of(paragraph, verb)
        elif token.dep == "obl" and case_word(paragraph, token.index) == "as":
            clause = clause_of(paragraph, verb)
            parts = clause.objects or clause.subjects
        else:
            continue
        wholes = [t.index for t in paragraph.children(token.index, "nmod") if case_word(paragraph, t.index) == "of"]
        for part in _forces(reading, parts):
            for whole in _missions(reading, wholes):
                rule = f"as {token.lemma} of.active"
                yield Draft("part_of", paragraph.index, verb.index, rule, part, whole, clause=_clause(part, whole))


def _forces(reading: Reading, indices: Sequence[int]) -> list[Mention]:
    found = reading.fillers("part_of", "subject", indices)
    return [m for m in found if m.kind is not MentionKind.PRONOUN and m.type in ("MilitaryForce", "ArmedGroup")]


def _missions(reading: Reading, indices: Sequence[int]) -> list[Mention]:
    found = reading.fillers("part_of", "object", indices)
    return [m for m in found if m.kind is not MentionKind.PRONOUN and _is_whole(reading, m)]
