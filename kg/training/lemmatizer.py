"""A lemmatizer that goes on learning after it was read from disk."""

from typing import Any

from spacy.language import Language


def restore_lemmatizer(nlp: Language) -> None:
    """Number the lemmatizer's labels, which spaCy 3.8 forgets on disk: without, every lemma is taught as the first."""
    if "trainable_lemmatizer" in nlp.pipe_names:
        lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}
