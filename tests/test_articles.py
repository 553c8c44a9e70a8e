"""Articles as they come: files, folders, encodings, metadata, and everything that can be wrong with them."""

import codecs
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article, Found
from kg.text.articles import LARGEST, divide_again, find_sources, read_article, read_articles
from kg.text.encoding import decode
from kg.text.sources import Source

SEEDS = Path(__file__).parent.parent / "seeds"
STORY = "Rebels seized the airport outside Bukavu on Friday, residents said.\n"


def read(text: str, **details: str) -> Article:
    return read_article(Source("article", data=text.encode(), details=details))


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


# Finding files


def test_a_folder_gives_its_text_files_and_those_of_subfolders_by_name(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(write(tmp_path, b=STORY, a=STORY) / "sub", c=STORY)
    (tmp_path / "d.TEXT").write_text(STORY)
    (tmp_path / "notes.md").write_text("no article")
    (tmp_path / ".hidden.txt").write_text("no article")
    sources, skipped = find_sources([str(tmp_path)], None)
    assert ([source.name for source in sources], skipped) == (["a", "b", "d", "c"], [])


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a=STORY)
    sources, _ = find_sources([str(tmp_path / "a.txt"), str(tmp_path), str(tmp_path / "." / "a.txt")], None)
    assert [source.name for source in sources] == ["a"]


def test_standard_input_is_an_article_named_stdin() -> None:
    sources, skipped = find_sources(["-"], STORY.encode())
    assert ([read_article(source).name for source in sources], skipped) == (["stdin"], [])


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    write(outside, secret=STORY)
    write(inside, b=STORY)
    (inside / "leaves.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "a.txt").symlink_to(inside / "b.txt")
    sources, skipped = find_sources([str(inside)], None)
    assert [source.name for source in sources] == ["b"]
    assert [(Path(item.source).name, "leaves the folder" in item.reason) for item in skipped] == [("leaves.txt", True)]


def test_a_pipe_is_passed_over_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, a=STORY)
    os.mkfifo(tmp_path / "pipe.txt")
    sources, skipped = find_sources([str(tmp_path), str(tmp_path / "pipe.txt")], None)
    assert [source.name for source in sources] == ["a"]
    assert [item.reason for item in skipped] == [
        "is no regular file (a pipe, socket or device); use - to read from a pipe"
    ] * 2


BAD_ARGUMENTS = [
    ("missing path", "missing.txt", "does not exist"),
    ("folder without articles", "empty", "no article in this folder"),
    ("ending of another format", "report.pdf", "'.pdf' files are not read"),
    ("standard input without bytes", "-", "standard input was not given"),
    ("link to nothing", "dangling.txt", "does not exist"),
    ("no path at all", "\0", "null"),
]


@pytest.mark.parametrize(("phenomenon", "argument", "reason"), BAD_ARGUMENTS, ids=[row[0] for row in BAD_ARGUMENTS])
def test_bad_arguments_are_named_and_stop_nothing(
    phenomenon: str, argument: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    write(tmp_path, good=STORY)
    sources, skipped = find_sources([argument, "good.txt"], None)
    assert [source.name for source in sources] == ["good"], phenomenon
    assert [item.source for item in skipped] == [argument]
    assert reason in skipped[0].reason


# Reading them


def test_failures_are_collected_and_the_good_articles_kept(tmp_path: Path) -> None:
    write(tmp_path, a=STORY, empty=" \n", z=STORY)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    sources, _ = find_sources([str(tmp_path)], None)
    articles, skipped = read_articles([*sources, Source("gone", tmp_path / "gone.txt")])
    assert [article.name for article in articles] == ["a", "z"]
    assert [(Path(item.source).name, item.reason.split(";")[0]) for item in skipped] == [
        ("binary.txt", "is binary, not text"),
        ("empty.txt", "is empty"),
        ("gone.txt", f"{tmp_path / 'gone.txt'}: cannot be read (No such file or directory)".split(": ", 1)[1]),
    ]


def test_of_two_articles_of_one_name_neither_is_read(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(write(tmp_path, a=STORY, b=STORY) / "sub", a="Another story of the same name came in.\n")
    sources, _ = find_sources([str(tmp_path)], None)
    articles, skipped = read_articles(sources)
    assert [article.name for article in articles] == ["b"]
    assert [item.source for item in skipped] == [str(tmp_path / "a.txt"), str(tmp_path / "sub" / "a.txt")]
    for item, other in zip(skipped, skipped[::-1], strict=True):
        assert f"same name as {other.source}" in item.reason


def test_the_same_article_in_two_places_is_one(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(write(tmp_path, a=STORY) / "sub", a=STORY)
    articles, skipped = read_articles(find_sources([str(tmp_path)], None)[0])
    assert [article.text for article in articles] == [STORY]
    assert skipped == []


def test_an_article_divided_again_keeps_what_its_table_said(tmp_path: Path) -> None:
    write(tmp_path, a=STORY)
    (tmp_path / "articles.csv").write_text("file,date,publisher\na.txt,3 May 2021,Example News\n", encoding="utf-8")
    (article,), _ = read_articles(find_sources([str(tmp_path)], None)[0])
    assert article.date is not None
    assert divide_again(replace(article, blocks=(), title=None, place=None)) == article


REFUSED = [
    ("empty", b"", "empty"),
    ("only spaces and a byte order mark", codecs.BOM_UTF8 + b" \n", "empty"),
    ("NUL bytes", b"Rebels\0 seized the airport", "binary"),
    ("many control characters", bytes(range(1, 9)) * 20 + STORY.encode(), "binary"),
    ("PDF", b"%PDF-1.7 text", "a PDF"),
    ("gzip", b"\x1f\x8b" + b"x" * 50, "gzip"),
    ("HTML", b"<!DOCTYPE html><p>Rebels seized the airport", "HTML"),
    ("damaged UTF-16", codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "damaged"),
    ("short bytes of no certain encoding", "Wałęsa in Łódź".encode("cp1250"), "not UTF-8"),
    ("Chinese without a declaration", "国防部周三表示部队已撤离".encode("gb18030"), "not UTF-8"),
    ("too large", b"a" * (LARGEST + 1), "larger than 10 MB"),
]


@pytest.mark.parametrize(("phenomenon", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_article_is_refused_by_name(phenomenon: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=reason) as caught:
        read_article(Source("bad", path))
    assert str(path) in str(caught.value), phenomenon
    assert "\n" not in str(caught.value)


ENCODINGS = [
    ("UTF-8", "Kyïv — “we stay”\n".encode(), "Kyïv — “we stay”\n", "utf-8"),
    ("UTF-8 with mark", codecs.BOM_UTF8 + b"Kyiv\n", "Kyiv\n", "utf-8"),
    ("UTF-16 with mark", codecs.BOM_UTF16_BE + "Kyïv\n".encode("utf-16-be"), "Kyïv\n", "utf-16-be"),
    ("UTF-32 with mark", codecs.BOM_UTF32_LE + "Kyïv\n".encode("utf-32-le"), "Kyïv\n", "utf-32-le"),
    ("declared", "charset=shift_jis\n防衛省\n".encode("shift_jis"), "charset=shift_jis\n防衛省\n", "shift_jis"),
    (
        "Windows quotation marks in English",
        "The minister said “we stay” — the café’s owner in Bogotá agreed with him.".encode("cp1252"),
        "The minister said “we stay” — the café’s owner in Bogotá agreed with him.",
        "cp1252",
    ),
    (
        "Windows Cyrillic, guessed",
        ("Министр обороны заявил в среду, что войска покинули базу. " * 3).encode("cp1251"),
        "Министр обороны заявил в среду, что войска покинули базу. " * 3,
        "cp1251",
    ),
    ("declared, but no character set", b"coding: unicode_escape \x93K\x94\n", "coding: unicode_escape “K”\n", "cp1252"),
    (
        "control characters, one for one",
        b"Rebels\x01 left\x0c the\ttown\n",
        "Rebels\ufffd left\ufffd the\ttown\n",
        "utf-8",
    ),
]


@pytest.mark.parametrize(("phenomenon", "data", "text", "encoding"), ENCODINGS, ids=[row[0] for row in ENCODINGS])
def test_encodings(phenomenon: str, data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data, "article.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding), phenomenon


@pytest.mark.parametrize("text", ["a\r\nb\rc\n\u2028d\u0085e", "\ufeffa", "  a  \r\n\r\n"])
def test_offsets_are_those_of_the_file(text: str) -> None:
    data = codecs.BOM_UTF8 + text.encode()
    assert read_article(Source("a", data=data)).text == text


# What is known of them

METADATA = [
    ("date line", "Army retakes Wad Madani\nJanuary 12, 2025\n" + STORY, "date", "2025-01-12", "date line"),
    ("desk and date", "date 2025-01-12 AFRICA\nArmy retakes town\n" + STORY, "date", "2025-01-12", "metadata line"),
    ("published at the end", STORY + STORY[:20] + ".\nPublished: 12 January 2025\n", "date", "2025-01-12", "date line"),
    (
        "published, not updated",
        "Army retakes town\nUpdated: 14 January 2025\nPublished: 12 January 2025\n" + STORY,
        "date",
        "2025-01-12",
        "date line",
    ),
    (
        "date beside the byline",
        "Army retakes town\nBy Ann Lee | 12 January 2025\n" + STORY,
        "date",
        "2025-01-12",
        "byline",
    ),
    ("dateline with its year", "JUBA, 12 January 2025 (AFP) — They left.\n" + STORY, "date", "2025-01-12", "dateline"),
    (
        "agency and day in brackets",
        "JUBA (AP, 12 January 2025) — They left.\n" + STORY,
        "date",
        "2025-01-12",
        "dateline",
    ),
    ("agency without its day", "JUBA (AP, 12 January 2025) — They left.\n" + STORY, "publisher", "AP", "dateline"),
    ("place and day", "Army retakes town\nJuba, 12 January 2025\n" + STORY, "date", "2025-01-12", "metadata line"),
    ("dated source line", STORY + "\nSource: AFP, 12 January 2025\n", "date", "2025-01-12", "source line"),
    ("dated source of a figure", "A\nSource: AFP, 12 May 2024.\n" + STORY * 2, "date", None, None),
    (
        "day in the address",
        "https://a.example/2025/01/12/b\nThey leave\n" + STORY,
        "date",
        "2025-01-12",
        "address",
    ),
    ("number in the address", "https://a.example/2025/0112345/b\nThey leave\n" + STORY, "date", None, None),
    ("two readings", "Army retakes town\n03/04/2025\n" + STORY, "date", None, None),
    ("no year", "JUBA, January 12 (AFP) — Rebels left.\n" + STORY, "date", None, None),
    ("a date of the story", STORY + "The army fled on January 12, 2025.\n", "date", None, None),
    ("a date of a timeline", STORY + "January 12, 2025\nThe army fled.\n", "date", None, None),
    ("a date of a caption", "FILE PHOTO: A tank in Juba, January 12, 2025.\n" + STORY, "date", None, None),
    ("title line", "Army retakes Wad Madani\n" + STORY, "title", "Army retakes Wad Madani", "title line"),
    ("header line", "Title: Army retakes town\n" + STORY, "title", "Army retakes town", "metadata line"),
    ("no title", STORY * 2, "title", None, None),
    ("source line", STORY + "\nSource: TASS and agencies\n", "publisher", "TASS", "source line"),
    ("two sources", STORY + "\nSource: AFP, Reuters\n", "publisher", None, None),
    ("agency of the dateline", "JUBA (AFP) — Rebels left.\n" + STORY, "publisher", "AFP", "dateline"),
    ("agency of the byline", "Rebels leave Juba\nBy Ann Lee, Reuters\n" + STORY, "publisher", "Reuters", "byline"),
    ("site after the title", "Rebels leave Juba | Daily Planet\n" + STORY, "publisher", "Daily Planet", "title line"),
    ("place of the dateline", "GOMA, North Kivu – Rebels came.\n" + STORY, "place", "GOMA, North Kivu", "dateline"),
    ("no place", STORY, "place", None, None),
    (
        "address line",
        "https://a.example/b?c=1\nThey leave\n" + STORY,
        "address",
        "https://a.example/b?c=1",
        "metadata line",
    ),
    (
        "front matter before the text",
        "---\ntitle: 'Rebels leave'\ndate: 2025-01-12\nsource: Daily Planet\n---\nJUBA (AFP) – They left.\n",
        "publisher",
        "Daily Planet",
        "front matter",
    ),
]


@pytest.mark.parametrize(("phenomenon", "text", "piece", "value", "how"), METADATA, ids=[row[0] for row in METADATA])
def test_metadata_of_the_text(phenomenon: str, text: str, piece: str, value: str | None, how: str | None) -> None:
    expected = Found(value, how) if value and how else None
    assert getattr(read(text), piece) == expected, phenomenon


def test_the_sidecar_goes_before_the_text(tmp_path: Path) -> None:
    write(tmp_path, a="Rebels leave\n1 May 2020\n" + STORY, b="Army stays\n" + STORY)
    (tmp_path / "articles.csv").write_text(
        "File;Publisher;Date;URL\na.txt;Daily Planet;12 January 2025;https://example.org/1\nb;;;\n",
        encoding="utf-8-sig",
    )
    sources, skipped = find_sources([str(tmp_path)], None)
    first, second = read_articles(sources)[0]
    assert skipped == []
    assert first.publisher == Found("Daily Planet", "sidecar")
    assert first.date == Found("2025-01-12", "sidecar")
    assert first.address == Found("https://example.org/1", "sidecar")
    assert (first.title, second.date) == (Found("Rebels leave", "title line"), None)


SIDECARS = [
    ("ambiguous date", "file,date\na.txt,03/04/2020\n", "line 2", "'03/04/2020' is no full date"),
    ("no column for the file", "title,date\nA,2020-04-03\n", "articles.csv", "no column 'file' or 'name'"),
    ("binary", "file\0", "articles.csv", "is binary"),
]


@pytest.mark.parametrize(("phenomenon", "table", "where", "reason"), SIDECARS, ids=[row[0] for row in SIDECARS])
def test_a_bad_sidecar_is_named_and_stops_nothing(
    phenomenon: str, table: str, where: str, reason: str, tmp_path: Path
) -> None:
    write(tmp_path, a=STORY)
    (tmp_path / "articles.csv").write_text(table)
    sources, skipped = find_sources([str(tmp_path / "a.txt")], None)
    assert [source.name for source in sources] == ["a"], phenomenon
    assert where in skipped[0].source
    assert reason in skipped[0].reason


def test_the_five_articles() -> None:
    articles, skipped = read_articles(find_sources([str(SEEDS)], None)[0])
    assert skipped == []
    assert [
        (
            article.name[:3],
            *(found.value if found else None for found in (article.date, article.publisher, article.place)),
        )
        for article in articles
    ] == [
        ("000", None, None, None),
        ("001", "2020-08-23", "TRTWorld", None),
        ("002", None, None, "ERBIL, Kurdistan Region"),
        ("003", None, None, None),
        ("004", None, None, "BAGHDAD"),
    ]
