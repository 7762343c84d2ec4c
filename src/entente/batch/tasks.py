"""Sources as tasks: what holds one report is read by the worker that codes it, what holds many is read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import PurePath

from entente import pipeline
from entente.batch.coder import Task

ALONE = frozenset({".txt", ".html", ".htm", ".xhtml", ".shtml", ".pdf"})
FEW = 16
"""Reports up to which starting workers would take longer than coding here; measured: 1.3 s a worker, 50 ms a report."""


def tasks(sources: Iterable[str], published: date | None = None) -> Iterator[Task]:
    """The tasks in *sources*, in their order. Never more than one of them is held, whatever size a source has."""
    for source in sources:
        if alone(source):
            yield source
        else:
            yield from pipeline.read_all([source], published)


def alone(source: str) -> bool:
    """Whether *source* is named like a file of one report."""
    return PurePath(source).suffix.lower() in ALONE


def few(coming: Iterator[Task]) -> tuple[bool, Iterator[Task]]:
    """Whether no more than ``FEW`` tasks are coming; and all of them, for those looked at are taken from *coming*."""
    first = list(islice(coming, FEW + 1))
    return len(first) <= FEW, chain(first, coming)
