"""The tokenizer for news: spaCy's English rules plus what news copy needs."""

from spacy import blank
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

# Prefixes that the treebanks keep joined to their word ("re-positioning", "non-state").
JOINED_PREFIXES = ("re", "co", "de", "un", "non", "pre", "sub", "bi", "tri")

# Ranks, titles and months whose full stop does not end a sentence.
ABBREVIATIONS = (
    "Maj. Brig. Lt. Col. Sgt. Capt. Cmdr. Cdr. Adm. Cpl. Pvt. Gen. Spc. Pfc. Sec. Amb. Hon. Sheik. Supt. Dept. "
    "Govt. Mt. Ft. approx. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. S.Sgt. Ret. Pres."
).split()

# "U.S.-led" splits like "US-led"; a dash between a name and a word splits like a hyphen.
EXTRA_INFIXES = (r"(?<=[A-Z]\.)(?:-|–|—)(?=[a-zA-Z])", r"(?<=[A-Za-z0-9])[–](?=[A-Za-z])")


def _keep_joined_prefixes(infix: str) -> str:
    """Forbid the hyphen rule after a joined prefix; other infix rules stay as they are."""
    hyphen_rule = infix.startswith("(?<=[") and "-|–|—|--|---|——|~" in infix and "(?=[" in infix
    if not hyphen_rule:
        return infix
    spellings = [spelling for prefix in JOINED_PREFIXES for spelling in (prefix, prefix.capitalize())]
    guard = "".join(rf"(?<!\b{spelling})" for spelling in spellings)
    return infix.replace("(?:-|", guard + "(?:-|", 1)


def news_tokenizer() -> Language:
    """A blank English pipeline whose tokenizer follows the conventions of the UD treebanks on news text."""
    nlp = blank("en")
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    infixes = [_keep_joined_prefixes(infix) for infix in nlp.Defaults.infixes or () if isinstance(infix, str)]
    tokenizer.infix_finditer = compile_infix_regex([*infixes, *EXTRA_INFIXES]).finditer
    for abbreviation in ABBREVIATIONS:
        tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    return nlp
