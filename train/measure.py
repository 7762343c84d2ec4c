"""Measures a model folder: accuracy, and the speed of loading and of each sentence on one thread."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from eval import parse as accuracy

from entente import language
from train.corpora import trees

LENGTHS = (13, 33)


def exact(folder: Path, float_graph: Path, target: Path) -> Path:
    """A copy of model *folder* in *target* with the float graph in place of the int8 one."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    shutil.copyfile(float_graph, target / "model.onnx")
    return target


def scores(folder: Path, shared: Path) -> dict[str, float]:
    """Accuracy in percent, by the names of ``eval.parse``."""
    return accuracy.score(shared, language.load(folder))


def speeds(folder: Path, shared: Path, repeats: int = 5) -> dict[str, float]:
    """Seconds to load, and sentences a second of 13 and of 33 words, the parse and its decoding included."""
    started = time.perf_counter()
    model = language.load(folder)
    found = {"load_seconds": round(time.perf_counter() - started, 3)}
    forms = [[row.form for row in tree.rows] for tree in trees(shared / "data" / "ud_ewt" / "dev.conllu")]
    for length in LENGTHS:
        chosen = [words for words in forms if abs(len(words) - length) <= 1][:60]
        found[f"sentences_per_second_{length}_words"] = round(_rate(chosen, model, repeats), 1)
    return found


def _rate(sentences: Sequence[Sequence[str]], model: language.LanguageModel, repeats: int) -> float:
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        for words in sentences:
            language.parse_words(words, model)
        times.append(time.perf_counter() - started)
    return len(sentences) / statistics.median(times)
