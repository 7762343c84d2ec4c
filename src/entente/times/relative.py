"""Productions for expressions that are counted from publication or from an earlier date of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from entente.times.absolute import day_meaning
from entente.times.calendar import Duration, Period, Span, Unit, containing, days_later, weekday_near
from entente.times.meaning import IMPOSSIBLE, Context, Meaning, dated, lasting, vague, within

Slots = Mapping[str, Any]

UNITS: dict[str, Unit] = {
    "D": "day",
    "W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
}
_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}


def unknown(letter: str) -> Meaning:
    """A unit of which nothing is known but its kind."""
    return Meaning("DATE", _UNKNOWN.get(letter, "XXXX"), None, UNITS[letter], anchor=False)


def _shifted(day: date | None, letter: str, count: int) -> Meaning:
    if day is None:
        return unknown(letter)
    here = containing(day, UNITS[letter])
    return dated(here.shift(count) if here else None)


def unit(context: Context, slots: Slots) -> Meaning | None:
    """ "Last week", "this year", "next month": a unit some places from the one of publication.

    The current unit, in what has happened, ends with publication (codebook section 4).
    """
    count = int(slots["count"])
    if count == 0 and slots["unit"] == "WE":
        return weekend(context, slots)
    found = _shifted(context.published, slots["unit"], count)
    return _so_far(context, found) if count == 0 else found


def _so_far(context: Context, meaning: Meaning) -> Meaning:
    if not meaning.days or not context.looks_back or context.published is None:
        return meaning
    return within(meaning, meaning.days.cut(Span(None, context.published)))


def weekend(context: Context, slots: Slots) -> Meaning | None:
    """ "The weekend": the latest that has begun for past tense, else the one of this week."""
    today = context.published
    if today is None:
        return unknown("WE")
    back = -1 if context.tense == "past" and today.isoweekday() < 6 else 0
    return _shifted(today, "WE", back)


def day(context: Context, slots: Slots) -> Meaning | None:
    """ "Today", "yesterday", "the day before yesterday": a day some places from publication."""
    return _shifted(context.published, "D", int(slots["count"]))


def anchored_unit(context: Context, slots: Slots) -> Meaning | None:
    """ "The following week", "the day before": from the last dated expression, else from publication.

    A day is counted only from a day: from "in March" nobody can tell which day "the next day" was.
    """
    letter = slots["unit"]
    anchor = _anchor_day(context, letter)
    return unknown(letter) if anchor is None else replace(_shifted(anchor, letter, int(slots["count"])), cycle=None)


def _anchor_day(context: Context, letter: str) -> date | None:
    fine: dict[str, tuple[Unit, ...]] = {
        "D": ("day",),
        "W": ("day", "week", "weekend"),
        "WE": ("day", "week", "weekend"),
        "M": ("day", "week", "weekend", "month"),
        "Q": ("day", "week", "month", "quarter"),
        "Y": (),
    }
    anchor = context.last_dated(*fine.get(letter, ()))
    return anchor.period.days[0] if anchor and anchor.period and anchor.period.days else context.published


def same(context: Context, slots: Slots) -> Meaning | None:
    """ "The same day", "that month": the unit in which the last dated expression lies."""
    return anchored_unit(context, {**slots, "count": "0"})


def year_before(context: Context, slots: Slots) -> Meaning | None:
    """ "The same month last year": the last dated unit, a year before; a period is longer than days and weeks."""
    spans: tuple[Unit, ...] = ("month", "quarter", "half", "season")
    anchor = context.last_dated(*spans, *(() if slots["kind"] in ("period", "time") else ("day", "week")))
    period = anchor.period if anchor else None
    named = slots.get("relativeyear")
    if period is None or period.year is None:
        return named if isinstance(named, Meaning) else _shifted(context.published, "Y", -1)
    year = named.period.year if isinstance(named, Meaning) and named.period else period.year - 1
    found = dated(replace(period, year=year))
    return unknown("Y") if found is IMPOSSIBLE else found


def following_weekday(context: Context, slots: Slots) -> Meaning | None:
    """ "The next Tuesday": the first after the last dated day, or after publication."""
    anchor = context.last_dated("day") if context.looks_back else None
    day = anchor.period.days[1] if anchor and anchor.period and anchor.period.days else context.published
    start = days_later(day, 1) if day else None
    found = weekday_near(start, int(slots["weekday"]), 1) if start else None
    return day_meaning(found) if found else dated(Period("weekday", day=int(slots["weekday"])))


def that_named(context: Context, slots: Slots) -> Meaning | None:
    """ "That September": of the year of the last dated expression."""
    kind: Unit = "month" if "month" in slots else "season"
    anchor = context.last_dated()
    year = anchor.period.year if anchor and anchor.period and anchor.period.unit not in ("decade", "century") else None
    return dated(Period(kind, year, int(slots.get("month") or slots["season"])))


def that_time(context: Context, slots: Slots) -> Meaning | None:
    """ "At that time": when the last dated expression was; without one, the past."""
    anchor = context.last_dated()
    return replace(anchor, cycle=None, type="DATE") if anchor else vague("PAST_REF")


def those_days(context: Context, slots: Slots) -> Meaning | None:
    """ "In those years": the range of days last named; what is not named as a range stays vague."""
    anchor = context.last_dated()
    return that_time(context, slots) if anchor and "/" in anchor.value else vague("PAST_REF")


def beside(context: Context, slots: Slots) -> Meaning | None:
    """ "The day after Christmas", "a week before 9 May": counted from the date named."""
    anchor, sign = slots["date"], int(slots["sign"])
    if not anchor.days or not anchor.period or not anchor.period.days:
        return unknown(slots["unit"]) if "unit" in slots else None
    start = anchor.period.days[0 if sign < 0 else 1]
    if "unit" in slots:
        return _shifted(start, slots["unit"], sign)
    return _moved(start, slots["amount"].duration, sign)


def ago(context: Context, slots: Slots) -> Meaning | None:
    """ "Two weeks ago", "three years from now": counted from publication, as coarse as the unit counted.

    Without a number ("several years ago") only the direction is known, and its limit.
    """
    sign, duration = int(slots["sign"]), slots["amount"].duration
    if any(count is None for _, count in duration.parts):
        return _beyond(context, sign)
    if context.published is None:
        return unknown(_coarseness(duration))
    return _moved(context.published, duration, sign)


def _beyond(context: Context, sign: int) -> Meaning:
    meaning = vague("PAST_REF" if sign < 0 else "FUTURE_REF")
    if context.published is None:
        return meaning
    return within(meaning, Span(None, context.published) if sign < 0 else Span(context.published, None))


def later(context: Context, slots: Slots) -> Meaning | None:
    """ "Two days later", "a week earlier": counted from the last dated expression, else its length only."""
    duration, sign = slots["amount"].duration, int(slots["sign"])
    letter = _coarseness(duration)
    if duration.parts[-1][0].startswith("T"):
        return lasting(duration)
    if any(count is None for _, count in duration.parts):
        return vague("FUTURE_REF" if sign > 0 else "PAST_REF")
    anchor = _anchor_day(context, letter)
    return unknown(letter) if anchor is None else _moved(anchor, duration, sign)


def _coarseness(duration: Duration) -> str:
    letter = duration.parts[-1][0]
    return "D" if letter.startswith("T") else letter


def _moved(day: date, duration: Duration, sign: int) -> Meaning:
    """The unit a duration away from *day*: a day, or the week, month, year in which it falls."""
    found = duration.after(day, sign)
    letter = _coarseness(duration)
    period = containing(found, UNITS["W" if letter == "WE" else letter]) if found else None
    return dated(period)


def weekday_ago(context: Context, slots: Slots) -> Meaning | None:
    """ "A year ago Thursday", "two weeks from Monday": such a weekday, then the length."""
    sign = int(slots["sign"])
    today = context.published
    start = weekday_near(today, int(slots["weekday"]), -1 if sign < 0 else 1) if today else None
    found = slots["amount"].duration.after(start, sign) if start else None
    return day_meaning(found) if found else unknown("D")


def weekdays_ago(context: Context, slots: Slots) -> Meaning | None:
    """ "Three Fridays ago": so many such weekdays back, not counting the day of publication."""
    number = slots["count"].value
    if number is None or number != int(number) or not 0 < number < 100:
        return _beyond(context, -1)
    yesterday = days_later(context.published, -1) if context.published else None
    latest = weekday_near(yesterday, int(slots.get("weekdays") or slots["weekday"]), -1) if yesterday else None
    found = days_later(latest, -7 * (int(number) - 1)) if latest else None
    return day_meaning(found) if found else unknown("D")


def stretch(context: Context, slots: Slots) -> Meaning | None:
    """ "The past two weeks", "the next decade": a length that ends or begins with publication."""
    sign, duration = int(slots["sign"]), slots["amount"].duration
    today = context.published
    end = duration.after(today, sign) if today else None
    unit = UNITS["D" if (letter := _coarseness(duration)) == "WE" else letter]
    if today is None:
        return lasting(duration, None, unit)
    return lasting(duration, Span(end, today) if sign < 0 else Span(today, end), unit)


def stretch_to(context: Context, slots: Slots) -> Meaning | None:
    """ "The three years to 2019": a length that ends with the date named."""
    duration, period = slots["amount"].duration, slots["date"].period
    if period is None or not period.days:
        return None
    before = duration.after(period.days[1], -1)
    first = days_later(before, 1) if before else None
    return lasting(duration, Span(first, period.days[1]), UNITS.get(_coarseness(duration), "day")) if first else None


def recent(context: Context, slots: Slots) -> Meaning | None:
    """ "In recent years", "in the coming weeks": no more than a direction."""
    return vague("PAST_REF" if int(slots["sign"]) < 0 else "FUTURE_REF")


def next_weekday(context: Context, slots: Slots) -> Meaning | None:
    """ "Last Friday" the latest before publication, "next Friday" that of the next week, "this Friday" of this week."""
    today, number, count = context.published, int(slots["weekday"]), int(slots["count"])
    if today is None:
        return dated(Period("weekday", day=number))
    if count < 0:
        yesterday = days_later(today, -1)
        return day_meaning(weekday_near(yesterday, number, -1) if yesterday else None)
    week = containing(today, "week")
    week = week.shift(count) if week else None
    return dated(week.nth_weekday(1, number) if week else None)


def coming_weekday(context: Context, slots: Slots) -> Meaning | None:
    """ "This past Friday", "this coming Friday": the nearest, not the day of publication; "Friday week" a week on."""
    sign = int(slots["sign"])
    start = days_later(context.published, sign) if context.published else None
    found = weekday_near(start, int(slots["weekday"]), sign) if start else None
    found = days_later(found, 7 * int(slots.get("weeks", "0"))) if found else None
    return day_meaning(found) if found else dated(Period("weekday", day=int(slots["weekday"])))


def weekday_of(context: Context, slots: Slots) -> Meaning | None:
    """ "Friday next week", "on Tuesday of last week": that weekday of the week named."""
    week = slots["date"].period
    if week is None or week.unit != "week":
        return None
    return dated(week.nth_weekday(1, int(slots["weekday"])))


def next_named(context: Context, slots: Slots) -> Meaning | None:
    """ "Last March", "next summer", "this Christmas": the latest ended, the next to begin, or that of this year."""
    count, today = int(slots["count"]), context.published
    kind: Unit = "month" if "month" in slots else "season"
    part = int(slots.get("month") or slots["season"])
    if today is None:
        return dated(Period(kind, None, part))
    rows = [Period(kind, today.year + step, part) for step in (-2, -1, 0, 1, 2)]
    if count == 0:
        return dated(rows[2] if kind == "month" else _nearest_season(rows, today))
    known = [(row, row.days) for row in rows if row.days]
    ended = [row for row, days in known if days[1] < today]
    begins = [row for row, days in known if days[0] > today]
    chosen = ended[-1:] if count < 0 else begins[:1]
    return dated(chosen[0]) if chosen else IMPOSSIBLE


def _nearest_season(rows: list[Period], today: date) -> Period | None:
    def distance(row: Period) -> int:
        assert row.days
        return max((row.days[0] - today).days, (today - row.days[1]).days, 0)

    return min((row for row in rows if row.days), key=distance, default=None)


RELATIVE = {
    "unit": unit,
    "those-days": those_days,
    "weekend": weekend,
    "relative-day": day,
    "anchored-unit": anchored_unit,
    "same": same,
    "that-named": that_named,
    "that-time": that_time,
    "year-before": year_before,
    "following-weekday": following_weekday,
    "beside": beside,
    "ago": ago,
    "later": later,
    "weekday-ago": weekday_ago,
    "weekdays-ago": weekdays_ago,
    "stretch": stretch,
    "stretch-to": stretch_to,
    "recent": recent,
    "next-weekday": next_weekday,
    "coming-weekday": coming_weekday,
    "weekday-of": weekday_of,
    "next-named": next_named,
}
