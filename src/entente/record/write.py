"""Writing a record. Each report is one transaction: it is there with all that was found in it, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy import Connection, Table, delete, insert, select, text

from entente import __version__
from entente.errors import UsageError
from entente.model import Event, Linked, Mention, Problem
from entente.record import judgements as judging
from entente.record.codec import decode
from entente.record.connection import telling, writing
from entente.record.judgements import Judgement
from entente.record.opening import Opened
from entente.record.rows import Row, Rows, fingerprint, participants_of, problem_row, rows_of, shown_row
from entente.record.schema import events, judgements, mentions, participants, problems, reports, runs, shown, sources
from entente.record.schema import tables as schema

Outcome = Literal["new", "same", "superseding"]
SOFTWARE = f"entente {__version__}"


class Store(Opened):
    """A record open for writing. Everything raises ``RecordError`` where it cannot be read or written."""

    def store(self, linked: Linked, knowledge: str = "", coded: date | None = None) -> Outcome:
        """Writes what was found in a report; when this returns it is on the disk.

        ``knowledge`` is the digest of what the report was coded with, ``coded`` the day of coding (today). ``same``
        says that all this was stored before and nothing was changed; ``superseding`` that an earlier run of the same
        source is kept, but no longer shown.
        """
        rows = rows_of(linked, knowledge, SOFTWARE, coded or date.today())
        with telling(self.name), writing(self.engine) as connection:
            current = connection.execute(select(sources.c.run).where(sources.c.source == rows.source)).scalar()
            if current == rows.run:
                return "same"
            if not _holds(connection, runs, rows.run):
                _insert(connection, rows)
            _make_current(connection, rows.source, rows.run, current, linked.events)
            return "superseding" if current else "new"

    def store_problem(self, problem: Problem) -> None:
        """Writes down why a source gave no result; once, however often it is met."""
        row = problem_row(problem)
        with telling(self.name), writing(self.engine) as connection:
            if not _holds(connection, problems, row["id"]):
                connection.execute(insert(problems), row)

    def reject(self, event: str, *, who: str, why: str) -> Judgement:
        """Takes *event* out of what queries show."""
        return self._judge("reject", event, who=who, why=why)

    def correct(self, event: str, field: str, value: str | None, *, who: str, why: str) -> Judgement:
        """Shows *value* in *field* of *event*; ``UsageError`` where the field does not take it."""
        judging.check(field, value)
        return self._judge("correct", event, field, value, who=who, why=why)

    def undo(self, judgement: str, *, who: str, why: str) -> Judgement:
        """Takes back a judgement, by its id; an undoing can be undone too."""
        with telling(self.name), self.engine.begin() as connection:
            target = connection.execute(select(judgements.c.target).where(judgements.c.id == judgement)).scalar()
        if target is None:
            raise UsageError(f"no judgement {judgement} in {self.name}")
        return self._judge("undo", target, None, judgement, who=who, why=why)

    def _judge(
        self, kind: judging.Kind, event: str, field: str | None = None, value: str | None = None, *, who: str, why: str
    ) -> Judgement:
        when = datetime.now(UTC).isoformat(timespec="microseconds")
        id = fingerprint("judgement", kind, event, field, value, who, why, when)
        judgement = Judgement(id, kind, event, field, value, who, why, when)
        with telling(self.name), writing(self.engine) as connection:
            if not connection.execute(select(events.c.run).where(events.c.id == event)).first():
                raise UsageError(f"no event {event} in {self.name}")
            connection.execute(insert(judgements), asdict(judgement))
            for run, source in connection.execute(
                select(events.c.run, sources.c.source)
                .join(sources, sources.c.run == events.c.run)
                .where(events.c.id == event)
            ).all():
                _hide(connection, run, event)
                _show(connection, run, source, [stored_event(connection, run, event)])
        return judgement

    def rebuild(self) -> None:
        """Derives anew what queries see, from what was found and what was judged."""
        with telling(self.name), writing(self.engine) as connection:
            connection.execute(delete(shown))
            connection.execute(delete(participants).where(participants.c.kind == "event"))
            for run, source in connection.execute(select(sources.c.run, sources.c.source)).all():
                ids = connection.execute(select(events.c.id).where(events.c.run == run).order_by(events.c.number))
                _show(connection, run, source, [stored_event(connection, run, id) for id in ids.scalars().all()])


def stored_event(connection: Connection, run: str, event: str) -> Event:
    """An event as it was found, whatever was judged about it."""
    about = connection.execute(select(events.c.sources).where(events.c.run == run, events.c.id == event)).scalar_one()
    found = connection.execute(
        select(mentions.c.value).where(mentions.c.run == run, mentions.c.event == event).order_by(mentions.c.number)
    ).scalars()
    return Event(event, tuple(decode(Mention, value) for value in found), decode(tuple[str, ...], about))


def judgements_on(connection: Connection, ids: Sequence[str]) -> dict[str, list[Judgement]]:
    """All judgements on the events *ids*, in the order they were made, by event."""
    found: dict[str, list[Judgement]] = {}
    columns = [column for column in judgements.c if column.name != "number"]
    for at in range(0, len(ids), 500):
        wanted = judgements.c.target.in_(ids[at : at + 500])
        for row in connection.execute(select(*columns).where(wanted).order_by(judgements.c.number)):
            found.setdefault(row.target, []).append(Judgement(**row._mapping))
    return found


def _holds(connection: Connection, table: Table, id: str) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == id)).first() is not None


def _insert(connection: Connection, rows: Rows) -> None:
    for name, held in rows.tables.items():
        if held and not (name == "reports" and _holds(connection, reports, rows.report)):
            connection.execute(insert(schema.tables[name]), held)
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO passages_fts (rowid, text) SELECT number, text FROM passages WHERE run = :run"),
            {"run": rows.run},
        )


def _make_current(connection: Connection, source: str, run: str, before: str | None, found: Sequence[Event]) -> None:
    if before:
        _hide(connection, before)
        connection.execute(sources.update().where(sources.c.source == source).values(run=run))
    else:
        connection.execute(insert(sources), {"source": source, "run": run})
    _show(connection, run, source, found)


def _hide(connection: Connection, run: str, event: str | None = None) -> None:
    """Takes the events of *run*, or one of them, out of what queries see."""
    of_run = [shown.c.run == run], [participants.c.run == run, participants.c.kind == "event"]
    if event is not None:
        of_run[0].append(shown.c.event == event)
        of_run[1].append(participants.c.item == event)
    connection.execute(delete(shown).where(*of_run[0]))
    connection.execute(delete(participants).where(*of_run[1]))


def _show(connection: Connection, run: str, source: str, found: Iterable[Event]) -> None:
    """Makes queries see the events of *run*, judgements applied."""
    found = list(found)
    judged = judgements_on(connection, [event.id for event in found])
    left = [judging.apply(event, judged.get(event.id, ())) for event in found]
    kept = [event for event in left if event is not None]
    about: list[tuple[Table, list[Row]]] = [
        (shown, [shown_row(event, source) for event in kept]),
        (participants, [row for event in kept for row in participants_of(event)]),
    ]
    for table, rows in about:
        if rows:
            connection.execute(insert(table), [{**row, "run": run} for row in rows])
