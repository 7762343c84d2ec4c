"""Functions for worker processes: they are imported there, so they cannot stand in a test."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from entente.errors import DataError


def doubled(task):
    """Twice the task; some tasks go wrong."""
    if task == "hang":
        time.sleep(600)
    while task == "spin":
        pass
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "defect":
        raise ValueError("a defect")
    return task * 2


def sized(task):
    """Takes and gives back much: the length of the task, and as many bytes."""
    return len(task), bytes(len(task))


@dataclass(frozen=True)
class Loading:
    """Counts in a folder how often it was loaded, and answers with the process that it runs in."""

    folder: Path
    broken: bool = False

    def load(self):
        if self.broken:
            raise DataError("table.tsv:3: no code; name one")
        (self.folder / str(os.getpid())).touch(exist_ok=False)

    def __call__(self, task):
        time.sleep(0.01)
        return os.getpid()


@dataclass(frozen=True)
class Stillborn:
    """Ends its process before it is ready."""

    def load(self):
        os._exit(3)

    def __call__(self, task):
        return task
