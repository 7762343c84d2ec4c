"""Runs the ONNX graph, one sentence a call.

One sentence a call, not padded batches: int8 activations are scaled by the greatest value in the tensor, so in a
batch a sentence's result would depend on its neighbours. Alone it never does. Measured on one thread: 570 sentences
a second of GUM's development part alone, 640 in groups of four to sixteen of about the same length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from entente.errors import DataError
from entente.language.pieces import Pieces, cut

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]


class Scored(NamedTuple):
    """What the graph gives for a sentence of *n* words; column 0 of ``arcs`` and ``relations`` is the root.

    ``upos``, ``xpos`` [n]: label numbers; ``entity`` [n, labels]: scores; ``start`` [n]: above 0 where a sentence
    rather starts than not; ``arcs`` [n, n + 1]: scores; ``relations`` [n, n + 1]: the best relation's number
    for each possible head.
    """

    upos: Numbers
    xpos: Numbers
    entity: Scores
    start: Scores
    arcs: Scores
    relations: Numbers


@dataclass(frozen=True, slots=True)
class Encoder:
    """An ONNX session on one thread and the word-piece tokenizer that belongs to it."""

    session: Any
    tokenizer: Tokenizer

    def pieces(self, words: Sequence[str]) -> Pieces:
        return cut(words, self.tokenizer)

    def score(self, pieces: Pieces) -> Scored:
        """The scores of one sentence of at least one word."""
        ids, cases, first = (np.asarray(numbers, dtype=np.int64) for numbers in pieces)
        found = self.session.run(None, {"ids": ids[None], "cases": cases[None], "first": first})
        return Scored(*found)


def open_encoder(folder: Path) -> Encoder:
    """Loads ``model.onnx`` and ``tokenizer.json``; raises ``DataError`` where one is missing or broken."""
    import onnxruntime as ort
    from tokenizers import Tokenizer

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = folder / "model.onnx"
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # both libraries raise types of their own that they do not export
        raise DataError(f"{folder}: the language model cannot be loaded: {error}; install the package again") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Encoder(session, tokenizer)
