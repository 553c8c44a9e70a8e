"""Which parts of an article are read and which are kept out, and why."""

from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

from kg.text.blocks import split_blocks
from kg.text.captions import is_caption
from kg.text.dateline import Dateline, find_dateline
from kg.text.dates import find_day
from kg.text.paragraphs import RawParagraph

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

READ = {"body", "heading"}

STORY = (
    "Rebels seized the airport outside Bukavu on Friday, residents and an aid worker said.\n"
    "The army denied that its troops had fled, and said fighting went on near the runway.\n"
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in split_blocks(text)]


WHOLE_ARTICLES = [
    (
        "title, deck, byline and date line above the story, source line below",
        "Shelling cuts power in Kherson\nThe strike came a day after talks broke down.\nBy Olena Marchenko\n"
        "3 March 2023\n\nTwo people died at a substation, the governor said.\n\nCrews were at work by noon.\n\n"
        "Source: Ukrinform and agencies\n",
        ["title", "deck", "byline", "date_line", "body", "body", "source_line"],
    ),
    (
        "no title: the first line is a sentence",
        STORY,
        ["body", "body"],
    ),
    (
        "dateline of the first paragraph is a block of its own",
        "PORT SUDAN (AFP) — The army shelled Omdurman.\nIt gave no figures.\n",
        ["dateline", "body", "body"],
    ),
    (
        "desk, reading time and bare name around the date",
        "AFRICA\nArmy retakes Wad Madani\nAmina Osman\nJanuary 12, 2025\n4 min read\n" + STORY,
        ["metadata", "title", "byline", "date_line", "metadata", "body", "body"],
    ),
    (
        "front matter is metadata",
        "---\ntitle: Army retakes Wad Madani\ndate: 2025-01-12\n---\n" + STORY,
        ["metadata", "body", "body"],
    ),
    (
        "heading between paragraphs; remnant after the last",
        "Rebels took the town.\nFear of reprisals\nThousands fled on foot.\nDaily Planet\n",
        ["body", "heading", "body", "boilerplate"],
    ),
    (
        "everything after the heading of the comments",
        STORY + "Comments (2)\nGreat report, thanks.\nThe rebels were there before Friday.\n",
        ["body", "body", "policy", "policy", "policy"],
    ),
    (
        "cut teasers after the end",
        STORY + "Ministers of the bloc met in Lusaka to discuss a…\nA ferry with 80 aboard capsized near...\n",
        ["body", "body", "link_list", "link_list"],
    ),
    (
        "headlines in title case after the end, the last without its dash",
        STORY + "-\nSinger Cancels Tour After Throat Surgery -\nTen Gadgets Every Kitchen Needs This Year -\n"
        "Striker Breaks Record With Late Double Against Rivals\n",
        ["body", "body", *["link_list"] * 4],
    ),
    (
        "related headlines in the middle of the story",
        "Rebels took the town.\nRelated stories\nTalks stall in Doha\nWhat the truce means\nThousands fled on foot.\n",
        ["body", "link_list", "link_list", "link_list", "body"],
    ),
    (
        "the first dateline ends the decks, whatever stands below",
        "Two ships collide off Palawan\nManila blamed Beijing.\nMANILA (AP) — Two ships collided.\nFew were hurt.\n"
        "Associated Press writer Ana Cruz in Manila contributed to this report.\n",
        ["title", "deck", "dateline", "body", "body", "byline"],
    ),
    (
        "breadcrumb above, tags and rule below",
        "Home > World > Africa\nArmy retakes Wad Madani\n" + STORY + "___\nSudan / Army / Gezira\n",
        ["metadata", "title", "body", "body", "boilerplate", "metadata"],
    ),
    (
        "the site's name after the title",
        "Army retakes Wad Madani | Daily Planet\n" + STORY,
        ["title", "metadata", "body", "body"],
    ),
    (
        "contributors, buttons, promotion and notice",
        STORY + "Read more: Who are the rebels?\nSign up for our newsletter to get the day's news.\nShare\n"
        "(Reporting by Jean Bosco in Goma; Editing by Ann Lee)\n© 2025 Daily Planet. All rights reserved.\n",
        ["body", "body", "boilerplate", "promo", "boilerplate", "byline", "policy"],
    ),
]


@pytest.mark.parametrize(("phenomenon", "text", "expected"), WHOLE_ARTICLES, ids=[row[0] for row in WHOLE_ARTICLES])
def test_kinds_of_blocks(phenomenon: str, text: str, expected: list[str]) -> None:
    assert [kind for kind, _ in kinds(text)] == expected, phenomenon


KEPT_IN = [
    (
        "lines without full stops",
        "The M23 rebels said they would protect civilians\nKinshasa said it would never talk to the rebels\n",
    ),
    (
        "a list of facts without full stops, announced",
        "The dead by province:\n- 12 in Idlib\n- 4 in Hama\n- 9 in Homs\n",
    ),
    ("a story cut by a paywall", "Rebels seized the airport. Residents said that the army…\n"),
    ("a policy as the story's subject", "The ministry changed its privacy policy after the leak of soldiers' names.\n"),
    (
        "comments as the story's subject",
        "His comments drew anger in Ankara, where the opposition called for him to go.\n",
    ),
    ("an agency as the source of a sentence", "The convoy was hit, according to the Syrian Arab News Agency (SANA).\n"),
    ("an agency in brackets after a finished sentence", "The convoy was hit near the border. (Reuters)\n"),
    ("seen as, in a judgement", "The deal is seen as a blow to Moscow after the talks of May 5, 2024.\n"),
    ("an ellipsis inside a quotation", 'He paused. "We will stay until…" he said.\n'),
    ("photographs as the subject", "Photos released by the army showed a burnt tank beside the road to Adre.\n"),
    ("a sentence full of names", "President Ilham Aliyev and Prime Minister Nikol Pashinyan met in Prague.\n"),
    (
        "by, at the start of a sentence",
        "By Monday, Russian forces had left Kherson, Governor Yaroslav Yanushevych said.\n",
    ),
    ("an aside between dashes after a name", "ISIS – also known as Daesh – claimed the attack on the market.\n"),
    ("a city that looks like a telephone", "Tel Aviv was hit by two missiles on Monday.\n"),
    ("telephones as the subject", "Phone lines were cut in Goma, and faxes went unanswered.\n"),
    ("views as the subject", "The views expressed by General Mbuyi angered Kigali.\n"),
    ("a headline in capitals", "US-BACKED FORCES TAKE RAQQA FROM ISLAMIC STATE\n"),
    ("a reporter as the victim", "Reporter shot dead in Acapulco\n"),
    ("a time at the start of a sentence", "At 18.44 two shells hit it.\n"),
    ("a count as a short sentence", "It had 214 shares.\n"),
    ("references as the subject", "References to the treaty were cut from the final text.\n"),
    ("a numbered list of events", "1. Rebels took Sake.\n2. The army left Minova.\n"),
    ("a fact in brackets", "(The AU has 54 members and 1,500 soldiers in the country.)\n"),
    ("more on, in a sentence", "More on the talks was not known on Friday evening in either capital.\n"),
    ("repeated short reply", "He did not elaborate.\nHe did not elaborate.\n"),
]


@pytest.mark.parametrize(("phenomenon", "added"), KEPT_IN, ids=[row[0] for row in KEPT_IN])
def test_body_is_not_lost(phenomenon: str, added: str) -> None:
    text = STORY + added + "No group claimed responsibility for the attack on the town.\n"
    assert {kind for kind, _ in kinds(text)} <= READ, phenomenon


@pytest.mark.parametrize(("phenomenon", "added"), KEPT_IN, ids=[row[0] for row in KEPT_IN])
def test_last_paragraphs_are_not_lost(phenomenon: str, added: str) -> None:
    assert {kind for kind, _ in kinds(STORY + added)} <= READ, phenomenon


CAPTIONS = [
    ("agency in brackets, no full stop", "Displaced families wait for food near Zamzam camp (AFP)", True),
    ("agency in square brackets with photographer", "Soldiers guard a bridge in Goma [Arlette Bashizi/Reuters]", True),
    ("full stop and photographer's credit", "Smoke rises over Rafah on May 7, 2024. (AP Photo/Ramez Habboub)", True),
    ("slash credit", "A damaged school in Chasiv Yar, Ukraine, on April 4, 2024. / AFP", True),
    ("label at the end", "A tank near Tigray's capital. Photo: Jane Doe", True),
    ("file photo at the start", "FILE PHOTO: The president speaks in Juba, South Sudan, July 9, 2023.", True),
    ("scene with its date, no credit", "A man walks past a burnt bus in Port-au-Prince, Haiti, March 3, 2024.", True),
    ("sentence with a date", "The general was killed in a strike on Damascus on April 1, 2024.", False),
    ("a group's acronym at the end", "The town was taken by the Rapid Support Forces (RSF)", False),
    ("an agency as the source", "The minister resigned, according to Turkey's state-run Anadolu Agency (AA).", False),
    ("gathering in a report", "Leaders gather in Doha next week to discuss the truce.", False),
]


@pytest.mark.parametrize(("phenomenon", "text", "expected"), CAPTIONS, ids=[row[0] for row in CAPTIONS])
def test_captions(phenomenon: str, text: str, expected: bool) -> None:
    assert is_caption(RawParagraph(0, len(text), text)) is expected, phenomenon


DATELINES = [
    (
        "place, country, agency",
        "Kyiv, Ukraine (AP) — Shells fell.",
        ("Kyiv, Ukraine (AP) —", "Kyiv, Ukraine", "AP", None),
    ),
    (
        "place, day, agency",
        "GAZA/CAIRO, May 4 (Reuters) - Talks",
        ("GAZA/CAIRO, May 4 (Reuters) -", "GAZA/CAIRO", "Reuters", None),
    ),
    ("full date", "JUBA, 3 May 2024 (AFP) -- Rebels", ("JUBA, 3 May 2024 (AFP) --", "JUBA", "AFP", "2024-05-03")),
    ("capitals and colon", "ISLAMABAD: The army said", ("ISLAMABAD:", "ISLAMABAD", None, None)),
    (
        "capitals, region, dash",
        "GOMA, North Kivu – Rebels took",
        ("GOMA, North Kivu –", "GOMA, North Kivu", None, None),
    ),
    ("agency alone", "(Reuters) - Sudan's army said", ("(Reuters) -", None, "Reuters", None)),
    ("day and agency alone", "March 3 (Reuters) - Sudan's army", ("March 3 (Reuters) -", None, "Reuters", None)),
    ("accents", "BOGOTÁ (EFE) – El ELN", ("BOGOTÁ (EFE) –", "BOGOTÁ", "EFE", None)),
    ("before a quotation", "ADEN: “We stay,” he said", ("ADEN:", "ADEN", None, None)),
    ("a label, not a place", "EXCLUSIVE: The army bought drones", None),
    ("an actor before a dash", "Iran – The Houthis' backer – denied it", None),
    ("an acronym with an aside", "NATO – which met in Vilnius – said", None),
    ("a speaker of a transcript", "SECRETARY SMITH: We met today", None),
    ("speaker and colon", "Zelensky: We will not yield", None),
    ("a hyphen inside a word", "US-led forces left the base", None),
    ("a sentence with a colon", "The army said: Rebels fled", None),
]


@pytest.mark.parametrize(("phenomenon", "text", "expected"), DATELINES, ids=[row[0] for row in DATELINES])
def test_datelines(phenomenon: str, text: str, expected: tuple[str, str | None, str | None, str | None] | None) -> None:
    found = find_dateline(text)
    assert found == (Dateline(len(expected[0]), *expected[1:]) if expected else None), phenomenon


DAYS = [
    ("American order", "August 23, 2020", "2020-08-23"),
    ("British order", "23 August 2020", "2020-08-23"),
    ("ordinal and weekday", "Published: Sunday, August 23rd, 2020", "2020-08-23"),
    ("abbreviated month", "Sept. 3, 2022", "2022-09-03"),
    ("ISO with time", "2020-08-23T10:15:00Z", "2020-08-23"),
    ("slashes, day beyond twelve", "23/08/2020", "2020-08-23"),
    ("slashes, American, day beyond twelve", "08/23/2020", "2020-08-23"),
    ("both readings are one day", "05/05/2024", "2024-05-05"),
    ("two readings", "03/04/2020", None),
    ("no year", "March 3", None),
    ("no such day", "31 February 2021", None),
    ("a number that is no date", "Resolution 2254 of 2015", None),
    ("the first of two", "Published 3 March 2022, updated 5 March 2022", "2022-03-03"),
    ("part of a longer number", "1234-2020-08-231", None),
]


@pytest.mark.parametrize(("phenomenon", "text", "expected"), DAYS, ids=[row[0] for row in DAYS])
def test_days(phenomenon: str, text: str, expected: str | None) -> None:
    assert find_day(text) == expected, phenomenon


def test_repeated_paragraphs_are_duplicates_whatever_their_spaces_case_and_dateline() -> None:
    first = (
        "The column left Dori at dawn with 40 vehicles, and was hit twice before it reached Gorgadji, the army said."
    )
    text = f"OUAGADOUGOU: {first}\nNobody claimed the attack.\n{first.replace(' ', '  ').upper()}\n"
    assert [kind for kind, _ in kinds(text)] == ["dateline", "body", "body", "duplicate"]


HARD_WRAPPED = (
    "Ceasefire holds in Stepanakert\n\nFighting stopped on Wednesday after Azerbaijan and the\nseparatists agreed to a "
    "truce that Russian peacekeepers\nhelped to arrange, both sides said.\n\n"
    "Talks were to start in Yevlakh the next day,\nofficials said, with Red Cross staff present at the\nmeeting.\n"
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_hard_wrapped_lines_are_joined(line_end: str) -> None:
    found = kinds(HARD_WRAPPED.replace("\n", line_end))
    assert [kind for kind, _ in found] == ["title", "body", "body"]
    assert found[1][1].endswith("both sides said.")


def test_one_paragraph_a_line_is_not_joined() -> None:
    assert len(split_blocks(STORY)) == 2


@pytest.mark.parametrize("path", SEEDS, ids=[path.stem[:3] for path in SEEDS])
def test_blocks_cover_the_text_and_do_not_overlap(path: Path) -> None:
    text = path.read_bytes().decode()
    blocks = split_blocks(text)
    assert all(block.end <= after.start for block, after in pairwise(blocks))
    covered = {offset for block in blocks for offset in range(block.start, block.end)}
    assert all(character.isspace() for offset, character in enumerate(text) if offset not in covered)


SEED_KINDS = {
    "000": {"body": 15, "caption": 1, "heading": 1},
    "001": {"body": 9}
    | dict.fromkeys(["metadata", "title", "deck", "caption", "byline", "date_line", "heading", "source_line"], 1),
    "002": {"dateline": 1, "body": 11, "duplicate": 10, "policy": 6},
    "003": {"body": 9, "link_list": 6},
    "004": {"title": 1, "dateline": 1, "body": 6, "link_list": 17},
}


@pytest.mark.parametrize("path", SEEDS, ids=[path.stem[:3] for path in SEEDS])
def test_kinds_of_the_five_articles(path: Path) -> None:
    counts: dict[str, int] = {}
    for block in split_blocks(path.read_bytes().decode()):
        counts[block.kind] = counts.get(block.kind, 0) + 1
    assert counts == SEED_KINDS[path.stem[:3]]


def test_time_grows_with_the_length_of_the_text() -> None:
    line = "Witnesses told a radio station that the bridge was still standing on Monday, number {}.\n"
    start = process_time()
    assert len(split_blocks("".join(line.format(number) for number in range(20_000)))) == 20_000
    assert process_time() - start < 30  # two seconds; hours if it were quadratic


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "-", "…\n…\n", "(" * 5000, "a: " * 3000, "By", "Source:", "---\n---\n"]
)
def test_odd_texts_are_divided_without_error(text: str) -> None:
    covered = "".join(words for _, words in kinds(text))
    assert "".join(covered.split()) == "".join(text.split())
