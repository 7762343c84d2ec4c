"""The ledger over all reports on record: what a later report tells keeps a commitment, until it is taken back."""

from dataclasses import replace
from datetime import date

import pytest

from entente.model import Dating, Event, Linked
from literal_report import PORTUGAL, WILLING, Record, linked

JUNE = date(2024, 6, 20)
DONE = replace(
    WILLING, type="COOPERATE", factuality="actual", actors=(PORTUGAL,), dating=Dating(JUNE, JUNE, "day", "stated")
)


def later(*events: Event) -> Linked:
    """A report of the end of June that tells of *events* and nothing else."""
    report = linked("june.txt", published=date(2024, 6, 30))
    coded = replace(report.coded, mentions=(), statements=(), commitments=(), counts=())
    return replace(report, coded=coded, events=events)


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", JUNE)
        yield record


def test_a_commitment_kept_in_a_later_report_shows_both_sources(record):
    record.store(later(Event("k1", (DONE,))), "k", JUNE)
    [kept] = record.commitments(actor="PRT", status="kept")
    assert (kept.report.source, kept.answered, kept.answered_in) == ("porto.txt", ("k1",), ("june.txt",))
    assert len(record.commitments(actor="PRT", status="open")) == 0


def test_it_is_open_again_when_the_later_event_is_rejected(record):
    record.store(later(Event("k1", (DONE,))), "k", JUNE)
    judgement = record.reject("k1", who="ana", why="another patrol")
    assert [entry.value.status for entry in record.commitments()] == ["open"]
    record.undo(judgement.id, who="ana", why="it was the same")
    assert [entry.value.status for entry in record.commitments()] == ["kept"]


def test_it_is_open_again_when_the_later_report_no_longer_tells_of_it(record):
    record.store(later(Event("k1", (DONE,))), "k", JUNE)
    record.store(later(), "k2", JUNE)
    assert [entry.value.status for entry in record.commitments()] == ["open"]


def test_it_is_open_again_while_the_later_report_is_withdrawn(record):
    record.store(later(Event("k1", (DONE,))), "k", JUNE)
    judgement = record.withdraw("june.txt", who="ana", why="the paper took it back")
    assert [entry.value.status for entry in record.commitments()] == ["open"]
    record.undo(judgement.id, who="ana", why="it stands after all")
    assert [entry.value.status for entry in record.commitments()] == ["kept"]


def test_what_was_done_before_it_was_made_keeps_nothing(tmp_path):
    told = linked()
    promised = tuple(
        replace(each, made=Dating(JUNE, date(2024, 6, 25), "week", "stated")) for each in told.coded.commitments
    )
    with Record(tmp_path / "record.db") as record:
        record.store(replace(told, coded=replace(told.coded, commitments=promised)), "k", JUNE)
        record.store(later(Event("k1", (DONE,))), "k", JUNE)
        assert [entry.value.status for entry in record.commitments()] == ["open"]


def test_a_report_shows_its_commitments_as_they_stand(record):
    record.store(later(Event("k1", (DONE,))), "k", JUNE)
    [kept] = record.report("porto.txt").commitments
    assert kept.value.status == "kept"


def test_the_limit_counts_what_has_the_status_asked_for(record):
    record.store(replace(linked("twin.txt"), events=()), "k", JUNE)
    assert len(record.commitments(status="open", limit=1)) == 1
    assert len(record.commitments(status="open")) == 2
