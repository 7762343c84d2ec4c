"""Productions for expressions that name calendar units: days, months, years, decades, quarters, seasons, holidays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from entente.times.calendar import Period, Span, Unit, read, weekday_near
from entente.times.holidays import as_period, holiday
from entente.times.meaning import IMPOSSIBLE, Context, Meaning, dated

Slots = Mapping[str, Any]


def nearest(context: Context, make: Callable[[int], Period | None]) -> Meaning:
    """The one of a yearly row of periods that tense and publication date choose (codebook section 4).

    Past: the most recent that began by publication. Future: the next that has not ended. Else: the nearest.
    """
    today = context.published
    if today is None:
        return IMPOSSIBLE
    years = range(today.year - 8, today.year + 9)
    found = [period for year in years if (period := make(year)) and period.days]
    past = [period for period in found if period.days and period.days[0] <= today]
    future = [period for period in found if period.days and period.days[1] >= today]
    if context.tense == "past" and past:
        return dated(past[-1], "year")
    if context.tense == "future" and future:
        return dated(future[0], "year")
    near = min(found, key=lambda period: _distance(period, today), default=None)
    return dated(near, "year")


def _distance(period: Period, today: date) -> int:
    if not period.days:
        return 10**7
    return max((period.days[0] - today).days, (today - period.days[1]).days, 0)


def yearly(context: Context, slots: Slots, unit: Unit, part: int, day: int | None = None) -> Meaning:
    """A unit of the year: of the year in the slots, else of the nearest year, else of an unknown one."""
    year = year_in(slots)
    if year:
        return dated(Period(unit, year, part, day))
    if context.published is None:
        return dated(Period(unit, None, part, day))
    return nearest(context, lambda y: Period(unit, y, part, day))


def year_in(slots: Slots) -> int | None:
    """The year given as a word or as a phrase ("last year")."""
    year = slots.get("year")
    if isinstance(year, Meaning):
        return year.period.year if year.period else None
    return int(year) if year else None


def _number(text: str) -> int:
    return int("".join(filter(str.isdigit, text)) or 0)


def day(context: Context, slots: Slots) -> Meaning | None:
    """A day of a month, in a year or not; a month number may not exceed 12, nor a day the month's length."""
    given = slots["day"]
    number = _number(given) if isinstance(given, str) else int(given.value)
    month = int(slots["month"])
    if not 1 <= number <= 31 or not (Period("day", 2024, month, number).days):
        return IMPOSSIBLE
    return yearly(context, slots, "day", month, number)


def month(context: Context, slots: Slots) -> Meaning | None:
    return yearly(context, slots, "month", int(slots["month"]))


def year(context: Context, slots: Slots) -> Meaning | None:
    return dated(Period("year", int(slots["year"])))


def decade(context: Context, slots: Slots) -> Meaning | None:
    """A decade; of a short one ("the 90s") the last that began by publication."""
    start = _number(slots.get("decade") or slots.get("short_decade") or slots["named_decade"])
    if start >= 100:
        return dated(Period("decade", start))
    today = context.published.year if context.published else 2000
    century = today // 100 * 100
    return dated(Period("decade", century + start if century + start <= today else century - 100 + start))


def century(context: Context, slots: Slots) -> Meaning | None:
    number = _number(slots["day_th"]) if "day_th" in slots else int(slots["ordinal"].value)
    return dated(Period("century", (number - 1) * 100)) if 2 <= number <= 30 else None


def quarter(context: Context, slots: Slots) -> Meaning | None:
    if "begins" in slots and (int(slots["month"]) - int(slots["begins"])) % 12 != 2:
        return None
    part = _number(slots["quarter"]) if "quarter" in slots else _ordinal(slots, 4)
    return yearly(context, slots, "quarter", part) if 1 <= part <= 4 else None


def half(context: Context, slots: Slots) -> Meaning | None:
    part = _number(slots["half"]) if "half" in slots else _ordinal(slots, 2)
    return yearly(context, slots, "half", part) if 1 <= part <= 2 else None


def _ordinal(slots: Slots, last: int) -> int:
    """The ordinal in the slots, or that of the part with the month in the slots, where -1 is *last*; 0 for none."""
    if "begins" in slots:
        return (int(slots["month"]) + 2) // 3 if int(slots["month"]) % 3 == 0 else 0
    value = slots["ordinal"].value
    return last if value == -1 else int(value)


def season(context: Context, slots: Slots) -> Meaning | None:
    return yearly(context, slots, "season", int(slots["season"]))


def iso(context: Context, slots: Slots) -> Meaning | None:
    found = read(slots["iso"])
    return dated(found) if isinstance(found, Period) else None


def week_number(context: Context, slots: Slots) -> Meaning | None:
    """ "Week 45 of 2023": a week as ISO 8601 counts them; one that the year lacks is no week."""
    return dated(Period("week", int(slots["year"]), int(slots["digits"])))


def slash(context: Context, slots: Slots) -> Meaning | None:
    """A date in figures; of two possible orders the one that the report shows, else nothing."""
    first, second, third = (int(part) for part in slots["slash"].replace("-", "/").replace(".", "/").split("/"))
    if first >= 1000:
        return dated(Period("day", first, second, third)) if second <= 12 else IMPOSSIBLE
    if not 1000 <= third <= 2999:
        return None
    day_first = True if "." in slots["slash"] else order_of(first, second, context.day_first)
    if day_first is None:
        return IMPOSSIBLE
    number, month_ = (first, second) if day_first else (second, first)
    return dated(Period("day", third, month_, number))


def order_of(first: int, second: int, shown: bool | None = None) -> bool | None:
    """Whether the day stands first: by the figures if they allow only that, else as *shown*."""
    if first == second or first > 12:
        return True
    return False if second > 12 else shown


def weekday(context: Context, slots: Slots) -> Meaning | None:
    """The nearest such day: not after publication for past tense, on or after it for the rest."""
    number = int(slots["weekday"])
    if context.published is None:
        return dated(Period("weekday", day=number))
    found = weekday_near(context.published, number, -1 if context.looks_back else 1)
    return day_meaning(found, "week")


def any_weekday(context: Context, slots: Slots) -> Meaning | None:
    """ "On a Monday": no Monday in particular."""
    return dated(Period("weekday", day=int(slots["weekday"])))


def day_meaning(found: date | None, cycle: Unit | None = None) -> Meaning:
    """That single day; ``IMPOSSIBLE`` outside the calendar."""
    return dated(Period("day", found.year, found.month, found.day) if found else None, cycle)


def day_of_month(context: Context, slots: Slots) -> Meaning | None:
    """ "The 15th": the nearest such day before or after publication, as the tense has it."""
    number, today = _number(slots["day_th"]), context.published
    if today is None or not 1 <= number <= 31:
        return IMPOSSIBLE
    here = Period("month", today.year, today.month)
    steps = (0, -1, -2) if context.looks_back else (0, 1, 2)
    for step in steps:
        moved = here.shift(step)
        found = Period("day", moved.year, moved.part, number) if moved else None
        if found and found.days and (found.days[0] <= today if context.looks_back else found.days[0] >= today):
            return dated(found)
    return IMPOSSIBLE


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday in no particular year."""

    on: str


def feast(context: Context, slots: Slots) -> Feast:
    return Feast(slots["on"])


def feast_day(context: Context, slots: Slots) -> Meaning | None:
    """A holiday in the year named, else the nearest by tense; once-only ones in theirs."""
    on: str = slots["holiday"].on
    if on.startswith("once "):
        return dated(read(on.split()[1]))  # type: ignore[arg-type]
    known = year_in(slots)
    if known is None and context.published is None:
        return Meaning("DATE", f"XXXX-{on}" if on[0].isdigit() else "XXXX-XX-XX", anchor=False)
    if known is None:
        assert context.published
        years = range(context.published.year - 2, context.published.year + 3)
        spans = [span for y in years if (span := holiday(on, y))]
        return _chosen(context, spans)
    return _spelled(holiday(on, known))


def _chosen(context: Context, spans: list[Span]) -> Meaning:
    today = context.published
    past = [span for span in spans if span.first and today and span.first <= today]
    future = [span for span in spans if span.last and today and span.last >= today]
    chosen = past[-1:] if context.looks_back else future[:1]
    return _spelled(chosen[0]) if chosen else IMPOSSIBLE


def _spelled(span: Span | None) -> Meaning:
    if span is None:
        return IMPOSSIBLE
    period = as_period(span)
    return dated(period, "year") if period else Meaning("DATE", str(span), span, "day")


def weekday_date(context: Context, slots: Slots) -> Meaning | None:
    """ "Wednesday, November 8": the day; without a year, that of the nearest years which is such a weekday.

    A day whose year is known and that is another weekday is read apart ("Edmonton Sun, August 16, 2008").
    """
    meaning: Meaning = slots["date"]
    period = meaning.period
    if period is None or period.unit != "day" or meaning.type != "DATE":
        return None
    number = int(slots["weekday"])
    if meaning.cycle != "year" or context.published is None or period.year is None:
        fits = not period.days or period.days[0].isoweekday() == number
        return replace(meaning, cycle=None) if fits else None
    for step in (0, -1, 1):
        found = Period("day", period.year + step, period.part, period.day)
        if found.days and found.days[0].isoweekday() == number:
            return dated(found)
    return meaning


def weekday_the_nth(context: Context, slots: Slots) -> Meaning | None:
    """ "Friday the 13th": the nearest such day that is such a weekday, as the tense has it."""
    today, number = context.published, _number(slots["day_th"])
    here = Period("month", today.year, today.month) if today else None
    steps = range(0, -24, -1) if context.looks_back else range(24)
    for month_ in filter(None, (here.shift(step) for step in steps) if here else ()):
        found = Period("day", month_.year, month_.part, number)
        if found.days and found.days[0].isoweekday() == int(slots["weekday"]):
            return dated(found)
    return None


def fiscal(context: Context, slots: Slots) -> Meaning | None:
    """A fiscal year, named after the year in which it ends: which that is is known, its first month is not."""
    year = _fiscal_year(context, slots)
    return _fiscal(Period("fiscal", year)) if year else unknown_year()


def fiscal_quarter(context: Context, slots: Slots) -> Meaning | None:
    """ "The fiscal third quarter": of the fiscal year named, else of one that ends in the year of publication."""
    year, part = _fiscal_year(context, slots), _ordinal(slots, 4)
    return _fiscal(Period("fiscal-quarter", year, part)) if year and 1 <= part <= 4 else None


def fiscal_ended(context: Context, slots: Slots) -> Meaning | None:
    """ "The fiscal year ended Sept. 30": of which the months are told."""
    period = slots["date"].period
    if period is None or period.unit not in ("day", "month") or not period.days:
        return None
    end = period.days[1]
    year = Period("fiscal", end.year)
    days = year.beginning_in(end.month % 12 + 1)
    return Meaning("DATE", str(year), Span(*days) if days else None, "year", anchor=False)


def _fiscal(period: Period) -> Meaning:
    return Meaning("DATE", str(period), None, "year", anchor=False)


def _fiscal_year(context: Context, slots: Slots) -> int | None:
    written = slots.get("until") or slots.get("year") or slots.get("fiscal", "")
    if number := _number(written):
        century = int(slots.get("year", "2000")) // 100 * 100
        return number if number >= 1000 else century + number
    steps = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}
    return context.published.year + steps.get(slots.get("which", ""), 0) if context.published else None


def unknown_year() -> Meaning:
    """A year of which nothing is known."""
    return Meaning("DATE", "XXXX", None, "year", anchor=False)


def days_of_month(context: Context, slots: Slots) -> Meaning | None:
    """ "November 19-20": from one day of a month to another."""
    ends = [day(context, {**slots, "day": slots[name]}) for name in ("low", "high")]
    spans = [end.days for end in ends if end and end.days]
    if len(spans) < 2 or not spans[0].first or not spans[1].last or spans[0].first >= spans[1].last:
        return None
    whole = Span(spans[0].first, spans[1].last)
    last = ends[1]
    return Meaning("DATE", str(whole), whole, "day", last.period if last else None)


def years(context: Context, slots: Slots) -> Meaning | None:
    """ "2014-16": from one year to another; "2016-11", which cannot be that, is a month."""
    low, high = int(slots["low"]), int(slots["high"])
    if high <= low % 100 and 1 <= high <= 12:
        return dated(Period("month", low, high))
    high = low // 100 * 100 + high if high < 100 else high
    ends = Period("year", low).days, Period("year", high).days
    if not ends[0] or not ends[1] or low >= high:
        return None
    return Meaning("DATE", f"{low}/{high}", Span(ends[0][0], ends[1][1]), "year", Period("year", high))


ABSOLUTE = {
    "day": day,
    "month": month,
    "year": year,
    "decade": decade,
    "century": century,
    "quarter": quarter,
    "half": half,
    "season": season,
    "iso": iso,
    "week-number": week_number,
    "slash": slash,
    "weekday": weekday,
    "any-weekday": any_weekday,
    "day-of-month": day_of_month,
    "feast": feast,
    "feast-day": feast_day,
    "weekday-date": weekday_date,
    "weekday-the-nth": weekday_the_nth,
    "fiscal": fiscal,
    "fiscal-ended": fiscal_ended,
    "fiscal-quarter": fiscal_quarter,
    "days-of-month": days_of_month,
    "years": years,
}
