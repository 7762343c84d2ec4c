"""Tellings of many reports as happenings: pure functions of traces and scores, whatever order reports came in."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from entente.link.barriers import barrier
from entente.link.blocks import near, recalled
from entente.link.cluster import Pair, grouped
from entente.link.features import Seen
from entente.link.score import Scorer
from entente.link.traces import Trace

KEPT = 0.1
"""Scores below this are not kept: they would hardly move a mean, and most pairs of a block have them."""


def comparable(one: Trace, other: Trace) -> bool:
    """Whether two tellings of one block may be scored: both told as news on days that meet, or one recalled long after.

    Two that are recalled are compared where they name the same days.
    """
    if recalled(one) and recalled(other):
        return (one.first, one.last) == (other.first, other.last)
    return near(one, other)


def scored(one: Seen, other: Seen, scorer: Scorer) -> float | None:
    """The score of a pair that is worth keeping, None of any other."""
    if not comparable(one.trace, other.trace) or barrier(one.trace, other.trace):
        return None
    score = scorer.score(one, other)
    return score if score >= KEPT else None


def told(traces: Mapping[str, Trace], scores: Mapping[Pair, float], join: float) -> dict[str, str]:
    """The happening of each telling of *traces*: the least id in its group.

    *scores* are those of pairs that are alike on either side of being recalled; *traces* must hold whatever is
    connected by them, so that a part of a record can be settled alone.
    """
    barred = [(a, b) for a, b in combinations(sorted(traces), 2) if barrier(traces[a], traces[b])]
    groups = grouped(traces, scores, barred, join)
    return {id: group[0] for group in groups for id in group}


def recalling(near_by: Mapping[str, float], happening: Mapping[str, str], join: float) -> str | None:
    """The happening that a recalled telling means, if only one fits: "their meeting in March" of two names neither.

    *near_by* are tellings that it is like, with scores; a happening fits by the likest of its tellings.
    """
    fitting = {happening[id] for id, score in near_by.items() if score >= join and id in happening}
    return next(iter(fitting)) if len(fitting) == 1 else None
