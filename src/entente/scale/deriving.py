"""What queries see of a lake: the rows that ``record.deriving`` makes of what was found and linked, by month.

What one report alone tells is derived where its shard lies. What several tell is brought together by happening first,
in buckets; a bucket's rows, and all others, then go to the files of their month.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from entente.model import Event, Mention, Report
from entente.record.codec import decode, unpack
from entente.record.deriving import UNDATED, finding_rows, happening_of, happening_rows
from entente.record.findings import KINDS, Standing
from entente.record.units import Unit
from entente.scale.filing import bucket_of
from entente.scale.parts import asking, coded, scan, streamed
from entente.scale.storage import Storage
from entente.scale.tables import Row, Writer

LONGER, UNKNOWN = "longer", "none"
"""The partitions of events that do not lie within one month, and of what has no day at all."""
LINKED = ("superseded", "happenings", "copies")
HELD = 20_000
"""Rows that are held in memory on their way to files."""


@dataclass(frozen=True, slots=True)
class Deriving:
    """A task over some *files*. ``linked`` holds ``superseded``, ``happenings`` and ``copies``."""

    lake: str
    work: str
    number: str
    files: tuple[str, ...]
    buckets: int
    linked: str


@dataclass(frozen=True, slots=True)
class Derived:
    """What a task wrote: files of rows by month, files of units by bucket, and how many rows a month got by day."""

    rows: Mapping[str, str]
    units: Mapping[int, str]
    days: Mapping[str, Mapping[int, int]]


def derive_parts(task: Deriving) -> Derived:
    """Derives what single reports tell in some parts, and hands on what several tell."""
    with tempfile.TemporaryDirectory(prefix="entente-") as folder:
        out = _Spread(Path(folder))
        storage = Storage(task.lake)
        with asking(storage) as connection:
            _prepare(connection, storage, task)
            for report in _reports(connection):
                _derive(report, task.buckets, out)
        return out.publish(storage, task.work, task.number)


def _prepare(connection: Any, storage: Storage, task: Deriving) -> None:
    superseded, happenings, copies = (scan(storage, [f"{task.linked}/{name}.parquet"]) for name in LINKED)
    kept = f"run NOT IN (SELECT run FROM {superseded})"
    for table in ("reports", "mentions", "events", "findings"):
        query = f"SELECT * FROM {coded(storage, table, task.files)} WHERE {kept}"
        connection.execute(f"CREATE VIEW {table} AS {query}")
    connection.execute(
        f"CREATE TABLE happenings AS SELECT h.* FROM {happenings} h SEMI JOIN events e ON e.id = h.event"
    )
    connection.execute(f"CREATE TABLE copies AS SELECT c.* FROM {copies} c SEMI JOIN reports r ON r.source = c.source")


@dataclass(frozen=True, slots=True)
class _Told:
    """A report with what was found in it: events with their happening and mentions, and findings."""

    run: int
    report: Report
    origin: str | None
    events: tuple[tuple[int, str, str | None, tuple[str, ...]], ...]
    findings: tuple[Standing, ...]


def _reports(connection: Any) -> Iterator[_Told]:
    """The reports one after the other, in the order of their runs; four sorted streams side by side."""
    about = """SELECT r.run, r.source, r.text, r.title, r.published, r.publisher, r.url, c.origin FROM reports r
        LEFT JOIN copies c USING (source) ORDER BY r.run"""
    told = """SELECT m.run, m.event, e.id, h.happening, m.value FROM mentions m
        JOIN events e ON e.run = m.run AND e.number = m.event
        LEFT JOIN happenings h ON h.event = e.id ORDER BY m.run, m.event, m.number"""
    found = "SELECT run, kind, number, id, value FROM findings ORDER BY run, kind, number"
    mentions, findings = (_Runs(streamed(connection.cursor(), query)) for query in (told, found))
    for run, source, text, title, published, publisher, url, origin in streamed(connection, about):
        day = date.fromisoformat(published) if published else None
        report = Report(source, text, (), title, published=day, publisher=publisher, url=url)
        events = tuple(
            (*key, tuple(unpack(row[4]) for row in rows))
            for key, rows in groupby(mentions.of(run), key=lambda row: (row[1], row[2], row[3]))
        )
        standing = (Standing(k, n, id, decode(KINDS[k], unpack(v))) for _, k, n, id, v in findings.of(run))
        yield _Told(run, report, origin, events, tuple(standing))


class _Runs:
    """A stream of rows that begin with a run, taken run by run in their order."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self.groups = groupby(rows, key=lambda row: row[0])
        self.next: Any = next(self.groups, None)

    def of(self, run: int) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        if self.next is not None and self.next[0] == run:
            found = list(self.next[1])
            self.next = next(self.groups, None)
        return found


def _derive(told: _Told, buckets: int, out: _Spread) -> None:
    held = {told.run: told.report}
    for number, id, happening, values in told.events:
        if happening is None:
            unit = _unit(told.run, number, id, values, told.report)
            out.show([unit], {}, held)
        else:
            out.hand_on(bucket_of(happening, buckets), happening, _packed(told, number, id, values))
    for each in told.findings:
        out.add(finding_rows(told.run, each, told.report), told.report, each.id)


def _unit(run: int, number: int, id: str, values: Iterable[str], report: Report) -> Unit:
    mentions = tuple(decode(Mention, value) for value in values)
    event = Event(id, mentions, (report.source,))
    return Unit(run, number, "", event, report.source, False, report.published, report.publisher)


def _packed(told: _Told, number: int, id: str, values: tuple[str, ...]) -> str:
    """An event with all that showing it needs of its report: the characters of its clauses, and where they stand."""
    report = told.report
    spans = sorted({decode(Mention, value).span for value in values}, key=lambda span: (span.start, span.end))
    day = report.published.isoformat() if report.published else None
    about = [report.source, day, report.publisher, report.url, told.origin]
    clauses = [[span.start, span.of(report.text)] for span in spans]
    return json.dumps([told.run, number, id, values, about, clauses], ensure_ascii=False)


def _unpacked(value: str) -> tuple[Unit, Report, str | None]:
    run, number, id, values, (source, day, publisher, url, origin), clauses = json.loads(value)
    report = Report(source, _blank_but_for(clauses), (), None, published=_day(day), publisher=publisher, url=url)
    return _unit(run, number, id, values, report), report, origin


def _blank_but_for(clauses: list[tuple[int, str]]) -> str:
    """A text in which these words stand where they stood."""
    end = max(start + len(words) for start, words in clauses)
    text = [" "] * end
    for start, words in clauses:
        text[start : start + len(words)] = words
    return "".join(text)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True, slots=True)
class Bringing:
    """A task over one bucket of happenings: the *files* of units that tell of them."""

    lake: str
    work: str
    number: str
    files: tuple[str, ...]


def bring_together(task: Bringing) -> Derived:
    """Derives what several reports tell."""
    storage = Storage(task.lake)
    with tempfile.TemporaryDirectory(prefix="entente-") as folder, asking(storage) as connection:
        out = _Spread(Path(folder))
        query = f"SELECT happening, value FROM {scan(storage, task.files)} ORDER BY happening"
        for _, rows in groupby(streamed(connection, query), key=lambda row: row[0]):
            told = [_unpacked(value) for _, value in rows]
            units = sorted((unit for unit, _, _ in told), key=lambda unit: (unit.source, unit.run, unit.item))
            origin = {unit.source: printed for unit, _, printed in told if printed}
            out.show(units, origin, {unit.run: report for unit, report, _ in told})
        return out.publish(storage, task.work, task.number)


@dataclass(slots=True)
class _Spread:
    """Rows on their way to their months, units on their way to their buckets: one open file for each."""

    folder: Path
    files: dict[tuple[str, str], Writer] = field(default_factory=dict)
    days: dict[str, Counter[int]] = field(default_factory=dict)

    def show(self, units: list[Unit], origin: Mapping[str, str], held: Mapping[int, Report]) -> None:
        happening = happening_of(units, [], origin)
        if happening is not None:
            lead = happening.units[0]
            ids = {(unit.run, unit.item): unit.id for unit in units}
            self.add(happening_rows(happening, held), held[lead.run], happening.event.id, ids)

    def add(self, rows: dict[str, list[Row]], report: Report, id: str, ids: Mapping[Any, str] | None = None) -> None:
        [row] = rows["shown"]
        row = {**row, **_plain(rows, report)}
        members = [{**each, "id": (ids or {}).get((each["run"], each["item"]), id)} for each in rows["members"]]
        month, day = month_of(row), _ordinal(row)
        value = json.dumps({**rows, "shown": [row], "members": members}, ensure_ascii=False)
        where = {"month": month, "day": day, "last": row["last"] or "9999-99-99"}
        told = {"source": report.source, "item": row["item"], "id": id, "value": value}
        self._file("rows", month).add([{**where, **told}])
        self.days.setdefault(month, Counter())[day] += 1

    def hand_on(self, bucket: int, happening: str, value: str) -> None:
        self._file("units", str(bucket)).add([{"happening": happening, "value": value}])

    def _file(self, table: str, name: str) -> Writer:
        if (table, name) not in self.files:
            self.files[table, name] = Writer(self.folder / f"{table}-{name}", table).__enter__()
        writer = self.files[table, name]
        if sum(len(each.rows) for each in self.files.values()) > HELD:
            for each in self.files.values():
                each.flush()
        return writer

    def publish(self, storage: Storage, work: str, number: str) -> Derived:
        rows, units = {}, {}
        for (table, key), writer in self.files.items():
            writer.__exit__()
            name = f"{work}/{table}/{key}/{number}.parquet"
            with storage.publishing(name) as path:
                path.write_bytes(writer.path.read_bytes())
            if table == "rows":
                rows[key] = name
            else:
                units[int(key)] = name
        return Derived(rows, units, {month: dict(days) for month, days in self.days.items()})


def month_of(row: Row) -> str:
    """The partition of a row of ``shown``: the month that it lies within, ``longer``, or ``none``."""
    first, last = row["first"], row["last"]
    if first is None and last is None:
        return UNKNOWN
    within = first is not None and last is not None and first[:7] == last[:7]
    return str(first[:7]) if within else LONGER


def _ordinal(row: Row) -> int:
    day = row["first"] or row["last"]
    return date.fromisoformat(day).toordinal() if day else UNDATED


def _plain(rows: dict[str, list[Row]], report: Report) -> Row:
    """The columns that a record's ``shown`` looks up elsewhere."""
    codes = {
        role: ";".join(party["code"] or "---" for party in rows["parties"] if party["role"] == role)
        for role in ("actor", "recipient")
    }
    day = report.published.isoformat() if report.published else None
    return {**codes, "report": report.source, "published": day, "publisher": report.publisher}
