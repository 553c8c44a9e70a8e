"""What tests share: the language pipeline, loaded once, and a graph of the sample articles, built once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from notation import written

from kg import commands
from kg.gazetteer import read_gazetteer
from kg.lexicon import Lexicon, read_lexicon
from kg.model import Article, Block, Extraction, Found
from kg.pipeline import link_articles, read_paragraphs
from kg.text.language import load_pipeline, parse_articles

if TYPE_CHECKING:
    from spacy.language import Language

SEEDS = Path(__file__).parent.parent / "seeds"
PUBLISHED = "2020-08-23"  # a Sunday

Reading = Callable[..., Extraction]


@pytest.fixture(scope="session")
def nlp() -> "Language":
    return load_pipeline()


@pytest.fixture(scope="session")
def read_sentence(nlp: "Language") -> Reading:
    """Reads one sentence as an article of one paragraph."""

    def read(sentence: str, date: str = PUBLISHED, lexicon: Lexicon | None = None) -> Extraction:
        article = Article(
            "article", sentence, (Block("body", 0, len(sentence)),), date=Found(date, "test"), source="article.txt"
        )
        rules, gazetteer = lexicon or read_lexicon(), read_gazetteer()
        read = [read_paragraphs(one, parsed, rules, gazetteer) for one, parsed in parse_articles(nlp, [article])]
        return link_articles(read, rules, gazetteer)

    return read


@pytest.fixture(scope="session")
def claims_of(read_sentence: Reading) -> Callable[..., Sequence[str]]:
    """The claims of one sentence in the notation of `notation.py`."""

    def claims(sentence: str, date: str = PUBLISHED, lexicon: Lexicon | None = None) -> Sequence[str]:
        extraction = read_sentence(sentence, date, lexicon)
        labels = {entity.id: entity.label for entity in extraction.entities}
        return [written(claim, labels) for claim in extraction.claims]

    return claims


@pytest.fixture(scope="session")
def seed_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the sample articles."""
    folder = tmp_path_factory.mktemp("seeds") / "graph"
    commands.build(SEEDS, folder)
    return folder
