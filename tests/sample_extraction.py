"""A small extraction made by hand: two articles, two tellings of one hand-over, an allegation, a troop number."""

from kg.model import (
    Argument,
    Article,
    Claim,
    Conflict,
    Count,
    Entity,
    Event,
    Extraction,
    Factuality,
    Found,
    Identity,
    LinkedMention,
    Mention,
    MentionKind,
    Passage,
    Reading,
    When,
    Wording,
)

BASE = "https://example.org/news/"

FIRST = (
    "The alliance handed over Camp Norte to the army of Arrania on 3 May 2021, the alliance said.\r\n"
    "Some 1,200 alliance troops were stationed in Arrania."
)
SECOND = "Camp Norte — “the northern base” — was handed over in May 2021.\nThe Red Front reportedly shelled it."

ARTICLES = (
    Article(
        "first",
        FIRST,
        title=Found("Alliance leaves Camp Norte", "title line"),
        publisher=Found("Example News", "sidecar"),
        date=Found("2021-05-04", "date line"),
    ),
    Article("second", SECOND),
)

ALLIANCE = Entity("name:alliance", "Coalition", "the alliance", True, ("the alliance", "alliance troops"))
CAMP = Entity(
    "name:camp-norte",
    "MilitaryBase",
    "Camp Norte",
    True,
    ("Camp Norte", "the northern base"),
    identities=(Identity("the northern base", "apposition", 0.9, "Camp Norte — “the northern base”"),),
    coordinates=("33.5250", "-44.25"),
)
ARMY = Entity("name:army-of-arrania", "MilitaryForce", "army of Arrania", True, ("army of Arrania",))
ARRANIA = Entity("state:arrania", "State", "Arrania", True, ("Arrania",), same_as=("http://example.com/id/Arrania",))
FRONT = Entity("name:red-front", "ArmedGroup", "Red Front", True, ("Red Front",))


def argument(entity: Entity, text: str, words: str) -> Argument:
    """An argument filled by the first occurrence of `words` in `text`."""
    start = text.index(words)
    return Argument(entity.id, words, start, start + len(words))


def passage(article: Article, words: str) -> Passage:
    """The passage of the first occurrence of `words`."""
    start = article.text.index(words)
    return Passage(article.name, start, start + len(words), words)


CLAIMS = (
    Claim(
        "first/1",
        "first",
        "handed_over",
        argument(ALLIANCE, FIRST, "The alliance"),
        argument(CAMP, FIRST, "Camp Norte"),
        Factuality.ASSERTED,
        passage(ARTICLES[0], FIRST.partition("\r\n")[0]),
        "hand_over",
        0.93,
        {
            "recipient": argument(ARMY, FIRST, "the army of Arrania"),
            "date": When("on 3 May 2021", "2021-05-03"),
        },
        argument(ALLIANCE, FIRST, "the alliance"),
        "The alliance handed over Camp Norte",
    ),
    Claim(
        "first/2",
        "first",
        "stationed_in",
        argument(ALLIANCE, FIRST, "Some 1,200 alliance troops"),
        Argument(ARRANIA.id, "Arrania", len(FIRST) - 8, len(FIRST) - 1),
        Factuality.ASSERTED,
        passage(ARTICLES[0], "Some 1,200 alliance troops were stationed in Arrania."),
        "station",
        1.0,
        {"count": Count("Some 1,200", 1200, 1200, True)},
    ),
    Claim(
        "second/1",
        "second",
        "handed_over",
        None,
        argument(CAMP, SECOND, "Camp Norte"),
        Factuality.ASSERTED,
        passage(ARTICLES[1], SECOND.partition("\n")[0]),
        "hand_over",
        0.8,
        {"date": When("in May 2021", "2021-05")},
    ),
    Claim(
        "second/2",
        "second",
        "attacked",
        argument(FRONT, SECOND, "The Red Front"),
        Argument(CAMP.id, "it", len(SECOND) - 3, len(SECOND) - 1),
        Factuality.ALLEGED,
        passage(ARTICLES[1], "The Red Front reportedly shelled it."),
        "attack",
        0.75,
        {"weapon": Wording("shelled"), "place": Wording("the north")},
    ),
)

EVENTS = (
    Event("e1", "handed_over", ("first/1", "second/1"), "2021-05-03", 2),
    Event("e2", "stationed_in", ("first/2",)),
    Event("e3", "attacked", ("second/2",), "2021-05-03/2021-06"),
)

CONFLICTS = (
    Conflict(
        "date:c1",
        "date",
        "the alliance handed over Camp Norte",
        (Reading("2021-05", ("second/1",)), Reading("2021-05-03", ("first/1",))),
        "one is less precise",
    ),
)

_IT = len(SECOND) - 3
MENTIONS = (
    LinkedMention(Mention("second", _IT, _IT + 2, "it", MentionKind.PRONOUN, "MilitaryBase", 1, 5), CAMP.id),
    LinkedMention(Mention("second", 0, 10, "Camp Norte", MentionKind.NAME, "MilitaryBase", 0, 1), CAMP.id),
)

EXTRACTION = Extraction(ARTICLES, (ALLIANCE, CAMP, ARMY, ARRANIA, FRONT), MENTIONS, CLAIMS, EVENTS, conflicts=CONFLICTS)
