"""Sentences a second on one thread, and how much of that is the encoder alone.

The bare encoder is the shipped graph cut off where its last layer ends; cutting it needs the package onnx, which
entente does not. Both run in turns in one process, so that whatever else the machine does slows both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.timing import Measurement, seconds
from entente import language
from entente.language.parse import LanguageModel
from entente.model import Block, Report, Sentence, Span

RUNS = 9
COPIES = 30
# Of 33 words each, the length that published speeds are given for.
SENTENCES = (
    "The foreign ministers of the two neighbouring states agreed on Tuesday to reopen a border crossing that had been "
    "closed for three years, and promised to send a joint commission there before winter.",
    "Several thousand people marched through the centre of the capital on Saturday to demand new elections, while the "
    "government accused foreign broadcasters of spreading rumours about the death of a young opposition leader.",
    "An envoy of the regional bloc told reporters after the meeting that both armies had promised to withdraw their "
    "heavy weapons, although neither side has yet said when the withdrawal is to begin.",
)


def inputs(sentences: Sequence[Sentence], model: LanguageModel) -> list[dict[str, Any]]:
    """The words of *sentences* as the graph takes them."""
    pieces = (model.encoder.pieces([token.text for token in sentence.tokens]) for sentence in sentences)
    arrays = ([np.asarray(numbers, dtype=np.int64) for numbers in piece] for piece in pieces)
    return [{"ids": ids[None], "cases": cases[None], "first": first} for ids, cases, first in arrays]


def bare_encoder(folder: Path) -> Any | None:
    """A session on the encoder alone, or None without onnx."""
    if find_spec("onnx") is None:
        return None
    from onnxruntime import InferenceSession, SessionOptions

    source, target = language.MODEL / "model.onnx", folder / "encoder.onnx"
    last = next(node.output[0] for node in import_module("onnx").load(source).graph.node if "first" in node.input)
    extract = import_module("onnx.utils").extract_model
    extract(str(source), str(target), ["ids", "cases", "first"], [last], check_model=False)
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(str(target), options, providers=["CPUExecutionProvider"])


def rates(*actions: Callable[[], object]) -> list[float]:
    """Sentences a second of each action, which handles every sentence once; medians of runs taken in turns."""
    taken = [[seconds(lambda a=action: [a() for _ in range(COPIES)]) for action in actions] for _ in range(RUNS)]  # type: ignore[misc]
    return [len(SENTENCES) * COPIES / median(run[number] for run in taken) for number in range(len(actions))]


def measure() -> Iterator[Measurement]:
    model = language.load()
    text = " ".join(SENTENCES)
    report = Report("bench", text, (Block(Span(0, len(text)), "body"),))
    ready, session = inputs(language.parse(report, model).sentences, model), model.encoder.session

    def stage() -> None:
        language.parse(report, model)

    def graph() -> None:
        for values in ready:
            session.run(None, values)

    with TemporaryDirectory() as folder:
        encoder = bare_encoder(Path(folder))

        def bare() -> None:
            for values in ready:
                encoder.run(None, values)  # type: ignore[union-attr]

        whole, whole_graph, *alone = rates(stage, graph, *([bare] if encoder else []))
    yield Measurement("language stage, from text", whole, "sentences/s", "> 330", RUNS)
    yield Measurement("its graph alone", whole_graph, "sentences/s", "", RUNS)
    if alone:
        yield Measurement("the bare encoder", alone[0], "sentences/s", "", RUNS)
        yield Measurement("language stage to bare encoder", whole / alone[0], "ratio", "> 0.9", RUNS)
        yield Measurement("graph to bare encoder", whole_graph / alone[0], "ratio", "> 0.9", RUNS)
