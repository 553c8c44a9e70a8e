"""Corrections that people make: how a line reads, what it does to entities and mentions, when it does nothing."""

import json
import shutil
from pathlib import Path

import pytest

from kg import commands, revisions
from kg.entities.correcting import Corrected, correct
from kg.entities.corrections import HEADER, Correction, Corrections, Verb, parse_corrections, written
from kg.errors import GraphFolderError, UsageError
from kg.model import Entity, Identity, LinkedMention, Mention, MentionKind

# Fuad and Saddam Hussein, wrongly one; Fouad Hussein, wrongly another; a base whose label is one of three spellings.


def mention(text: str, start: int, kind: MentionKind = MentionKind.NAME, cls: str = "Person") -> Mention:
    return Mention("story", start, start + len(text), text, kind, cls, 0, 0)


FUAD, SADDAM, HUSSEIN = mention("Fuad Hussein", 0), mention("Saddam Hussein", 20), mention("Hussein", 40)
HE = mention("he", 50, MentionKind.PRONOUN)
MINISTER = mention("the minister", 60, MentionKind.NOMINAL)
FOUAD = mention("Fouad  Hussein", 80)
BASE, CAMP, NORTE = (
    mention(text, start, cls="MilitaryBase")
    for text, start in (("Norte base", 100), ("Camp Norte", 120), ("Norte", 140))
)
LINKED = (
    *(LinkedMention(one, "person:fuad hussein") for one in (FUAD, SADDAM, HUSSEIN, HE, MINISTER)),
    LinkedMention(FOUAD, "person:fouad hussein"),
    *(LinkedMention(one, "base:norte") for one in (BASE, CAMP, NORTE)),
)
ENTITIES = (
    Entity("base:norte", "MilitaryBase", "Norte base", True, ("Camp Norte", "Norte", "Norte base")),
    Entity("person:fouad hussein", "Person", "Fouad  Hussein", True, ("Fouad  Hussein",), same_as=("http://x.org/1",)),
    Entity(
        "person:fuad hussein",
        "Person",
        "Fuad Hussein",
        True,
        ("Fuad Hussein", "Hussein", "Saddam Hussein"),
        (Identity("Saddam Hussein", "guess", 0.5), Identity("Hussein", "family name", 1.0)),
    ),
)
ANTECEDENTS = {HE.key: SADDAM, MINISTER.key: FUAD}


def corrected(text: str) -> Corrected:
    return correct(ENTITIES, LINKED, parse_corrections(text), ANTECEDENTS, {"person:f hussein": "person:fuad hussein"})


def groups(result: Corrected) -> dict[str, list[str]]:
    """The words that name each entity, by its label."""
    labels = {entity.id: entity.label for entity in result.entities}
    found: dict[str, list[str]] = {label: [] for label in labels.values()}
    for one in result.mentions:
        found[labels[one.entity]].append(one.mention.text)
    return found


ALONE = ["Fuad Hussein", "Saddam Hussein", "Hussein", "he", "the minister"]
NORTES = ["Norte base", "Camp Norte", "Norte"]

# (phenomenon, lines, the mentions of each entity by its label afterwards)
EFFECTS = [
    pytest.param(
        "merge 'person:fuad hussein' 'person:fouad hussein'",
        {"Fuad Hussein": [*ALONE, "Fouad  Hussein"], "Norte base": NORTES},
        id="merge by identifiers",
    ),
    pytest.param(
        "merge 'Fouad Hussein' 'Fuad Hussein'",
        {"Fouad  Hussein": [*ALONE, "Fouad  Hussein"], "Norte base": NORTES},
        id="merge by names: the first one stays",
    ),
    pytest.param(
        "merge 'person:f hussein' 'person:fouad hussein'",
        {"Fuad Hussein": [*ALONE, "Fouad  Hussein"], "Norte base": NORTES},
        id="an identifier from before the entity grew",
    ),
    pytest.param(
        "split 'person:fuad hussein' 'Saddam Hussein'",
        {
            "Fuad Hussein": ["Fuad Hussein", "Hussein", "the minister"],
            "Saddam Hussein": ["Saddam Hussein", "he"],
            "Fouad  Hussein": ["Fouad  Hussein"],
            "Norte base": NORTES,
        },
        id="split takes along what refers back to the name",
    ),
    pytest.param(
        "split base:norte",
        {
            "Norte base": ["Norte base"],
            "Camp Norte": ["Camp Norte"],
            "Norte": ["Norte"],
            "Fuad Hussein": ALONE,
            "Fouad  Hussein": ["Fouad  Hussein"],
        },
        id="split without a name: every spelling by itself",
    ),
    pytest.param(
        "split base:norte 'norte BASE'",
        {"Camp Norte": ["Camp Norte", "Norte"], "Norte base": ["Norte base"], "Fuad Hussein": ALONE}
        | {"Fouad  Hussein": ["Fouad  Hussein"]},
        id="split off the name that was the label",
    ),
    pytest.param(
        "split 'person:fuad hussein' 'Saddam Hussein'\nmerge 'person:fuad hussein' 'person:fouad hussein'\n"
        "rename 'person:fouad hussein' 'Fuad Hussein (minister)'",
        {
            "Fuad Hussein (minister)": ["Fuad Hussein", "Hussein", "the minister", "Fouad  Hussein"],
            "Saddam Hussein": ["Saddam Hussein", "he"],
            "Norte base": NORTES,
        },
        id="from top to bottom, and a merged identifier leads on",
    ),
    pytest.param(
        "# only a comment\n\n   \n",
        {"Fuad Hussein": ALONE, "Fouad  Hussein": ["Fouad  Hussein"], "Norte base": NORTES},
        id="no correction",
    ),
]


@pytest.mark.parametrize(("text", "expected"), EFFECTS)
def test_a_line_does_what_it_says(text: str, expected: dict[str, list[str]]) -> None:
    result = corrected(text)
    assert groups(result) == expected
    assert result.idle == ()


# (phenomenon, line, why it has no effect)
IDLE = [
    pytest.param("merge base:norte base:sur", "'base:sur' names nothing", id="unknown entity"),
    pytest.param("merge base:norte 'Camp Norte'", "one entity already", id="already one"),
    pytest.param("split base:norte 'Camp Sur'", "nowhere called 'Camp Sur'", id="no such name"),
    pytest.param("split 'person:fouad hussein'", "no second name", id="nothing to split"),
    pytest.param("split 'person:fouad hussein' 'Fouad Hussein'", "nothing but 'Fouad Hussein'", id="the only name"),
]


@pytest.mark.parametrize(("line", "reason"), IDLE)
def test_a_line_without_effect_says_why_and_changes_nothing(line: str, reason: str) -> None:
    result = corrected(line)
    assert (result.entities, result.mentions) == (ENTITIES, LINKED)
    assert len(result.idle) == 1
    assert result.idle[0].startswith(line)
    assert reason in result.idle[0]


def test_a_name_of_several_entities_means_none_of_them() -> None:
    namesakes = (*ENTITIES, Entity("person:other", "Person", "Fuad Hussein", True, ("Fuad Hussein",)))
    result = correct(namesakes, LINKED, parse_corrections("rename 'Fuad Hussein' X"), {}, {})
    assert "names 2 entities" in result.idle[0]


def test_a_merged_entity_knows_both_and_why() -> None:
    line = "merge 'person:fuad hussein' 'person:fouad hussein'"
    merged = next(one for one in corrected(line).entities if one.label == "Fuad Hussein")
    assert set(merged.names) >= {"Fuad Hussein", "Fouad  Hussein", "Saddam Hussein"}
    assert merged.same_as == ("http://x.org/1",)
    assert Identity("Fouad  Hussein", "merged by hand", 1.0, line) in merged.identities
    assert corrected(line).merged == {"person:fouad hussein": "person:fuad hussein"}


def test_a_name_that_was_split_off_leaves_no_trace() -> None:
    left = next(
        one
        for one in corrected("split 'person:fuad hussein' 'Saddam Hussein'").entities
        if one.id.endswith("fuad hussein")
    )
    assert "Saddam Hussein" not in left.names
    assert [identity.name for identity in left.identities] == ["Hussein"]


# The lines


@pytest.mark.parametrize(
    "correction",
    [
        Correction(Verb.MERGE, "person:a b", "name:it's"),
        Correction(Verb.SPLIT, "group:x"),
        Correction(Verb.SPLIT, "group:x", "# of things"),
        Correction(Verb.RENAME, "state:ci", "Côte d’Ivoire \\ “Ivory Coast”"),
    ],
)
def test_what_is_written_is_read(correction: Correction) -> None:
    text = HEADER + written(correction, "a label\nof two lines", "# another")
    assert parse_corrections(text) == Corrections((correction,))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("mrge a b", "no 'mrge'", id="unknown verb"),
        pytest.param("merge a", "takes 2 words", id="too few words"),
        pytest.param("rename state:ci Ivory Coast", "between quotes", id="a name without quotes"),
        pytest.param("split 'a", "No closing quotation", id="open quote"),
        pytest.param("merge a ''", "takes 2 words", id="empty word"),
    ],
)
def test_a_broken_line_is_named(line: str, reason: str) -> None:
    with pytest.raises(GraphFolderError, match=r"corrections\.txt, line 2") as caught:
        parse_corrections(f"# header\n{line}\n")
    assert reason in str(caught.value)


# In a graph folder


@pytest.fixture
def graph(seed_graph: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seed_graph, tmp_path / "graph"))


def labels(graph: Path) -> dict[str, list[str]]:
    rows = map(json.loads, (graph / "exports" / "entities.jsonl").read_text().splitlines())
    return {row["label"]: row["names"] for row in rows}


def trig(graph: Path) -> bytes:
    return (graph / "graph.trig").read_bytes()


def test_a_correction_outlives_builds_and_is_undone_by_deleting_its_line(graph: Path) -> None:
    before = trig(graph)
    told = revisions.merge("Donald Trump", "Mike Pompeo", graph).difference
    assert [(one.whole["label"], len(one.parts)) for one in told.merged] == [("Donald Trump", 2)]
    merged = trig(graph)
    assert "Mike Pompeo" in labels(graph)["Donald Trump"]
    commands.build((), graph)
    assert trig(graph) == merged
    commands.build(Path(__file__).parent.parent / "seeds", graph, fresh=True)
    assert trig(graph) == merged
    text = (graph / "corrections.txt").read_text()
    (graph / "corrections.txt").write_text(text.replace("merge 'person", "# merge 'person"))
    commands.build((), graph)
    assert trig(graph) == before


def test_explain_tells_a_correction(graph: Path) -> None:
    revisions.rename("Taji", "Camp Taji of the coalition", graph)
    (explained,) = commands.explain("camp taji of the coalition", graph).entities
    assert [(one.rule, one.evidence.split()[0]) for one in explained.reasons if "hand" in one.rule] == [
        ("renamed by hand", "rename")
    ]


def test_a_merged_address_leads_to_the_one_that_stays(graph: Path) -> None:
    former = commands.explain("Mike Pompeo", graph).entities[0].entity
    revisions.merge("Donald Trump", "Mike Pompeo", graph)
    assert [one.label for one in commands.explain(former, graph).entities] == ["Donald Trump"]
    revisions.split(former, "Donald Trump", graph)
    assert len(commands.explain("Donald Trump", graph).entities) == 1


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        pytest.param(("Atlantis", "Iraq"), "nothing in .* is called 'Atlantis'", id="unknown"),
        pytest.param(("Iraq", "Iraq"), "one entity already", id="itself"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_not_kept(graph: Path, names: tuple[str, str], reason: str) -> None:
    before = trig(graph)
    with pytest.raises(UsageError, match=reason):
        revisions.merge(*names, graph)
    assert trig(graph) == before
    assert not (graph / "corrections.txt").exists()


def test_a_line_for_what_is_gone_is_told_and_kept(graph: Path) -> None:
    (graph / "corrections.txt").write_text("rename person:nobody Nobody\n")
    report = commands.build((), graph)
    assert report.idle_corrections == ("rename person:nobody Nobody: 'person:nobody' names nothing in this graph",)
    assert (graph / "corrections.txt").read_text() == "rename person:nobody Nobody\n"
    assert json.loads((graph / "report.json").read_text())["idle_corrections"] == list(report.idle_corrections)


def test_a_broken_line_stops_a_build(graph: Path) -> None:
    before = trig(graph)
    (graph / "corrections.txt").write_text("unite a b\n")
    with pytest.raises(GraphFolderError, match="line 1"):
        commands.build((), graph)
    assert trig(graph) == before
