"""Named queries answer over the sample, bad queries are explained, exports and explanations say what the graph says."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from sample_extraction import BASE, EXTRACTION

from kg.errors import QueryError, UsageError
from kg.graph.assembly import assemble
from kg.graph.folder import new_graph_folder
from kg.graph.iris import article_iri
from kg.graph.store import write_graph
from kg.graph.vocabulary import KG, read_vocabulary
from kg.outputs.explain import explain
from kg.outputs.exports import EXPORTS, claim_rows, export_rdf, export_rows, mention_rows, write_exports
from kg.outputs.queries import NamedQuery, ask_named, find_query, list_queries, run_query
from kg.outputs.tables import Table
from kg.outputs.telling import tell

ANSWERED = {  # the rows of the sample
    "alleged": 1,
    "alone": 2,
    "articles": 2,
    "attacks": 1,
    "claims": 4,
    "conflicts": 2,
    "deployments": 1,
    "edges": 2,
    "entities": 5,
    "events": 3,
    "handovers": 2,
    "holders": 1,
    "identities": 1,
    "months": 2,
    "movements": 2,
    "neighbours": 4,  # giver, holder and receiver of the hand-over, and the attacker
    "numbers": 1,
    "places": 4,
    "quotes": 2,
    "sources": 2,
    "spellings": 8,  # not the pronoun
    "timeline": 3,
}
REQUIRED = {"neighbours": {"entity": "Camp Norte"}, "quotes": {"words": "in"}}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The sample's graph in memory."""
    memory = ox.Store()
    memory.bulk_extend(assemble(EXTRACTION, BASE))
    return memory


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's graph folder, exports included."""
    path = tmp_path_factory.mktemp("graphs") / "graph"
    with new_graph_folder(path, BASE) as new:
        write_graph(new, assemble(EXTRACTION, BASE), EXTRACTION.articles, BASE, {})
        write_exports(new / "exports", EXTRACTION, BASE)
    return path


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_named_query_returns_its_declared_columns(store: ox.Store, query: NamedQuery) -> None:
    table = ask_named(store, query, REQUIRED.get(query.name, {}))
    assert table.columns == query.columns
    assert len(query.example.split(" | ")) == len(query.columns)
    assert len(table.rows) == ANSWERED.get(query.name, 0)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_named_query_runs_without_our_prefixes_and_names_declared_terms(store: ox.Store, query: NamedQuery) -> None:
    assert store.query(query.sparql) is not None
    vocabulary = read_vocabulary()
    terms = {*re.findall(r"\bkg:(\w+)", query.sparql)} - {"parameter"}  # a function of the engine
    stances = {"Asserted", "Denied", "Alleged", "Planned", "Hypothetical"}
    assert terms <= vocabulary.properties | vocabulary.classes | stances


def test_every_relation_is_asked_about_by_a_query() -> None:
    text = "".join(query.sparql for query in list_queries())
    assert [name for name in read_vocabulary().relations if f"kg:{name}" not in text] == []


def test_handover_row(store: ox.Store) -> None:
    table = run_query(store, find_query("handovers").sparql)
    row = next(dict(zip(table.columns, row, strict=True)) for row in table.rows if row[1])
    assert row == {
        "what": "Camp Norte",
        "giver": "the alliance",
        "recipient": "army of Arrania",
        "ordinal": None,
        "date": "2021-05-03",
        "when": "on 3 May 2021",
        "stance": "asserted",
        "holder": "the alliance",
        "event_date": "2021-05-03",
        "sources": 2,
        "article": "first",
        "quote": "The alliance handed over Camp Norte to the army of Arrania on 3 May 2021, the alliance said.",
    }


def test_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(QueryError, match="handovers"):
        find_query("handover")


def test_incomplete_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("# title: Bare\nASK { ?s ?p ?o }\n")
    with pytest.raises(QueryError, match="lacks '# question"):
        list_queries(tmp_path)


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT * {\n ?s news:saw ?o }", r"line 2.*'news:' is not declared"),
        ("SELECT * {\n ?s ?p ?o", r"line 2.*1 '\{' and 0 '\}'"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "only read the graph"),
        ("SELECT * { service <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", "SERVICE"),
        ("please", "line 1"),
    ],
)
def test_bad_query_is_explained(store: ox.Store, sparql: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        run_query(store, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service kg:rule ?rule }",
        "SELECT * { ?s kg:rule 'service' } # SERVICE",
        "SELECT * { ?s <http://example.org/service> ?o }",
    ],
)
def test_the_word_service_is_allowed_where_it_asks_nobody(store: ox.Store, sparql: str) -> None:
    assert isinstance(run_query(store, sparql), Table)


@pytest.mark.parametrize(
    ("sparql", "columns", "rows"),
    [
        ("ASK { ?s kg:handed_over ?o }", ("answer",), 1),
        ("CONSTRUCT WHERE { ?s kg:handed_over ?o }", ("subject", "predicate", "object"), 1),
        ("SELECT ?n { ?c kg:countMinimum ?n }", ("n",), 1),
    ],
)
def test_query_forms(store: ox.Store, sparql: str, columns: tuple[str, ...], rows: int) -> None:
    table = run_query(store, sparql)
    assert (table.columns, len(table.rows)) == (columns, rows)


FIRST = article_iri(BASE, "first")


@pytest.mark.parametrize(
    ("source", "some"),
    [
        ("", "all"),
        (f"FROM <{article_iri(BASE, 'first')}>", "few"),
        (f"FROM NAMED <{article_iri(BASE, 'first')}>", "none"),
    ],
)
def test_a_query_is_put_to_the_graphs_it_names(store: ox.Store, source: str, some: str) -> None:
    ((count,),) = run_query(store, f"SELECT (COUNT(*) AS ?n) {source} {{ ?s ?p ?o }}").rows
    everything = len({quad.triple for quad in store})
    assert {"all": count == everything, "few": 0 < count < everything, "none": count == 0}[some]


def test_numbers_come_as_numbers(store: ox.Store) -> None:
    assert run_query(store, "SELECT ?n ?c { ?x kg:countMinimum ?n ; kg:confidence ?c }").rows == ((1200, 1.0),)


@pytest.mark.parametrize(
    ("text", "exact", "labels", "phenomenon"),
    [
        ("Camp Norte", True, ["Camp Norte"], "the label"),
        ("CAMP NÓRTE", True, ["Camp Norte"], "case and accents"),
        ("the northern base", True, ["Camp Norte"], "another spelling"),
        ("arrania", True, ["Arrania"], "an exact name wins over longer ones"),
        ("rrani", False, ["Arrania", "army of Arrania"], "part of several names"),
        ("Atlantis", False, [], "nothing"),
        ("…", False, [], "no letters"),
    ],
)
def test_explain_finds_entities(store: ox.Store, text: str, exact: bool, labels: list[str], phenomenon: str) -> None:
    explanation = explain(store, text)
    assert (explanation.exact, [entity.label for entity in explanation.entities]) == (exact, labels), phenomenon


def test_explain_says_why(store: ox.Store) -> None:
    (camp,) = explain(store, "Camp Norte").entities
    assert [(record.relation, record.part, record.stance) for record in camp.records] == [
        ("attacked", "object", "alleged"),
        ("handed_over", "object", "asserted"),
        ("handed_over", "object", "asserted"),
    ]
    assert camp.records[1].others == (("recipient", "army of Arrania"), ("subject", "the alliance"))
    assert camp.records[1].clause == "The alliance handed over Camp Norte"
    assert camp.reasons[0].rule == "apposition"


def test_explain_shows_rule_clause_and_quote_of_every_claim(store: ox.Store) -> None:
    for row in claim_rows(EXTRACTION, BASE):
        last = row["id"].rpartition("/")[2]
        for name in (row["id"], last, last.rpartition("-")[0]):
            (record,) = explain(store, name).claims
            assert (record.claim, record.relation) == (row["id"], row["relation"])
            assert (record.rule, record.quote) == (row["rule"], row["evidence"]["text"])
        parts = {"subject": row.get("subject"), "object": row.get("object")}
        assert {part for part, value in parts.items() if value} <= {part for part, _ in record.others}
        shown = tell(explain(store, row["id"]))
        assert f"rule {row['rule']}: {record.clause}" in shown and f"“{record.quote}”" in shown


@pytest.mark.parametrize("text", ["", "claim", "0" * 20, "Camp Norte", "zz" * 10, "https://example.org/claim/"])
def test_what_identifies_no_claim_explains_none(store: ox.Store, text: str) -> None:
    assert explain(store, text).claims == ()


def test_an_explained_entity_leads_to_its_claims(store: ox.Store) -> None:
    (camp,) = explain(store, "Camp Norte").entities
    for record in camp.records:
        (again,) = explain(store, record.claim).claims
        assert (again.relation, again.quote, again.words) == (record.relation, record.quote, record.words)
        assert set(record.others) < set(again.others)


def test_claim_row_has_the_exchange_format() -> None:
    first, count, bare, alleged = claim_rows(EXTRACTION, BASE)
    assert first["qualifiers"]["date"] == {"value": "2021-05-03", "text": "on 3 May 2021"}
    assert first["qualifiers"]["recipient"]["label"] == "army of Arrania"
    assert first["attributed_to"]["text"] == "the alliance"
    assert first["event"] == bare["event"]
    assert count["qualifiers"]["count"] == {"min": 1200, "max": 1200, "approximate": True, "text": "Some 1,200"}
    assert "subject" not in bare and "attributed_to" not in bare
    assert alleged["factuality"] == "alleged"


def test_exported_offsets_give_the_exported_words() -> None:
    texts = {article.name: article.text for article in EXTRACTION.articles}
    for row in claim_rows(EXTRACTION, BASE):
        for part in (row["evidence"], row.get("subject"), row["object"]):
            assert part is None or texts[row["article"]][part["start"] : part["end"]] == part["text"]
    for row in mention_rows(EXTRACTION, BASE):
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(("what", "lines"), [("claims", 4), ("mentions", 2), ("entities", 5), ("events", 3)])
def test_export_streams_json_lines(folder: Path, what: str, lines: int) -> None:
    output = io.BytesIO()
    export_rows(folder, what, output)
    rows = [json.loads(line) for line in output.getvalue().splitlines()]
    assert rows == list(EXPORTS[what](EXTRACTION, BASE))
    assert len(rows) == lines


@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads")])
def test_rdf_exports_load_in_rdflib(folder: Path, form: str, parser: str) -> None:
    output = io.BytesIO()
    export_rdf(folder, form, output)
    dataset = rdflib.Dataset()
    dataset.parse(data=output.getvalue(), format=parser)
    everything = len(assemble(EXTRACTION, BASE))
    count = sum(len(graph) for graph in dataset.graphs())
    assert (count < everything and f"{KG}handed_over" in map(str, dataset.default_graph.predicates())) == (
        form == "turtle"
    )
    assert (count == everything) == (form != "turtle")


def test_a_flat_export_has_every_triple_once(folder: Path) -> None:
    output = io.BytesIO()
    export_rdf(folder, "ntriples", output)
    triples = [quad.triple for quad in ox.parse(output.getvalue(), format=ox.RdfFormat.N_TRIPLES)]
    assert set(triples) == {quad.triple for quad in assemble(EXTRACTION, BASE)}
    assert len(triples) == len(set(triples))


def test_unknown_exports_are_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="claims, mentions"):
        export_rows(folder, "weather", io.BytesIO())
    with pytest.raises(UsageError, match="turtle, trig, nquads, ntriples"):
        export_rdf(folder, "pdf", io.BytesIO())


def test_answering_needs_no_language_pipeline() -> None:
    modules = "kg.outputs.queries, kg.outputs.tables, kg.outputs.explain, kg.outputs.exports, kg.graph.verification"
    code = f"import {modules}, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
