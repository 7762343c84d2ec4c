"""Productions for parts of a larger unit: early, middle and late, the n-th week, the end, times of day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from entente.times.calendar import Moment, Period, Span, Third, containing, days_later, minutes_east, read
from entente.times.meaning import IMPOSSIBLE, Context, Meaning, dated, day_of, within
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


def thirds(context: Context, slots: Slots) -> Meaning | None:
    """ "Mid-to-late May": from the beginning of one third to the end of the other."""
    meaning: Meaning = slots["date"]
    low, high = (meaning.period.third(_THIRDS[slots[end]]) if meaning.period else None for end in ("low", "high"))
    return within(meaning, Span(low[0], high[1])) if low and high and low[0] < high[1] else None


def turn(context: Context, slots: Slots) -> Meaning | None:
    """ "The turn of the century": the year before the last century began, that year, and the one after."""
    given = slots.get("day_th") or slots.get("ordinal")
    if given is None and context.published is None:
        return unknown("CE")
    number = _number_of(given) - 1 if given is not None else context.published.year // 100  # type: ignore[union-attr]
    century = dated(Period("century", number * 100)) if number > 0 else IMPOSSIBLE
    start = century.days.first if century.days else None
    return within(century, Span(date(start.year - 1, 1, 1), date(start.year + 1, 12, 31))) if start else None


def _number_of(given: Any) -> int:
    return int("".join(filter(str.isdigit, given))) if isinstance(given, str) else int(given.value)


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
    day = meaning.period or Period("day")
    return replace(meaning, type="TIME", value=str(Moment(day, part=slots["partday"])))


def this_part(context: Context, slots: Slots) -> Meaning | None:
    """ "This morning", "last night", "tonight": of the day of publication or the one before."""
    if context.published is None:
        return Meaning("TIME", str(Moment(part=slots["partday"])), None, "day", anchor=False)
    day = days_later(context.published, int(slots["count"]))
    return part_of_day(context, {**slots, "date": dated(containing(day, "day") if day else None)})


def overnight(context: Context, slots: Slots) -> Meaning | None:
    """ "Overnight": the night that ended on the day of publication, or the one to come."""
    return this_part(context, {**slots, "count": "0" if context.tense == "future" else "-1"})


def night_into(context: Context, slots: Slots) -> Meaning | None:
    """ "Overnight into Sunday": the night that ends on the day named."""
    period = slots["date"].period
    if period is None or period.unit != "day" or not period.days or slots["date"].type != "DATE":
        return None
    before = days_later(period.days[0], -1)
    night = part_of_day(context, {"date": dated(containing(before, "day")), "partday": "NI"}) if before else None
    return within(night, Span(before, period.days[0])) if night else None


def daylight(context: Context, slots: Slots) -> Meaning | None:
    """ "At dawn", "by dusk": of the day of the last clock time or date."""
    return part_spoken_of(context, {"partday": "EV" if slots["dawn"] == "dusk" else "MO"})


def part_spoken_of(context: Context, slots: Slots) -> Meaning | None:
    """ "In the morning", "by the evening": of the day spoken of."""
    return this_part(replace(context, published=context.day_spoken_of), {**slots, "count": "0"})


def day_spoken_of(context: Context, slots: Slots) -> Meaning | None:
    """ "Later in the day": the day spoken of."""
    day = context.day_spoken_of
    return dated(containing(day, "day")) if day else unknown("D")


def that_part(context: Context, slots: Slots) -> Meaning | None:
    """ "That evening", "the next morning": of the day named nearby, else that of the news, else the last dated."""
    near = (day_of(meaning) for meaning in reversed(context.near))
    others = (day_of(meaning) for meaning in (context.lead, context.last_dated("day")) if meaning)
    start = next(filter(None, (*near, *others)), context.published)
    day = days_later(start, int(slots["count"])) if start else None
    return this_part(replace(context, published=day), {**slots, "count": "0"})


def clock(context: Context, slots: Slots) -> Meaning | None:
    """A time of day, on the day spoken of, which is that of the place the report was written in.

    "At 8 a.m. (2300 GMT)" in Tokyo: the second is 2300 of the day before.
    """
    time = time_of(slots)
    if time is None:
        return IMPOSSIBLE
    day = context.day_spoken_of
    if day is None:
        return Meaning("TIME", str(time), None, "day", anchor=False)
    known = [at_time(dated(containing(near, "day")), time, context) for near in _around(day)]
    return next((found for found in known if found.days and found.days.first == day), known[0])


def _around(day: date) -> list[date]:
    return [near for near in (day, days_later(day, -1), days_later(day, 1)) if near]


def at_time(meaning: Meaning, time: Moment, context: Context) -> Meaning:
    """That time on the day of *meaning*, whose day is the one by the clocks of the place the report was written in."""
    moment = replace(time, day=meaning.period or Period("day"))
    here = moment.in_zone(context.zone.on(moment.days[0])) if moment.days and context.zone else None
    days = Span(*here.days) if here and here.days else meaning.days
    return replace(meaning, type="TIME", value=str(moment), days=days)


_HALF_OF = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}


def time_of(slots: Slots) -> Moment | None:
    """The time of day in the slots; None where the clock has none such."""
    zone = minutes_east(slots.get("zone_shift") or slots.get("zone", ""))
    if "noon" in slots:
        return Moment(minute=1440 if slots["noon"] == "midnight" else 720, zone=zone)
    text = slots.get("clock") or slots.get("clock_halfday") or slots.get("day") or slots.get("hour") or ""
    half = slots.get("halfday") or _HALF_OF.get(slots.get("half", ""), "")
    if isinstance(text, str) and len(text) == 4 and text.isdigit():
        text = f"{text[:2]}:{text[2:]}"
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
    return Moment(minute=hour * 60 + minute, zone=zone) if hour * 60 + minute <= 1440 else None


def moment(context: Context, slots: Slots) -> Meaning | None:
    """ "6 a.m. on Wednesday": the day with the clock time."""
    meaning: Meaning = slots["date"]
    time = read(slots["clock"].value) if "clock" in slots else time_of(slots)
    if meaning.unit not in ("day", "weekday") or "/" in meaning.value or not isinstance(time, Moment):
        return None
    return at_time(meaning, time, context)


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
    "overnight": overnight,
    "night-into": night_into,
    "thirds": thirds,
    "turn": turn,
    "daylight": daylight,
    "part-spoken-of": part_spoken_of,
    "day-spoken-of": day_spoken_of,
    "clock": clock,
    "moment": moment,
    "eve": eve,
    "week-of": week_of,
    "of-year": of_year,
    "of-month": of_month,
    "plain": plain,
}
