"""Commands that code reports: code, annotate, demo."""

from __future__ import annotations

import shlex
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from entente import batch, language, pipeline
from entente.api import Record, shipped_knowledge
from entente.batch import Coder, InProcess, LocalPool, alone, cores, few, tasks
from entente.cli.printing import Complaints, complain, print_lines, shown
from entente.datafiles import DATA
from entente.entries import Entries
from entente.export.annotate import annotated
from entente.export.conllu import conllu_lines
from entente.export.plover import line
from entente.export.text import text_lines
from entente.label import label, read_pairs
from entente.model import Event, Linked, Problem
from entente.progress import Meter, clock, track
from entente.read import expand


def code_reports(
    sources: Iterable[str],
    where: str | None,
    format: str,
    published: date | None,
    actors: Path | None,
    *,
    workers: int | None = None,
    errors: Path | None = None,
    timeout: float = 60.0,
) -> int:
    """Codes, stores and prints reports; the exit status."""
    today, expanded = date.today(), expand(sources)
    short, coming = few(tasks(expanded, published))
    count = workers if workers is not None else 0 if short else cores()
    executor = LocalPool(count, timeout) if count else InProcess()
    coder = Coder(published, actors, today if where else None, where if count else None, partial(shown, format, today))
    total = len(expanded) if all(map(alone, expanded)) else None
    with (
        Record(where) if where is not None else nullcontext() as record,
        Complaints(errors) as complaints,
        Meter(total, quiet=short or sys.stdout.isatty()) as meter,
        closing(batch.run(coming, coder, executor, record)) as finished,
    ):
        told = _Told(format, where or "", complaints, meter)
        try:
            for each in finished:
                told.tell(each)
        except KeyboardInterrupt:
            print("entente: stopped; give the same command again to go on", file=sys.stderr)
            return 130
    if count:
        print(f"entente: {told.summary()}", file=sys.stderr)
    return int(complaints.failed > 0)


@dataclass(slots=True)
class _Told:
    """Prints what comes of each report, and counts it."""

    format: str
    where: str
    complaints: Complaints
    meter: Meter
    printed: int = 0
    sentences: int = 0

    def tell(self, each: batch.Finished[tuple[str, ...]]) -> None:
        found = each.found
        if isinstance(found, Problem):
            self.complaints.add(found)
            if found.fatal:
                self.meter.advance()
            return
        if each.outcome == "superseding":
            kept = "supersedes what was stored of it before, which is kept"
            print(f"entente: {found.source}: {kept} in {self.where}", file=sys.stderr)
        for problem in found.problems:
            self.complaints.add(problem)
        if found.shown is not None:
            print_lines(found.shown, self.format, first=not self.printed)
            self.printed += bool(found.shown)
        self.sentences += found.sentences
        self.meter.advance(skipped=found.held)

    def summary(self) -> str:
        """How many reports there were, and how fast they were coded."""
        meter, failed = self.meter, self.complaints.failed
        coded = meter.done - meter.skipped - failed
        seconds = time.monotonic() - meter.began
        held = f", {meter.skipped:,} on record already" if meter.skipped else ""
        pace = f"{coded / seconds:.1f} reports and {self.sentences / seconds:.0f} sentences a second"
        return f"{coded:,} reports coded{held}, {failed:,} failed, in {clock(seconds)}; {pace}"


def annotate_reports(sources: Iterable[str], format: str, published: date | None, actors: Path | None) -> int:
    """Prints one JSON object a report, or its parse as CoNLL-U; the exit status."""
    failed = False
    for found in pipeline.code_all(_watched(sources), shipped_knowledge(actors), published):
        if isinstance(found, Linked):
            parsed = found.coded.resolved.parsed
            print(*(conllu_lines(parsed) if format == "conllu" else [line(annotated(found))]), sep="\n")
        for problem in found.problems if isinstance(found, Linked) else (found,):
            failed |= complain(problem)
    return int(failed)


def label_pairs(path: Path) -> int:
    """Prints uid, type and score of each pair of a TSV, as TSV; the exit status."""
    model = language.load()
    print("uid", "type", "score", sep="\t")
    for pair in read_pairs(path):
        found = label(pair, model)
        print(found.uid, found.type, found.score, sep="\t")
    return 0


def run_demo(where: str | None) -> int:
    """Codes the samples into a record, prints their events, and says what to try next; the exit status."""
    where = where or str(Path(tempfile.mkdtemp(prefix="entente-demo-")) / "record.db")
    samples = sorted(str(path) for path in (DATA / "samples").glob("*.txt"))
    with Record(where) as record:
        added = record.add(*samples)
        found = record.events()
    for problem in added.problems:
        complain(problem)
    for each in text_lines(found):
        print(each)
    print(f"\n{len(found)} events from {len(samples) - added.failed} sample reports are in the record {where}")
    print("Try next:")
    for command in _next(found, shlex.quote(where)):
        print(f"  {command}")
    return int(added.failed > 0)


def _next(found: Entries[Event], where: str) -> Iterator[str]:
    yield f"entente events --record {where} --type CONSULT"
    yield f"entente statements --record {where}"
    if found:
        yield f"entente explain {found[0].id} --record {where}"
        yield f"entente report {shlex.quote(Path(found[0].report.source).name)} --record {where}"
    yield "entente code YOUR-REPORT.txt --record record.db"


def _watched(sources: Iterable[str]) -> Iterator[str]:
    """The sources; with a progress bar unless the results are running over the terminal themselves."""
    expanded = expand(sources)
    return iter(expanded) if sys.stdout.isatty() else track(expanded, "coding reports")
