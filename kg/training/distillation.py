"""The fast pipeline learns from the accurate one: each part of the CNN goes on from its training on gold alone, by
batches of gold and of silver documents in turn (Kim & Rush 2016 call it sequence-level distillation)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Adam, Optimizer, fix_random_seed, use_ops

from kg.training.batches import batches, examples, read_documents
from kg.training.lemmatizer import restore_lemmatizer

SEED = 11
# The rate rises linearly for WARM_UP steps, then falls linearly to its LAST_SHARE.
RATE, WARM_UP, LAST_SHARE = 0.0011, 50, 0.02
DROPOUT = 0.1
# Every so many steps: scores on every fourth document of the development set.
SCORE_EVERY, SCORED_SHARE = 500, 4
SCORES = ("tag_acc", "lemma_acc", "dep_las", "sents_f", "ents_f")


@dataclass(frozen=True)
class Lesson:
    """The files of `work` that a part learns from, a batch of each in every step."""

    gold: str
    silver: str
    development: str
    steps: int
    words: int  # of a batch


LESSONS = {
    "syntax": Lesson("syntax_train", "silver_syntax", "syntax_dev", steps=4000, words=1000),
    "names": Lesson("names_train", "silver_names", "names_dev", steps=4000, words=1200),
}


def distil_part(part: str, work: Path) -> Iterator[str]:
    """Go on training `work/PART/model-best` and write `work/PART/distilled`; yields its scores now and then."""
    lesson = LESSONS[part]
    with use_ops("kg-numpy"):
        fix_random_seed(SEED)
        nlp = spacy.load(work / part / "model-best")
        restore_lemmatizer(nlp)
        optimizer: Optimizer = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
        development = read_documents(work / f"{lesson.development}.spacy", nlp)[::SCORED_SHARE]
        for number in _steps(nlp, lesson, work, optimizer):
            if number % SCORE_EVERY == 0 or number == lesson.steps:
                with nlp.use_params(optimizer.averages):
                    scores = nlp.evaluate(examples(nlp, development), batch_size=32)
                    nlp.to_disk(work / part / "distilled")
                found = {name: round(100 * scores[name], 2) for name in SCORES if scores.get(name) is not None}
                yield f"{part}: step {number}  development {found}"


def _steps(nlp: Language, lesson: Lesson, work: Path, optimizer: Optimizer) -> Iterator[int]:
    """Take the steps of a lesson; yields the number of each (from 1)."""
    chance = random.Random(SEED)
    streams = [
        batches(read_documents(work / f"{name}.spacy", nlp), chance, lesson.words)
        for name in (lesson.gold, lesson.silver)
    ]
    for number in range(lesson.steps):
        optimizer.learn_rate = RATE * min(1, (number + 1) / WARM_UP) * max(LAST_SHARE, 1 - number / lesson.steps)
        for stream in streams:
            nlp.update(examples(nlp, next(stream)), sgd=optimizer, drop=DROPOUT)
        yield number + 1
