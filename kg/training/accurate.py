"""Trains the accurate pipeline: one encoder and five components, by batches of treebanks and of names in turn."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config
from thinc.api import Adam, fix_random_seed, use_ops

from kg.training.batches import batches, examples, read_documents
from kg.training.encoder import TrainableEncoder, trainable_encoder

CONFIG = Path(__file__).parent / "accurate.cfg"
SYNTAX = ("tagger", "morphologizer", "trainable_lemmatizer", "parser")
# Rate of the heads: rises linearly for WARM_UP steps, stays, and falls linearly to its LAST_SHARE in the last part.
RATE, WARM_UP, FALLING_PART, LAST_SHARE = 0.0013, 100, 0.45, 0.02
DROPOUT = 0.1
# Every so many steps: a line of losses, and scores on every fourth document of the development sets.
LOG_EVERY, SCORE_EVERY, SCORED_SHARE = 50, 1000, 6
SCORES = ("tag_acc", "lemma_acc", "dep_las", "sents_f", "ents_f")


@dataclass(frozen=True)
class Task:
    """Documents that teach some components: how many words a batch has, and every how many steps one comes."""

    name: str
    components: tuple[str, ...]
    words: int = 1000
    every: int = 1


TASKS = (
    Task("syntax", SYNTAX),
    Task("names", ("ner",), words=1500),
    Task("templates", ("tagger", "parser"), every=10),
)


class JointTraining:
    """One training run: the pipeline, its encoder, optimizer and the stream of batches of each task."""

    def __init__(self, work: Path, *, seed: int) -> None:
        fix_random_seed(seed)
        torch.manual_seed(seed)
        self._chance = random.Random(seed)
        self.nlp = load_model_from_config(load_config(CONFIG), auto_fill=True)
        tokenizer: Any = self.nlp.tokenizer
        tokenizer.from_disk(work / "tokenizer" / "tokenizer")  # keeps the vocabulary of the pipeline
        self.encoder = _put_encoder(self.nlp)
        documents = {task: read_documents(work / f"{task.name}_train.spacy", self.nlp) for task in TASKS}
        self._tok2vec = cast(Any, self.nlp.get_pipe("tok2vec"))
        self._initialize(documents)
        self.development = {
            task: read_documents(work / f"{task.name}_dev.spacy", self.nlp)[::SCORED_SHARE] for task in TASKS[:2]
        }
        self._batches = {task: batches(docs, self._chance, task.words) for task, docs in documents.items()}
        self.optimizer: Any = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
        self._listeners = dict(self._tok2vec.listener_map)

    def _initialize(self, documents: dict[Task, list[Doc]]) -> None:
        syntax, names, _ = documents
        parsed = examples(self.nlp, documents[syntax])
        with self.nlp.select_pipes(disable=["ner"]):
            self.nlp.initialize(lambda: parsed)
        sample = examples(self.nlp, self._chance.sample(documents[names], min(6000, len(documents[names]))))
        recogniser: Any = self.nlp.get_pipe("ner")
        recogniser.initialize(lambda: sample, nlp=self.nlp)
        self._tok2vec.find_listeners(recogniser)

    def step(self, number: int, losses: dict[str, float]) -> None:
        """Update with one batch of each task that is due at this step; adds to `losses`."""
        for task in TASKS:
            if number % task.every:
                continue
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


def learning_rate(number: int, steps: int) -> float:
    """The rate of step `number` (from 0) of so many (Hägele et al. 2024: constant, then cooled down)."""
    return RATE * min(1.0, (number + 1) / WARM_UP, max(LAST_SHARE, (1 - number / steps) / FALLING_PART))


def train_accurate(work: Path, *, steps: int, seed: int) -> Iterator[str]:
    """Train for `steps` on `work/*_train.spacy` and write `work/accurate-SEED`; yields a line now and then."""
    with use_ops("kg-numpy"):
        training = JointTraining(work, seed=seed)
        losses: dict[str, float] = {}
        for number in range(steps):
            training.optimizer.learn_rate = learning_rate(number, steps)
            training.step(number, losses)
            if (number + 1) % LOG_EVERY == 0:
                yield f"step {number + 1}  " + "  ".join(f"{k} {v / LOG_EVERY:.1f}" for k, v in losses.items())
                losses = {}
            if (number + 1) % SCORE_EVERY == 0 or number + 1 == steps:
                yield f"step {number + 1}  development {training.scores()}"
                training.save(work / f"accurate-{seed}")


def _put_encoder(nlp: Language) -> TrainableEncoder:
    tok2vec: Any = nlp.get_pipe("tok2vec")
    [node] = [node for node in tok2vec.model.walk() if node.name == "minilm"]
    encoder = trainable_encoder()
    node.shims[0] = encoder
    return encoder
