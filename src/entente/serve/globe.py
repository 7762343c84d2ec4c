"""The map of the world: outlines of countries as paths, and where a place lies among them.

``web/world.mjs`` draws the outlines with d3-geo, in the Equal Earth projection (Šavrič, Patterson and Jenny 2018),
whose equations ``at`` computes too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, log1p, radians, sin, sqrt
from pathlib import Path

A = (1.340264, -0.081106, 0.000893, 0.003796)
M = sqrt(3) / 2
CLASSES = 5
"""Shades of a country, from few events to many."""


@dataclass(frozen=True, slots=True)
class World:
    """The figure's size, the outline of the globe, and the path of each country by code."""

    width: float
    height: float
    sphere: str
    outlines: Mapping[str, str]
    scale: float
    x: float
    y: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where the place at *lat* and *lon* degrees lies in the figure."""
        angle = asin(M * sin(radians(lat)))
        square = angle * angle
        sixth = square**3
        across = radians(lon) * cos(angle) / (M * (A[0] + 3 * A[1] * square + sixth * (7 * A[2] + 9 * A[3] * square)))
        up = angle * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square))
        return round(self.x + self.scale * across, 1), round(self.y - self.scale * up, 1)


@lru_cache(maxsize=1)
def world() -> World:
    """The map that ships with the package."""
    held = json.loads((Path(__file__).parent / "static" / "world.json").read_text(encoding="utf-8"))
    return World(**held)


def shade(count: int, most: int) -> int:
    """1 to ``CLASSES``: on a scale of logarithms, for a few countries have most of the events."""
    return max(1, min(CLASSES, round(CLASSES * log1p(count) / log1p(max(most, 1)))))


def radius(count: int, most: int) -> float:
    """A dot's radius, so that its area goes with the number of events."""
    return round(2.5 + 9 * sqrt(count / max(most, 1)), 1)
