"""What a time expression means, and what its meaning may depend on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from entente.times.calendar import Duration, Period, Span, Unit
from entente.times.zones import Zone

Tense = Literal["past", "present", "future", "unknown"]
Type = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """TIMEX3 type and value, the days bounded, and what composition needs.

    ``period`` is the calendar unit named, if one is; ``cycle`` the unit by whose length the choice among equal
    names was made ("Monday": week, "March": year), so that a neighbour may still move it; ``anchor`` whether
    "the day before" and the like may rest on it.
    """

    type: Type
    value: str
    days: Span | None = None
    unit: Unit | None = None
    period: Period | None = None
    cycle: Unit | None = None
    anchor: bool = True


# What a syntactically fine expression means that names no day there is (31 June): nothing, and no part of it either.
IMPOSSIBLE = Meaning("DATE", "")


@dataclass(frozen=True, slots=True)
class Count:
    """A number; None where it is vague ("several")."""

    value: float | None


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against.

    ``earlier`` are the dated meanings before it, in text order; ``near`` those of the same sentence and the one before
    among them; ``lead`` the day of the week before publication that the report names first, that of its news;
    ``day_first`` says how the report writes dates in figures, None where it shows no order; ``zone`` are the clocks of
    the place it was written in, None where that is unknown.
    """

    published: date | None
    tense: Tense = "past"
    earlier: tuple[Meaning, ...] = ()
    near: tuple[Meaning, ...] = ()
    lead: Meaning | None = None
    day_first: bool | None = None
    zone: Zone | None = None

    @property
    def looks_back(self) -> bool:
        """Whether "on Monday" is the last one: past tense, or none to be seen, since news tells what has happened."""
        return self.tense in ("past", "unknown")

    def last_dated(self, *units: Unit) -> Meaning | None:
        """The last meaning before with known days, of one of *units* if any is named."""
        for meaning in reversed(self.earlier):
            if meaning.anchor and meaning.period and meaning.days and (not units or meaning.period.unit in units):
                return meaning
        return None

    @property
    def day_spoken_of(self) -> date | None:
        """The day of a time of day that is given without one: the last named nearby, the day of the news, publication.

        None of the first two where the tense puts it on the other side of publication.
        """
        named = (meaning for meaning in (*reversed(self.near), self.lead) if meaning)
        return next((day for meaning in named if (day := day_of(meaning)) and self._fits(day)), self.published)

    def _fits(self, day: date) -> bool:
        if self.published is None or self.tense not in ("past", "future"):
            return True
        return day <= self.published if self.tense == "past" else day >= self.published


def day_of(meaning: Meaning) -> date | None:
    """The single day that an expression names and others may rest on, if it names one."""
    period = meaning.period
    return period.days[0] if meaning.anchor and period and period.unit == "day" and period.days else None


def dated(period: Period | None, cycle: Unit | None = None) -> Meaning:
    """The meaning of a calendar period; ``IMPOSSIBLE`` where the calendar has none."""
    if period is None:
        return IMPOSSIBLE
    days = period.days
    if days is None and _all_known(period):
        return IMPOSSIBLE
    return Meaning("DATE", str(period), Span(*days) if days else None, period.unit, period, cycle)


def _all_known(period: Period) -> bool:
    if period.unit == "weekday" or period.year is None:
        return False
    return period.unit in ("year", "decade", "century") or period.part is not None


def within(meaning: Meaning, days: Span | None) -> Meaning:
    """The same expression bounded to *days*."""
    return replace(meaning, days=days)


def lasting(duration: Duration, days: Span | None = None, unit: Unit | None = None) -> Meaning:
    """The meaning of a length, with the days it covers where they are known."""
    return Meaning("DURATION", str(duration), days, unit, anchor=False)


def vague(value: str) -> Meaning:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""
    return Meaning("DATE", value, anchor=False)
