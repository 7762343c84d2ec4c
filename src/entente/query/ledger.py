"""Commitments as they stand: what the events on record, judgements applied, have made of them.

Nothing of it is stored. When a report is withdrawn or an event rejected, what it had kept is open again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, func, select

from entente.coding.ledger import Deed, standing
from entente.entries import Entry
from entente.model import Actor, Commitment, Event
from entente.query.loading import load_events
from entente.record.schema import reports, runs, shown, sources

DONE = ("actual", "negated")


def as_they_stand(connection: Connection, found: Sequence[Entry[Commitment]]) -> list[Entry[Commitment]]:
    """The commitments with their status on the day of the newest report, and what kept or withdrew each.

    ``answered`` holds the ids of the events, ``answered_in`` the names of their reports.
    """
    if not found:
        return []
    made = {entry.report.published for entry in found} - {None}
    kinds = {entry.value.action for entry in found} | {"REJECT"}
    deeds = _by_who(_deeds(connection, kinds, min(filter(None, made), default=None)))
    today = _newest(connection)
    return [_standing(entry, deeds, today) for entry in found]


def _standing(entry: Entry[Commitment], deeds: Mapping[str, Sequence[Deed]], today: date | None) -> Entry[Commitment]:
    near = {deed.id: deed for actor in entry.value.parties for key in _keys(actor) for deed in deeds.get(key, ())}
    stands = standing(entry.value, entry.report.source, entry.report.published, near.values(), today)
    reports_ = dict.fromkeys(source for id in stands.events for source in near[id].sources)
    value = replace(entry.value, status=stands.status)
    return replace(entry, value=value, answered=stands.events, answered_in=tuple(reports_))


def _deeds(connection: Connection, kinds: Iterable[str], since: date | None) -> list[Deed]:
    asked = [shown.c.type.in_(sorted(kinds)), shown.c.factuality.in_(DONE), shown.c.first.is_not(None)]
    if since is None:
        return []
    chosen = select(shown.c.run, shown.c.event).where(*asked, shown.c.first >= since.isoformat())
    pairs = [(row.run, row.event) for row in connection.execute(chosen)]
    return [_deed(entry) for entry in load_events(connection, pairs)]


def _deed(entry: Entry[Event]) -> Deed:
    text = entry.report.text
    words = " ".join(mention.span.of(text) for mention in entry.value.mentions)
    return Deed(entry.id, entry.value.chief, words, (entry.report.source,))


def _by_who(deeds: Iterable[Deed]) -> dict[str, list[Deed]]:
    """The deeds by the codes and names of who takes part."""
    found: dict[str, list[Deed]] = {}
    for deed in deeds:
        keys = {key for actor in (*deed.mention.actors, *deed.mention.recipients) for key in _keys(actor)}
        for key in keys:
            found.setdefault(key, []).append(deed)
    return found


def _keys(actor: Actor) -> tuple[str, ...]:
    return (actor.name, actor.code) if actor.code else (actor.name,)


def _newest(connection: Connection) -> date | None:
    """The last day of publication among the reports on record."""
    current = select(func.max(reports.c.published)).join(runs, runs.c.report == reports.c.id)
    newest = connection.execute(current.join(sources, sources.c.run == runs.c.id)).scalar()
    return date.fromisoformat(newest) if newest else None
