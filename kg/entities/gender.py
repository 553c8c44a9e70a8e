"""Whether *he* or *she* may mean a person: by title, noun or given name (`ontology/gazetteer/given_names.tsv`)."""

from kg.entities.discourse import Discourse
from kg.gazetteer import normalise
from kg.model import Mention, MentionKind

MALE = frozenset(
    """mr sir king prince sheikh sultan emir lord father brother imam ayatollah spokesman chairman policeman man boy
    husband son businessman congressman gunman grandfather duke monsieur herr senor baron""".split()
)
FEMALE = frozenset(
    """mrs ms miss madam madame queen princess lady dame sister mother spokeswoman chairwoman policewoman woman girl
    wife daughter businesswoman congresswoman grandmother duchess frau senora baroness sheikha widow actress""".split()
)
OF_PRONOUN = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip


def genders(discourse: Discourse) -> dict[str, str]:
    """The gender of each person (by identity) of whom title, noun or given name tells it anywhere in the article."""
    told: dict[str, set[str]] = {}
    for mention in discourse.mentions:
        if mention.type == "Person" and not mention.plural and (gender := _told(mention, discourse)):
            told.setdefault(discourse.identity(mention), set()).add(gender)
    return {identity: next(iter(found)) for identity, found in told.items() if len(found) == 1}


def _told(mention: Mention, discourse: Discourse) -> str:
    paragraph = discourse.paragraph(mention)
    before = paragraph.tokens[max(0, mention.first - 2) : mention.first]
    words = [normalise(token.text) for token in before] if mention.kind is MentionKind.NAME else [mention.noun]
    for word in reversed(words):
        if word in MALE or word in FEMALE:
            return "m" if word in MALE else "f"
    first, *others = normalise(mention.text).split() or [""]
    return discourse.gazetteer.genders.get(first, "") if others and mention.kind is MentionKind.NAME else ""
