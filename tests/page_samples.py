"""Claims, articles and graphs that the tests of the HTML graph share."""

from kg.model import Argument, Article, Claim, Entity, Extraction, Factuality, Found, Passage, When, Wording
from kg.outputs.page_graph import page_graph

LABELS = {"army": "Northern Army", "base": "Hilltop base", "state": "Freedonia", "rebels": "River Front"}
TYPES = {"army": "MilitaryForce", "base": "MilitaryBase", "state": "State", "rebels": "ArmedGroup"}
HOSTILE = "</script><img src=x onerror=\"document.body.dataset.harmed='yes'\"><!--<script>"


def argument(entity, sentence, start=100):
    at = sentence.find(LABELS.get(entity, entity))
    return Argument(entity, LABELS.get(entity, entity), start + at, start + at + len(LABELS.get(entity, entity)))


def claim(id_, subject, relation, object_, sentence, stance="asserted", article="a1", holder=None, **qualifiers):
    filled = {role: argument(q, sentence) if isinstance(q, str) else q for role, q in qualifiers.items()}
    return Claim(
        id_, article, relation, argument(subject, sentence) if subject else None,
        argument(object_, sentence) if object_ else None, Factuality(stance),
        Passage(article, 100, 100 + len(sentence), sentence), f"{relation}.active", 0.9, filled,
        argument(holder, sentence) if holder else None,
    )  # fmt: skip


def extraction(*claims):
    articles = tuple(
        Article(name, "", title=Found(f"Title of {name}", "title line"), date=Found("2024-02-01", "date line"),
                address=Found(address, "sidecar"))
        for name, address in [("a1", "https://example.org/1"), ("a2", "javascript:alert(1)")]
    )  # fmt: skip
    entities = tuple(Entity(id_, TYPES[id_], label, True, (label, f"the {id_}")) for id_, label in LABELS.items())
    return Extraction(articles, entities, (), claims, ())


HANDED = "The Northern Army handed over Hilltop base to Freedonia."
CLAIMS = (
    claim("c1", "army", "handed_over", "base", HANDED, recipient="state", date=When("Monday", "2024-01-29")),
    claim("c2", "army", "handed_over", "base", "Hilltop base changed hands.", article="a2", holder="state"),
    claim("c3", "army", "handed_over", "base", "The Northern Army never handed over Hilltop base.", "denied"),
    claim("c4", None, "attacked", "base", "A rocket hit Hilltop base.", weapon=Wording("a rocket")),
    claim("c5", "rebels", "said", None, "The River Front said so."),
    claim("c6", "rebels", "attacked", "army", "The River Front will attack the Northern Army.", "planned"),
    claim("c7", None, "agreed", None, "It was agreed."),
)
GRAPH = page_graph(extraction(*CLAIMS))


def hostile_graph():
    bad = Entity(HOSTILE, HOSTILE, HOSTILE, True, (HOSTILE, HOSTILE * 2))
    place = Argument(HOSTILE, HOSTILE, 0, 5)
    claims = tuple(
        Claim(f"{HOSTILE}{n}", HOSTILE, HOSTILE, place if n else None, place, Factuality.ASSERTED,
              Passage(HOSTILE, 0, len(HOSTILE), HOSTILE), HOSTILE, 0.5,
              {HOSTILE: Wording(HOSTILE), "recipient": place, "date": When(HOSTILE, HOSTILE)}, place)
        for n in range(2)
    )  # fmt: skip
    found = Found(HOSTILE, "title line")
    article = Article(HOSTILE, "", title=found, publisher=found, date=found, address=Found("javascript:alert(1)", "x"))
    return page_graph(Extraction((article,), (bad,), (), claims, ()))
