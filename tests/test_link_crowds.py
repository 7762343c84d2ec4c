"""What very many reports tell of one happening is one event, at a cost that does not grow with their number."""

import sqlite3
from pathlib import Path

import pytest

from entente.record.crowds import MANY, MOST
from literal_report import Record
from told_reports import Said, coded

CROWD = 2 * MANY + 12
MEETING, OTHER = Said(), Said(recipient="Janis Ozols")


@pytest.fixture
def record(tmp_path: Path):
    with Record(tmp_path / "record.db") as opened:
        yield opened


def tellings(record: Record) -> list[int]:
    """How many reports tell each event, the most told first."""
    return sorted((1 + len(event.members) for event in record.events()), reverse=True)


def crowd(record: Record, *said: Said, of: range = range(CROWD)) -> None:
    for n in of:
        record.store(coded(f"r{n:03}", *said))


def test_a_crowd_of_reports_of_one_meeting_is_one_event(record: Record):
    crowd(record, MEETING)
    assert tellings(record) == [CROWD]


def test_two_meetings_told_by_the_same_crowd_stay_two(record: Record):
    crowd(record, MEETING, OTHER)
    assert tellings(record) == [CROWD, CROWD]


def test_reports_that_tell_a_little_differently_find_their_event_in_a_crowd(record: Record):
    crowd(record, MEETING, of=range(0, 40))
    crowd(record, Said(place=None, basis="publication"), of=range(40, 80))
    crowd(record, OTHER, of=range(80, 120))
    assert tellings(record) == [80, 40]


def test_what_is_kept_of_a_further_report_does_not_grow_with_the_crowd(tmp_path: Path):
    with Record(tmp_path / "record.db") as record:
        crowd(record, MEETING)
    with sqlite3.connect(tmp_path / "record.db") as raw:
        [links] = raw.execute("SELECT count(*) FROM links").fetchone()
        [filed] = raw.execute("SELECT count(DISTINCT event) FROM blocks").fetchone()
    raw.close()
    assert links <= MANY * (MANY + 1) / 2 + MOST
    assert filed <= MANY + 1


def test_a_crowd_told_anew_stays_one_event(record: Record):
    crowd(record, MEETING)
    crowd(record, Said(confidence=0.7))
    [event] = record.events()
    assert (len(event.members) + 1, {each.value.chief.confidence for each in (event, *event.members)}) == (CROWD, {0.7})


def test_followers_stay_when_those_they_follow_tell_something_else(record: Record):
    crowd(record, MEETING)
    crowd(record, OTHER, of=range(MANY + 6))
    assert tellings(record) == [CROWD - MANY - 6, MANY + 6]


def test_a_report_withdrawn_from_a_crowd_is_gone_and_comes_back(record: Record):
    crowd(record, MEETING)
    for source in ("r000", f"r{CROWD - 1:03}"):
        record.withdraw(source, who="A", why="-")
    assert tellings(record) == [CROWD - 2]


def test_counting_up_gives_what_deriving_anew_gives(record: Record):
    crowd(record, MEETING)
    with record.engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT mentions, sources FROM shown").all()
    record.rebuild()
    with record.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT mentions, sources FROM shown").all() == before


def test_a_copy_many_times_over_has_one_origin(record: Record):
    names = ["Kalna", "Ozols", "Berg", "Liepa", "Vitols", "Krumins", "Balodis", "Eglitis", "Zarins", "Petersons"]
    crowd(record, *(Said(recipient=f"Ilze {name}") for name in names), of=range(MANY + 10))
    assert {event.sources for event in record.events()} == {1}
