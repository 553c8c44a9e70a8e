"""What a load consists of, without any server: addresses, secrets, canonical values, plans."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from generated_graph import article_graph, write_folder
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EndpointError, KgError, TooLargeError, UsageError
from kg.graph.store import open_graph
from kg.graph.vocabulary import XSD
from kg.outputs.triplestore.checksums import canonical_triples, graph_checksum, triple_lines
from kg.outputs.triplestore.credentials import Credentials, read_credentials
from kg.outputs.triplestore.endpoints import check_url, endpoint, find_preset, presets, recognise
from kg.outputs.triplestore.ledger import Holding
from kg.outputs.triplestore.plan import Action, compare_with_store, deletions, read_graph
from kg.outputs.triplestore.portability import check_portable

# Addresses. (what the user gives, kind, query, update, graph store)

ADDRESSES = [
    ("http://h:7878", "oxigraph", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
    ("http://h:7878/query", "oxigraph", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
    ("http://h/sparql-auth/", "virtuoso", "http://h/sparql", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
    ("http://h/ds", "fuseki", "http://h/ds/query", "http://h/ds/update", "http://h/ds/data"),
    ("http://h/ds/sparql", "jena", "http://h/ds/query", "http://h/ds/update", "http://h/ds/data"),
    (
        "http://h/rdf4j-server/repositories/r/statements",
        "graphdb",
        "http://h/rdf4j-server/repositories/r",
        "http://h/rdf4j-server/repositories/r/statements",
        "http://h/rdf4j-server/repositories/r/rdf-graphs/service",
    ),
    ("http://h:5820/news", "stardog", "http://h:5820/news/query", "http://h:5820/news/update", "http://h:5820/news"),
    ("https://h/sparql", "generic", "https://h/sparql", "https://h/sparql", ""),
]


@pytest.mark.parametrize(("url", "kind", "query", "update", "graphs"), ADDRESSES)
def test_an_address_means_the_urls_of_its_kind(url: str, kind: str, query: str, update: str, graphs: str) -> None:
    found = endpoint(url, find_preset(kind))
    assert (found.query, found.update, found.graphs) == (query, update, graphs)


def test_virtuoso_answers_queries_with_rights_at_another_address() -> None:
    assert endpoint("http://h/sparql", find_preset("virtuoso"), authenticated=True).query == "http://h/sparql-auth"


def test_given_addresses_replace_those_of_the_kind() -> None:
    found = endpoint("http://h/q", find_preset("generic"), update="http://h/u", graphs="http://h/g")
    assert (found.update, found.graphs) == ("http://h/u", "http://h/g")


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("http://loader:s3cret@h/", "KG_PASSWORD"),
        ("http://loader@h/", "KG_PASSWORD"),
        ("http://h/sparql?key=s3cret", "KG_TOKEN"),
        ("ftp://h/", "http://localhost"),
        ("localhost:7878", "http://localhost"),
        ("", "http://localhost"),
    ],
)
def test_an_address_that_holds_secrets_or_is_none_is_refused(url: str, named: str) -> None:
    with pytest.raises(UsageError, match=named) as refusal:
        check_url(url)
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "headers", "kind"),
    [
        ("http://h:1", {"server": "Oxigraph/0.5.13"}, "oxigraph"),
        ("http://h:1", {"server": "Virtuoso/07.20.3229 (Linux) x86_64"}, "virtuoso"),
        ("http://h:1/ds", {"server": "Apache Jena Fuseki (4.9.0)"}, "fuseki"),
        ("http://h:1/ds", {"fuseki-request-id": "7"}, "fuseki"),
        ("http://h:1/repositories/news", {"server": "Jetty"}, "rdf4j"),
        ("http://h:1/sparql", {"server": "nginx"}, "generic"),
        ("http://h:1/sparql", {}, "generic"),
    ],
)
def test_a_server_is_recognised_by_what_it_says_of_itself(url: str, headers: dict[str, str], kind: str) -> None:
    assert recognise(url, headers).kind == kind


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="oxigraph, virtuoso"):
        find_preset("mysql")
    assert "generic" in presets()


# Secrets


def secrets_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "secrets.toml"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_secrets_come_from_the_environment_a_file_or_a_prompt(tmp_path: Path) -> None:
    assert read_credentials({"KG_USER": "a", "KG_PASSWORD": "b"}) == Credentials("a", "b")
    assert read_credentials({"KG_TOKEN": "t"}) == Credentials(token="t")
    file = secrets_file(tmp_path, 'user = "f"\npassword = "g"\n')
    assert read_credentials({"KG_USER": "a", "KG_PASSWORD": "b"}, file=file) == Credentials("f", "g")
    assert read_credentials({}, user="p", ask=lambda _question: "asked") == Credentials("p", "asked")
    assert not read_credentials({})


@pytest.mark.parametrize(
    ("text", "mode", "named"),
    [
        ('password = "s3cret"', 0o644, "chmod 600"),
        ('passwort = "s3cret"', 0o600, "user ="),
        ("s3cret", 0o600, "user ="),
        ("password = 53", 0o600, "user ="),
    ],
)
def test_a_bad_file_of_secrets_is_named_and_not_quoted(tmp_path: Path, text: str, mode: int, named: str) -> None:
    file = secrets_file(tmp_path, text, mode)
    with pytest.raises(UsageError, match=named) as refusal:
        read_credentials({}, file=file)
    assert str(file) in str(refusal.value)
    assert "s3cret" not in str(refusal.value)


def test_a_user_without_password_is_told_where_to_put_it() -> None:
    with pytest.raises(UsageError, match="KG_PASSWORD"):
        read_credentials({"KG_USER": "a"})


def test_secrets_are_never_shown() -> None:
    secret = Credentials("loader", "pass word/1", "tok")
    assert "pass" not in repr(secret) and "tok" not in repr(secret)
    hidden = secret.hide("pass word/1 pass%20word%2F1 bG9hZGVyOnBhc3Mgd29yZC8x tok")
    assert hidden == "*** *** *** ***"


# Canonical values. (two spellings, type or language, whether they are one value)

SPELLINGS = [
    ("1.0", "1", "decimal", True),
    ("33.5250", "+33.525", "decimal", True),
    ("-0.0", "0", "decimal", True),
    ("0.1", "0.10000001", "decimal", False),
    ("007", "7", "integer", True),
    ("-0", "0", "nonNegativeInteger", True),
    ("7", "8", "integer", False),
    ("1E2", "100.0", "double", True),
    ("true", "1", "boolean", True),
    ("true", "0", "boolean", False),
    ("2020-08-23T10:00:00.500Z", "2020-08-23T10:00:00.5+00:00", "dateTime", True),
    ("2020-08-23T10:00:00Z", "2020-08-23T10:00:00", "dateTime", False),
    ("2020-08-23T10:00:00Z", "2020-08-23T10:00:00+02:00", "dateTime", False),
    ("2020-08-23Z", "2020-08-23-00:00", "date", True),
    ("2020-08", "2020-8", "gYearMonth", False),
    ("not a number", "not a number", "integer", True),
    ("1.0", "1", "string", False),
    (" 1", "1", "string", False),
]


def literal(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def checksum(value: ox.Literal) -> str:
    node = ox.NamedNode("http://e/s")
    return graph_checksum("http://e/g", canonical_triples(triple_lines([ox.Triple(node, node, value)])))


@pytest.mark.parametrize(("one", "other", "datatype", "same"), SPELLINGS)
def test_equal_values_have_one_checksum(one: str, other: str, datatype: str, same: bool) -> None:
    assert (checksum(literal(one, datatype)) == checksum(literal(other, datatype))) is same


def test_language_tags_have_one_spelling_and_tell_texts_apart() -> None:
    assert checksum(ox.Literal("a", language="fr-CA")) == checksum(ox.Literal("a", language="fr-ca"))
    assert checksum(ox.Literal("a", language="fr")) != checksum(ox.Literal("a"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_compared_character_for_character(text: str) -> None:
    node = ox.NamedNode("http://e/s")
    lines = triple_lines(
        [ox.Triple(node, node, ox.Literal(text)), ox.Triple(node, node, ox.Literal(text, language="en"))]
    )
    assert canonical_triples(lines) == set(lines)


@given(st.binary(min_size=1, max_size=60), st.integers(0, 10**6))
def test_a_checksum_is_that_of_sort_and_sha256sum(data: bytes, number: int) -> None:
    import hashlib

    node, text = ox.NamedNode("http://e/s"), ox.Literal(data.hex())
    triples = [ox.Triple(node, node, text), ox.Triple(node, node, literal(str(number), "integer"))]
    lines = canonical_triples(triple_lines(triples))
    quads = sorted(line[:-1] + b"<http://e/g> .\n" for line in lines)
    assert graph_checksum("http://e/g", lines) == hashlib.sha256(b"".join(quads)).hexdigest()
    assert len(list(ox.parse(b"".join(quads), format=ox.RdfFormat.N_QUADS))) == 2


# Plans


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of two articles."""
    return write_folder(tmp_path_factory.mktemp("plan") / "graph", {0: 40, 1: 40})


def test_each_graph_gets_the_step_it_needs(folder: Path) -> None:
    store = open_graph(folder)
    first, second = (read_graph(store, article_graph(number)) for number in (0, 1))
    gone = article_graph(2)
    cases = [
        ("nothing is there", {}, {}, ["add", "add"]),
        ("both are there", {}, {first.iri: 40, second.iri: 40}, ["replace", "replace"]),
        ("as loaded", {first.iri: first.holding}, {first.iri: 40}, ["keep", "add"]),
        ("emptied by someone", {first.iri: first.holding}, {}, ["add", "add"]),
        ("changed in size", {first.iri: first.holding}, {first.iri: 39}, ["replace", "add"]),
        ("changed here", {first.iri: Holding(40, "other")}, {first.iri: 40}, ["replace", "add"]),
    ]
    for phenomenon, held, present, expected in cases:
        steps = [step.action.value for step, _ in compare_with_store(store, held, present)]
        assert steps == expected, phenomenon
    assert (
        deletions([first.iri], {first.iri: first.holding, gone: Holding(7, "x")}, {gone: 7})[0].action is Action.DELETE
    )


def test_all_means_all(folder: Path) -> None:
    store = open_graph(folder)
    graph = read_graph(store, article_graph(0))
    steps = compare_with_store(store, {graph.iri: graph.holding}, {graph.iri: 40}, everything=True)
    assert [step.action for step, _ in steps] == [Action.REPLACE, Action.ADD]


@given(st.integers(0, 4000))
def test_a_transaction_that_is_cut_short_is_no_trig(cut: int) -> None:
    body = b'<http://e/g> {\n<http://e/s> <http://e/p> "1" .\n<http://e/s> <http://e/p> "2" .\n}\n'
    short = body[: cut % len(body.rstrip())]
    try:
        read = {str(quad.graph_name) for quad in ox.parse(short, format=ox.RdfFormat.TRIG)}
    except SyntaxError:
        read = set()
    assert not read


# Portable data. (line, kind of store, what the message must name; "" for fine)

S, P = "<http://e/s>", "<http://e/p>"
LONG = "<http://e/" + "x" * 1900 + ">"


@pytest.mark.parametrize(
    ("line", "kind", "named"),
    [
        (f'{S} {P} "true"^^<{XSD}boolean> .', "virtuoso", "boolean"),
        (f'{S} {P} "true"^^<{XSD}boolean> .', "oxigraph", ""),
        (f"{LONG} {P} {S} .", "virtuoso", "1800"),
        (f"{LONG} {P} {S} .", "fuseki", ""),
        (f'{S} {P} "{LONG[1:-1]}" .', "virtuoso", ""),
        (f'{S} {P} "see {LONG} and _:b" .', "virtuoso", ""),
        (f"_:b {P} {S} .", "generic", "blank node"),
        (f"{S} {P} _:b .", "oxigraph", "blank node"),
        (f'{S} {P} "2020-08-23T10:00:00"^^<{XSD}dateTime> .', "oxigraph", "zone"),
        (f'{S} {P} "2020-08-23T10:00:00Z"^^<{XSD}dateTime> .', "virtuoso", ""),
        (f'{S} {P} "2020-08-23T10:00:00.5-03:00"^^<{XSD}dateTime> .', "virtuoso", ""),
    ],
)
def test_what_a_store_would_not_keep_is_refused_before_it_is_sent(line: str, kind: str, named: str) -> None:
    if not named:
        check_portable("http://e/g", [line.encode()], find_preset(kind))
        return
    with pytest.raises(EndpointError, match=named):
        check_portable("http://e/g", [line.encode()], find_preset(kind))


def test_errors_of_triplestores_leave_with_five() -> None:
    assert EndpointError.exit_code == TooLargeError.exit_code == 5
    assert issubclass(TooLargeError, KgError)
