"""Rows of a record as the values they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, select

from entente.entries import Entry
from entente.model import Block, Event, Mention, Report, Statement
from entente.record.codec import decode
from entente.record.judgements import apply
from entente.record.schema import events, mentions, reports, runs, shown
from entente.record.write import judgements_on

T = TypeVar("T")
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Run:
    """A run's report and circumstances, shared by all its entries."""

    id: str
    report: Report
    coded: date
    knowledge: str

    def entry(self, id: str, value: T) -> Entry[T]:
        return Entry(id, value, self.report, self.coded, self.knowledge, self.id)


def _chunks(connection: Connection, make: Callable[[list[str]], Select[Any]], ids: Iterable[str]) -> list[Row[Any]]:
    """The rows of *make* for some hundred *ids* at a time: databases limit the variables of a question."""
    wanted = sorted(set(ids))
    parts = (wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK))
    return [row for part in parts for row in connection.execute(make(part))]


def load_runs(connection: Connection, ids: Iterable[str]) -> dict[str, Run]:
    rows = _chunks(connection, lambda part: select(runs).where(runs.c.id.in_(part)), ids)
    wanted = {row.report for row in rows}
    texts = _chunks(connection, lambda part: select(reports).where(reports.c.id.in_(part)), wanted)
    held = {row.id: _report(row) for row in texts}
    return {row.id: Run(row.id, held[row.report], date.fromisoformat(row.coded), row.knowledge) for row in rows}


def _report(row: Row[Any]) -> Report:
    return Report(
        source=row.source,
        text=row.text,
        blocks=decode(tuple[Block, ...], row.blocks),
        title=row.title,
        byline=row.byline,
        published=_day(row.published),
        published_basis=row.published_basis,
        updated=_day(row.updated),
        publisher=row.publisher,
        url=row.url,
        media_type=row.media_type,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def load_events(connection: Connection, pairs: Sequence[tuple[str, str]], rejected: bool = False) -> list[Entry[Event]]:
    """The events of *pairs* of run and id, judgements applied; a rejected one as it was found, if wanted at all."""
    wanted, in_runs = set(pairs), {run for run, _ in pairs}
    held = load_runs(connection, in_runs)
    about = _chunks(connection, lambda part: select(events).where(events.c.run.in_(part)), in_runs)
    linked = {(row.run, row.id): decode(tuple[str, ...], row.sources) for row in about}
    presented: dict[tuple[str, str], list[Mention]] = {}
    columns = mentions.c.run, mentions.c.event, mentions.c.value
    for row in _chunks(
        connection,
        lambda part: select(*columns).where(mentions.c.run.in_(part)).order_by(mentions.c.event, mentions.c.number),
        in_runs,
    ):
        if (row.run, row.event) in wanted:
            presented.setdefault((row.run, row.event), []).append(decode(Mention, row.value))
    judged = judgements_on(connection, sorted({id for _, id in pairs}))
    found = []
    for run, id in pairs:
        event = Event(id, tuple(presented[run, id]), linked[run, id])
        left = apply(event, judged.get(id, ()))
        if left is not None or rejected:
            found.append(held[run].entry(id, left or event))
    return found


def with_events(connection: Connection, found: Sequence[Entry[Statement]]) -> list[Entry[Statement]]:
    """The statements, each with the ids of the shown events whose trigger lies in its content."""
    pairs = _chunks(
        connection,
        lambda part: select(shown.c.run, shown.c.event).where(shown.c.run.in_(part)),
        {entry.run for entry in found},
    )
    told: dict[str, list[Entry[Event]]] = {}
    for event in load_events(connection, [(row.run, row.event) for row in pairs]):
        told.setdefault(event.run, []).append(event)
    return [replace(entry, inside=_inside(entry.value, told.get(entry.run, ()))) for entry in found]


def _inside(statement: Statement, told: Iterable[Entry[Event]]) -> tuple[str, ...]:
    return tuple(
        event.id
        for event in told
        if any(span.covers(mention.trigger) for span in statement.content for mention in event.value.mentions)
    )
