"""Turns scores of BIO labels into the semantic roles of each predicate.

What holds of the 45,381 annotated predicates of the English Web Treebank holds of what is decoded: roles of one
predicate neither overlap nor hold the predicate; those in ``ONCE`` and the R- roles come at most once (no exception
in 64,000); R-X and C-X come after an X (one exception in 2,418).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
Filled = tuple[str, int, int]

NEVER = np.float32(-1e4)
ONCE = frozenset({"ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "NEG", "GOL", "COM", "LVB"})
ROUNDING = 0.1
"""More than sums of scores can be off."""
MOST_REPAIRS = 12
"""Rounds of repair of one predicate; each forbids a label somewhere, and few predicates need more than one."""


@dataclass(frozen=True)
class _Scheme:
    """The labels by number. ``roles`` are the names of the roles; ``begin`` and ``inside`` the columns of their labels.

    ``lacking`` is ``NEVER`` for a role without an I- label (its ``inside`` means nothing), ``follows`` [before, after];
    ``columns`` gives the labels of each role.
    """

    labels: tuple[str, ...]
    outside: int
    roles: tuple[str, ...]
    begin: Numbers
    inside: Numbers
    lacking: Scores
    follows: NDArray[np.bool_]
    columns: Mapping[str, list[int]]


@lru_cache(maxsize=8)
def _scheme(labels: tuple[str, ...]) -> _Scheme:
    at = {label: i for i, label in enumerate(labels)}
    roles = tuple(label[2:] for label in labels if label.startswith("B-"))
    follows = np.ones((len(labels), len(labels)), dtype=bool)
    for i, label in enumerate(labels):
        if label.startswith("I-"):
            follows[:, i] = [before in (label, "B" + label[1:]) for before in labels]
    return _Scheme(
        labels,
        at["O"],
        roles,
        np.array([at[f"B-{role}"] for role in roles], dtype=np.int64),
        np.array([at.get(f"I-{role}", 0) for role in roles], dtype=np.int64),
        np.array([0 if f"I-{role}" in at else NEVER for role in roles], dtype=np.float32),
        follows,
        {role: [i for i, label in enumerate(labels) if label[2:] == role] for role in roles},
    )


def decode(scores: Scores, labels: Sequence[str], predicates: Sequence[int]) -> list[list[Filled]]:
    """The roles ``(label, first, end)`` of each predicate in text order, from *scores* [predicates, words, labels].

    *labels* are "O" and the B- and I- of each role; *predicates* are the positions of the predicates among the words.
    The scores may be logits: what is maximal is their sum over the words, under the rules above.
    """
    scheme = _scheme(tuple(labels))
    best: Numbers = scores.argmax(2)
    best[np.arange(len(predicates)), predicates] = scheme.outside
    orderly = scheme.follows[best[:, :-1], best[:, 1:]].all(1) & scheme.follows[scheme.outside, best[:, 0]]
    found = []
    for row, path, ordered, predicate in zip(scores, best.tolist(), orderly.tolist(), predicates, strict=True):
        spans = list(_spans(path, scheme))
        found.append(spans if ordered and _fault(spans) is None else _repaired(row, predicate, scheme))
    return found


def _spans(path: Sequence[int], scheme: _Scheme) -> Iterator[Filled]:
    """The roles of an orderly sequence of label numbers."""
    start = -1
    for i, number in enumerate([*path, scheme.outside]):
        label = scheme.labels[number]
        if start >= 0 and label[0] != "I":
            yield scheme.labels[path[start]][2:], start, i
            start = -1
        if label[0] == "B":
            start = i


def _fault(spans: Sequence[Filled]) -> str | None:
    """The first role that may not stand where it does, or comes a second time."""
    seen: set[str] = set()
    for role, _, _ in spans:
        if (role[:2] in ("R-", "C-") and role[2:] not in seen) or (role in seen and _once(role)):
            return role
        seen.add(role)
    return None


def _once(role: str) -> bool:
    return role in ONCE or role.startswith("R-")


def _repaired(scores: Scores, predicate: int, scheme: _Scheme) -> list[Filled]:
    """The roles of one predicate under all rules."""
    allowed = scores.copy()
    allowed[predicate] = NEVER
    allowed[predicate, scheme.outside] = 0
    _, spans = _best(allowed, scheme)
    for _ in range(MOST_REPAIRS):
        fault = _fault(spans)
        if fault is None:
            break
        choices = [(_best(fewer, scheme), fewer) for fewer in _without(allowed, fault, spans, scheme)]
        (_, spans), allowed = max(choices, key=lambda choice: choice[0][0])
    return spans


def _without(scores: Scores, fault: str, spans: Sequence[Filled], scheme: _Scheme) -> Iterator[Scores]:
    """Scores that allow a role in one of its places alone, for each of them; in none if it has but one."""
    columns = scheme.columns[fault]
    places = [slice(first, end) for role, first, end in spans if role == fault]
    for place in places:
        fewer = scores.copy()
        fewer[:, columns] = NEVER
        if len(places) > 1:
            fewer[place, columns] = scores[place, columns]
        yield fewer


def _best(scores: Scores, scheme: _Scheme) -> tuple[float, list[Filled]]:
    """The greatest sum over the words [words, labels] that an orderly sequence of labels has, and its roles (Viterbi).

    Any label may follow any, but an I- only its B- or itself: so for each word it is enough to know the best sum of
    all, and for each role the best sum of those that are inside it. Few roles can be inside a word at all: none whose
    I- loses more at it, against the best label that may stand anywhere, than it wins at all other words together. These
    few are followed through the words as plain numbers: as arrays of all roles that took three times as long.
    """
    begin, outside = scores[:, scheme.begin], scores[:, scheme.outside]
    inside = scores[:, scheme.inside] + scheme.lacking
    top = begin.max(1)
    free = np.maximum(outside, top)
    gains = inside - free[:, None]
    gains[0] = NEVER
    most = np.maximum(gains, 0).sum(0)
    words, roles = np.nonzero((gains > -most - ROUNDING) & (most > 0))
    begun, going = begin[words - 1, roles].tolist(), inside[words, roles].tolist()
    cells = zip(words.tolist(), roles.tolist(), begun, going, strict=True)
    best, last = _followed(free.tolist(), cells, len(scheme.roles))
    alone = np.where(top > outside, begin.argmax(1), -1).tolist()
    return best, [(scheme.roles[role], first, end) for role, first, end in _traced(last, alone)][::-1]


def _followed(
    free: Sequence[float], cells: Iterator[tuple[int, int, float, float]], roles: int
) -> tuple[float, list[tuple[int, int]]]:
    """The best sum, and for each word the role that the best sequence which ends there is inside of, and its start.

    *free* are the scores of the best label that may stand anywhere; *cells*, by word, the words that a role may be
    inside of: word, role, the score of its B- at the word before and of its I- at the word. The role is -1 where the
    sequence ends with a label that may stand anywhere.
    """
    at, held, since = [-1] * roles, [0.0] * roles, [0] * roles
    last = [(-1, 0)]
    before, best = 0.0, free[0]
    cell = next(cells, None)
    for i in range(1, len(free)):
        ending = best + free[i]
        ended = -1, i
        while cell is not None and cell[0] == i:
            _, role, begun, inside = cell
            begun += before
            if at[role] != i - 1 or held[role] <= begun:
                held[role], since[role] = begun, i - 1
            at[role] = i
            held[role] = reached = held[role] + inside
            if reached > ending:
                ending, ended = reached, (role, since[role])
            cell = next(cells, None)
        before, best = best, ending
        last.append(ended)
    return best, last


def _traced(last: Sequence[tuple[int, int]], alone: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The roles of the best sequence, last first.

    *last* is what ``_followed`` gives; *alone* the role that a word begins where it is inside of none, -1 if none.
    """
    end = len(last)
    while end:
        role, first = last[end - 1]
        if role < 0:
            role, first = alone[end - 1], end - 1
        if role >= 0:
            yield role, first, end
        end = first
