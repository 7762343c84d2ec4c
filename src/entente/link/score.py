"""How probable it is that two tellings are of one happening: a logistic model over readable features.

There are two models of the same form: ``told`` for events that were coded, ``given`` for mentions of which only the
words are known, as in the corpora that linking is measured on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from entente.datafiles import DATA, read_table
from entente.errors import DataError
from entente.link.features import NAMES, Seen, Topic, compare, seen
from entente.link.traces import Trace
from entente.link.words import Words, load_words

COEFFICIENTS = DATA / "link" / "coefficients.tsv"
CONSTANT = "(constant)"
JOIN = "(join)"
Kind = Literal["told", "given"]


@dataclass(frozen=True, slots=True)
class Scorer:
    """The model: a weight for each of ``NAMES`` and a ``constant``. Groups join at a mean probability of ``join``."""

    words: Words
    weights: tuple[float, ...]
    constant: float
    join: float

    def seen(self, trace: Trace, topic: Topic) -> Seen:
        """*trace* made ready to be compared; ``topic`` is that of its report."""
        return seen(trace, topic, self.words)

    def score(self, one: Seen, other: Seen) -> float:
        """The probability that two tellings are of one happening, rounded so that storing it changes nothing."""
        return round(self.of(compare(one, other, self.words)), 4)

    def of(self, features: Sequence[float]) -> float:
        """The probability that *features* give."""
        total = self.constant + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))

    def reasons(self, one: Seen, other: Seen) -> Mapping[str, float]:
        """What each feature adds to the log odds, of those that add anything, the greatest first."""
        added = zip(NAMES, self.weights, compare(one, other, self.words), strict=True)
        found = {name: round(weight * value, 2) for name, weight, value in added if weight * value}
        return dict(sorted(found.items(), key=lambda pair: (-abs(pair[1]), pair[0])))


@lru_cache(maxsize=4)
def load_scorer(kind: Kind = "told", path: Path = COEFFICIENTS) -> Scorer:
    """The shipped model; raises ``DataError`` where the file lacks a feature or holds an unknown one."""
    rows = {row["feature"]: row[kind] for row in read_table(path, ("feature", kind))}
    wrong = rows.keys() ^ {*NAMES, CONSTANT, JOIN}
    if wrong:
        about = ", ".join(sorted(wrong))
        raise DataError(f"{path}: lacks or does not know {about}; make it anew: python -m train.linking")
    try:
        values = {name: float(value) for name, value in rows.items()}
    except ValueError as error:
        raise DataError(f"{path}: {error}; a coefficient is a number") from error
    return Scorer(load_words(), tuple(values[name] for name in NAMES), values[CONSTANT], values[JOIN])
