"""How long a user waits for the command: its help, and one report from a cold start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from bench.timing import Measurement, median_seconds
from entente.datafiles import DATA

COMMAND = str(Path(sys.executable).with_name("entente"))
REPORT = DATA / "samples" / "2022-12-21-visit.txt"
RUNS = 7


def call(*arguments: str) -> None:
    subprocess.run([COMMAND, *arguments], check=True, capture_output=True)


def processor_seconds(*arguments: str) -> float:
    """What a call costs the processor, which other work on the machine changes less than the wait for it."""
    spent = []
    for _ in range(RUNS):
        before = getrusage(RUSAGE_CHILDREN)
        call(*arguments)
        after = getrusage(RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(spent)


def measure() -> Iterator[Measurement]:
    call("--help")  # once for nothing, so that every run finds its files in memory
    yield Measurement("entente --help", median_seconds(lambda: call("--help"), RUNS), "s", "< 0.4", RUNS)
    cold = median_seconds(lambda: call("code", str(REPORT)), RUNS)
    yield Measurement("entente code, one report, cold", cold, "s", "< 2", RUNS)
    yield Measurement("the same, processor time", processor_seconds("code", str(REPORT)), "s", "", RUNS)
