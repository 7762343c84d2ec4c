"""Coding what is pasted or uploaded: read from a folder of its own, coded, and stored only if asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from entente import pipeline
from entente.api import Record, shipped_knowledge
from entente.errors import UnknownError
from entente.model import Linked, Problem, Report
from entente.read import read_text
from entente.serve.problems import Refused

MOST = 20
"""Reports of one upload: coding one takes some tenths of a second, and the others wait."""
PATIENCE = 30.0
_turn = threading.Lock()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was coded of a text or a file, what of it was stored, by source, and what could not be read or coded."""

    coded: tuple[Linked, ...]
    stored: dict[str, str]
    problems: tuple[Problem, ...]


def pasted(
    text: str, source: str | None, published: date | None, title: str | None, url: str | None
) -> list[Report | Problem]:
    """The report in *text*, named *source* or by what it says."""
    name = source or url or f"pasted-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.txt"
    return [read_text(text, name, published, title=title, url=url)]


def uploaded(content: bytes, name: str, published: date | None) -> list[Report | Problem]:
    """The reports in a file called *name*, ``MOST`` at most."""
    with TemporaryDirectory(prefix="entente-") as folder:
        path = Path(folder) / _safe(name)
        path.write_bytes(content)
        found = list(islice(pipeline.read_all([str(path)], published), MOST * 2))
    named = [_renamed(each, str(path), folder, path.name) for each in found]
    reports = [each for each in named if isinstance(each, Report)]
    if len(reports) > MOST:
        said = f"holds more than {MOST} reports; code a file of so many with: entente code"
        kept = set(map(id, reports[:MOST]))
        named = [each for each in named if isinstance(each, Problem) or id(each) in kept]
        named.append(Problem(path.name, "read", said))
    return named


def _safe(name: str) -> str:
    """The last part of *name*, as the name of a file."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c if c.isalnum() or c in "._- " else "_" for c in last).strip(" .")[-120:]
    return kept or "upload.txt"


def _renamed(found: Report | Problem, path: str, folder: str, name: str) -> Report | Problem:
    """*found* without the folder it was read from."""
    source = name if found.source == path else found.source.replace(f"{folder}/", "")
    if isinstance(found, Problem):
        return replace(found, source=source, message=_undated(found.message.replace(f"{folder}/", "")))
    if found.published_basis == "file":
        # The day of the upload, which says nothing of the report's.
        found = replace(found, published=None, published_basis=None)
    return replace(found, source=source, origin=found.origin and found.origin.replace(f"{folder}/", ""))


def _undated(message: str) -> str:
    """What is said of a report that states no date, where its file's day is not taken."""
    if not message.startswith("states no date of publication"):
        return message
    return "states no date of publication; give it, or words like 'on Tuesday' stay undated"


def code(found: list[Report | Problem], record: Record, store: bool) -> Outcome:
    """The reports among *found* coded, one at a time in this process, and stored in *record* if *store*."""
    problems = [each for each in found if isinstance(each, Problem)]
    reports = [each for each in found if isinstance(each, Report)]
    if store:
        for report in reports:
            _refuse_other(record, report)
    known = shipped_knowledge()
    coded: list[Linked] = []
    stored: dict[str, str] = {}
    for report in reports:
        with _my_turn():
            done = pipeline.attempt(report, known)
        if isinstance(done, Problem):
            problems.append(done)
            continue
        coded.append(done)
        if store:
            stored[report.source] = record.store(done, known.digest)
    return Outcome(tuple(coded), stored, tuple(problems))


@contextmanager
def _my_turn() -> Iterator[None]:
    """Coding takes a whole processor: two at once would each take twice as long."""
    if not _turn.acquire(timeout=PATIENCE):
        raise Refused(503, "many reports are being coded; try again in a minute", {"Retry-After": "60"})
    try:
        yield
    finally:
        _turn.release()


def _refuse_other(record: Record, report: Report) -> None:
    """A report that happens to have the name of another must not take its place."""
    try:
        held = record.report(report.source).report
    except UnknownError:
        return
    if held.source == report.source and held.text != report.text:
        raise Refused(409, f"another report called {report.source} is on record; give this one another name")
