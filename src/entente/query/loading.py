"""Rows of a record as the values they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from entente.entries import Entry
from entente.model import Event, Statement
from entente.record.chunks import chunked
from entente.record.codec import decode, unpack
from entente.record.deriving import Happening, happening_of, origins_of
from entente.record.findings import KINDS
from entente.record.judgements import apply, standing
from entente.record.loading import Run, load_runs
from entente.record.schema import events, findings, members, reports, runs, shown, sources
from entente.record.units import Unit, judgements_on, stored_mentions, units_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of ``shown``: its number, and the run and item that it takes its fields from."""

    number: int
    run: int
    item: int
    id: str


def rows_of(connection: Connection, numbers: Sequence[int]) -> list[Row]:
    """The rows of these *numbers*, in their order."""
    columns = shown.c.number, shown.c.run, shown.c.item, shown.c.id
    found = chunked(connection, lambda part: select(*columns).where(shown.c.number.in_(part)), numbers)
    held = {row.number: Row(row.number, row.run, row.item, row.id) for row in found}
    return [held[number] for number in numbers]


def load_events(connection: Connection, numbers: Sequence[int]) -> list[Entry[Event]]:
    """The events shown in the rows *numbers*, in their order, each with what other reports tell of it."""
    return list(events_at(connection, numbers).values())


def events_at(connection: Connection, numbers: Sequence[int]) -> dict[int, Entry[Event]]:
    """The same by the numbers of their rows, in the order of *numbers*."""
    told = members.c.run, members.c.item, members.c.part, members.c.shown
    here = (members.c.run == events.c.run) & (members.c.item == events.c.number)
    rows = chunked(
        connection,
        lambda part: (
            select(*told, events.c.id).join(events, here).where(members.c.shown.in_(part), members.c.kind == "event")
        ),
        numbers,
    )
    home = {(row.run, row.item, row.part): row.shown for row in rows}
    ids = {row.id for row in rows}
    judged = judgements_on(connection, ids)
    units: dict[int, list[Unit]] = {}
    for unit in units_of(connection, ids, judged):
        number = home.get((unit.run, unit.item, unit.part))
        if number is not None:
            units.setdefault(number, []).append(unit)
    more = {unit.id for each in units.values() for unit in each} - ids
    judged = judgements_on(connection, ids | more) if more else judged
    origin = origins_of(connection, {unit.source for each in units.values() for unit in each})
    found = {number: happening_of(each, judged, origin) for number, each in units.items()}
    held = load_runs(connection, {unit.run for each in units.values() for unit in each})
    return {number: entry_of(each, held) for number in numbers if (each := found.get(number)) is not None}


def entry_of(happening: Happening, held: dict[int, Run]) -> Entry[Event]:
    """The event of *happening*, with the other tellings as entries of their own."""
    first, *others = happening.units
    members = tuple(_entry(held[unit.run], unit.id, unit.event) for unit in others)
    entry = _entry(held[first.run], happening.event.id, happening.event)
    return replace(
        entry,
        members=members,
        sources=happening.origins,
        reviewed=happening.reviewed,
        differences=happening.differences,
    )


def _entry(run: Run, id: str, value: T) -> Entry[T]:
    return Entry(id, value, run.report, run.coded, run.knowledge, run.number)


def event_by_id(connection: Connection, id: str) -> Entry[Event]:
    """The event *id* as it is shown, with the happening it is told as; one that is not shown as it was found."""
    here = (members.c.run == events.c.run) & (members.c.item == events.c.number) & (members.c.kind == "event")
    chosen = select(members.c.shown).join(events, here).where(events.c.id == id)
    split = select(shown.c.number).where(shown.c.kind == "event", shown.c.id == id)
    # What no report tells by itself, by its id, is looked for among all rows: a quarter of a second of a million.
    number = connection.execute(chosen).scalar() or connection.execute(split).scalar()
    return load_events(connection, [number])[0] if number is not None else _found_event(connection, id)


def _found_event(connection: Connection, id: str) -> Entry[Event]:
    """An event that is not shown, corrections applied; of the current run where that has it, else of the latest."""
    row = connection.execute(
        select(events.c.run, events.c.number)
        .join(runs, runs.c.number == events.c.run)
        .join(reports, reports.c.id == runs.c.report)
        .join(sources, sources.c.source == reports.c.source)
        .where(events.c.id == id)
        .order_by(sources.c.run != events.c.run, events.c.run.desc())
    ).first()
    if row is None:
        raise LookupError(id)
    run = load_runs(connection, [row.run])[row.run]
    told = stored_mentions(connection, [(row.run, row.number)])[row.run, row.number]
    event = Event(id, tuple(told), (run.report.source,))
    kept = [judgement for judgement in standing(judgements_on(connection, [id])) if judgement.kind == "correct"]
    return _entry(run, id, apply(event, kept) or event)


def load_findings(connection: Connection, kind: str, numbers: Sequence[int]) -> list[Entry[Any]]:
    """The statements, commitments or counts shown in the rows *numbers*, in their order."""
    rows = rows_of(connection, numbers)
    held = load_runs(connection, {row.run for row in rows})
    stored = chunked(
        connection,
        lambda part: select(findings).where(findings.c.run.in_(part), findings.c.kind == kind),
        {row.run for row in rows},
    )
    value = {(row.run, row.number): row.value for row in stored}
    read = {(row.run, row.item): decode(KINDS[kind], unpack(value[row.run, row.item])) for row in rows}
    return [_entry(held[row.run], row.id, read[row.run, row.item]) for row in rows]


def events_of_runs(connection: Connection, numbers: Iterable[int]) -> list[Entry[Event]]:
    """The events that are shown and that one of the runs *numbers* tells of, as it tells them."""
    rows = chunked(
        connection,
        lambda part: select(members.c.shown).distinct().where(members.c.run.in_(part), members.c.kind == "event"),
        numbers,
    )
    return load_events(connection, sorted({row.shown for row in rows}))


def with_events(connection: Connection, found: Sequence[Entry[Statement]]) -> list[Entry[Statement]]:
    """The statements, each with the ids of the shown events whose trigger lies in its content."""
    told: dict[int, list[tuple[str, Event]]] = {}
    for entry in events_of_runs(connection, {entry.run for entry in found}):
        for each in (entry, *entry.members):
            told.setdefault(each.run, []).append((entry.id, each.value))
    return [replace(entry, inside=_inside(entry.value, told.get(entry.run, ()))) for entry in found]


def _inside(statement: Statement, told: Iterable[tuple[str, Event]]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            id
            for id, event in told
            if any(span.covers(mention.trigger) for span in statement.content for mention in event.mentions)
        )
    )
