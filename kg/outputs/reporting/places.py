"""The places of a graph that can be drawn on a map: where something happens, stands or lies."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.outputs.reporting.records import Place

Row = Mapping[str, Any]

# Relations whose object is where something happens; in other roles a state acts, and is not on the map for that.
WHERE = frozenset({"handed_over", "withdrew_from", "deployed_to", "stationed_in", "attacked", "visited", "located_in",
                   "near"})  # fmt: skip
LYING = frozenset({"located_in", "near"})  # relations whose subject lies somewhere itself
WHERE_ROLES = ("place", "destination")


def places(claims: Iterable[Row], entities: Sequence[Row]) -> tuple[Place, ...]:
    """Entities with coordinates that are the scene of some claim, those of most claims first."""
    scenes = Counter(entity for claim in claims for entity in set(_scenes(claim)))
    found = [
        Place(row["label"], row["type"], float(row["latitude"]), float(row["longitude"]), scenes[row["entity"]])
        for row in entities
        if "latitude" in row and scenes[row["entity"]]
    ]
    return tuple(sorted(found, key=lambda place: (-place.claims, place.label, place.latitude, place.longitude)))


def _scenes(claim: Row) -> Iterator[str]:
    if claim["relation"] in WHERE and "object" in claim:
        yield claim["object"]["entity"]
    if claim["relation"] in LYING and "subject" in claim:
        yield claim["subject"]["entity"]
    for role in WHERE_ROLES:
        if "entity" in (value := claim.get("qualifiers", {}).get(role, {})):
            yield value["entity"]
