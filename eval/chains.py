"""How well two groupings of the same mentions agree: MUC, B³, CEAF-e, and their mean, the CoNLL F1.

MUC is Vilain et al. 1995, B³ Bagga and Baldwin 1998, CEAF-e Luo 2005 (similarity φ4); the CoNLL F1 is the mean of
the three F1 (Pradhan et al. 2012). The mentions are given, so both groupings hold the same ones, alone or together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Groups = Mapping[Hashable, Hashable]
"""The group of each mention."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """F1 of each measure in percent."""

    muc: float
    b_cubed: float
    ceaf_e: float

    @property
    def conll(self) -> float:
        return (self.muc + self.b_cubed + self.ceaf_e) / 3


def agreement(gold: Groups, made: Groups) -> Agreement:
    """How *made* agrees with *gold*; both must group the same mentions."""
    assert gold.keys() == made.keys(), "the groupings hold different mentions"
    return Agreement(*(100 * _f1(*shares) for shares in (_muc(gold, made), _b_cubed(gold, made), _ceaf_e(gold, made))))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(gold: Groups, made: Groups) -> tuple[float, float]:
    return _muc_recall(made, gold), _muc_recall(gold, made)


def _muc_recall(gold: Groups, made: Groups) -> float:
    """Of the links that hold the groups of *gold* together, the share that *made* has."""
    parts: dict[Hashable, set[Hashable]] = defaultdict(set)
    sizes = Counter(gold.values())
    for mention, group in gold.items():
        parts[group].add(made[mention])
    links = sum(size - 1 for size in sizes.values())
    return sum(sizes[group] - len(held) for group, held in parts.items()) / links if links else 0.0


def _b_cubed(gold: Groups, made: Groups) -> tuple[float, float]:
    both = Counter((gold[mention], made[mention]) for mention in gold)
    of_gold, of_made = Counter(gold.values()), Counter(made.values())
    precision = sum(n * n / of_made[m] for (_, m), n in both.items())
    recall = sum(n * n / of_gold[g] for (g, _), n in both.items())
    return precision / len(gold), recall / len(gold)


def _ceaf_e(gold: Groups, made: Groups) -> tuple[float, float]:
    of_gold, of_made = Counter(gold.values()), Counter(made.values())
    both = Counter((gold[mention], made[mention]) for mention in gold)
    alike = {(g, m): 2 * n / (of_gold[g] + of_made[m]) for (g, m), n in both.items()}
    total = sum(_best(part) for part in _islands(alike))
    return total / len(of_made), total / len(of_gold)


Alike = dict[tuple[Hashable, Hashable], float]


def _islands(alike: Alike) -> list[Alike]:
    """The pairs that can compete with each other, island by island."""
    above: dict[Hashable, Hashable] = {}

    def top(node: Hashable) -> Hashable:
        while above.setdefault(node, node) != node:
            node = above[node]
        return node

    for g, m in alike:
        above[top(("gold", g))] = top(("made", m))
    found: dict[Hashable, Alike] = defaultdict(dict)
    for (g, m), value in alike.items():
        found[top(("gold", g))][g, m] = value
    return list(found.values())


def _best(alike: Alike) -> float:
    """The greatest sum of similarities when each group is paired once at most."""
    if len(alike) == 1:
        return next(iter(alike.values()))
    rows = sorted({g for g, _ in alike}, key=str)
    columns = sorted({m for _, m in alike}, key=str)
    if len(rows) > len(columns):
        rows, columns = columns, rows
        alike = {(m, g): value for (g, m), value in alike.items()}
    return -_least_cost([[-alike.get((row, column), 0.0) for column in columns] for row in rows])


def _least_cost(cost: Sequence[Sequence[float]]) -> float:
    """The least sum of *cost* with one column for each row: the Hungarian method with potentials; rows <= columns."""
    height, width = len(cost), len(cost[0])
    row_price, column_price = [0.0] * (height + 1), [0.0] * (width + 1)
    held = [0] * (width + 1)
    for row in range(1, height + 1):
        held[0] = row
        at, way = 0, [0] * (width + 1)
        least, used = [float("inf")] * (width + 1), [False] * (width + 1)
        while held[at]:
            used[at] = True
            here, step, following = held[at], float("inf"), 0
            for column in range(1, width + 1):
                if used[column]:
                    continue
                reduced = cost[here - 1][column - 1] - row_price[here] - column_price[column]
                if reduced < least[column]:
                    least[column], way[column] = reduced, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(width + 1):
                if used[column]:
                    row_price[held[column]] += step
                    column_price[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            held[at] = held[way[at]]
            at = way[at]
    return sum(cost[held[column] - 1][column - 1] for column in range(1, width + 1) if held[column])
