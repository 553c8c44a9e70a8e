"""Small articles made by chance for tests of graphs that grow: the same people, bases and forces under many names.

They are written so that articles change what others mean: a family name alone, two persons of one family name, a base
with and without its kind, the same hand-over told twice.
"""

import random
from pathlib import Path

PERSONS = (
    "Karim al-Sayegh", "Nadia Sayegh", "Oleh Tkachuk", "Petro Tkachuk", "Ibrahim Diallo", "Moussa Diallo",
    "Daw Khin Nwe", "Aung Tun", "Lena Marchetti", "Samir Qureshi", "Rashid al-Amari", "Jorge Villalba",
)  # fmt: skip
BASES = ("Camp Loma", "Loma base", "the Loma military base", "Sarab airbase", "the Sarab base", "Fort Dune")
FORCES = ("Malian troops", "the Malian army", "French forces", "Ukrainian troops", "Iraqi security forces", "rebels")
PLACES = ("Gao", "Mosul", "Kharkiv", "Kidal", "Baghdad", "Bamako")
DAYS = ("on Monday", "on Tuesday", "on 3 May 2021", "last week", "")
SENTENCES = (
    "{force} handed over {base} to {other} {day}, {person} said.",
    "{force} withdrew from {base} near {place} {day}.",
    "{person} accused {force} of attacking {base} {day}.",
    "{family} denied that {other} had attacked {place}.",
    "{person}, a spokesman for {force}, met {second} in {place} {day}.",
    "{force} killed three people in {place} {day}, {family} told reporters.",
    "{family} said {base} would be handed over to {force}.",
)


def write_articles(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Write `count` articles of two to five sentences into a folder; the same seed gives the same articles."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"made-{number:03}.txt" for number in range(count)]
    for path in paths:
        told = " ".join(_sentence(chance) for _ in range(chance.randint(2, 5)))
        path.write_text(f"---\ndate: 2021-05-0{chance.randint(1, 9)}\n---\n\n{told}\n", encoding="utf-8")
    return paths


def _sentence(chance: random.Random) -> str:
    force, other = chance.sample(FORCES, 2)
    person, second = chance.sample(PERSONS, 2)
    sentence = chance.choice(SENTENCES).format(
        force=force,
        other=other,
        person=person,
        second=second,
        family=chance.choice(PERSONS).split()[-1],
        base=chance.choice(BASES),
        place=chance.choice(PLACES),
        day=chance.choice(DAYS),
    )
    return (sentence[0].upper() + sentence[1:]).replace(" .", ".").replace(" ,", ",")
