"""Finds the mentions of a paragraph: names, descriptions and pronouns, each typed by a class of the ontology."""

from collections.abc import Iterable, Iterator, Sequence

from kg.entities.phrases import Phrase, noun_phrases
from kg.entities.typing import Typed, type_of_name, type_of_noun
from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind
from kg.parse import NamedSpan, Paragraph, Token

PRONOUNS = frozenset(
    "he she it they him her them who which that his its their this these those some others one himself itself".split()
)
PLURAL_PRONOUNS = frozenset("they them their these those some others".split())
PERSONAL = frozenset("he she him her his who himself".split())
# Classes whose nouns make a bare "base" beside them a military one, and adjectives that say nothing of its kind.
ARMED = frozenset({"MilitaryForce", "ArmedGroup", "Coalition"})
NEUTRAL = frozenset("other new several small remaining main many few all former more own large".split())
AMBIGUOUS_BASES = frozenset({"position", "post", "compound"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
# Classes whose descriptions become names when a name stands among their modifiers ("Iraqi army", "Taji base").
NAMED_BY_MODIFIER = frozenset(
    {"MilitaryBase", "MilitaryForce", "GovernmentBody", "Coalition", "Facility", "NewsAgency"}
)
# Modifiers of a base's or force's own name that are not part of what identifies it.
CLASS_WORDS = frozenset(
    """military army air airbase base camp site force forces naval training joint coalition portion complex
    facility""".split()
)


def find_mentions(paragraph: Paragraph, gazetteer: Gazetteer) -> list[Mention]:
    """All mentions of one paragraph, sorted by position; names may lie inside longer phrases."""
    names = [*paragraph.names, *_missed_names(paragraph, gazetteer)]
    found: dict[tuple[int, int], Mention] = {}
    covered: set[int] = set()
    for phrase in noun_phrases(paragraph):
        mention = _phrase_mention(paragraph, phrase, names, gazetteer)
        if mention is not None:
            found.setdefault((mention.first, mention.last), mention)
            covered.update(range(mention.first, mention.last))
    for mention in _bodies_before_persons(paragraph, gazetteer):
        found.setdefault((mention.first, mention.last), mention)
    for name in names:
        mention = _name_mention(paragraph, name, gazetteer)
        taken = found.get((name.first, name.last)) or _same_head(found.values(), mention)
        if mention is not None and taken is None:
            found[(mention.first, mention.last)] = mention
    for token in paragraph.tokens:
        if _refers_back(token):
            found.setdefault((token.index, token.index + 1), _pronoun(paragraph, token))
    return sorted(found.values(), key=lambda mention: (mention.first, -mention.last))


def _bodies_before_persons(paragraph: Paragraph, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The body in *coalition spokesman*, *police chief*: a compound before a noun for a person."""
    for token in paragraph.tokens:
        governor = paragraph.tokens[token.head]
        noun = gazetteer.heads.get(token.lemma)
        person = gazetteer.heads.get(governor.lemma)
        if token.dep != "compound" or token.pos != "NOUN" or noun is None or person is None or person.type != "Person":
            continue
        if noun.type in ("Coalition", "GovernmentBody", "MilitaryForce", "ArmedGroup") and not noun.needs:
            span = (token.index, token.index + 1, token.index)
            yield _mention(paragraph, *span, MentionKind.NOMINAL, noun.type, noun=token.lemma, definite=True)


def _same_head(mentions: Iterable[Mention], mention: Mention | None) -> Mention | None:
    if mention is None:
        return None
    return next((other for other in mentions if other.head == mention.head and other.kind is MentionKind.NAME), None)


def _missed_names(paragraph: Paragraph, gazetteer: Gazetteer) -> list[NamedSpan]:
    """Capitalised runs that the recogniser left out and the gazetteer knows (longest first)."""
    taken = {index for name in paragraph.names for index in range(name.first, name.last)}
    spans, index = [], 0
    while index < len(paragraph.tokens):
        size = next((n for n in (5, 4, 3, 2, 1) if _known_run(paragraph, index, n, taken, gazetteer)), 0)
        if size:
            spans.append(NamedSpan(index, index + size, "ORG"))
        index += size or 1
    return spans


def _known_run(paragraph: Paragraph, first: int, size: int, taken: set[int], gazetteer: Gazetteer) -> bool:
    last = first + size
    if last > len(paragraph.tokens) or taken & set(range(first, last)):
        return False
    tokens = paragraph.tokens[first:last]
    if not tokens[0].text[:1].isupper() or not tokens[-1].text[:1].isalnum():
        return False
    key = normalise(paragraph.words(first, last))
    if size == 1 and (len(key) < 2 or (not tokens[0].text.isupper() and tokens[0].pos not in ("PROPN", "ADJ"))):
        return False
    known = gazetteer.names.get(key)
    return (known is not None and known.type not in ("City", "Region")) or gazetteer.state(key) is not None


def _refers_back(token: Token) -> bool:
    if token.lower not in PRONOUNS or token.pos not in ("PRON", "DET", "ADJ", "NUM", "NOUN"):
        return False
    if token.lower in ("that", "this", "some", "one", "others", "these", "those", "her"):
        modifies = token.dep in ("det", "mark", "nummod", "expl", "amod") or token.pos == "DET"
        return not modifies or token.dep in ARGUMENTS
    return token.dep not in ("expl", "mark")


ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "iobj", "obl:agent"})


def _pronoun(paragraph: Paragraph, token: Token) -> Mention:
    cls = "Person" if token.lower in PERSONAL else "Thing"
    return _mention(
        paragraph,
        token.index,
        token.index + 1,
        token.index,
        MentionKind.PRONOUN,
        cls,
        plural=token.lower in PLURAL_PRONOUNS,
    )


def _phrase_mention(
    paragraph: Paragraph, phrase: Phrase, names: Sequence[NamedSpan], gazetteer: Gazetteer
) -> Mention | None:
    head = paragraph.tokens[phrase.head]
    inside = [name for name in names if phrase.first <= name.first and name.last <= phrase.last]
    person = next((name for name in inside if name.label == "PERSON"), None)
    person = person or _following_person(paragraph, phrase, names, gazetteer)
    if person is not None and _is_person_phrase(phrase, person):
        return _mention(paragraph, person.first, person.last, phrase.head, MentionKind.NAME, "Person")
    whole = next((name for name in names if name.first <= phrase.head < name.last), None)
    if whole is not None and head.pos == "PROPN":
        return _named_phrase(paragraph, phrase, whole, gazetteer)
    modifiers = [paragraph.tokens[i] for i in range(phrase.first, phrase.last) if i != phrase.head]
    cls = type_of_noun(paragraph, head, modifiers, gazetteer) or _bare_base(paragraph, phrase, modifiers, gazetteer)
    if cls is None or head.pos not in ("NOUN", "PROPN"):
        return None
    return _described(paragraph, phrase, cls, modifiers, gazetteer)


def _bare_base(paragraph: Paragraph, phrase: Phrase, modifiers: Sequence[Token], gazetteer: Gazetteer) -> str | None:
    """*the base*, *several sites*: bare, but in a paragraph that speaks of forces, and not *the party's base*."""
    head = paragraph.tokens[phrase.head]
    noun = gazetteer.heads.get(head.lemma)
    if noun is None or noun.type != "MilitaryBase" or "military" not in noun.needs or head.lemma in AMBIGUOUS_BASES:
        return None
    if phrase.determiner in ("possessor", "a", "an") or any(
        t.lemma not in NEUTRAL and t.pos != "NUM" for t in modifiers
    ):
        return None
    if any(
        case.lower == "of"
        for t in paragraph.children(head.index, "nmod")
        for case in paragraph.children(t.index, "case")
    ):
        return None
    forces = (gazetteer.heads.get(token.lower) for token in paragraph.tokens if token.pos in ("NOUN", "PROPN"))
    return "MilitaryBase" if any(f is not None and f.type in ARMED and not f.needs for f in forces) else None


def _is_person_phrase(phrase: Phrase, person: NamedSpan) -> bool:
    """The head is the name itself, or a title whose name follows it ("Foreign Minister Fuad Hussein")."""
    if person.first <= phrase.head < person.last:
        return True
    return person.first > phrase.head and person.last >= phrase.last


def _following_person(
    paragraph: Paragraph, phrase: Phrase, names: Sequence[NamedSpan], gazetteer: Gazetteer
) -> NamedSpan | None:
    """The name right behind a noun for a person: *militia leader Abu Mahdi*, read as one phrase."""
    noun = gazetteer.heads.get(paragraph.tokens[phrase.head].lemma)
    if noun is None or noun.type != "Person" or phrase.last != phrase.head + 1:
        return None
    return next((name for name in names if name.first == phrase.last and name.label == "PERSON"), None)


def _named_phrase(paragraph: Paragraph, phrase: Phrase, name: NamedSpan, gazetteer: Gazetteer) -> Mention | None:
    text = paragraph.words(name.first, name.last)
    typed = type_of_name(text, name.label, gazetteer)
    if typed is None:
        return None
    first, last = name.first, max(name.last, phrase.last) if typed.known is None else name.last
    return _typed_name(paragraph, first, last, phrase.head, typed, gazetteer, phrase.determiner)


def _name_mention(paragraph: Paragraph, name: NamedSpan, gazetteer: Gazetteer) -> Mention | None:
    text = paragraph.words(name.first, name.last)
    head = _head_of(paragraph, name)
    typed = type_of_name(text, name.label, gazetteer)
    if typed is None:
        return None
    return _typed_name(paragraph, name.first, name.last, head, typed, gazetteer, "")


def _head_of(paragraph: Paragraph, name: NamedSpan) -> int:
    """The token of the span whose governor lies outside it."""
    for index in range(name.first, name.last):
        token = paragraph.tokens[index]
        if token.head == index or not name.first <= token.head < name.last:
            return index
    return name.last - 1


def _typed_name(
    paragraph: Paragraph, first: int, last: int, head: int, typed: Typed, gazetteer: Gazetteer, determiner: str
) -> Mention:
    words = [paragraph.tokens[i] for i in range(first, last)]
    return _mention(
        paragraph,
        first,
        last,
        head,
        MentionKind.NAME,
        typed.type,
        core=_core(words),
        noun=_last_common(words),
        states=_states(words, gazetteer),
        known=typed.known.id if typed.known else None,
        plural=False,
        definite=determiner == "the",
    )


def _described(
    paragraph: Paragraph, phrase: Phrase, cls: str, modifiers: Sequence[Token], gazetteer: Gazetteer
) -> Mention:
    head = paragraph.tokens[phrase.head]
    states = _states(modifiers, gazetteer)
    proper = [token for token in modifiers if token.pos == "PROPN" and not gazetteer.state(token.text)]
    plural = head.tag in PLURAL_TAGS
    collective = cls in ("MilitaryForce", "GovernmentBody", "Coalition")
    named = (
        cls in NAMED_BY_MODIFIER
        and bool(proper or states)
        and (collective or not plural)
        and phrase.determiner not in ("a", "an", "another")
    )
    if cls == "MilitaryBase" and not proper:
        named = False
    return _mention(
        paragraph,
        phrase.first,
        phrase.last,
        phrase.head,
        MentionKind.NAME if named else MentionKind.NOMINAL,
        cls,
        core=_core([*proper]) if proper else "",
        noun=head.lemma,
        states=states,
        plural=plural,
        definite=phrase.determiner in ("the", "this", "that", "these", "those", "possessor"),
    )


def _states(tokens: Sequence[Token], gazetteer: Gazetteer) -> tuple[str, ...]:
    found = []
    for token in tokens:
        state = gazetteer.state(token.text)
        if state is not None and token.text[:1].isupper() and state.id not in found:
            found.append(state.id)
    return tuple(found)


def _core(tokens: Sequence[Token]) -> str:
    return normalise(
        " ".join(token.text for token in tokens if token.lower not in CLASS_WORDS and token.pos != "PUNCT")
    )


def _last_common(tokens: Sequence[Token]) -> str:
    return tokens[-1].lower if tokens else ""


def _mention(
    paragraph: Paragraph, first: int, last: int, head: int, kind: MentionKind, cls: str, **details: object
) -> Mention:
    start, end = paragraph.tokens[first].start, paragraph.tokens[last - 1].end
    text = paragraph.words(first, last)
    return Mention(
        paragraph.article,
        start,
        end,
        text,
        kind,
        cls,
        paragraph.index,
        head,
        first=first,
        last=last,
        **details,  # type: ignore[arg-type]
    )
