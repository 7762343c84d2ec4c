"""Codes many reports: in worker processes, with progress, and going on exactly where it was interrupted.

>>> pool = LocalPool(workers=2, limit=60)                                 # doctest: +SKIP
>>> for finished in run(tasks(["reports.jsonl"]), Coder(coded=date.today()), pool, store):    # doctest: +SKIP
...     print(finished.found.source, finished.outcome)
"""

from entente.batch.coder import Coder, Result, Task
from entente.batch.executor import Done, Executor, InProcess
from entente.batch.pool import LocalPool, cores
from entente.batch.running import Finished, run
from entente.batch.tasks import alone, few, tasks

__all__ = [
    "Coder",
    "Done",
    "Executor",
    "Finished",
    "InProcess",
    "LocalPool",
    "Result",
    "Task",
    "alone",
    "cores",
    "few",
    "run",
    "tasks",
]
