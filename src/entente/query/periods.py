"""Days, weeks, months, quarters and years, each numbered so that the next one has the next number.

Weeks start on Monday and are named as ISO 8601 names them, 2024-W07.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """``number`` of the period a day lies in, the first day of a number, and how a number is named."""

    number: Callable[[date], int]
    first: Callable[[int], date]
    name: Callable[[int], str]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of_month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _week_name(number: int) -> str:
    year, week, _ = date.fromordinal(number * 7 + 1).isocalendar()
    return f"{year}-W{week:02}"


PERIODS: Mapping[str, Period] = {
    "day": Period(date.toordinal, date.fromordinal, lambda number: date.fromordinal(number).isoformat()),
    # The first day of the calendar is a Monday.
    "week": Period(lambda day: (day.toordinal() - 1) // 7, lambda number: date.fromordinal(number * 7 + 1), _week_name),
    "month": Period(_month, _first_of_month, lambda number: f"{number // 12}-{number % 12 + 1:02}"),
    "quarter": Period(
        lambda day: _month(day) // 3,
        lambda number: _first_of_month(number * 3),
        lambda number: f"{number // 4}-Q{number % 4 + 1}",
    ),
    "year": Period(lambda day: day.year, lambda number: date(number, 1, 1), str),
}
