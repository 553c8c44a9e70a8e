"""Organisations' names of all articles that are one organisation's, or a known one's in another spelling."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.entities.joins import Join, Joined, Named
from kg.entities.names.blocking import candidate_pairs, organisation_blocks
from kg.entities.names.organisation_comparison import compare_organisations
from kg.entities.names.organisations import OrganisationName, parse_organisation
from kg.entities.names.person_comparison import Verdict
from kg.model import OpenCase

# Kinds of parts that tell one body from another; without any of them a single word is any state's (*Parliament*).
IDENTIFYING = ("own", "state", "number")
# Organisations must agree in all their words: what `compare_names` calls the same is not enough for a merge.
SAME_BODY = 0.9


def join_bodies(bodies: Sequence[Named], known: Sequence[Named]) -> Joined:
    """Join the keys of organisations with one another and with `known` ones (ids of the gazetteer, each alias)."""
    texts = {body.id: body.text for body in bodies}
    aliases = {f"{thing.id}\n{number}": thing for number, thing in enumerate(known)}
    names = {key: parse_organisation(text) for key, text in texts.items()}
    names |= {key: _known_name(thing.text) for key, thing in aliases.items()}
    names = {key: name for key, name in names.items() if _identifies(name)}
    found: dict[str, dict[str, tuple[str, Verdict]]] = defaultdict(dict)
    for a, b in candidate_pairs({key: list(organisation_blocks(name)) for key, name in names.items()}):
        verdict = None if a in aliases and b in aliases else _same_body(names[a], names[b])
        for key, other in ((a, b), (b, a)):
            if verdict is not None and key in texts:
                target = aliases[other].id if other in aliases else other
                found[key][target] = (names[other].text, verdict)
    return _bodies_joined(found, set(texts))


def _identifies(name: OrganisationName) -> bool:
    concepts = {part.concept for part in name.parts}
    return bool(name.acronym or name.of_kind(*IDENTIFYING)) or len(concepts) > 1


@lru_cache(maxsize=4096)
def _known_name(text: str) -> OrganisationName:
    """The parts of a known name: the same few hundred are met in every article."""
    return parse_organisation(text)


def _same_body(a: OrganisationName, b: OrganisationName) -> Verdict | None:
    verdict = compare_organisations(a, b)
    return verdict if verdict.score >= SAME_BODY else None


def _bodies_joined(found: Mapping[str, Mapping[str, tuple[str, Verdict]]], texts: set[str]) -> Joined:
    """Each key goes to its one known thing, or to the smallest key among spellings that all agree."""
    joins, cases = {}, []
    for key, targets in sorted(found.items()):
        known = [target for target in targets if target not in texts]
        if len(known) > 1:
            cases.append(OpenCase(key, tuple(sorted(known)), "spelling of more than one known name"))
            continue
        chosen = known[0] if known else min(targets)
        if known or chosen < key:
            text, verdict = targets[chosen]
            joins[key] = Join(
                chosen, "spelling of the same name", round(verdict.score, 3), f"{text}: {'; '.join(verdict.reasons)}"
            )
    return Joined(_resolved(joins), tuple(cases))


def _resolved(joins: Mapping[str, Join]) -> dict[str, Join]:
    """Chains of joins followed to their ends."""
    ends = {}
    for key, join in joins.items():
        end = join
        while end.id in joins:
            end = joins[end.id]
        ends[key] = Join(end.id, join.rule, join.score, join.evidence)
    return ends
