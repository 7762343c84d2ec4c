"""The clocks of the place a report was written in.

A zone is written ``+02 eu``: hours east of Greenwich in winter, then the rule for summer time, an hour more: ``eu``
from the last Sunday of March to that of October, ``us`` from the second of March to the first of November, ``israel``
from the Friday before the last Sunday of March to the last of October, ``chile`` from the first of September to the
first of April, ``australia`` from the first of October to the first of April, ``new zealand`` from the last of
September to the first of April. A day on which clocks change counts as after the change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from entente.times.calendar import Period, minutes_east

# Rule -> (month, which Sunday, days from it) of the first day of summer time, and of the first day after it.
_SUMMER = {
    "eu": ((3, -1, 0), (10, -1, 0)),
    "us": ((3, 2, 0), (11, 1, 0)),
    "israel": ((3, -1, -2), (10, -1, 0)),
    "chile": ((9, 1, 0), (4, 1, 0)),
    "australia": ((10, 1, 0), (4, 1, 0)),
    "new zealand": ((9, -1, 0), (4, 1, 0)),
}
_PLACE = re.compile(r"\s*([^,(/;:—–]+?)\s*(?:,\s*([^,(/;:—–]+?)\s*)?(?:[,(/;:—–]|\s-|$)")


@dataclass(frozen=True, slots=True)
class Zone:
    """Minutes east of Greenwich in winter, and the rule for summer time if there is one."""

    winter: int
    summer: str = ""

    def on(self, day: date) -> int:
        """Minutes east of Greenwich on *day*."""
        if not self.summer:
            return self.winter
        begins, ends = (_changes(day.year, change) for change in _SUMMER[self.summer])
        summer = begins <= day < ends if begins < ends else not ends <= day < begins
        return self.winter + 60 * summer


def _changes(year: int, change: tuple[int, int, int]) -> date:
    month, which, days = change
    sunday = Period("month", year, month).nth_weekday(which, 7)
    assert sunday
    assert sunday.days
    return sunday.days[0] + timedelta(days)


def zone(notation: str) -> Zone | None:
    """The zone so written; None if it is malformed."""
    hours, _, summer = notation.partition(" ")
    winter = minutes_east(hours)
    return None if winter is None or (summer and summer not in _SUMMER) else Zone(winter, summer)


def zone_of(dateline: str, zones: Mapping[str, Zone]) -> Zone | None:
    """The zone of the place a dateline begins with ("OSLO, Nov 3 -"), by its town, else by the state after that."""
    found = _PLACE.match(dateline)
    if not found:
        return None
    town, state = ((name or "").lower() for name in found.groups())
    return zones.get(f"{town}, {state}") or zones.get(town) or zones.get(state)
