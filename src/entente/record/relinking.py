"""Linking anew what is stored: after a report is brought back, or a record comes from an older schema."""

from __future__ import annotations

from sqlalchemy import Connection, select

from entente.model import Event
from entente.record import linking
from entente.record.codec import unpack
from entente.record.loading import load_reports
from entente.record.schema import events, sentences, sources
from entente.record.sentences import decode_sentence
from entente.record.units import stored_mentions


def relink(connection: Connection, source: str) -> set[str]:
    """Links the events of *source* as its current run found them, or none if it is withdrawn; returns what changed."""
    row = connection.execute(select(sources).where(sources.c.source == source)).one()
    return linking.exchange(connection, source, None if row.withdrawn else _told(connection, row.run))


def _told(connection: Connection, run: int) -> linking.Told:
    report = load_reports(connection, [run])[run]
    rows = connection.execute(select(events).where(events.c.run == run).order_by(events.c.number)).all()
    told = stored_mentions(connection, [(run, row.number) for row in rows])
    found = [Event(row.id, tuple(told[run, row.number]), (report.source,)) for row in rows]
    parsed = connection.execute(select(sentences).where(sentences.c.run == run)).all()
    held = {row.number: decode_sentence(unpack(row.value), report.text) for row in parsed}
    return linking.told_of(report, found, held)
