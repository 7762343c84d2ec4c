"""How sure it is that an event mention is right: the rule's word, the language model's, and what kind of rule it is.

A logistic regression whose weights ``python -m eval.calibration --fit`` works out on the hand-coded reports, where it
also prints how well the confidence holds: of the mentions at 0.8, eight in ten should be right (codebook section 6).
"""

from __future__ import annotations

import math

from entente.coding.rules import Rule

WEIGHTS = (0.28, 0.53, 0.36, -0.46)
"""For each of ``features``."""
LEAST, MOST = 0.05, 0.98


def confidence(features: tuple[float, ...]) -> float:
    """From 0 to 1, rounded to two digits."""
    sure = sum(weight * feature for weight, feature in zip(WEIGHTS, features, strict=True))
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-sure)))), 2)


def features(rule: Rule, probability: float) -> tuple[float, ...]:
    """What the confidence rests on.

    One, the log-odds of the rule's prior and of the model's *probability* for the act's type, and whether the trigger
    was left to the model. How many parties are named and resolved was tried and told nothing more.
    """
    return 1.0, _odds(rule.prior), _odds(max(probability, 0.05)), float(rule.is_scored)


def _odds(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1 - share))
