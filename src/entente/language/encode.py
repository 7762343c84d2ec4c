"""Runs the ONNX graph, one sentence a call.

One sentence a call, not padded batches: int8 activations are scaled by the greatest value in the tensor, so in a
batch a sentence's result would depend on its neighbours. Alone it never does. Measured on one thread: 570 sentences
a second of GUM's development part alone, 640 in groups of four to sixteen of about the same length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from entente.errors import DataError
from entente.language.pieces import Pieces, Spelt, cut

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]


class Scored(NamedTuple):
    """What the graph gives for a sentence of *n* words; head 0 is the root.

    ``upos``, ``xpos`` [n]: label numbers; ``entity`` [n, labels]: scores; ``start`` [n]: above 0 where a sentence
    rather starts than not; ``arcs`` [n, n + 1]: scores of heads; ``likely`` [n, 2]: the two best heads, best first;
    ``relations`` [n, 2]: the number of the best relation to each of these; ``modality`` [n]: label numbers and
    ``factuality`` [n]: from -3 to 3, both of meaning for predicates only; ``predicates`` [p]: their positions;
    ``roles`` [p, n, labels]: scores of BIO role labels; ``acts`` [n, types]: probabilities of event types;
    ``modes`` [n, modes]: scores of what modes these have, of meaning within a type;
    ``parties`` [n, n, 2]: of the word of an act and another, the probabilities that it heads an actor or a recipient;
    ``vectors`` [n, width]: the encoder's views of the words.
    """

    upos: Numbers
    xpos: Numbers
    entity: Scores
    start: Scores
    arcs: Scores
    likely: Numbers
    relations: Numbers
    modality: Numbers
    factuality: Scores
    predicates: Numbers
    roles: Scores
    acts: Scores
    modes: Scores
    parties: Scores
    vectors: Scores

    def related(self, heads: Sequence[int]) -> list[int]:
        """The relation of each word to its head in *heads*; where that is not a likely one, to the likeliest."""
        chosen = (self.likely == np.asarray(heads)[:, None]).argmax(1)
        numbers: list[int] = self.relations[np.arange(len(chosen)), chosen].tolist()
        return numbers


@dataclass(frozen=True, slots=True)
class Encoder:
    """ONNX sessions on one thread and the word-piece tokenizer that belongs to them; ``known`` holds words cut."""

    session: Any
    pairs: Any
    tokenizer: Tokenizer
    known: dict[str, Spelt] = field(default_factory=dict, repr=False, compare=False)

    def pieces(self, words: Sequence[str]) -> Pieces:
        return cut(words, self.tokenizer, self.known)

    def score(self, pieces: Pieces) -> Scored:
        """The scores of one sentence of at least one word."""
        return Scored(*self.run(pieces))

    def run(self, pieces: Pieces) -> list[Any]:
        """All that the graph gives for a sentence."""
        ids, cases, first = (np.asarray(numbers, dtype=np.int64) for numbers in pieces)
        found: list[Any] = self.session.run(None, {"ids": ids[None], "cases": cases[None], "first": first})
        return found

    def typed(self, actors: Scores, recipients: Scores) -> Scores:
        """The probabilities [p, types] of what *actors* [p, width] do to *recipients*, zeros for nobody."""
        found: Scores = self.pairs.run(None, {"actors": actors, "recipients": recipients})[0]
        return found


def open_encoder(folder: Path) -> Encoder:
    """Loads ``model.onnx``, ``pairs.onnx`` and ``tokenizer.json``; raises ``DataError`` where one is broken."""
    import onnxruntime as ort
    from tokenizers import Tokenizer

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session, pairs = (
            ort.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("model.onnx", "pairs.onnx")
        )
    except Exception as error:  # both libraries raise types of their own that they do not export
        raise DataError(f"{folder}: the language model cannot be loaded: {error}; install the package again") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Encoder(session, pairs, tokenizer)
