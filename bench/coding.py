"""What a report costs once everything is loaded, stage by stage, and the memory that it takes.

Runs in a process of its own (``python -m bench.coding``), so that its memory is that of a coder and nothing else.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.timing import Measurement, seconds
from entente import knowledge, language, pipeline, places
from entente.actors import resolve_actors
from entente.coding import code
from entente.datafiles import DATA
from entente.link import link
from entente.model import Report, Resolved
from entente.read import read
from entente.times import resolve_times

RUNS = 9
SHARED = Path(__file__).parents[2] / "shared" / "reports"


def reports() -> list[Report]:
    """The sample reports, and the real one of ../shared/reports where that is there."""
    paths = [*sorted((DATA / "samples").glob("*.txt")), *sorted(SHARED.glob("*.txt"))]
    return [found for path in paths for found in read(str(path)) if isinstance(found, Report)]


def stages(report: Report, known: knowledge.Knowledge) -> dict[str, float]:
    """Seconds that each stage takes for *report*."""
    parsed = language.parse(report, known.model)
    resolved = Resolved(
        parsed,
        resolve_times(parsed, known.grammar),
        resolve_actors(parsed, known.directory),
        places.resolve_places(parsed, known.gazetteer),
    )
    coded = code(resolved, known.rulebook)
    actions: dict[str, Callable[[], Any]] = {
        "language": lambda: language.parse(report, known.model),
        "times": lambda: resolve_times(parsed, known.grammar),
        "actors": lambda: resolve_actors(parsed, known.directory),
        "places": lambda: places.resolve_places(parsed, known.gazetteer),
        "coding": lambda: code(resolved, known.rulebook),
        "link": lambda: link(coded),
    }
    return {name: seconds(action) for name, action in actions.items()}


def figures() -> dict[str, float]:
    """Medians over runs: loading, a report of median length, each stage summed over the reports, and peak memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gazetteer = seconds(places.load)
    with_gazetteer = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loading = seconds(knowledge.load)
    known, batch = knowledge.load(), reports()
    whole = [[seconds(lambda r=report: pipeline.run(r, known)) for report in batch] for _ in range(RUNS)]  # type: ignore[misc]
    parts = [stages(report, known) for report in batch]
    return {
        "load": loading,
        "load places": gazetteer,
        "memory places": (with_gazetteer - before) / 1024,
        "report": median(median(run) for run in whole),
        "longest": max(median(run[number] for run in whole) for number in range(len(batch))),
        **{f"stage {name}": sum(part[name] for part in parts) for name in parts[0]},
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure() -> Iterator[Measurement]:
    done = subprocess.run([sys.executable, "-m", "bench.coding"], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    yield Measurement("loading all knowledge", found["load"], "s")
    yield Measurement("loading the gazetteer", found["load places"], "s", "< 0.25")
    yield Measurement("memory of the gazetteer", found["memory places"], "MB", "< 100")
    yield Measurement("one report, warm, median", found["report"], "s", "< 0.15", RUNS)
    yield Measurement("one report, warm, slowest", found["longest"], "s", "< 0.15", RUNS)
    stage = {name.removeprefix("stage "): value for name, value in found.items() if name.startswith("stage ")}
    for name, value in stage.items():
        aim = "< 10" if name == "places" else ""
        yield Measurement(f"share of {name}", 100 * value / sum(stage.values()), "%", aim)
    yield Measurement("peak resident memory", found["memory"], "MB", "< 500")


if __name__ == "__main__":
    json.dump(figures(), sys.stdout)
