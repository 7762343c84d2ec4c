"""Dyad-period panels: how much each side did to each other, period by period, zeros included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_, select

from entente.entries import Flat, ontology
from entente.errors import UsageError
from entente.query.asking import asked_events
from entente.query.filters import day_range, one_of
from entente.query.pages import matching
from entente.query.periods import PERIODS, Period
from entente.record.connection import telling
from entente.record.opening import Opened
from entente.record.schema import dyads, shown

WEIGHTS = ("events", "mentions", "sources", "score")
BY = ("quad", "type")
Dyad = tuple[str, str]
Cell = tuple[Dyad, int, str | None]
Sums = tuple[float, ...]
SUMS = func.count(), func.sum(dyads.c.mentions), func.sum(dyads.c.sources), func.sum(dyads.c.score)


@dataclass(frozen=True, slots=True)
class Panel:
    """Cells of a dyad-period panel: for each dyad, period and class the four weightings, nought where nothing happened.

    ``periods`` are the first and the last of them, as ``period`` numbers them; ``classes`` are quads, types, or None
    alone. ``left_out`` counts the events of dyads that lie in no one period: their days are not known well enough.
    """

    period: str
    dyads: tuple[Dyad, ...]
    periods: tuple[int, int] | None
    classes: tuple[str | None, ...]
    cells: dict[Cell, Sums]
    left_out: int = 0

    def __len__(self) -> int:
        first, last = self.periods or (0, -1)
        return len(self.dyads) * (last - first + 1) * len(self.classes)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """One row a cell: actor, recipient, the period's name and first day, the class, and the weightings."""
        known, nothing = PERIODS[self.period], (0, 0, 0, 0.0)
        first, last = self.periods or (0, -1)
        when = [(number, known.name(number), known.first(number).isoformat()) for number in range(first, last + 1)]
        for dyad in self.dyads:
            for number, name, start in when:
                for each in self.classes:
                    yield (*dyad, name, start, each, *self.cells.get((dyad, number, each), nothing))

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of what a row holds; ``class`` is null where there are none."""
        return ("actor", "recipient", "period", "start", "class", *WEIGHTS)

    def to_dicts(self) -> list[Flat]:
        """One dict a cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows()]

    def to_pandas(self) -> Any:
        """A pandas ``DataFrame`` of the rows; needs pandas, which does not come with entente."""
        try:
            pandas = import_module("pandas")
        except ModuleNotFoundError as error:
            raise UsageError("to_pandas needs pandas; install it with: pip install pandas") from error
        return pandas.DataFrame.from_records(list(self.rows()), columns=self.columns)


class Panels(Opened):
    """Panels of a record."""

    def panel(
        self,
        period: str = "month",
        *,
        actors: Sequence[str] | None = None,
        recipients: Sequence[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        by: str | None = None,
        factuality: str | None = "actual",
        directed: bool = True,
        domestic: bool = False,
        wide: bool = False,
        **asked: Any,
    ) -> Panel:
        """The panel of events by *period*: day, week, month, quarter or year.

        ``actors`` and ``recipients`` are codes, and every pair of them is there; where only ``actors`` are named they
        are the recipients too, and where none is, the dyads are those that have an event. Periods run from ``since``
        to ``until``, or over all that has an event. ``by`` gives each quad or type a row of its own. ``factuality``
        is ``actual``, another, or None for all. Not ``directed``, both directions are one dyad. ``domestic`` takes
        dyads of a code with itself too. An event whose days reach beyond one period is left out, or, if ``wide``,
        counted on its first day. *asked* are further filters, as for ``events``.
        """
        one_of("period", period, tuple(PERIODS))
        one_of("class", by, BY)
        question = _Question(period, by, directed, wide)
        with telling(self.name), self.engine.begin() as connection:
            wanted = [
                *_sides(actors, recipients, directed),
                *day_conditions(since, until),
                *_conditions(directed, domestic),
            ]
            wanted += _filters(connection, factuality, asked)
            cells, left_out = question.count(connection, wanted)
        named = _named(actors, recipients, directed, domestic)
        periods = _periods(PERIODS[period], since, until, cells)
        found = named or tuple(sorted({dyad for dyad, _, _ in cells}))
        return Panel(period, found, periods, _classes(by), cells, left_out)


@dataclass(frozen=True, slots=True)
class _Question:
    period: str
    by: str | None
    directed: bool
    wide: bool

    def count(self, connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> tuple[dict[Cell, Sums], int]:
        """The cells that are not nought, and how many events of dyads lie in no one period."""
        cells: dict[Cell, list[float]] = {}
        left_out = 0
        for row, number in self._placed(connection, wanted):
            if number is None:
                left_out += row[-4]
                continue
            self._add(cells, row, number)
        return {cell: (int(a), int(b), int(c), float(d)) for cell, (a, b, c, d) in cells.items()}, left_out

    def _add(self, cells: dict[Cell, list[float]], row: Any, number: int) -> None:
        dyad = (row.actor, row.recipient)
        if not self.directed and dyad[0] > dyad[1]:
            dyad = dyad[::-1]
        sums = cells.setdefault((dyad, number, self._class(row)), [0, 0, 0, 0.0])
        for at, value in enumerate(row[-4:]):
            sums[at] += value

    def _class(self, row: Any) -> str | None:
        if self.by is None:
            return None
        return str(row.type) if self.by == "type" else ontology().types[row.type].quad

    def _placed(
        self, connection: Connection, wanted: Sequence[ColumnElement[bool]]
    ) -> Iterator[tuple[Any, int | None]]:
        """Sums of rows, and the number of the period they lie in."""
        if self.period in ("month", "quarter", "year"):
            months = {"month": 1, "quarter": 3, "year": 12}[self.period]
            for row in connection.execute(self._sums(wanted, dyads.c.month).where(dyads.c.wide.is_(False))):
                yield row, row.month // months
            narrow = False
        else:
            narrow = None
        days = self._sums(wanted, dyads.c.first, dyads.c.last)
        if narrow is False:
            days = days.where(dyads.c.wide.is_(True))
        for row in connection.execute(days):
            yield row, self._number(row.first, row.last)

    def _sums(self, wanted: Sequence[ColumnElement[bool]], *columns: ColumnElement[Any]) -> Select[Any]:
        classes = (dyads.c.type,) if self.by else ()
        keys = (dyads.c.actor, dyads.c.recipient, *columns, *classes)
        return select(*keys, *SUMS).where(*wanted).group_by(*keys)

    def _number(self, first: int, last: int | None) -> int | None:
        known = PERIODS[self.period]
        start = known.number(date.fromordinal(first))
        within = last is not None and known.number(date.fromordinal(last)) == start
        return start if within or self.wide else None


def _sides(actors: Sequence[str] | None, recipients: Sequence[str] | None, directed: bool) -> list[ColumnElement[bool]]:
    """That actor and recipient are among those named, either way round where direction does not count."""
    if actors is None:
        return [] if recipients is None else [dyads.c.recipient.in_(recipients)]
    others = actors if recipients is None else recipients
    forth = and_(dyads.c.actor.in_(actors), dyads.c.recipient.in_(others))
    return [forth if directed else or_(forth, and_(dyads.c.actor.in_(others), dyads.c.recipient.in_(actors)))]


def day_conditions(since: str | date | None, until: str | date | None) -> list[ColumnElement[bool]]:
    """That the first day of a row of ``dyads`` lies from *since* to *until*, both included."""
    found = []
    if since is not None:
        found.append(dyads.c.first >= day_range(since)[0].toordinal())
    if until is not None:
        found.append(dyads.c.first <= day_range(until)[1].toordinal())
    return found


def _conditions(directed: bool, domestic: bool) -> list[ColumnElement[bool]]:
    found = [] if domestic else [dyads.c.actor != dyads.c.recipient]
    if not directed:
        found.append(not_(and_(dyads.c.mutual, dyads.c.actor > dyads.c.recipient)))
    return found


def _filters(connection: Connection, factuality: str | None, asked: dict[str, Any]) -> list[ColumnElement[bool]]:
    """The further filters; what the table of dyads has itself is not looked up elsewhere."""
    found: list[ColumnElement[bool]] = []
    if factuality == "actual":
        found.append(dyads.c.actual.is_(True))
    else:
        asked = {**asked, "factuality": factuality}
    if any(value is not None for value in asked.values()):
        numbers = matching(connection, asked_events(connection, **asked), shown.c.number)
        found.append(dyads.c.shown.in_(numbers))
    return found


def _named(
    actors: Sequence[str] | None, recipients: Sequence[str] | None, directed: bool, domestic: bool
) -> tuple[Dyad, ...]:
    if actors is None:
        return ()
    pairs = {(one, other) for one in actors for other in (actors if recipients is None else recipients)}
    kept = {pair for pair in pairs if domestic or pair[0] != pair[1]}
    return tuple(sorted(kept if directed else {(min(pair), max(pair)) for pair in kept}))


def _periods(
    known: Period, since: str | date | None, until: str | date | None, cells: Iterable[Cell]
) -> tuple[int, int] | None:
    numbers = {number for _, number, _ in cells}
    first = known.number(day_range(since)[0]) if since is not None else min(numbers, default=None)
    last = known.number(day_range(until)[1]) if until is not None else max(numbers, default=None)
    return None if first is None or last is None else (first, last)


def _classes(by: str | None) -> tuple[str | None, ...]:
    if by is None:
        return (None,)
    return tuple(ontology().quads) if by == "quad" else tuple(ontology().types)
