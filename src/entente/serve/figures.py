"""Where the marks of small figures lie: bars over time, and a line as small as a word. Templates draw them as SVG.

Lengths are in units of the figure's own ``viewBox``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

QUADS = ("VC", "MC", "VK", "MK")


@dataclass(frozen=True, slots=True)
class Point:
    """What happened in one period: ``parts`` are counts by kind, ``href`` leads to what is counted."""

    name: str
    parts: Mapping[str, int]
    href: str | None = None

    @property
    def total(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar; ``kind`` is a class of the style sheet."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its pieces from the ground up, and what its tooltip says."""

    x: float
    width: float
    height: float
    pieces: tuple[Piece, ...]
    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the figure, at a round number."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A name below the bars."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars over time, lines at round numbers, and names of some periods below."""

    width: float
    height: float
    left: float
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]

    @property
    def by_kind(self) -> bool:
        """Whether the pieces have colours of their own."""
        return any(piece.kind for bar in self.bars for piece in bar.pieces)


def bars(points: Sequence[Point], width: float = 960, height: float = 150, left: float = 44) -> Bars:
    """A bar a point, in their order, up to a round number above the highest."""
    top, ground = 8.0, height - 20
    step = (width - left) / max(len(points), 1)
    most = max((point.total for point in points), default=0)
    ceiling = _round_up(most)
    scale = (ground - top) / ceiling
    drawn = tuple(_bar(point, left + number * step, step, ground, scale) for number, point in enumerate(points))
    lines = tuple(Line(round(ground - value * scale, 1), f"{value:,}") for value in _steps(ceiling))
    return Bars(width, height, left, drawn, lines, tuple(_marks(points, left, step, width)))


def _bar(point: Point, x: float, step: float, ground: float, scale: float) -> Bar:
    gap = min(step * 0.15, 2)
    pieces, y = [], ground
    for kind, count in point.parts.items():
        if count:
            tall = max(count * scale, 0.8)
            y -= tall
            pieces.append(Piece(kind, round(y, 1), round(tall, 1)))
    title = f"{point.name}: {point.total:,}"
    return Bar(round(x + gap, 1), round(step - 2 * gap, 1), round(ground - y, 1), tuple(pieces), title, point.href)


def _marks(points: Sequence[Point], left: float, step: float, width: float) -> list[Mark]:
    """Names below, no more than have room."""
    if not points:
        return []
    every = max(1, round(110 / step))
    found = []
    for number in range(0, len(points), every):
        x = left + (number + 0.5) * step
        anchor = "start" if number == 0 and step < 60 else "middle"
        if x + 30 <= width or anchor == "start":
            found.append(Mark(round(left if anchor == "start" else x, 1), points[number].name, anchor))
    return found


def _round_up(most: int) -> int:
    """1, 2, 4, 5 or 10 times a power of ten, the least that is not below *most*."""
    if most <= 1:
        return 1
    power: int = 10 ** floor(log10(most))
    return int(next(power * each for each in (1, 2, 4, 5, 10) if power * each >= most))


def _steps(ceiling: int) -> tuple[int, ...]:
    return (0, ceiling // 2, ceiling) if ceiling % 2 == 0 else (0, ceiling)


@dataclass(frozen=True, slots=True)
class Spark:
    """A line over a few numbers, as paths, and where its last point lies."""

    width: float
    height: float
    trace: str
    area: str
    x: float
    y: float


def spark(values: Sequence[float], width: float = 120, height: float = 24) -> Spark:
    """A line through *values*, at least two, from nought to the highest."""
    inset = 3.0
    most = max([*values, 1])
    step = (width - 2 * inset) / max(len(values) - 1, 1)
    dots = [
        (round(inset + number * step, 1), round(height - inset - value / most * (height - 2 * inset), 1))
        for number, value in enumerate(values)
    ]
    trace = "M" + "L".join(f"{x} {y}" for x, y in dots)
    area = f"{trace}L{dots[-1][0]} {height}L{dots[0][0]} {height}Z"
    return Spark(width, height, trace, area, *dots[-1])
