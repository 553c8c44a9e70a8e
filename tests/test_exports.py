"""What goes out in the format of another tool comes back the same when that tool reads it."""

import csv
import io
import re
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from sample_extraction import BASE, EXTRACTION
from sample_folder import sample_folder

from kg import commands
from kg.errors import UsageError
from kg.graph.assembly import assemble
from kg.graph.iris import claim_iri, entity_iri
from kg.graph.vocabulary import KG, RDF, XSD, read_vocabulary
from kg.outputs.display import display_text
from kg.outputs.exporting.flat_rows import CLAIM_COLUMNS, TABLES, write_csv
from kg.outputs.exporting.json_ld import write_json_ld
from kg.outputs.exporting.networks import claim_network, write_gexf, write_graphml
from kg.outputs.exports import EXPORTS, claim_rows, entity_rows, event_rows

ROWS = tuple(list(rows(EXTRACTION, BASE)) for rows in (claim_rows, entity_rows, event_rows))
ALLIANCE, CAMP, ARMY, FRONT = (
    entity_iri(BASE, f"name:{name}") for name in ("alliance", "camp-norte", "army-of-arrania", "red-front")
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)  # UTF-8 has no lone surrogates
FORMATS = ("csv", "graphml", "gexf", "jsonld", "turtle12", "trig", "nquads", "turtle", "jsonl")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_folder(tmp_path_factory.mktemp("sample") / "graph")


def exported(graph: Path, form: str, what: str = "claims") -> bytes:
    output = io.BytesIO()
    commands.export(output, graph, form=form, what=what)
    return output.getvalue()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(graph: Path, form: str) -> None:
    assert exported(graph, form) == exported(graph, form)


# Rows


@pytest.mark.parametrize("what", EXPORTS)
def test_a_table_has_a_line_for_each_row(graph: Path, what: str) -> None:
    rows = list(EXPORTS[what](EXTRACTION, BASE))
    lines = table(exported(graph, "csv", what))
    assert len(lines) == len(rows) > 0
    assert tuple(lines[0]) == TABLES[what][0]


def test_a_claim_has_its_parts_in_columns_of_their_own(graph: Path) -> None:
    first, stationed, _, alleged = table(exported(graph, "csv"))
    assert first["subject_label"] == "the alliance"
    assert (first["object"], first["recipient"]) == (CAMP, ARMY)
    assert (first["date"], first["date_text"]) == ("2021-05-03", "on 3 May 2021")
    assert first["attributed_to_label"] == "the alliance"
    assert (stationed["count_min"], stationed["count_approximate"]) == ("1200", "true")
    assert (alleged["factuality"], alleged["weapon"]) == ("alleged", "shelled")
    assert (alleged["place"], alleged["place_text"]) == ("", "the north")  # words that are no entity


def test_a_role_of_an_ontology_of_ones_own_is_a_last_column() -> None:
    claim = {**ROWS[0][0], "qualifiers": {"ransom": {"text": "ten goats"}}}
    output = io.BytesIO()
    write_csv("claims", [claim], output)
    line = table(output.getvalue())[0]
    assert list(line) == [*CLAIM_COLUMNS, "ransom_text"]
    assert line["ransom_text"] == "ten goats"


@given(TEXTS)
def test_any_text_survives_a_table(text: str) -> None:
    output = io.BytesIO()
    write_csv("mentions", [{"article": "a", "start": 0, "end": 1, "text": text, "kind": "name"}], output)
    assert table(output.getvalue())[0]["text"] == text


# Networks


def read_back(data: bytes, form: str) -> nx.MultiDiGraph:
    read = nx.read_graphml if form == "graphml" else nx.read_gexf
    network = read(io.BytesIO(data))
    return network if network.is_multigraph() else nx.MultiDiGraph(network)


def edges(network: nx.MultiDiGraph) -> set[tuple[object, ...]]:
    names = ("relation", "stance", "support", "claims", "date", "quote", "articles", "holders")
    return {(source, target, *(data.get(name) for name in names)) for source, target, data in network.edges(data=True)}


def nodes(network: nx.MultiDiGraph) -> set[tuple[object, ...]]:
    names = ("label", "class", "support", "names", "latitude", "longitude")
    return {(node, *(data.get(name) or "" for name in names)) for node, data in network.nodes(data=True)}


def test_edges_are_claims_with_two_ends_and_what_was_handed_to_whom() -> None:
    network = claim_network(*ROWS)
    told = {(source, target, data["label"], data["stance"]) for source, target, data in network.edges(data=True)}
    assert told == {
        (ALLIANCE, CAMP, "handed over", "asserted"),
        (CAMP, ARMY, "handed over to", "asserted"),
        (ALLIANCE, entity_iri(BASE, "state:arrania"), "stationed in", "asserted"),
        (FRONT, CAMP, "attacked", "alleged"),
    }
    assert network.nodes[CAMP]["latitude"] == 33.525
    (handover,) = network.get_edge_data(ALLIANCE, CAMP).values()
    assert handover["date"] == "2021-05-03"
    assert handover["quote"].startswith("The alliance handed over Camp Norte")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_is_read_back_with_the_same_nodes_and_edges(graph: Path, form: str) -> None:
    network, again = claim_network(*ROWS), read_back(exported(graph, form), form)
    assert nodes(again) == nodes(network)
    assert edges(again) == edges(network)


@pytest.mark.parametrize(("form", "write"), [("graphml", write_graphml), ("gexf", write_gexf)])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=TEXTS, quote=TEXTS)
def test_any_text_of_an_article_gives_a_network_that_can_be_read(form: str, write, label: str, quote: str) -> None:
    claim = {**ROWS[0][0], "evidence": {**ROWS[0][0]["evidence"], "text": quote}}
    entities = [{**row, "label": label} for row in ROWS[1]]
    output = io.BytesIO()
    write(claim_network([claim], entities, []), output)
    again = read_back(output.getvalue(), form)
    assert set(again.nodes) == {ALLIANCE, CAMP, ARMY}
    shown = re.sub("[\ufffe\uffff]", "\ufffd", display_text(label))
    assert (again.nodes[CAMP].get("label") or "") in (shown, "" if shown.isspace() else shown)


def test_gexf_tells_no_day_of_writing(graph: Path) -> None:
    assert b"lastmodified" not in exported(graph, "gexf")


# RDF


def quads(data: bytes, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(data, format=form))


def dataset(data: bytes, form: str) -> dict[str, rdflib.Graph]:
    """The named graphs that hold something."""
    read = rdflib.Dataset()
    read.parse(data=data.decode("utf-8"), format=form)
    return {str(graph.identifier): graph for graph in read.graphs() if len(graph)}


@pytest.mark.parametrize(("form", "reads"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_the_formats_of_the_whole_graph_hold_the_same(graph: Path, form: str, reads: str) -> None:
    expected = set(assemble(EXTRACTION, BASE))
    in_oxigraph = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}[form]
    assert quads(exported(graph, form), in_oxigraph) == expected
    ours, theirs = dataset(exported(graph, form), reads), dataset(exported(graph, "nquads"), "nquads")
    assert ours.keys() == theirs.keys()
    assert all(isomorphic(ours[name], theirs[name]) for name in theirs)


NAMES = st.sampled_from(
    [ox.NamedNode(iri) for iri in (KG + "Claim", RDF + "type", BASE + "a", BASE + "a#char=1,2", "urn:x:y", "kg:z")]
)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "ar-latn"])),
    st.sampled_from([("1", "integer"), ("0.50", "decimal"), ("2020", "gYear"), ("true", "boolean")]).map(
        lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(XSD + pair[1]))
    ),
)
QUADS = st.builds(ox.Quad, NAMES, NAMES, st.one_of(NAMES, LITERALS), st.one_of(NAMES, st.just(ox.DefaultGraph())))


@given(st.lists(QUADS, max_size=8))
def test_any_quads_survive_json_ld(some: list[ox.Quad]) -> None:
    written = [quad for quad in some if quad.predicate.value != RDF + "type" or isinstance(quad.object, ox.NamedNode)]
    output = io.BytesIO()
    write_json_ld(written, output)
    assert quads(output.getvalue(), ox.RdfFormat.JSON_LD) == set(written)


def test_turtle12_states_what_is_asserted_and_names_what_is_alleged(graph: Path) -> None:
    found = {quad.triple for quad in quads(exported(graph, "turtle12"), ox.RdfFormat.TURTLE)}
    attack = ox.Triple(ox.NamedNode(FRONT), ox.NamedNode(KG + "attacked"), ox.NamedNode(CAMP))
    handover = ox.Triple(ox.NamedNode(ALLIANCE), ox.NamedNode(KG + "handed_over"), ox.NamedNode(CAMP))
    reifies = ox.NamedNode(RDF + "reifies")
    assert handover in found
    assert attack not in found
    assert ox.Triple(ox.NamedNode(claim_iri(BASE, "first/1")), reifies, handover) in found
    assert ox.Triple(ox.NamedNode(claim_iri(BASE, "second/2")), reifies, attack) in found
    plain = {quad.triple for quad in quads(exported(graph, "turtle"), ox.RdfFormat.TURTLE)}
    assert plain < found


def test_a_claim_of_turtle12_leads_to_its_quote(graph: Path) -> None:
    store = ox.Store()
    store.extend(ox.parse(exported(graph, "turtle12"), format=ox.RdfFormat.TURTLE))
    answer = store.query(
        """
        PREFIX kg: <https://w3id.org/kg-news/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?stance ?quote ?title WHERE {
          ?claim rdf:reifies <<( ?s ?p ?o )>> ; kg:factuality ?stance ; kg:evidence ?passage .
          ?passage oa:exact ?quote ; dcterms:isPartOf ?article . OPTIONAL { ?article dcterms:title ?title }
        }"""
    )
    stances = sorted(row["stance"].value.rpartition("#")[2] for row in answer)
    assert stances == ["Alleged", "Asserted", "Asserted"]


# Usage


@pytest.mark.parametrize("form", ["graphml", "gexf", "jsonld", "turtle12", "trig"])
def test_a_format_of_the_whole_graph_takes_no_choice(graph: Path, form: str) -> None:
    with pytest.raises(UsageError, match="always holds the whole graph"):
        exported(graph, form, "events")


def test_an_unknown_format_is_told_with_those_there_are(graph: Path) -> None:
    with pytest.raises(UsageError, match=r"'xlsx'.*jsonl, csv, graphml"):
        exported(graph, "xlsx")


def test_columns_are_roles_of_the_ontology() -> None:
    roles = {name for name in CLAIM_COLUMNS if "_" not in name} - {
        "id", "article", "relation", "factuality", "event", "confidence", "rule"}  # fmt: skip
    assert roles - {"date"} <= {*read_vocabulary().properties, "distance", "direction"}
