"""Lemmas of verb forms: irregular ones, cut ones, unknown ones."""

import pytest

from kg.text.lemmas import read_verbs, verb_lemma

VERBS = read_verbs()


@pytest.mark.parametrize(
    ("form", "lemma", "tag", "expected"),
    [
        pytest.param("shot", "shod", "VBD", "shoot", id="irregular past, wrong lemma"),
        pytest.param("fled", "fle", "VBD", "flee", id="irregular past, cut"),
        pytest.param("overrun", "overrun", "VBN", "overrun", id="participle like the base"),
        pytest.param("withdrawn", "withdrawn", "VBN", "withdraw", id="irregular participle"),
        pytest.param("eliminated", "eliminat", "VBD", "eliminate", id="lost e"),
        pytest.param("blamed", "blam", "VBD", "blame", id="lost e, known verb"),
        pytest.param("sided", "sid", "VBD", "side", id="lost e, short"),
        pytest.param("slammed", "slamm", "VBD", "slam", id="doubled consonant"),
        pytest.param("shelled", "shel", "VBD", "shell", id="double l of the base"),
        pytest.param("cancelled", "cancelle", "VBN", "cancel", id="doubled l, British"),
        pytest.param("clashed", "clashe", "VBD", "clash", id="an e too many"),
        pytest.param("ratified", "ratifi", "VBD", "ratify", id="y to i"),
        pytest.param("clashes", "clashe", "VBZ", "clash", id="third person in -es"),
        pytest.param("seizes", "seiz", "VBZ", "seize", id="third person in -s"),
        pytest.param("raiding", "raid", "VBG", "raid", id="right as it is"),
        pytest.param("attack", "attac", "VB", "attack", id="base form"),
        pytest.param("lay", "lay", "VBP", "lay", id="present of lay"),
        pytest.param("found", "found", "VBD", "find", id="past of find"),
        pytest.param("found", "found", "VB", "found", id="base form like another's past"),
        pytest.param("defenestrated", "defenestrat", "VBD", "defenestrate", id="unknown verb in -ate"),
        pytest.param("kettled", "kettl", "VBN", "kettle", id="unknown verb in -le"),
        pytest.param("tasered", "taser", "VBN", "taser", id="unknown verb without e"),
        pytest.param("carpet-bombed", "carpet-bomb", "VBD", "carpet-bomb", id="hyphen: left alone"),
    ],
)
def test_verb_lemma(form: str, lemma: str, tag: str, expected: str) -> None:
    assert verb_lemma(form, lemma, tag, VERBS) == expected


def test_every_verb_of_the_list_comes_back_from_its_regular_past() -> None:
    regular = {verb for verb in VERBS.known if verb not in VERBS.irregular.values()}
    past = {verb: verb + "d" if verb.endswith("e") else verb + "ed" for verb in regular if not verb.endswith("y")}
    wrong = {verb for verb, form in past.items() if verb_lemma(form, "?", "VBD", VERBS) != verb}
    assert len(wrong) < len(past) / 100, sorted(wrong)
