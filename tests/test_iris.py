"""IRIs are legal whatever the id, the same for the same id, and passages' IRIs can be read back."""

import re
import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.graph.iris import (
    DEFAULT_BASE,
    MAX_SLUG,
    article_iri,
    check_base,
    entity_iri,
    mint,
    parse_passage_iri,
    passage_iri,
    slug,
)
from kg.graph.terms import date_literal, decimal

IDS = st.text(min_size=1)


@given(IDS)
def test_minted_iris_survive_every_format(identifier: str) -> None:
    iri = ox.NamedNode(mint(DEFAULT_BASE, "entity", identifier))
    triple = ox.Triple(iri, iri, iri)
    for form in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML):
        read = list(ox.parse(ox.serialize([triple], format=form), format=form))
        assert [quad.triple for quad in read] == [triple]


@given(IDS)
def test_minted_iris_have_the_pattern(identifier: str) -> None:
    name = mint(DEFAULT_BASE, "claim", identifier).removeprefix(f"{DEFAULT_BASE}claim/")
    assert re.fullmatch(rf"([a-z0-9-]{{1,{MAX_SLUG}}}-)?[0-9a-f]{{16}}", name)


@given(st.lists(IDS, unique_by=lambda text: unicodedata.normalize("NFC", text)))
def test_different_ids_get_different_iris(identifiers: list[str]) -> None:
    assert len({entity_iri(DEFAULT_BASE, identifier) for identifier in identifiers}) == len(identifiers)


@given(IDS)
def test_unicode_forms_of_one_id_get_one_iri(identifier: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, identifier) for form in ("NFC", "NFD"))
    assert entity_iri(DEFAULT_BASE, composed) == entity_iri(DEFAULT_BASE, decomposed)


@given(IDS, st.integers(0, 10**9), st.integers(0, 10**6))
def test_passage_iris_are_read_back(article: str, start: int, length: int) -> None:
    place = parse_passage_iri(passage_iri(DEFAULT_BASE, article, start, start + length))
    assert place == (article_iri(DEFAULT_BASE, article), start, start + length)


@given(IDS)
def test_other_iris_are_no_passages(article: str) -> None:
    assert parse_passage_iri(article_iri(DEFAULT_BASE, article)) is None


@pytest.mark.parametrize(
    ("text", "expected", "phenomenon"),
    [
        ("Tahsin al-Khafājī", "tahsin-al-khafaji", "accents and hyphens"),
        ("  U.S. -- forces  ", "u-s-forces", "punctuation runs"),
        ("الجيش", "", "a script without Latin letters"),
        ("x" * 60, "x" * MAX_SLUG, "a long name"),
        ("a" * 39 + " b", "a" * 39, "no hyphen at the cut"),
    ],
)
def test_slug(text: str, expected: str, phenomenon: str) -> None:
    assert slug(text) == expected, phenomenon


@pytest.mark.parametrize("base", ["", "news/", "https://example.org", "https:///x/", "https://e.org/a b/", "urn:x/"])
def test_unusable_base_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base IRI"):
        check_base(base)


@pytest.mark.parametrize("base", [DEFAULT_BASE, "http://localhost:8000/", "https://example.org/a/b-c/"])
def test_usable_base_comes_back(base: str) -> None:
    assert check_base(base) == base


@pytest.mark.parametrize(
    ("value", "datatype", "phenomenon"),
    [
        ("2020-08-23", "date", "a day"),
        ("2020-08", "gYearMonth", "a month"),
        ("2020", "gYear", "a year"),
        ("2020-02-31", "string", "a day that the calendar lacks"),
        ("2020-13", "string", "a month that the calendar lacks"),
        ("Sunday", "string", "words"),
        ("٢٠٢٠", "string", "digits of another script"),
    ],
)
def test_dates_are_typed_by_precision(value: str, datatype: str, phenomenon: str) -> None:
    literal = date_literal(value)
    assert literal.value == value
    assert literal.datatype.value.rpartition("#")[2] == datatype, phenomenon


@pytest.mark.parametrize(
    ("value", "expected"), [(0.93, "0.93"), (1.0, "1.0"), (0.00004, "0.0"), ("33.5250", "33.525"), ("-44", "-44.0")]
)
def test_decimals_have_no_exponent(value: float | str, expected: str) -> None:
    assert decimal(value).value == expected
