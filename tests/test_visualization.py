"""The HTML graph: what it shows, that it is safe to open, that it draws in a real browser."""

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.model import (
    Argument,
    Article,
    Claim,
    Entity,
    Extraction,
    Factuality,
    Found,
    Passage,
    When,
    Wording,
)
from kg.outputs.display import display_text, short_text
from kg.outputs.highlighting import Highlight, quote_pieces
from kg.outputs.layout import layout
from kg.outputs.network import SHOWN
from kg.outputs.page_graph import UNKNOWN, PageEdge, PageGraph, PageNode, page_graph
from kg.outputs.visualization import graph_page

LABELS = {"army": "Northern Army", "base": "Hilltop base", "state": "Freedonia", "rebels": "River Front"}
TYPES = {"army": "MilitaryForce", "base": "MilitaryBase", "state": "State", "rebels": "ArmedGroup"}
HOSTILE = "</script><img src=x onerror=\"document.body.dataset.harmed='yes'\"><!--<script>"


def argument(entity, sentence, start=100):
    at = sentence.find(LABELS.get(entity, entity))
    return Argument(entity, LABELS.get(entity, entity), start + at, start + at + len(LABELS.get(entity, entity)))


def claim(id_, subject, relation, object_, sentence, stance="asserted", article="a1", holder=None, **qualifiers):
    filled = {role: argument(q, sentence) if isinstance(q, str) else q for role, q in qualifiers.items()}
    return Claim(
        id_, article, relation, argument(subject, sentence) if subject else None,
        argument(object_, sentence) if object_ else None, Factuality(stance),
        Passage(article, 100, 100 + len(sentence), sentence), f"{relation}.active", 0.9, filled,
        argument(holder, sentence) if holder else None,
    )  # fmt: skip


def extraction(*claims):
    articles = tuple(
        Article(name, "", title=Found(f"Title of {name}", "title line"), date=Found("2024-02-01", "date line"),
                address=Found(address, "sidecar"))
        for name, address in [("a1", "https://example.org/1"), ("a2", "javascript:alert(1)")]
    )  # fmt: skip
    entities = tuple(Entity(id_, TYPES[id_], label, True, (label, f"the {id_}")) for id_, label in LABELS.items())
    return Extraction(articles, entities, (), claims, ())


HANDED = "The Northern Army handed over Hilltop base to Freedonia."
CLAIMS = (
    claim("c1", "army", "handed_over", "base", HANDED, recipient="state", date=When("Monday", "2024-01-29")),
    claim("c2", "army", "handed_over", "base", "Hilltop base changed hands.", article="a2", holder="state"),
    claim("c3", "army", "handed_over", "base", "The Northern Army never handed over Hilltop base.", "denied"),
    claim("c4", None, "attacked", "base", "A rocket hit Hilltop base.", weapon=Wording("a rocket")),
    claim("c5", "rebels", "said", None, "The River Front said so."),
    claim("c6", "rebels", "attacked", "army", "The River Front will attack the Northern Army.", "planned"),
    claim("c7", None, "agreed", None, "It was agreed."),
)
GRAPH = page_graph(extraction(*CLAIMS))


def described(edges):
    return {(edge.source, edge.relation, edge.target, str(edge.factuality)): len(edge.evidence) for edge in edges}


@pytest.mark.parametrize(
    ("phenomenon", "claims", "edges", "statements"),
    [
        ("two articles, one edge", (*CLAIMS[1:2], claim("x", "army", "handed_over", "base", HANDED)),
         {("army", "handed_over", "base", "asserted"): 2}, {}),
        ("a denial is an edge of its own", CLAIMS[1:3],
         {("army", "handed_over", "base", "asserted"): 1, ("army", "handed_over", "base", "denied"): 1}, {}),
        ("the recipient gets an edge from the object", CLAIMS[:1],
         {("army", "handed_over", "base", "asserted"): 1, ("base", "to", "state", "asserted"): 1}, {}),
        ("no subject: an unknown node", CLAIMS[3:4],
         {("unknown:attacked:base", "attacked", "base", "asserted"): 1}, {}),
        ("no object: a statement", CLAIMS[4:5], {}, {("rebels", "said", "", "asserted"): 1}),
        ("neither: still a statement", CLAIMS[6:7], {}, {("", "agreed", "", "asserted"): 1}),
        ("a recipient without an object", (claim("x", "army", "handed_over", None, HANDED, recipient="state"),),
         {("army", "to", "state", "asserted"): 1}, {("army", "handed_over", "", "asserted"): 1}),
    ],
)  # fmt: skip
def test_claims_become_edges(phenomenon, claims, edges, statements):
    graph = page_graph(extraction(*claims))
    assert (described(graph.edges), described(graph.statements)) == (edges, statements), phenomenon


def test_nodes_are_the_entities_of_claims_and_unknown_subjects():
    shown = {node.id: (node.label, node.type, node.support) for node in GRAPH.nodes}
    assert shown == {
        "army": ("Northern Army", "MilitaryForce", 4), "base": ("Hilltop base", "MilitaryBase", 4),
        "state": ("Freedonia", "State", 1), "rebels": ("River Front", "ArmedGroup", 2),
        "unknown:attacked:base": ("attacked (by ?)", UNKNOWN, 1),
    }  # fmt: skip


def test_evidence_carries_source_holder_and_qualifiers():
    edge = next(e for e in GRAPH.edges if e.relation == "handed_over" and e.factuality is Factuality.ASSERTED)
    first, second = edge.evidence
    assert (first.title, first.date, first.rule, second.holder) == (
        "Title of a1", "2024-02-01", "handed_over.active", "Freedonia")  # fmt: skip
    assert [(d.role, d.text, d.value, d.entity) for d in first.details] == [
        ("date", "Monday", "2024-01-29", ""), ("recipient", "Freedonia", "Freedonia", "state")]  # fmt: skip
    assert [(first.quote[h.start : h.end], h.role) for h in first.highlights] == [
        ("Northern Army", "subject"), ("Hilltop base", "object"), ("Freedonia", "recipient")]  # fmt: skip
    assert edge.sources == 2


@pytest.mark.parametrize(
    ("phenomenon", "quote", "highlights", "pieces"),
    [
        ("an emoji is one character here and two in a browser", "🚀 hit it", [Highlight(2, 5, "x")],
         [("🚀 ", ""), ("hit", "x"), (" it", "")]),
        ("a highlight at each end", "ab", [Highlight(0, 1, "x"), Highlight(1, 2, "y")], [("a", "x"), ("b", "y")]),
        ("none", "ab", [], [("ab", "")]),
    ],
)  # fmt: skip
def test_quotes_are_cut_by_characters(phenomenon, quote, highlights, pieces):
    assert quote_pieces(quote, highlights) == pieces, phenomenon


@pytest.mark.parametrize(
    ("phenomenon", "text", "shown"),
    [
        ("right-to-left override", "a\u202eb", "a⟨U+202E⟩b"),
        ("line break and NUL", "a\nb\x00c", "a b c"),
        ("lone surrogate", "a\ud800", "a\ufffd"),
        ("Arabic stays", "القاعدة", "القاعدة"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(phenomenon, text, shown):
    assert display_text(text) == shown, phenomenon


def test_long_labels_are_cut():
    assert short_text("x" * 10_000) == "x" * 59 + "…"


# ---- layout


@pytest.mark.parametrize(
    ("phenomenon", "count", "edges"),
    [
        ("nothing", 0, []),
        ("one node with an edge to itself", 1, [(0, 0)]),
        ("a pair", 2, [(0, 1), (1, 0)]),
        ("a star beside single nodes", 40, [(0, n) for n in range(1, 30)]),
        ("two rings", 24, [(n, (n + 1) % 12) for n in range(12)] + [(12 + n, 12 + (n + 1) % 12) for n in range(12)]),
    ],
)
def test_layout_keeps_labels_apart(phenomenon, count, edges):
    places = layout([(100.0, 40.0)] * count, edges)
    crowded = [
        (a, b) for a in range(count) for b in range(a)
        if abs(places[a][0] - places[b][0]) < 95 and abs(places[a][1] - places[b][1]) < 35
    ]  # fmt: skip
    assert (len(places), crowded) == (count, []), phenomenon


def test_layout_of_a_large_component_ends_and_repeats():
    edges = [(n, n // 2) for n in range(1, 1500)]
    boxes = [(100.0, 40.0)] * 1500
    places = layout(boxes, edges)
    assert places == layout(boxes, edges)
    assert len(set(places)) > 1200


# ---- the page as text


class Outline(HTMLParser):
    """Collects tags with their attributes, and the rows and data of the page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.rows, self.data, self.cell, self.inside = [], [], "", False, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.inside = ("id", "data") in attributes
        self.cell = self.cell or tag == "td"
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.inside = False
        self.cell = self.cell and tag != "td"

    def handle_data(self, text):
        if self.inside:
            self.data += text
        if self.cell:
            self.rows[-1][-1] += text.strip()


@pytest.fixture(scope="module")
def page():
    return graph_page(GRAPH, "Hilltop base")


@pytest.fixture(scope="module")
def hostile_page():
    return graph_page(hostile_graph(), HOSTILE)


def hostile_graph():
    bad = Entity(HOSTILE, HOSTILE, HOSTILE, True, (HOSTILE, HOSTILE * 2))
    place = Argument(HOSTILE, HOSTILE, 0, 5)
    claims = tuple(
        Claim(f"{HOSTILE}{n}", HOSTILE, HOSTILE, place if n else None, place, Factuality.ASSERTED,
              Passage(HOSTILE, 0, len(HOSTILE), HOSTILE), HOSTILE, 0.5,
              {HOSTILE: Wording(HOSTILE), "recipient": place, "date": When(HOSTILE, HOSTILE)}, place)
        for n in range(2)
    )  # fmt: skip
    found = Found(HOSTILE, "title line")
    article = Article(HOSTILE, "", title=found, publisher=found, date=found, address=Found("javascript:alert(1)", "x"))
    return page_graph(Extraction((article,), (bad,), (), claims, ()))


def test_page_asks_nothing_of_the_network(page):
    links = [(tag, value) for tag, attributes in Outline(page).tags for name, value in attributes.items()
             if name in {"src", "href", "action", "data", "srcset"}]  # fmt: skip
    assert [link for link in links if not link[1].startswith(("#", "data:,"))] == []
    assert "sourceMappingURL" not in page
    assert not re.search(r"@import|url\((?![\"']?data:)", page[: page.index("</style>")])


def test_page_allows_only_its_own_scripts(page):
    policy = next(a["content"] for t, a in Outline(page).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_texts_add_no_elements(page, hostile_page):
    def kinds(text):
        return {tag for tag, _ in Outline(text).tags}

    assert "img" not in kinds(hostile_page)
    assert kinds(hostile_page) <= kinds(page) | {"circle"}  # the legend's glyph of a class without a style
    assert hostile_page.count("</script>") == page.count("</script>") == 3
    assert [a for _, a in Outline(hostile_page).tags if any(name.startswith("on") for name in a)] == []


def test_only_web_addresses_become_links(page):
    addresses = {item["article"]: item["address"] for item in json.loads(Outline(page).data)["evidence"]}
    assert addresses == {"a1": "https://example.org/1", "a2": ""}


def test_every_statement_is_in_the_table(page):
    rows = [tuple(row[:4]) for row in Outline(page).rows if row]
    assert sorted(rows) == sorted([
        ("Northern Army", "handed over", "Hilltop base", "asserted"),
        ("Northern Army", "handed over", "Hilltop base", "denied"),
        ("Hilltop base", "to", "Freedonia", "asserted"),
        ("attacked (by ?)", "attacked", "Hilltop base", "asserted"),
        ("River Front", "attacked", "Northern Army", "planned"),
        ("River Front", "said", "", "asserted"),
        ("?", "agreed", "", "asserted"),
    ])  # fmt: skip


def test_stance_shows_in_line_and_label(page):
    drawn = {(e["from"], e["relation"], e["stance"]): (e["dashes"], e["text"]) for e in
             json.loads(Outline(page).data)["edges"]}  # fmt: skip
    assert drawn[("army", "handed over", "asserted")] == (False, "handed over ×2")
    assert drawn[("army", "handed over", "denied")] == (False, "✗ handed over")
    assert drawn[("rebels", "attacked", "planned")] == ([2, 5], "attacked")


def test_controls_have_labels(page):
    tags = Outline(page).tags
    assert {a["for"] for t, a in tags if t == "label" and "for" in a} == {"search"}
    boxes = re.findall(r"<label><input type=\"checkbox\"[^>]*>.*?</label>", page, re.DOTALL)
    assert len(boxes) == sum(t == "input" and a.get("type") == "checkbox" for t, a in tags) > 4


def test_the_best_supported_are_shown_first():
    nodes = tuple(PageNode(f"n{n}", f"Node {n}", "Person", (), n) for n in range(SHOWN + 30))
    edges = tuple(PageEdge(f"n{n}", f"n{n + 1}", "met", Factuality.ASSERTED, ()) for n in range(SHOWN + 29))
    page = graph_page(PageGraph(nodes, edges), "Many")
    core = [node["id"] for node in json.loads(Outline(page).data)["nodes"] if node["core"]]
    assert sorted(core) == sorted(f"n{n}" for n in range(30, SHOWN + 30))
    assert "30 more are left out" in page and "Show all 180" in page


def test_same_graph_same_page_in_any_order():
    code = (
        "import hashlib, random, sys; sys.path.insert(0, 'tests'); import test_visualization as t\n"
        "claims = list(t.CLAIMS); random.shuffle(claims)\n"
        "page = t.graph_page(t.page_graph(t.extraction(*claims)), 'T')\n"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, cwd=Path(__file__).parent.parent,
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def test_an_empty_graph_is_a_page():
    assert "0 entities · 0 statements" in graph_page(PageGraph((), ()), "Nothing")


# ---- the page in a browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
    "--virtual-time-budget=5000", "--dump-dom",
)  # fmt: skip


def opened(page, folder, fragment=""):
    """The document after the page's script has run, and the lines of the browser's console."""
    (folder / "graph.html").write_bytes(page.encode())
    run = subprocess.run(
        [CHROMIUM, *OPTIONS, f"--user-data-dir={folder / 'profile'}", (folder / "graph.html").as_uri() + fragment],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return run.stdout, [line for line in run.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH")
class TestInBrowser:
    def test_draws_without_a_complaint(self, page, tmp_path):
        document, console = opened(page, tmp_path)
        assert 'data-drawn="yes"' in document
        assert "<canvas" in document
        assert console == []

    def test_a_deep_link_opens_the_evidence(self, page, tmp_path):
        document, console = opened(page, tmp_path, "#entity=base")
        panel = document[document.index('id="panel"') : document.index("</aside>")]
        assert "Hilltop base" in panel and '<mark class="subject"' in panel and "Title of a1" in panel
        assert console == []

    @pytest.mark.parametrize("fragment", ["", "#statement=e0", "#entity=%3C%2Fscript%3E", "#entity=%E0%A4%A"])
    def test_hostile_texts_run_nothing(self, hostile_page, tmp_path, fragment):
        document, console = opened(hostile_page, tmp_path, fragment)
        assert 'data-drawn="yes"' in document
        assert "data-harmed" not in document
        assert console == []

    def test_a_foreign_script_is_blocked_by_the_policy(self, page, tmp_path):
        planted = page.replace("</body>", "<script>document.body.dataset.harmed = 'yes'</script></body>")
        document, console = opened(planted, tmp_path)
        assert "data-harmed" not in document and len(console) == 1
