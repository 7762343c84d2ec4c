"""How far a long job is: a bar on a terminal; for a batch whose standard error is a file, a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


def track(items: Sequence[T], what: str) -> Iterator[T]:
    """The *items* in turn; a bar on standard error shows how many are done, if that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, description=what)


@dataclass(slots=True)
class Meter:
    """Says how many of ``total`` (None if nobody knows) are done, how many a second, and how long the rest will take.

    ``skipped`` ones cost no time to speak of: they count as done, and not for the rate.
    """

    total: int | None
    what: str = "reports"
    quiet: bool = False
    done: int = 0
    skipped: int = 0
    began: float = field(default_factory=time.monotonic)
    _said: float = field(default_factory=time.monotonic)
    _bar: Any = None
    _task: Any = None

    def __enter__(self) -> Self:
        if not self.quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            text = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[pace]}"),
            )
            self._bar = Progress(*text, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self.what, total=self.total, pace="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, skipped: bool = False) -> None:
        """One more is done."""
        self.done += 1
        self.skipped += skipped
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(self._task, completed=self.done, pace=self.pace())
        elif not self.quiet and now - self._said >= EVERY:
            self._said = now
            of = f" of {self.total:,}" if self.total is not None else ""
            print(f"entente: {self.done:,}{of} {self.what}, {self.pace()}", file=sys.stderr, flush=True)

    @property
    def rate(self) -> float:
        """How many were done a second, those skipped left out."""
        return (self.done - self.skipped) / max(time.monotonic() - self.began, 1e-6)

    def pace(self) -> str:
        """The rate and the time that is left, in words: "24.3 a second, 1:05 left"."""
        said = f"{self.rate:.1f} a second"
        if self.total is None or not self.rate:
            return said
        return f"{said}, {clock(max(0, self.total - self.done) / self.rate)} left"


def clock(seconds: float) -> str:
    """Minutes and seconds, "1:05", and hours where there are any, "2:00:30"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
