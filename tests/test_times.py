"""What a reader of the record would check: the dates of the real report, tense, anchors, open intervals, non-times."""

import pickle
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.errors import DataError
from entente.model import Entity, Parsed, Sentence, Token
from entente.times import load, resolve_times
from entente.times.loading import FOLDER
from times_texts import parsed

GRAMMAR = load()
FRIDAY = date(2023, 11, 10)


def found(text: str, published: date | None = FRIDAY) -> list[tuple[str, str, str]]:
    times = resolve_times(parsed(text, published), GRAMMAR)
    return [(time.span.of(text), time.value, f"{time.first}..{time.last}") for time in times]


def only(text: str, published: date | None = FRIDAY) -> tuple[str, str, str]:
    times = found(text, published)
    assert len(times) == 1, times
    return times[0]


# The three golden cases, told in our own words after the real report.


def test_a_meeting_on_a_weekday_of_the_week_of_publication():
    text = "The general met the president on Wednesday in Moscow. On Wednesday morning, the minister had received him."
    assert found(text) == [
        ("Wednesday", "2023-11-08", "2023-11-08..2023-11-08"),
        ("Wednesday morning", "2023-11-08TMO", "2023-11-08..2023-11-08"),
    ]


def test_meetings_of_this_year_in_months_already_past():
    text = (
        "This year, the two leaders have met twice: in March, on a three-day visit to Moscow, "
        "and in October in Beijing."
    )
    assert found(text) == [
        ("This year", "2023", "2023-01-01..2023-11-10"),
        ("March", "2023-03", "2023-03-01..2023-03-31"),
        ("three-day", "P3D", "None..None"),
        ("October", "2023-10", "2023-10-01..2023-10-31"),
    ]


def test_a_meeting_in_late_october_and_what_was_said_at_that_time():
    text = "The two ministers first met in late October. At that time, one told the other that ties were good."
    assert found(text) == [
        ("late October", "2023-10", "2023-10-21..2023-10-31"),
        ("that time", "2023-10", "2023-10-21..2023-10-31"),
    ]


# Tense from the parse.


def sentence(*rows: tuple[str, str, str, int, str]) -> Parsed:
    """A parsed sentence from rows of (word, lemma, xpos, head, relation); upos by the first letter of xpos."""
    upos = {"V": "VERB", "M": "AUX", "N": "NOUN", "C": "NUM", "I": "ADP"}
    text, tokens = "", []
    for word, lemma, xpos, head, relation in rows:
        text += " " if text else ""
        kind = "AUX" if relation in ("aux", "cop") else upos.get(xpos[0], "X")
        tokens.append(Token(len(text), len(text) + len(word), word, lemma, kind, xpos, head, relation))
        text += word
    whole = parsed(text, FRIDAY)
    return replace(whole, sentences=(Sentence(0, len(text), tuple(tokens)),))


MET = ("They", "they", "PRP", 1, "nsubj"), ("met", "meet", "VBD", -1, "root"), ("on", "on", "IN", 3, "case")
WILL = (
    ("They", "they", "PRP", 2, "nsubj"),
    ("will", "will", "MD", 2, "aux"),
    ("meet", "meet", "VB", -1, "root"),
    ("on", "on", "IN", 4, "case"),
)
PLAN = (
    ("They", "they", "PRP", 1, "nsubj"),
    ("planned", "plan", "VBD", -1, "root"),
    ("to", "to", "TO", 3, "mark"),
    ("meet", "meet", "VB", 1, "xcomp"),
    ("on", "on", "IN", 5, "case"),
)


SAID_WHILE = (
    ("They", "they", "PRP", 1, "nsubj"),
    ("plan", "plan", "VBP", 5, "ccomp"),
    ("to", "to", "TO", 3, "mark"),
    ("talk", "talk", "VB", 1, "xcomp"),
    (",", ",", ",", 5, "punct"),
    ("said", "say", "VBD", -1, "root"),
    ("Stone", "Stone", "NNP", 5, "nsubj"),
    ("while", "while", "IN", 8, "mark"),
    ("visiting", "visit", "VBG", 3, "advcl"),
    ("on", "on", "IN", 10, "case"),
)


@pytest.mark.parametrize(
    ("rows", "value"), [(MET, "2023-11-08"), (WILL, "2023-11-15"), (PLAN, "2023-11-15"), (SAID_WHILE, "2023-11-08")]
)
def test_the_governing_verb_decides_between_last_and_next(rows, value):
    parse = sentence(*rows, ("Wednesday", "Wednesday", "NNP", len(rows) - 2, "obl"))
    (time,) = resolve_times(parse, GRAMMAR)
    assert (time.value, time.head) == (value, len(rows))


def test_a_number_that_counts_people_is_no_day_and_no_year():
    parse = sentence(
        ("In", "in", "IN", 1, "case"),
        ("March", "March", "NNP", 4, "obl"),
        ("20", "20", "CD", 3, "nummod"),
        ("people", "people", "NNS", 4, "nsubj"),
        ("died", "die", "VBD", -1, "root"),
    )
    assert [time.value for time in resolve_times(parse, GRAMMAR)] == ["2023-03"]


def test_the_name_of_a_person_is_no_month():
    whole = parsed("In April Stone the party has found a chief.", FRIDAY)
    named = replace(whole, entities=(Entity(3, 14, "PER", 0),))
    assert resolve_times(named, GRAMMAR) == ()


# Anchors, ranges, open intervals.


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They fought from Monday to Wednesday.", "2023-11-06..2023-11-08"),
        ("They fought from Saturday to Monday.", "2023-11-04..2023-11-06"),
        ("They will talk from Thursday to Saturday.", "2023-11-16..2023-11-18"),
        ("They fought between 2014 and 2016.", "2014-01-01..2016-12-31"),
        ("They fought from November 20 to January 5, 2020.", "2019-11-20..2020-01-05"),
        ("They fought from May through July.", "2023-05-01..2023-07-31"),
    ],
)
def test_both_ends_of_a_range_bound_the_same_days(text, days):
    assert [each[2] for each in found(text)] == [days, days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The border has been shut since March.", "2023-03-01..2023-11-10"),
        ("The border stays shut until 2025.", "None..2025-12-31"),
        ("He will step down by Friday.", "2023-11-10..2023-11-10"),
        ("It had been quiet before 2019.", "None..2018-12-31"),
        ("Not until Monday did they talk.", "2023-11-06..2023-11-06"),
    ],
)
def test_since_until_and_before_leave_one_side_open(text, days):
    assert only(text)[2] == days


def test_a_range_does_not_cross_sentences():
    first, second = found("He stayed from Monday. To Tuesday he looked forward.")
    assert first[2] != second[2]


def test_the_day_before_counts_from_the_last_dated_day_not_from_a_month():
    text = "He was freed in March 2019. On 4 May 2019 he fled. The following day his brother was seized."
    assert [value for _, value, _ in found(text)] == ["2019-03", "2019-05-04", "2019-05-05"]


def test_the_order_of_figures_is_taken_from_the_report():
    assert found("Signed on 25/12/2022, in force since 10/11/2023.")[1][1] == "2023-11-10"
    assert found("Signed on 12/25/2022, in force since 10/11/2023.")[1][1] == "2023-10-11"
    assert found("In force since 10/11/2023.") == []


# What is no time, what cannot be, and what is far away.


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May spoke.",
        "They march on the capital.",
        "The Sunday Times reported it.",
        "The Second World War and the Cold War shaped them.",
        "They sailed from Friday Harbor.",
        "Some 2019 people came.",
        "On 31 June they rested.",
        "Under decree 1430/2019 they rested.",
        "In week 60 of 2023 they rested.",
        "On 29 February 2023 they rested.",
        "It was the 45th of March.",
        "The sum was " + "7" * 5000 + " of them.",
        "In 99999 nothing happened.",
        "For the second time they may fall.",
        "They won by 5-2.",
    ],
)
def test_non_times_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("published", "value"), [(date(1850, 3, 1), "1850-02-27"), (date(2400, 3, 1), "2400-03-01"), (date.min, "")]
)
def test_reports_from_any_year_work(published, value):
    assert [each[1] for each in found("They met on Wednesday.", published)] == ([value] if value else [])


def test_without_a_publication_date_only_what_the_text_dates_has_days():
    text = "On Wednesday they met, as in March and on 5 May 2020; last week it rained."
    assert found(text, None) == [
        ("Wednesday", "XXXX-WXX-3", "None..None"),
        ("March", "XXXX-03", "None..None"),
        ("5 May 2020", "2020-05-05", "2020-05-05..2020-05-05"),
        ("last week", "XXXX-WXX", "None..None"),
    ]


WORDS = sorted(
    {word for rule in GRAMMAR.rules for pattern in rule.patterns for element in pattern for word in element.words}
    | {word for members in GRAMMAR.words.values() for word in members}
    | {"2023", "31", "00", "29th", "99:99", "25:00", "9999", "10/11/2023", "0000", "1000", ".", ",", "9/11", "-", "’s"}
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.none() | st.dates())
def test_no_row_of_time_words_raises_or_yields_crossing_spans(words, published):
    text = " ".join(words)
    times = resolve_times(parsed(text, published), GRAMMAR)
    for time in times:
        assert time.value
        assert time.span.of(text).strip() == time.span.of(text) != ""
        assert time.first is None or time.last is None or time.first <= time.last
    assert all(left.end <= right.start for left, right in pairwise(times))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_raises(text):
    resolve_times(parsed(text, FRIDAY), GRAMMAR)


@pytest.mark.parametrize(
    "piece", ["two years and ", "the end of ", "a ", "late ", "Monday, ", "1 January 2020 - ", "of the day "]
)
def test_endless_repetition_neither_raises_nor_hangs(piece):
    resolve_times(parsed(piece * 200 + "May", FRIDAY), GRAMMAR)


def test_times_and_grammar_can_be_sent_to_another_process():
    text = "They met on Wednesday."
    assert resolve_times(parsed(text, FRIDAY), pickle.loads(pickle.dumps(GRAMMAR))) == resolve_times(
        parsed(text, FRIDAY), GRAMMAR
    )


# The grammar's files.


@pytest.mark.parametrize(
    ("rule", "trouble"),
    [
        ("- name: odd\n  yields: Date\n  patterns: [x]\n  make: nothing\n", "no production is called nothing"),
        ("- name: odd\n  yields: Date\n  patterns: [<nix>]\n  make: year\n  examples: [x]\n", "no class is called nix"),
        ("- name: odd\n  yields: Date\n  patterns: [<Nix>]\n  make: year\n  examples: [x]\n", "no rule yields Nix"),
        ("- name: odd\n  yields: Date\n  patterns: [x]\n  make: year\n", "lacks examples"),
        ("- name: odd\n  yields: Date\n  patern: [x]\n  make: year\n", "unknown field patern"),
    ],
)
def test_a_malformed_rule_is_refused_with_file_line_and_name(tmp_path: Path, rule: str, trouble: str):
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "rules-own.yaml").write_text("# own rules\n" + rule, encoding="utf-8")
    with pytest.raises(DataError, match=trouble) as raised:
        load(tmp_path)
    assert "odd" in str(raised.value)
    assert "rules-own.yaml:2" in str(raised.value)
