"""How often who and where stand in the events that fit: the lists of actors and of places.

Names are counted in the newest ``NEWEST`` events that fit, and ``complete`` says whether those are all: counting every
name of a million events takes seconds. What is counted exactly, whatever the number, are dyads and panels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from entente.entries import Flat
from entente.query.asking import asked_events
from entente.query.filters import Asked
from entente.query.lake import bits
from entente.query.pages import matching, read_cursor, walked_number, write_cursor
from entente.record.chunks import chunked
from entente.record.connection import telling
from entente.record.deriving import UNDATED
from entente.record.opening import Opened
from entente.record.schema import parties, shown

NEWEST = 20_000
Key = tuple[str | None, str]
ROLES = ("actor", "recipient", "speaker")


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows in the order of how many events each has, most first; ``events`` were counted, of more if not ``complete``.

    ``next`` is the cursor of the page that follows, None after the last one.
    """

    rows: tuple[Flat, ...]
    events: int
    complete: bool
    next: str | None = None


class Tallies(Opened):
    """Who and where, counted in the events that fit; filters are those of ``Reader.events``."""

    def actors(self, *, limit: int | None = None, after: str | None = None, **asked: Any) -> Tally:
        """Who takes part: code, sector, name, in how many events at all and as what, and the first and last day."""
        with telling(self.name), self.engine.begin() as connection:
            numbers, complete = _newest(connection, asked_events(connection, **asked))
            columns = parties.c.shown, parties.c.code, parties.c.sector, parties.c.name, parties.c.role
            rows = chunked(connection, lambda part: select(*columns).where(parties.c.shown.in_(part)), numbers)
            told = (((row.code, row.name), row.shown, row.role, row.sector) for row in rows)
            found = _counted(told, bits(connection))
        tallied = (_actor_row(key, each) for key, each in found.items())
        return _page(tallied, ("code", "name"), limit, after, events=len(numbers), complete=complete)

    def places(self, *, limit: int | None = None, after: str | None = None, **asked: Any) -> Tally:
        """Where: the place's name and its country's code, how many events, and the first and last day."""
        with telling(self.name), self.engine.begin() as connection:
            numbers, complete = _newest(connection, asked_events(connection, **asked))
            columns = shown.c.number, shown.c.place, shown.c.country
            placed = select(*columns).where(shown.c.place.is_not(None))
            rows = chunked(connection, lambda part: placed.where(shown.c.number.in_(part)), numbers)
            told = (((row.country, row.place), row.number, "place", None) for row in rows)
            found = _counted(told, bits(connection))
        tallied = (_place_row(key, each) for key, each in found.items())
        return _page(tallied, ("country", "place"), limit, after, events=len(numbers), complete=complete)


@dataclass(slots=True)
class _Count:
    """What is counted of one name: in which rows it stands and as what; ``days`` are ordinals."""

    numbers: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)

    def ends(self) -> dict[str, str | None]:
        """The first and the last day on which an event of it began."""
        first, last = min(self.days, default=None), max(self.days, default=None)
        return {"first": _iso(first), "last": _iso(last)}


def _newest(connection: Connection, asked: Asked) -> tuple[Sequence[int], bool]:
    """The numbers of the newest events that fit, and whether they are all."""
    order = walked_number(connection, asked).desc()
    chosen = matching(connection, asked, shown.c.number).order_by(order).limit(NEWEST + 1)
    numbers = connection.execute(chosen).scalars().all()
    return numbers[:NEWEST], len(numbers) <= NEWEST


def _iso(ordinal: int | None) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal is not None else None


def _counted(rows: Iterable[tuple[Key, int, str, str | None]], count: int) -> dict[Key, _Count]:
    """The counts by key, of keys, rows' numbers with *count* bits after the day, roles and sectors."""
    found: dict[Key, _Count] = {}
    for key, number, role, sector in rows:
        each = found.setdefault(key, _Count())
        each.numbers.add(number)
        if number >> count < UNDATED:
            each.days.add(number >> count)
        each.roles[role] += 1
        if sector:
            each.sectors[sector] += 1
    return found


def _actor_row(key: Key, each: _Count) -> Flat:
    sector = min(each.sectors, key=lambda name: (-each.sectors[name], name), default=None)
    roles: Flat = {f"as_{role}": each.roles[role] for role in ROLES}
    return {"code": key[0], "sector": sector, "name": key[1], "events": len(each.numbers), **roles, **each.ends()}


def _place_row(key: Key, each: _Count) -> Flat:
    return {"place": key[1], "country": key[0], "events": len(each.numbers), **each.ends()}


def _page(
    rows: Iterable[Flat], names: Sequence[str], limit: int | None, after: str | None, *, events: int, complete: bool
) -> Tally:
    """The rows after the cursor, most events first, and by *names* among as many."""

    def key(row: Flat) -> tuple[Any, ...]:
        return (-int(row["events"] or 0), *(str(row[name] or "") for name in names))

    place = read_cursor(after, (int, *(str for _ in names))) if after is not None else None
    left = sorted((row for row in rows if place is None or key(row) > place), key=key)
    chosen = left[:limit]
    following = write_cursor(key(chosen[-1])) if len(chosen) < len(left) else None
    return Tally(tuple(chosen), events, complete, following)
