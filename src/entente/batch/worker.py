"""A worker process: takes tasks from a pipe, one at a time, and sends back what the function makes of each.

It imports nothing heavy before it has set how many threads the libraries may start: one.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
READY = -1
"""The number sent instead of a task's once the function has loaded what it needs."""


def serve(connection: Connection, limit: float) -> None:
    """Runs tasks ``(number, task)`` until the other end is closed, and answers ``(number, result, error)``.

    A task that takes more than *limit* seconds of processor time ends the process: the kernel sends SIGPROF, which
    nothing catches, so that code that never comes back to Python ends too. The first thing received is the function.
    If it has a method ``load``, that is called before anything else.
    """
    # Ctrl-C reaches every process of a terminal; the one that writes decides what becomes of the batch.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(ONE_THREAD)
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    function = tasks.get()
    load = getattr(function, "load", None)
    connection.send((READY, None, _result(lambda _: load and load(), None)[1]))
    # What is known stays to the end: to look through it for garbage took 85 ms each time, 2 of 100 in all.
    gc.freeze()
    while True:
        number, task = tasks.get()
        signal.setitimer(signal.ITIMER_PROF, limit)
        result = _result(function, task)
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send((number, *result))


def _receive(connection: Connection, tasks: queue.SimpleQueue[Any]) -> None:
    """Empties the pipe at all times, so that whoever sends never waits while a result is on its way.

    When the other end is gone, however that came, nobody needs this process any more.
    """
    try:
        while True:
            tasks.put(connection.recv())
    except (EOFError, OSError):
        os._exit(0)


def _result(function: Callable[[Any], Any], task: Any) -> tuple[Any, Exception | None]:
    try:
        return function(task), None
    except Exception as error:  # noqa: BLE001 it is raised where the function was handed over
        return None, error
