"""Graphs of any size, shaped like those of articles: passages with offsets, words and what they refer to."""

import json
import random
import shutil
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.graph import terms
from kg.graph.folder import FORMAT_VERSION, MARKER
from kg.graph.store import STORE
from kg.graph.vocabulary import DCTERMS, OA

BASE = "https://example.org/generated/"
_WORDS = (
    "base",
    "army",
    "troops",
    "rocket",
    "city",
    "Überfall",
    "\\n",
    '"said"',
    "الجيش",
    "\t",
    " north ",
    "1.0",
    "😀",
)


def article_graph(number: int) -> str:
    """The IRI of the named graph of an article."""
    return f"{BASE}article/{number:016x}"


def article_triples(number: int, version: int = 0) -> Iterator[ox.Triple]:
    """Endless triples of one article; another version of it shares about half of them."""
    article = article_graph(number)
    shared, own = random.Random(number), random.Random(f"{number}/{version}")
    start = 0
    while True:
        chance = shared if shared.random() < 0.5 else own
        start += 40
        end = start + 20 + (version if chance is own else 0)
        passage = terms.node(f"{article}#char={start},{end}")
        words = " ".join(chance.choice(_WORDS) for _ in range(8))
        yield ox.Triple(passage, terms.TYPE, terms.kg("Passage"))
        yield ox.Triple(passage, terms.node(DCTERMS + "isPartOf"), terms.node(article))
        yield ox.Triple(passage, terms.node(OA + "exact"), terms.text(f"{words} {start}"))
        yield ox.Triple(passage, terms.kg("start"), terms.integer(start))
        yield ox.Triple(passage, terms.kg("end"), terms.integer(end))
        yield ox.Triple(passage, terms.kg("refersTo"), terms.node(f"{BASE}entity/e-{chance.randrange(3000):016x}"))
        yield ox.Triple(passage, terms.kg("confidence"), terms.decimal(chance.randrange(1, 20) / 20))
        yield ox.Triple(passage, terms.kg("date"), terms.typed(f"20{chance.randrange(10, 30)}-07-01", "date"))


def write_folder(folder: Path, sizes: Mapping[int, int], version: int = 0) -> Path:
    """A graph folder with an article's graph for each number, of so many triples."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    store = ox.Store(str(folder / STORE))
    for number, size in sizes.items():
        name = terms.node(article_graph(number))
        triples = islice(article_triples(number, version), size)
        store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
    store.flush()
    store.optimize()
    marker = {"format": "kg graph folder", "version": FORMAT_VERSION, "base": BASE}
    (folder / MARKER).write_text(json.dumps(marker))
    return folder
