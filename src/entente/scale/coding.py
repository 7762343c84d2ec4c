"""One shard: its pages coded one after the other, and what was found written as the tables of ``tables.CODED``."""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import count, islice
from pathlib import Path

from entente import pipeline
from entente.batch.coder import loaded
from entente.link.blocks import filed
from entente.model import Linked, Problem, Report
from entente.read import read
from entente.record.codec import decode, encode
from entente.record.linking import told_in
from entente.record.rows import fingerprint, problem_row, rows_of
from entente.record.write import SOFTWARE
from entente.scale.limits import PageTooLong, Watch, limited
from entente.scale.shards import Shard, shard_number
from entente.scale.storage import Storage
from entente.scale.tables import CODED, Row, Writer

STAGE = "scale"
FLUSH = 500
"""Pages after which row groups end, so that a shard of any length fits into memory."""
TOO_LONG = "took longer than {:g} seconds; it was left out: give it more with --page-seconds"
DEADLY = "ended the process that coded it, twice; it was left out"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a lake is made: where it lies, the knowledge's digest, the day of coding, and what a page may take.

    ``published`` and ``actors`` are as in ``entente code``; ``seconds`` is the limit of one page, 0 for none;
    ``job`` counts the runs of ``entente scale`` over this lake: what a later one coded stands in for what an earlier
    did. Of a shard, ``most`` pages are coded, or all.
    """

    lake: str
    knowledge: str
    coded: date
    published: date | None = None
    actors: str | None = None
    seconds: float = 60.0
    job: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to code; ``attempt`` counts the attempts from 0."""

    shard: Shard
    settings: Settings
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The line of the manifest for a shard that is done. Sizes in bytes.

    ``seconds`` are by the clock, ``cpu`` those that a core worked; ``memory`` is the worker's peak.
    """

    id: str
    uri: str
    size: int
    etag: str
    knowledge: str
    pages: int
    failed: int
    events: int
    seconds: float
    cpu: float
    bytes: int
    memory: int
    job: int

    @property
    def number(self) -> int:
        """The number that its runs begin with, as ``Shard.number``."""
        return shard_number(self.id)


def manifest_name(id: str) -> str:
    return f"manifest/{id}.json"


def finished(storage: Storage, id: str) -> Finished | None:
    """The manifest's line of the shard *id*, None while it is not done."""
    held = storage.read_json(manifest_name(id))
    return Finished(**held) if held else None


def coded_name(table: str, part: str) -> str:
    return f"coded/{table}/{part}.parquet"


def code_shard(task: Task) -> Finished:
    """Codes a shard, unless that is done; its files are there before its line in the manifest is."""
    storage = Storage(task.settings.lake)
    return finished(storage, task.shard.id) or write_shard(task, found_in(task))


def write_shard(task: Task, pages: Iterable[Linked | Problem]) -> Finished:
    """Writes what the *pages* of a shard gave, and its line of the manifest after that."""
    storage, started, cpu = Storage(task.settings.lake), time.monotonic(), time.process_time()
    with tempfile.TemporaryDirectory(prefix="entente-") as folder:
        found = _Writing(task, Path(folder))
        found.write(pages)
        size = _publish(storage, task.shard.id, Path(folder))
    about = asdict(task.shard) | {"knowledge": task.settings.knowledge, "bytes": size, "job": task.settings.job}
    about |= {"pages": found.pages, "failed": found.failed, "events": found.events}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    about |= {"seconds": round(time.monotonic() - started, 3), "cpu": round(time.process_time() - cpu, 3)}
    done = Finished(**about, memory=memory)
    storage.write_json(manifest_name(done.id), asdict(done))
    return done


def _publish(storage: Storage, id: str, folder: Path) -> int:
    size = 0
    for table in CODED:
        data = (folder / table).read_bytes()
        size += len(data)
        with storage.publishing(coded_name(table, id)) as path:
            path.write_bytes(data)
    return size


def found_in(task: Task) -> Iterator[Linked | Problem]:
    """What each page of a shard gives, in order; one that takes too long, or ends processes, gives a problem."""
    settings, shard = task.settings, task.shard
    watch = Watch.over(Storage(settings.lake), shard.id, task.attempt)
    pages = islice(read(shard.uri, published=settings.published), settings.most)
    for number in count():
        watch.at(number)
        found = _next(task, pages, watch.skips(number))
        if found is None:
            break
        yield found
    watch.at(None)


def _next(task: Task, pages: Iterator[Report | Problem], skipped: bool) -> Linked | Problem | None:
    """What the next of *pages* gives, None after the last."""
    settings, page = task.settings, None
    try:
        with limited(settings.seconds):
            page = next(pages, None)
            if page is None or isinstance(page, Problem):
                return page
            if skipped:
                return Problem(page.source, STAGE, DEADLY, fatal=True)
            return pipeline.attempt(page, loaded(Path(settings.actors) if settings.actors else None))
    except PageTooLong:
        name = page.source if page else task.shard.uri
        return Problem(name, STAGE, TOO_LONG.format(settings.seconds), fatal=True)


@dataclass(slots=True)
class _Writing:
    """One shard on its way into files of *folder*, and what was counted."""

    task: Task
    folder: Path
    pages: int = 0
    failed: int = 0
    events: int = 0
    writers: dict[str, Writer] = field(default_factory=dict)

    def write(self, pages: Iterable[Linked | Problem]) -> None:
        with ExitStack() as stack:
            self.writers = {name: stack.enter_context(Writer(self.folder / name, name)) for name in CODED}
            for page, found in enumerate(pages):
                self._keep(page, found)
                if page % FLUSH == FLUSH - 1:
                    for writer in self.writers.values():
                        writer.flush()

    def _keep(self, page: int, found: Linked | Problem) -> None:
        if isinstance(found, Problem):
            self.pages += found.fatal
            self.failed += found.fatal
            row = problem_row(found)
            row |= {**self._more("problems", row), "id": fingerprint(self.task.shard.id, page, row["id"])}
            self._add("problems", [row])
            return
        self.pages += 1
        self.events += len(found.events)
        self._store(self.task.shard.run(page), found)

    def _store(self, run: int, linked: Linked) -> None:
        settings = self.task.settings
        rows = rows_of(linked, settings.knowledge, SOFTWARE, settings.coded)
        self._add("reports", [{**rows.report, "run": run}])
        self._add("runs", [{**rows.about, "number": run}])
        for name, held in rows.tables.items():
            self._add(name, [{**row, **self._more(name, row), "run": run} for row in held])
        self._remember(run, linked)

    def _more(self, table: str, row: Row) -> Row:
        """The columns that a record's table does not have."""
        if table != "problems":
            return {}
        told = decode(Problem, row["value"])
        return {"stage": told.stage, "message": told.message, "shard": self.task.shard.id}

    def _remember(self, run: int, linked: Linked) -> None:
        """What linking across reports compares: traces of the events, the report's topic and its shingles."""
        told, report = told_in(linked), linked.report
        kept = [trace for trace in told.traces if filed(trace)]
        self._add("tellings", [{"run": run, "event": t.id, "source": t.source, "value": encode(t)} for t in kept])
        if kept:
            topic = json.dumps(told.topic, ensure_ascii=False)
            self._add("topics", [{"run": run, "source": report.source, "value": topic}])
        about = {"run": run, "source": report.source, "published": _iso(report.published)}
        self._add("shingles", [{**about, "hashes": sorted(told.printed.words)}])

    def _add(self, table: str, rows: list[Row]) -> None:
        self.writers[table].add(rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
