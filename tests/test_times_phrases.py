"""The phrases of news, one kind after another, read as published on Friday 10 November 2023."""

from datetime import date

import pytest

from entente.times import load, resolve_times
from times_texts import parsed

GRAMMAR = load()
PUBLISHED = date(2023, 11, 10)


def found(text: str) -> list[tuple[str, str, str]]:
    times = resolve_times(parsed(text, PUBLISHED), GRAMMAR)
    return [(time.span.of(text), time.value, f"{time.first}..{time.last}") for time in times]


SINGLE = [
    ("They met on Tuesday.", "Tuesday", "2023-11-07", "2023-11-07..2023-11-07"),
    ("They met on Tuesday evening.", "Tuesday evening", "2023-11-07TEV", "2023-11-07..2023-11-07"),
    ("They met late last week.", "late last week", "2023-W44", "2023-11-02..2023-11-05"),
    ("They met earlier this month.", "earlier this month", "2023-11", "2023-11-01..2023-11-10"),
    ("Trade grew in the three years to 2019.", "the three years to 2019", "P3Y", "2017-01-01..2019-12-31"),
    ("Trade grew in the 1990s.", "the 1990s", "199", "1990-01-01..1999-12-31"),
    ("They met in mid-October.", "mid-October", "2023-10", "2023-10-11..2023-10-20"),
    ("They met on Nov. 6.", "Nov. 6", "2023-11-06", "2023-11-06..2023-11-06"),
    ("They met on Sept 11.", "Sept 11", "2023-09-11", "2023-09-11..2023-09-11"),
    ("They met on Sept 11, 2012.", "Sept 11, 2012", "2012-09-11", "2012-09-11..2012-09-11"),
    ("They met at Easter.", "Easter", "2023-04-09", "2023-04-09..2023-04-09"),
    ("They met on the eve of 9 May.", "the eve of 9 May", "2023-05-08", "2023-05-08..2023-05-08"),
    ("They met a year ago Thursday.", "a year ago Thursday", "2022-11-09", "2022-11-09..2022-11-09"),
    ("They met recently.", "recently", "PAST_REF", "None..None"),
    ("They are allies now.", "now", "PRESENT_REF", "None..None"),
    ("They will meet soon.", "soon", "FUTURE_REF", "None..None"),
    ("They meet every Monday.", "every Monday", "XXXX-WXX-1", "None..None"),
    ("They meet twice a year.", "twice a year", "P1Y", "None..None"),
    ("The border has been shut since March.", "March", "2023-03", "2023-03-01..2023-11-10"),
    ("The border stays shut until 2025.", "2025", "2025", "None..2025-12-31"),
    ("Output fell in the second quarter.", "the second quarter", "2023-Q2", "2023-04-01..2023-06-30"),
    ("Output fell in fiscal 2022.", "fiscal 2022", "FY2022", "None..None"),
    ("They met in week 45 of 2023.", "week 45 of 2023", "2023-W45", "2023-11-06..2023-11-12"),
    ("They have met since the weekend.", "the weekend", "2023-W44-WE", "2023-11-04..2023-11-10"),
    ("It lasted from 6 to 8 November.", "6 to 8 November", "2023-11-06/2023-11-08", "2023-11-06..2023-11-08"),
    ("They met over the weekend.", "the weekend", "2023-W44-WE", "2023-11-04..2023-11-05"),
    ("They met in the summer of 2012.", "the summer of 2012", "2012-SU", "2012-06-01..2012-08-31"),
    ("They met at 6 a.m. on Wednesday.", "6 a.m. on Wednesday", "2023-11-08T06:00", "2023-11-08..2023-11-08"),
]


@pytest.mark.parametrize(("text", "phrase", "value", "days"), SINGLE)
def test_a_phrase_of_news_gets_its_value_and_days(text, phrase, value, days):
    assert found(text) == [(phrase, value, days)]


ANCHORED = [
    ("He fled on 3 May 2020; a guard had died the day before.", "2020-05-02"),
    ("He fled on 3 May 2020; a guard died the same day.", "2020-05-03"),
    ("He fled on 3 May 2020. At that time, all was quiet.", "2020-05-03"),
    ("He fled on 3 May 2020. The following week, a guard died.", "2020-W19"),
    ("He fled on 3 May 2020. A guard died two days later.", "2020-05-05"),
    ("He fled on 3 May 2020. That evening, a guard died.", "2020-05-03TEV"),
    ("He fled on 3 May 2020; at 6 p.m. a guard died.", "2020-05-03T18:00"),
]


@pytest.mark.parametrize(("text", "value"), ANCHORED)
def test_a_phrase_that_leans_on_a_date_is_counted_from_the_last_one(text, value):
    assert [each[1] for each in found(text)] == ["2020-05-03", value]


def test_the_order_of_a_date_in_figures_is_that_of_the_rest_of_the_report():
    assert [each[1] for each in found("Signed on 25/12/2022, in force since 10/11/2023.")] == [
        "2022-12-25",
        "2023-11-10",
    ]


def test_a_length_before_an_event_is_a_length_for_the_coder_to_count():
    assert found("They met two days after the vote.") == [("two days", "P2D", "None..None")]


def test_a_visit_of_some_days_that_began_on_a_day_has_both():
    text = "She is back from a three-day visit that began Monday."
    assert found(text) == [
        ("three-day", "P3D", "2023-11-06..2023-11-08"),
        ("Monday", "2023-11-06", "2023-11-06..2023-11-06"),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He began a three-day visit to Oslo on Monday.", "2023-11-06..2023-11-08"),
        ("He arrived in Oslo on Monday for a two-day visit.", "2023-11-06..2023-11-07"),
        ("A two-week drill starting on 1 May frayed nerves.", "2023-05-01..2023-05-14"),
        ("A four-day summit in Oslo that ended Thursday was dull.", "2023-11-06..2023-11-09"),
        ("He spoke on Monday of a three-day visit.", "None..None"),
        ("After three days of talks, they parted on Monday.", "None..None"),
    ],
)
def test_a_length_has_days_only_where_one_end_is_told(text, days):
    assert days in {each[2] for each in found(text) if each[1].startswith("P")}


def test_the_day_after_brackets_is_that_of_both_hours_before_it():
    text = "The plant blew up at 6 p.m. (1700 GMT) on Tuesday."
    assert [each[1] for each in found(text)] == ["2023-11-07T18:00", "2023-11-07T17:00Z", "2023-11-07"]


def test_an_hour_after_another_subject_is_of_the_day_of_the_news_not_of_a_day_told_as_background():
    text = "The council met on Wednesday. It had been founded on 8 March 1990. Nobody recalls why. It rose at 6 p.m."
    assert found(text)[-1][1] == "2023-11-08T18:00"


@pytest.mark.parametrize(
    "text",
    [
        "They met on 31 June.",
        "They met on 29 February 2023.",
        "They met on the 45th of March.",
        "They met on 2023-02-30.",
        "They met on 31/31/2023.",
        "They met at 25:61.",
        "They met at 27 p.m.",
        "They met in 99999.",
        "They met in the year 123456.",
        "They met in FY999999.",
        "They met on " + "1" * 1000 + ".",
        "They met " + "9" * 1000 + " years ago.",
    ],
)
def test_what_no_calendar_holds_has_no_value(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["They met 9999999 years ago.", "They met 5000 years ago.", "They meet 9,000,000 days from now."]
)
def test_a_length_that_leaves_the_calendar_names_no_days(text):
    assert all(days == "None..None" for _, _, days in found(text))
