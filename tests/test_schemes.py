"""ClearNLP trees become Universal Dependencies: prepositions and copulas change place, labels change name."""

import pytest

from kg.text.schemes import Arc, is_clearnlp, to_universal

# A tree is written as one line a token: word/lemma/pos, label, governor (the word; ROOT's is itself).
# (phenomenon, ClearNLP tree, its arcs in UD as dependent: label < governor)
TREES = [
    pytest.param(
        "Rebels/rebel/NOUN nsubj attacked | attacked/attack/VERB ROOT attacked | Goma/Goma/PROPN dobj attacked",
        {"Rebels": "nsubj < attacked", "attacked": "ROOT < attacked", "Goma": "obj < attacked"},
        id="direct object",
    ),
    pytest.param(
        "Goma/Goma/PROPN nsubjpass attacked | was/be/AUX auxpass attacked | attacked/attack/VERB ROOT attacked | "
        "by/by/ADP agent attacked | rebels/rebel/NOUN pobj by",
        {
            "Goma": "nsubj:pass < attacked",
            "was": "aux:pass < attacked",
            "by": "case < rebels",
            "rebels": "obl:agent < attacked",
        },
        id="passive with agent",
    ),
    pytest.param(
        "Troops/troop/NOUN nsubj withdrew | withdrew/withdraw/VERB ROOT withdrew | from/from/ADP prep withdrew | "
        "Kherson/Kherson/PROPN pobj from",
        {"from": "case < Kherson", "Kherson": "obl < withdrew"},
        id="preposition of a verb",
    ),
    pytest.param(
        "bases/base/NOUN dobj left | in/in/ADP prep bases | Mali/Mali/PROPN pobj in | left/leave/VERB ROOT left",
        {"in": "case < Mali", "Mali": "nmod < bases", "bases": "obj < left"},
        id="preposition of a noun",
    ),
    pytest.param(
        "In/in/ADP ROOT In | Goma/Goma/PROPN pobj In",
        {"In": "case < Goma", "Goma": "ROOT < Goma"},
        id="preposition without a verb",
    ),
    pytest.param(
        "bases/base/NOUN dobj left | north/north/NOUN appos bases | of/of/ADP prep north | Gao/Gao/PROPN pobj of | "
        "near/near/ADP prep Gao | Bourem/Bourem/PROPN pobj near | left/leave/VERB ROOT left",
        {"Gao": "nmod < north", "Bourem": "nmod < Gao", "near": "case < Bourem"},
        id="preposition below a preposition",
    ),
    pytest.param(
        "He/he/PRON nsubj is | is/be/AUX ROOT is | a/a/DET det member | member/member/NOUN attr is | "
        "of/of/ADP prep member | NATO/NATO/PROPN pobj of",
        {
            "He": "nsubj < member",
            "is": "cop < member",
            "member": "ROOT < member",
            "NATO": "nmod < member",
            "a": "det < member",
        },
        id="copula with a noun",
    ),
    pytest.param(
        "town/town/NOUN nsubj was | was/be/AUX ccomp said | quiet/quiet/ADJ acomp was | he/he/PRON nsubj said | "
        "said/say/VERB ROOT said",
        {"quiet": "ccomp < said", "was": "cop < quiet", "town": "nsubj < quiet", "he": "nsubj < said"},
        id="copula in a complement clause",
    ),
    pytest.param(
        "town/town/NOUN nsubj became | became/become/VERB ROOT became | base/base/NOUN attr became",
        {"became": "ROOT < became", "town": "nsubj < became"},
        id="become is no copula",
    ),
    pytest.param(
        "Iraq/Iraq/PROPN poss army | 's/'s/PART case Iraq | army/army/NOUN nsubj gave | gave/give/VERB ROOT gave | "
        "them/they/PRON dative gave | up/up/ADP prt gave | bases/base/NOUN dobj gave",
        {
            "Iraq": "nmod:poss < army",
            "'s": "case < Iraq",
            "them": "iobj < gave",
            "up": "compound:prt < gave",
            "bases": "obj < gave",
        },
        id="possessor, receiver, particle",
    ),
    pytest.param(
        "rebels/rebel/NOUN nsubj fled | who/who/PRON nsubj attacked | attacked/attack/VERB relcl rebels | "
        "fled/flee/VERB ROOT fled | not/not/PART neg fled",
        {"attacked": "acl:relcl < rebels", "who": "nsubj < attacked", "not": "advmod < fled"},
        id="relative clause, negation",
    ),
    pytest.param(
        "Rebels/rebel/NOUN nsubj fled | fled/flee/VERB ROOT fled | Monday/Monday/PROPN npadvmod fled",
        {"Monday": "obl:unmarked < fled"},
        id="a noun as an adverb",
    ),
]


def converted(tree: str) -> dict[str, str]:
    lines = [line.split() for line in tree.split(" | ")]
    words = [word.split("/")[0] for word, _, _ in lines]
    arcs = [Arc(dep, words.index(head)) for _, dep, head in lines]
    pos = [word.split("/")[2] for word, _, _ in lines]
    turned = to_universal(arcs, pos, [word.split("/")[1] for word, _, _ in lines])
    return {word: f"{arc.dep} < {words[arc.head]}" for word, arc in zip(words, turned, strict=True)}


@pytest.mark.parametrize(("tree", "expected"), TREES)
def test_tree(tree: str, expected: dict[str, str]) -> None:
    found = converted(tree)
    assert {word: found[word] for word in expected} == expected


@pytest.mark.parametrize("tree", [param.values[0] for param in TREES], ids=[param.id for param in TREES])
def test_a_converted_tree_is_still_one_tree(tree: str) -> None:
    heads = {word: arc.partition(" < ")[2] for word, arc in converted(tree).items()}
    roots = [word for word, head in heads.items() if word == head]
    assert len(roots) == 1
    for word in heads:
        steps = 0
        while word != roots[0]:
            word, steps = heads[word], steps + 1
            assert steps <= len(heads), "a circle"


@pytest.mark.parametrize(
    ("deps", "clearnlp"),
    [({"nsubj", "dobj", "pobj"}, True), ({"nsubj", "obj", "obl"}, False), ({"ROOT", "nsubj"}, False)],
)
def test_schemes_are_told_apart_by_their_labels(deps: set[str], clearnlp: bool) -> None:
    assert is_clearnlp(deps) is clearnlp
