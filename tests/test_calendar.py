"""The calendar algebra: what periods hold, how they move, and that nothing ever overflows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.times.calendar import (
    Duration,
    Moment,
    Period,
    Recurrence,
    Span,
    at_index,
    containing,
    day_of,
    months_later,
    read,
    weekday_near,
)
from entente.times.holidays import holiday

# Half-hour steps, so that no two zones differ by a few minutes only, and one far east.
ZONES = st.sampled_from([None, 0, *range(-720, 841, 30), 345])
UNITS = ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century")
DAYS = st.dates(date.min, date.max)
PERIODS = st.builds(containing, DAYS, st.sampled_from(UNITS)).filter(bool)
LETTERS = ("CE", "DE", "Y", "Q", "M", "W", "D", "TH", "TM", "TS")


def days(notation: str) -> str:
    first, last = read(notation).days
    return f"{first}..{last}"


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("2023-11-08", "2023-11-08..2023-11-08"),
        ("2023-W45", "2023-11-06..2023-11-12"),
        ("2020-W53", "2020-12-28..2021-01-03"),
        ("2023-W45-WE", "2023-11-11..2023-11-12"),
        ("2024-02", "2024-02-01..2024-02-29"),
        ("2023-Q3", "2023-07-01..2023-09-30"),
        ("2023-H1", "2023-01-01..2023-06-30"),
        ("2023-FA", "2023-09-01..2023-11-30"),
        ("2023-WI", "2023-12-01..2024-02-29"),
        ("1850", "1850-01-01..1850-12-31"),
        ("202", "2020-01-01..2029-12-31"),
        ("19", "1900-01-01..1999-12-31"),
    ],
)
def test_a_period_holds_the_days_its_notation_names(notation, expected):
    assert days(notation) == expected


IMPOSSIBLE = ["2023-02-29", "2023-06-31", "2023-13", "2023-W53", "0000", "XXXX-10", "XXXX-WXX-5"]


@pytest.mark.parametrize("notation", IMPOSSIBLE)
def test_an_impossible_or_unknown_period_has_no_days(notation):
    assert read(notation).days is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "2023-",
        "yesterday",
        "2023-11-8",
        "9" * 1000,
        "P1",
        "2023-W5",
        "R/",
        "R/../..",
        "2023-11-08T25:00",
        "2023-11-08T24:30",
        "2023-11T05:00",
    ],
)
def test_what_is_no_notation_is_refused(text):
    with pytest.raises(ValueError, match="not a calendar value"):
        read(text)


UNKNOWN = st.builds(
    Period,
    st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "fiscal-quarter"]),
    st.none() | st.integers(1, 9999),
    st.none() | st.integers(1, 2),
) | st.builds(Period, st.sampled_from(["year", "decade", "century", "fiscal"]))


@given(UNKNOWN)
def test_unknown_parts_stay_unknown_when_read_back(period):
    assert read(str(period)) == period
    assert period.year is not None or period.days is None


PARTS = st.builds(Moment, PERIODS.filter(lambda period: period.unit == "day"), part=st.sampled_from(["MO", "AF", "NI"]))
CLOCKS = st.builds(
    Moment,
    st.builds(containing, DAYS, st.just("day")) | st.just(Period("day")) | st.just(Period("weekday", day=3)),
    st.none() | st.integers(0, 1440),
    ZONES,
)


@given(PARTS | CLOCKS)
def test_a_time_of_day_is_read_back_from_its_notation(moment):
    assert read(str(moment)) == moment


@given(CLOCKS, ZONES.filter(lambda zone: zone is not None))
def test_another_zones_clocks_show_the_same_moment(moment, zone):
    there = moment.in_zone(zone)
    if there:
        back = there.in_zone(moment.zone)
        assert back
        assert (back.days[0] - moment.days[0]).days * 1440 == moment.minute - back.minute


def test_late_evening_in_greenwich_is_the_next_morning_in_tokyo():
    assert str(read("2023-11-07T23:30Z").in_zone(540)) == "2023-11-08T08:30+09"
    assert read("2023-11-07T23:30").in_zone(540) is None
    assert read("9999-12-31T23:30Z").in_zone(540) is None


@given(PERIODS | CLOCKS | st.builds(Duration, st.just((("W", 2.0),))))
def test_a_set_is_read_back_and_its_value_is_that_of_what_repeats(value):
    recurrence = Recurrence(value)
    assert read(str(recurrence)) == recurrence
    assert recurrence.value == str(value)


@given(st.floats(0, 1e12), st.sampled_from(LETTERS))
def test_no_amount_is_rounded_away(count, letter):
    duration = Duration(((letter, count),))
    assert read(str(duration)) == duration


@given(st.integers(1, 9999), st.integers(-50, 50), st.integers(1, 12))
def test_fiscal_years_follow_one_another_without_gap(year, count, month):
    fiscal = Period("fiscal", year)
    assert read(str(fiscal)) == fiscal
    assert fiscal.days is None
    moved = fiscal.shift(count)
    assert moved is None or moved.shift(-count) == fiscal
    days, later = fiscal.beginning_in(month), Period("fiscal", year + 1).beginning_in(month)
    assert not days or not later or days[1] + timedelta(1) == later[0]


def test_a_fiscal_year_is_named_after_the_year_in_which_it_ends():
    assert Period("fiscal", 2023).beginning_in(10) == (date(2022, 10, 1), date(2023, 9, 30))
    assert Period("fiscal-quarter", 2023, 1).beginning_in(10) == (date(2022, 10, 1), date(2022, 12, 31))
    assert Period("fiscal", 2023).beginning_in(1) == Period("year", 2023).days


@given(PERIODS)
def test_a_period_is_read_back_from_its_notation(period):
    assert read(str(period)) == period


AMOUNTS = st.tuples(st.sampled_from(LETTERS), st.none() | st.integers(1, 10**7))


@given(st.lists(AMOUNTS, min_size=1, max_size=3, unique_by=lambda part: part[0]))
def test_a_duration_is_read_back_from_its_notation(parts):
    ordered = sorted(parts, key=lambda part: LETTERS.index(part[0]))
    duration = Duration(tuple((letter, None if count is None else float(count)) for letter, count in ordered))
    assert read(str(duration)) == duration


@given(st.none() | DAYS, st.none() | DAYS)
def test_a_span_with_open_ends_is_read_back_from_its_notation(first, last):
    assert read(str(Span(first, last))) == Span(first, last)


@given(PERIODS, st.integers(-(10**6), 10**6))
def test_shifting_and_shifting_back_is_nothing(period, count):
    moved = period.shift(count)
    assert moved is None or moved.shift(-count) == period


@given(PERIODS)
def test_units_follow_one_another_without_gap(period):
    following = period.shift(1)
    if following and period.unit != "weekend":
        assert following.days[0] == period.days[1] + timedelta(1)


@given(DAYS, st.sampled_from([unit for unit in UNITS if unit != "weekend"]))
def test_the_unit_containing_a_day_holds_it(day, unit):
    found = containing(day, unit)
    assert found is None or found.holds(day)


@given(PERIODS, st.integers(-60, 60), st.sampled_from(UNITS))
def test_the_nth_part_lies_in_the_whole(period, number, unit):
    part = period.nth(number, unit)
    assert part is None or (part.days[0] <= period.days[1] and period.days[0] <= part.days[1])


@given(DAYS, st.sampled_from(LETTERS), st.integers(0, 10**7), st.sampled_from([1, -1]))
def test_no_duration_overflows_the_calendar(day, letter, count, sign):
    found = Duration(((letter, float(count)),)).after(day, sign)
    assert found is None or (found >= day if sign > 0 else found <= day)


@given(st.integers(-(10**9), 10**9), st.integers(-100, 100), st.integers(-100, 400))
def test_a_day_that_does_not_exist_is_none(year, month, day):
    found = day_of(year, month, day)
    assert found is None or (found.year, found.month, found.day) == (year, month, day)


@given(DAYS, st.integers(1, 7))
def test_the_nearest_weekday_is_within_a_week(day, weekday):
    before, after = weekday_near(day, weekday, -1), weekday_near(day, weekday, 1)
    assert before is None or (before.isoweekday() == weekday and 0 <= (day - before).days < 7)
    assert after is None or (after.isoweekday() == weekday and 0 <= (after - day).days < 7)


@given(st.sampled_from(UNITS), st.integers(-(10**9), 10**9))
def test_any_index_is_a_period_or_none(unit, index):
    period = at_index(unit, index)
    assert period is None or period.index == index


def test_months_end_where_the_shorter_month_ends():
    assert months_later(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_thirds_of_a_month_are_those_of_the_codebook():
    october = Period("month", 2023, 10)
    assert [october.third(which) for which in ("early", "mid", "late")] == [
        (date(2023, 10, 1), date(2023, 10, 10)),
        (date(2023, 10, 11), date(2023, 10, 20)),
        (date(2023, 10, 21), date(2023, 10, 31)),
    ]


@pytest.mark.parametrize(
    ("period", "number", "unit", "expected"),
    [("2023-03", -1, "week", "2023-W13"), ("2023", 3, "quarter", "2023-Q3"), ("2023", 1, "week", "2023-W01"),
     ("2023-11", -1, "day", "2023-11-30"), ("2023", -1, "month", "2023-12"), ("202", 2, "year", "2021")],
)  # fmt: skip
def test_the_nth_unit_of_a_longer_one(period, number, unit, expected):
    assert str(read(period).nth(number, unit)) == expected


def test_the_first_friday_and_the_last_monday_of_a_month():
    assert str(read("2023-10").nth_weekday(1, 5)) == "2023-10-06"
    assert str(read("2023-05").nth_weekday(-1, 1)) == "2023-05-29"
    assert read("2023-02").nth_weekday(5, 1) is None


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ("easter 0", 2023, "2023-04-09"),
        ("easter -2", 2024, "2024-03-29"),
        ("orthodox 0", 2023, "2023-04-16"),
        ("nth 11 4 4", 2023, "2023-11-23"),
        ("nth 5 -1 1", 2023, "2023-05-29"),
        ("islamic 9 1", 2023, "2023-03-23"),
        ("nowruz", 2024, "2024-03-20"),
        ("12-25", 1850, "1850-12-25"),
    ],
)
def test_holidays_fall_on_their_days(rule, year, expected):
    assert str(holiday(rule, year).first) == expected


RULES = ("easter 0", "orthodox 0", "islamic 12 10 for 4", "nth 11 4 4 + 1", "2-29", "nowruz")


@given(st.sampled_from(RULES), st.integers(-5, 20000))
def test_holidays_of_absurd_years_are_none_not_errors(rule, year):
    found = holiday(rule, year)
    assert found is None or found.first.year == year
