"""An algebra of calendar values with no text in it.

A ``Period`` is one unit of the calendar (a day, an ISO week, a month, a fiscal year, a decade …) whose parts may be
unknown; a ``Moment`` a time of day; a ``Span`` of days may be open at either end; a ``Duration`` has a length and no
place; a ``Recurrence`` repeats. Each writes itself in the notation of TIMEX3 (ISO 24617-1, values after ISO 8601;
``R/`` before what repeats) and is read back by ``read``. Unknown stays unknown: a period without a year has no days,
and shifting it gives ``None``. Nothing overflows: whatever would leave the years 1 to 9999 is ``None``.

Seasons are the northern meteorological ones; the winter of a year begins in its December.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Unit = Literal[
    "day", "week", "weekend", "weekday", "month", "quarter", "half", "season", "year", "decade", "century",
    "fiscal", "fiscal-quarter"]  # fmt: skip
Third = Literal["early", "mid", "late"]
Days = tuple[date, date]

_SEASONS = ("SP", "SU", "FA", "WI")
_MONTHS_IN: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120}
_IN_YEAR: dict[str, int] = {"month": 12, "quarter": 4, "half": 2, "season": 4, "fiscal-quarter": 4}
_FISCAL = ("fiscal", "fiscal-quarter")
_YEARS_IN: dict[str, int] = {"year": 1, "decade": 10, "century": 100}


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none (31 June, 29 February 2023, the year 10000)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def days_later(day: date, count: int) -> date | None:
    """The day *count* days after *day* (before, if negative)."""
    number = day.toordinal() + count
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


def months_later(day: date, count: int) -> date | None:
    """The same day *count* months on, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months(index: int, count: int) -> Days | None:
    """The days of *count* months from month *index*, counted from January of the year 0."""
    (year, month), (end_year, end_month) = divmod(index, 12), divmod(index + count - 1, 12)
    if year < 1 or end_year > 9999:
        return None
    return date(year, month + 1, 1), date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])


@dataclass(frozen=True, slots=True)
class Period:
    """One unit of the calendar.

    ``year`` is the ISO year for weeks and the first year for decades and centuries; ``part`` is the month of a
    day or month, the ISO week, the quarter, half or season (1 spring … 4 winter); ``day`` the day of the month, or
    1 Monday … 7 Sunday for a ``weekday`` whose week is unknown. Each may be None: unknown. A fiscal year or quarter is
    known by the year in which its year ends; its days depend on the month in which that begins (``beginning_in``).
    """

    unit: Unit
    year: int | None = None
    part: int | None = None
    day: int | None = None

    @property
    def days(self) -> Days | None:
        """The first and the last day, or None where a part is unknown or there is no such day."""
        index = self.index
        return None if index is None else _days_of(self.unit, index)

    @property
    def index(self) -> int | None:
        """The number of this unit, counted without gaps; None where a part is unknown or impossible."""
        if self.year is None:
            return None
        if self.unit in _YEARS_IN:
            return self.year // _YEARS_IN[self.unit]
        if self.unit == "fiscal":
            return self.year
        if self.part is None:
            return None
        if self.unit in _IN_YEAR:
            count = _IN_YEAR[self.unit]
            return self.year * count + self.part - 1 if 1 <= self.part <= count else None
        return _day_index(self.year, self.part, self.day) if self.unit == "day" else _week_index(self.year, self.part)

    def beginning_in(self, month: int) -> Days | None:
        """The days of a fiscal year, or of a quarter of one, that begins in *month* and is named after its end."""
        index = self.index
        if index is None or self.unit not in _FISCAL:
            return None
        length = 12 if self.unit == "fiscal" else 3
        return _months(index * length + month - 1 - (12 if month > 1 else 0), length)

    def shift(self, count: int) -> Period | None:
        """The unit *count* places later (earlier, if negative)."""
        return None if self.index is None else at_index(self.unit, self.index + count)

    def enclosing(self, unit: Unit) -> Period | None:
        """The *unit* that holds the first day of this period."""
        return containing(self.days[0], unit) if self.days else None

    def nth(self, number: int, unit: Unit) -> Period | None:
        """The *number*-th *unit* that begins in this period, from 1; from the end if negative.

        A week belongs to a month or year by its Thursday (ISO 8601).
        """
        if not self.days or not number:
            return None
        edge = self.days[0] if number > 0 else self.days[1]
        start = containing(edge, unit)
        if start and start.days and not self.holds(_middle(start)):
            start = start.shift(1 if number > 0 else -1)
        found = start.shift(number - 1 if number > 0 else number + 1) if start else None
        return found if found and found.days and self.holds(_middle(found)) else None

    def nth_weekday(self, number: int, weekday: int) -> Period | None:
        """The *number*-th such weekday (1 Monday … 7 Sunday) in this period; from the end if negative."""
        if not self.days or not number:
            return None
        if number > 0:
            start = weekday_near(self.days[0], weekday, 1)
            found = days_later(start, 7 * (number - 1)) if start else None
        else:
            start = weekday_near(self.days[1], weekday, -1)
            found = days_later(start, 7 * (number + 1)) if start else None
        return containing(found, "day") if found and self.holds(found) else None

    def holds(self, day: date) -> bool:
        """Whether *day* lies in this period."""
        return bool(self.days) and self.days[0] <= day <= self.days[1]  # type: ignore[index]

    def third(self, which: Third) -> Days | None:
        """The early, middle or late part (codebook section 4: the 1st–10th, 11th–20th, 21st–end of a month).

        Longer units are cut into thirds by whole months or years, a week into Monday–Wednesday,
        Tuesday–Thursday and Thursday–Sunday.
        """
        days = self.days
        if not days:
            return None
        if self.unit == "month":
            cuts = {"early": (1, 10), "mid": (11, 20), "late": (21, days[1].day)}[which]
            return days[0].replace(day=cuts[0]), days[0].replace(day=cuts[1])
        if self.unit == "week":
            low, high = {"early": (0, 2), "mid": (1, 3), "late": (3, 6)}[which]
            return days[0] + timedelta(low), days[0] + timedelta(high)
        return self._third_of_months(which) if self.unit in _MONTHS_IN or self.unit == "century" else days

    def _third_of_months(self, which: Third) -> Days | None:
        if not self.days:
            return None
        years = self.unit in ("decade", "century")
        total = {"decade": 10, "century": 100}.get(self.unit) or _MONTHS_IN[self.unit]
        first, second = total // 3, total - total // 3
        low, high = {"early": (0, first), "mid": (first, second), "late": (second, total)}[which]
        scale = 12 if years else 1
        start = self.days[0].year * 12 + self.days[0].month - 1
        return _months(start + low * scale, (high - low) * scale)

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        match self.unit:
            case "year":
                return year
            case "fiscal":
                return f"FY{year}"
            case "fiscal-quarter":
                return f"FY{year}-Q{self.part or 'X'}"
            case "decade":
                return year[:3]
            case "century":
                return year[:2]
            case "weekday":
                return f"XXXX-WXX-{self.day or 'X'}"
            case "week":
                return f"{year}-W{_two(self.part)}"
            case "weekend":
                return f"{year}-W{_two(self.part)}-WE"
            case "quarter":
                return f"{year}-Q{self.part or 'X'}"
            case "half":
                return f"{year}-H{self.part or 'X'}"
            case "season":
                return f"{year}-{_SEASONS[self.part - 1] if self.part else 'XX'}"
            case "month":
                return f"{year}-{_two(self.part)}"
        return f"{year}-{_two(self.part)}-{_two(self.day)}"


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02d}"


def _middle(period: Period) -> date:
    """The day by which a unit belongs to a larger one: a week's Thursday, else its first day."""
    assert period.days
    first = period.days[0]
    return first + timedelta(3) if period.unit == "week" and first <= date.max - timedelta(3) else first


def _day_index(year: int, month: int, day: int | None) -> int | None:
    found = day_of(year, month, day) if day else None
    return found.toordinal() if found else None


def _week_index(year: int, week: int) -> int | None:
    try:
        return date.fromisocalendar(year, week, 1).toordinal() // 7
    except (ValueError, OverflowError):
        return None


def _days_of(unit: str, index: int) -> Days | None:
    if unit in _FISCAL:
        return None
    if unit == "day":
        return (date.fromordinal(index),) * 2 if 1 <= index <= date.max.toordinal() else None
    if unit in ("week", "weekend"):
        # The ordinal of a Monday leaves 1 when divided by seven.
        start = index * 7 + (1 if unit == "week" else 6)
        end = index * 7 + 7
        return (date.fromordinal(start), date.fromordinal(end)) if start >= 1 and end <= date.max.toordinal() else None
    if unit in _YEARS_IN:
        years = _YEARS_IN[unit]
        if index < 0 or (unit == "year" and not index):
            return None
        # There is no year 0: the first decade and century have a year less.
        return _months(max(index * years, 1) * 12, years * 12 - (12 if index == 0 and years > 1 else 0))
    length = _MONTHS_IN[unit]
    return _months(index * length + (2 if unit == "season" else 0), length)


def at_index(unit: Unit, index: int) -> Period | None:
    """The period of *unit* with that ``index``, or None outside the years 1 to 9999."""
    if unit in _FISCAL:
        year, part = (index, None) if unit == "fiscal" else (index // 4, index % 4 + 1)
        return Period(unit, year, part) if 1 <= year <= 9999 else None
    days = _days_of(unit, index)
    if not days:
        return None
    first = days[0]
    if unit == "day":
        return Period("day", first.year, first.month, first.day)
    if unit in ("week", "weekend"):
        iso = first.isocalendar()
        return Period(unit, iso.year, iso.week) if 1 <= iso.year <= 9999 else None
    if unit in _YEARS_IN:
        return Period(unit, index * _YEARS_IN[unit])
    return Period(unit, index // _IN_YEAR[unit], index % _IN_YEAR[unit] + 1)


def containing(day: date, unit: Unit) -> Period | None:
    """The *unit* that holds *day*; for a weekend, that of its week. Which fiscal year does is not known: None."""
    if unit in _FISCAL:
        return None
    if unit == "day":
        return Period("day", day.year, day.month, day.day)
    if unit in ("week", "weekend"):
        return at_index(unit, (day.toordinal() - 1) // 7)
    if unit in _YEARS_IN:
        return at_index(unit, day.year // _YEARS_IN[unit])
    if unit == "weekday":
        return Period("weekday", day=day.isoweekday())
    months = day.year * 12 + day.month - 1 - (2 if unit == "season" else 0)
    return at_index(unit, months // _MONTHS_IN[unit])


def weekday_near(day: date, weekday: int, direction: int) -> date | None:
    """The nearest such weekday (1 Monday … 7 Sunday) on or after *day*, or on or before it if *direction* < 0."""
    ahead = (weekday - day.isoweekday()) % 7
    return days_later(day, ahead if direction > 0 else ahead - 7 if ahead else 0)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day, on a day or weekday that may be unknown.

    ``minute`` counts from midnight (1440 is the midnight that ends the day); ``zone`` is in minutes east of Greenwich,
    None where none is given; ``part`` is a part of the day in the letters of TIMEX3 (MO MI AF EV NI DT) instead.
    """

    day: Period = Period("day")
    minute: int | None = None
    zone: int | None = None
    part: str | None = None

    @property
    def days(self) -> Days | None:
        """The day, by the clocks of its own zone."""
        return self.day.days

    def in_zone(self, zone: int) -> Moment | None:
        """The same moment by the clocks of another zone; None where day, minute or zone is unknown."""
        if not self.days or self.minute is None or self.zone is None:
            return None
        days, minute = divmod(self.minute + zone - self.zone, 1440)
        day = days_later(self.days[0], days)
        return Moment(Period("day", day.year, day.month, day.day), minute, zone) if day else None

    def __str__(self) -> str:
        if self.part:
            return f"{self.day}T{self.part}"
        clock = "XX:XX" if self.minute is None else f"{self.minute // 60:02d}:{self.minute % 60:02d}"
        return f"{self.day}T{clock}{_zone_text(self.zone)}"


def _zone_text(zone: int | None) -> str:
    if not zone:
        return "" if zone is None else "Z"
    hours, minutes = divmod(abs(zone), 60)
    return f"{'+' if zone > 0 else '-'}{hours:02d}" + (f":{minutes:02d}" if minutes else "")


def minutes_east(text: str) -> int | None:
    """The zone written ``Z``, ``+02``, ``-5`` or ``+05:30``, in minutes east of Greenwich; None for anything else."""
    if text == "Z":
        return 0
    found = re.fullmatch(r"([+-])(\d{1,2})(?::?(\d\d))?", text)
    if not found or int(found[2]) > 15 or int(found[3] or 0) > 59:
        return None
    return (-1 if found[1] == "-" else 1) * (int(found[2]) * 60 + int(found[3] or 0))


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included; an end that is None is open."""

    first: date | None = None
    last: date | None = None

    def __str__(self) -> str:
        return f"{self.first or '..'}/{self.last or '..'}"

    def cut(self, other: Span) -> Span | None:
        """What both hold, or None if nothing."""
        firsts = [day for day in (self.first, other.first) if day]
        lasts = [day for day in (self.last, other.last) if day]
        found = Span(max(firsts, default=None), min(lasts, default=None))
        return None if found.first and found.last and found.first > found.last else found

    def hull(self, other: Span) -> Span:
        """The smallest span that holds both."""
        firsts, lasts = (self.first, other.first), (self.last, other.last)
        return Span(
            min(firsts) if all(firsts) else None,  # type: ignore[type-var]
            max(lasts) if all(lasts) else None,  # type: ignore[type-var]
        )


@dataclass(frozen=True, slots=True)
class Duration:
    """A length: amounts with their ISO 8601 letters (``CE DE Y Q M W WE D``, after T ``H M S``), largest first.

    An amount that is None is unknown ("several years" is PXY).
    """

    parts: tuple[tuple[str, float | None], ...]

    def __post_init__(self) -> None:
        in_order = tuple(sorted(self.parts, key=lambda part: _LETTERS.index(part[0])))
        object.__setattr__(self, "parts", in_order)

    def __str__(self) -> str:
        dates = "".join(f"{_number(count)}{letter}" for letter, count in self.parts if letter[0] != "T")
        times = "".join(f"{_number(count)}{letter[1:]}" for letter, count in self.parts if letter[0] == "T")
        return f"P{dates}" + (f"T{times}" if times else "")

    def after(self, day: date, sign: int = 1) -> date | None:
        """The day this length after *day*, or before it if *sign* is negative; None where an amount is unknown."""
        found: date | None = day
        for letter, count in self.parts:
            if found is None or count is None or count > 1e7:
                return None
            if letter in _LETTER_MONTHS:
                found = months_later(found, sign * round(count * _LETTER_MONTHS[letter]))
            else:
                found = days_later(found, sign * round(count * _LETTER_DAYS[letter]))
        return found

    def plus(self, other: Duration) -> Duration:
        """Both lengths one after the other."""
        return Duration((*self.parts, *other.parts))


_LETTERS = ("CE", "DE", "Y", "Q", "M", "W", "WE", "D", "TH", "TM", "TS")
_LETTER_MONTHS = {"CE": 1200, "DE": 120, "Y": 12, "Q": 3, "M": 1}
_LETTER_DAYS = {"W": 7.0, "WE": 7.0, "D": 1.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}


def _number(count: float | None) -> str:
    return "X" if count is None else f"{Decimal(repr(count)):f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Something that repeats: on each such period ("every Monday"), or once in each such length ("annually")."""

    of: Period | Moment | Duration

    @property
    def value(self) -> str:
        """The TIMEX3 value of the set, which does not say that it repeats: the type SET does."""
        return str(self.of)

    def __str__(self) -> str:
        return f"R/{self.of}"


Value = Period | Moment | Span | Duration | Recurrence
_PERIODS: tuple[tuple[Unit, str], ...] = (
    ("day", r"(?P<y>\d{4}|XXXX)-(?P<p>\d\d|XX)-(?P<d>\d\d|XX)"),
    ("weekday", r"XXXX-WXX-(?P<d>[1-7X])"),
    ("weekend", r"(?P<y>\d{4}|XXXX)-W(?P<p>\d\d|XX)-WE"),
    ("week", r"(?P<y>\d{4}|XXXX)-W(?P<p>\d\d|XX)"),
    ("quarter", r"(?P<y>\d{4}|XXXX)-Q(?P<p>[1-4X])"),
    ("half", r"(?P<y>\d{4}|XXXX)-H(?P<p>[12X])"),
    ("season", r"(?P<y>\d{4}|XXXX)-(?P<s>SP|SU|FA|WI)"),
    ("month", r"(?P<y>\d{4}|XXXX)-(?P<p>\d\d|XX)"),
    ("year", r"(?P<y>\d{4}|XXXX)"),
    ("decade", r"(?P<c>\d{3}|XXX)"),
    ("century", r"(?P<c>\d{2}|XX)"),
    ("fiscal", r"FY(?P<y>\d{4}|XXXX)"),
    ("fiscal-quarter", r"FY(?P<y>\d{4}|XXXX)-Q(?P<p>[1-4X])"),
)
_PERIOD_PATTERNS = tuple((unit, re.compile(pattern)) for unit, pattern in _PERIODS)
_DURATION = re.compile(r"P(?!$)((?:(?:[\d.]+|X)(?:CE|DE|WE|[YQMWD]))*)(?:T((?:(?:[\d.]+|X)[HMS])+))?")
_AMOUNT = re.compile(r"([\d.]+|X)([A-Z]+?)(?=[\d.X]|$)")
_MOMENT = re.compile(
    r"((?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)|XXXX-WXX-[1-7X])T"
    r"(?:(MO|MI|AF|EV|NI|DT)|(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00)|XX:XX)(Z|[+-]\d\d(?::\d\d)?)?)"
)
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d|\.\.)/(\d{4}-\d\d-\d\d|\.\.)")


def read(notation: str) -> Value:
    """The value that is written so; ``ValueError`` for anything else."""
    if notation.startswith("R/") and isinstance(of := read(notation[2:]), Period | Moment | Duration):
        return Recurrence(of)
    for unit, pattern in _PERIOD_PATTERNS:
        if found := pattern.fullmatch(notation):
            return _read_period(unit, {key: value for key, value in found.groupdict().items() if value})
    if found := _DURATION.fullmatch(notation):
        dates = [(letter, _amount(count)) for count, letter in _AMOUNT.findall(found[1] or "")]
        times = [("T" + letter, _amount(count)) for count, letter in _AMOUNT.findall(found[2] or "")]
        return Duration((*dates, *times))
    if found := _MOMENT.fullmatch(notation):
        return _read_moment(*found.groups())
    if found := _SPAN.fullmatch(notation):
        first, last = (None if end == ".." else date.fromisoformat(end) for end in found.groups())
        return Span(first, last)
    raise ValueError(f"not a calendar value: {notation!r}")


def _read_moment(day: str, part: str | None, *clock: str | None) -> Moment:
    hour, minute, end, _, zone = clock
    minutes = 1440 if end else int(hour) * 60 + int(minute or 0) if hour else None
    on = read(day)
    assert isinstance(on, Period)
    return Moment(on, minutes, minutes_east(zone or ""), part)


def _amount(text: str) -> float | None:
    return None if text == "X" else float(text)


def _read_period(unit: Unit, parts: dict[str, str]) -> Period:
    known = {key: int(text) for key, text in parts.items() if text.isdigit()}
    if "c" in known:
        return Period(unit, known["c"] * (10 if unit == "decade" else 100))
    part = _SEASONS.index(parts["s"]) + 1 if "s" in parts else known.get("p")
    return Period(unit, known.get("y"), part, known.get("d"))
