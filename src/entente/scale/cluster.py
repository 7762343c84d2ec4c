"""Ray as an executor: tasks on the machines of a cluster, stragglers run twice, lost workers and machines survived."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Generic, TypeVar

from entente.batch import Done
from entente.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")
SLOW = 2.0
"""A task that takes so many times the median, when none is left to give out, is given out a second time."""
LEAST = 10.0
"""Seconds that a task runs at least before it is given out again."""
SAMPLE = 3
"""Tasks that must be done before a median says anything."""
POLL = 0.5
MEMORY = 500_000_000
"""Bytes that a worker is expected to take, for Ray to place it by."""
STORE = 100_000_000
"""Bytes of a local cluster's object store: tasks hand on paths, so it stays all but empty."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """``address`` is that of a running cluster, ``auto``, or ``local`` for one that is started here and ends with us.

    ``workers`` bounds how many tasks run at once; by default it is the number of cores of the cluster, looked at anew
    while it grows or shrinks. Nothing but the small results is held here, so memory does not grow with pages.
    """

    address: str = "auto"
    workers: int | None = None

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Done[T, R]]:
        """See ``Executor.map``. A task may run twice, so *function* must not mind that."""
        self.connect()
        shift: _Shift[T, R] = _Shift(self, function, enumerate(tasks))
        try:
            yield from shift.results()
        finally:
            shift.close()

    def connect(self) -> None:
        """Connects this process to the cluster, unless it is."""
        # Neither a page that shows the cluster nor a report to its makers is any use here.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            import ray
        except ModuleNotFoundError as error:
            raise UsageError("a cluster needs Ray; install it with: pip install 'entente[scale]'") from error
        if ray.is_initialized():
            return
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
        try:
            if self.address == "local":
                ray.init(num_cpus=self.workers, include_dashboard=False, object_store_memory=STORE, **quiet)
            else:
                ray.init(address=self.address, **quiet)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise UsageError(f"--address {self.address}: {error}; start a cluster with: ray start --head") from error

    def slots(self) -> int:
        """How many tasks may run at once now."""
        import ray

        cores = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        return max(1, min(cores, self.workers) if self.workers else cores)


@dataclass(slots=True)
class _Shift(Generic[T, R]):
    """One ``map``: which task each running copy is of, and since when."""

    cluster: Cluster
    function: Callable[[T], R]
    coming: Iterator[tuple[int, T]]
    running: dict[Any, int] = field(default_factory=dict)
    since: dict[Any, float] = field(default_factory=dict)
    tasks: dict[int, T] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    twice: set[int] = field(default_factory=set)
    exhausted: bool = False

    def results(self) -> Iterator[Done[T, R]]:
        import ray

        # Deaths are ours to count: Ray would try again without a word.
        call: Any = ray.remote(max_retries=0, num_cpus=1)(_call)
        while True:
            self._give_out(call)
            if not self.running:
                return
            ready, _ = ray.wait(list(self.running), num_returns=1, timeout=POLL)
            for each in ready:
                yield from self._hear(each)

    def _give_out(self, call: Any) -> None:
        slots = self.cluster.slots()
        # One more than there is room for, so that no worker waits for us.
        while not self.exhausted and len(self.running) <= slots:
            given = next(self.coming, None)
            if given is None:
                self.exhausted = True
                break
            number, self.tasks[given[0]] = given
            self._start(call, number)
        if self.exhausted and len(self.running) < slots and len(self.took) >= SAMPLE:
            late = max(LEAST, SLOW * median(self.took))
            now = time.monotonic()
            for each in list(self.running):
                number = self.running[each]
                if now - self.since[each] > late and number not in self.twice and len(self.running) < slots:
                    self.twice.add(number)
                    self._start(call, number)

    def _start(self, call: Any, number: int) -> None:
        started = call.remote(self.function, self.tasks[number])
        self.running[started] = number
        self.since[started] = time.monotonic()

    def _hear(self, each: Any) -> Iterator[Done[T, R]]:
        import ray
        from ray.exceptions import RayError, RayTaskError

        if each not in self.running:
            return
        number, started = self.running.pop(each), self.since.pop(each)
        try:
            result = ray.get(each)
        except RayTaskError as error:
            raise (error.cause if isinstance(error.cause, Exception) else error) from error
        except RayError as error:
            if number not in self.running.values():
                yield Done(number, self.tasks.pop(number), failure=_in_words(error))
            return
        self.took.append(time.monotonic() - started)
        self._end([copy for copy, of in self.running.items() if of == number])
        yield Done(number, self.tasks.pop(number), result)

    def _end(self, copies: list[Any]) -> None:
        import ray

        for copy in copies:
            del self.running[copy], self.since[copy]
            ray.cancel(copy, force=True)

    def close(self) -> None:
        self._end(list(self.running))


def _call(function: Callable[[T], R], task: T) -> R:
    return function(task)


def _in_words(error: Exception) -> str:
    return f"its worker or machine was lost ({type(error).__name__})"
