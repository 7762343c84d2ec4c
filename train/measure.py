"""Measures a model folder: accuracy, and the speed of loading and of each sentence on one thread."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from eval import acts, factuality, parse, roles, starts

from entente import language
from entente.language.encode import Encoder, open_encoder
from train.corpora import trees

LENGTHS = (13, 33)
TASKS = {"": parse, "roles.": roles, "factuality.": factuality, "acts.": acts, "starts.": starts}
"""What measures each task, and how its figures' names begin."""


def exact(folder: Path, float_graph: Path, target: Path) -> Path:
    """A copy of model *folder* in *target* with the float graph in place of the int8 one."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    shutil.copyfile(float_graph, target / "model.onnx")
    return target


def scores(folder: Path, shared: Path) -> dict[str, float]:
    """Accuracy in percent, by the names of the modules of ``eval``."""
    model = language.load(folder)
    return {begin + name: value for begin, task in TASKS.items() for name, value in task.score(shared, model).items()}


def speeds(folder: Path, bare: Path, shared: Path, repeats: int = 9) -> dict[str, float]:
    """Seconds to load, sentences a second of 13 and of 33 words, and how fast the graph is beside the bare encoder.

    Sentences a second include the parse and its decoding; the ratio of the graphs' speeds, at 33 words, does not.
    """
    started = time.perf_counter()
    model = language.load(folder)
    found = {"load_seconds": round(time.perf_counter() - started, 3)}
    forms = [[row.form for row in tree.rows] for tree in trees(shared / "data" / "ud_ewt" / "dev.conllu")]
    for length in LENGTHS:
        chosen = [words for words in forms if abs(len(words) - length) <= 1][:60]
        found[f"sentences_per_second_{length}_words"] = round(_rate(chosen, model, repeats), 1)
    found["ratio_to_bare_encoder"] = round(_ratio(chosen, open_encoder(folder), open_encoder(bare), repeats), 3)
    return found


def _ratio(sentences: Sequence[Sequence[str]], whole: Encoder, bare: Encoder, repeats: int) -> float:
    """The median over *repeats* of the seconds of the one over those of the other, taken in turn."""
    cut = [whole.pieces(words) for words in sentences]
    ratios = []
    for _ in range(repeats):
        seconds = []
        for encoder in (bare, whole):
            started = time.perf_counter()
            for pieces in cut:
                encoder.run(pieces)
            seconds.append(time.perf_counter() - started)
        ratios.append(seconds[0] / seconds[1])
    return statistics.median(ratios)


def _rate(sentences: Sequence[Sequence[str]], model: language.LanguageModel, repeats: int) -> float:
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        for words in sentences:
            language.parse_words(words, model)
        times.append(time.perf_counter() - started)
    return len(sentences) / statistics.median(times)
