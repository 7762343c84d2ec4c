"""What many reports tell is one record: whatever order they come in, and however often."""

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.model import Linked
from entente.record.codec import unpack
from literal_report import Record
from told_reports import DAY, Said, coded

LINKS = ("happenings", "copies", "links", "traces", "topics")


@pytest.fixture
def record(tmp_path: Path):
    with Record(tmp_path / "record.db") as opened:
        yield opened


def tables(reports: Sequence[Linked], again: Sequence[Linked] = ()) -> dict[str, list[tuple]]:
    """What linking holds after *reports*, and then *again*, were stored."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        with Record(path) as record:
            for each in (*reports, *again):
                record.store(each)
        with sqlite3.connect(path) as raw:
            found = {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in LINKS}
        raw.close()
        return found


def events(record: Record, *reports: Linked) -> list:
    for each in reports:
        record.store(each)
    return list(record.events())


def test_two_papers_that_tell_of_one_meeting_give_one_event_with_two_sources(record: Record):
    [event] = events(record, coded("a", Said()), coded("b", Said(basis="publication"), published=DAY))
    assert {event.report.source, *(each.report.source for each in event.members)} == {"a", "b"}


def test_meetings_on_different_days_in_different_cities_stay_two(record: Record):
    other = coded("b", Said(day=DAY + timedelta(1), place="Riga"))
    assert len(events(record, coded("a", Said()), other)) == 2


def test_the_same_guest_with_another_host_is_another_meeting(record: Record):
    assert len(events(record, coded("a", Said()), coded("b", Said(recipient="Janis Ozols")))) == 2


def test_a_plan_and_what_came_of_it_stay_two(record: Record):
    assert len(events(record, coded("a", Said()), coded("b", Said(factuality="planned")))) == 2


def test_a_countercharge_is_an_event_of_its_own(record: Record):
    charge = Said("Norway", "NOR", "Latvia", "LVA", "ACCUSE")
    back = Said("Latvia", "LVA", "Norway", "NOR", "ACCUSE")
    assert len(events(record, coded("a", charge), coded("b", back))) == 2


RECALLED = coded("later", Said(day=DAY.replace(day=1), width=31, place=None), published=DAY + timedelta(90))


def test_a_meeting_recalled_by_its_month_is_the_one_that_was_reported_then(record: Record):
    [event] = events(record, coded("a", Said()), RECALLED)
    assert len(event.members) == 1


def test_a_month_that_held_two_such_meetings_recalls_neither(record: Record):
    second = coded("b", Said(day=DAY + timedelta(10), place="Riga"))
    assert len(events(record, coded("a", Said()), second, RECALLED)) == 3


def test_a_report_stored_anew_leaves_no_mark_of_what_it_told_before():
    first, other = coded("a", Said()), coded("b", Said())
    changed = coded("b", Said(recipient="Janis Ozols"))
    assert tables([first, other], [changed]) == tables([first, changed])


def test_a_copy_under_another_name_is_no_second_source(record: Record):
    hosts = ["Kalna", "Ozols", "Berg", "Liepa", "Vitols", "Krumins", "Balodis", "Eglitis", "Zarins", "Petersons"]
    said = [Said(recipient=f"Ilze {host}", day=DAY + timedelta(n)) for n, host in enumerate(hosts)]
    copy = coded("b", *said, published=DAY + timedelta(2), publisher="The Copy")
    found = events(record, coded("a", *said), copy)
    assert {event.sources for event in found} == {1}
    assert all(len(event.members) == 1 for event in found)


@st.composite
def reports(draw, widths: Sequence[int] = (1, 1, 2, 20)) -> tuple[Linked, ...]:
    told = st.builds(
        Said,
        recipient=st.sampled_from(["Ilze Kalna", "Janis Ozols", "Latvia"]),
        type=st.sampled_from(["CONSULT", "ASSAULT"]),
        day=st.integers(0, 2).map(lambda n: DAY + timedelta(n)),
        width=st.sampled_from(widths),
        place=st.sampled_from(["Oslo", "Riga", "Norway", None]),
        basis=st.sampled_from(["stated", "publication"]),
    )
    count = draw(st.integers(2, 5))
    return tuple(coded(f"r{n}", *draw(st.lists(told, min_size=1, max_size=2))) for n in range(count))


@settings(max_examples=20)
@given(reports(), st.randoms())
def test_the_order_in_which_reports_arrive_makes_no_difference(made: tuple[Linked, ...], chance: random.Random):
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert tables(made) == tables(shuffled)


@settings(max_examples=10)
@given(reports(), reports())
def test_superseding_reports_gives_what_only_the_last_runs_give(made: tuple[Linked, ...], then: tuple[Linked, ...]):
    last = {each.report.source: each for each in (*made, *then)}
    assert tables(made, then) == tables(tuple(last.values()))


@settings(max_examples=10)
@given(reports())
def test_storing_again_changes_nothing(made: tuple[Linked, ...]):
    assert tables(made, made) == tables(made)


@settings(max_examples=10)
@given(reports(widths=(1, 2)))
def test_two_events_that_a_report_tells_as_news_are_never_one(made: tuple[Linked, ...]):
    with TemporaryDirectory() as folder, Record(Path(folder) / "record.db") as record:
        for event in events(record, *made):
            told = [each.report.source for each in (event, *event.members)]
            assert len(told) == len(set(told))


def test_how_reports_differ_is_shown_with_the_event(record: Record):
    attack = Said("Norway", "NOR", "Latvia", "LVA", "ASSAULT", count=6)
    more = replace(attack, count=8)
    [event] = events(record, coded("a", attack), coded("b", more), coded("c", more))
    [number] = event.differences
    assert (number.field, event.value.chief.count) == ("number", 8)
    assert {held.value: held.sources for held in number.values} == {"8": ("b", "c"), "6": ("a",)}


def test_what_linking_remembers_is_packed_and_is_read_plain_too(tmp_path: Path):
    """Records made before it was packed link new reports as others do."""
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.store(coded("a", Said()))
    with sqlite3.connect(path) as raw:
        for table, key in (("traces", "event"), ("topics", "source")):
            for name, value in raw.execute(f"SELECT {key}, value FROM {table}").fetchall():
                assert len(value) < len(unpack(value))
                raw.execute(f"UPDATE {table} SET value = ? WHERE {key} = ?", (unpack(value), name))
    raw.close()
    with Record(path) as record:
        assert len(events(record, coded("b", Said()))) == 1
