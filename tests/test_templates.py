"""Template sentences: well-formed trees in the labels of the treebanks, tokenised as the pipeline tokenises, varied."""

from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.training.augmentation import NameSource
from kg.training.templates import SENTENCES, TemplateError, read_templates, template_documents
from kg.training.tokenizer import news_tokenizer

TEMPLATES = Path(__file__).parents[1] / "kg/training/templates.conllt"
NAMES = NameSource(
    "Amina Bakari Castillo Dragan Etxeberria Farouk Goran Hassan Ilić Juma Kovač".split(), ["Goma", "Mopti"]
)

# The labels of the training parts of EWT, GUM and PUD that templates may use.
RELATIONS = frozenset(
    "ROOT acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp compound compound:prt conj cop det expl "
    "fixed flat iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:pass nummod obj obl obl:agent "
    "obl:unmarked parataxis punct xcomp".split()
)
TAGS = frozenset(
    "'' , -LRB- -RRB- . : CC CD DT EX HYPH IN JJ JJR JJS MD NN NNP NNPS NNS POS PRP PRP$ RB RBR RP TO VB VBD VBG VBN "
    "VBP VBZ WDT WP WRB ``".split()
)
POS = frozenset("ADJ ADP ADV AUX CCONJ DET NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB".split())


@pytest.fixture(scope="module")
def documents() -> list[Doc]:
    return template_documents(TEMPLATES, NAMES, Vocab(), count=500, seed=1)


def rooted(document: Doc, sentence_starts: list[int]) -> bool:
    roots = [word.i for word in document if word.head == word]
    spans = zip(sentence_starts, [*sentence_starts[1:], len(document)], strict=True)
    return all(sum(start <= root < end for root in roots) == 1 for start, end in spans)


def test_every_sentence_is_one_tree(documents: list[Doc]) -> None:
    for document in documents:
        assert rooted(document, [sentence.start for sentence in document.sents])
        assert all(word.head in (word.sent.root, *word.sent) for word in document)
        assert all((word.dep_ == "ROOT") == (word.head == word) for word in document)


def test_labels_are_those_of_the_treebanks(documents: list[Doc]) -> None:
    words = [word for document in documents for word in document]
    assert {word.dep_ for word in words} <= RELATIONS
    assert {word.tag_ for word in words} <= TAGS
    assert {word.pos_ for word in words} <= POS


def test_words_are_those_of_the_tokenizer(documents: list[Doc]) -> None:
    tokenize = news_tokenizer()
    same = [
        [word.text for word in tokenize(document.text)] == [word.text for word in document] for document in documents
    ]
    assert sum(same) >= 0.99 * len(documents)


def test_same_seed_same_documents(documents: list[Doc]) -> None:
    again = template_documents(TEMPLATES, NAMES, Vocab(), count=500, seed=1)
    other = template_documents(TEMPLATES, NAMES, Vocab(), count=500, seed=2)
    assert [document.to_json() for document in again] == [document.to_json() for document in documents]
    assert [document.text for document in other] != [document.text for document in documents]


def test_texts_vary(documents: list[Doc]) -> None:
    assert len({document.text for document in documents}) >= 0.9 * len(documents)


def test_sections_have_blocks() -> None:
    sections = read_templates(TEMPLATES)
    assert all(sections.values())
    assert len(sections[SENTENCES]) >= 90


def test_a_particle_belongs_to_its_verb(documents: list[Doc]) -> None:
    particles = [word for document in documents for word in document if word.dep_ == "compound:prt"]
    assert particles
    assert {word.tag_ for word in particles} == {"RP"}
    assert all(word.head.tag_.startswith("VB") for word in particles)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[sentence]\nfell\tVBD\tVERB\t0", id="too few columns"),
        pytest.param("[sentence]\n{town}\t_\t_\t0\troot", id="unknown slot"),
        pytest.param("[sentence]\nGoma\tNNP\tPROPN\t2\tnsubj\nfell\tVBD\tVERB\t1\troot", id="a circle"),
        pytest.param("[sentence]\nGoma\tNNP\tPROPN\t0\troot\nfell\tVBD\tVERB\t0\troot", id="two roots"),
    ],
)
def test_malformed_templates_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "templates.conllt"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(TemplateError):
        read_templates(path)
