"""What differs between two graphs: each kind of change alone, then told."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sample_extraction import ALLIANCE, ARMY, BASE, CAMP, CLAIMS, EVENTS, EXTRACTION, MENTIONS

from kg import revisions
from kg.graph.articles import text_digest
from kg.graph.iris import entity_iri
from kg.model import Extraction, Factuality
from kg.outputs.difference import Changes, Difference, GraphRows, difference
from kg.outputs.difference_text import difference_text, difference_values
from kg.outputs.exports import EXPORTS

KINDS = ("articles", "claims", "entities", "events", "edges")


def rows(extraction: Extraction, base: str = BASE) -> GraphRows:
    exported = {what: list(rows_of(extraction, base)) for what, rows_of in EXPORTS.items()}
    return GraphRows({article.name: text_digest(article.text) for article in extraction.articles}, **exported)


def compared(other: Extraction) -> Difference:
    return difference(rows(EXTRACTION), rows(other))


def counts(found: Difference) -> dict[str, tuple[int, int, int]]:
    """How many are gone, new and changed, of each kind with a difference."""
    kinds: dict[str, Changes] = {kind: getattr(found, kind) for kind in KINDS}
    return {kind: (len(one.gone), len(one.new), len(one.changed)) for kind, one in kinds.items() if one}


def moved(extraction: Extraction, old: str, new: str) -> Extraction:
    """The extraction with all mentions of one entity given to another."""
    mentions = tuple(replace(one, entity=new) if one.entity == old else one for one in extraction.mentions)
    return replace(extraction, mentions=mentions)


DENIED = replace(CLAIMS[0], factuality=Factuality.DENIED)
TO_ARMY = replace(CLAIMS[3], object=replace(CLAIMS[3].object, entity=ARMY.id))

# (phenomenon, what the second graph is, how many of each kind are gone, new and changed)
DIFFERENCES = [
    pytest.param(EXTRACTION, {}, id="none"),
    pytest.param(
        replace(EXTRACTION, claims=CLAIMS[1:], events=EVENTS[1:]),
        {"claims": (1, 0, 0), "events": (1, 0, 0), "edges": (1, 0, 0)},
        id="a claim, its event and its edge",
    ),
    pytest.param(
        replace(EXTRACTION, claims=(DENIED, *CLAIMS[1:])),
        {"claims": (0, 0, 1), "edges": (1, 0, 0)},
        id="a stance: the plain edge goes",
    ),
    pytest.param(
        replace(EXTRACTION, claims=(*CLAIMS[:3], TO_ARMY)),
        {"claims": (0, 0, 1)},
        id="an argument linked to another entity: the claim is the same one",
    ),
    pytest.param(
        replace(EXTRACTION, entities=(replace(ALLIANCE, label="Alliance"), *EXTRACTION.entities[1:])),
        {"entities": (0, 0, 1)},
        id="a label: claims with it have not changed",
    ),
    pytest.param(
        replace(EXTRACTION, articles=(replace(EXTRACTION.articles[0], text="Other"), *EXTRACTION.articles[1:])),
        {"articles": (0, 0, 1)},
        id="the text of an article",
    ),
    pytest.param(
        replace(EXTRACTION, articles=EXTRACTION.articles[:1]),
        {"articles": (1, 0, 0)},
        id="an article that says nothing",
    ),
]


@pytest.mark.parametrize(("other", "expected"), DIFFERENCES)
def test_each_kind_of_change_is_counted_once(other: Extraction, expected: dict[str, tuple[int, int, int]]) -> None:
    found = compared(other)
    assert counts(found) == expected
    assert bool(found) == bool(expected)
    back = difference(rows(other), rows(EXTRACTION))
    assert counts(back) == {kind: (new, gone, changed) for kind, (gone, new, changed) in expected.items()}


def test_entities_that_became_one_are_merged_and_the_other_way_round_split() -> None:
    named = replace(MENTIONS[1], mention=replace(MENTIONS[1].mention, article="first", start=22, end=32))
    two = replace(EXTRACTION, mentions=(*MENTIONS, replace(named, entity=ARMY.id)))
    one = moved(two, ARMY.id, CAMP.id)
    found = difference(rows(two), rows(one))
    assert [(join.whole["label"], [part["label"] for part in join.parts]) for join in found.merged] == [
        ("Camp Norte", ["army of Arrania", "Camp Norte"])
    ]
    assert found.split == ()
    assert difference(rows(one), rows(two)).split == found.merged


def test_a_name_that_means_two_things_is_no_merge() -> None:
    capital = replace(MENTIONS[1], entity=ARMY.id)  # the same words, read as something else
    both = replace(EXTRACTION, mentions=(*MENTIONS, capital))
    assert not difference(rows(both), rows(both))


@pytest.mark.parametrize(
    ("other", "lines"),
    [
        (EXTRACTION, ["no difference"]),
        (
            replace(EXTRACTION, claims=(DENIED, *CLAIMS[1:])),
            [
                "claims: 0 gone, 0 new, 1 changed",
                "  ~ [denied] the alliance handed_over Camp Norte  “The alliance handed over Camp Norte to the army of "
                "Arrania on 3 May 2021, the alliance said.”  [first]: factuality asserted → denied",
                "edges: 1 gone, 0 new, 0 changed",
                "  - the alliance handed_over Camp Norte",
            ],
        ),
        (
            replace(EXTRACTION, claims=(*CLAIMS[:3], TO_ARMY)),
            [
                "claims: 0 gone, 0 new, 1 changed",
                "  ~ [alleged] Red Front attacked army of Arrania  “The Red Front reportedly shelled it.”  [second]: "
                "object Camp Norte → army of Arrania",
            ],
        ),
        (
            replace(EXTRACTION, entities=(replace(ALLIANCE, names=("the alliance", "NA")), *EXTRACTION.entities[1:])),
            [
                "entities: 0 gone, 0 new, 1 changed",
                f"  ~ the alliance (Coalition) <{entity_iri(BASE, ALLIANCE)}>: names -‘alliance troops’ +‘NA’",
            ],
        ),
    ],
)
def test_people_read_it_as_lines(other: Extraction, lines: list[str]) -> None:
    assert difference_text(compared(other)).splitlines() == lines


def test_programs_read_it_with_whole_rows() -> None:
    values = json.loads(
        json.dumps(difference_values(compared(replace(EXTRACTION, claims=CLAIMS[1:], events=EVENTS[1:]))))
    )
    assert set(values) == {*KINDS, "merged", "split"}
    assert values["claims"]["gone"] == [json.loads(json.dumps(row)) for row in rows(EXTRACTION).claims[:1]]
    assert values["entities"] == {"gone": [], "new": [], "changed": []}


# Graph folders


def test_a_folder_and_its_copy_do_not_differ(seed_graph: Path) -> None:
    assert not revisions.diff(seed_graph, seed_graph)


def test_another_base_is_no_difference(seed_graph: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copytree(seed_graph, tmp_path / "graph"))
    for path in (graph / "exports").glob("*.jsonl"):
        path.write_text(path.read_text().replace("https://w3id.org/kg-news/data/", BASE))
    marker = json.loads((graph / "kg-graph.json").read_text())
    (graph / "kg-graph.json").write_text(json.dumps(marker | {"base": BASE}))
    assert not revisions.diff(seed_graph, graph)


def test_a_correction_shows_as_what_it_did(seed_graph: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copytree(seed_graph, tmp_path / "graph"))
    told = revisions.merge("Donald Trump", "Mike Pompeo", graph).difference
    found = revisions.diff(seed_graph, graph)
    assert found == told
    assert [row["label"] for row in found.entities.gone] == ["Mike Pompeo"]
    assert found.claims.changed
    assert not found.claims.new
