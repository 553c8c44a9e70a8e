"""A graph that grows: only what is new is read, and the graph depends on its articles alone, not on how they came."""

import gzip
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import SEEDS
from generated_articles import write_articles

from kg import commands, revisions, updates
from kg.errors import GraphFolderError, UsageError
from kg.gazetteer import Gazetteer, read_gazetteer
from kg.graph.assembly import assemble
from kg.graph.readings import READINGS, StoredReading, read_stored, reading_of, write_readings
from kg.graph.records import ReadingCodec
from kg.graph.store import article_path
from kg.lexicon import read_lexicon
from kg.model import Article, ArticleReading, Extraction
from kg.pipeline import link_articles, read_each
from kg.text.articles import find_sources, read_articles

BASE = "https://example.org/news/"
SAME_EACH_TIME = (
    "graph.trig", "graph.ttl", "graph.html", READINGS,
    "exports/claims.jsonl", "exports/mentions.jsonl", "exports/entities.jsonl", "exports/events.jsonl",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A hundred generated articles and the five of `seeds`."""
    return [*write_articles(tmp_path_factory.mktemp("made"), 100), *sorted(SEEDS.glob("*.txt"))]


@pytest.fixture(scope="module")
def readings(made: Sequence[Path]) -> list[ArticleReading]:
    """What each of them gave."""
    articles, _ = read_articles(find_sources([str(path) for path in made])[0])
    return list(read_each(articles, read_gazetteer(), "fast"))


@pytest.fixture
def read_names(readings: list[ArticleReading], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the articles that builds read, in order; what was read before the test is not read again."""
    known = {replace(one.article, source=""): one for one in readings}
    names: list[str] = []

    def read(articles: Iterable[Article], _gazetteer: Gazetteer, _model: str) -> Iterator[ArticleReading]:
        for article in articles:
            names.append(article.name)
            same = known.get(replace(article, source=""))
            yield replace(same, article=article) if same else next(read_each([article], read_gazetteer(), "fast"))

    monkeypatch.setattr(updates, "read_each", read)
    return names


def build(sources: Iterable[Path], graph: Path, **settings: str | bool) -> commands.BuildReport:
    return commands.build(sorted(sources), graph, **settings)  # type: ignore[arg-type]


def files(graph: Path) -> dict[str, bytes]:
    """What must be the same in two graphs of the same articles."""
    return {name: (graph / name).read_bytes() for name in SAME_EACH_TIME}


def rows(graph: Path, what: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (graph / "exports" / f"{what}.jsonl").read_text().splitlines()]


def linked(readings: Sequence[ArticleReading]) -> Extraction:
    return link_articles(readings, read_lexicon(), read_gazetteer())


def chunks(paths: Sequence[Path], chance: random.Random, count: int) -> list[list[Path]]:
    """The paths in a random order, in so many unequal parts."""
    shuffled = chance.sample(paths, len(paths))
    cuts = [0, *sorted(chance.sample(range(1, len(paths)), count - 1)), len(paths)]
    return [shuffled[start:end] for start, end in pairwise(cuts)]


# The same graph whichever way it came to its articles


def test_the_generated_articles_change_what_others_mean(readings: list[ArticleReading]) -> None:
    entities = linked(readings).entities
    assert any(entity.replaces for entity in entities)
    assert sum(len(one.drafts) for one in readings[:100]) > 100


@pytest.mark.parametrize("seed", range(2))
def test_any_order_of_arrival_gives_the_same_bytes(
    made: list[Path], read_names: list[str], tmp_path: Path, seed: int
) -> None:
    build(made, tmp_path / "scratch", model="fast")
    for part in chunks(made, random.Random(seed), 4):
        build(part, tmp_path / "grown", model="fast")
    assert files(tmp_path / "grown") == files(tmp_path / "scratch")
    assert len(read_names) == 2 * len(made)


def test_the_order_of_readings_changes_nothing(readings: list[ArticleReading]) -> None:
    some = [*readings[:40], *readings[100:]]
    expected = linked(some)
    quads = assemble(expected, BASE)
    for seed in range(20):
        shuffled = linked(random.Random(seed).sample(some, len(some)))
        assert shuffled == expected
    assert assemble(shuffled, BASE) == quads


@pytest.mark.parametrize("gone", ["made-003", "000_865f38189dcaefb7", "made-011"])
def test_adding_and_removing_an_article_restores_the_bytes(
    made: list[Path], read_names: list[str], tmp_path: Path, gone: str
) -> None:
    few = [*made[:20], *made[100:]]
    build([path for path in few if path.stem != gone], tmp_path / "graph", model="fast")
    without = files(tmp_path / "graph")
    build(few, tmp_path / "graph")
    full = files(tmp_path / "graph")
    revisions.remove(gone, tmp_path / "graph")
    assert files(tmp_path / "graph") == without != full
    build(few, tmp_path / "graph")
    assert files(tmp_path / "graph") == full
    assert read_names.count(gone) == 2


def test_what_was_removed_is_told(made: list[Path], read_names: list[str], tmp_path: Path) -> None:
    build(made[:10], tmp_path / "graph", model="fast")
    before = {row["id"] for row in rows(tmp_path / "graph", "claims") if row["article"] == "made-004"}
    told = revisions.remove(["made-004"], tmp_path / "graph").difference
    assert {row["article"] for row in told.articles.gone} == {"made-004"}
    assert {row["id"] for row in told.claims.gone} == before != set()
    assert not told.claims.new
    left = {row["entity"] for row in rows(tmp_path / "graph", "entities")}
    assert not left & {row["entity"] for row in told.entities.gone}
    assert len(read_names) == 10


@pytest.mark.usefixtures("read_names")
def test_every_article_can_be_removed(made: list[Path], tmp_path: Path) -> None:
    build(made[:1], tmp_path / "graph", model="fast")
    revisions.remove("made-000", tmp_path / "graph")
    assert rows(tmp_path / "graph", "entities") == []
    build(made[:1], tmp_path / "graph")
    assert len(rows(tmp_path / "graph", "entities")) > 0


@pytest.mark.usefixtures("read_names")
def test_nothing_is_removed_when_one_name_is_unknown(made: list[Path], tmp_path: Path) -> None:
    build(made[:2], tmp_path / "graph", model="fast")
    before = files(tmp_path / "graph")
    with pytest.raises(UsageError, match=r"no article 'made-0011'.*did you mean"):
        revisions.remove(["made-000", "made-0011"], tmp_path / "graph")
    assert files(tmp_path / "graph") == before


# What is read, and what is not


def test_only_new_and_changed_articles_are_read(made: list[Path], read_names: list[str], tmp_path: Path) -> None:
    shutil.copy(made[0], tmp_path / "story.txt")
    story, graph = tmp_path / "story.txt", tmp_path / "graph"
    build([story, *made[1:4]], graph, model="fast")
    read_names.clear()
    report = build([story, *made[1:5]], graph)
    assert (read_names, report.arrivals.new, report.articles) == (["made-004"], ("made-004",), 5)
    read_names.clear()
    story.write_text("French forces withdrew from Fort Dune on Monday.\n", encoding="utf-8")
    report = build([story], graph)
    assert (read_names, report.arrivals.changed, report.articles) == (["story"], ("story",), 5)
    build([story, *made[1:5]], tmp_path / "scratch", model="fast")
    assert files(graph) == files(tmp_path / "scratch")


def test_an_article_is_the_same_wherever_its_file_lies(made: list[Path], read_names: list[str], tmp_path: Path) -> None:
    build(made[:1], tmp_path / "graph", model="fast")
    moved = shutil.copy(made[0], tmp_path)
    read_names.clear()
    assert build([Path(moved)], tmp_path / "graph").arrivals == updates.Arrivals()
    assert read_names == []


def test_a_changed_reader_reads_everything_again(
    made: list[Path], read_names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(made[:3], tmp_path / "graph", model="fast")
    expected = files(tmp_path / "graph")
    read_names.clear()
    monkeypatch.setattr(updates, "reader_fingerprint", lambda *reader: f"another reader with {reader}")
    report = commands.build((), tmp_path / "graph")
    assert report.arrivals.again == ("made-000", "made-001", "made-002") == tuple(read_names)
    changed = {name for name, data in files(tmp_path / "graph").items() if data != expected[name]}
    assert changed == {READINGS}  # their keys


def test_the_graph_keeps_its_model_and_base(made: list[Path], read_names: list[str], tmp_path: Path) -> None:
    build(made[:1], tmp_path / "graph", model="fast", base=BASE)
    build(made[1:2], tmp_path / "graph")
    assert read_names == ["made-000", "made-001"]
    assert all(str(row["entity"]).startswith(BASE) for row in rows(tmp_path / "graph", "entities"))
    build((), tmp_path / "graph", model="accurate")
    assert read_names[2:] == ["made-000", "made-001"]


@pytest.mark.usefixtures("read_names")
def test_fresh_forgets_the_articles(made: list[Path], tmp_path: Path) -> None:
    build(made[:3], tmp_path / "graph", model="fast")
    assert build(made[3:4], tmp_path / "graph", model="fast", fresh=True).articles == 1
    assert {row["article"] for row in rows(tmp_path / "graph", "mentions")} == {"made-003"}


def test_without_sources_and_graph_there_is_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no article was given"):
        commands.build((), tmp_path / "graph")


def test_while_one_build_reads_no_other_begins(
    made: list[Path], readings: list[ArticleReading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the one that ends last would take out what the other added."""
    refused: list[str] = []

    def read(articles: Iterable[Article], _gazetteer: Gazetteer, _model: str) -> Iterator[ArticleReading]:
        with pytest.raises(GraphFolderError, match="being written by process") as caught:
            revisions.remove("made-000", tmp_path / "graph")
        refused.append(str(caught.value))
        yield from (one for one in readings for article in articles if one.article.name == article.name)

    build(made[:1], tmp_path / "graph", model="fast")
    monkeypatch.setattr(updates, "read_each", read)
    build(made[1:2], tmp_path / "graph")
    assert len(refused) == 1
    assert {row["article"] for row in rows(tmp_path / "graph", "mentions")} == {"made-000", "made-001"}


# Addresses stay


def test_addresses_of_entities_survive_more_articles(readings: list[ArticleReading]) -> None:
    full = linked(readings)
    known = {entity.id for entity in full.entities} | {old for entity in full.entities for old in entity.replaces}
    for seed in range(10):
        some = random.Random(seed).sample(readings, 15)
        assert {entity.id for entity in linked(some).entities} <= known


def test_a_former_address_leads_to_one_living_entity(readings: list[ArticleReading]) -> None:
    entities = linked(readings).entities
    former = [old for entity in entities for old in entity.replaces]
    assert len(former) == len(set(former)) > 0
    assert not {entity.id for entity in entities} & set(former)


def test_claims_keep_their_addresses_when_entities_are_joined(readings: list[ArticleReading]) -> None:
    alone = {claim.id for one in readings for claim in linked([one]).claims}
    together = {claim.id for claim in linked(readings).claims}
    assert len(together & alone) / len(together) > 0.98  # an entity of another class may take or refuse a role


@pytest.mark.usefixtures("read_names")
def test_explain_understands_a_former_address(made: list[Path], tmp_path: Path) -> None:
    build(made, tmp_path / "graph", model="fast")
    row = next(row for row in rows(tmp_path / "graph", "entities") if "replaces" in row)
    found = commands.explain(row["replaces"][0], tmp_path / "graph")  # type: ignore[index]
    assert [entity.entity for entity in found.entities] == [row["entity"]]


# Kept readings


def test_a_reading_is_the_same_after_writing_and_reading(readings: list[ArticleReading], tmp_path: Path) -> None:
    stored = [StoredReading(f"key-{one.article.name}", one) for one in readings]
    for one in readings:
        path = article_path(tmp_path, one.article.name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(one.article.text.encode())
    write_readings(tmp_path, "fast", reversed(stored))
    codec = ReadingCodec()
    read = [reading_of(one, codec) for one in read_stored(tmp_path)]
    assert read == sorted(stored, key=lambda one: one.reading.article.name)


DAMAGE = [
    pytest.param(b"", id="empty"),
    pytest.param(b"no archive", id="no archive"),
    pytest.param(gzip.compress(b'{"format": "kg readings", "version": 99}\n'), id="another version"),
    pytest.param(gzip.compress(b"[]\n"), id="no header"),
    pytest.param(gzip.compress(b'{"version": 1, "model": "fast"}\n{"article"'), id="cut line"),
    pytest.param(gzip.compress(b'{"version": 1, "model": "fast"}\n{"article": {}}\n'), id="line without parts"),
    pytest.param(gzip.compress(b'{"version": 1, "model": "fast"}\n' + bytes(9999))[:-20], id="cut archive"),
]


@pytest.mark.parametrize("data", DAMAGE)
def test_damaged_readings_say_what_to_do(seed_graph: Path, tmp_path: Path, data: bytes) -> None:
    graph = Path(shutil.copytree(seed_graph, tmp_path / "graph"))
    (graph / READINGS).write_bytes(data)
    with pytest.raises(GraphFolderError, match="kg build SOURCES --fresh"):
        commands.build((), graph)


def test_the_users_names_stay_with_the_graph(made: list[Path], read_names: list[str], tmp_path: Path) -> None:
    """A later build honours them without being told again; another list has every article read again."""
    names = tmp_path / "names.csv"
    names.write_text("name,aliases,class,identifier\nDawn Front,DF,ArmedGroup,\n", encoding="utf-8")
    commands.build([str(made[0])], tmp_path / "graph", model="fast", names=names)
    read_names.clear()
    commands.build([str(made[1])], tmp_path / "graph")
    assert read_names == ["made-001"]
    assert (tmp_path / "graph" / "names.csv").read_text(encoding="utf-8") == names.read_text(encoding="utf-8")
    names.write_text("name,aliases,class,identifier\nDusk Front,DF,ArmedGroup,\n", encoding="utf-8")
    assert commands.build((), tmp_path / "graph", names=names).arrivals.again == ("made-000", "made-001")
