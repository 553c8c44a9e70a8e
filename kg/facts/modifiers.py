"""Claims that noun phrases make: *US-led*, *troops in Iraq*, *north of Baghdad*, *is a member of*."""

from collections.abc import Iterator
from dataclasses import replace

from kg.facts.arguments import TRANSPARENT, Reading
from kg.facts.borders import BORDERS
from kg.facts.nearness import modified_by
from kg.facts.obliques import case_word
from kg.facts.subjects import subjects_of
from kg.lexicon import ModifierRule
from kg.model import Draft, Mention, MentionKind, Wording
from kg.parse import Paragraph, Token

UNITS = frozenset("kilometre kilometer km mile metre meter some about just".split())


def modifier_drafts(reading: Reading) -> Iterator[Draft]:
    """The drafts of every noun phrase of a paragraph."""
    rules = reading.lexicon.modifiers_by_word
    for token in reading.paragraph.tokens:
        for rule in dict.fromkeys((*rules.get(token.lemma, ()), *rules.get(token.lower, ()))):
            yield from KINDS[rule.kind](reading, token, rule)


def _draft(
    reading: Reading, rule: ModifierRule, at: Token, subject: Mention, target: Mention, **more: Wording
) -> Draft:
    return Draft(
        rule.relation,
        reading.paragraph.index,
        at.index,
        rule.id,
        subject,
        target,
        more,
        clause=_clause(subject, rule, target),
    )


def _clause(subject: Mention, rule: ModifierRule, target: Mention) -> str:
    return f"{subject.text} | {rule.id} | {target.text}"


def _compound(reading: Reading, token: Token, rule: ModifierRule) -> Iterator[Draft]:
    """*US-led coalition*: three tokens, name, hyphen, participle."""
    tokens = reading.paragraph.tokens
    if token.index < 2 or tokens[token.index - 1].text not in ("-", "–"):
        return
    modifier = _first_part(reading, tokens[token.index - 2])
    noun = next((reading.mention_at(a.index) for a in (tokens[token.head],) if a.index > token.index), None)
    if modifier is None or noun is None:
        return
    subject = reading.fit(rule.relation, "subject", modifier)
    target = reading.fit(rule.relation, "object", noun)
    if subject is not None and target is not None:
        more = {"role": Wording(rule.role)} if rule.role else {}
        yield _draft(reading, rule, token, subject, target, **more)


def _first_part(reading: Reading, token: Token) -> Mention | None:
    """The mention before the hyphen; inside a longer name (*Saudi-led Coalition*), the state it names."""
    mention = reading.mentions.get(token.index)
    if mention is not None and mention.last <= token.index + 1:
        return mention
    state = reading.gazetteer.state(token.text)
    if state is None:
        return None
    span = (token.start, token.end, token.text, MentionKind.NAME, "State", reading.paragraph.index, token.index)
    last = token.index + 1
    return Mention(reading.paragraph.article, *span, first=token.index, last=last, states=(state.id,), known=state.id)


def _preposition(reading: Reading, token: Token, rule: ModifierRule) -> Iterator[Draft]:
    """*bases in Iraq*: the preposition as the case of a noun's modifier."""
    place_token = reading.paragraph.tokens[token.head]
    if token.dep != "case" or not place_token.dep.startswith("nmod") or token.index > place_token.index:
        return
    if rule.relation == "near" and place_token.lemma in BORDERS:
        return  # read by kg.facts.borders
    noun = reading.mention_at(place_token.head)
    if noun is None or noun.kind is MentionKind.PRONOUN or noun.noun in rule.barred:
        return
    if not any(reading.lexicon.classes.is_a(noun.type, cls) for cls in rule.noun_classes):
        return
    if _told_by_verb(reading, noun, rule.relation):
        return
    for place in reading.fillers(rule.relation, "object", reading.paragraph.conjuncts(place_token.index)):
        if case_word(reading.paragraph, place.head) not in ("", "of", token.lower):  # "near the town of X" is near X
            continue  # "sent to bases in Iraq or to Kuwait" has no base in Kuwait
        if rule.relation == "near" and token.lower == "outside" and place.type in ("State", "Region"):
            continue  # "bases outside the country" may be anywhere
        yield _draft(reading, rule, token, noun, place)


def _told_by_verb(reading: Reading, noun: Mention, relation: str) -> bool:
    """Whether the verb that has the noun as its object says the same (*has 350 troops in Gabon*)."""
    token = reading.paragraph.tokens[noun.head]
    while reading.paragraph.tokens[token.head].lemma in TRANSPARENT:
        token = reading.paragraph.tokens[token.head]
    verb = reading.paragraph.tokens[token.head]
    told = {frame.relation for frame in reading.lexicon.verbs.get(verb.lemma, ())}
    return token.dep == "obj" and relation in told


def _direction(reading: Reading, token: Token, rule: ModifierRule) -> Iterator[Draft]:
    """*the base, 20 kilometres (12 miles) north of Baghdad*: read off the words, which parsers attach in many ways."""
    tokens = reading.paragraph.tokens
    if token.index + 2 >= len(tokens) or tokens[token.index + 1].lower != "of":
        return
    named = next((m for i in range(token.index + 2, token.index + 4) if (m := reading.mentions.get(i))), None)
    place = modified_by(reading, named) if named is not None else None
    first = token.index - 1
    while first > 0 and (tokens[first].pos in ("NUM", "PUNCT", "ADV") or tokens[first].lemma in UNITS):
        first -= 1
    noun = reading.mentions.get(first)
    subject = reading.fit(rule.relation, "subject", noun) if noun is not None and token.index - first <= 9 else None
    target = reading.fit(rule.relation, "object", place) if place is not None else None
    if subject is None or target is None or subject == target or _is_superlative(reading, noun):
        return
    hyphened = token.index > 1 and tokens[token.index - 1].text == "-"  # "north-west of Kyiv"
    more = {"direction": Wording(reading.paragraph.words(token.index - 2 * hyphened, token.index + 1).lower())}
    between = tokens[first + 1 : token.index]
    if any(t.lemma in UNITS for t in between) and any(t.pos == "NUM" for t in between):
        words = reading.paragraph.words(first + 1, token.index)
        more["distance"] = Wording(words.strip(" ,"))
    yield _draft(reading, rule, token, subject, target, **more)


def _is_superlative(reading: Reading, mention: Mention | None) -> bool:
    """*the largest city north of X*: the direction says among which it is the largest, not where it lies."""
    return mention is not None and any(t.tag == "JJS" for t in reading.paragraph.tokens[mention.first : mention.head])


def _copula(reading: Reading, token: Token, rule: ModifierRule) -> Iterator[Draft]:
    """*X is part of Y*, *X, a member of Y*."""
    paragraph = reading.paragraph
    wholes = [t.index for t in paragraph.children(token.index, "nmod") if case_word(paragraph, t.index) == "of"]
    said = paragraph.child(token.index, "cop") is not None
    if said:
        parts = list(subjects_of(paragraph, token))
    elif token.dep == "appos" or (token.dep == "conj" and paragraph.child(token.index, "cc") is None):
        parts = [token.head]
    elif token.dep == "conj" and (apposed := _apposed_to(paragraph, token)) is not None:
        parts = [apposed]
    else:
        return
    targets = reading.fillers(rule.relation, "object", [i for w in wholes for i in paragraph.conjuncts(w)])
    for subject in reading.fillers(rule.relation, "subject", parts):
        for target in targets:
            more = {"role": Wording(rule.role)} if rule.role else {}
            draft = _draft(reading, rule, token, subject, target, **more)
            # A clause says it, so that it takes the stance of the clause ("is no longer a member of").
            yield replace(draft, rule=f"{rule.id}.active") if said else draft


def _apposed_to(paragraph: Paragraph, noun: Token) -> int | None:
    """Of *X, a militia and member of Y*, X, whether the parser joins *member* to the militia or to X."""
    if paragraph.child(noun.index, "det") is not None:
        return None
    head = paragraph.tokens[noun.head]
    if head.dep == "appos":
        return head.head
    between = (t for t in paragraph.children(head.index, "appos") if head.index < t.index < noun.index)
    return head.index if next(between, None) is not None else None


KINDS = {"compound": _compound, "preposition": _preposition, "direction": _direction, "copula": _copula}
