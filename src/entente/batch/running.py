"""A batch: tasks go to an executor, and what comes back is stored and handed on in the order of the sources.

Because one process writes, in that order, the record is the one that coding the reports one after the other would
make, down to the numbers of the runs; and because reports are stored whole, a batch that is begun again goes on with
the first report that is not on record.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from entente.batch.coder import Result
from entente.batch.executor import Done, Executor
from entente.model import Problem
from entente.record import Outcome, Prepared, Store

S = TypeVar("S")
T = TypeVar("T")
Made = tuple[Result[S] | Problem, ...]
TOGETHER, SOON = 16, 0.25
"""Reports that are stored in one transaction, and seconds after which fewer are."""


@dataclass(frozen=True, slots=True)
class Finished(Generic[S]):
    """What came of a report, or why nothing did; ``outcome`` is what storing it changed, None if it was not stored."""

    found: Result[S] | Problem
    outcome: Outcome | None = None


def run(
    tasks: Iterable[T], coder: Callable[[T], Made[S]], executor: Executor, store: Store | None = None
) -> Generator[Finished[S]]:
    """Codes *tasks* and stores them in *store*, if one is given; each is handed on once it is stored.

    ``coder`` is a ``Coder``, or makes of other tasks what it makes; these have a ``source`` that says their name.
    """
    waiting: list[Result[S] | Problem] = []
    since = time.monotonic()
    try:
        for made in in_order(executor.map(coder, tasks)):
            waiting += made
            if store is None or len(waiting) >= TOGETHER or time.monotonic() - since >= SOON:
                stored, waiting = _stored(waiting, store), []
                yield from stored
                since = time.monotonic()
    finally:
        # An interruption, too, leaves nothing undone that was done already.
        rest = _stored(waiting, store)
    yield from rest


def in_order(done: Iterable[Done[T, Made[S]]]) -> Iterator[Made[S]]:
    """The results in the order of the tasks; a task without one is a ``Problem``."""
    early: dict[int, Made[S]] = {}
    due = 0
    for each in done:
        early[each.number] = _made(each)
        while due in early:
            yield early.pop(due)
            due += 1


def _made(done: Done[T, Made[S]]) -> Made[S]:
    if done.failure is None and done.result is not None:
        return done.result
    return (Problem(name_of(done.task), "code", done.failure or "gave no result", fatal=True),)


def name_of(task: object) -> str:
    """What the source of *task* is called."""
    return task if isinstance(task, str) else str(getattr(task, "source", task))


def _stored(found: list[Result[S] | Problem], store: Store | None) -> list[Finished[S]]:
    if store is None or not found:
        return [Finished(each) for each in found]
    items = [(each, to_store(each)) for each in found]
    outcomes = iter(store.put([item for _, item in items if item is not None]))
    return [Finished(each, next(outcomes) if item is not None else None) for each, item in items]


def to_store(found: Result[S] | Problem) -> Prepared | Problem | None:
    """What is to be stored of *found*: nothing of what is held already."""
    return found if isinstance(found, Problem) else found.stored
