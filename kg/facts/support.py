"""How many independent sources tell an event.

An article that tells it in its own words is a source; copies of one text are one source, and so are the articles of one
agency or publisher, and those that have a sentence in common. Articles that only quote a holder are one source with all
others that quote the same holder.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.facts.near_duplicates import containment, shingles
from kg.model import Claim

# A sentence is pasted when this part of its runs of words stands in the other; shorter sentences are alike by chance.
PASTED = 0.7
FEWEST_WORDS = 8
RUN = 4


def count_sources(claims: Sequence[Claim], copies: Mapping[str, str], publishers: Mapping[str, str]) -> int:
    """The number of independent sources of one event's claims.

    `copies` maps articles to the first with their text, `publishers` those that tell it to their agency or publisher.
    """
    texts = _sources(claims, copies, publishers)
    quoted: dict[str, set[str]] = defaultdict(set)  # holders that a source only quotes
    own: set[str] = set()
    heard: set[str] = set()  # holders quoted by a source that also tells it itself
    for claim in claims:
        source = texts[claim.article]
        if claim.attributed_to:
            quoted[source].add(claim.attributed_to.entity)
        else:
            own.add(source)
    for source in own:
        heard |= quoted.pop(source, set())
    return len(own) + sum(1 for holders in _joined(list(quoted.values())) if not holders & heard)


def _sources(claims: Sequence[Claim], copies: Mapping[str, str], publishers: Mapping[str, str]) -> dict[str, str]:
    """Each article mapped to the first article of its source."""
    names = {claim.article for claim in claims}
    if len(names) == 1:
        return {name: name for name in names}
    together: dict[str, set[str]] = defaultdict(set)
    for name in sorted(names):
        together[f"text {copies.get(name, name)}"].add(name)
        if name in publishers:
            together[f"publisher {publishers[name]}"].add(name)
    groups = _joined([*together.values(), *_sharing_sentences(claims)])
    return {name: min(group) for group in groups for name in group}


def _sharing_sentences(claims: Sequence[Claim]) -> list[set[str]]:
    runs = {
        claim.evidence: frozenset(shingles(claim.evidence.text, RUN))
        for claim in claims
        if len(claim.evidence.text.split()) >= FEWEST_WORDS
    }
    holders: dict[int, list[frozenset[int]]] = defaultdict(list)
    names: dict[frozenset[int], set[str]] = defaultdict(set)
    for passage, found in runs.items():
        names[found].add(passage.article)
    for found in names:
        for run in found:
            holders[run].append(found)
    shared = [group for group in names.values() if len(group) > 1]
    for crowd in holders.values():
        first = crowd[0]
        shared += [names[first] | names[other] for other in crowd[1:] if containment(first, other) >= PASTED]
    return shared


def _joined(groups: Sequence[set[str]]) -> list[set[str]]:
    """The groups with those that share a member made one."""
    group_of: dict[str, set[str]] = {}
    for group in groups:
        merged = group.union(*(group_of[member] for member in group if member in group_of))
        group_of.update(dict.fromkeys(merged, merged))
    return list({min(group): group for group in group_of.values()}.values())
