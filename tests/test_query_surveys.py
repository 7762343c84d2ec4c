"""What pages of actors, dyads, the network, the map and the review ask a record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from entente.api import Record
from entente.errors import ConflictError, UsageError
from entente.model import Dating
from literal_report import linked
from served import made


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record(made(tmp_path_factory.mktemp("surveys") / "record.db")) as found:
        yield found


def test_a_series_counts_every_event_once_in_the_period_it_began_in(record):
    series = record.series("month")
    assert series.events == len(record.events())
    for each in series.stretches:
        within = [
            entry
            for entry in record.events()
            if (day := entry.value.chief.dating.first) and each.first <= day <= each.last
        ]
        assert each.events == len(within)
        assert sum(each.by_quad().values()) == each.events


def test_a_series_of_a_dyad_has_only_what_both_take_part_in(record):
    tie = record.ties()[0]
    assert record.series(dyad=f"{tie.actor}-{tie.recipient}").events >= tie.events


def test_a_few_events_of_long_ago_do_not_flatten_the_figure(tmp_path):
    told = linked()
    event = told.events[0]
    day = date(1905, 3, 1)
    old = replace(event.chief, dating=Dating(day, day, "day", "stated"))
    with Record(tmp_path / "record.db") as record:
        for n in range(30):
            new = date(2024, 1, 1) + timedelta(n)
            chief = old if n == 0 else replace(event.chief, dating=Dating(new, new, "day", "stated"))
            shown = replace(event, id=f"x{n}", mentions=(chief,))
            record.store(replace(linked(f"{n}.txt"), events=(shown,)), "k", date(2024, 6, 1))
        series = record.series()
    assert series.period == "month"
    assert series.before == 1
    assert series.events == sum(each.events for each in series.stretches) + 1


def test_ties_are_the_sums_of_the_panel(record):
    panel = record.panel("year", wide=True)
    sums = {}
    for (dyad, _, _), (events, *_rest) in panel.cells.items():
        sums[dyad] = sums.get(dyad, 0) + events
    assert {(tie.actor, tie.recipient): tie.events for tie in record.ties()} == sums


def test_the_atlas_counts_events_by_the_country_of_their_place(record):
    atlas = record.atlas(["PRT", "ESP", "FRA"])
    for code, count in atlas.countries:
        assert count == sum(
            entry.value.chief.place is not None and entry.value.chief.place.country == code for entry in record.events()
        )
    assert atlas.asked == len(record.events())


def test_the_queue_has_the_least_certain_first_and_goes_on_after_a_cursor(record):
    every = record.queue(limit=50)
    sure = [entry.value.chief.confidence for entry in every]
    assert sure == sorted(sure)
    first = record.queue(limit=1)
    assert record.queue(limit=1, after=first.next)[0].id == every[1].id


def test_a_second_reviewer_is_shown_what_another_judged(tmp_path):
    with Record(made(tmp_path / "record.db", 1)) as record:
        record.accept("e1", who="ana")
        assert [entry.id for entry in record.second_look("ben")] == ["e1"]
        assert len(record.second_look("ana")) == 0
        assert record.reviewers() == (("ana", 1),)


def test_who_has_not_seen_the_last_judgement_writes_nothing(tmp_path):
    with Record(made(tmp_path / "record.db", 1)) as record:
        seen = record.seen("e1")
        record.reject("e1", who="ana", why="no act", seen=seen)
        with pytest.raises(ConflictError, match="ana judged this event"):
            record.correct("e1", "date", "2024-01-01", who="ben", why="dated so", seen=seen)
        assert len(record.judgements("e1")) == 1
        record.accept("e1", who="ben", seen=record.seen("e1"))
        assert len(record.judgements("e1")) == 2


def test_the_ledger_pages_through_all_commitments(record):
    found, after = [], None
    while True:
        page = record.ledger(limit=1, after=after)
        found += [entry.id for entry in page]
        if page.next is None:
            break
        after = page.next
    assert sorted(found) == sorted(entry.id for entry in record.commitments())


def test_a_period_that_is_none_is_refused(record):
    with pytest.raises(UsageError, match="no period"):
        record.series("fortnight")
