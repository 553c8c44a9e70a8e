"""`kg evaluate`: when two wordings are the same, how answers are matched with gold, what is counted, what is said."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg import cli, commands
from kg.errors import InputError, UsageError
from kg.gazetteer import read_gazetteer
from kg.outputs.alike import alikeness, equal, same_position
from kg.outputs.gold import Filler, Statement, parse_statements, read_statements
from kg.outputs.matching import Fit, fit_of, match
from kg.outputs.score_text import score_text, score_values
from kg.outputs.scoring import Scores, Share, Tally, score
from kg.outputs.wording import numbers_in

ALIKE = alikeness(read_gazetteer())

# Wordings. (phenomenon, one wording, the other)

SAME = [
    ("case and accents", "Côte d'Ivoire", "COTE D'IVOIRE"),
    ("article", "the Janjaweed", "Janjaweed"),
    ("possessive", "Rwanda's army", "Rwandan army"),
    ("adjective for state", "Ukrainian", "Ukraine"),
    ("people for state", "Ethiopians", "Ethiopia"),
    ("abbreviated state", "U.S.", "United States"),
    ("state in two words", "South Sudanese troops", "troops of South Sudan"),
    ("former name of a state", "Burma", "Myanmar"),
    ("adjective inside a compound", "Turkish-backed rebels", "Turkey-backed rebels"),
    ("state in two words inside a compound", "the Saudi Arabia-led coalition", "Saudi-led coalition"),
    ("acronym", "ECOMOG", "ecomog"),
    ("acronym of a group", "TPLF", "Tigray People's Liberation Front"),
    ("acronym behind the name", "Tigray People's Liberation Front (TPLF)", "TPLF"),
    ("acronym of a group that is not known", "BCDF", "Bakali Civil Defence Force"),
    ("acronym of lower-case words", "VSF", "Voltaic security forces"),
    ("acronym with small words left out", "MLBD", "Movement for the Liberation of Bakali and Dorra"),
    ("two names of one group", "Daesh", "Islamic State"),
    ("two spellings of one group", "Al-Shabab", "al-Shabaab"),
    ("spelling of a city", "Kyiv", "Kiev"),
    ("doubled letter", "Muammar Gaddafi", "Muamar Gadafi"),
    ("al- left out", "Ahmed al-Sharaa", "Sharaa"),
    ("surname", "Volodymyr Zelensky", "Zelensky"),
    ("title before a name", "President Juvenal Habyarimana", "Habyarimana"),
    ("rank with dots", "Lt. Gen. Romeo Dallaire", "Romeo Dallaire"),
    ("state and title before a name", "Serbian President Slobodan Milosevic", "Slobodan Milosevic"),
    ("lower-case title", "warlord Mohamed Farrah Aidid", "Aidid"),
    ("kinship particle", "Osama bin Laden", "bin Laden"),
    ("fighters of a group", "Taliban fighters", "the Taliban"),
    ("many fighters of a group", "some 300 Boko Haram militants", "Boko Haram"),
    ("troops of a coalition", "Saudi-led coalition troops", "Saudi-led coalition"),
    ("soldiers of an army", "Malian army soldiers", "the Malian army"),
    ("nouns for troops", "French troops", "French soldiers"),
    ("people and numbers", "about 4,000 French troops", "French forces"),
    ("nouns for fighters of a name", "Naxalite rebels", "Naxalite insurgents"),
    ("nouns for a base", "Gossi camp", "Gossi base"),
    ("kinds of base", "Bagram airfield", "Bagram air base"),
    ("shorter name of a base", "Djibouti's Camp Lemonnier", "Camp Lemonnier"),
    ("shorter name that keeps the head", "Congolese Joint Staff Command", "Joint Staff Command"),
    ("capitals or not", "Rapid Intervention Unit", "rapid intervention unit"),
    ("modifier left out", "wounded civilians", "civilians"),
    ("lower-case modifier of a name", "Colombian special forces", "Colombian forces"),
    ("determiners", "some of the bridges", "the bridges"),
    ("number left out", "eleven peacekeepers", "peacekeepers"),
    ("number in words", "twelve hostages", "12 hostages"),
    ("quantity", "dozens of gunmen", "gunmen"),
    ("shared number", "31 Georgian soldiers", "31 soldiers"),
    ("noun first", "University of Sarajevo", "Sarajevo University"),
    ("of and adjective", "government of Lebanon", "Lebanese government"),
    ("what follows the head", "soldiers guarding the embassy", "soldiers"),
    ("home state of a group", "Lebanese Hezbollah", "Hezbollah"),
    ("group with its home", "Yemen's Houthis", "the Houthi movement"),
    ("hyphen", "car-bomb factory", "car bomb factory"),
    ("quotation marks", "“Operation Serval”", "Operation Serval"),
]

NOT_SAME = [
    ("two states", "Niger", "Nigeria"),
    ("two Congos", "Republic of Congo", "Democratic Republic of Congo"),
    ("state inside another's name", "Sudan", "South Sudan"),
    ("state and its forces", "France", "French forces"),
    ("state and its government", "Kenya", "Kenyan government"),
    ("forces and government", "Iranian forces", "Iranian government"),
    ("forces of two states", "Armenian forces", "Azerbaijani forces"),
    ("army and air force", "Serbian army", "Serbian air force"),
    ("army and police", "Haitian army", "Haitian police"),
    ("ministries", "Ukrainian Defence Ministry", "Ukrainian Foreign Ministry"),
    ("backed by a state and of it", "Rwandan-backed rebels", "Rwandan rebels"),
    ("led by a state and of it", "Saudi-led coalition", "Saudi coalition"),
    ("for and of", "pro-Russian militias", "Russian militias"),
    ("against and for", "anti-government fighters", "government fighters"),
    ("other ones", "other villages", "villages"),
    ("former one", "former rebels", "rebels"),
    ("foreign ones", "foreign troops", "troops"),
    ("whose positions", "rebel positions", "positions"),
    ("whose soldiers", "Syrian soldiers", "soldiers"),
    ("which coalition", "Saudi-led coalition", "coalition"),
    ("which base", "Bagram air base", "the base"),
    ("two bases", "Bagram air base", "Kandahar air base"),
    ("town and base", "Gossi", "Gossi base"),
    ("city and airport", "Entebbe", "Entebbe airport"),
    ("city and region", "Aleppo", "Aleppo Governorate"),
    ("given name only", "Laurent Kabila", "Laurent"),
    ("two of a family", "Laurent Kabila", "Joseph Kabila"),
    ("father and son", "Mohammed bin Salman", "Salman"),
    ("person and his forces", "Khalifa Haftar", "Haftar's forces"),
    ("person and her office", "Aung San Suu Kyi", "Suu Kyi's office"),
    ("group and namesake", "Hezbollah", "Turkish Hezbollah"),
    ("two Talibans", "Taliban", "Pakistani Taliban"),
    ("group and branch", "Islamic State", "Islamic State West Africa Province"),
    ("part of the forces", "Syrian forces", "Syrian Kurdish forces"),
    ("rebels and forces", "Ugandan rebels", "Ugandan forces"),
    ("armed men of one state", "Libyan rebels", "Libyan insurgents"),
    ("two numbers", "two hostages", "three hostages"),
    ("a few persons and their group", "two Taliban fighters", "the Taliban"),
    ("two persons and their state", "two Russians", "Russia"),
    ("brigades", "82nd Brigade", "101st Brigade"),
    ("acronym of other words", "FDLR", "Forces of the Republic"),
    ("acronym of two letters", "GA", "Georgian army"),
    ("head and modifier", "Sri Lankan navy commander", "Sri Lankan navy"),
    ("organisation and its member", "African Union", "African Union envoy"),
    ("one soldier and soldiers", "Ugandan soldier", "Ugandan soldiers"),
    ("signs without letters", "—", "…"),
    ("modifier with an owner", "rebel-held town", "town"),
    ("two parts of one people", "Bosnian Serb army", "Bosnian army"),
    ("pronoun and state", "us", "United States"),
    ("pronoun and group", "they", "Tamil Tigers"),
    ("nothing", "", "Chad"),
]


@pytest.mark.parametrize(("phenomenon", "one", "other"), SAME, ids=[row[0] for row in SAME])
def test_wordings_of_one_thing_are_alike(phenomenon: str, one: str, other: str) -> None:
    assert ALIKE(one, other) and ALIKE(other, one), phenomenon


@pytest.mark.parametrize(("phenomenon", "one", "other"), NOT_SAME, ids=[row[0] for row in NOT_SAME])
def test_wordings_of_two_things_are_not_alike(phenomenon: str, one: str, other: str) -> None:
    assert not ALIKE(one, other) and not ALIKE(other, one), phenomenon


def test_equality_forgives_case_accents_punctuation_and_an_article_only() -> None:
    assert equal("The Séléka", "seleka")
    assert equal("Séléka.", "Séléka")
    assert not equal("Séléka rebels", "Séléka")
    assert not equal("Chadian", "Chad")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Maj. Gen.", "Major General", True),
        ("Lt. Col.", "Lieutenant Colonel", True),
        ("spokeswoman", "spokesperson", True),
        ("Minister of Defense", "defence minister", False),  # known weakness: other order of words
        ("commander of the presidential guard", "commander", True),
        ("defense minister", "Defence Minister", True),
        ("President", "Vice President", False),
        ("commander", "former commander", False),
        ("head", "deputy head", False),
        ("General", "Major", False),
        ("foreign minister", "prime minister", False),
        ("", "president", False),
    ],
)
def test_positions(one: str, other: str, same: bool) -> None:
    assert same_position(one, other) is same
    assert same_position(other, one) is same


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("some 1,200", {1200}),
        ("seventeen", {17}),
        ("2 to 3", {2, 3}),
        ("hundreds", set()),
        ("a dozen", {12}),
        ("", set()),
    ],
)
def test_numbers(text: str, numbers: set[int]) -> None:
    assert numbers_in(text) == numbers


# Matching, on claims written as `relation(subject, object; role=filler)`.


def claim(
    relation: str,
    subject: str = "",
    object_: str = "",
    *,
    stance: str = "asserted",
    optional: bool = False,
    **more: str,
) -> Statement:
    """A claim of the article `a`; alternatives are divided by `|`, an alternative of `-` lets the role be empty."""
    holder, quote = more.pop("holder", ""), more.pop("quote", "")
    fillers = {"subject": subject, "object": object_, **more}
    roles = {role: filler(words) for role, words in fillers.items() if words}
    place = f"{relation}({subject}, {object_}) {sorted(more.items())} {stance} {quote}"
    return Statement(
        place, "a", tuple(relation.split("|")), roles, tuple(stance.split("|")), filler(holder), "easy", optional, quote
    )


def filler(words: str) -> Filler:
    names = tuple(name for name in words.split("|") if name not in ("", "-"))
    return Filler(names, "-" in words.split("|"))


@pytest.mark.parametrize(
    ("gold", "answer", "fit"),
    [
        pytest.param(claim("attacked", "M23", "Goma"), claim("attacked", "M23", "Goma"), Fit.STRICT, id="the same"),
        pytest.param(
            claim("attacked", "Rwanda", "Goma"), claim("attacked", "Rwandan", "Goma"), Fit.LENIENT, id="demonym"
        ),
        pytest.param(claim("attacked", "M23", "Goma"), claim("attacked", "M23", "Bukavu"), Fit.NONE, id="wrong object"),
        pytest.param(claim("attacked", "M23", "Goma"), claim("killed", "M23", "Goma"), Fit.NONE, id="other relation"),
        pytest.param(
            claim("withdrew_from|deployed_to", "UN", "Goma"), claim("deployed_to", "UN", "Goma"), Fit.STRICT, id="also"
        ),
        pytest.param(claim("attacked", "M23", "Goma"), claim("attacked", "", "Goma"), Fit.PARTIAL, id="no subject"),
        pytest.param(claim("attacked", "M23|-", "Goma"), claim("attacked", "", "Goma"), Fit.STRICT, id="may be empty"),
        pytest.param(claim("attacked", "", "Goma"), claim("attacked", "", "Goma"), Fit.STRICT, id="none in either"),
        pytest.param(claim("attacked", "", "Goma"), claim("attacked", "M23", "Goma"), Fit.PARTIAL, id="invented"),
        pytest.param(claim("attacked", "M23"), claim("attacked", "", "Goma"), Fit.NONE, id="nothing shared"),
        pytest.param(claim("attacked", "M23|March 23 Movement", "Goma"), claim("attacked", "March 23 Movement", "Goma"),
                     Fit.STRICT, id="alternative"),
        pytest.param(claim("met", "Sadat", "Begin"), claim("met", "Begin", "Sadat"), Fit.STRICT, id="symmetric met"),
        pytest.param(claim("agreed", "FARC", "Colombia"), claim("agreed", "Colombia", "FARC"), Fit.STRICT, id="agreed"),
        pytest.param(claim("accused", "Chad", "Libya"), claim("accused", "Libya", "Chad"), Fit.NONE, id="one way"),
        pytest.param(claim("handed_over", "UN", "Goma", recipient="Congo"), claim("handed_over", "UN", "Goma"),
                     Fit.LENIENT, id="recipient left out"),
        pytest.param(claim("handed_over", "UN", "Goma"), claim("handed_over", "UN", "Goma", recipient="Congo"),
                     Fit.LENIENT, id="recipient added"),
        pytest.param(claim("handed_over", "UN", "Goma", recipient="Congo"),
                     claim("handed_over", "UN", "Goma", recipient="Rwanda"), Fit.NONE, id="wrong recipient"),
        pytest.param(claim("holds_position", "Habré", "Chad", position="President"),
                     claim("holds_position", "Habré", "Chad", position="general"), Fit.NONE, id="wrong position"),
        pytest.param(claim("holds_position", "Habré", "Chad", position="President"),
                     claim("holds_position", "Habré", "Chad"), Fit.PARTIAL, id="no position"),
        pytest.param(claim("said", "Habré", topic="war"), claim("said", "Habré", "Libya"), Fit.STRICT, id="said"),
    ],
)  # fmt: skip
def test_core_roles_decide_how_an_answer_fits(gold: Statement, answer: Statement, fit: Fit) -> None:
    assert fit_of(gold, answer, ALIKE) is fit


def matched(gold: Sequence[Statement], answers: Sequence[Statement]) -> tuple[int, int, int, int]:
    """How many pairs, missed, extra, repeated."""
    found = match(gold, answers, ALIKE, Fit.LENIENT)
    return len(found.pairs), len(found.missed), len(found.extra), found.repeated


def test_matching_is_one_to_one_and_repetition_is_no_error() -> None:
    shelled = claim("attacked", "Serb forces", "Sarajevo")
    assert matched([shelled], [shelled, shelled, shelled]) == (1, 0, 0, 2)
    assert matched([shelled, shelled], [shelled]) == (1, 1, 0, 0)


def test_matching_is_maximal() -> None:
    """The first answer fits both gold claims, the second only the first: both are found."""
    gold = [claim("deployed_to|stationed_in", "UN", "Goma"), claim("stationed_in", "UN", "Goma")]
    answers = [claim("stationed_in", "UN", "Goma"), claim("deployed_to", "UN", "Goma")]
    assert matched(gold, answers) == (2, 0, 0, 0)
    assert matched(gold[::-1], answers[::-1]) == (2, 0, 0, 0)


def test_optional_gold_neither_rewards_nor_punishes() -> None:
    visit = claim("visited", "Annan", "Darfur", optional=True)
    found = score([visit], [claim("visited", "Annan", "Darfur")], ALIKE)
    assert (found.lenient.total, found.mistakes) == (Tally(), ())
    assert score([visit], [], ALIKE).lenient.total == Tally()


def test_gold_that_must_be_found_comes_before_gold_that_may_be() -> None:
    optional = claim("visited", "Annan", "Darfur", optional=True, quote="Annan went to Darfur")
    asked = claim("visited", "Annan", "Darfur", quote="Annan was in Darfur")
    answer = claim("visited", "Annan", "Darfur", quote="Annan went to Darfur")
    for gold in ([optional, asked], [asked, optional]):
        assert [pair[0] for pair in match(gold, [answer], ALIKE, Fit.LENIENT).pairs] == [asked]


def test_among_equal_answers_the_one_with_the_stance_and_the_passage_is_matched() -> None:
    planned = claim("withdrew_from", "UN", "Mali", stance="planned", quote="will leave")
    gone = claim("withdrew_from", "UN", "Mali", quote="has left")
    pairs = match([planned, gone], [gone, planned], ALIKE, Fit.LENIENT).pairs
    assert pairs == ((planned, planned), (gone, gone))


def test_the_same_input_in_another_order_gives_the_same_figures() -> None:
    gold = [claim("attacked", name, "Grozny") for name in ("Russia", "Russian forces", "Chechen rebels")]
    answers = [
        claim("attacked", name, "Grozny") for name in ("rebels", "Russian", "Russian troops", "Russian soldiers")
    ]
    assert matched(gold, answers) == matched(gold[::-1], answers[::-1]) == (2, 1, 1, 1)


# Scores by hand

GOLD_ROWS: list[dict[str, Any]] = [
    {
        "doc": "n1",
        "relation": "withdrew_from",
        "roles": {"agent": "French forces", "object": "Gossi", "date": "2022-04-19", "count": "some 300"},
        "alternatives": {"agent": ["French forces", "French troops"], "date": ["2022-04-19", "on Tuesday"]},
        "factuality": "asserted",
        "difficulty": "easy",
        "evidence": "French forces left Gossi on Tuesday",
    },
    {
        "doc": "n1",
        "relation": "handed_over",
        "roles": {"agent": "France", "object": "Gossi base", "recipient": "Malian army"},
        "factuality": "planned",
        "factuality_ok": ["planned", "hypothetical"],
        "attributed_to": "Pascal Ianni",
        "attributed_ok": ["Pascal Ianni", "Ianni"],
        "difficulty": "hard",
        "evidence": "it will be handed to the Malian army, Ianni said",
    },
    {
        "doc": "n1",
        "relation": "attacked",
        "roles": {"object": "Gossi base"},
        "alternatives": {"agent": [None, "JNIM"]},
        "factuality": "asserted",
        "difficulty": "hard",
        "evidence": "the base was shelled",
    },
    {"doc": "n1", "relation": "visited", "roles": {"agent": "Macron", "object": "Gao"}, "optional": True},
]


def thing(label: str) -> dict[str, Any]:
    return {"entity": f"https://example.org/{label}", "label": label, "text": label, "start": 0, "end": len(label)}


def exported(relation: str, subject: str = "", object_: str = "", **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"id": "c", "article": "n1", "relation": relation, "factuality": "asserted"}
    parts = {"subject": subject, "object": object_}
    row |= {role: thing(label) for role, label in parts.items() if label}
    return row | {"evidence": {"text": "the quote", "start": 0, "end": 9}, "rule": "rule.one"} | more


ANSWER_ROWS = [
    exported(
        "withdrew_from", "France's troops", "Gossi", qualifiers={"date": {"value": "2022-04-19", "text": "Tuesday"}}
    ),
    exported("withdrew_from", "French troops", "Gossi"),
    exported("handed_over", "France", "Gossi base", attributed_to=thing("Paris")),
    exported("visited", "Macron", "Gao"),
    exported("killed", "JNIM", "villagers", clause="JNIM killed villagers"),
    exported("visited", "Macron", "Niamey") | {"article": "n2"},
]


def lines(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]


@pytest.fixture(scope="module")
def scores() -> Scores:
    gold = parse_statements(lines(GOLD_ROWS), "gold.jsonl")
    return score(gold, parse_statements(lines(ANSWER_ROWS), "claims.jsonl"), ALIKE)


def test_counts_by_hand(scores: Scores) -> None:
    assert scores.lenient.relations == {
        "attacked": Tally(missed=1),
        "handed_over": Tally(right=1),
        "killed": Tally(extra=1),
        "withdrew_from": Tally(right=1),
    }
    assert scores.lenient.total == Tally(right=2, missed=1, extra=1)
    assert scores.lenient.repetitions == 1
    assert scores.lenient.total.precision == scores.lenient.total.recall == scores.lenient.total.f1 == 2 / 3
    assert scores.lenient.macro_f1 == 2 / 3  # of attacked, handed_over, withdrew_from
    assert scores.lenient.difficulty == {"easy": Share(1, 1), "hard": Share(1, 2)}
    assert scores.strict.total == Tally(right=1, missed=2, extra=3)  # only "French troops"
    assert scores.unscored == 1


def test_stance_holder_and_roles_by_hand(scores: Scores) -> None:
    assert (scores.stance, scores.stance_not_asserted, scores.holder) == (Share(1, 2), Share(0, 1), Share(0, 1))
    assert scores.roles == {"date": Share(1, 1), "place": Share(0, 0), "count": Share(0, 1), "recipient": Share(0, 1)}


def test_errors_name_kind_claim_reason_and_rule(scores: Scores) -> None:
    told = [(one.kind, one.relation, dict(one.arguments), one.remark, one.place) for one in scores.mistakes]
    assert told == [
        ("missed", "attacked", {"object": "Gossi base"}, "", "gold.jsonl:3"),
        ("extra", "killed", {"subject": "JNIM", "object": "villagers"}, "", "claims.jsonl:5"),
        ("stance", "handed_over", {"subject": "France", "object": "Gossi base"},
         "asserted, gold has planned or hypothetical", "claims.jsonl:3"),
        ("holder", "handed_over", {"subject": "France", "object": "Gossi base"},
         "Paris, gold has Pascal Ianni", "claims.jsonl:3"),
    ]  # fmt: skip
    assert (scores.mistakes[1].rule, scores.mistakes[1].clause) == ("rule.one", "JNIM killed villagers")


def test_a_claim_right_but_for_a_core_role_is_missed_and_extra_and_said_to_be_partial() -> None:
    found = score([claim("killed", "Contras", "farmers")], [claim("killed", "", "farmers")], ALIKE)
    assert (found.lenient.total, found.partial) == (Tally(missed=1, extra=1), 1)
    assert [one.remark for one in found.mistakes] == ["found in part: no subject", "right in part: no subject"]


def test_chosen_relations_are_counted_alone_but_matched_with_all() -> None:
    gold = parse_statements(lines(GOLD_ROWS), "gold")
    answers = parse_statements(lines(ANSWER_ROWS), "claims")
    found = score(gold, answers, ALIKE, ["handed_over", "attacked"])
    assert set(found.lenient.relations) == {"attacked", "handed_over"}
    assert {one.relation for one in found.mistakes} == {"attacked", "handed_over"}


def test_nothing_to_measure_is_no_number() -> None:
    found = score([claim("met", "Sadat", "Begin")], [], ALIKE)
    total = found.lenient.total
    assert (total.precision, total.recall, total.f1) == (None, 0.0, 0.0)
    assert found.unanswered == ("a",)
    assert "precision -, recall 0.0" in score_text(found)
    assert score_values(found)["stance"] == {"right": 0, "of": 0, "value": None}


def test_an_export_is_its_own_perfect_gold() -> None:
    answers = parse_statements(lines(ANSWER_ROWS), "claims")
    found = score(answers, answers, ALIKE)
    assert (found.lenient.total.f1, found.strict.total.f1, found.mistakes) == (1.0, 1.0, ())


# The two forms


def test_the_gold_form_is_read() -> None:
    first, second, third, fourth = parse_statements(lines(GOLD_ROWS), "gold.jsonl")
    assert first.roles["subject"] == Filler(("French forces", "French troops"))
    assert (first.stances, first.holder, first.difficulty) == (("asserted",), Filler(), "easy")
    assert (second.stances, second.holder.names) == (("planned", "hypothetical"), ("Pascal Ianni", "Ianni"))
    assert third.roles["subject"] == Filler(("JNIM",), may_be_empty=True)
    assert fourth.optional
    assert second.place == "gold.jsonl:2"


def test_the_form_of_exports_is_read() -> None:
    (read,) = parse_statements(lines([ANSWER_ROWS[4]]), "claims.jsonl")
    assert (read.article, read.relation, read.quote, read.rule) == ("n1", "killed", "the quote", "rule.one")
    assert read.roles == {"subject": Filler(("JNIM",)), "object": Filler(("villagers",))}


def test_words_that_name_nothing_do_not_count_beside_a_label() -> None:
    """Two answers may both say *it* and mean two bases."""
    part = thing("Gossi base") | {"text": "it"}
    (read,) = parse_statements(lines([exported("attacked") | {"object": part}]), "claims")
    assert read.roles["object"].names == ("Gossi base",)


def test_blank_lines_and_a_byte_order_mark_are_no_claims(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("\ufeff" + lines(GOLD_ROWS)[0] + "\n" + lines(GOLD_ROWS)[1], encoding="utf-8")
    assert [statement.place.rpartition(":")[2] for statement in read_statements(file)] == ["1", "3"]


GOOD = json.dumps(GOLD_ROWS[0])
BAD_LINES = [
    pytest.param("{", "not JSON", id="broken JSON"),
    pytest.param('["a"]', 'a claim is a JSON object, this is ["a"]', id="list"),
    pytest.param('{"relation": "met"}', "it needs 'doc' and 'roles'", id="neither form"),
    pytest.param('{"roles": {}, "relation": "met"}', "'doc' is missing", id="no article"),
    pytest.param('{"roles": {}, "doc": "n1"}', "'relation' is missing", id="no relation"),
    pytest.param('{"article": "n1"}', "'relation' is missing", id="no relation in an export"),
    pytest.param('{"roles": [], "doc": 1, "relation": "met"}', "'doc' is a string, this is 1", id="number for name"),
    pytest.param('{"roles": "x", "doc": "n1", "relation": "met"}', "'roles' is an object", id="roles no object"),
    pytest.param('{"roles": {"agent": 3}, "doc": "n1", "relation": "met"}', "'agent' is filled by a string", id="role"),
    pytest.param(
        '{"roles": {}, "alternatives": {"agent": "Chad"}, "doc": "n1", "relation": "met"}',
        "the alternatives of 'agent' are a list", id="alternatives no list",
    ),
    pytest.param('{"roles": {}, "doc": "n1", "relation": "mett"}', "no relation 'mett'", id="unknown relation"),
    pytest.param(
        '{"roles": {}, "doc": "n1", "relation": "met", "factuality": "sure"}', "no factuality 'sure'", id="stance"
    ),
    pytest.param('{"article": "n1", "relation": "met", "subject": "Chad"}', "'subject' is an object", id="string"),
    pytest.param('{"article": "n1", "relation": "met", "subject": {"x": 1}}', "'subject' has neither", id="nameless"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_named(line: str, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_statements([GOOD, "\n", line], "gold.jsonl", ["met", "withdrew_from"])
    assert str(raised.value).startswith("gold.jsonl:3: ")
    assert reason in str(raised.value)


def test_a_missing_file_and_a_file_in_another_encoding_are_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"doc": "Séléka"}'.encode("latin-1"))
    for path in (tmp_path / "none.jsonl", latin, tmp_path):
        with pytest.raises(InputError, match=path.name):
            read_statements(path)


# The command


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    gold, claims = tmp_path / "gold.jsonl", tmp_path / "claims.jsonl"
    gold.write_text("".join(lines(GOLD_ROWS)), encoding="utf-8")
    claims.write_text("".join(lines(ANSWER_ROWS)), encoding="utf-8")
    return str(gold), str(claims)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli.app, ["evaluate", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_prints_scores_and_errors(files: tuple[str, str]) -> None:
    gold, claims = files
    shown = run(gold, "--claims", claims)
    assert "recall by difficulty: easy 100.0 (1 of 1), hard 50.0 (1 of 2)" in shown
    assert "extra   killed: subject JNIM, object villagers" in shown
    assert "rule rule.one: JNIM killed villagers" in shown
    assert "left aside: 1 claims of articles that the gold does not have" in shown
    without = run(gold, "--claims", claims, "--no-errors")
    assert shown.startswith(without) and "villagers" not in without


def test_the_command_writes_json(files: tuple[str, str]) -> None:
    gold, claims = files
    values = json.loads(run(gold, "--claims", claims, "--format", "json"))
    assert values["lenient"]["total"] | {"precision": 0, "recall": 0, "f1": 0} == {
        "right": 2, "missed": 1, "extra": 1, "precision": 0, "recall": 0, "f1": 0
    }  # fmt: skip
    assert [error["kind"] for error in values["errors"]] == ["missed", "extra", "stance", "holder"]
    assert "errors" not in json.loads(run(gold, "--claims", claims, "-f", "json", "--no-errors"))


def test_the_command_scores_chosen_relations(files: tuple[str, str]) -> None:
    gold, claims = files
    values = json.loads(run(gold, "--claims", claims, "--relations", "killed, attacked", "-f", "json"))
    assert set(values["lenient"]["relations"]) == {"killed", "attacked"}


def test_what_the_user_got_wrong_is_an_error(files: tuple[str, str], tmp_path: Path) -> None:
    gold, claims = files
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    with pytest.raises(UsageError, match="no relation 'kiled'; choose among accused"):
        commands.evaluate(gold, claims=claims, relations=["kiled"])
    with pytest.raises(InputError, match="holds no claims"):
        commands.evaluate(empty, claims=claims)
    failed = CliRunner().invoke(cli.app, ["evaluate", gold, "--claims", claims, "-f", "xml"])
    assert isinstance(failed.exception, UsageError)


def test_a_graph_is_scored_like_its_export(seed_graph: Path) -> None:
    """The export of a graph as gold: everything is right but repetitions of a statement, which are matched too."""
    export = seed_graph / "exports" / "claims.jsonl"
    found = commands.evaluate(export, seed_graph)
    assert found == commands.evaluate(export, claims=export)
    assert found.strict.total.f1 == found.lenient.total.f1 == 1.0
    assert not [one for one in found.mistakes if one.kind in ("missed", "extra")]
