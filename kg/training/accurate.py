"""Trains the accurate pipeline: one encoder and five components, by batches of treebanks and of names in turn.

It takes two passes; the second goes on from the weights of the first, at a lower rate and with more templates.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config
from thinc.api import Adam, fix_random_seed, use_ops

from kg.training.batches import batches, examples, read_documents
from kg.training.encoder import TrainableEncoder, trainable_encoder
from kg.training.lemmatizer import restore_lemmatizer

CONFIG = Path(__file__).parent / "accurate.cfg"
SYNTAX = ("tagger", "morphologizer", "trainable_lemmatizer", "parser")
# The rate rises linearly for WARM_UP steps; at the end it is LAST_SHARE of the highest.
WARM_UP, LAST_SHARE = 100, 0.02
DROPOUT = 0.1
# Every so many steps: a line of losses, and scores on every sixth document of the development sets.
LOG_EVERY, SCORE_EVERY, SCORED_SHARE = 50, 350, 6
SCORES = ("tag_acc", "lemma_acc", "dep_las", "sents_f", "ents_f")


@dataclass(frozen=True)
class Task:
    """Documents that teach some components, and how many words a batch has."""

    name: str
    components: tuple[str, ...]
    words: int = 1000


TASKS = (
    Task("syntax", SYNTAX),
    Task("names", ("ner",), words=1500),
    Task("templates", ("tagger", "parser")),
)


@dataclass(frozen=True)
class Pass:
    """One training run: its steps and seed, the highest rate of the heads, in which last part of the steps it falls,
    and every how many steps a batch of templates comes."""

    steps: int
    seed: int
    rate: float
    falling_part: float
    templates_every: int

    def due(self, task: Task, number: int) -> bool:
        """Whether a task has a batch in step `number`."""
        return task.name != "templates" or number % self.templates_every == 0

    def learning_rate(self, number: int) -> float:
        """The rate of step `number` (from 0); constant, then cooled down (Hägele et al. 2024)."""
        cooled = (1 - number / self.steps) / self.falling_part
        return self.rate * min(1.0, (number + 1) / WARM_UP, max(LAST_SHARE, cooled))


PASSES = (
    Pass(steps=1550, seed=1, rate=0.0013, falling_part=0.45, templates_every=10),
    Pass(steps=700, seed=2, rate=0.0006, falling_part=1.0, templates_every=5),
)


class JointTraining:
    """The pipeline of a pass, its encoder, optimizer and the stream of batches of each task.

    Starts from the pretrained encoder and heads that know nothing, or from a trained pipeline in the folder `start`.
    """

    def __init__(self, work: Path, plan: Pass, start: Path | None = None) -> None:
        fix_random_seed(plan.seed)
        torch.manual_seed(plan.seed)
        self.plan = plan
        chance = random.Random(plan.seed)
        self.nlp = _trained(start) if start else _untrained(work)
        self.encoder = _put_encoder(self.nlp, start)
        documents = {task: read_documents(work / f"{task.name}_train.spacy", self.nlp) for task in TASKS}
        if start is None:
            _initialize(self.nlp, documents, chance)
        self.development = {
            task: read_documents(work / f"{task.name}_dev.spacy", self.nlp)[::SCORED_SHARE] for task in TASKS[:2]
        }
        self._batches = {task: batches(docs, chance, task.words) for task, docs in documents.items()}
        self.optimizer: Any = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
        self._tok2vec = cast(Any, self.nlp.get_pipe("tok2vec"))
        self._listeners = dict(self._tok2vec.listener_map)

    def step(self, number: int, losses: dict[str, float]) -> None:
        """Update with one batch of each task that is due at this step; adds to `losses`."""
        self.optimizer.learn_rate = self.plan.learning_rate(number)
        for task in (task for task in TASKS if self.plan.due(task, number)):
            self.encoder.task = task.name
            # spaCy's Tok2Vec goes backward from its last listener: it may have only those that get gradients now.
            self._tok2vec.listener_map = {name: self._listeners[name] for name in task.components}
            others = [name for name in self.nlp.pipe_names if name not in ("tok2vec", *task.components)]
            batch = examples(self.nlp, next(self._batches[task]))
            self.nlp.update(batch, sgd=self.optimizer, losses=losses, drop=DROPOUT, exclude=others)
        self._tok2vec.listener_map = self._listeners

    def scores(self) -> dict[str, float]:
        """Scores in per cent on the sample of the development sets, with averaged weights."""
        found: dict[str, float] = {}
        with self.nlp.use_params(self.optimizer.averages):
            for task, documents in self.development.items():
                with self.nlp.select_pipes(enable=["tok2vec", *task.components]):
                    scores = self.nlp.evaluate(examples(self.nlp, documents), batch_size=32)
                found |= {name: round(100 * scores[name], 2) for name in SCORES if scores.get(name) is not None}
        return found

    def save(self, folder: Path) -> None:
        """Write the pipeline with averaged weights."""
        with self.nlp.use_params(self.optimizer.averages):
            self.nlp.to_disk(folder)


def train_accurate(work: Path, passes: Sequence[Pass] = PASSES) -> Iterator[str]:
    """Train on `work/*_train.spacy` and write `work/accurate-SEED` after each pass; yields a line now and then."""
    start: Path | None = None
    for plan in passes:
        folder = work / f"accurate-{plan.seed}"
        yield from train_pass(work, plan, folder, start)
        start = folder


def train_pass(work: Path, plan: Pass, folder: Path, start: Path | None) -> Iterator[str]:
    """One pass, from the pipeline in `start` if any; writes into `folder` now and then and yields a line."""
    with use_ops("kg-numpy"):
        training = JointTraining(work, plan, start)
        losses: dict[str, float] = {}
        for number in range(plan.steps):
            training.step(number, losses)
            if (number + 1) % LOG_EVERY == 0:
                yield f"step {number + 1}  " + "  ".join(f"{k} {v / LOG_EVERY:.1f}" for k, v in losses.items())
                losses = {}
            if (number + 1) % SCORE_EVERY == 0 or number + 1 == plan.steps:
                yield f"step {number + 1}  development {training.scores()}"
                training.save(folder)


def _untrained(work: Path) -> Language:
    nlp = load_model_from_config(load_config(CONFIG), auto_fill=True)
    tokenizer: Any = nlp.tokenizer
    tokenizer.from_disk(work / "tokenizer" / "tokenizer")  # keeps the vocabulary of the pipeline
    return nlp


def _trained(folder: Path) -> Language:
    nlp = spacy.load(folder)
    restore_lemmatizer(nlp)
    return nlp


def _initialize(nlp: Language, documents: dict[Task, list[Doc]], chance: random.Random) -> None:
    syntax, names, _ = documents
    parsed = examples(nlp, documents[syntax])
    with nlp.select_pipes(disable=["ner"]):
        nlp.initialize(lambda: parsed)
    sample = examples(nlp, chance.sample(documents[names], min(6000, len(documents[names]))))
    recogniser: Any = nlp.get_pipe("ner")
    recogniser.initialize(lambda: sample, nlp=nlp)
    cast(Any, nlp.get_pipe("tok2vec")).find_listeners(recogniser)


def _put_encoder(nlp: Language, start: Path | None) -> TrainableEncoder:
    """Put the encoder that learns in the place of the one that only runs, with its weights if it has any."""
    tok2vec: Any = nlp.get_pipe("tok2vec")
    [node] = [node for node in tok2vec.model.walk() if node.name == "minilm"]
    encoder = trainable_encoder()
    if start is not None:
        encoder.from_bytes(node.shims[0].to_bytes())
    node.shims[0] = encoder
    return encoder
