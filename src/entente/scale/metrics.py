"""How far a run is, and how fast: for a terminal, and for Prometheus to scrape."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from entente.errors import UsageError
from entente.scale.coding import Finished
from entente.scale.running import Lost


@dataclass(slots=True)
class Progress:
    """Sums over all workers. ``busy`` are the seconds that workers took; rates are by the clock since the start."""

    shards: int
    done: int = 0
    lost: int = 0
    pages: int = 0
    failed: int = 0
    events: int = 0
    read: int = 0
    written: int = 0
    busy: float = 0.0
    memory: int = 0
    started: float = field(default_factory=time.monotonic)

    def add(self, line: Finished | Lost) -> None:
        if isinstance(line, Lost):
            self.lost += 1
            return
        self.done += 1
        self.pages += line.pages
        self.failed += line.failed
        self.events += line.events
        self.read += line.size
        self.written += line.bytes
        self.busy += line.seconds
        self.memory = max(self.memory, line.memory)

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / max(time.monotonic() - self.started, 1e-9)

    def line(self) -> str:
        """In words, on one line."""
        told = f"{self.done:,} of {self.shards:,} shards, {self.pages:,} pages, {self.rate:,.1f} pages/s"
        more = [f"{self.failed:,} pages failed"] * bool(self.failed) + [f"{self.lost:,} shards lost"] * bool(self.lost)
        return ", ".join([told, *more])


GAUGES = {
    "shards": "Shards to do in this run.",
    "done": "Shards done in this run.",
    "lost": "Shards that gave nothing however often they were tried.",
    "pages": "Pages read in this run.",
    "failed": "Pages that gave no result.",
    "events": "Events found, before linking across reports.",
    "read": "Bytes of the shards that are done.",
    "written": "Bytes written for them.",
    "busy": "Seconds that workers took for them.",
    "memory": "Bytes that the largest worker held at its peak.",
    "rate": "Pages a second since the start.",
}


def _value(progress: Progress, name: str) -> float:
    return float(getattr(progress, name))


def serve(progress: Progress, port: int) -> Any:
    """Answers Prometheus at *port* with what ``GAUGES`` names, as ``entente_scale_…``; returns the server to stop.

    Raises ``UsageError`` where prometheus-client is missing or the port is taken.
    """
    try:
        from prometheus_client import CollectorRegistry, Gauge, start_http_server
    except ModuleNotFoundError as error:
        raise UsageError("--metrics needs prometheus-client; pip install 'entente[scale]'") from error
    registry = CollectorRegistry()
    for name, help in GAUGES.items():
        gauge = Gauge(f"entente_scale_{name}", help, registry=registry)
        gauge.set_function(partial(_value, progress, name))
    try:
        server, _ = start_http_server(port, registry=registry)
    except OSError as error:
        raise UsageError(f"--metrics {port}: {error}; take another port") from error
    return server
