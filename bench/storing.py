"""How fast a record takes in coded reports, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.coding import reports
from bench.timing import Measurement, seconds
from entente import knowledge, pipeline
from entente.model import Linked
from entente.record import Store

RUNS = 5
COPIES = 20


def renamed(linked: Linked, source: str) -> Linked:
    """The same result as if the report had come from *source*."""
    coded, resolved, parsed = linked.coded, linked.coded.resolved, linked.coded.resolved.parsed
    report = replace(parsed.report, source=source)
    resolved = replace(resolved, parsed=replace(parsed, report=report))
    return replace(linked, coded=replace(coded, resolved=resolved))


def store_all(batch: list[Linked], path: Path) -> None:
    with Store(path) as record:
        for linked in batch:
            record.store(linked, "bench")


def measure() -> Iterator[Measurement]:
    known = knowledge.load()
    coded = [pipeline.run(report, known) for report in reports()]
    batch = [renamed(linked, f"{number}-{copy}") for copy in range(COPIES) for number, linked in enumerate(coded)]
    with TemporaryDirectory() as folder:
        taken = median(seconds(lambda r=run: store_all(batch, Path(folder) / f"{r}.db")) for run in range(RUNS))  # type: ignore[misc]
    mentions = sum(len(linked.coded.mentions) + len(linked.coded.statements) for linked in batch)
    yield Measurement("reports stored", len(batch) / taken, "reports/s", "> 20", RUNS)
    yield Measurement("mentions and statements stored", mentions / taken, "rows/s", "", RUNS)
