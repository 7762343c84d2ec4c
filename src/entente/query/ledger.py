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
from entente.query.filters import Asked, of_kind
from entente.query.loading import load_events
from entente.query.pages import matching
from entente.query.terms import Expression, Term, some
from entente.record.schema import reports, runs, shown, sources
from entente.record.terms import value_term, word_terms

DONE = ("actual", "negated")
FEW = 100
"""Up to how many commitments their parties are looked up by name."""


def as_they_stand(connection: Connection, found: Sequence[Entry[Commitment]]) -> list[Entry[Commitment]]:
    """The commitments with their status on the day of the newest report, and what kept or withdrew each.

    ``answered`` holds the ids of the events, ``answered_in`` the names of their reports.
    """
    if not found:
        return []
    made = {_made(entry) for entry in found} - {None}
    since = min(filter(None, made), default=None)
    deeds = _by_who(_deeds(connection, [entry.value for entry in found], since))
    today = _newest(connection)
    return [_standing(entry, deeds, today) for entry in found]


def _standing(entry: Entry[Commitment], deeds: Mapping[str, Sequence[Deed]], today: date | None) -> Entry[Commitment]:
    near = {deed.id: deed for actor in entry.value.parties for key in _keys(actor) for deed in deeds.get(key, ())}
    stands = standing(entry.value, entry.report.source, _made(entry), near.values(), today)
    reports_ = dict.fromkeys(source for id in stands.events for source in near[id].sources)
    value = replace(entry.value, status=stands.status)
    return replace(entry, value=value, answered=stands.events, answered_in=tuple(reports_))


def _made(entry: Entry[Commitment]) -> date | None:
    """The last day on which it may have been made: what is told of before that day cannot keep it."""
    made = entry.value.made
    return (made.last or made.first) if made and (made.last or made.first) else entry.report.published


def _deeds(connection: Connection, promised: Sequence[Commitment], since: date | None) -> list[Deed]:
    """What may have kept or withdrawn one of the commitments *promised*."""
    if since is None:
        return []
    kinds = some(Term(value_term("t", kind)) for kind in sorted({each.action for each in promised} | {"REJECT"}))
    done = some(Term(value_term("f", factuality)) for factuality in DONE)
    asked = of_kind("event") + Asked((kinds, done), (shown.c.first >= since.isoformat(),))
    if len(promised) <= FEW:
        asked += Asked((_anybody(promised),))
    return [
        _deed(entry)
        for entry in load_events(
            connection, connection.execute(matching(connection, asked, shown.c.number)).scalars().all()
        )
    ]


def _anybody(promised: Sequence[Commitment]) -> Expression:
    """That one of the parties takes part, by code or by a word of the name."""
    terms = {
        Term(term)
        for each in promised
        for actor in each.parties
        for letter in ("a", "r")
        for term in (value_term(letter, actor.code) if actor.code else "", *word_terms(letter, actor.name))
        if term
    }
    return some(sorted(terms, key=str)) if terms else Term("k.event")


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
    newest = connection.execute(current.join(sources, sources.c.run == runs.c.number)).scalar()
    return date.fromisoformat(newest) if newest else None
