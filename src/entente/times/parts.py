"""Productions for parts of a larger unit: early, middle and late, the n-th week, the end, times of day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from entente.times.calendar import Period, Span, Third, containing, days_later
from entente.times.meaning import IMPOSSIBLE, Context, Meaning, dated, within
from entente.times.relative import UNITS, unknown

Slots = Mapping[str, Any]

_THIRDS: dict[str, Third] = {"early": "early", "late": "late", "mid": "mid", "middle": "mid"}


def third(context: Context, slots: Slots) -> Meaning | None:
    """ "Late October", "early 2016", "mid-week": the codebook's thirds; of a single day, the day."""
    meaning: Meaning = slots["date"]
    which = _THIRDS[slots["which"]]
    if meaning.period is None:
        return meaning if meaning.value else None
    days = meaning.period.third(which)
    return within(meaning, Span(*days) if days else None)


def so_far(context: Context, slots: Slots) -> Meaning | None:
    """ "Earlier this month" ends, "later this year" begins with publication; of a past unit they name the whole."""
    meaning: Meaning = slots["date"]
    sign = int(slots["sign"])
    whole = Span(*meaning.period.days) if meaning.period and meaning.period.days else meaning.days
    if not whole or context.published is None:
        return meaning if meaning.value else None
    side = Span(None, context.published) if sign < 0 else Span(context.published, None)
    inside = whole.first <= context.published <= whole.last if whole.first and whole.last else False
    return within(meaning, whole.cut(side) if inside else whole)


def edge(context: Context, slots: Slots) -> Meaning | None:
    """ "The end of the year", "the start of March": the last or first month, week or day of the unit.

    Of a year the month, of a quarter, season or half too, of a month its third, of a week or day the whole.
    """
    meaning: Meaning = slots["date"]
    last = slots["which"] == "end"
    period = meaning.period
    if period is None or not period.days:
        return meaning if meaning.value else None
    if period.unit in ("month", "decade", "century", "week"):
        return third(context, {**slots, "which": "late" if last else "early"})
    piece = period.nth(-1 if last else 1, "month")
    return within(meaning, Span(*piece.days) if piece and piece.days else meaning.days)


def year_end(context: Context, slots: Slots) -> Meaning | None:
    """ "Year end": December of the year of publication."""
    year = containing(context.published, "year") if context.published else None
    return edge(context, {"date": dated(year), "which": "end"}) if year else unknown("Y")


def nth(context: Context, slots: Slots) -> Meaning | None:
    """ "The last week of March", "the second half of 2019", "the first Friday of July"."""
    period, number = slots["date"].period, int(slots["ordinal"].value)
    if period is None or not number:
        return None
    if not period.days:
        return None if period.unit == "day" else replace(slots["date"], days=None)
    if "weekday" in slots:
        return dated(period.nth_weekday(number, int(slots["weekday"])))
    unit = UNITS[slots["unit"]]
    order = ("day", "weekend", "week", "month", "quarter", "year", "decade", "century")
    if period.unit in order and order.index(unit) >= order.index(period.unit):
        return None
    return dated(period.nth(number, unit))


def opening(context: Context, slots: Slots) -> Meaning | None:
    """ "The first three months of 2020", "the last two weeks of May": that much of its beginning or end."""
    period, first = slots["date"].period, slots["ordinal"].value == 1
    if period is None or not period.days or slots["ordinal"].value not in (1, -1):
        return None
    length = slots["amount"].duration.after(period.days[0 if first else 1], 1 if first else -1)
    step = days_later(length, -1 if first else 1) if length else None
    if step is None:
        return None
    span = Span(period.days[0], step) if first else Span(step, period.days[1])
    duration = slots["amount"].duration
    return Meaning("DURATION", str(duration), span, UNITS.get(duration.parts[-1][0], "day"), anchor=False)


def part_of_day(context: Context, slots: Slots) -> Meaning | None:
    """ "Wednesday morning": that day, a TIME."""
    meaning: Meaning = slots["date"]
    if meaning.unit not in ("day", "weekday") or "/" in meaning.value or meaning.type not in ("DATE", "TIME"):
        return None
    value = meaning.value.split("T")[0]
    return replace(meaning, type="TIME", value=f"{value}T{slots['partday']}")


def this_part(context: Context, slots: Slots) -> Meaning | None:
    """ "This morning", "last night", "tonight": of the day of publication or the one before."""
    if context.published is None:
        return Meaning("TIME", f"XXXX-XX-XXT{slots['partday']}", None, "day", anchor=False)
    day = days_later(context.published, int(slots["count"]))
    return part_of_day(context, {**slots, "date": dated(containing(day, "day") if day else None)})


def that_part(context: Context, slots: Slots) -> Meaning | None:
    """ "That evening", "the next morning": of the last dated day, or some days from it."""
    anchor = context.last_dated("day")
    start = anchor.period.days[0] if anchor and anchor.period and anchor.period.days else context.published
    day = days_later(start, int(slots["count"])) if start else None
    return this_part(replace(context, published=day), {**slots, "count": "0"})


def clock(context: Context, slots: Slots) -> Meaning | None:
    """A time of day: on the last dated day of the text if there is one, else on that of publication."""
    stamp = stamp_of(slots)
    if stamp is None:
        return IMPOSSIBLE
    anchor = context.last_dated("day")
    day = anchor.period.days[0] if anchor and anchor.period and anchor.period.days else context.published
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XX{stamp}", None, "day", anchor=False)
    return replace(dated(containing(day, "day")), type="TIME", value=f"{day}{stamp}", anchor=False)


def stamp_of(slots: Slots) -> str | None:
    """The clock time of the slots as ``T18:40Z``; None where there is no such time."""
    if "noon" in slots:
        return {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}[slots["noon"]]
    text = slots.get("clock") or slots.get("clock_halfday") or slots.get("day") or slots.get("hour") or ""
    half = slots.get("halfday", "")
    if text[-1:].lower() == "m":
        text, half = text[:-2], text[-2:].lower()
    if not isinstance(text, str):
        return None
    hour, minute, *_ = [int(part) for part in text.replace(".", ":").split(":")] + [0]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    if hour > 24 or minute > 59:
        return None
    zone = slots.get("zone_shift") or slots.get("zone", "")
    return f"T{hour:02d}:{minute:02d}{zone}"


def moment(context: Context, slots: Slots) -> Meaning | None:
    """ "6 a.m. on Wednesday": the day with the clock time."""
    meaning: Meaning = slots["date"]
    stamp = slots["clock"].value.partition("T")[2]
    if meaning.unit not in ("day", "weekday") or "/" in meaning.value:
        return None
    return replace(meaning, type="TIME", value=f"{meaning.value.split('T')[0]}T{stamp}")


def eve(context: Context, slots: Slots) -> Meaning | None:
    """ "The eve of Christmas": the day before the date named."""
    period = slots["date"].period
    if period is None or not period.days:
        return None
    return dated(containing(period.days[0] - timedelta(1), "day") if period.days[0] > date.min else None)


def week_of(context: Context, slots: Slots) -> Meaning | None:
    """ "The week of 4 February": the week that holds the day."""
    period = slots["date"].period
    return dated(period.enclosing("week")) if period and period.unit == "day" and period.days else None


def of_year(context: Context, slots: Slots) -> Meaning | None:
    """ "June next year", "October of last year", "the winter of the year before": a named unit of a year named."""
    period, year = slots["date"].period, slots["year"].period
    if period is None or year is None or period.unit not in ("month", "season", "day", "quarter", "half"):
        return None
    return dated(Period(period.unit, year.year, period.part, period.day))


def of_month(context: Context, slots: Slots) -> Meaning | None:
    """ "The 20th of next month"."""
    month, number = slots["date"].period, int("".join(filter(str.isdigit, slots["day_th"])))
    if month is None or month.unit != "month" or month.year is None:
        return None
    return dated(Period("day", month.year, month.part, number))


def plain(context: Context, slots: Slots) -> Meaning | None:
    """The date itself, with words around it that add nothing."""
    found = slots["date"]
    return found if isinstance(found, Meaning) else None


PARTS = {
    "third": third,
    "so-far": so_far,
    "edge": edge,
    "year-end": year_end,
    "nth": nth,
    "opening": opening,
    "part-of-day": part_of_day,
    "this-part": this_part,
    "that-part": that_part,
    "clock": clock,
    "moment": moment,
    "eve": eve,
    "week-of": week_of,
    "of-year": of_year,
    "of-month": of_month,
    "plain": plain,
}
