"""What a worker does with a task: reads it, codes the reports in it, and makes of each what the writer needs.

A task is a source that holds one report or few (a path), or what was read already from one that holds many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from entente import knowledge, pipeline
from entente.model import Linked, Problem, Report
from entente.record import Prepared, Store, prepared

S = TypeVar("S")
Task = str | Report | Problem


@dataclass(frozen=True, slots=True)
class Result(Generic[S]):
    """A report that was coded: what to store of it, ``shown`` as the caller asked, its problems, and its sentences.

    A report that was ``held`` is on record already with all that would be found in it, and was not coded.
    """

    source: str
    stored: Prepared | None = None
    shown: S | None = None
    problems: tuple[Problem, ...] = ()
    sentences: int = 0
    held: bool = False


@lru_cache(maxsize=2)
def loaded(actors: Path | None) -> knowledge.Knowledge:
    """The knowledge, once per process."""
    return knowledge.load(actors)


@lru_cache(maxsize=2)
def _opened(record: str) -> Store:
    return Store(record, must_exist=True, patience=60)


@dataclass(frozen=True, slots=True)
class Coder(Generic[S]):
    """Codes tasks, in whatever process: a function for ``Executor.map``.

    ``published`` and ``actors`` are as in ``entente.code``. ``coded`` is the day of coding; without it nothing is made
    ready to be stored. ``record``, if given, is asked before a report is coded whether it is there already. ``show`` is
    given what was found and the digest of the knowledge, and what it returns goes back: it must be a function of
    a module, and its results small.
    """

    published: date | None = None
    actors: Path | None = None
    coded: date | None = None
    record: str | None = None
    show: Callable[[Linked, str], S] | None = None

    def load(self) -> None:
        """Loads what coding needs; a call does so too, if that was not done."""
        loaded(self.actors)

    def __call__(self, task: Task) -> tuple[Result[S] | Problem, ...]:
        """What was found in each report of a task; what could not be read or coded is a ``Problem``."""
        return tuple(self._made(found) for found in self._found(task))

    def _found(self, task: Task) -> Iterator[Linked | Problem | Report]:
        known = loaded(self.actors)
        for found in pipeline.read_all([task], self.published) if isinstance(task, str) else (task,):
            if isinstance(found, Report) and not self._holds(found, known.digest):
                yield pipeline.attempt(found, known)
            else:
                yield found

    def _holds(self, report: Report, digest: str) -> bool:
        return self.record is not None and _opened(self.record).holds(report, digest)

    def _made(self, found: Linked | Problem | Report) -> Result[S] | Problem:
        if isinstance(found, Problem):
            return found
        if isinstance(found, Report):
            return Result(found.source, held=True)
        digest = loaded(self.actors).digest
        return Result(
            found.report.source,
            stored=prepared(found, digest, self.coded) if self.coded else None,
            shown=self.show(found, digest) if self.show else None,
            problems=found.problems,
            sentences=len(found.coded.resolved.parsed.sentences),
        )
