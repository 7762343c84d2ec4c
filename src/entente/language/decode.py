"""Turns scores into a dependency tree with one root, and into named-entity spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
NEVER = -1e9


def heads(arcs: Scores) -> list[int]:
    """The head of each word (0 the root, else position + 1): a tree with one child of the root.

    *arcs* [n, n + 1] scores each head for each word. The best heads taken one by one form such a tree for nine
    sentences in ten; the rest goes through the Chu-Liu/Edmonds algorithm, once for each likely root.
    """
    scores = arcs.astype(np.float64)
    n = scores.shape[0]
    scores[np.arange(n), np.arange(1, n + 1)] = NEVER
    best = scores.argmax(1)
    roots = np.flatnonzero(best == 0)
    if len(roots) == 1 and _reaches_root(best):
        found: list[int] = best.tolist()
        return found
    likely = roots if len(roots) else [int((scores[:, 0] - scores[:, 1:].max(1, initial=NEVER)).argmax())]
    trees = [_rooted(scores, int(root)) for root in likely[:4]]
    rows = np.arange(n)
    return max(trees, key=lambda tree: float(scores[rows, tree].sum()))


def _reaches_root(heads: Numbers) -> bool:
    """Whether every word leads to the root: after n doublings of the step, all stand there."""
    above = np.concatenate([[0], heads])
    for _ in range(max(1, len(heads).bit_length())):
        above = above[above]
    return not bool(above.any())


def _rooted(scores: NDArray[np.float64], root: int) -> list[int]:
    """The best tree whose only child of the root is word *root*."""
    fixed = scores.copy()
    fixed[:, 0] = NEVER
    fixed[root] = NEVER
    fixed[root, 0] = 0.0
    n = len(fixed)
    square = np.full((n + 1, n + 1), NEVER)
    square[1:] = fixed
    return [int(head) for head in _edmonds(square)[1:]]


def _edmonds(scores: NDArray[np.float64]) -> Numbers:
    """Best heads [n] for a square matrix ``scores[child, head]`` with node 0 as the root (Chu-Liu/Edmonds)."""
    best: Numbers = scores.argmax(1)
    best[0] = 0
    cycle = _cycle(best)
    if cycle is None:
        return best
    inside = np.zeros(len(best), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    # The cycle becomes one node, last in the smaller matrix.
    gain = scores[cycle] - scores[cycle, best[cycle]][:, None]
    small = np.full((len(outside) + 1, len(outside) + 1), NEVER)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = gain[:, outside].max(0)
    small[:-1, -1] = scores[np.ix_(outside, cycle)].max(1)
    solved = _edmonds(small)
    heads = best.copy()
    for k, node in enumerate(outside):
        if solved[k] == len(outside):
            heads[node] = cycle[scores[node, cycle].argmax()]
        else:
            heads[node] = outside[solved[k]]
    entry = outside[solved[-1]]
    broken = cycle[gain[:, entry].argmax()]
    heads[broken] = entry
    heads[0] = 0
    return heads


def _cycle(heads: Numbers) -> Numbers | None:
    """The nodes of one cycle, or None."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :])
        state[path] = 2
    return None


def spans(scores: Scores, labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Entities as ``(first, end, type)`` in word positions: the best sequence in which I- continues its type."""
    path = [labels[i] for i in scores.argmax(1).tolist()]
    if path.count("O") == len(path):
        return
    if not all(_follows(a, b) for a, b in pairwise(["O", *path])):
        path = _viterbi(scores, labels)
    start: int | None = None
    for i, label in enumerate([*path, "O"]):
        if start is not None and not label.startswith("I-"):
            yield start, i, path[start][2:]
            start = None
        if label.startswith("B-"):
            start = i


def _follows(label: str, following: str) -> bool:
    """Whether *following* may stand after *label*."""
    return following[0] != "I" or (label[0] != "O" and label[2:] == following[2:])


def _viterbi(scores: Scores, labels: Sequence[str]) -> list[str]:
    steps = np.array([[0.0 if _follows(a, b) else NEVER for b in labels] for a in labels])
    total = scores[0] + np.array([0.0 if _follows("O", label) else NEVER for label in labels])
    back = []
    for row in scores[1:]:
        reached = total[:, None] + steps
        back.append(reached.argmax(0))
        total = reached.max(0) + row
    at = int(total.argmax())
    path = [at]
    for step in reversed(back):
        at = int(step[at])
        path.append(at)
    return [labels[i] for i in reversed(path)]
