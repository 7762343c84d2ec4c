"""The clocks of datelines: which zone a place has, when summer time holds, and on which day a time of day falls."""

from dataclasses import replace
from datetime import date

import pytest

from entente.model import Block, Span
from entente.times import load, resolve_times
from entente.times.zones import Zone, zone_of
from times_texts import parsed

GRAMMAR = load()


@pytest.mark.parametrize(
    ("dateline", "minutes"),
    [
        ("OSLO, Nov 3 -", 60),
        ("TOKYO (AP) -", 540),
        ("PORT-AU-PRINCE, Haiti -", -300),
        ("KARBALA, Iraq (AP) -", 180),
        ("MOSCOW/MINSK -", 180),
        ("NEW DELHI:", 330),
        ("ATLANTIS -", None),
        ("", None),
    ],
)
def test_a_dateline_tells_the_zone_by_its_town_or_state(dateline, minutes):
    zone = zone_of(dateline, GRAMMAR.zones)
    assert (zone.on(date(2023, 1, 15)) if zone else None) == minutes


@pytest.mark.parametrize(
    ("zone", "day", "minutes"),
    [
        (Zone(60, "eu"), date(2023, 3, 25), 60),
        (Zone(60, "eu"), date(2023, 3, 26), 120),
        (Zone(60, "eu"), date(2023, 10, 29), 60),
        (Zone(-300, "us"), date(2023, 3, 12), -240),
        (Zone(600, "australia"), date(2023, 1, 1), 660),
        (Zone(600, "australia"), date(2023, 6, 1), 600),
        (Zone(180), date(2023, 6, 1), 180),
        (Zone(60, "eu"), date.min, 60),
    ],
)
def test_summer_time_begins_and_ends_on_its_sundays(zone, day, minutes):
    assert zone.on(day) == minutes


def found(dateline: str, text: str) -> list[tuple[str, str]]:
    whole = parsed(f"{dateline} {text}", date(2023, 11, 10))
    blocks = (Block(Span(0, len(dateline)), "dateline"), Block(Span(len(dateline) + 1, len(whole.report.text)), "body"))
    times = resolve_times(replace(whole, report=replace(whole.report, blocks=blocks)), GRAMMAR)
    return [(time.value, str(time.first)) for time in times]


def test_an_hour_of_another_zone_falls_on_the_day_it_had_where_the_report_was_written():
    assert found("TOKYO -", "The quake struck at 23:30 GMT on Wednesday.") == [("2023-11-08T23:30Z", "2023-11-09")]
    assert found("LONDON -", "The quake struck at 23:30 GMT on Wednesday.") == [("2023-11-08T23:30Z", "2023-11-08")]


def test_an_hour_in_brackets_is_the_same_moment_as_the_local_one_before_it():
    assert found("TOKYO -", "The quake struck at 8:30 a.m. on Thursday (2330 GMT).") == [
        ("2023-11-09T08:30", "2023-11-09"),
        ("2023-11-08T23:30Z", "2023-11-09"),
    ]


def test_without_a_known_dateline_the_day_is_the_one_named():
    assert found("ATLANTIS -", "The quake struck at 23:30 GMT on Wednesday.") == [("2023-11-08T23:30Z", "2023-11-08")]
