"""Watches news feeds: fetches what they list, politely, keeps it, codes it within a minute, and tells of what matters.

>>> with opened(load(Path("feeds.toml")), print) as watch:                # doctest: +SKIP
...     watch.go_on()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from entente.batch import Executor
from entente.errors import UsageError
from entente.record import Store
from entente.watch.settings import Settings, load
from entente.watch.state import State
from entente.watch.watching import Counts, Watch

__all__ = ["Counts", "Settings", "Watch", "load", "opened"]


@contextmanager
def opened(settings: Settings, say: Callable[[str], None], executor: Executor | None = None) -> Iterator[Watch]:
    """A watch with its record, its archive and its state, both beside the record unless the settings say where."""
    if "://" in settings.record and not (settings.archive and settings.state):
        raise UsageError("a record on a server has no folder beside it; say in the file where archive and state are")
    beside = Path(settings.record)
    archive = Path(settings.archive or beside.with_suffix(".archive"))
    state = Path(settings.state or beside.with_suffix(".watch"))
    with Store(settings.record, patience=60) as store, State(state) as remembered:
        yield Watch(settings, store, remembered, archive=archive, say=say, executor=executor)
