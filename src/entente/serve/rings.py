"""Where the marks of two figures lie: parties on a ring with their ties, and a score over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from entente.query.ties import Tie

SIZE = 640.0
RADIUS = 262.0


@dataclass(frozen=True, slots=True)
class Node:
    """A party on the ring: its code, place, size, and where its label stands."""

    code: str
    x: float
    y: float
    r: float
    label_x: float
    label_y: float
    anchor: str
    events: int


@dataclass(frozen=True, slots=True)
class Arc:
    """A curve between two parties: both directions together; ``kind`` is conflict, mixed or cooperation."""

    one: str
    other: str
    path: str
    width: float
    kind: str
    events: int


@dataclass(frozen=True, slots=True)
class Ring:
    """The figure: a square of ``size``."""

    size: float
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


def ring(ties: Sequence[Tie], most: int = 28) -> Ring:
    """The *most* parties with most events on a ring, those that deal with each other side by side where it can be."""
    events: dict[str, int] = {}
    for tie in ties:
        for code in (tie.actor, tie.recipient):
            events[code] = events.get(code, 0) + tie.events
    chosen = sorted(events, key=lambda code: (-events[code], code))[:most]
    pairs = _pairs(ties, set(chosen))
    order = _order(chosen, pairs)
    at = {code: 2 * pi * number / max(len(order), 1) - pi / 2 for number, code in enumerate(order)}
    top = max((events[code] for code in chosen), default=1)
    nodes = tuple(_node(code, at[code], events[code], top) for code in order)
    heaviest = max((count for count, _ in pairs.values()), default=1)
    ranked = sorted(pairs.items(), key=lambda each: each[1])
    return Ring(SIZE, nodes, tuple(_arc(pair, at, *held, heaviest) for pair, held in ranked))


def _pairs(ties: Sequence[Tie], chosen: set[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """Events and conflicts of each pair of *chosen*, whichever way they go."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for tie in ties:
        if tie.actor in chosen and tie.recipient in chosen:
            pair = (min(tie.actor, tie.recipient), max(tie.actor, tie.recipient))
            events, conflicts = found.get(pair, (0, 0))
            found[pair] = events + tie.events, conflicts + tie.conflicts
    return found


def _order(codes: Sequence[str], pairs: dict[tuple[str, str], tuple[int, int]]) -> list[str]:
    """Each next to the one left that it deals with most: short arcs, few crossings."""
    left, order = list(codes), list[str]()
    while left:
        last = order[-1] if order else None
        left.sort(
            key=lambda code: (-pairs.get((min(code, last or ""), max(code, last or "")), (0, 0))[0], codes.index(code))
        )
        order.append(left.pop(0))
    return order


def _node(code: str, angle: float, events: int, top: int) -> Node:
    middle, out = SIZE / 2, RADIUS + 20
    anchor = "middle" if abs(cos(angle)) < 0.25 else ("start" if cos(angle) > 0 else "end")
    return Node(
        code,
        round(middle + RADIUS * cos(angle), 1),
        round(middle + RADIUS * sin(angle), 1),
        round(4 + 9 * sqrt(events / top), 1),
        round(middle + out * cos(angle), 1),
        round(middle + out * sin(angle) + 5, 1),
        anchor,
        events,
    )


def _arc(pair: tuple[str, str], at: dict[str, float], events: int, conflicts: int, heaviest: int) -> Arc:
    middle = SIZE / 2
    (x1, y1), (x2, y2) = (
        (round(middle + RADIUS * cos(at[code]), 1), round(middle + RADIUS * sin(at[code]), 1)) for code in pair
    )
    # Neighbours are tied by a shallow arc, opposites by one through the middle.
    apart = hypot(x1 + x2 - SIZE, y1 + y2 - SIZE) / 2 / RADIUS
    pull = 0.3 + 0.45 * apart**6
    cx, cy = round(middle + (x1 + x2 - SIZE) / 2 * pull, 1), round(middle + (y1 + y2 - SIZE) / 2 * pull, 1)
    share = conflicts / events
    kind = "conflict" if share > 0.6 else ("cooperation" if share < 0.4 else "mixed")
    width = round(1 + 7 * sqrt(events / heaviest), 1)
    return Arc(*pair, f"M{x1} {y1}Q{cx} {cy} {x2} {y2}", width, kind, events)


@dataclass(frozen=True, slots=True)
class Dot:
    """The mean score of one period."""

    x: float
    y: float
    title: str
    quad: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean scores over time: dots, and a line through those that follow each other."""

    width: float
    height: float
    left: float
    zero: float
    dots: tuple[Dot, ...]
    traces: tuple[str, ...]
    lines: tuple[tuple[float, str], ...]


def curve(
    values: Sequence[tuple[str, float | None]], width: float = 960, height: float = 130, left: float = 44
) -> Curve:
    """The means of periods, by name, on PLOVER's scale from -10 to 10; None leaves a gap."""
    top, ground = 8.0, height - 8
    middle, unit = (top + ground) / 2, (ground - top) / 20
    step = (width - left) / max(len(values), 1)
    dots, traces, run = [], list[str](), list[str]()
    for number, (name, mean) in enumerate(values):
        if mean is None:
            traces += _trace(run)
            run = []
            continue
        x, y = round(left + (number + 0.5) * step, 1), round(middle - mean * unit, 1)
        dots.append(Dot(x, y, f"{name}: {mean:+.1f}", "MC" if mean >= 0 else "MK"))
        run.append(f"{x} {y}")
    lines = tuple((round(middle - value * unit, 1), f"{value:+d}" if value else "0") for value in (10, 0, -10))
    return Curve(width, height, left, round(middle, 1), tuple(dots), (*traces, *_trace(run)), lines)


def _trace(run: Sequence[str]) -> list[str]:
    return ["M" + "L".join(run)] if len(run) > 1 else []
