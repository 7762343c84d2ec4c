"""What a measurement is: a figure with its unit, what it should be, and how it was taken."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from os import cpu_count, getloadavg
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure: ``aim`` is what it should be at most or at least (``"< 0.4"``), empty where nothing is asked."""

    name: str
    value: float
    unit: str
    aim: str = ""
    runs: int = 1

    @property
    def verdict(self) -> str:
        if not self.aim:
            return ""
        sign, limit = self.aim.split(" ")
        met = self.value < float(limit) if sign == "<" else self.value > float(limit)
        return "yes" if met else "no"


def seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def median_seconds(action: Callable[[], object], runs: int) -> float:
    return median(seconds(action) for _ in range(runs))


def machine() -> str:
    """Processor, cores, load and Python of this machine, on one line."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").split("\n") if info.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor() or platform.machine()
    load = getloadavg()[0]
    return f"{processor}, {cpu_count()} cores, load {load:.1f}, {platform.system()}, Python {platform.python_version()}"
