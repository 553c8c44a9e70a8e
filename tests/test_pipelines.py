"""The shipped pipelines: the same labels, the same reading whatever stands beside a text, light to load, no torch."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ModelError
from kg.text.language import load_pipeline

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "kg" / "text" / "models"
SHIPPED = sorted(path.name for path in MODELS.iterdir() if (path / "config.cfg").exists())
# Short and long, so that they share windows, batches and padding in many ways; the last is longer than a window.
TEXTS = [
    "Rebels withdrew.",
    "Kenyan troops handed over the Kismayo airfield to the Somali National Army on Friday, a spokesman said.",
    "“We have left,” Colonel Ana Petrova told reporters in Bihać.",
    "The U.N. mission denied that its helicopters had bombed Bunagana, which the M23 group seized in June.",
    "Two soldiers died.\n\nNo group claimed responsibility.",
    " ".join(
        f"On day {day} the army shelled village No. {day} and its hills, wounding {day} people." for day in range(40)
    ),
]

Reading = list[tuple[str, str, str, str, int, str]]


@pytest.fixture(scope="module", params=SHIPPED)
def pipeline(request: pytest.FixtureRequest) -> Any:
    return load_pipeline(request.param)


def readings(pipeline: Any, texts: Sequence[str], batch_size: int) -> list[Reading]:
    return [
        [(t.text, t.tag_, t.lemma_, t.dep_, t.head.i, t.ent_iob_ + t.ent_type_) for t in doc]
        for doc in pipeline.pipe(texts, batch_size=batch_size)
    ]


@pytest.mark.parametrize("batch_size", [2, 3, 64])
def test_a_text_is_read_the_same_whatever_batch_it_comes_in(pipeline: Any, batch_size: int) -> None:
    alone = readings(pipeline, TEXTS, 1)
    assert readings(pipeline, TEXTS, batch_size) == alone
    assert readings(pipeline, TEXTS[::-1], batch_size)[::-1] == alone


def test_an_empty_text_and_a_blank_one_are_read(pipeline: Any) -> None:
    assert [len(doc) for doc in pipeline.pipe(["", " \n "])] == [0, 1]


def test_the_pipelines_have_one_scheme_of_labels() -> None:
    labels = {name: json.loads((MODELS / name / "meta.json").read_text(encoding="utf-8"))["labels"] for name in SHIPPED}
    for component in ("tagger", "parser", "ner"):
        assert len({tuple(sorted(labels[name][component])) for name in SHIPPED}) == 1, component


def test_the_pipelines_cut_words_alike() -> None:
    words = [[[t.text for t in load_pipeline(name).make_doc(text)] for text in TEXTS] for name in SHIPPED]
    assert all(cut == words[0] for cut in words)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_process_that_loads_a_pipeline_stays_small_and_needs_no_torch(name: str) -> None:
    code = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from kg.text.language import load_pipeline\n"
        f"nlp = load_pipeline({name!r}); list(nlp.pipe(['Rebels left Goma.'] * 8))\n"
        "foreign = {'torch', 'onnxruntime', 'transformers'} & set(sys.modules)\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]\n"
        "print(int(peak) // 1024, sorted(foreign))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    megabytes, foreign = done.stdout.split(maxsplit=1)
    assert int(megabytes) <= 350
    assert foreign.strip() == "[]"


def test_running_needs_no_library_of_training() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = " ".join(project["dependencies"]).lower()
    assert not any(heavy in names for heavy in ("torch", "onnx", "transformers", "safetensors", "minilm"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_pipeline_has_its_card_licence_and_attribution_and_no_path_of_a_machine(name: str) -> None:
    folder = MODELS / name
    for file in ("MODEL_CARD.md", "LICENSE", "ATTRIBUTION.md"):
        assert (folder / file).stat().st_size > 500, file
    for file in ("config.cfg", "meta.json"):
        text = (folder / file).read_text(encoding="utf-8")
        assert not re.search(r'"(?:/|[A-Z]:)\w+', text), file


def test_a_model_that_is_not_there_is_named_with_a_remedy() -> None:
    with pytest.raises(ModelError, match=r"'enormous'.*--model"):
        load_pipeline("enormous")
