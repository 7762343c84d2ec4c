"""What changed lately: the newest week beside the weeks before it, and how much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, not_, select

from entente.query.filters import Asked, coded, of_kind
from entente.query.lake import bits
from entente.query.pages import numbers, walked_number
from entente.record.connection import telling
from entente.record.deriving import UNDATED
from entente.record.opening import Opened
from entente.record.schema import dyads, shown, sources

WEEKS = 53
KINDS = ("event", "statement", "commitment", "count")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Actual events of one type or dyad, by weeks of seven days, the newest last; there are ``WEEKS`` of them."""

    weeks: tuple[int, ...]

    @property
    def now(self) -> int:
        return self.weeks[-1]

    def mean(self, weeks: int) -> float:
        """How many a week in the *weeks* before the newest."""
        return sum(self.weeks[-1 - weeks : -1]) / weeks

    @property
    def change(self) -> float:
        """How far the newest week is from the mean of the 52 before, in standard deviations of a Poisson count."""
        usual = self.mean(WEEKS - 1)
        return float((self.now - usual) / max(usual, 0.25) ** 0.5)


@dataclass(frozen=True, slots=True)
class Changes:
    """``types`` and undirected ``dyads`` of codes that have an actual event in the ``WEEKS`` weeks to ``until``."""

    until: date
    types: Mapping[str, Weekly]
    dyads: Mapping[tuple[str, str], Weekly]

    @property
    def since(self) -> date:
        """The first day of the newest week."""
        return self.until - timedelta(6)


class Recent(Opened):
    """Questions about what is new."""

    def newest_day(self) -> date | None:
        """The last day on which an actual event took place, or began."""
        with telling(self.name), self.engine.begin() as connection:
            asked = of_kind("event") + coded("f", "actual")
            number, count = walked_number(connection, asked), bits(connection)
            chosen = numbers(connection, asked).where(number < UNDATED << count)
            newest = connection.execute(chosen.order_by(number.desc()).limit(1)).scalar()
        return None if newest is None else date.fromordinal(int(newest) >> count)

    def changes(self, until: date) -> Changes:
        """Actual events by week, type and dyad, in the ``WEEKS`` weeks that end on *until*."""
        first, last = until.toordinal() - 7 * WEEKS + 1, until.toordinal()
        with telling(self.name), self.engine.begin() as connection:
            types = _weekly(connection.execute(_of_types(connection, first, last)), first)
            pairs = _weekly(connection.execute(_of_dyads(connection, first, last)), first)
        return Changes(until, {key[0]: each for key, each in types.items()}, _undirected(pairs))

    def totals(self) -> Mapping[str, int]:
        """How many reports are on record, and how many of each of ``KINDS``."""
        with telling(self.name), self.engine.begin() as connection:
            held = select(func.count()).select_from(sources).where(sources.c.withdrawn.is_(False))
            found = {"report": int(connection.execute(held).scalar_one())}
            for kind in KINDS:
                asked: Asked = of_kind(kind)
                rows = numbers(connection, asked).subquery()
                found[kind] = int(connection.execute(select(func.count()).select_from(rows)).scalar_one())
        return found


def _of_types(connection: Connection, first: int, last: int) -> Select[Any]:
    """Type, day and count of actual events, from an index alone: a year's rows of a million take five times as long."""
    count = bits(connection)
    day: ColumnElement[int] = shown.c.number.op(">>")(count)
    within = shown.c.number >= first << count, shown.c.number < (last + 1) << count
    wanted = shown.c.kind == "event", shown.c.factuality == "actual"
    return select(shown.c.type, day, func.count()).where(*wanted, *within).group_by(shown.c.type, day)


def _of_dyads(connection: Connection, first: int, last: int) -> Select[Any]:
    """Actor, recipient, day and count of actual events; their rows' numbers tell the days to the index."""
    count = bits(connection)
    keys = dyads.c.actor, dyads.c.recipient, dyads.c.first
    within = dyads.c.shown >= first << count, dyads.c.shown < (last + 1) << count
    wanted = dyads.c.first.between(first, last), dyads.c.actual.is_(True), dyads.c.actor != dyads.c.recipient
    once = not_(dyads.c.mutual & (dyads.c.actor > dyads.c.recipient))
    return select(*keys, func.count()).where(*within, *wanted, once).group_by(*keys)


def _weekly(rows_of: Iterable[Any], first: int) -> dict[tuple[str, ...], Weekly]:
    """Rows of a key, a day and a count, as counts by week."""
    held: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * WEEKS)
    for *key, day, rows in rows_of:
        held[tuple(key)][(day - first) // 7] += rows
    return {key: Weekly(tuple(weeks)) for key, weeks in held.items()}


def _undirected(directed: Mapping[tuple[str, ...], Weekly]) -> dict[tuple[str, str], Weekly]:
    held: dict[tuple[str, str], Sequence[int]] = {}
    for (one, other), each in directed.items():
        key = (min(one, other), max(one, other))
        held[key] = [a + b for a, b in zip(held.get(key, [0] * WEEKS), each.weeks, strict=True)]
    return {key: Weekly(tuple(weeks)) for key, weeks in held.items()}
