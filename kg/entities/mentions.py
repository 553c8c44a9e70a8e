"""Finds the mentions of a paragraph: names, descriptions and pronouns, each typed by a class of the ontology."""

from collections.abc import Iterable, Sequence

from kg.entities.describing import bodies_before_persons, describe, point_back
from kg.entities.naming import mention_of_name, mention_of_named_phrase
from kg.entities.phrases import Phrase, noun_phrases, phrase_of
from kg.entities.pronouns import find_pronouns
from kg.entities.spans import mention_of
from kg.gazetteer import Gazetteer, normalise
from kg.model import Mention, MentionKind
from kg.parse import NamedSpan, Paragraph


def find_mentions(paragraph: Paragraph, gazetteer: Gazetteer) -> list[Mention]:
    """All mentions of one paragraph, sorted by position; names may lie inside longer phrases."""
    found: dict[tuple[int, int], Mention] = {}
    for phrase in noun_phrases(paragraph):
        mention = _phrase_mention(paragraph, phrase, gazetteer)
        if mention is not None:
            found.setdefault((mention.first, mention.last), mention)
    for mention in bodies_before_persons(paragraph, gazetteer):
        found.setdefault((mention.first, mention.last), mention)
    for name in paragraph.names:
        mention = mention_of_name(paragraph, name, gazetteer)
        taken = found.get((name.first, name.last)) or _same_head(found.values(), mention)
        if mention is not None and taken is None:
            found[(mention.first, mention.last)] = mention
    for mention in find_pronouns(paragraph):
        found.setdefault((mention.first, mention.last), mention)
    return sorted(found.values(), key=lambda mention: (mention.first, -mention.last))


def find_pointers(paragraph: Paragraph, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Descriptions that are mentions only if they point back (*the mission*), at places where no mention is."""
    heads = {mention.head for mention in mentions}
    nouns = (token for token in paragraph.tokens if token.lemma in gazetteer.anaphors and token.index not in heads)
    pointers = (point_back(paragraph, phrase_of(paragraph, noun), gazetteer) for noun in nouns)
    return [pointer for pointer in pointers if pointer is not None]


def _same_head(mentions: Iterable[Mention], mention: Mention | None) -> Mention | None:
    if mention is None:
        return None
    return next((other for other in mentions if other.head == mention.head and other.kind is MentionKind.NAME), None)


def _phrase_mention(paragraph: Paragraph, phrase: Phrase, gazetteer: Gazetteer) -> Mention | None:
    person = _person_in(paragraph, phrase, gazetteer)
    if person is not None:
        return mention_of(paragraph, person.first, person.last, phrase.head, MentionKind.NAME, "Person")
    whole = next((name for name in paragraph.names if name.first <= phrase.head < name.last), None)
    if whole is not None and (paragraph.tokens[phrase.head].pos == "PROPN" or _is_known(paragraph, whole, gazetteer)):
        return mention_of_named_phrase(paragraph, phrase, whole, gazetteer)
    return describe(paragraph, phrase, gazetteer)


def _is_known(paragraph: Paragraph, name: NamedSpan, gazetteer: Gazetteer) -> bool:
    return normalise(paragraph.words(name.first, name.last)) in gazetteer.names


def _person_in(paragraph: Paragraph, phrase: Phrase, gazetteer: Gazetteer) -> NamedSpan | None:
    """The person that a phrase is about: its head is the name, or a title or noun for a person before the name."""
    people = [name for name in paragraph.names if name.label == "PERSON"]
    inside = next((name for name in people if phrase.first <= name.first and name.last <= phrase.last), None)
    if inside is None:
        noun = gazetteer.heads.get(paragraph.tokens[phrase.head].lemma)
        if noun is None or noun.type != "Person" or phrase.last != phrase.head + 1:
            return None
        return next((name for name in people if name.first == phrase.last), None)
    headed = inside.first <= phrase.head < inside.last
    return inside if headed or (inside.first > phrase.head and inside.last >= phrase.last) else None
