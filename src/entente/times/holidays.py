"""The days of holidays, from rules as the data files write them.

``12-25`` a fixed day · ``nth 11 4 4`` the fourth Thursday of November (month, number or -1, weekday from Monday 1) ·
``easter -2`` days from Western Easter · ``orthodox 0`` from Eastern Easter · ``islamic 9 1`` month and day of the
tabular Islamic calendar (the sighted one may differ by a day or two) · ``nowruz`` the March equinox in Tehran, to a
day · ``table 2023-01-22 …`` listed days · ``once 2001-09-11``. A number after ``+`` moves it by days, one after ``for``
makes it that many days long.
"""

from __future__ import annotations

from datetime import date

from entente.times.calendar import Period, Span, containing, day_of, days_later


def holiday(rule: str, year: int) -> Span | None:
    """The days of the holiday in *year*, or None where the rule gives none."""
    day, _, length = rule.partition(" for ")
    first = _first_day(day, year) if 1 <= year <= 9999 else None
    last = days_later(first, int(length or 1) - 1) if first else None
    return Span(first, last) if first and last else None


def _first_day(rule: str, year: int) -> date | None:
    rule, _, later = rule.partition(" + ")
    if later:
        return _days_later(_first_day(rule, year), int(later))
    kind, *rest = rule.split()
    match kind:
        case "nth":
            found = Period("month", year, int(rest[0])).nth_weekday(int(rest[1]), int(rest[2]))
            return found.days[0] if found and found.days else None
        case "easter":
            return days_later(_easter(year), int(rest[0]))
        case "orthodox":
            return _days_later(_orthodox_easter(year), int(rest[0]))
        case "islamic":
            return _islamic(year, int(rest[0]), int(rest[1]))
        case "nowruz":
            return day_of(year, 3, 20 if year % 4 == 0 or (year >= 2029 and year % 4 == 1) else 21)
        case "table" | "once":
            return next((day for text in rest if (day := date.fromisoformat(text)).year == year), None)
    month, number = map(int, kind.split("-"))
    return day_of(year, month, number)


def _days_later(day: date | None, count: int) -> date | None:
    return days_later(day, count) if day else None


def _easter(year: int) -> date:
    """Western Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date | None:
    """Eastern Easter: the Julian reckoning (Meeus, chapter 8), then the Gregorian day."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    julian = day_of(year, month, day + 1)
    return _days_later(julian, year // 100 - year // 400 - 2)


def _islamic(year: int, month: int, day: int) -> date | None:
    """The first such day in *year* by the tabular calendar (civil epoch, leap years 2 5 7 10 13 16 18 21 24 26 29)."""
    near = (year - 622) * 33 // 32
    for hijri in range(max(near - 1, 1), near + 3):
        julian_day = day + (59 * (month - 1) + 1) // 2 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 1948439
        number = julian_day - 1721425
        if 1 <= number <= date.max.toordinal() and date.fromordinal(number).year == year:
            return date.fromordinal(number)
    return None


def as_period(span: Span) -> Period | None:
    """The day a one-day holiday falls on."""
    return containing(span.first, "day") if span.first and span.first == span.last else None
