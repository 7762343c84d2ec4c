"""The calendar algebra: what periods hold, how they move, and that nothing ever overflows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.times.calendar import (
    Duration,
    Period,
    Span,
    at_index,
    containing,
    day_of,
    months_later,
    read,
    weekday_near,
)
from entente.times.holidays import holiday

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


@pytest.mark.parametrize("text", ["", "P", "2023-", "yesterday", "2023-11-8", "9" * 1000, "P1", "2023-W5"])
def test_what_is_no_notation_is_refused(text):
    with pytest.raises(ValueError, match="not a calendar value"):
        read(text)


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
