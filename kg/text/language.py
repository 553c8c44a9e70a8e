"""The language pipeline: loads a spaCy pipeline and turns the blocks of articles into parsed paragraphs."""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.model import Article, Block
from kg.parse import NamedSpan, Paragraph, Token
from kg.text.lemmas import Verbs, read_verbs, verb_lemma
from kg.text.schemes import Arc, is_clearnlp, to_universal
from kg.text.threads import limit_blas_threads

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

DEFAULT_MODEL = "accurate"
# Kinds of block that are read; every other kind is kept out of extraction.
READ_KINDS = frozenset({"body", "title", "deck", "heading"})
# Paragraphs a batch: 32 keeps memory below 400 MB whatever the length of the articles.
BATCH_SIZE = 32
# spaCy's tokenizer takes quadratic time on long runs of one punctuation mark.
LONG_RUN = re.compile(r"([^\w\s])\1{99,}")


def load_pipeline(model: str = DEFAULT_MODEL, *, backend: str | None = None) -> "Language":
    """Load a shipped pipeline (`accurate`, `fast`), an installed spaCy pipeline by name, or one from a folder.

    Its models multiply matrices with the thinc backend of that name; without one, a short measurement chooses
    (`kg.text.kernel`). From here on the process uses one BLAS thread (`kg.text.threads` says what that touches).
    Raises ModelError when there is no such pipeline, or when it has no parser or no entity recogniser;
    ValueError when thinc knows no such backend.
    """
    limit_blas_threads()  # before the imports below load NumPy
    import spacy
    from thinc.api import use_ops

    from kg.text.kernel import choose_backend

    shipped = Path(str(files("kg.text") / "models" / model))
    try:
        with use_ops(backend or choose_backend()):
            nlp = spacy.load(shipped if shipped.is_dir() else model)
    except OSError as error:
        raise ModelError(
            f"no language pipeline '{model}': not shipped with kg, not installed, and no folder of that name; "
            f"leave out --model, or install it (pip install {model})"
        ) from error
    missing = {"parser", "ner"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"the pipeline '{model}' has no {' and no '.join(sorted(missing))}; kg needs both")
    add_sentence_guard(nlp)
    return nlp


def add_sentence_guard(nlp: "Language") -> None:
    """Put the sentence guard before the parser, once."""
    if "kg_sentence_guard" not in nlp.pipe_names:
        nlp.add_pipe("kg_sentence_guard", before="parser")


def parse_articles(nlp: "Language", articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Paragraph, ...]]]:
    """Parse the blocks of each article that are read, in batches within the article; yields article by article.

    A batch never holds blocks of two articles: the last digits of a matrix product may depend on the rows beside it,
    and what an article gives must not depend on its neighbours.
    """
    for article in articles:
        blocks = [block for block in article.blocks if block.kind in READ_KINDS]
        texts = [article.text[block.start : block.end] for block in blocks]
        docs = nlp.pipe(map(_safe, texts), batch_size=BATCH_SIZE)
        yield (
            article,
            tuple(
                to_paragraph(doc, article.name, index, block, text)
                for index, (doc, block, text) in enumerate(zip(docs, blocks, texts, strict=True))
            ),
        )


def _safe(text: str) -> str:
    """Break runs of one mark with spaces in place, so that offsets hold and the tokenizer stays linear."""
    return LONG_RUN.sub(lambda run: re.sub(r"(.{99}).", r"\1 ", run.group(), flags=re.DOTALL), text)


def to_paragraph(doc: "Doc", article: str, index: int, block: Block, text: str) -> Paragraph:
    """The frozen parse of a spaCy document in Universal Dependencies, without its space tokens."""
    kept = [token for token in doc if not token.is_space]
    position = {token.i: place for place, token in enumerate(kept)}
    arcs = [Arc(token.dep_, _kept_head(token, position)) for token in kept]
    if is_clearnlp({arc.dep for arc in arcs}):
        arcs = to_universal(arcs, [token.pos_ for token in kept], [token.lemma_ for token in kept])
    verbs = read_verbs()
    tokens = tuple(
        Token(
            place,
            token.text,
            _lemma(token, verbs),
            token.pos_,
            token.tag_,
            "root" if arc.head == place else arc.dep,
            arc.head,
            block.start + token.idx,
            block.start + token.idx + len(token),
        )
        for place, (token, arc) in enumerate(zip(kept, arcs, strict=True))
    )
    return Paragraph(
        article, index, block.kind, block.start, text, tokens, _sentences(doc, position), _names(doc, position)
    )


def _lemma(token: "SpacyToken", verbs: Verbs) -> str:
    lemma = token.lemma_.lower()
    return verb_lemma(token.lower_, lemma, token.tag_, verbs) if token.pos_ == "VERB" else lemma


def _kept_head(token: "object", position: dict[int, int]) -> int:
    head = token.head  # type: ignore[attr-defined]
    while head.i not in position and head.head.i != head.i:
        head = head.head
    return position.get(head.i, position[token.i])  # type: ignore[attr-defined]


def _sentences(doc: "Doc", position: dict[int, int]) -> tuple[tuple[int, int], ...]:
    spans = []
    for sentence in doc.sents:
        places = [position[token.i] for token in sentence if token.i in position]
        if places:
            spans.append((places[0], places[-1] + 1))
    return tuple(spans)


def _names(doc: "Doc", position: dict[int, int]) -> tuple[NamedSpan, ...]:
    spans = []
    for entity in doc.ents:
        places = [position[token.i] for token in entity if token.i in position]
        if places:
            spans.append(NamedSpan(places[0], places[-1] + 1, entity.label_))
    return tuple(spans)
