"""A tokenizer without rules, for pipelines that bring their own from disk."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer


def bare_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer `kg.BareTokenizer.v1` of a configuration: its rules come with the pipeline's files.

    spaCy's own first builds the 1,400 rules of its English defaults, which the files then replace: a tenth of a
    second at every start.
    """

    def create(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return create
