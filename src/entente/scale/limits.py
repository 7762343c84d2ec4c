"""What one page may cost: seconds, and, if it ends the process, the page itself and never its shard."""

from __future__ import annotations

import faulthandler
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from entente.scale.storage import Storage

DEATHS = 2
"""Deaths of a process at one page after which the page is left out: one may be a machine that was switched off."""


STUCK = 3.0
"""How many times its limit a page may take until its process ends: it is in code that never comes back to Python."""


class PageTooLong(BaseException):
    """A page took longer than it may; no ``Exception``, so that the pipeline's own safety net lets it through."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises ``PageTooLong`` in what takes longer; 0 sets no limit, nor does a thread, where no signal arrives.

    A signal is only heard between two steps of Python. What does not come back from a library ends the process after
    ``STUCK`` times as long, by a thread that needs no lock of Python's, and the next attempt leaves the page out.
    """
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if sys.__stderr__ is not None:
        faulthandler.dump_traceback_later(STUCK * seconds, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise PageTooLong


@dataclass(slots=True)
class Watch:
    """Which page a shard is at, written down before each page once a process has died over the shard.

    The next attempt finds there at which page the last one died; after ``DEATHS`` deaths it leaves the page out.
    """

    storage: Storage
    name: str
    careful: bool
    deaths: dict[int, int]

    @classmethod
    def over(cls, storage: Storage, shard: str, attempt: int) -> Watch:
        name = f"work/watch/{shard}.json"
        held: dict[str, Any] = (storage.read_json(name) if attempt else None) or {}
        deaths = {int(page): count for page, count in held.get("deaths", {}).items()}
        if (page := held.get("page")) is not None:
            deaths[page] = deaths.get(page, 0) + 1
        return cls(storage, name, attempt > 0, deaths)

    def skips(self, page: int) -> bool:
        return self.deaths.get(page, 0) >= DEATHS

    def at(self, page: int | None) -> None:
        if self.careful:
            self.storage.write_json(self.name, {"page": page, "deaths": self.deaths})
