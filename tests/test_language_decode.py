"""Trees and spans from scores."""

from itertools import product

import numpy as np
import pytest

from entente.language.decode import heads, spans


def is_tree(found: tuple[int, ...]) -> bool:
    if found.count(0) != 1:
        return False
    for start in range(len(found)):
        at, steps = start + 1, 0
        while at and steps <= len(found):
            at, steps = found[at - 1], steps + 1
        if at:
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
def test_heads_are_the_best_tree_for_their_root(seed: int):
    n = 1 + seed % 5
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    every = [t for t in product(range(n + 1), repeat=n) if is_tree(t) and all(h != i + 1 for i, h in enumerate(t))]
    total = {t: float(sum(scores[i, h] for i, h in enumerate(t))) for t in every}
    found = tuple(heads(scores))
    assert found in total
    assert total[found] == pytest.approx(max(total[t] for t in every if t.index(0) == found.index(0)))


def test_a_long_sentence_that_points_in_a_circle_still_gets_a_tree():
    n = 200
    scores = np.zeros((n, n + 1), dtype=np.float32)
    for i in range(n):
        scores[i, (i + 1) % n + 1] = 5.0
    assert is_tree(tuple(heads(scores)))


LABELS = ("B-LOC", "B-PER", "I-LOC", "I-PER", "O")


def scores_of(*labels: str) -> np.ndarray:
    return np.array([[2.0 if name == label else 0.0 for name in LABELS] for label in labels], dtype=np.float32)


def test_spans_run_from_their_beginning_to_the_last_word_of_their_type():
    assert list(spans(scores_of("O", "B-PER", "I-PER", "B-LOC"), LABELS)) == [(1, 3, "PER"), (3, 4, "LOC")]


def test_a_continuation_never_changes_type_and_never_stands_alone():
    found = list(spans(scores_of("I-LOC", "B-PER", "I-LOC"), LABELS))
    assert all(kind in ("PER", "LOC") and first < end for first, end, kind in found)
    assert list(spans(scores_of("O", "O"), LABELS)) == []
