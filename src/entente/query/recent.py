"""What changed lately: the newest week beside the weeks before it, and what was added last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, not_, select

from entente.entries import ontology
from entente.query.filters import Asked, coded, of_kind
from entente.query.lake import bits
from entente.query.pages import numbers, walked_number
from entente.record.connection import telling
from entente.record.deriving import UNDATED
from entente.record.opening import Opened
from entente.record.schema import dyads, reports, runs, sources

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


@dataclass(frozen=True, slots=True)
class Listed:
    """A report on record without its text: ``name``, title, day of publication, publisher, day of coding."""

    name: str
    title: str | None
    published: date | None
    publisher: str | None
    coded: date | None


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
            types = _weekly(_of_types(connection, first, last), first)
            pairs = _weekly(connection.execute(_of_dyads(first, last)), first)
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

    def last_reports(self, limit: int = 10) -> tuple[Listed, ...]:
        """The reports that were coded last, the last of them first."""
        columns = reports.c.source, reports.c.title, reports.c.published, reports.c.publisher, runs.c.coded
        chosen = select(*columns).join_from(sources, runs, runs.c.number == sources.c.run)
        chosen = chosen.join(reports, reports.c.id == runs.c.report).where(sources.c.withdrawn.is_(False))
        with telling(self.name), self.engine.begin() as connection:
            rows = connection.execute(chosen.order_by(sources.c.run.desc()).limit(limit)).all()
        return tuple(Listed(row.source, row.title, _day(row.published), row.publisher, _day(row.coded)) for row in rows)


def _of_types(connection: Connection, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    """Type, day and count, from the index alone: reading a year's rows of a million takes five times as long."""
    count = bits(connection)
    for name in ontology().types:
        asked = of_kind("event") + coded("f", "actual") + coded("t", name)
        number = walked_number(connection, asked)
        within = number >= first << count, number < (last + 1) << count
        day: ColumnElement[int] = number.op(">>")(count)
        chosen = numbers(connection, asked).where(*within).with_only_columns(day, func.count()).group_by(day)
        yield from ((name, *row) for row in connection.execute(chosen))


def _of_dyads(first: int, last: int) -> Select[Any]:
    keys = dyads.c.actor, dyads.c.recipient, dyads.c.first
    wanted = dyads.c.first.between(first, last), dyads.c.actual.is_(True), dyads.c.actor != dyads.c.recipient
    once = not_(dyads.c.mutual & (dyads.c.actor > dyads.c.recipient))
    return select(*keys, func.count()).where(*wanted, once).group_by(*keys)


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


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
