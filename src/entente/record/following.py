"""Showing a telling that only follows a happening: its row is counted up and not derived anew from all that tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from entente.record import crowds, deriving
from entente.record.chunks import chunked
from entente.record.schema import copies, events, members, mentions, reports, runs, shown
from entente.record.units import judgements_on


def judged_by_nobody(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of *ids* that only follow, with the happening that they follow; none about which anybody judged."""
    found = crowds.following(connection, ids)
    judged = {item for judgement in judgements_on(connection, found) for item in (judgement.target, *judgement.items)}
    return {id: happening for id, happening in found.items() if id not in judged}


def join(connection: Connection, run: int, joining: Mapping[str, str]) -> None:
    """Counts the events *joining* of *run* to the rows in which their happenings are shown."""
    for id, happening in sorted(joining.items()):
        item = connection.execute(select(events.c.number).where(events.c.run == run, events.c.id == id)).scalar_one()
        number = _shown(connection, happening)
        if number is None:
            deriving.refresh(connection, {id})
        elif not _is_member(connection, run, item):
            row = {"shown": number, "run": run, "kind": "event", "item": item, "part": ""}
            connection.execute(insert(members), row)
            _count(connection, number, run, item, 1)


def leave(connection: Connection, ids: Iterable[str], run: int | None) -> None:
    """Takes what only follows, among the events *ids* of *run*, out of the rows that show it."""
    gone = judged_by_nobody(connection, ids) if run is not None else {}
    for row in chunked(
        connection,
        lambda part: (
            select(events.c.id, events.c.number, members.c.shown)
            .join(members, _here())
            .where(events.c.run == run, events.c.id.in_(part))
        ),
        gone,
    ):
        _count(connection, row.shown, run or 0, row.number, -1)
        connection.execute(
            delete(members).where(members.c.run == run, members.c.item == row.number, members.c.kind == "event")
        )


def _here() -> ColumnElement[bool]:
    return (members.c.run == events.c.run) & (members.c.item == events.c.number) & (members.c.kind == "event")


def _shown(connection: Connection, happening: str) -> int | None:
    """The number of the row in which the event that names *happening* is shown."""
    chosen = select(members.c.shown).join(events, _here()).where(events.c.id == happening)
    return connection.execute(chosen).scalar()


def _is_member(connection: Connection, run: int, item: int) -> bool:
    chosen = select(members.c.shown).where(members.c.run == run, members.c.item == item, members.c.kind == "event")
    return connection.execute(chosen).first() is not None


def _count(connection: Connection, number: int, run: int, item: int, sign: int) -> None:
    """Adds or takes the mentions of an event, and the report as a source unless it prints another's words."""
    told = mentions.c.run == run, mentions.c.event == item
    many = len(connection.execute(select(mentions.c.number).where(*told)).all())
    source = select(reports.c.source).join(runs, runs.c.report == reports.c.id).where(runs.c.number == run)
    copied = select(copies.c.source).where(copies.c.source == source.scalar_subquery())
    independent = 0 if connection.execute(copied).first() else 1
    counted = {"mentions": shown.c.mentions + sign * many, "sources": shown.c.sources + sign * independent}
    connection.execute(update(shown).where(shown.c.number == number).values(**counted))
