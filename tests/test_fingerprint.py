"""When a kept reading no longer holds."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.fingerprint import reader_fingerprint, reading_key
from kg.model import Article, Block, Found

STORY = Article(
    "story", "Rebels left.", (Block("body", 0, 12),), date=Found("2021-05-03", "sidecar"), source="a/story.txt"
)

# (phenomenon, the article, whether its reading still holds)
ARTICLES = [
    pytest.param(replace(STORY, source="b/story.txt"), True, id="found elsewhere"),
    pytest.param(replace(STORY, text="Rebels came.", blocks=STORY.blocks), False, id="another text"),
    pytest.param(
        replace(STORY, date=Found("2021-05-04", "sidecar")), False, id="another date: *Monday* is another day"
    ),
    pytest.param(replace(STORY, name="tale"), False, id="another name"),
    pytest.param(replace(STORY, blocks=(Block("caption", 0, 12),)), False, id="divided otherwise"),
    pytest.param(replace(STORY, text="Rebels left\udc80"), False, id="a lone surrogate"),
]


@pytest.mark.parametrize(("article", "holds"), ARTICLES)
def test_the_content_counts_and_not_the_place(article: Article, holds: bool) -> None:
    assert (reading_key(article, "reader") == reading_key(STORY, "reader")) is holds


def test_the_reader_counts() -> None:
    assert reading_key(STORY, "one") != reading_key(STORY, "other")


def test_each_pipeline_has_its_own_fingerprint_and_keeps_it() -> None:
    assert reader_fingerprint("fast") == reader_fingerprint("fast") != reader_fingerprint("accurate")


@pytest.mark.parametrize(
    ("change", "same"),
    [
        pytest.param(lambda folder: (folder / "parser" / "model").write_bytes(b"other"), False, id="weights"),
        pytest.param(lambda folder: (folder / "ner").mkdir(), True, id="an empty folder"),
        pytest.param(lambda folder: (folder / "ner.cfg").write_text(""), False, id="a file more"),
        pytest.param(lambda folder: (folder / "parser" / "model").rename(folder / "model"), False, id="a file moved"),
    ],
)
def test_a_pipeline_of_the_user_counts_by_its_files(tmp_path: Path, change: object, same: bool) -> None:
    (tmp_path / "parser").mkdir()
    (tmp_path / "parser" / "model").write_bytes(b"weights")
    before = reader_fingerprint(str(tmp_path))
    change(tmp_path)  # type: ignore[operator]
    assert (reader_fingerprint(str(tmp_path)) == before) is same
