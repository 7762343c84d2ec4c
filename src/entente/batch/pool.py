"""Worker processes of this machine. A task that takes too long, or ends its process, costs that task alone."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeVar

from entente.batch import worker
from entente.batch.executor import Done
from entente.errors import EntenteError

T = TypeVar("T")
R = TypeVar("R")
AT_HAND = 2
"""Tasks that a worker has: one that it works on, and the next, so that it never waits for the one that writes."""
AHEAD = 256
"""How far the newest task given out may be ahead of the oldest unfinished one: what has to be kept for the order."""
START = 1800.0
"""Seconds a worker may take to load what it needs; it takes one, but 200 on a machine with a load of 14 on 2 cores."""
PATIENCE = 3
"""Workers in a row that die before they are ready until it is given up."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class LocalPool:
    """``workers`` processes (at least one); a task that takes more than ``limit`` seconds of processor time is stopped.

    By the clock it may take ``stalled`` seconds, for a machine that is busy with other things must not make reports
    fail. Processes are spawned, not forked, so that none inherits threads, locks or open records.
    """

    workers: int
    limit: float = 60.0
    stalled: float = 1200.0
    ahead: int = AHEAD

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Done[T, R]]:
        """See ``Executor.map``. Workers end with the iterator, and with this process, however it ends."""
        shift: _Shift[T, R] = _Shift(self, function, enumerate(tasks))
        try:
            yield from shift.results()
        finally:
            shift.close()


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    # Seconds on the clock when it began what it is doing: loading, or the first of its tasks.
    since: float
    ready: bool = False
    tasks: deque[tuple[int, Any]] = field(default_factory=deque)
    outbox: queue.SimpleQueue[memoryview | None] = field(default_factory=queue.SimpleQueue)

    def send(self, what: object) -> None:
        self.outbox.put(ForkingPickler.dumps(what))

    def deliver(self) -> None:
        """Writes what is sent, on a thread of its own: who sends would wait for a worker that reads nothing.

        An endless regular expression keeps even the worker's reading thread from running, and a task of some hundred
        kilobytes does not fit into a pipe.
        """
        while (what := self.outbox.get()) is not None:
            try:
                self.connection.send_bytes(what)
            except OSError:
                # It has died or was ended; whoever listens to it decides what becomes of its tasks.
                return

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.outbox.put(None)
        self.connection.close()


@dataclass(slots=True)
class _Shift(Generic[T, R]):
    """One run of a pool: its workers, and the tasks that went back because their worker was lost."""

    pool: LocalPool
    function: Callable[[T], R]
    coming: Iterator[tuple[int, T]]
    workers: list[_Worker] = field(default_factory=list)
    returned: deque[tuple[int, T]] = field(default_factory=deque)
    last: int = -1
    exhausted: bool = False
    stillborn: int = 0

    def results(self) -> Iterator[Done[T, R]]:
        while True:
            self._hand_out()
            if not any(each.tasks for each in self.workers):
                return
            busy = [each for each in self.workers if each.tasks or not each.ready]
            heard = wait([each.connection for each in busy], timeout=self._time_left(busy))
            for each in busy:
                if each.connection in heard:
                    yield from self._hear(each)
                elif time.monotonic() - each.since > (self.pool.stalled if each.ready else START):
                    yield from self._lose(each, f"did not end in {self.pool.stalled:g} s and was stopped")

    def close(self) -> None:
        for each in self.workers:
            each.end()
        self.workers.clear()

    def _hand_out(self) -> None:
        """Gives every worker what it may have at hand, the one with the least first; starts workers as needed."""
        while self._has_room() and (given := self._next_task()) is not None:
            to = self._least()
            if to.ready and not to.tasks:
                to.since = time.monotonic()
            to.tasks.append(given)
            to.send(given)

    def _has_room(self) -> bool:
        return len(self.workers) < self.pool.workers or any(len(each.tasks) < AT_HAND for each in self.workers)

    def _least(self) -> _Worker:
        if len(self.workers) < self.pool.workers and all(each.tasks for each in self.workers):
            return self._start()
        return min(self.workers, key=lambda each: len(each.tasks))

    def _next_task(self) -> tuple[int, T] | None:
        if self.returned:
            return self.returned.popleft()
        oldest = min((number for each in self.workers for number, _ in each.tasks), default=self.last)
        if self.exhausted or self.last - oldest >= self.pool.ahead:
            return None
        given = next(self.coming, None)
        if given is None:
            self.exhausted = True
            return None
        self.last = given[0]
        return given

    def _start(self) -> _Worker:
        here, there = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=worker.serve, args=(there, self.pool.limit), daemon=True
        )
        process.start()
        there.close()
        started = _Worker(process, here, time.monotonic())
        threading.Thread(target=started.deliver, daemon=True).start()
        started.send(self.function)
        self.workers.append(started)
        return started

    def _time_left(self, busy: Iterable[_Worker]) -> float:
        """Seconds until the first worker has had its time."""
        ends = [each.since + (self.pool.stalled if each.ready else START) for each in busy]
        return max(0.0, min(ends) - time.monotonic()) + 0.01

    def _hear(self, each: _Worker) -> Iterator[Done[T, R]]:
        try:
            number, result, error = each.connection.recv()
        except (EOFError, OSError):
            yield from self._lose(each, "")
            return
        if error is not None:
            raise error
        each.since, self.stillborn = time.monotonic(), 0
        if number == worker.READY:
            each.ready = True
            return
        at, task = each.tasks.popleft()
        assert at == number
        yield Done(number, task, result)

    def _lose(self, each: _Worker, why: str) -> Iterator[Done[T, R]]:
        """Ends a worker: the task it worked on has failed, the other goes to somebody else."""
        each.end()
        self.workers.remove(each)
        if not each.ready:
            self.stillborn += 1
            if self.stillborn >= PATIENCE:
                code = each.process.exitcode
                raise EntenteError(f"worker processes end before they are ready (exit status {code}); try --workers 0")
        elif each.tasks:
            number, task = each.tasks.popleft()
            yield Done(number, task, failure=why or _died(each.process.exitcode, self.pool.limit))
        self.returned.extend(each.tasks)


def _died(status: int | None, limit: float) -> str:
    if status == -signal.SIGPROF:
        return f"took more than {limit:g} s of processor time and was stopped; give it more with --timeout"
    cause = f"signal {-status}" if status is not None and status < 0 else f"exit status {status}"
    return f"ended the process that coded it ({cause}; out of memory?); code it alone to see why"
