"""The HTML graph: what it shows, and that it is safe to open (`test_page_browser.py` opens it)."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from page_samples import CLAIMS, GRAPH, HANDED, HOSTILE, claim, extraction, hostile_graph

from kg.model import Factuality
from kg.outputs.days import day_bounds
from kg.outputs.display import display_text, short_text
from kg.outputs.highlighting import Highlight, quote_pieces
from kg.outputs.layout import layout
from kg.outputs.network import label_text
from kg.outputs.page_extent import MOST_EDGES, page_extent
from kg.outputs.page_graph import UNKNOWN, UNNAMED, Evidence, PageEdge, PageGraph, PageNode, page_graph
from kg.outputs.spacing import Box, Line
from kg.outputs.story import MOST_AT_NODE, STORY_NODES, story
from kg.outputs.styles import EDGE_STYLES, NODE_STYLES, OTHER_NODE
from kg.outputs.visualization import graph_page


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
         {("army", "handed_over", "base", "asserted"): 1, ("base", "handed_over_to", "state", "asserted"): 1}, {}),
        ("no subject: an unknown node", CLAIMS[3:4],
         {("unknown:attacked:base", "attacked", "base", "asserted"): 1}, {}),
        ("no object: a statement", CLAIMS[4:5], {}, {("rebels", "said", "", "asserted"): 1}),
        ("neither: still a statement", CLAIMS[6:7], {}, {("", "agreed", "", "asserted"): 1}),
        ("a recipient without an object", (claim("x", "army", "handed_over", None, HANDED, recipient="state"),),
         {("army", "handed_over_to", "state", "asserted"): 1}, {("army", "handed_over", "", "asserted"): 1}),
        ("the subject goes to the destination",
         (claim("x", "army", "withdrew_from", "base", HANDED, destination="state"),),
         {("army", "withdrew_from", "base", "asserted"): 1, ("army", "withdrew_to", "state", "asserted"): 1}, {}),
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
        "unknown:attacked:base": (UNNAMED, UNKNOWN, 1),
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
    places = layout([Box(100, 40, 5, 9)] * count, [Line(*edge, 0, 40, 15) for edge in edges])
    crowded = [
        (a, b) for a in range(count) for b in range(a)
        if abs(places[a][0] - places[b][0]) < 95 and abs(places[a][1] - places[b][1]) < 35
    ]  # fmt: skip
    assert (len(places), crowded) == (count, []), phenomenon


def test_words_on_lines_stand_free_of_nodes():
    lines = [Line(0, n, 0, 90, 18) for n in range(1, 9)] + [Line(1, 2, 0, 90, 18)]
    places = layout([Box(100, 40, 10, 10)] * 9, lines)
    words = [((places[a][0] + places[b][0]) / 2, (places[a][1] + places[b][1]) / 2 - 10) for a, b, *_ in lines]
    hidden = [(word, node) for word in words for node in places
              if abs(word[0] - node[0]) < 60 and abs(word[1] - node[1]) < 15]  # fmt: skip
    assert hidden == []


def test_layout_of_a_large_component_ends_and_repeats():
    edges = [(n, n // 2) for n in range(1, 1500)]
    boxes, lines = [Box(100, 40)] * 1500, [Line(*edge) for edge in edges]
    places = layout(boxes, lines)
    assert places == layout(boxes, lines)
    assert len(set(places)) > 1200


# ---- the page as text


class Outline(HTMLParser):
    """Collects the tags of a page with their attributes, and its data."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.data, self.inside = [], "", False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.inside = ("id", "data") in attributes

    def handle_endtag(self, _tag):
        self.inside = False

    def handle_data(self, text):
        if self.inside:
            self.data += text


def shown_edges(page):
    """Subject, relation, object and stance of the edges and statements, as the page's data has them."""
    data = json.loads(Outline(page).data)
    name = {number: node["name"] for number, node in enumerate(data["nodes"])}
    return {(name.get(edge.get("from"), ""), edge["relation"], name.get(edge.get("to"), ""), edge["stance"]): edge
            for edge in data["edges"]}  # fmt: skip


@pytest.fixture(scope="module")
def page():
    return graph_page(GRAPH, "Hilltop base")


@pytest.fixture(scope="module")
def hostile_page():
    return graph_page(hostile_graph(), HOSTILE)


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
    assert kinds(hostile_page) == kinds(page)
    assert hostile_page.count("</script>") == page.count("</script>") == 3
    assert [a for _, a in Outline(hostile_page).tags if any(name.startswith("on") for name in a)] == []


def test_only_web_addresses_become_links(page):
    articles = json.loads(Outline(page).data)["articles"]
    assert {item["name"]: item.get("address") for item in articles} == {"a1": "https://example.org/1", "a2": None}


def test_every_statement_is_in_the_page(page):
    assert set(shown_edges(page)) == {
        ("Northern Army", "handed over", "Hilltop base", "asserted"),
        ("Northern Army", "handed over", "Hilltop base", "denied"),
        ("Hilltop base", "handed over to", "Freedonia", "asserted"),
        (UNNAMED, "attacked", "Hilltop base", "asserted"),
        ("River Front", "attacked", "Northern Army", "planned"),
        ("River Front", "said", "", "asserted"),
        ("", "agreed", "", "asserted"),
    }


def test_stance_shows_in_line_and_label(page):
    edges, stances = shown_edges(page), json.loads(Outline(page).data)["stances"]
    assert edges["Northern Army", "handed over", "Hilltop base", "asserted"]["text"] == "handed over ×2"
    assert edges["Northern Army", "handed over", "Hilltop base", "denied"]["text"] == "✗ handed over"
    drawn = {stance: (bool(style["dashes"]), bool(style.get("crossed"))) for stance, style in stances.items()}
    assert drawn == {"asserted": (False, False), "planned": (True, False), "denied": (False, True)}


def test_quotations_are_written_once(page):
    data = json.loads(Outline(page).data)
    assert len(data["evidence"]) == len(CLAIMS)
    assert len(data["articles"]) == 2


def test_controls_have_labels(page):
    tags = Outline(page).tags
    labelled = {a["for"] for t, a in tags if t == "label" and "for" in a}
    wrapped = set(re.findall(r"<label[^>]*><input[^>]*(?:id|value)=\"([^\"]+)\"", page))
    fields = [a for t, a in tags if t in ("input", "select")]
    bare = [a for a in fields if "aria-label" not in a and not {a.get("id"), a.get("value")} & (labelled | wrapped)]
    assert (bare, len(fields) > 6) == ([], True)


def test_no_two_classes_look_alike():
    looks = [(style.shape, style.color) for style in (*NODE_STYLES.values(), OTHER_NODE)]
    assert len(set(looks)) == len(looks)


def test_no_two_stances_look_alike():
    looks = [(style.dashes, style.crossed) for style in EDGE_STYLES.values()]
    assert len(set(looks)) == len(looks) == len(Factuality)


# ---- the story


def line(source, target, relation="attacked", told=1):
    evidence = tuple(Evidence("x", (), f"a{n}", "", "", "", "", "", "", 1.0) for n in range(told))
    return PageEdge(source, target, relation, Factuality.ASSERTED, evidence)


def graph_of(*edges, described=()):
    ends = sorted({end for edge in edges for end in (edge.source, edge.target)})
    nodes = tuple(PageNode(end, end, "Person", (), 1, end not in described) for end in ends)
    return PageGraph(nodes, edges)


@pytest.mark.parametrize(
    ("phenomenon", "graph", "nodes"),
    [
        ("nothing to tell", graph_of(), ""),
        ("all there is", graph_of(line("a", "b")), "ab"),
        ("background alone is still a story", graph_of(line("a", "b", "part_of")), "ab"),
        ("who only stands somewhere takes no part", graph_of(line("a", "b"), line("b", "c"), line("c", "d", "part_of")),
         "abc"),
        ("a pair beside a group is left out", graph_of(line("a", "b"), line("b", "c"), line("x", "y")), "abc"),
        ("unless several articles tell it", graph_of(line("a", "b"), line("b", "c"), line("x", "y", told=2)), "abcxy"),
    ],
)  # fmt: skip
def test_the_story_is_what_happened(phenomenon, graph, nodes):
    assert "".join(sorted(story(graph, {"part_of"}).nodes)) == nodes, phenomenon


def test_background_between_participants_is_shown():
    edges = (line("a", "b"), line("b", "c"), line("a", "c", "part_of"))
    assert story(graph_of(*edges), {"part_of"}).edges == {0, 1, 2}


def test_what_is_told_most_comes_first_and_names_before_descriptions():
    edges = [line(f"n{n:03}", f"n{n + 1:03}", told=1 + (n < 10)) for n in range(80)]
    shown = story(graph_of(*edges, described={f"n{n:03}" for n in range(40, 81)}), set())
    assert len(shown.nodes) == STORY_NODES
    assert {f"n{n:03}" for n in range(11)} <= shown.nodes
    assert max(shown.nodes) < "n040"


def test_no_node_holds_the_whole_story():
    edges = [line("hub", f"n{n:03}", told=9) for n in range(60)] + [line(f"n{n:03}", f"n{n + 1:03}") for n in range(60)]
    shown = story(graph_of(*edges), set())
    assert sum("hub" in (edges[n].source, edges[n].target) for n in shown.edges) <= MOST_AT_NODE


def test_the_page_marks_the_story():
    edges = tuple(line(f"n{n:03}", f"n{n + 1:03}") for n in range(80))
    data = json.loads(Outline(graph_page(graph_of(*edges), "Many")).data)
    assert sum("first" in node for node in data["nodes"]) == STORY_NODES
    assert 0 < sum("story" in edge for edge in data["edges"]) < 80


@pytest.mark.parametrize(
    ("phenomenon", "value", "bounds"),
    [
        ("a day", "2020-08-23", ("2020-08-23", "2020-08-23")),
        ("February of a leap year", "2020-02", ("2020-02-01", "2020-02-29")),
        ("a year", "2014", ("2014-01-01", "2014-12-31")),
        ("an interval of mixed precision", "2020-08-23/2021", ("2020-08-23", "2021-12-31")),
        ("an interval that ends before it begins", "2021/2020", None),
        ("no such day", "2021-02-30", None),
        ("no such month", "2021-13", None),
        ("words", HOSTILE, None),
        ("nothing", "", None),
    ],
)
def test_dates_have_a_first_and_a_last_day(phenomenon, value, bounds):
    assert day_bounds(value) == bounds, phenomenon


def test_a_page_holds_the_best_told_of_a_huge_graph():
    edges = tuple(line(f"n{n}", f"n{n + 1}", told=1 + n % 2) for n in range(MOST_EDGES + 10))
    held = page_extent(graph_of(*edges))
    assert len(held.edges) == MOST_EDGES
    assert sum(edge.sources == 2 for edge in held.edges) == MOST_EDGES // 2 + 5
    assert {node.id for node in held.nodes} == {end for edge in held.edges for end in (edge.source, edge.target)}


def test_labels_are_broken_into_lines():
    node = PageNode("x", "Joint Operation Command of the Northern Provinces", "Person", (), 1)
    assert max(map(len, label_text(node).split("\n"))) < 25
    assert label_text(node).replace("\n", " ") == node.label


def test_same_graph_same_page_in_any_order():
    code = (
        "import hashlib, random, sys; sys.path.insert(0, 'tests'); import page_samples as t\n"
        "from kg.outputs.visualization import graph_page\n"
        "claims = list(t.CLAIMS); random.shuffle(claims)\n"
        "page = graph_page(t.page_graph(t.extraction(*claims)), 'T')\n"
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
