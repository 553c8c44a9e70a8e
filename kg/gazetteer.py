"""World knowledge of `ontology/gazetteer`: states, cities, regions, groups, titles and the nouns that type a phrase."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from kg.resources import resource_folder


@dataclass(frozen=True)
class Known:
    """A named thing of general knowledge; `id` is stable and unique among known things."""

    id: str
    name: str
    type: str
    state: str | None = None  # ISO code
    coordinates: tuple[str, str] | None = None
    same_as: tuple[str, ...] = ()
    own: bool = False  # of the user's list: above what the recogniser says


@dataclass(frozen=True)
class HeadNoun:
    """The class a noun gives its phrase, and the modifiers without which it gives none."""

    type: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Anaphor:
    """What a description such as *the group* may point back to: classes, and the last words its name must have."""

    classes: tuple[str, ...]
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Gazetteer:
    """Look-ups by normalised name (see `normalise`)."""

    names: Mapping[str, Known] = field(default_factory=dict)
    adjectives: Mapping[str, Known] = field(default_factory=dict)  # Iraqi, US, British → the state
    demonyms: Mapping[str, Known] = field(default_factory=dict)  # Iraqis → the state
    capitals: Mapping[str, Known] = field(default_factory=dict)  # Baghdad → the state it can stand for
    titles: Mapping[str, str] = field(default_factory=dict)  # title → kind
    heads: Mapping[str, HeadNoun] = field(default_factory=dict)
    name_words: Mapping[tuple[str, str], str] = field(default_factory=dict)  # word and its place in a name → class
    anaphors: Mapping[str, Anaphor] = field(default_factory=dict)  # "group" of *the group* → what it may mean
    genders: Mapping[str, str] = field(default_factory=dict)  # given name → m or f

    @cached_property
    def by_id(self) -> Mapping[str, Known]:
        """Every known thing by its id."""
        return {thing.id: thing for thing in self.names.values()}

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words that known names and words for states begin with."""
        known = (self.names, self.adjectives, self.demonyms)
        return frozenset(name.partition(" ")[0] for names in known for name in names)

    def state(self, word: str) -> Known | None:
        """The state that a name, adjective or demonym stands for."""
        key = normalise(word)
        named = self.names.get(key)
        if named is not None and named.type == "State":
            return named
        return self.adjectives.get(key) or self.demonyms.get(key)


def normalise(name: str) -> str:
    """Lower case without accents, dots, apostrophes and doubled blanks; hyphens become blanks."""
    plain = name if name.isascii() else _without_accents(name)
    for mark, replacement in ((".", ""), ("'", ""), ("-", " "), ("–", " ")):
        plain = plain.replace(mark, replacement)
    return " ".join(plain.lower().split())


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("’", "'")


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file whose `#` lines are comments and whose first line names the columns."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, [*line.split("\t"), *[""] * len(columns)], strict=False))


def _list(cell: str | None) -> list[str]:
    return [item.strip() for item in (cell or "").split("|") if item.strip()]


@cache
def read_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The gazetteer of `folder` (default: the one shipped)."""
    place = folder or resource_folder("ontology") / "gazetteer"
    names: dict[str, Known] = {}
    adjectives: dict[str, Known] = {}
    demonyms: dict[str, Known] = {}
    capitals: dict[str, Known] = {}
    for row in read_rows(place / "states.tsv"):
        state = _state(row)
        for name in [row["name"], *_list(row["aliases"])]:
            names.setdefault(normalise(name), state)
        for adjective in _list(row["adjectives"]):
            adjectives.setdefault(normalise(adjective), state)
        for demonym in _list(row["demonym_plurals"]):
            demonyms.setdefault(normalise(demonym), state)
        for capital in _capital_names(row):
            capitals.setdefault(normalise(capital), state)
    for file, known in (("groups", _group), ("regions", _region), ("cities", _city)):
        for row in read_rows(place / f"{file}.tsv"):
            thing = known(row)
            for name in [row["name"], *_list(row["aliases"])]:
                names.setdefault(normalise(name), thing)
    for row in read_rows(place / "states.tsv"):
        seat = names.get(normalise(row["capital"]))
        if seat is not None and seat.type == "City":
            for capital in _capital_names(row):
                names.setdefault(normalise(capital), seat)
    titles = {normalise(row["title"]): row["kind"] for row in read_rows(place / "titles.tsv")}
    heads = {
        row["head"]: HeadNoun(row["class"], tuple(_list(row.get("needs")))) for row in read_rows(place / "heads.tsv")
    }
    name_words = {(row["word"], row["place"]): row["class"] for row in read_rows(place / "name_words.tsv")}
    anaphors = {
        row["noun"]: Anaphor(tuple(_list(row["classes"])), frozenset(_list(row.get("heads"))))
        for row in read_rows(place / "anaphors.tsv")
    }
    genders = {normalise(row["name"]): row["gender"] for row in read_rows(place / "given_names.tsv")}
    return Gazetteer(names, adjectives, demonyms, capitals, titles, heads, name_words, anaphors, genders)


def _capital_names(row: Mapping[str, str]) -> list[str]:
    """A state's capital in all spellings; *Washington, D.C.* also without the comma."""
    names = [name for name in (row["capital"], *_list(row.get("capital_aliases"))) if name]
    return list(dict.fromkeys([*names, *(name.replace(",", "") for name in names)]))


def _coordinates(row: Mapping[str, str]) -> tuple[str, str] | None:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    return (latitude, longitude) if latitude and longitude else None


def _same_as(row: Mapping[str, str]) -> tuple[str, ...]:
    links = []
    if row.get("geonames"):
        links.append(f"https://sws.geonames.org/{row['geonames']}/")
    if row.get("wikidata"):
        links.append(f"http://www.wikidata.org/entity/{row['wikidata']}")
    return tuple(links)


def _state(row: Mapping[str, str]) -> Known:
    code = row["iso2"] or normalise(row["name"]).replace(" ", "-")
    return Known(f"state:{code.lower()}", row["name"], "State", code, _coordinates(row), _same_as(row))


def _group(row: Mapping[str, str]) -> Known:
    return Known(f"group:{normalise(row['name'])}", row["name"], row["class"], row.get("iso2") or None)


def _region(row: Mapping[str, str]) -> Known:
    iso = row.get("iso2") or None
    return Known(f"region:{normalise(row['name'])}:{(iso or '').lower()}", row["name"], "Region", iso)


def _city(row: Mapping[str, str]) -> Known:
    iso = row.get("iso2") or None
    identifier = f"city:{normalise(row['name'])}:{(iso or '').lower()}"
    return Known(identifier, row["name"], "City", iso, _coordinates(row), _same_as(row))
