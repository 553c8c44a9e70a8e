"""The lexicon: refuses what the ontology does not know, and takes a new relation without a line of Python."""

import shutil
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import read_lexicon
from kg.resources import resource_folder


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the shipped ontology folder, to change."""
    return Path(shutil.copytree(resource_folder("ontology"), tmp_path / "ontology"))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_shipped_lexicon_is_read() -> None:
    lexicon = read_lexicon()
    assert {"handed_over", "attacked", "said"} <= set(lexicon.roles)
    assert lexicon.verbs["hand over"][0].relation == "handed_over"


def test_every_relation_of_the_lexicon_can_be_told_by_some_rule_or_position() -> None:
    lexicon = read_lexicon()
    by_frames = {frame.relation for frames in (*lexicon.verbs.values(), *lexicon.nouns.values()) for frame in frames}
    by_modifiers = {rule.relation for rule in lexicon.modifiers}
    assert set(lexicon.roles) - by_frames - by_modifiers <= {"spokesperson_of"}


def test_a_frame_has_words_that_can_be_met_and_roles_that_can_be_filled() -> None:
    """A verb is a lemma, at most with one particle; a noun is one lemma; every needed role has a slot."""
    lexicon = read_lexicon()
    assert not [word for word in lexicon.verbs if len(word.split()) > 2 or word != word.lower()]
    assert not [word for word in lexicon.nouns if " " in word]
    frames = {
        frame.id: frame for table in (lexicon.verbs, lexicon.nouns) for found in table.values() for frame in found
    }
    assert not [frame.id for frame in frames.values() if not set(frame.needs) <= set(frame.slots)]


def test_a_frame_only_narrows_what_its_relation_accepts() -> None:
    """A class that the relation refuses makes claims that are dropped later; `Event` stands for no actor."""
    lexicon = read_lexicon()
    frames = [frame for table in (lexicon.verbs, lexicon.nouns) for found in table.values() for frame in found]
    assert not [
        f"{frame.id}: {role} {cls}"
        for frame in frames
        for role, classes in frame.classes.items()
        for cls in classes
        if cls != "Event" and not lexicon.accepts(frame.relation, role, cls)
    ]


@pytest.mark.parametrize("verb", ["make", "open", "give", "put", "hold", "begin", "order"])
def test_a_verb_of_many_objects_performs_no_event(verb: str) -> None:
    """*Opened an inquiry after the attack* makes nobody an attacker."""
    assert verb not in read_lexicon().light["perform"]


# (word, its stance as a governor)
STANCES = [
    ("foil", "denied"),
    ("refuse", "denied"),
    ("suspicion", "alleged"),
    ("poised", "planned"),
    ("plot", "planned"),
    ("mull", "hypothetical"),
    ("possibility", "hypothetical"),
]


@pytest.mark.parametrize(("word", "stance"), STANCES)
def test_governors_set_a_stance(word: str, stance: str) -> None:
    assert read_lexicon().stance.governors[word] == stance


def test_no_governor_has_two_stances() -> None:
    """A word in two lists would silently take the later one."""
    governors = tomllib.loads((resource_folder("ontology") / "lexicon" / "factuality.toml").read_text("utf-8"))
    words = [word for listed in governors["governors"].values() for word in listed]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("relation", "role", "cls", "fits"),
    [
        ("withdrew_from", "subject", "MilitaryForce", True),
        ("withdrew_from", "subject", "NewsAgency", False),
        ("handed_over", "subject", "ArmedGroup", True),  # an Agent, two steps up
        ("handed_over", "object", "Person", False),
        ("accused", "topic", "Weapon", True),  # no restriction is written
    ],
)
def test_roles_take_a_class_and_those_below_it(relation: str, role: str, cls: str, fits: bool) -> None:
    assert read_lexicon().accepts(relation, role, cls) is fits


FRAME = '\n[[frame]]\nid = "test.frame"\nrelation = "{relation}"\n{words}\nsubject = ["subject"]\n{more}\n'

# (file, what is added, what the message must name)
BROKEN = [
    pytest.param("relations.toml", '\n[levitated]\nsubject = ["Agent"]\n', "levitated", id="unknown property"),
    pytest.param("relations.toml", '\n[handed_over.x]\nsubject = ["Agent"]\n', "handed_over", id="nested table"),
    pytest.param(
        "verbs.toml", FRAME.format(relation="levitated", words='verbs = ["rise"]', more=""), "test.frame", id="relation"
    ),
    pytest.param(
        "verbs.toml",
        FRAME.format(relation="attacked", words='verbs = ["rise"]', more='object_classes = ["Dragon"]'),
        "Dragon",
        id="unknown class in a frame",
    ),
    pytest.param("verbs.toml", FRAME.format(relation="attacked", words="", more=""), "test.frame", id="no verbs"),
    pytest.param(
        "nouns.toml",
        FRAME.format(relation="levitated", words='nouns = ["rise"]', more=""),
        "levitated",
        id="noun frame",
    ),
    pytest.param(
        "modifiers.toml",
        '\n[[compound]]\nid = "test.rule"\nrelation = "levitated"\nparticiples = ["lifted"]\n',
        "test.rule",
        id="modifier rule",
    ),
    pytest.param("verbs.toml", "\n[[frame\n", "TOML", id="no TOML"),
    pytest.param("factuality.toml", "\n= = =\n", "TOML", id="no TOML, stance words"),
]


@pytest.mark.parametrize(("file", "added", "named"), BROKEN)
def test_a_broken_rule_is_refused_by_file_and_name(ontology: Path, file: str, added: str, named: str) -> None:
    append(ontology / "lexicon" / file, added)
    with pytest.raises(LexiconError) as refused:
        read_lexicon(ontology)
    assert file in str(refused.value)
    assert named in str(refused.value)


def test_an_unknown_class_of_a_role_is_refused(ontology: Path) -> None:
    path = ontology / "lexicon" / "relations.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('["Agent"]', '["Dragon"]', 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"relations\.toml.*Dragon"):
        read_lexicon(ontology)


def test_an_unknown_role_is_refused(ontology: Path) -> None:
    path = ontology / "lexicon" / "relations.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nrecipient =", "\nbeneficiary =", 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"relations\.toml.*beneficiary"):
        read_lexicon(ontology)


def test_a_missing_file_is_named(ontology: Path) -> None:
    (ontology / "lexicon" / "nouns.toml").unlink()
    with pytest.raises(LexiconError, match=r"nouns\.toml"):
        read_lexicon(ontology)


def test_a_damaged_ontology_is_named(ontology: Path) -> None:
    append(ontology / "kg.ttl", "\nkg:captured a owl:ObjectProperty")
    with pytest.raises(LexiconError, match=r"kg\.ttl"):
        read_lexicon(ontology)


# A new relation: three edits of the ontology folder, no Python.

PROPERTY = '\nkg:captured a owl:ObjectProperty ; rdfs:label "captured"@en .\n'
ROLES = '\n[captured]\nsubject = ["ArmedGroup", "MilitaryForce"]\nobject = ["Place", "State"]\n'
NEW_FRAME = """
[[frame]]
id = "capture"
relation = "captured"
verbs = ["capture"]
subject = ["subject"]
object = ["object"]
needs = ["subject", "object"]
"""


@pytest.fixture
def extended(ontology: Path) -> Path:
    append(ontology / "kg.ttl", PROPERTY)
    append(ontology / "lexicon" / "relations.toml", ROLES)
    append(ontology / "lexicon" / "verbs.toml", NEW_FRAME)
    return ontology


# (phenomenon, sentence, claim)
NEW_RELATION = [
    pytest.param("Nigerian troops captured Maiduguri.", "captured(Nigerian troops, Maiduguri) asserted", id="active"),
    pytest.param(
        "Maiduguri was captured by Nigerian troops.", "captured(Nigerian troops, Maiduguri) asserted", id="passive"
    ),
    pytest.param(
        "Nigerian troops will capture Maiduguri.", "captured(Nigerian troops, Maiduguri) planned", id="planned"
    ),
    pytest.param(
        "Nigerian troops did not capture Maiduguri.", "captured(Nigerian troops, Maiduguri) denied", id="negated"
    ),
]


@pytest.mark.parametrize(("sentence", "claim"), NEW_RELATION)
def test_a_relation_is_added_by_data_alone(
    claims_of: Callable[..., Sequence[str]], extended: Path, sentence: str, claim: str
) -> None:
    assert claim in claims_of(sentence, lexicon=read_lexicon(extended))
    assert not [told for told in claims_of(sentence) if told.startswith("captured")]
