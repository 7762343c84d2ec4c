"""How much of what happened when, and how it scored: events of a party or dyad, period by period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select, text

from entente.entries import ontology
from entente.errors import UsageError
from entente.query.asking import asked_events
from entente.query.filters import Asked, coded
from entente.query.pages import INDEXED, matching
from entente.query.periods import PERIODS
from entente.query.terms import Expression, Term, every, for_sqlite
from entente.record.connection import telling
from entente.record.deriving import BITS, UNDATED
from entente.record.opening import Opened
from entente.record.schema import shown

MOST_PERIODS = 60
Act = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period: its name, first and last day, the events in it by type and mode, and the sum of their scores."""

    name: str
    first: date
    last: date
    acts: dict[Act, int]
    score: float

    @property
    def events(self) -> int:
        return sum(self.acts.values())

    @property
    def mean(self) -> float | None:
        """PLOVER's score of an event on average, None where there is none."""
        return self.score / self.events if self.events else None

    def by_quad(self) -> dict[str, int]:
        """Events by quad, in the order of the quads, nought included."""
        found = dict.fromkeys(ontology().quads, 0)
        for (type, _), count in self.acts.items():
            found[ontology().types[type].quad] += count
        return found


@dataclass(frozen=True, slots=True)
class Series:
    """Periods without a gap, each event counted in that of its first day.

    ``acts`` counts all events that fit by type and mode; ``undated`` have no day, ``before`` and ``after`` lie outside
    the periods.
    """

    period: str
    stretches: tuple[Stretch, ...]
    acts: dict[Act, int]
    undated: int = 0
    before: int = 0
    after: int = 0

    @property
    def events(self) -> int:
        return sum(self.acts.values())

    def by_type(self) -> dict[str, int]:
        """Events by type, most first."""
        found = Counter[str]()
        for (name, _), count in self.acts.items():
            found[name] += count
        return dict(found.most_common())


class Timelines(Opened):
    """Events over time."""

    def series(self, period: str | None = None, **asked: Any) -> Series:
        """The events that fit, by *period*: day, week, month, quarter or year.

        If not given, it is the finest of month to year that shows nine in ten events in ``MOST_PERIODS``, and what lies
        outside these is only counted. *asked* are the filters of ``Reader.events``.
        """
        if period is not None and period not in PERIODS:
            raise UsageError(f"no period {period!r}; there are {', '.join(PERIODS)}")
        with telling(self.name), self.engine.begin() as connection:
            days = _by_day(connection, asked_events(connection, **asked))
        acts = sum(days.values(), Counter[Act]())
        undated = sum(sum(held.values()) for day, held in days.items() if day >= UNDATED)
        dated = {date.fromordinal(day): held for day, held in days.items() if day < UNDATED}
        chosen, first, last = (
            (period, min(dated, default=None), max(dated, default=None)) if period else _fitting(dated)
        )
        inside = {day: held for day, held in dated.items() if first and last and first <= day <= last}
        before = sum(sum(held.values()) for day, held in dated.items() if first and day < first)
        after = sum(sum(held.values()) for day, held in dated.items() if last and day > last)
        return Series(chosen, _stretches(chosen, inside), dict(acts), undated, before, after)


def _by_day(connection: Connection, asked: Asked) -> dict[int, Counter[Act]]:
    """How many events of each type and mode began on each day, by the day's ordinal.

    Where the index alone decides what fits it counts type by type without looking at a row: of 100,000 events rows take
    3 s and this a tenth. Else, and for the beginnings of words, every row is looked at, once: a name of two words among
    a million takes 0.1 s, and 1.7 s type by type.
    """
    if connection.dialect.name != "sqlite" or asked.exact or asked.words or any(map(_begun, asked.terms)):
        return _from_rows(connection, asked)
    days: dict[int, Counter[Act]] = {}
    for name, kind in ontology().types.items():
        typed = asked + coded("t", name)
        whole = _days(connection, typed)
        for day, count in whole.items():
            days.setdefault(day, Counter())[name, None] += count
        for mode in kind.modes if whole else ():
            for day, count in _days(connection, typed + coded("m", mode)).items():
                days[day][name, None] -= count
                days[day][name, mode] += count
    return days


def _begun(expression: Expression) -> bool:
    """Whether beginnings of words are asked for, which the index gathers anew for every type."""
    return expression.starts if isinstance(expression, Term) else any(map(_begun, expression.parts))


def _from_rows(connection: Connection, asked: Asked) -> dict[int, Counter[Act]]:
    day, days = shown.c.number.op(">>")(BITS), dict[int, Counter[Act]]()
    chosen = matching(connection, asked, day.label("day"), shown.c.type, shown.c.mode, func.count().label("events"))
    for row in connection.execute(chosen.group_by(day, shown.c.type, shown.c.mode)):
        days.setdefault(row.day, Counter())[row.type, row.mode] += row.events
    return days


def _days(connection: Connection, asked: Asked) -> dict[int, int]:
    """Events by day, from the full text index of SQLite alone."""
    day = INDEXED.c.rowid.op(">>")(BITS)
    chosen = select(day.label("day"), func.count().label("events")).select_from(INDEXED)
    chosen = chosen.where(text("shown_terms MATCH :terms").bindparams(terms=for_sqlite(every(asked.terms))))
    return {row.day: row.events for row in connection.execute(chosen.group_by(day))}


def _fitting(days: dict[date, Counter[Act]]) -> tuple[str, date | None, date | None]:
    """The period, and the first and last day of the periods that hold nine in ten events: those to the middle of which
    a few of long ago, or of the far future, would leave no room."""
    if not days:
        return "month", None, None
    counted = sorted((day, sum(held.values())) for day, held in days.items())
    spare = sum(count for _, count in counted) // 10
    first, last = _trimmed(counted, spare)
    kinds = ("month", "quarter", "year")
    kind = next((kind for kind in kinds if _length(kind, first, last) <= MOST_PERIODS), "year")
    known = PERIODS[kind]
    low, high = known.number(first), known.number(last)
    # What room is left goes to what was left out, the newer first.
    top, bottom = known.number(counted[-1][0]), known.number(counted[0][0])
    high = min(top, low + MOST_PERIODS - 1) if top > high else high
    low = max(bottom, high - MOST_PERIODS + 1) if _length(kind, first, last) <= MOST_PERIODS else low
    return kind, known.first(low), date.fromordinal(known.first(high + 1).toordinal() - 1)


def _trimmed(counted: list[tuple[date, int]], spare: int) -> tuple[date, date]:
    """The first and last day that are left when the days farthest out are taken away, *spare* events at most."""
    low, high = 0, len(counted) - 1
    while low < high:
        early, late = counted[low + 1][0] - counted[low][0], counted[high][0] - counted[high - 1][0]
        at = low if early >= late else high
        if counted[at][1] > spare:
            break
        spare -= counted[at][1]
        low, high = (low + 1, high) if at == low else (low, high - 1)
    return counted[low][0], counted[high][0]


def _length(kind: str, first: date, last: date) -> int:
    return PERIODS[kind].number(last) - PERIODS[kind].number(first) + 1


def _stretches(period: str, days: dict[date, Counter[Act]]) -> tuple[Stretch, ...]:
    if not days:
        return ()
    known, found = PERIODS[period], dict[int, Counter[Act]]()
    for day, held in days.items():
        found.setdefault(known.number(day), Counter()).update(held)
    numbers = range(min(found), max(found) + 1)
    return tuple(_stretch(period, number, found.get(number, Counter())) for number in numbers)


def _stretch(period: str, number: int, held: Counter[Act]) -> Stretch:
    known, acts = PERIODS[period], {act: count for act, count in held.items() if count}
    last = date.fromordinal(known.first(number + 1).toordinal() - 1)
    return Stretch(known.name(number), known.first(number), last, acts, sum(_scores(acts)))


def _scores(acts: dict[Act, int]) -> list[float]:
    types = ontology().types
    return [count * types[name].modes.get(mode or "", types[name].score) for (name, mode), count in acts.items()]
