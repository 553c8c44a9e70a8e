"""The files of `ontology/gazetteer`: their form, and facts that are easy to get wrong."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path

import pytest

from kg.classes import read_classes
from kg.gazetteer import normalise, read_gazetteer, read_rows

FOLDER = Path(__file__).parents[1] / "ontology" / "gazetteer"
CLASSES = read_classes(FOLDER.parent / "kg.ttl")
MOST_BYTES = 1_000_000  # of the whole folder: it travels with every installation

COLUMNS = {
    "states": "iso2 name aliases adjectives demonym_plurals capital capital_aliases "
    "latitude longitude geonames wikidata",
    "cities": "name aliases iso2 latitude longitude geonames population",
    "city_names": "name aliases iso2 geonames_names",
    "regions": "name aliases iso2 kind",
    "groups": "name aliases class iso2",
    "titles": "title kind",
    "heads": "head class needs number",
    "name_words": "word place class",
    "anaphors": "noun classes heads",
    "given_names": "name gender",
}
NEEDED = {
    "states": "name adjectives latitude longitude",
    "cities": "name iso2 latitude longitude geonames population",
    "city_names": "name iso2 geonames_names",
    "regions": "name kind",
    "groups": "name class",
    "titles": "title kind",
    "heads": "head class",
    "name_words": "word place class",
    "anaphors": "noun classes",
    "given_names": "name gender",
}
ONE_ROW_EACH = {
    "states": "name",
    "cities": "name iso2",
    "city_names": "name iso2",
    "regions": "name",
    "groups": "name",
    "titles": "title",
    "heads": "head",
    "name_words": "word place",
    "anaphors": "noun",
    "given_names": "name",
}
LEAST_ROWS = {"states": 240, "cities": 5000, "regions": 800, "groups": 500, "titles": 250, "heads": 250}
MULTIVALUED = (
    "aliases",
    "adjectives",
    "demonym_plurals",
    "capital_aliases",
    "needs",
    "geonames_names",
    "classes",
    "heads",
)
SHARED_WORDS = {"congolese", "dominican", "dominicans"}  # the first row is the state that news means more often


def rows(name: str) -> list[dict[str, str]]:
    return list(read_rows(FOLDER / f"{name}.tsv"))


def names_of(row: dict[str, str]) -> set[str]:
    return {normalise(name) for name in (row["name"], *values(row, "aliases"))}


def values(row: dict[str, str], column: str) -> list[str]:
    return [value for value in row[column].split("|") if value]


def twice(items: Iterable[Hashable]) -> set[Hashable]:
    return {item for item, times in Counter(items).items() if times > 1}


@pytest.mark.parametrize("name", COLUMNS)
def test_header_says_where_the_data_is_from(name: str) -> None:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    comments = " ".join(line for line in lines if line.startswith("#"))
    assert all(word in comments for word in ("Source:", "Licence:", "Known weaknesses:"))


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_has_every_column(name: str) -> None:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    assert table[0] == COLUMNS[name].split()
    assert [row for row in table if len(row) != len(table[0])] == []


@pytest.mark.parametrize("name", NEEDED)
def test_cells_that_a_row_needs_are_filled(name: str) -> None:
    assert [row for row in rows(name) if not all(row[column] for column in NEEDED[name].split())] == []


@pytest.mark.parametrize("name", ONE_ROW_EACH)
def test_one_row_for_each_thing(name: str) -> None:
    keys = [tuple(normalise(row[column]) for column in ONE_ROW_EACH[name].split()) for row in rows(name)]
    assert twice(keys) == set()


@pytest.mark.parametrize(("name", "least"), LEAST_ROWS.items())
def test_no_file_has_lost_its_rows(name: str, least: int) -> None:
    assert len(rows(name)) >= least


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_are_trimmed_and_lists_have_no_repeats(name: str) -> None:
    for row in rows(name):
        assert all(cell == cell.strip() for cell in row.values() if cell), row
        for column in MULTIVALUED:
            if row.get(column):
                parts = row[column].split("|")
                assert all(part and part == part.strip() for part in parts), row
                assert len(parts) == len(set(parts)), row


def test_folder_stays_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < MOST_BYTES


def test_iso_codes_are_unique_and_well_formed() -> None:
    codes = [row["iso2"] for row in rows("states") if row["iso2"]]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch("[A-Z]{2}", code)] == []


@pytest.mark.parametrize("name", ["cities", "city_names", "regions", "groups"])
def test_states_referred_to_exist(name: str) -> None:
    assert {row["iso2"] for row in rows(name)} - {row["iso2"] for row in rows("states")} - {""} == set()


@pytest.mark.parametrize("name", ["states", "cities"])
def test_coordinates_are_on_the_earth(name: str) -> None:
    for row in rows(name):
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row


def test_identifiers_are_unique_and_well_formed() -> None:
    wikidata = [row["wikidata"] for row in rows("states") if row["wikidata"]]
    assert len(wikidata) == len(set(wikidata))
    assert [identifier for identifier in wikidata if not re.fullmatch(r"Q[1-9]\d*", identifier)] == []
    geonames = [row["geonames"] for name in ("states", "cities") for row in rows(name) if row["geonames"]]
    assert [identifier for identifier in geonames if not identifier.isdigit()] == []


@pytest.mark.parametrize("column", ["adjectives", "demonym_plurals"])
def test_words_for_states_mean_one_state(column: str) -> None:
    words = [word for row in rows("states") for word in {normalise(value) for value in values(row, column)}]
    assert twice(words) <= SHARED_WORDS


def test_names_of_states_mean_one_state() -> None:
    names = [name for row in rows("states") for name in names_of(row)]
    assert twice(names) == set()


def test_names_of_groups_mean_one_group() -> None:
    names = [name for row in rows("groups") for name in names_of(row)]
    assert twice(names) == set()


def test_no_group_is_named_like_a_state() -> None:
    states = {name for row in rows("states") for name in names_of(row)}
    groups = {name for row in rows("groups") for name in names_of(row)}
    assert states & groups == set()


def test_a_bare_name_shared_with_a_city_of_the_state_means_the_city() -> None:
    cities = {(normalise(row["name"]), row["iso2"]) for row in rows("cities")}
    shared = {
        (row["name"], row["iso2"]) for row in rows("regions") for name in names_of(row) if (name, row["iso2"]) in cities
    }
    assert shared == set()


@pytest.mark.parametrize("name", ["groups", "heads"])
def test_classes_are_those_of_the_ontology(name: str) -> None:
    assert {row["class"] for row in rows(name)} - set(CLASSES.parents) == set()


def test_words_of_names_have_a_place_and_a_class() -> None:
    assert {row["place"] for row in rows("name_words")} == {"first", "last", "word"}
    assert {row["class"] for row in rows("name_words")} - set(CLASSES.parents) == {"none"}


def test_anaphors_mean_classes_of_the_ontology() -> None:
    assert {cls for row in rows("anaphors") for cls in values(row, "classes")} - set(CLASSES.parents) == set()


def test_given_names_have_a_gender() -> None:
    assert {row["gender"] for row in rows("given_names")} == {"m", "f"}


def test_kinds_of_titles_are_known() -> None:
    assert {row["kind"] for row in rows("titles")} == {"rank", "office", "role_head", "spokesperson", "honorific"}


def test_heads_are_normalised_and_their_number_is_known() -> None:
    assert [row["head"] for row in rows("heads") if row["head"] != normalise(row["head"])] == []
    assert {row["number"] for row in rows("heads")} == {"", "singular", "plural"}


FACTS = [
    # phenomenon, ISO code, other name, adjective, people, capital
    ("adjective without the state's stem", "GB", "Britain", "British", "Britons", "London"),
    ("abbreviation as name and adjective", "US", "USA", "US", "Americans", "Washington"),
    ("dotted abbreviation", "US", "U.S.A.", "U.S.", "Americans", "Washington, D.C."),
    ("people unlike adjective", "PL", "Republic of Poland", "Polish", "Poles", "Warsaw"),
    ("people unlike adjective", "DK", "Kingdom of Denmark", "Danish", "Danes", "Copenhagen"),
    ("people unlike adjective", "ES", "Kingdom of Spain", "Spanish", "Spaniards", "Madrid"),
    ("suppletive adjective", "NL", "Holland", "Dutch", "Dutch", "The Hague"),
    ("neighbours told apart by one letter", "NE", "Republic of Niger", "Nigerien", "Nigeriens", "Niamey"),
    ("neighbours told apart by one letter", "NG", "Federal Republic of Nigeria", "Nigerian", "Nigerians", "Abuja"),
    ("one adjective, the larger state", "CD", "DR Congo", "Congolese", "Congolese", "Kinshasa"),
    ("one adjective, the larger state", "DO", "Dominican Republic", "Dominican", "Dominicans", "Santo Domingo"),
    ("renamed state", "MM", "Burma", "Burmese", "Burmese", "Naypyitaw"),
    ("renamed state", "SZ", "Swaziland", "Swazi", "Swazis", "Mbabane"),
    ("renamed state", "MK", "Macedonia", "Macedonian", "Macedonians", "Skopje"),
    ("renamed state", "TR", "Türkiye", "Turkish", "Turks", "Ankara"),
    ("renamed capital", "KZ", "Republic of Kazakhstan", "Kazakh", "Kazakhs", "Nur-Sultan"),
    ("two spellings of a capital", "UA", "Ukraine", "Ukrainian", "Ukrainians", "Kiev"),
    ("translated name", "CI", "Côte d'Ivoire", "Ivorian", "Ivorians", "Yamoussoukro"),
    ("translated name", "TL", "East Timor", "Timorese", "East Timorese", "Dili"),
    ("young state", "SS", "Republic of South Sudan", "South Sudanese", "South Sudanese", "Juba"),
    ("contested state", "XK", "Kosova", "Kosovar", "Kosovars", "Pristina"),
    ("contested state", "PS", "Palestinian Territories", "Palestinian", "Palestinians", "Ramallah"),
    ("contested state", "TW", "Republic of China", "Taiwanese", "Taiwanese", "Taipei"),
    ("contested state", "EH", "Sahrawi Arab Democratic Republic", "Sahrawi", "Sahrawis", "Laayoune"),
    ("halves of a country", "KP", "DPRK", "North Korean", "North Koreans", "Pyongyang"),
    ("halves of a country", "KR", "Republic of Korea", "South Korean", "South Koreans", "Seoul"),
    ("two adjectives", "PH", "Philippines", "Filipino", "Filipinos", "Manila"),
    ("demonym of a local language", "LS", "Kingdom of Lesotho", "Basotho", "Basotho", "Maseru"),
    ("accented adjective", "BF", "Burkina", "Burkinabé", "Burkinabe", "Ouagadougou"),
    ("Gulf abbreviation", "AE", "UAE", "Emirati", "Emiratis", "Abu Dhabi"),
]


@pytest.mark.parametrize(("phenomenon", "iso2", "name", "adjective", "people", "capital"), FACTS)
def test_words_for_a_state(phenomenon: str, iso2: str, name: str, adjective: str, people: str, capital: str) -> None:
    gazetteer = read_gazetteer()
    found = (
        gazetteer.names[normalise(name)],
        gazetteer.adjectives[normalise(adjective)],
        gazetteer.demonyms[normalise(people)],
        gazetteer.capitals[normalise(capital)],
    )
    assert [known.state for known in found] == [iso2] * 4, phenomenon


NAMES = [
    # phenomenon, name, class, state
    ("city with a namesake in a smaller place", "Tripoli", "City", "LY"),
    ("old spelling of a city", "Kharkov", "City", "UA"),
    ("article in a transliteration", "Ar-Raqqah", "City", "SY"),
    ("province named like its city", "Kandahar Province", "Region", "AF"),
    ("city named like its province", "Kandahar", "City", "AF"),
    ("province without a city of its name", "Helmand", "Region", "AF"),
    ("short name of a territory", "Gaza", "Region", "PS"),
    ("region across states", "Sahel", "Region", None),
    ("two spellings of a region", "Donbass", "Region", "UA"),
    ("acronym of an armed group", "ISIL", "ArmedGroup", None),
    ("Arabic name of an armed group", "Ansar Allah", "ArmedGroup", "YE"),
    ("apostrophe in a transliteration", "Hashd al-Sha’abi", "MilitaryForce", "IQ"),
    ("alliance", "NATO", "Coalition", None),
    ("building for an institution", "Pentagon", "GovernmentBody", "US"),
    ("acronym of an agency", "AFP", "NewsAgency", "FR"),
    ("international organisation", "U.N.", "Organization", None),
]


@pytest.mark.parametrize(("phenomenon", "name", "cls", "state"), NAMES)
def test_known_names(phenomenon: str, name: str, cls: str, state: str | None) -> None:
    known = read_gazetteer().names[normalise(name)]
    assert (known.type, known.state) == (cls, state), phenomenon


HEADS = [
    # phenomenon, head, class, a modifier that it needs
    ("unambiguous base", "airbase", "MilitaryBase", None),
    ("base of anything", "base", "MilitaryBase", "military"),
    ("group of anybody", "group", "Organization", None),
    ("the longer head decides", "armed group", "ArmedGroup", None),
    ("one of them is a person", "soldier", "Person", None),
    ("many of them are a force", "soldiers", "MilitaryForce", None),
    ("plural only by form", "police", "MilitaryForce", None),
    ("weapon of two words", "air strike", "Weapon", None),
    ("head of an office", "spokesman", "Person", None),
    ("waters are a region", "river", "Region", None),
]


@pytest.mark.parametrize(("phenomenon", "head", "cls", "need"), HEADS)
def test_known_heads(phenomenon: str, head: str, cls: str, need: str | None) -> None:
    noun = read_gazetteer().heads[head]
    assert noun.type == cls, phenomenon
    assert bool(noun.needs) == bool(need) and (need is None or need in noun.needs), phenomenon


TITLES = [
    ("Maj. Gen.", "rank"),
    ("Defence Minister", "office"),
    ("Spokeswoman", "spokesperson"),
    ("Sheikh", "honorific"),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_known_titles(title: str, kind: str) -> None:
    assert read_gazetteer().titles[normalise(title)] == kind
