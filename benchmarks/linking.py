"""How the time and memory of linking grow with the number of distinct names.

    .venv/bin/python benchmarks/linking.py [NUMBER OF NAMES …]

Names are made of syllables, three persons to one organisation, ten to an article, each in one to three spellings;
the same numbers give the same names. Prints, for each number (default: 10,000 and 100,000), CPU seconds, the factor
to the number before, what n log n would give, and the most memory of the process so far.
"""

import math
import random
import resource
import sys
import time
from collections.abc import Iterator

from kg.entities.linking import ArticleMentions, link_articles
from kg.gazetteer import read_gazetteer
from kg.model import Mention, MentionKind

ONSETS = "b d f g h j k kh l m n p q r s sh t th v w y z".split()
VOWELS = "a e i o u ou ee ai".split()
ENDS = ["", "", "n", "r", "l", "m", "d"]
KINDS = ["Brigade", "Movement", "Front", "Trading Company", "Party", "Foundation"]
VARIANTS = (("q", "k"), ("ou", "u"), ("ee", "i"), ("sh", "ch"), ("e", "a"))
NAMES_IN_ARTICLE = 10


def names(number: int) -> Iterator[tuple[str, str]]:
    """Distinct names with their class."""
    chance = random.Random(number)
    families = [_word(chance, 3) for _ in range(max(10, number // 8))]
    given = [_word(chance, 2) for _ in range(max(10, number // 40))]
    made: set[str] = set()
    while len(made) < number:
        person = chance.random() < 0.75
        name = (
            f"{chance.choice(given)} {chance.choice(families)}"
            if person
            else f"{_word(chance, 3)} {chance.choice(KINDS)}"
        )
        for spelling in dict.fromkeys((name, _varied(chance, name))):
            if spelling not in made and len(made) < number:
                made.add(spelling)
                yield spelling, "Person" if person else "Organization"


def _word(chance: random.Random, syllables: int) -> str:
    parts = [chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)]
    return ("".join(parts) + chance.choice(ENDS)).capitalize()


def _varied(chance: random.Random, name: str) -> str:
    before, after = chance.choice(VARIANTS)
    return name.replace(before, after, 1)


def articles(number: int) -> list[ArticleMentions]:
    """Articles in which these names stand, each beside one of the states."""
    states = ["state:iq", "state:ua", "state:ml", "state:co", "state:mm"]
    found = []
    group: list[Mention] = []
    for count, (name, cls) in enumerate(names(number)):
        article = f"article-{count // NAMES_IN_ARTICLE:06}"
        start = 100 + 60 * (count % NAMES_IN_ARTICLE)
        group.append(Mention(article, start, start + len(name), name, MentionKind.NAME, cls, 0, 0))
        if len(group) == NAMES_IN_ARTICLE or count == number - 1:
            state = states[len(found) % len(states)]
            group.append(Mention(article, 0, 4, "Iraq", MentionKind.NAME, "State", 0, 0, known=state))
            found.append(ArticleMentions(article, tuple(group)))
            group = []
    return found


def main(numbers: list[int]) -> None:
    gazetteer = read_gazetteer()
    before: tuple[int, float] | None = None
    for number in numbers:
        given = articles(number)
        started = time.process_time()
        linking = link_articles(given, gazetteer)
        seconds = time.process_time() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        growth = ""
        if before is not None:
            law = number * math.log(number) / (before[0] * math.log(before[0]))
            growth = f", {seconds / before[1]:.1f} times as long (n log n: {law:.1f})"
        print(
            f"{number:,} names: {seconds:.1f} s{growth}, {len(linking.entities):,} entities, "
            f"{len(linking.open_cases):,} open cases, at most {memory:,.0f} MB"
        )
        before = number, seconds


if __name__ == "__main__":
    main([int(argument.replace(",", "")) for argument in sys.argv[1:]] or [10_000, 100_000])
