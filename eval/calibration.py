"""Whether the confidence of events holds: of those at 0.8, are eight in ten right?

``python -m eval.calibration [--fit]`` prints the expected calibration error (Naeini et al. 2015, ten bins of equal
width) and a table of the bins over the hand-coded reports, or the weights for ``entente.coding.confidence`` that a
logistic regression finds, with the error that weights found on four fifths of the reports have on the last fifth.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from eval import handcoded
from eval.coding import compare_all
from numpy.typing import NDArray

from entente.api import shipped_knowledge
from entente.coding.confidence import features
from entente.model import Mention, Parsed

CORPORA = ("wikinews",)
BINS = 10
STEPS = 3000
PULL = 0.02
"""How strongly the weights are pulled to zero."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """An event: the number of its report, its confidence, what that rests on, and whether it is right."""

    report: int
    confidence: float
    features: tuple[float, ...]
    right: bool


def score(shared: Path) -> dict[str, float]:
    """100 less the expected calibration error in percent; none where the hand-coded reports are not there."""
    if not handcoded.GOLD.exists():
        return {}
    judged = list(judgements(shared))
    return {"holds": round(100 - 100 * error([one.confidence for one in judged], [one.right for one in judged]), 2)}


def judgements(shared: Path) -> Iterator[Judged]:
    """Every coded event of the hand-coded reports."""
    rules = {rule.name: rule for rule in shipped_knowledge().rulebook.rules}
    for number, one in enumerate(compare_all(shared)):
        parsed = one.linked.coded.resolved.parsed
        mentions = [(pair.mention, True) for pair in one.pairs] + [(event.chief, False) for event in one.false]
        for mention, right in mentions:
            if rule := rules.get(mention.rule):
                yield Judged(number, mention.confidence, features(rule, probability(mention, parsed)), right)


def probability(mention: Mention, parsed: Parsed) -> float:
    """What the language model gives the mention's word and type."""
    senses = parsed.sentences[mention.sentence].senses
    return next((s.probability for s in senses if (s.token, s.type) == (mention.head, mention.type)), 0.0)


def error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error, 0 to 1."""
    total = 0.0
    for _, _, held in bins(confidences, right):
        if held:
            mean = sum(confidence for confidence, _ in held) / len(held)
            total += len(held) * abs(mean - sum(right for _, right in held) / len(held))
    return total / max(len(confidences), 1)


def bins(
    confidences: Sequence[float], right: Sequence[bool]
) -> Iterator[tuple[float, float, list[tuple[float, bool]]]]:
    """Borders and contents of each bin."""
    pairs = list(zip(confidences, right, strict=True))
    for k in range(BINS):
        low, high = k / BINS, (k + 1) / BINS
        yield low, high, [pair for pair in pairs if low <= pair[0] < high or (k == BINS - 1 and pair[0] == 1)]


def fit(judged: Sequence[Judged]) -> Numbers:
    """Weights by gradient descent."""
    x = np.array([one.features for one in judged])
    y = np.array([float(one.right) for one in judged])
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-x @ weights))
        weights -= 0.3 * (x.T @ (sure - y) / len(y) + PULL * weights)
    return weights


def crossed(judged: Sequence[Judged], parts: int = 5) -> float:
    """The error of weights found on the other reports."""
    confidences, right = [], []
    for part in range(parts):
        weights = fit([one for one in judged if one.report % parts != part])
        for one in judged:
            if one.report % parts == part:
                confidences.append(1 / (1 + math.exp(-float(np.dot(weights, one.features)))))
                right.append(one.right)
    return error(confidences, right)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.calibration", description=__doc__)
    parser.add_argument("--fit", action="store_true", help="print weights for entente.coding.confidence")
    judged = list(judgements(Path("../shared")))
    if parser.parse_args().fit:
        print(tuple(round(float(weight), 2) for weight in fit(judged)))
        print(f"error of weights found on other reports: {100 * crossed(judged):.1f} %")
        return
    confidences, right = [one.confidence for one in judged], [one.right for one in judged]
    print(f"expected calibration error {100 * error(confidences, right):.1f} % over {len(judged)} events")
    for low, high, held in bins(confidences, right):
        if held:
            mean, share = (sum(column) / len(held) for column in zip(*held, strict=True))
            print(f"{low:.1f}–{high:.1f}  events {len(held):4}  mean {mean:.2f}  right {share:.2f}")


if __name__ == "__main__":
    main()
