"""Numbers in words and digits, as dates and counts have them."""

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
# Multiples and how many each stands for; a bare plural stands for two of them at least.
MULTIPLES = {
    "dozen": 12, "dozens": 24, "score": 20, "scores": 40, "hundred": 100, "hundreds": 200, "thousand": 1000,
    "thousands": 2000, "million": 10**6, "millions": 2 * 10**6,
}  # fmt: skip
BARE_PLURALS = frozenset({"dozens", "scores", "hundreds", "thousands", "millions"})


def number_of(word: str) -> int | None:
    """The value of digits or of a number word; None for anything else.

    >>> number_of("2,500"), number_of("Twenty-one"), number_of("few")
    (2500, 21, None)
    """
    plain = word.lower().replace(",", "")
    if plain.isdecimal():
        return int(plain)
    if plain in UNITS:
        return UNITS[plain]
    tens, hyphen, unit = plain.partition("-")
    if hyphen and UNITS.get(tens, 0) >= 20 and 0 < UNITS.get(unit, 0) < 10:
        return UNITS[tens] + UNITS[unit]
    return None
