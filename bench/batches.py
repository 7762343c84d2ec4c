"""A batch from text to stored record: reports and sentences a second, processor time, memory, and what stages cost.

``python -m bench.batches [REPORTS [WORKERS [SENTENCES]]]``, 2,000 reports and 2 workers without arguments. The reports
are generated, each unlike the others, and as long as a real one of 580 words. What a machine that has nothing else to
do would reach is taken from processor time, which other programs disturb less than the clock.
"""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from os import getloadavg
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.generated import written
from bench.kills import CODE, write_reports
from entente import knowledge, language, pipeline, places
from entente.actors import resolve_actors
from entente.coding import code
from entente.link import link
from entente.model import Report, Resolved
from entente.read import read
from entente.record import Store, prepared
from entente.times import resolve_times

LENGTH = 26
"""Sentences of a generated report, which gives it the words of a real one."""
DAY = date(2024, 6, 1)


def memory(process: int) -> int:
    """Resident bytes of a process and all that it started; pages that they share count once for each."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if str(process) in (fields["Pid"].strip(), fields["PPid"].strip()):
            found += int(fields.get("VmRSS", "0 kB").split()[0]) * 1024
    return found


def batch(reports: int, workers: int, length: int) -> dict[str, Any]:
    """One batch through the program: seconds on the clock, processor seconds, and memory over time in bytes."""
    with TemporaryDirectory() as folder:
        source, record = Path(folder) / "reports.jsonl", Path(folder) / "record.db"
        write_reports(source, reports, length)
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [*CODE, str(source), "--record", str(record), "--workers", str(workers)]
        held = []
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            while process.poll() is None:
                held.append(memory(process.pid))
                time.sleep(1.0)
            said = process.stderr.read() if process.stderr else ""
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {"seconds": time.monotonic() - started, "processor": used, "memory": held, "said": said.splitlines()[-1]}


def costs(reports: list[Report], folder: Path) -> dict[str, float]:
    """Processor milliseconds of each step of one report, the median over *reports* of the best of three."""
    known = knowledge.load()
    with Store(folder / "record.db") as store:
        rows = [_best(report, known, store, number) for number, report in enumerate(reports)]
    return {name: 1000 * median(row[name] for row in rows) for name in rows[0]}


def _best(report: Report, known: knowledge.Knowledge, store: Store, number: int) -> dict[str, float]:
    path = Path(store.name).with_name("report.txt")
    path.write_text(report.text)
    parsed = language.parse(report, known.model)
    where = places.resolve_places(parsed, known.gazetteer)
    times, actors = resolve_times(parsed, known.grammar), resolve_actors(parsed, known.directory, where)
    resolved = Resolved(parsed, times=times, actors=actors, places=where)
    coded = code(resolved, known.rulebook)
    linked = pipeline.run(report, known)
    ready = prepared(linked, known.digest, DAY)
    sent = pickle.dumps(ready)
    steps: dict[str, Callable[[], Any]] = {
        "reading a text file": lambda: list(read(str(path))),
        "language": lambda: language.parse(report, known.model),
        "places": lambda: places.resolve_places(parsed, known.gazetteer),
        "times": lambda: resolve_times(parsed, known.grammar),
        "actors": lambda: resolve_actors(parsed, known.directory, where),
        "coding": lambda: code(resolved, known.rulebook),
        "linking within the report": lambda: link(coded),
        "making rows": lambda: prepared(linked, known.digest, DAY),
        "handing over": lambda: pickle.loads(pickle.dumps(ready)),
    }
    found = {name: min(_seconds(step) for _ in range(3)) for name, step in steps.items()}
    found["storing and linking across reports"] = _seconds(lambda: store.put([pickle.loads(sent)]))
    return found


def _seconds(step: Callable[[], Any]) -> float:
    started = time.process_time()
    step()
    return time.process_time() - started


def lines(reports: int, workers: int, length: int) -> Iterator[str]:
    yield f"load of the machine before: {getloadavg()[0]:.1f}"
    with TemporaryDirectory() as folder:
        spent = costs([written(seed, length) for seed in range(20)], Path(folder))
    yield from (
        f"{name:<36} {value:7.1f} ms  {100 * value / sum(spent.values()):4.0f} %" for name, value in spent.items()
    )
    found = batch(reports, workers, length)
    each = found["processor"] / reports
    yield f"{reports} reports of {length} sentences, {workers} workers: {found['seconds']:.0f} s; {found['said']}"
    yield f"processor time a report, start included: {1000 * each:.0f} ms"
    free = f"{workers / each:.1f} reports and {workers * length / each:.0f} sentences a second"
    yield f"that is, on {workers} cores with nothing else to do: {free}"
    held = found["memory"]
    third = len(held) // 3
    middle, last = median(held[third : 2 * third]) / 1e6, median(held[2 * third :]) / 1e6
    yield f"memory of all processes: {max(held) / 1e6:.0f} MB at most"
    yield f"{middle:.0f} MB in the second third of the time, {last:.0f} MB in the last"
    yield f"load of the machine after: {getloadavg()[0]:.1f}"


def main(reports: int = 2000, workers: int = 2, length: int = LENGTH) -> None:
    for line in lines(reports, workers, length):
        print(line, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
