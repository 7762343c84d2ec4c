"""Who runs a function over many tasks: this process itself, local processes (``pool``), or a cluster (``scale``).

>>> list(InProcess().map(len, ["ab", "c"]))
[Done(number=0, task='ab', result=2, failure=None), Done(number=1, task='c', result=1, failure=None)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """A task that was run: ``number`` counts tasks from 0 in the order they were given.

    ``failure`` says in words why there is no result: the task took too long, or the process that ran it died.
    """

    number: int
    task: T
    result: R | None = None
    failure: str | None = None


class Executor(Protocol):
    """Runs a function over tasks.

    ``map`` yields one ``Done`` for each task, in any order, and takes a task from *tasks* only when somebody can
    soon work on it, so that neither tasks nor results pile up. *function* and tasks can be pickled; a *function* with
    something to load (``coder.Coder``) loads it once per process. A task that ends its process costs that task alone.
    What *function* raises is a defect of ours and comes out of ``map``.
    """

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Done[T, R]]: ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """Runs each task here, one after the other, as it is asked for."""

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Done[T, R]]:
        """See ``Executor.map``; in the order of *tasks*."""
        for number, task in enumerate(tasks):
            yield Done(number, task, function(task))
