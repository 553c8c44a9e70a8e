"""Names that an article itself equates: bracketed initials, *also known as*, *the Arabic acronym for*."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.entities.keys import Key
from kg.gazetteer import normalise
from kg.model import Mention, MentionKind

BODIES = frozenset(
    {"Organization", "GovernmentBody", "MilitaryForce", "ArmedGroup", "Coalition", "NewsAgency", "PoliticalParty"}
)
PLACES = frozenset({"City", "Region", "Facility", "MilitaryBase", "Place", "State"})
LONGEST_BRIDGE = 70  # characters between a name and what the article also calls it
# Not *the UN called on Turkish troops*, *Hezbollah, Hamas, or Fatah*: a bare verb or conjunction equates nothing.
ALSO_CALLED = re.compile(
    r"""^(?:[,\s(–—-]*(?:which\s(?:is|are)\s)?(?:also|better|otherwise|formerly|commonly|widely|locally)\s
        (?:known(?:\sas|\sby)?|called|named|dubbed)
      |\s*[,(–—-]\s*(?:which\s(?:is|are)\s)?(?:known(?:\sas|\sby)|called|named|dubbed|abbreviated(?:\sas|\sto)?)
      |\s*[(–—-]\s*or
      |[,\s(–—-]*(?:known\sas|a\.?k\.?a\.?))
    (?:\sits|\sthe|\sby)?(?:\s(?:\w+\s)?(?:acronym|initials|abbreviation|name))?[\s,]*["“'‘(]*$""",
    re.VERBOSE,
)
WORD_FOR = re.compile(
    r"""^["”'’]?[,\s(–—-]*(?:the|an|its|a)\s(?:\w+\s){0,2}
    (?:acronym|abbreviation|initials|name|term|word|translation|shorthand|transliteration)\s(?:for|of)\s
    (?:the\s)?["“'‘]?$""",
    re.VERBOSE,
)
# *"… defeat Daesh," he said, using the Arabic acronym for ISIS*: the name stands further back.
USING_THE_WORD_FOR = re.compile(
    r"""\b(?:using|use)\s(?:the|an|its|a)\s(?:\w+\s){0,2}(?:acronym|abbreviation|name|term|word)\s(?:for|of)\s
    (?:the\s)?["“'‘]?$""",
    re.VERBOSE,
)


def bracketed_acronyms(mentions: Sequence[Mention], text: str, keys: dict[str, Key]) -> dict[str, str]:
    """*Joint Operations Command (JOC)*: the bracketed initials, here and later in the article.

    Changes the keys of such mentions; gives the key id of each acronym.
    """
    meant: dict[str, Key] = {}
    for name, short in _neighbours(mentions, 2):
        if not short.text.isupper() or name.kind is MentionKind.PRONOUN or name.type == "Person":
            continue
        bracketed = text[name.end : short.start].endswith("(") or not text
        if _initials_fit(name.text, short.text) or (bracketed and _bodies(name, short)):
            better = keys[short.key] if short.known and not name.known else keys[name.key]
            evidence = f"{name.text} ({short.text})"
            meant[short.text] = keys[name.key] = replace(better, rule="bracketed initials", evidence=evidence)
    for mention in mentions:
        if mention.text in meant:
            keys[mention.key] = meant[mention.text]
    return {short: key.id for short, key in meant.items()}


def _bodies(a: Mention, b: Mention) -> bool:
    return a.type in BODIES and b.type in BODIES and not (a.known and b.known and a.known != b.known)


def _neighbours(mentions: Sequence[Mention], gap: int) -> Iterator[tuple[Mention, Mention]]:
    """Mentions with at most `gap` characters between them."""
    by_start: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_start[mention.start].append(mention)
    for mention in mentions:
        for follower in by_start.get(mention.end + gap, ()):
            yield mention, follower


def _initials_fit(name: str, short: str) -> bool:
    initials = [word[0].upper() for word in normalise(name).split()]
    letters = iter(initials)
    return len(short) > 1 and all(letter in letters for letter in short)


def other_names(mentions: Sequence[Mention], text: str, keys: dict[str, Key]) -> None:
    """*Daesh, the Arabic acronym for ISIS*; *the Houthis, also known as Ansar Allah*: names the article equates."""
    bodies = [m for m in mentions if m.kind is MentionKind.NAME and m.type not in PLACES]
    for position, second in enumerate(bodies):
        earlier = [m for m in bodies[:position] if second.start - m.end < LONGEST_BRIDGE and m.end <= second.start]
        first = earlier[-1] if earlier else None
        bridge = text[first.end : second.start] if first else "."
        if USING_THE_WORD_FOR.search(text[max(0, second.start - LONGEST_BRIDGE) : second.start]):
            first = _quoted_before(bodies[:position], second)
        elif not (ALSO_CALLED.match(bridge) or WORD_FOR.match(bridge)):
            first = None
        if first is not None and _can_be_one(first, second, keys):
            _make_one(mentions, text, first, second, keys)


def _quoted_before(earlier: Sequence[Mention], second: Mention) -> Mention | None:
    """The one name of a body of the same class in the paragraph that is not the translated one."""
    found = {m.text: m for m in earlier if m.paragraph == second.paragraph and m.type == second.type in BODIES}
    found.pop(second.text, None)
    return next(iter(found.values())) if len(found) == 1 else None


def _can_be_one(a: Mention, b: Mention, keys: Mapping[str, Key]) -> bool:
    """Not two persons and bodies, nor two known things."""
    if (a.type == "Person") != (b.type == "Person") or keys[a.key].id == keys[b.key].id:
        return False
    return not (a.known and b.known)


def _make_one(mentions: Sequence[Mention], text: str, a: Mention, b: Mention, keys: dict[str, Key]) -> None:
    chosen, other = (keys[b.key], keys[a.key]) if b.known else (keys[a.key], keys[b.key])
    evidence = text[min(a.start, b.start) : max(a.end, b.end)]
    for mention in mentions:
        if keys[mention.key].id == other.id:
            keys[mention.key] = replace(chosen, rule="told by the article", evidence=evidence)
