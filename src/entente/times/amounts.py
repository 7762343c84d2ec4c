"""Productions for numbers, lengths, repetitions and the vague expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from entente.times.calendar import Duration, Moment, Period, Recurrence, read
from entente.times.meaning import Context, Count, Meaning, lasting, vague

Slots = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time inside a larger expression."""

    duration: Duration


def count(context: Context, slots: Slots) -> Count:
    """A number in figures, in words, or vague."""
    if "value" in slots:
        return Count(None if slots["value"] == "X" else float(slots["value"]))
    if "vaguely" in slots:
        return Count(None)
    for name in ("digits", "commas", "fraction"):
        if name in slots:
            return Count(float(slots[name].replace(",", "")) * float(slots.get("scale", 1)))
    total = sum(float(slots[name]) for name in ("tens", "teen", "small") if name in slots)
    if "count" in slots:
        total = slots["count"].value or 0
    return Count((total or 1) * float(slots.get("scale", 1)) + float(slots.get("more", 0)))


def ordinal(context: Context, slots: Slots) -> Count:
    """An ordinal in words or figures; the last is -1."""
    if "value" in slots:
        return Count(float(slots["value"]))
    if "day_th" in slots:
        return Count(float("".join(filter(str.isdigit, slots["day_th"]))))
    return Count(float(slots.get("tens", 0)) + float(slots["ordinal"]))


def length(context: Context, slots: Slots) -> Length | None:
    """A number of units; a fortnight is two weeks."""
    value = slots["count"].value if "count" in slots else float(slots.get("value", 1))
    if value is not None:
        value += float(slots.get("more", 0))
    if "fortnight" in slots:
        return Length(Duration((("W", None if value is None else value * 2),)))
    letter = str(slots.get("units") or slots.get("unit") or slots.get("finer"))
    if value == 0.5 and letter in _HALVES:
        return Length(Duration((_HALVES[letter],)))
    return Length(Duration(((letter, value),))) if value is None or value <= 1e6 else None


# Half of a unit in the unit below, as TIMEX3 is annotated ("half an hour" is PT30M).
_HALVES = {"TH": ("TM", 30.0), "Y": ("M", 6.0), "DE": ("Y", 5.0), "CE": ("Y", 50.0)}


def unnumbered(context: Context, slots: Slots) -> Length:
    """ "Years" in "years ago", "some months later": a length of which only the unit is known."""
    return Length(Duration(((slots["many_units"], None),)))


def length_of_unit(context: Context, slots: Slots) -> Meaning | None:
    """ "Month-long", "the whole year": one such unit."""
    return lasting(Duration(((slots["unit"], 1.0),)))


def length_of_units(context: Context, slots: Slots) -> Meaning | None:
    """ "For decades": an unknown number of units."""
    return lasting(Duration(((slots["many_units"], None),)))


def short_length(context: Context, slots: Slots) -> Length | None:
    """A figure written together with its unit: "5yrs", "10min"."""
    text = slots["amount"].rstrip("s")
    letter = {"yr": "Y", "hr": "TH", "min": "TM"}[text.lstrip("0123456789")]
    return Length(Duration(((letter, float("".join(filter(str.isdigit, text)))),)))


def sum_of(context: Context, slots: Slots) -> Length | None:
    """ "One year and three months"."""
    first, second = slots["length"].duration, slots["second"].duration
    if {letter for letter, _ in first.parts} & {letter for letter, _ in second.parts}:
        return None
    return Length(first.plus(second))


def same_length(context: Context, slots: Slots) -> Length | None:
    """The length itself, with words around it that add nothing to its value ("about", "nearly", "full")."""
    found = slots["length"]
    return found if isinstance(found, Length) else None


def amount(context: Context, slots: Slots) -> Meaning | None:
    """A length standing by itself, or its figure and unit ("16 year-old")."""
    found = slots["length"] if "length" in slots else length(context, slots)
    return lasting(found.duration) if found else None


def regular(context: Context, slots: Slots) -> Meaning | None:
    """ "Annually", "daily": once in each such length."""
    return Meaning("SET", slots["regular"], anchor=False)


def every(context: Context, slots: Slots) -> Meaning | None:
    """ "Every Monday", "each March", "every two years", "every morning"."""
    if "length" in slots:
        return Meaning("SET", Recurrence(slots["length"].duration).value, anchor=False)
    if "finer" in slots:
        return Meaning("SET", Recurrence(Duration(((slots["finer"], 1.0),))).value, anchor=False)
    if "partday" in slots:
        return Meaning("SET", Recurrence(Moment(part=slots["partday"])).value, anchor=False)
    return Meaning("SET", Recurrence(_period(slots)).value, anchor=False)


def weekday_of_every(context: Context, slots: Slots) -> Meaning | None:
    """ "The first Friday of every month": some Fridays; TIMEX3 has no value that says which."""
    return Meaning("SET", Recurrence(Period("weekday", day=int(slots["weekday"]))).value, anchor=False)


def _period(slots: Slots) -> Period | Duration:
    for name in ("weekday", "weekdays"):
        if name in slots:
            return Period("weekday", day=int(slots[name]))
    if "month" in slots:
        day = slots.get("day")
        return Period("day" if day else "month", None, int(slots["month"]), int(day) if day else None)
    if "season" in slots:
        return Period("season", None, int(slots["season"]))
    found = read(f"P1{slots['unit']}") if slots["unit"] != "WE" else Period("weekend")
    assert isinstance(found, Period | Duration)
    return found


def to_come(context: Context, slots: Slots) -> Meaning | None:
    """ "Soon": the future, unless the verb tells of the past ("they soon left")."""
    return None if context.tense == "past" and slots.get("soon") else vague(slots["value"])


def reference(context: Context, slots: Slots) -> Meaning | None:
    """ "Now", "recently", "soon"."""
    return vague(slots["value"])


AMOUNTS = {
    "count": count,
    "ordinal": ordinal,
    "length": length,
    "unnumbered": unnumbered,
    "length-of-unit": length_of_unit,
    "length-of-units": length_of_units,
    "short-length": short_length,
    "sum": sum_of,
    "same-length": same_length,
    "amount": amount,
    "regular": regular,
    "every": every,
    "weekday-of-every": weekday_of_every,
    "to-come": to_come,
    "reference": reference,
}
