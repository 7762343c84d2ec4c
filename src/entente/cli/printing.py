"""Coded reports as lines of text, PLOVER JSON or CSV, and problems as lines on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from entente.entries import Entries, events_of
from entente.errors import UsageError
from entente.export.csv import csv_lines
from entente.export.plover import line, plover_event
from entente.export.text import text_lines
from entente.model import Event, Linked, Problem


def shown(format: str, today: date, linked: Linked, digest: str) -> tuple[str, ...]:
    """What ``entente code`` prints of a report; CSV with its header, which only the first report keeps."""
    found = events_of(linked, today, digest)
    if format == "jsonl":
        return tuple(line(plover_event(entry)) for entry in found)
    return tuple(csv_lines(found.to_dicts()) if format == "csv" else _text(linked, found))


def _text(linked: Linked, found: Entries[Event]) -> Iterator[str]:
    report, coded = linked.report, linked.coded
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


def print_lines(lines: tuple[str, ...], format: str, first: bool) -> None:
    """Prints a report after others: an empty line goes before a text, the header of CSV goes out once."""
    if not first and format == "text":
        print()
    for each in lines if first or format != "csv" else lines[1:]:
        print(each)


def complain(problem: Problem) -> bool:
    """Prints a problem as one line; whether it left the report without a result."""
    print(f"entente: {problem.source}: {reason(problem)}", file=sys.stderr)
    return problem.fatal


def reason(problem: Problem) -> str:
    """What a problem is, on one line and without the name of its report."""
    return " ".join(problem.message.split()).removeprefix(f"{problem.source}: ")


class Complaints:
    """Where problems go: to standard error, and as JSON lines into a file, if one is named."""

    def __init__(self, path: Path | None) -> None:
        self.failed = 0
        self._file: TextIO | None = None
        if path is not None:
            try:
                self._file = path.open("w", encoding="utf-8", buffering=1)
            except OSError as error:
                raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file") from error

    def add(self, problem: Problem) -> None:
        """One line for a problem."""
        self.failed += problem.fatal
        if self._file is None:
            complain(problem)
            return
        about = {"report": problem.source, "stage": problem.stage, "reason": reason(problem), "fatal": problem.fatal}
        print(json.dumps(about, ensure_ascii=False), file=self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
