"""What the words of a name tell about what it names (`ontology/gazetteer/name_words.tsv`)."""

from kg.gazetteer import Gazetteer, normalise

# Openings of up to this many letters are abbreviations and count only in capitals: FOB, COP, USS.
LONGEST_ABBREVIATION = 3
LONGEST_OPENING = 4


def opening(name: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The words that open a name and the class they give it (`camp`, `MilitaryBase`), if more words follow them."""
    words = normalise(name).split()
    for size in range(min(LONGEST_OPENING, len(words) - 1), 0, -1):
        opener = " ".join(words[:size])
        cls = gazetteer.name_words.get((opener, "first"))
        if cls is not None:
            short = len(opener) <= LONGEST_ABBREVIATION and not name[: len(opener)].isupper()
            return None if short else (opener, cls)
    return None


def class_by_words(name: str, gazetteer: Gazetteer) -> str | None:
    """The class that the last, the first or any other word gives a name; `none` for what is no entity."""
    words = normalise(name).split()
    closing = gazetteer.name_words.get((words[-1], "last")) if words else None
    if closing is not None:
        return closing
    opened = opening(name, gazetteer)
    if opened is not None:
        return opened[1]
    return next((cls for word in words if (cls := gazetteer.name_words.get((word, "word")))), None)
