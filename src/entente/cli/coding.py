"""Commands that code reports: code, annotate, demo."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from entente import language, pipeline
from entente.api import Record, shipped_knowledge
from entente.datafiles import DATA
from entente.entries import Entries, events_of
from entente.export.annotate import annotated
from entente.export.conllu import conllu_lines
from entente.export.csv import csv_lines
from entente.export.plover import line, plover_event
from entente.export.text import text_lines
from entente.label import label, read_pairs
from entente.model import Event, Linked, Problem
from entente.progress import track
from entente.read import expand


def code_reports(
    sources: Iterable[str], where: str | None, format: str, published: date | None, actors: Path | None
) -> int:
    """Codes, stores and prints reports one after the other; the exit status."""
    today, known = date.today(), shipped_knowledge(actors)
    failed, first = False, True
    with Record(where) if where is not None else nullcontext() as record:
        for found in pipeline.code_all(_watched(sources), known, published):
            if isinstance(found, Problem):
                failed |= _complain(found)
                if record:
                    record.store_problem(found)
                continue
            if record:
                _note(record.store(found, known.digest, today), found, where or "")
            for problem in found.problems:
                failed |= _complain(problem)
            _print(found, events_of(found, today, known.digest), format, first)
            first = False
    return int(failed)


def annotate_reports(sources: Iterable[str], format: str, published: date | None, actors: Path | None) -> int:
    """Prints one JSON object a report, or its parse as CoNLL-U; the exit status."""
    failed = False
    for found in pipeline.code_all(_watched(sources), shipped_knowledge(actors), published):
        if isinstance(found, Linked):
            parsed = found.coded.resolved.parsed
            print(*(conllu_lines(parsed) if format == "conllu" else [line(annotated(found))]), sep="\n")
        for problem in found.problems if isinstance(found, Linked) else (found,):
            failed |= _complain(problem)
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
        _complain(problem)
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


def _complain(problem: Problem) -> bool:
    """Prints a problem as one line; whether it left the report without a result."""
    message = " ".join(problem.message.split()).removeprefix(f"{problem.source}: ")
    print(f"entente: {problem.source}: {message}", file=sys.stderr)
    return problem.fatal


def _note(outcome: str, found: Linked, where: str) -> None:
    if outcome == "superseding":
        kept = "supersedes what was stored of it before, which is kept"
        print(f"entente: {found.report.source}: {kept} in {where}", file=sys.stderr)


def _print(linked: Linked, found: Entries[Event], format: str, first: bool) -> None:
    if format == "jsonl":
        lines: Iterable[str] = (line(plover_event(entry)) for entry in found)
    elif format == "csv":
        lines = csv_lines(found.to_dicts(), header=first)
    else:
        lines = _text(linked, found, first)
    for each in lines:
        print(each)


def _text(linked: Linked, found: Entries[Event], first: bool) -> Iterator[str]:
    report, coded = linked.report, linked.coded
    if not first:
        yield ""
    published = f", published {report.published} ({report.published_basis})" if report.published else ""
    yield f"# {report.source}{published}"
    yield from text_lines(found)
    yield ", ".join(
        f"{len(items)} {name if len(items) != 1 else name.removesuffix('s')}"
        for name, items in (
            ("events", found),
            ("statements", coded.statements),
            ("commitments", coded.commitments),
            ("counts", coded.counts),
        )
    )
