"""Where places lie, as noun phrases tell it: *Goma, eastern Congo*, *Kenya's Garissa*, *the town of X in Y*."""

from collections.abc import Iterator

from kg.facts.arguments import Reading
from kg.facts.obliques import case_word
from kg.facts.subjects import subjects_of
from kg.gazetteer import normalise
from kg.model import Draft, Mention, MentionKind
from kg.parse import Token

# How wide a place is, by class: what lies in another is the narrower of the two.
WIDTH = {"MilitaryBase": 0, "Facility": 0, "City": 1, "Region": 2, "State": 3}
DIRECTIONS = frozenset(
    """north south east west northern southern eastern western central northeastern northwestern southeastern
    southwestern northeast northwest southeast southwest north-eastern north-western south-eastern south-western upper
    lower nearby neighbouring neighboring""".split()
)
# States with bases abroad: "Russia's X air base", "the US base" tell whose it is, not where it lies.
# Source: general knowledge; a state may well be meant as the place of its base, which is then missed.
BASES_ABROAD = frozenset("us gb fr ru cn tr in jp it ae ir de au es il".split())
PLACE_NOUNS = frozenset(
    """city town village district province region suburb port capital hamlet settlement island county municipality
    prefecture governorate oblast state valley""".split()
)


def place_drafts(reading: Reading) -> Iterator[Draft]:
    """The `located_in` drafts of the places of a paragraph."""
    for place in dict.fromkeys(reading.mentions.values()):
        if place.type == "MilitaryBase" and (state := _home(reading, place)) is not None:
            yield _draft(reading, place, state, "base of its state")
        if place.type in WIDTH and place.type != "State" and _is_named(place):
            found = {around.key: (rule, around) for rule, around in _surroundings(reading, place)}
            for rule, around in found.values():
                yield _draft(reading, place, around, rule)


def _draft(reading: Reading, place: Mention, around: Mention, rule: str) -> Draft:
    return Draft(
        "located_in",
        reading.paragraph.index,
        place.head,
        rule,
        place,
        around,
        clause=f"{place.text} | {rule} | {around.text}",
    )


def _surroundings(reading: Reading, place: Mention) -> Iterator[tuple[str, Mention]]:
    for rule, around in (
        ("behind a comma", _behind_comma(reading, place)),
        ("in", _behind_in(reading, place)),
        ("genitive", _possessor(reading, place)),
        ("adjective", _adjective(reading, place)),
    ):
        if around is not None and _lies_in(reading, place, around):
            yield rule, around
    described = _described(reading, place)
    if described is not None and described != place and _agree(reading, place, described):
        yield "apposition", described


def _lies_in(reading: Reading, place: Mention, around: Mention) -> bool:
    """The narrower in the wider; not where general knowledge has the place in another state."""
    return WIDTH.get(around.type, -1) > WIDTH[place.type] and _agree(reading, place, around)


def _agree(reading: Reading, place: Mention, around: Mention) -> bool:
    """Whether both are, as far as is known, in one state."""
    known = reading.gazetteer.by_id.get(place.known or "")
    state = reading.gazetteer.by_id.get(around.known or "")
    if known is None or state is None or known.state is None or state.state is None:
        return True
    return known.state == state.state


def _name_at(reading: Reading, index: int) -> Mention | None:
    """The named place that starts at a token, behind words of direction."""
    tokens = reading.paragraph.tokens
    while index < len(tokens) and (tokens[index].lower in DIRECTIONS or tokens[index].lower in ("the", "-")):
        index += 1
    starting = [m for m in reading.mentions.values() if m.first == index and m.type in WIDTH and _is_named(m)]
    return max(starting, key=lambda m: m.last - m.first, default=None)


def _is_named(place: Mention) -> bool:
    """A name, or a description around one (*North Kivu province*)."""
    return place.kind is MentionKind.NAME or (
        place.kind is MentionKind.NOMINAL and place.core != "" and not place.plural
    )


def _behind_comma(reading: Reading, place: Mention) -> Mention | None:
    """*Ansongo, Mali, …*; not the items of a list, nor *In Tyre, Lebanon said*."""
    tokens = reading.paragraph.tokens
    if place.last >= len(tokens) or tokens[place.last].text != ",":
        return None
    around = _name_at(reading, place.last + 1)
    if around is None or around.type not in ("Region", "State") or _in_list(reading, place, around):
        return None
    head = tokens[around.head]
    if head.dep.partition(":")[0] in ("nsubj", "obj", "obl") and not _closes(reading, around):
        return None
    return around if _is_bare(reading, around) else None


def _closes(reading: Reading, around: Mention) -> bool:
    """Behind the wider place the clause goes on with a comma, a full stop or a preposition."""
    tokens = reading.paragraph.tokens
    return around.last >= len(tokens) or tokens[around.last].pos in ("PUNCT", "ADP", "SYM")


def _is_bare(reading: Reading, around: Mention) -> bool:
    """The wider place is no adjective, no possessor, no subject and no part of another name."""
    tokens = reading.paragraph.tokens
    following = tokens[around.last] if around.last < len(tokens) else None
    if tokens[around.head].pos == "ADJ" or reading.gazetteer.adjectives.get(normalise(around.text)) is not None:
        return False
    return following is None or (
        following.text not in ("'s", "’s", "'", "’", "-", "–") and following.pos not in ("NOUN", "PROPN", "VERB", "AUX")
    )


def _in_list(reading: Reading, place: Mention, around: Mention) -> bool:
    """*Hue, Laos and Cambodia*, *in Kano, Niger, Chad and Mali*."""
    tokens = reading.paragraph.tokens
    index = around.last
    if index < len(tokens) and tokens[index].text == ",":
        index += 1
        named = reading.mentions.get(index)
        if named is not None and named.type in WIDTH and WIDTH[named.type] <= WIDTH[around.type]:
            return True
    if index < len(tokens) and tokens[index].lower in ("and", "or"):
        following = _name_at(reading, index + 1)
        return following is not None and following.type == around.type
    before = reading.mentions.get(place.first - 2) if place.first > 1 and tokens[place.first - 1].text == "," else None
    return before is not None and before.type in WIDTH and WIDTH[before.type] >= WIDTH[around.type]


def _behind_in(reading: Reading, place: Mention) -> Mention | None:
    """*the town of Arawa in Bougainville*, *Paletwa, in Chin State,*, whichever word the parser hangs the phrase on."""
    tokens = reading.paragraph.tokens
    index = place.last
    comma = index + 1 < len(tokens) and tokens[index].text == ","
    index += comma
    if index >= len(tokens) or tokens[index].lower != "in":
        return None
    around = _name_at(reading, index + 1)
    if around is None or not _is_bare(reading, around) or tokens[index].head != around.head:
        return None
    return around if not comma or _closes(reading, around) else None


def _possessor(reading: Reading, place: Mention) -> Mention | None:
    """*Kenya's Garissa*; a base is often somebody's abroad."""
    owner = reading.paragraph.child(place.head, "nmod:poss")
    found = reading.mentions.get(owner.index) if owner is not None else None
    if found is None or found.kind is not MentionKind.NAME or found.type not in WIDTH:
        return None
    return found if place.type == "City" or not _keeps_bases_abroad(found) else None


def _home(reading: Reading, base: Mention) -> Mention | None:
    """The state among the modifiers of a base (*an Iraqi base*), unless the base is said to lie somewhere."""
    inside = (reading.mentions.get(index) for index in range(base.first, base.last))
    states = list(dict.fromkeys(m for m in inside if m is not None and m.type == "State" and m != base))
    placed = any(case_word(reading.paragraph, t.index) == "in" for t in reading.paragraph.children(base.head, "nmod"))
    return states[0] if len(states) == 1 and not placed and not _keeps_bases_abroad(states[0]) else None


def _keeps_bases_abroad(state: Mention) -> bool:
    return (state.known or "").removeprefix("state:") in BASES_ABROAD


def _adjective(reading: Reading, place: Mention) -> Mention | None:
    """*the Syrian city of Aleppo*, *the northern Iraqi town Tikrit*."""
    tokens = reading.paragraph.tokens
    index = place.first - 1
    if index > 0 and tokens[index].lower == "of":
        index -= 1
    if index < 1 or tokens[index].lower not in PLACE_NOUNS or place.type not in ("City", "Region"):
        return None
    while index > 0 and tokens[index - 1].lower in (DIRECTIONS | PLACE_NOUNS | {"border", "coastal", "port"}):
        index -= 1
    state = reading.mentions.get(index - 1) if index > 0 else None
    if state is None or state.type != "State" or state.last != index:
        return None
    return state if reading.gazetteer.state(tokens[index - 1].text) is not None else None


def _described(reading: Reading, place: Mention) -> Mention | None:
    """*Bakhmut, a city in Donetsk*, *Bakhmut is a city in Donetsk*."""
    paragraph = reading.paragraph
    nouns = [t for t in paragraph.children(place.head, "appos") if t.lemma in PLACE_NOUNS]
    governor = paragraph.tokens[paragraph.tokens[place.head].head]
    if governor.lemma in PLACE_NOUNS and _is_subject_of(reading, place, governor):
        nouns.append(governor)
    for noun in nouns:
        for child in paragraph.children(noun.index, "nmod"):
            found = reading.mention_at(child.index)
            inside = case_word(paragraph, child.index) == ("of" if noun.lemma == "capital" else "in")
            if inside and found is not None and _is_named(found):
                return found
    return None


def _is_subject_of(reading: Reading, place: Mention, governor: Token) -> bool:
    paragraph = reading.paragraph
    denied = any(t.lower in ("not", "n't", "never") for t in paragraph.children(governor.index, "advmod"))
    copula = paragraph.child(governor.index, "cop") is not None
    return copula and not denied and place.head in subjects_of(paragraph, governor)
