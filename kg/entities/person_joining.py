"""Persons' names of all articles that are one person's: spellings, initials, short forms; one candidate or none.

Whole names that are spellings of one another are joined unless they contradict one another; a name that leaves
something out is joined only with its one candidate, and only where the articles have something in common.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.entities.article_names import ends_in
from kg.entities.joins import Join, Joined, Named
from kg.entities.names.blocking import candidate_pairs, initial_pairs, person_blocks, skeletons
from kg.entities.names.comparison import SAME
from kg.entities.names.person_comparison import Verdict, compare_persons
from kg.entities.names.persons import PersonName, parse_person
from kg.entities.names.scripts import Word
from kg.entities.names.tables import read_name_tables
from kg.entities.names.words import match_words
from kg.model import OpenCase

# A wrong merge costs more than a missed one: what `compare_names` calls the same is not enough where words are missing.
SHORT_FORM = 0.8
# A group of spellings that has grown larger than this is no one person's; nor are there more candidates to tell of.
MOST_SPELLINGS = 40
MOST_CANDIDATES = 8


@dataclass(frozen=True)
class _Link:
    a: str
    b: str
    verdict: Verdict


def join_persons(persons: Sequence[Named]) -> Joined:
    """Join the keys of persons."""
    by_id = {person.id: person for person in persons}
    names = {person.id: parse_person(person.text) for person in persons}
    links = list(_person_links(by_id, names))
    whole = [link for link in links if link.verdict.whole and link.verdict.score >= SAME]
    groups, first_open = _agreeing(whole, names)
    shorter, second_open = _short_forms(links, groups, names)
    groups = _union(groups, shorter)
    single, third_open = _single_names(by_id, names, groups)
    groups = _union(groups, single)
    reasons = {(link.a, link.b): link.verdict for link in (*links, *single)}
    joins = dict(_joins(groups, names, by_id, reasons))
    return Joined(joins, tuple(sorted({*first_open, *second_open, *third_open})))


def _person_links(by_id: Mapping[str, Named], names: Mapping[str, PersonName]) -> Iterator[_Link]:
    blocked = candidate_pairs({key: list(person_blocks(name)) for key, name in names.items()})
    for a, b in dict.fromkeys((*blocked, *initial_pairs(names))):
        if not _worth_comparing(names[a], names[b]):
            continue
        verdict = compare_persons(names[a], names[b])
        if verdict.score >= SAME and (not _needs_context(verdict, names[a]) or _share(by_id[a], by_id[b])):
            yield _Link(a, b, verdict)


def _worth_comparing(a: PersonName, b: PersonName) -> bool:
    """A quick look at names of two words: both must match, in one order or the other."""
    families = read_name_tables().families
    if len(a.words) != 2 or len(b.words) != 2 or any(w.text in families for w in (*a.words, *b.words)):
        return True
    if any(word.initial for word in (*a.words, *b.words)):
        return True
    (first, last), (other_first, other_last) = a.words, b.words
    if _alike(first, other_first) and _alike(last, other_last):
        return True
    if any(word.text[:2] in ("al", "el") for word in (*a.words, *b.words)):
        return True  # the article may be written with the name
    return _alike(first, other_last) and _alike(last, other_first)


def _alike(a: Word, b: Word) -> bool:
    """Whether two words match; those without a common skeleton only if they are listed."""
    given = read_name_tables().given
    listed = a.text in given and b.text in given
    return (listed or not set(skeletons(a)).isdisjoint(skeletons(b))) and match_words(a, b).same


def _needs_context(verdict: Verdict, name: PersonName) -> bool:
    """Names that leave something out, and names that many persons bear (given names only)."""
    given = read_name_tables().given
    return not verdict.whole or all(word.text in given or word.own in given for word in name.words)


def _share(a: Named, b: Named) -> bool:
    return bool(a.context & b.context)


Groups = dict[str, frozenset[str]]  # key → all keys of its group, itself included


def _agreeing(links: Sequence[_Link], names: Mapping[str, PersonName]) -> tuple[Groups, list[OpenCase]]:
    """Groups of whole names in which no two contradict each other; a group with a contradiction is not joined."""
    groups = _union({}, links)
    cases = []
    for group in {tuple(sorted(group)) for group in groups.values()}:
        if len(group) > MOST_SPELLINGS or not _compatible(group, names):
            for key in group:
                groups[key] = frozenset({key})
            cases.append(OpenCase(group[0], group[:MOST_CANDIDATES], "spellings that contradict one another"))
    return groups, cases


def _compatible(keys: Iterable[str], names: Mapping[str, PersonName]) -> bool:
    return all(compare_persons(names[a], names[b]).score >= SAME for a, b in combinations(sorted(keys), 2))


def _short_forms(
    links: Sequence[_Link], groups: Groups, names: Mapping[str, PersonName]
) -> tuple[list[_Link], list[OpenCase]]:
    """Each name that leaves something out, with the one longer name (in its spellings) that it can be short for."""
    longer: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        if not link.verdict.whole and link.verdict.score >= SHORT_FORM:
            short, long = sorted((link.a, link.b), key=lambda key: (_fullness(names[key]), key))
            longer[short].append(_Link(short, long, link.verdict))
    chosen, cases = [], []
    for short, found in sorted(longer.items()):
        candidates = tuple(sorted({min(groups.get(link.b, {link.b})) for link in found}))
        if len(candidates) == 1 or (len(candidates) <= MOST_CANDIDATES and _compatible(candidates, names)):
            chosen.extend(found)
        else:
            cases.append(OpenCase(short, candidates[:MOST_CANDIDATES], "short for more than one name"))
    return chosen, cases


def _fullness(name: PersonName) -> tuple[int, int]:
    return len(name.full), len(name.words)


def _single_names(
    by_id: Mapping[str, Named], names: Mapping[str, PersonName], groups: Groups
) -> tuple[list[_Link], list[OpenCase]]:
    """A family name that stands alone in its article: the one person of all articles with that name."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for key, name in sorted(names.items()):
        if len(name.full) > 1:
            for block in skeletons(name.words[-1]):
                bearers[block].append(key)
    chosen, cases = [], []
    for key, name in sorted(names.items()):
        if len(name.words) != 1 or name.words[0].initial:
            continue
        near = dict.fromkeys(bearer for block in skeletons(name.words[0]) for bearer in bearers.get(block, ()))
        found = _bearers(name, near, names, groups)
        if len(found) > 1:
            cases.append(OpenCase(key, tuple(sorted(found)), "family name of more than one person"))
        elif found and _share(by_id[key], by_id[next(iter(found.values()))]):
            bearer = next(iter(found.values()))
            chosen.append(_Link(key, bearer, Verdict(SHORT_FORM, (f"family name of {by_id[bearer].text}",))))
    return chosen, cases


def _bearers(name: PersonName, keys: Iterable[str], names: Mapping[str, PersonName], groups: Groups) -> dict[str, str]:
    """The groups (by their smallest key) that bear a family name, with one key each; it stops at the second."""
    found: dict[str, str] = {}
    for key in keys:
        if ends_in(names[key], name):
            found.setdefault(min(groups.get(key, {key})), key)
            if len(found) > 1:
                break
    return found


def _union(groups: Groups, links: Iterable[_Link]) -> Groups:
    """Groups with those joined that a link connects."""
    parent = {key: min(group) for key, group in groups.items()}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for link in links:
        a, b = sorted((root(link.a), root(link.b)))
        parent[b] = a
    members: dict[str, set[str]] = defaultdict(set)
    for key in list(parent):
        members[root(key)].add(key)
    return {key: frozenset(group) for group in members.values() for key in group}


def _joins(
    groups: Groups,
    names: Mapping[str, PersonName],
    by_id: Mapping[str, Named],
    verdicts: Mapping[tuple[str, str], Verdict],
) -> Iterator[tuple[str, Join]]:
    for group in {tuple(sorted(group)) for group in groups.values() if len(group) > 1}:
        chosen = min(group, key=lambda key: _representative(key, names[key]))
        for key in group:
            if key != chosen:
                other, verdict = _best_evidence(key, group, verdicts)
                yield key, _join(chosen, by_id[other].text, verdict)


def _representative(key: str, name: PersonName) -> tuple[bool, int, str]:
    """A name of two words before longer ones: a later, longer or shorter form leaves the identifier as it was."""
    return len(name.full) < 2, len(name.words), key


def _best_evidence(key: str, group: Sequence[str], verdicts: Mapping[tuple[str, str], Verdict]) -> tuple[str, Verdict]:
    """The name of the group that is likest to this one."""
    compared = ((other, verdicts.get((key, other)) or verdicts.get((other, key))) for other in group)
    found = [(other, verdict) for other, verdict in compared if verdict is not None]
    return max(found, key=lambda pair: (pair[1].score, pair[0]))


def _join(chosen: str, other: str, verdict: Verdict) -> Join:
    rule = "spelling of the same name" if verdict.whole else "short or fuller form of the name"
    return Join(chosen, rule, round(verdict.score, 3), f"{other}: {'; '.join(verdict.reasons)}")
