"""What coding an archive costs on a number of workers: ``python -m bench.scaling PAGES SHARDS [WORKERS…] [--ray]``.

Varied copies of the sample reports are coded into a lake, once for each number of workers. A model is fitted to the
first of the runs and held against the others; then it is asked for numbers that cannot be run here, with stragglers and
lost machines simulated shard by shard.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import mean

from entente.batch import Executor, LocalPool
from entente.batch.coder import loaded
from entente.datafiles import DATA
from entente.scale import Cluster, Finished, Settings, Storage, build, code_all, shards_of
from entente.scale.cluster import SLOW

CODED = date(2024, 6, 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: pages, shards, workers, seconds by the clock for coding and for linking, and those of cores."""

    pages: int
    shards: int
    workers: int
    coding: float
    linking: float
    cpu: float
    bytes: int
    memory: int


@dataclass(frozen=True, slots=True)
class Model:
    """Seconds of a core a page, and seconds a worker takes to start; ``spread`` is that of shards, as a share."""

    page: float
    start: float
    spread: float = 0.15

    def seconds(self, pages: int, shards: int, workers: int, loss: float = 0.0, seed: int = 1) -> float:
        """How long coding takes: each shard to the next free worker; ``loss`` is the chance to lose a shard midway."""
        chance = random.Random(seed)
        each = self.page * pages / shards
        free = [self.start] * min(workers, shards)
        heapq.heapify(free)
        ends = []
        for _ in range(shards):
            begun = heapq.heappop(free)
            took = min(each * chance.lognormvariate(0, self.spread), SLOW * each * 2)
            if chance.random() < loss:
                took += each * chance.random()
            ends.append(begun + took)
            heapq.heappush(free, begun + took)
        return max(ends)


def archive(folder: Path, pages: int, shards: int) -> None:
    """Writes *pages* pages in *shards* files: sample reports with other names and days, a paragraph left out."""
    samples = sorted((DATA / "samples").glob("*.txt"))
    for shard in range(shards):
        lines = [_varied(samples, number) for number in range(shard, pages, shards)]
        (folder / f"part-{shard:05}.jsonl").write_text("".join(lines), encoding="utf-8")


def _varied(samples: Sequence[Path], number: int) -> str:
    chance, path = random.Random(number), samples[number % len(samples)]
    day = date.fromisoformat(path.name[:10]) + timedelta(chance.randrange(2000))
    parts = path.read_text(encoding="utf-8").split("\n\n")
    if len(parts) > 3:
        del parts[chance.randrange(2, len(parts))]
    about = {"id": f"{number}-{path.name}", "text": "\n\n".join(parts), "published": day.isoformat()}
    return json.dumps(about, ensure_ascii=False) + "\n"


def measure(source: Path, executor: Executor, workers: int) -> Measured:
    """Codes and links everything below *source* into a lake that is thrown away."""
    digest = loaded(None).digest
    with tempfile.TemporaryDirectory(prefix="entente-") as lake:
        settings, shards = Settings(lake, digest, CODED), shards_of([str(source)], digest)
        started = time.monotonic()
        lines = [line for line in code_all(Storage(lake), shards, settings, executor) if isinstance(line, Finished)]
        coded = time.monotonic()
        build(Storage(lake), executor)
        linked = time.monotonic()
    pages, cpu = sum(line.pages for line in lines), sum(line.cpu for line in lines)
    size, memory = sum(line.bytes for line in lines), max(line.memory for line in lines)
    return Measured(pages, len(shards), workers, coded - started, linked - coded, cpu, size, memory)


def fitted(found: Measured) -> Model:
    """The model of one run with one worker."""
    page = found.cpu / found.pages
    return Model(page, max(0.0, found.coding - found.cpu))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=int)
    parser.add_argument("shards", type=int)
    parser.add_argument("workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--ray", action="store_true", help="also on a Ray cluster that is started here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entente-") as folder:
        archive(Path(folder), asked.pages, asked.shards)
        runs = [measure(Path(folder), LocalPool(n, limit=86_400), n) for n in asked.workers]
        on_ray = [measure(Path(folder), Cluster("local", n), n) for n in asked.workers[-1:] if asked.ray]
    _tell(runs, on_ray)


def _tell(runs: Sequence[Measured], on_ray: Sequence[Measured]) -> None:
    model = fitted(runs[0])
    print(
        f"{model.page:.3f} s of a core a page, {model.start:.1f} s to start, "
        f"{mean(run.bytes / run.pages for run in runs):,.0f} bytes a page"
    )
    for run in runs:
        told = model.seconds(run.pages, run.shards, run.workers)
        error = told / run.coding - 1
        print(f"{run.workers} workers: coding {run.coding:.1f} s (model {told:.1f}, error {error:+.0%}), "
              f"linking {run.linking:.1f} s, at most {run.memory / 1e6:.0f} MB a worker")  # fmt: skip
    for run in on_ray:
        same = next(each for each in runs if each.workers == run.workers)
        print(f"{run.workers} workers on Ray: coding {run.coding:.1f} s ({run.coding / same.coding - 1:+.0%})")
    for workers in (1, 2, 4, 16, 64, 256, 1024):
        hours = model.seconds(100_000_000, 10_000, workers, loss=0.01) / 3600
        print(f"100 million pages on {workers} workers (simulated): {hours:,.0f} hours")


if __name__ == "__main__":
    main()
