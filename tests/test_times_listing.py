"""Days of one month in a row, read as published on Friday 10 November 2023."""

from datetime import date

import pytest

from entente.times import load, resolve_times
from times_texts import parsed

GRAMMAR = load()
LISTED = [
    ("They met on 6 and 8 October.", "6 2023-10-06, 8 October 2023-10-08"),
    ("They met on October 6 and 8 in Riga.", "October 6 2023-10-06, 8 2023-10-08"),
    ("They met on October 6 and 8, 2020.", "October 6 2020-10-06, 8, 2020 2020-10-08"),
    ("They met on 3, 4 and 5 May 2021.", "3 2021-05-03, 4 2021-05-04, 5 May 2021 2021-05-05"),
    ("They met on the 14th and 15th of March.", "14th 2023-03-14, 15th of March 2023-03-15"),
    ("They will vote on 3 or 4 December.", "3 2023-12-03, 4 December 2023-12-04"),
    ("They counted 6 and 8 October came.", "8 October 2023-10-08"),
    ("They met on 8 and 6 October.", "6 October 2023-10-06"),
    ("They met on 30 and 31 June.", ""),
    ("They met on May 3, 5 of them in Riga.", "May 3 2023-05-03"),
]


@pytest.mark.parametrize(("text", "wanted"), LISTED)
def test_each_day_of_a_row_has_the_month_that_stands_with_one(text: str, wanted: str):
    times = resolve_times(parsed(text, date(2023, 11, 10)), GRAMMAR)
    assert ", ".join(f"{time.span.of(text)} {time.value}" for time in times) == wanted


@pytest.mark.parametrize("text", ["They met between 3 and 5 May.", "They met between May 3 and 5."])
def test_a_row_behind_between_is_a_range(text: str):
    times = resolve_times(parsed(text, date(2023, 11, 10)), GRAMMAR)
    assert {(time.first, time.last) for time in times} == {(date(2023, 5, 3), date(2023, 5, 5))}


def test_a_limit_that_is_counted_in_belongs_to_the_days():
    texts = {"They will leave on or before 30 June.": (None, date(2024, 6, 30))}
    for text, days in texts.items():
        (time,) = resolve_times(parsed(text, date(2023, 11, 10)), GRAMMAR)
        assert (time.first, time.last) == days
