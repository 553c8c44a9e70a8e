"""Parameters: names as people type them, what they may mean, and that no value changes the question."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_extraction import ARRANIA, BASE, CAMP, EXTRACTION

from kg.errors import QueryError
from kg.graph.assembly import assemble
from kg.graph.iris import entity_iri
from kg.model import Entity, Factuality
from kg.outputs.name_lookup import find_entity, names_beginning, read_candidates
from kg.outputs.parameters import Parameter, parse_assignments, read_parameters, with_conditions
from kg.outputs.queries import NamedQuery, ask_named, ask_sparql, find_query, list_queries, run_query
from kg.outputs.tables import Table

CITY = Entity("city:norte", "City", "Norte", True, ("Norte", "Camp Norte"))
TWO_CAMPS = replace(EXTRACTION, entities=(*EXTRACTION.entities, CITY))
HOSTILE = [
    pytest.param('" } UNION { ?s ?p ?o } #', id="closes the string and the group"),
    pytest.param("> } INSERT DATA { <a:a> <a:b> <a:c> } #", id="an update"),
    pytest.param("?claim", id="a variable"),
    pytest.param("\\u0022 ) || true #", id="an escaped quotation mark"),
    pytest.param("x\n#[stance] FILTER(true)", id="a line of its own"),
    pytest.param("SERVICE <http://example.org/> { }", id="another endpoint"),
    pytest.param("https://example.org/x> . ?s ?p <https://example.org/y", id="an address that ends early"),
]


def memory(extraction: object = EXTRACTION) -> ox.Store:
    made = ox.Store()
    made.bulk_extend(assemble(extraction, BASE))  # type: ignore[arg-type]
    return made


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The sample's graph in memory."""
    return memory()


def cells(table: Table, column: str) -> list[object]:
    return [row[table.columns.index(column)] for row in table.rows]


# Names


@pytest.mark.parametrize(
    ("typed", "label", "phenomenon"),
    [
        ("Camp Norte", "Camp Norte", "the label"),
        ("CAMP NÓRTE", "Camp Norte", "case and accents"),
        ("camp-norte", "Camp Norte", "a hyphen for a space"),
        ("the northern base", "Camp Norte", "another spelling"),
        ("camp", "Camp Norte", "the beginning of one name only"),
        ("arrania", "Arrania", "a whole name before the names that only have it"),
        ("norte", "Camp Norte", "a word inside"),
        ("front r", "Red Front", "beginnings of words in any order"),
        (entity_iri(BASE, CAMP), "Camp Norte", "an address"),
    ],
)
def test_a_name_as_people_type_it(store: ox.Store, typed: str, label: str, phenomenon: str) -> None:
    assert find_entity(store, typed).label == label, phenomenon


def test_a_former_address_is_understood() -> None:
    old = replace(CAMP, replaces=("name:camp-old",))
    made = memory(replace(EXTRACTION, entities=(old, *(one for one in EXTRACTION.entities if one != CAMP))))
    assert find_entity(made, entity_iri(BASE, "name:camp-old")).label == "Camp Norte"


def test_several_entities_are_listed_with_their_addresses(store: ox.Store) -> None:
    with pytest.raises(QueryError) as raised:
        find_entity(store, "a")
    told = str(raised.value).splitlines()
    assert told[0].startswith("'a' may mean")
    assert f"  Arrania (State)  {entity_iri(BASE, ARRANIA)}" in told
    assert raised.value.exit_code == 4


def test_the_class_that_is_wanted_decides_between_equals() -> None:
    made = memory(TWO_CAMPS)
    assert find_entity(made, "camp norte", "MilitaryBase").label == "Camp Norte"
    assert find_entity(made, "camp norte", "City").label == "Norte"
    with pytest.raises(QueryError, match="2 entities"):
        find_entity(made, "camp norte", "Place")


def test_a_name_of_another_class_is_taken_where_none_of_the_wanted_class_fits(store: ox.Store) -> None:
    assert find_entity(store, "red front", "Place").label == "Red Front"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("Camp Nrote", "did you mean Camp Norte"), ("Atlantis", "kg query entities"), ("…", "nothing in the graph")],
)
def test_an_unknown_name_says_what_is_near(store: ox.Store, typed: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        find_entity(store, typed)


def test_names_are_offered_by_their_beginning_and_class(store: ox.Store) -> None:
    candidates = read_candidates(store)
    assert names_beginning(candidates, "the ") == ["the alliance", "the northern base"]
    assert names_beginning(candidates, "the ", "Place") == ["the northern base"]


# Values


def test_the_entity_that_was_meant_is_told(store: ox.Store) -> None:
    table = ask_named(store, find_query("attacks"), {"target": "the NORTHERN base"})
    assert table.notes == ("target: Camp Norte (MilitaryBase)",)
    assert cells(table, "attacker") == ["Red Front"]


@pytest.mark.parametrize(
    ("query", "values", "rows"),
    [
        ("handovers", {"base": "camp norte"}, 2),
        ("handovers", {"recipient": "army of arrania"}, 1),
        ("handovers", {"base": "arrania"}, 0),
        ("handovers", {"since": "2021-05-03", "until": "2021-05"}, 2),
        ("handovers", {"since": "2021-06"}, 0),
        ("handovers", {"until": "2021-04-30"}, 0),
        ("handovers", {"article": "sec"}, 1),
        ("attacks", {"stance": "Alleged"}, 1),
        ("attacks", {"stance": "denied"}, 0),
        ("attacks", {"weapon": "SHELL"}, 1),
        ("timeline", {"relation": "handed over"}, 2),
        ("timeline", {"relation": "Handed-Over", "article": "first"}, 1),
    ],
)
def test_parameters_keep_the_rows_they_name(store: ox.Store, query: str, values: dict[str, str], rows: int) -> None:
    assert len(ask_named(store, find_query(query), values).rows) == rows


def test_denials_are_found() -> None:
    claims = tuple(replace(claim, factuality=Factuality.DENIED) for claim in EXTRACTION.claims[:1])
    table = ask_named(memory(replace(EXTRACTION, claims=claims, events=())), find_query("denials"), {"entity": "camp"})
    assert (cells(table, "relation"), cells(table, "denier")) == (["handed over"], ["the alliance"])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"colour": "red"}, "has no parameter 'colour'; it has attacker, target"),
        ({"since": "last week"}, "since=last week is no date"),
        ({"since": "2020-13"}, "is no date"),
        ({"stance": "likely"}, "no stance 'likely'; choose one of asserted"),
        ({"article": "third"}, r"is none of the graph \(first, second\)"),
        ({"target": ""}, "the parameter target is empty"),
        ({"target": "Atlantis"}, "nothing in the graph is called 'Atlantis'"),
    ],
)
def test_a_value_that_means_nothing_is_explained(store: ox.Store, values: dict[str, str], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        ask_named(store, find_query("attacks"), values)


def test_a_required_parameter_is_asked_for(store: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"neighbours needs -p entity=… \(whose neighbours\)"):
        ask_named(store, find_query("neighbours"), {})


@pytest.mark.parametrize(
    ("assignments", "told"),
    [(["base"], "'base' is no parameter"), (["=x"], "NAME=VALUE"), (["a=1", "a=2"], "a is given twice")],
)
def test_assignments_that_cannot_be_read(assignments: list[str], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        parse_assignments(assignments)


def test_a_value_may_hold_an_equals_sign() -> None:
    assert parse_assignments(["words=a = b"]) == {"words": "a = b"}


# No value changes the question


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("query", ["attacks", "handovers", "spellings"])
def test_no_name_is_read_as_sparql(store: ox.Store, query: str, value: str) -> None:
    parameter = next(one for one in find_query(query).parameters if one.type in ("Entity", "Place", "Agent"))
    with pytest.raises(QueryError, match=r"nothing in the graph is called|may mean"):
        ask_named(store, find_query(query), {parameter.name: value})


@pytest.mark.parametrize("value", HOSTILE)
def test_no_text_is_read_as_sparql(store: ox.Store, value: str) -> None:
    assert ask_named(store, find_query("quotes"), {"words": value}).rows == ()


@given(words=st.text(min_size=1).filter(str.strip))
@settings(deadline=None, max_examples=60)
def test_a_text_finds_the_rows_that_have_it_and_no_others(store: ox.Store, words: str) -> None:
    typed = words.strip()
    quotes = {claim.evidence.text for claim in EXTRACTION.claims}
    found = set(cells(ask_named(store, find_query("quotes"), {"words": typed}), "quote"))
    assert found <= quotes
    if typed.isascii():
        assert found == {quote for quote in quotes if typed.lower() in quote.lower()}


# Query files


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_each_parameter_is_declared_and_used(query: NamedQuery) -> None:
    declared = {parameter.name for parameter in query.parameters}
    used = {name for name in declared if f'kg:parameter("{name}")' in query.sparql}
    conditional = {
        line.split("]")[0].strip()[2:] for line in query.sparql.splitlines() if line.strip().startswith("#[")
    }
    assert declared == used == conditional


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_each_condition_parses_where_it_is_in_force(store: ox.Store, query: NamedQuery) -> None:
    for parameter in query.parameters:
        sparql = with_conditions(query.sparql, {parameter.name: ""})
        assert sparql.count("\n") == query.sparql.count("\n")
        assert sparql != query.sparql
        run_query(store, sparql)


@pytest.mark.parametrize(
    ("declaration", "told"),
    [("Place", "needs the form TYPE"), ("Galaxy (where)", "neither a class of the ontology nor one of Entity, date")],
)
def test_a_wrong_declaration_is_refused(declaration: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        read_parameters({"parameter where": declaration}, "my.rq")


def test_declarations_are_read() -> None:
    assert read_parameters({"title": "x", "parameter base": "Place, required (the base)"}, "my.rq") == (
        Parameter("base", "Place", "the base", True),
    )


# SPARQL of the user's own

OWN = "SELECT ?giver ?base WHERE { ?giver kg:handed_over ?base }"


@pytest.mark.parametrize(
    ("sparql", "values", "rows"),
    [
        pytest.param(OWN, {"base": "camp norte"}, 1, id="a variable of a pattern"),
        pytest.param(OWN, {"base": "arrania"}, 0, id="another thing"),
        pytest.param(OWN.replace("?base", "$base"), {"base": "camp"}, 1, id="a variable with a dollar sign"),
        pytest.param(
            'SELECT ?s { ?s kg:handed_over ?b FILTER(?b = kg:parameter("base")) }',
            {"base": "camp"},
            1,
            id="in a FILTER",
        ),
        pytest.param(
            "# parameter since: date (from when)\n"
            'SELECT ?c { ?c a kg:Claim ; kg:date ?d FILTER(STR(?d) >= kg:parameter("since")) }',
            {"since": "2021-05-03"},
            1,
            id="a declared date",
        ),
        pytest.param(
            "# parameter words: text (some words)\nSELECT ?q {\n  ?p oa:exact ?q\n"
            '  #[words] FILTER(CONTAINS(?q, kg:parameter("words")))\n}',
            {"words": "shelled"},
            1,
            id="a condition",
        ),
    ],
)
def test_parameters_of_a_users_query(store: ox.Store, sparql: str, values: dict[str, str], rows: int) -> None:
    assert len(ask_sparql(store, sparql, values).rows) == rows


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        pytest.param(OWN.replace("?base WHERE", "WHERE"), r"add \?base to the SELECT line", id="not selected"),
        pytest.param(
            "SELECT ?s ?base { ?s kg:handed_over ?b FILTER(?b = ?base) }",
            r'in a FILTER write kg:parameter\("base"\)',
            id="in a FILTER alone, which would silently answer nothing",
        ),
        pytest.param("SELECT ?s { ?s a kg:Claim }", r"no pattern of the query has \?base", id="nowhere"),
    ],
)
def test_a_parameter_without_a_place_is_refused(store: ox.Store, sparql: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        ask_sparql(store, sparql, {"base": "camp norte"})
