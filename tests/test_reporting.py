"""The report: what it says and in which order, that nothing of an article runs, that it can be read by everyone."""

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_extraction import ARTICLES, BASE, CAMP, CLAIMS, EXTRACTION
from sample_folder import sample_folder

from kg import commands
from kg.errors import UsageError
from kg.graph.vocabulary import KG, RDFS
from kg.model import Entity, Extraction, Factuality, Found, Passage, Wording
from kg.outputs.reporting.coastlines import View, borders, coastlines
from kg.outputs.reporting.days import day_words, span
from kg.outputs.reporting.drawing import chart_style, inline_svg
from kg.outputs.reporting.headlines import headline
from kg.outputs.reporting.html import web_address
from kg.outputs.reporting.map import place_map, view_of
from kg.outputs.reporting.markdown import plain
from kg.outputs.reporting.places import places
from kg.outputs.reporting.questions import read_disagreements
from kg.outputs.reporting.records import Place, Source
from kg.outputs.reporting.timeline import timeline_chart

HOSTILE = "</q><script>alert(1)</script><img src=x onerror=alert(1)>\"' **[x](javascript:alert(1))** $x$ | `y`"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_folder(tmp_path_factory.mktemp("sample") / "graph")


@pytest.fixture(scope="module")
def page(graph: Path) -> str:
    return commands.report(graph)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph where every text an article can set is hostile."""
    bad = Found(HOSTILE, "test")
    articles = tuple(
        replace(one, title=bad, publisher=bad, address=Found("javascript:alert(1)", "test")) for one in ARTICLES
    )
    people = Entity("name:person", "Person", HOSTILE, True, (HOSTILE, HOSTILE + "2"))
    entities = (*(replace(one, label=HOSTILE, names=(HOSTILE,)) for one in EXTRACTION.entities), people)
    claims = tuple(
        replace(
            claim,
            evidence=Passage(claim.article, 0, len(HOSTILE), HOSTILE),
            qualifiers={**claim.qualifiers, "topic": Wording(HOSTILE)},
        )
        for claim in CLAIMS
    )
    extraction = Extraction(articles, entities, (), claims, EXTRACTION.events)
    return sample_folder(tmp_path_factory.mktemp("hostile") / "graph", extraction)


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text outside the style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.text += " " if tag in ("th", "td") else ""

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def text_of(page: str) -> str:
    return " ".join(Elements(page).text.split())


# What it says


def test_events_come_best_supported_first_with_quote_stance_holder_and_source(page: str) -> None:
    text = text_of(page)
    handover, attack = text.index("the alliance handed over Camp Norte"), text.index("Red Front attacked Camp Norte")
    assert handover < attack
    assert "The alliance handed over Camp Norte to the army of Arrania on 3 May 2021, the alliance said." in text
    assert "says the alliance · Alliance leaves Camp Norte , Example News, 4 May 2021".replace(" ,", ",") in text
    assert "2 sources · asserted" in text
    assert "1 source · alleged" in text[attack:]
    assert "weapon: shelled" in text[attack:]


def test_situations_and_places_have_their_parts(page: str) -> None:
    text = text_of(page)
    assert "the alliance stationed in Arrania" in text[text.index("Situation Date") :]
    assert "Camp Norte Military base 33.52 -44.25" in text


def test_words_of_the_parties_are_marked(page: str) -> None:
    assert '<b title="object">Camp Norte</b>' in page


def test_markdown_says_the_same(graph: Path) -> None:
    text = commands.report(graph, form="markdown")
    assert "### the alliance handed over Camp Norte to army of Arrania\n\n3 May 2021 · 2 sources · asserted" in text
    assert "> — alleged · second · place: the north · weapon: shelled" in text
    assert "| 3 May 2021 | the alliance handed over Camp Norte to army of Arrania | asserted | 2 |" in text


def test_what_is_left_out_is_told(graph: Path) -> None:
    text = text_of(commands.report(graph, limit=1))
    assert "1 of 2 events left out; show them with kg report --limit 2" in text
    assert "Red Front attacked" not in text


def test_the_five_articles(seed_graph: Path) -> None:
    text = text_of(commands.report(seed_graph))
    first = text[text.index("read the quote before you rely on one") :]
    assert re.search(r"Events US-led coalition (withdrew from|handed over) Taji", first)
    assert "Tahsin Al-Khafaji" in text[text.index("Positions told") :]
    assert "Baghdad City 33.34 44.40" in text


ENDS = {"subject": {"label": "Army A", "text": "it"}, "object": {"label": "Base B", "text": "the base"}}
RECIPIENT = {"qualifiers": {"recipient": {"label": "Army C", "text": "them"}}}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        pytest.param({"relation": "attacked", **ENDS}, "Army A attacked Base B", id="both ends"),
        pytest.param({"relation": "fights", **ENDS}, "Army A fighting Base B", id="a name that is no sentence"),
        pytest.param({"relation": "handed_over", **ENDS, **RECIPIENT}, "Army A handed over Base B to Army C",
                     id="recipient"),
        pytest.param({"relation": "attacked", "object": ENDS["object"]}, "Base B: attacked", id="no subject"),
        pytest.param({"relation": "withdrew_from", "object": ENDS["object"]}, "Base B: withdrew",
                     id="no subject, hanging preposition"),
        pytest.param({"relation": "withdrew_from", "subject": ENDS["subject"]}, "Army A withdrew", id="no object"),
        pytest.param({"relation": "said", "subject": {"text": "he"}, "qualifiers": {"topic": {"text": "a truce"}}},
                     "he said: a truce", id="an utterance, its speaker undescribed"),
        pytest.param({"relation": "voted"}, "Somebody voted", id="neither end"),
    ],
)  # fmt: skip
def test_a_headline_says_what_the_claim_says(claim: dict, told: str) -> None:
    assert headline(claim) == told


@pytest.mark.parametrize(
    ("claim", "scene"),
    [
        pytest.param({"relation": "attacked", "object": {"entity": "x"}}, True, id="what is attacked"),
        pytest.param({"relation": "located_in", "subject": {"entity": "x"}}, True, id="what lies somewhere"),
        pytest.param({"relation": "killed", "qualifiers": {"place": {"entity": "x"}}}, True, id="place of a killing"),
        pytest.param({"relation": "accused", "subject": {"entity": "x"}}, False, id="a state that acts"),
        pytest.param({"relation": "said", "object": {"entity": "x"}}, False, id="a state that is spoken of"),
    ],
)
def test_the_map_has_scenes_and_not_actors(claim: dict, scene: bool) -> None:
    entity = {"entity": "x", "label": "X", "type": "State", "latitude": "1.5", "longitude": "2"}
    assert bool(places([claim], [entity])) is scene


def test_disagreements_are_told_with_both_values() -> None:
    store = ox.Store()
    store.update(
        f"""
        PREFIX kg: <{KG}> PREFIX rdfs: <{RDFS}> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX : <{BASE}>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        INSERT DATA {{
          :d kg:conflictKind "number" ; rdfs:label "troops in Arrania" ; kg:reading :r1, :r2 .
          :e kg:conflictKind "date" ; rdfs:label "a hand-over" ; kg:compatibility "rounding" ; kg:reading :r1 .
          :r1 kg:readingValue "61" ; kg:givenBy :c1 . :r2 kg:readingValue "81" ; kg:givenBy :c2 .
          :c1 kg:factuality kg:Asserted ; kg:evidence :p1 . :c2 kg:factuality kg:Denied ; kg:evidence :p2 .
          :p1 oa:exact "There are 61." ; dcterms:isPartOf :a . :p2 oa:exact "There are 81." ; dcterms:isPartOf :a .
          :a dcterms:identifier "a1" .
        }}"""
    )
    conflict, variation = read_disagreements(store, {"a1": Source("a1", "A title", "", "", "")})
    assert (conflict.kind, conflict.topic, conflict.compatible) == ("number", "troops in Arrania", "")
    assert [(one.value, one.stance, one.quote) for one in conflict.values] == [
        ("61", "asserted", "There are 61."),
        ("81", "denied", "There are 81."),
    ]
    assert variation.compatible == "rounding"


# That it is safe, and the same each time


@pytest.mark.parametrize("charts", [True, False], ids=["charts", "no charts"])
def test_nothing_of_an_article_runs_or_loads(hostile: Path, charts: bool) -> None:
    page = commands.report(hostile, charts=charts, title=HOSTILE)
    elements = Elements(page)
    assert {"script", "img", "iframe", "object", "link", "form"}.isdisjoint(tag for tag, _ in elements.found)
    attributes = [(name, value or "") for _, found in elements.found for name, value in found.items()]
    assert not [name for name, _ in attributes if name.startswith("on")]
    addresses = [value for name, value in attributes if name in ("href", "src", "xlink:href")]
    assert all(value.startswith("#") for value in addresses)
    assert "default-src 'none'" in str(elements.all("meta"))
    assert HOSTILE[:26] in elements.text


def test_markdown_of_hostile_texts_has_no_link_and_no_html(hostile: Path) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(commands.report(hostile, form="markdown"))
    elements = Elements(rendered)
    assert {"script", "img", "a", "code"}.isdisjoint(tag for tag, _ in elements.found)
    assert all(len(re.findall("<td>", row)) in (4, 5) for row in re.findall("<tr>\n<td>.*?</tr>", rendered, re.DOTALL))


@given(st.text(max_size=40))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    shown = Elements(MarkdownIt("commonmark").render("x " + plain(text))).text
    expected = " ".join(("x " + plain(text).replace("\\", "")).split())
    assert " ".join(shown.replace("\\", "").split()) == expected


@pytest.mark.parametrize("form", commands.REPORT_FORMATS)
def test_the_same_graph_gives_the_same_characters(graph: Path, form: str) -> None:
    """In another process, with another order of hashing."""
    code = f"import sys; from kg import commands; sys.stdout.write(commands.report({str(graph)!r}, form={form!r}))"
    again = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True)
    assert again.stdout == commands.report(graph, form=form)


@pytest.mark.parametrize(
    ("address", "linked"),
    [("https://example.org/x", True), ("HTTP://example.org", True), ("javascript:alert(1)", False), ("//x.org", False),
     ("data:text/html,x", False)],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(address: str, linked: bool) -> None:
    assert bool(web_address(address)) is linked


# That everyone can read it


def test_the_page_is_fit_for_screen_readers(page: str) -> None:
    elements = Elements(page)
    assert elements.all("html") == [{"lang": "en"}]
    assert len(elements.all("h1")) == len(elements.all("main")) == 1
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all("scope" in found for found in elements.all("th"))
    for picture in elements.all("svg"):
        assert picture["role"] == "img"
        ids = {found.get("id") for _, found in elements.found}
        assert set(str(picture["aria-labelledby"]).split()) <= ids


def test_every_link_within_the_page_leads_somewhere_and_no_id_is_there_twice(page: str) -> None:
    elements = Elements(page)
    ids = [found["id"] for _, found in elements.found if found.get("id")]
    assert len(ids) == len(set(ids))
    used = {value[1:] for _, found in elements.found for name, value in found.items()
            if name in ("href", "xlink:href") and value and value.startswith("#")}  # fmt: skip
    assert used <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_charts_take_the_colours_of_the_page(page: str) -> None:
    charts = "".join(re.findall("<svg.*?</svg>", page, re.DOTALL))
    assert "var(--faint)" in charts and "currentColor" in charts
    assert not re.search("#0[1-9]0[1-9]0[1-9]", charts)


# Charts


@pytest.mark.parametrize(
    ("iso", "words", "days"),
    [
        ("2020-08-23", "23 August 2020", 1),
        ("2020-02", "February 2020", 29),
        ("2021", "2021", 365),
        ("2021-05-03/2021-06", "3 May 2021 to June 2021", 59),
    ],
)
def test_dates_as_precise_as_they_are_told(iso: str, words: str, days: int) -> None:
    first, last = span(iso)
    assert day_words(iso) == words
    assert (last - first).days + 1 == days


def test_without_dates_and_places_there_is_no_chart() -> None:
    with chart_style():
        assert timeline_chart(()) is None
        assert place_map(()) is None


PLACES = (
    Place("Gao", "City", 16.27, -0.04, 3),
    Place("غاو", "City", 16.28, -0.03, 1),
    Place("$a$", "State", 17.0, -4.0, 1),
)


def test_letters_of_any_script_and_dollar_signs_stay_text(recwarn: pytest.WarningsRecorder) -> None:
    with chart_style():
        figure = place_map(PLACES)
        assert figure is not None
        svg = inline_svg(figure, "map", "A <title>", "x")
    assert "Gao" in svg and "$a$" in svg
    assert "A &lt;title&gt;" in svg
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_a_map_of_one_place_shows_the_country_around_it() -> None:
    view = view_of(PLACES[:1])
    assert view.east - view.west == 8
    assert view.south < 16.27 < view.north


def test_a_map_ends_at_the_poles() -> None:
    view = view_of((Place("a", "City", 89.0, 179.0, 1), Place("b", "City", -89.0, -179.0, 1)))
    assert view == View(-180.0, -90.0, 180.0, 90.0)


def test_coastlines_and_borders_are_cut_near_the_view() -> None:
    view = View(35, 28, 50, 38)
    for lines in (coastlines(view), borders(view)):
        assert lines
        for line in lines:
            assert line[:, 0].min() >= 34 and line[:, 0].max() <= 51
            assert line[:, 1].min() >= 27 and line[:, 1].max() <= 39


def test_a_view_of_the_open_sea_has_no_border() -> None:
    assert borders(View(-150, -45, -140, -40)) == []


def test_without_the_data_a_map_has_its_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.outputs.reporting.coastlines._folder", lambda: None)
    with chart_style():
        figure = place_map(PLACES)
        assert figure is not None
        svg = inline_svg(figure, "map", "t", "d")
    assert "PolyCollection" not in svg
    assert "°N" in svg


def test_a_missing_library_is_named_with_what_to_do(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.outputs.reporting.drawing.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"matplotlib.*kg-news\[report\].*--no-charts"):
        commands.report(graph)
    assert "<svg" not in commands.report(graph, charts=False)
    assert commands.report(graph, form="markdown")


def test_an_unknown_format_is_told_with_those_there_are(graph: Path) -> None:
    with pytest.raises(UsageError, match=r"'pdf'.*html, markdown"):
        commands.report(graph, form="pdf")


def test_a_denied_event_says_so(tmp_path: Path) -> None:
    claims = tuple(replace(claim, factuality=Factuality.DENIED) for claim in CLAIMS)
    extraction = Extraction(ARTICLES, (CAMP,), (), claims, EXTRACTION.events)
    page = commands.report(sample_folder(tmp_path / "graph", extraction))
    assert '<span class="stance denied">denied</span>' in page
    assert "asserted</span>" not in page
