"""The one-line notation says what an event is, and what it prints it can read."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import DataError
from entente.notation import SECTORS, Line, Party, parse, show

MEETING = '2023-11-08 | CONSULT:visit | CHN MIL Zhang Youxia -> RUS GOV Vladimir Putin | Moscow | actual | "meeting"'
NAMES = st.text(max_size=12).map(lambda text: " ".join(text.split()))
PARTIES = st.builds(
    Party,
    st.none() | st.from_regex(r"[A-Z]{3}", fullmatch=True),
    st.none() | st.sampled_from(sorted(SECTORS)),
    NAMES | st.sampled_from(["GOV", "--- x", "-", "A & B", "A -> B", "a | b", 'the "Group"', "\\"]),
)
LINES = st.builds(
    Line,
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.from_regex(r"[A-Z]{1,9}", fullmatch=True),
    st.none() | st.from_regex(r"[a-z]{1,5}(-[a-z]{1,5})?", fullmatch=True),
    st.lists(PARTIES, max_size=3).map(tuple),
    st.lists(PARTIES, max_size=3).map(tuple),
    st.none() | NAMES.filter(bool),
    st.sampled_from(["actual", "planned", "hypothetical", "negated"]),
    st.text(max_size=12),
    st.none() | NAMES.filter(bool),
)


def test_a_meeting_reads_as_its_fields():
    assert parse(MEETING) == Line(
        date(2023, 11, 8),
        date(2023, 11, 8),
        "CONSULT",
        "visit",
        (Party("CHN", "MIL", "Zhang Youxia"),),
        (Party("RUS", "GOV", "Vladimir Putin"),),
        "Moscow",
        "actual",
        "meeting",
    )


@pytest.mark.parametrize(
    "text",
    [
        MEETING,
        '2023-03-01/2023-03-31 | SUPPORT | CHN GOV Xi Jinping & RUS GOV Vladimir Putin | Moscow | actual | "signed"',
        '- | ASSAULT:drone | --- -> UKR CVL two farmers | - | actual | "killed"',
        '-/2022-12-21 | THREATEN | RUS GOV Russia -> USA GOV United States | - | actual | "warned"',
        '2024-01-02/- | REQUEST | - -> USA GOV United States | - | hypothetical | "asked"',
        '2022-11-02 | COERCE:arrest | --- the gunmen | - | negated | "held \\"him\\" \\| her"',
        '2022-11-02 | ACCUSE | --- --- MED Group | - | actual | "accused" | by Anna Sand',
    ],
)
def test_each_form_is_printed_as_it_was_read(text):
    assert show(parse(text)) == text


@given(LINES)
def test_whatever_is_printed_can_be_read(line):
    text = show(line)
    assert "\n" not in text
    assert parse(text) == line


def test_names_cannot_pass_for_marks():
    line = parse(MEETING)
    odd = Line(line.first, line.last, "ACCUSE", None, (Party(None, None, "GOV -> A & B | C"),), (), "-", "actual", "")
    assert parse(show(odd)) == odd


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2023-11-08 | CONSULT", "6 or 7 fields"),
        (MEETING.replace("2023-11-08", "8 Nov"), "YYYY-MM-DD"),
        (MEETING.replace("CONSULT:visit", "Consult"), "TYPE:mode"),
        (MEETING.replace("actual", "real"), "factuality"),
        (MEETING.replace('"meeting"', "meeting"), "double quotes"),
        (MEETING.replace("CHN", "China"), "three capitals"),
        (MEETING + " | Moscow", "by NAME"),
    ],
)
def test_a_malformed_line_is_refused_with_the_field_that_is_wrong(text, complaint):
    with pytest.raises(DataError, match=complaint):
        parse(text)


def test_every_golden_line_is_in_the_notation():
    lines = [line for path in (Path(__file__).parent / "cases").glob("*.txt") for line in path.read_text().splitlines()]
    golden = [re.sub(r"^(missing|wrong): ", "", line) for line in lines if line and not line.startswith("#")]
    assert [show(parse(line)) for line in golden] == golden
