"""Groups from pairs: average linkage, so that one chance likeness joins no two groups, under pairs that must not meet.

The result is a function of the set of items and scores alone. Equal scores are settled by the items' names, so the
order in which items or pairs are handed in makes no difference.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(slots=True)
class _Grown:
    """Groups while they grow: members, and for each group the sum of scores and whether it may join, by other group."""

    members: dict[str, list[str]]
    sums: dict[str, dict[str, float]]
    barred: dict[str, set[str]]
    heap: list[tuple[float, str, str]] = field(default_factory=list)


def grouped(
    items: Iterable[str], scores: Mapping[Pair, float], barred: Iterable[Pair], least: float
) -> list[list[str]]:
    """The groups of *items*, each in the order of its names, in the order of their first.

    *scores* are of pairs; a pair that is not in it counts as 0, so that a group grows only towards what most of it
    is like. Two groups join while the mean score over all pairs between them is *least* or more and none of these pairs
    is *barred*; the most alike join first.
    """
    state = _start(sorted(set(items)), scores, barred)
    for one in sorted(state.sums):
        for other in state.sums[one]:
            if one < other:
                _offer(state, one, other, least)
    while state.heap:
        negative, one, other = heapq.heappop(state.heap)
        if _mean(state, one, other) == -negative:
            _join(state, one, other, least)
    return sorted((sorted(group) for group in state.members.values()), key=lambda group: group[0])


def _start(items: list[str], scores: Mapping[Pair, float], barred: Iterable[Pair]) -> _Grown:
    state = _Grown({item: [item] for item in items}, {item: {} for item in items}, {item: set() for item in items})
    for (one, other), score in scores.items():
        if one in state.sums and other in state.sums:
            state.sums[one][other] = state.sums[other][one] = score
    for one, other in barred:
        if one in state.barred and other in state.barred:
            state.barred[one].add(other)
            state.barred[other].add(one)
    return state


def _mean(state: _Grown, one: str, other: str) -> float | None:
    """The mean score between two groups, None if one is gone; rounded, so that the order of adding does not matter."""
    if one not in state.members or other not in state.members or other not in state.sums[one]:
        return None
    return round(state.sums[one][other] / (len(state.members[one]) * len(state.members[other])), 9)


def _offer(state: _Grown, one: str, other: str, least: float) -> None:
    one, other = sorted((one, other))
    mean = _mean(state, one, other)
    if mean is not None and mean >= least and other not in state.barred[one]:
        heapq.heappush(state.heap, (-mean, one, other))


def _join(state: _Grown, one: str, other: str, least: float) -> None:
    """Puts *other* into *one*, the smaller name, which names the group from then on."""
    if other in state.barred[one]:
        return
    state.members[one] += state.members.pop(other)
    state.sums[one].pop(other)
    inherited = state.sums.pop(other)
    del inherited[one]
    for third, score in inherited.items():
        del state.sums[third][other]
        together = state.sums[one].get(third, 0.0) + score
        state.sums[one][third] = state.sums[third][one] = together
    for third in state.barred.pop(other):
        state.barred[third].discard(other)
        state.barred[third].add(one)
        state.barred[one].add(third)
    for third in state.sums[one]:
        _offer(state, one, third, least)
