"""How many independent sources tell an event.

An article that tells it in its own words is a source; copies of one text are one source, and so is a sentence pasted
into another article. Articles that only quote a holder are one source with all others that quote the same holder.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.facts.near_duplicates import containment, shingles
from kg.model import Claim

# A sentence is pasted when this part of its runs of words stands in the other; shorter sentences are alike by chance.
PASTED = 0.7
FEWEST_WORDS = 8
RUN = 4


def count_sources(claims: Sequence[Claim], copies: Mapping[str, str]) -> int:
    """The number of independent sources of one event's claims; `copies` maps articles to the first with their text."""
    texts = _sources(claims, copies)
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


def _sources(claims: Sequence[Claim], copies: Mapping[str, str]) -> dict[str, str]:
    """Each article mapped to one name for its source: its copies, and articles that share a pasted sentence."""
    source = {claim.article: copies.get(claim.article, claim.article) for claim in claims}
    groups = _joined([{source[name] for name in names} for names in _sharing_sentences(claims)])
    first = {name: min(group) for group in groups for name in group}
    return {article: first.get(name, name) for article, name in source.items()}


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
    merged: list[set[str]] = []
    for group in groups:
        touching = [other for other in merged if other & group]
        merged = [other for other in merged if not other & group]
        merged.append(set(group).union(*touching))
    return merged
