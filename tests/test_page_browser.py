"""The HTML graph in a real browser: what a reader does with it, with no network to be had."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from page_samples import CLAIMS, GRAPH, HOSTILE, claim, extraction, hostile_graph

from kg.graph.iris import claim_iri, entity_iri
from kg.model import Factuality, When
from kg.outputs.page_graph import Evidence, PageEdge, PageGraph, PageNode, page_graph
from kg.outputs.visualization import graph_page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH")

SIZE = {"width": 1400, "height": 900}
PNG = b"\x89PNG\r\n\x1a\n"


class Opened:
    """A page opened from disk, with what its browser asked of the network and complained of."""

    def __init__(self, page):
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def goto(self, address):
        self.page.goto("about:blank")
        self.page.goto(address)
        self.page.wait_for_function("document.body.dataset.drawn === 'yes'")
        return self.page

    @property
    def asked(self):
        return [url for url in self.requests if not url.startswith(("file:", "about:", "data:image/svg+xml", "blob:"))]


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        started = driver.chromium.launch(executable_path=CHROMIUM, args=options)
        yield started
        started.close()


@pytest.fixture
def opened(browser):
    context = browser.new_context(viewport=SIZE, offline=True, accept_downloads=True, color_scheme="light")
    found = Opened(context.new_page())
    yield found
    context.close()
    assert found.asked == []
    assert found.complaints == []


def written(folder, graph, title="Hilltop base"):
    path = folder / "graph.html"
    path.write_bytes(graph_page(graph, title).encode())
    return path.as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A small graph with two articles, five stances, dates of different precision and background."""
    more = (
        claim("c8", "rebels", "attacked", "base", "The River Front attacked Hilltop base.", "alleged", "a2",
              date=When("in 2023", "2023")),
        claim("c9", "army", "stationed_in", "state", "The Northern Army is stationed in Freedonia."),
    )  # fmt: skip
    return written(tmp_path_factory.mktemp("page"), page_graph(extraction(*CLAIMS, *more)))


def rows(page):
    """Subject, relation, object and stance of each row of the open table."""
    if not page.locator("#table").get_attribute("open"):
        page.evaluate("document.getElementById('table').open = true")
    cells = page.locator("#rows tr").evaluate_all("rows => rows.map(row => [...row.children].map(c => c.textContent))")
    return {tuple(row[:4]) for row in cells}


def show(page, view):
    page.locator(f"[name=view][value={view}]").check()


def entity(name):
    return entity_iri("", name).removeprefix("entity/")


def test_the_first_view_is_the_story(opened, address):
    page = opened.goto(address)
    told = rows(page)
    assert ("Northern Army", "handed over", "Hilltop base", "asserted") in told
    assert not {row[1] for row in told} & {"said", "agreed"}
    assert "Left out:" in page.locator("#note").inner_text()


def test_everything_is_one_choice_away(opened, address):
    page = opened.goto(address)
    show(page, "all")
    assert {("River Front", "said", "", "asserted"), ("?", "agreed", "", "asserted")} <= rows(page)
    assert "Left out" not in page.locator("#note").inner_text()


def test_search_finds_any_spelling_and_opens_the_evidence(opened, address):
    page = opened.goto(address)
    page.fill("#search", "the base")  # a spelling, not the label
    assert "Hilltop base" in page.locator("#matches li").first.inner_text()
    page.press("#search", "Enter")
    assert page.locator("#panel h2").inner_text() == "Hilltop base"
    assert page.url.endswith(f"#entity={entity('base')}")


def test_search_finds_words_of_a_quotation(opened, address):
    page = opened.goto(address)
    page.fill("#search", "changed hands")
    page.press("#search", "ArrowDown")
    page.press("#search", "Enter")
    assert "Hilltop base changed hands." in page.locator("#panel").inner_text()


@pytest.mark.parametrize(
    ("filter_", "value", "gone"),
    [("kind", "ArmedGroup", "River Front"), ("stance", "denied", "denied"), ("relation", "attacked", "attacked")],
)
def test_the_legend_filters(opened, address, filter_, value, gone):
    page = opened.goto(address)
    show(page, "all")
    page.locator("#relation-box").evaluate("box => box.open = true")
    assert any(gone in row for row in rows(page))
    page.uncheck(f'[data-filter={filter_}][value="{value}"]')
    assert not any(gone in row for row in rows(page))
    assert "not pass the filters" in page.locator("#note").inner_text()
    page.click("#reset")
    assert any(gone in row for row in rows(page))


def test_an_article_and_a_number_of_articles_can_be_asked_for(opened, address):
    page = opened.goto(address)
    page.select_option("#support", "2")
    assert rows(page) == {("Northern Army", "handed over", "Hilltop base", "asserted")}
    page.click("#reset")
    page.select_option("#article", "a2")
    assert {row[1] for row in rows(page)} == {"handed over", "attacked"}


def test_the_time_slider_keeps_what_falls_into_it(opened, address):
    page = opened.goto(address)
    show(page, "all")
    page.uncheck("#reported")  # only what the text dates
    page.locator("#until").evaluate("(s) => { s.value = 0; s.dispatchEvent(new Event('input', {bubbles: true})) }")
    page.wait_for_function("document.getElementById('period').textContent === '2023-01-01 – 2023-01-01'")
    page.wait_for_function("document.getElementById('status').textContent.includes('1 statement in')")
    assert rows(page) == {("River Front", "attacked", "Hilltop base", "alleged")}


def test_the_slider_moves_by_keys(opened, address):
    page = opened.goto(address)
    page.focus("#from")
    page.keyboard.press("ArrowRight")
    assert page.locator("#from").get_attribute("aria-valuetext") > "2023-01-01"
    assert not page.locator("#period").inner_text().startswith("all dates")


def drawn_at(page, name):
    """The point of the window where a node of the first view is drawn, by the rule that brings all into view."""
    nodes = [node for node in json.loads(page.locator("#data").text_content())["nodes"] if "first" in node]
    (left, top), (right, bottom) = (tuple(f(n["first"][axis] for n in nodes) for axis in (0, 1)) for f in (min, max))
    stage = page.locator("#graph").bounding_box()
    scale = min(stage["width"] / (right - left + 170), stage["height"] / (bottom - top + 120), 1.3)
    x, y = next(node["first"] for node in nodes if node["name"] == name)
    return (stage["x"] + stage["width"] / 2 + (x - (left + right) / 2) * scale,
            stage["y"] + stage["height"] / 2 + (y - (top + bottom) / 2 - 18) * scale)  # fmt: skip


def test_a_click_on_a_node_opens_its_evidence(opened, address):
    page = opened.goto(address)
    page.mouse.click(*drawn_at(page, "Freedonia"))
    page.wait_for_selector("#panel:not([hidden])")
    assert page.locator("#panel h2").inner_text() == "Freedonia"
    page.locator("#panel summary").first.click()
    page.locator("#panel .close").click()
    assert page.locator("#panel").is_hidden()


def test_a_click_on_a_line_opens_its_quotations(opened, address):
    page = opened.goto(address)
    (x1, y1), (x2, y2) = drawn_at(page, "Freedonia"), drawn_at(page, "Hilltop base")
    page.mouse.click(x1 + (x2 - x1) * 0.35, y1 + (y2 - y1) * 0.35)
    page.wait_for_selector("#panel:not([hidden])")
    assert "handed over to" in page.locator("#panel h2").inner_text()
    assert "The Northern Army handed over Hilltop base to Freedonia." in page.locator("#panel blockquote").inner_text()


def test_the_panel_has_quotes_sources_stances_and_rules(opened, address):
    page = opened.goto(address + f"#claim={claim_iri('', 'c2').removeprefix('claim/')}")
    panel = page.locator("#panel")
    text = panel.inner_text()
    for part in ("asserted", "2 quotations from 2 articles", "Title of a1", "2024-02-01", "Freedonia",
                 "handed_over.active, confidence 0.9", "2024-01-29", "Monday"):  # fmt: skip
        assert part in text, part
    marks = panel.locator("blockquote mark").evaluate_all("all => all.map(m => [m.dataset.role, m.textContent])")
    assert ["subject", "Northern Army"] in marks and ["object", "Hilltop base"] in marks
    assert "changed hands" in panel.locator("blockquote.named").inner_text()
    links = panel.locator("blockquote a[target=_blank]").evaluate_all("all => all.map(a => a.href)")
    assert links == ["https://example.org/1"]  # the other article's address is a script


@pytest.mark.parametrize(
    ("phenomenon", "wanted"),
    [
        ("the last part of an IRI", entity("base")),
        ("a whole IRI", quote(entity_iri("https://example.org/", "base"), safe="")),
        ("a name in other letters", quote("HILLTOP Base")),
    ],
)
def test_an_address_opens_an_entity(opened, address, phenomenon, wanted):
    page = opened.goto(f"{address}#entity={wanted}")
    assert page.locator("#panel h2").inner_text() == "Hilltop base", phenomenon


@pytest.mark.parametrize("wanted", ["#entity=%E0%A4%A", "#entity=nobody", "#claim=none", "#entity=", "#<script>"])
def test_an_address_of_nothing_opens_nothing(opened, address, wanted):
    page = opened.goto(address + wanted)
    assert page.locator("#panel").is_hidden()


def test_a_neighbourhood_can_be_seen_alone_and_addressed(opened, address):
    page = opened.goto(f"{address}#entity={entity('state')}")
    page.click("#around")
    near = {name for row in rows(page) for name in (row[0], row[2])}
    assert "River Front" not in near and {"Freedonia", "Hilltop base", "Northern Army"} <= near
    assert page.url.endswith("&around=1")
    again = opened.goto(page.url)
    assert again.locator("[name=view][value=around]").is_checked()
    again.select_option("#hops", "2")
    assert "River Front" in {row[0] for row in rows(again)}


def test_the_table_leads_to_the_evidence(opened, address):
    page = opened.goto(address)
    rows(page)
    page.locator("#rows a", has_text="handed over").first.click()
    assert page.locator("#panel blockquote").count() >= 1
    assert page.evaluate("document.activeElement.id") == "panel"


def test_keys_go_from_entity_to_entity_and_close(opened, address):
    page = opened.goto(address)
    page.focus("#graph")
    page.keyboard.press("n")
    first = page.locator("#panel h2").inner_text()
    page.keyboard.press("n")
    assert page.locator("#panel h2").inner_text() != first
    page.keyboard.press("p")
    assert page.locator("#panel h2").inner_text() == first
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def background(page):
    """Red, green and blue of a corner of the drawing."""
    return page.evaluate(
        """() => {
          const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          copy.drawImage(document.querySelector("#graph canvas"), 0, 0);
          return [...copy.getImageData(3, 3, 1, 1).data].slice(0, 3);
        }"""
    )


def test_dark_mode_changes_page_and_drawing(opened, address):
    page = opened.goto(address)
    assert min(background(page)) > 240
    page.click("#theme")
    page.wait_for_timeout(200)
    assert max(background(page)) < 60
    assert page.locator("#theme").get_attribute("aria-pressed") == "true"


def saved(page, button):
    with page.expect_download() as download:
        page.click(button)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_picture_is_saved_as_png(opened, address):
    name, content = saved(opened.goto(address), "#png")
    assert (name, content[:8]) == ("graph.png", PNG)
    assert int.from_bytes(content[16:20]) > 900  # pixels wide


def test_the_picture_is_saved_as_svg_with_legend(opened, address):
    name, content = saved(opened.goto(address), "#svg")
    text = content.decode()
    assert name == "graph.svg" and text.startswith("<svg")
    for part in ("Hilltop", "handed over ×2", "Military base", "denied"):
        assert part in text, part
    assert "<script" not in text


AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there (npm install --no-save axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(opened, address, scheme):
    page = opened.goto(f"{address}#entity={entity('base')}")
    if scheme == "dark":
        page.click("#theme")
    rows(page)
    page.locator("#relation-box").evaluate("box => box.open = true")
    page.locator("#panel summary").first.click()
    page.fill("#search", "the")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = page.evaluate("axe.run().then(found => found.violations.map(fault => [fault.impact, fault.id]))")
    assert [fault for fault in faults if fault[0] in ("serious", "critical")] == []


@pytest.mark.parametrize("fragment", ["", "#view=all", f"#entity={quote(HOSTILE)}"])
def test_hostile_texts_run_nothing(opened, tmp_path, fragment):
    page = opened.goto(written(tmp_path, hostile_graph(), HOSTILE) + fragment)
    show(page, "all")
    rows(page)
    page.fill("#search", "script")
    page.press("#search", "Enter")
    svg = saved(page, "#svg")[1].decode()
    assert "<img" not in svg and "&lt;/script" in svg
    assert page.locator("img").count() == 0
    assert page.evaluate("document.body.dataset.harmed") is None


def test_a_foreign_script_is_blocked_by_the_policy(browser, tmp_path):
    path = tmp_path / "graph.html"
    planted = "<script>document.body.dataset.harmed = 'yes'</script></body>"
    path.write_text(graph_page(GRAPH, "T").replace("</body>", planted), encoding="utf-8")
    found = Opened(browser.new_page())
    page = found.goto(path.as_uri())
    assert page.evaluate("document.body.dataset.harmed") is None
    assert len(found.complaints) == 1 and "Content Security Policy" in found.complaints[0]


# ---- many nodes

NODES, EDGES = 3000, 6000
FIRST_PICTURE = 2.0  # seconds of the page's own time


def told(a, b):
    """A sentence of one of three hundred articles about two nodes."""
    sentence = f"Node number {a} did this to node number {b} on that day, two officials told reporters in the capital."
    return Evidence(sentence, (), f"article {a % 300}", "Title", "", "", f"2021-{1 + a % 12:02}-01", "", "rule", 0.9,
                    claim=f"c{a}-{b}")  # fmt: skip


def many():
    """A graph with a few hubs, the rest met at a regular distance."""
    kinds = ("Person", "State", "MilitaryForce", "MilitaryBase", "City")
    relations = ("attacked", "met", "handed_over", "stationed_in", "visited")
    ends = ((n % NODES, (n * n * 7 + n // NODES * 13 + 1) % (NODES if n % 3 else 40)) for n in range(EDGES * 2))
    pairs = sorted({(a, b) for a, b in ends if a != b})[:EDGES]
    nodes = tuple(PageNode(f"n{n}", f"Node number {n}", kinds[n % 5], (), 40 if n < 40 else 4) for n in range(NODES))
    edges = tuple(
        PageEdge(f"n{a}", f"n{b}", relations[(a + b) % 5], Factuality.ASSERTED, (told(a, b),)) for a, b in pairs
    )
    return PageGraph(nodes, edges)


@pytest.fixture(scope="module")
def many_address(tmp_path_factory):
    return written(tmp_path_factory.mktemp("many"), many(), "Many")


def test_three_thousand_nodes_are_drawn_at_once_and_move_smoothly(opened, many_address):
    page = opened.goto(many_address)
    drawn = page.evaluate("performance.getEntriesByName('drawn')[0].startTime")
    assert drawn < FIRST_PICTURE * 1000
    assert int(re.search(r"([\d,]+) entit", page.locator("#note").inner_text())[1]) < 60
    frame = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    show(page, "all")
    page.evaluate(frame)
    start = page.evaluate("performance.now()")
    for _ in range(5):
        page.click("#zoom-in")
        page.evaluate(frame)
    assert (page.evaluate("performance.now()") - start) / 5 < 1000


def test_among_thousands_of_lines_a_choice_is_seen_alone(opened, many_address):
    page = opened.goto(many_address + "#view=all")
    assert f"{EDGES:,} statements in view" in page.locator("#note").inner_text()
    page.click("#theme")
    page.fill("#search", "Node number 7")
    page.press("#search", "Enter")
    assert page.locator("#panel h2").inner_text() == "Node number 7"
    assert page.locator("[name=view][value=around]").is_checked()
    assert len(rows(page)) < 200
    show(page, "story")
    assert "Left out:" in page.locator("#note").inner_text()
