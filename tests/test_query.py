"""Questions to a record get the entries that fit, in the order of their dates."""

from dataclasses import replace
from datetime import date
from importlib.util import find_spec

import pytest

from entente.errors import RecordError, UsageError
from entente.model import Dating, Linked
from entente.query.filters import day_range
from literal_report import Record, apart, linked


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """One report: e1 a visit on 14 May 2024, e2 a declared willingness on the 15th, e3 meetings this year."""
    with Record(tmp_path_factory.mktemp("record") / "record.db") as reader:
        reader.store(linked(), "k", date(2024, 6, 1))
        yield reader


def ids(found) -> str:
    return " ".join(entry.id for entry in found)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "e3 e1 e2"),
        ({"actor": "PRT"}, "e3 e1 e2"),
        ({"actor": "CHL"}, "e3"),
        ({"actor": "GOV"}, "e3 e1 e2"),
        ({"actor": "MIL"}, "e3 e1"),
        ({"actor": "COP"}, ""),
        ({"actor": "sousa"}, "e3 e1"),
        ({"actor": "PRT GOV Ana Sousa"}, "e3 e1"),
        ({"actor": "CHL Sousa"}, ""),
        ({"actor": "percent"}, ""),
        ({"recipient": "Vega"}, "e1"),
        ({"speaker": "Ana Sousa"}, "e2"),
        ({"speaker": "PRT"}, "e2"),
        ({"type": "CONSULT"}, "e3 e1"),
        ({"type": "consult:visit"}, "e1"),
        ({"mode": "visit"}, "e1"),
        ({"factuality": "planned"}, ""),
        ({"place": "porto"}, "e1"),
        ({"place": "PRT"}, "e1"),
        ({"since": "2024-05-15"}, "e3 e2"),
        ({"until": "2024-05-13"}, "e3"),
        ({"since": "2024-05-14", "until": "2024-05-14"}, "e3 e1"),
        ({"since": "2025"}, ""),
        ({"since": date(2024, 5, 15)}, "e3 e2"),
        ({"text": "patrol"}, "e2"),
        ({"text": '"joint patrols" hold'}, "e2"),
        ({"text": '"patrols joint"'}, ""),
        ({"text": 'sousa AND (NOT"'}, ""),
        ({"limit": 2}, "e3 e1"),
        ({"actor": "PRT", "type": "AGREE", "since": "2024-05", "text": "willing"}, "e2"),
    ],
)
def test_events_are_found_by(record, asked, expected):
    assert ids(record.events(**asked)) == expected


def test_an_open_end_may_overlap_and_no_date_may_not(tmp_path):
    before = replace(linked().events[1].chief, dating=Dating(None, date(2022, 12, 21), None, "bounded"))
    undated = replace(before, dating=Dating(None, None, None, "bounded"))
    events = (replace(linked().events[1], id=id, mentions=(m,)) for id, m in (("bound", before), ("none", undated)))
    with Record(tmp_path / "record.db") as reader:
        reader.store(Linked(linked().coded, tuple(events)), "k", date(2024, 6, 1))
        assert ids(reader.events(until="2020")) == "bound"
        assert ids(reader.events(since="2023")) == ""
        assert ids(reader.events()) == "bound none"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_date_may_be_a_day_a_month_or_a_year(asked, first, last):
    assert day_range(asked) == (first, last)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"type": "MEET"}, "no event type 'MEET'; there are AGREE"),
        ({"type": "CONSULT:drone"}, "no mode of CONSULT 'drone'; there are multilateral, phone"),
        ({"factuality": "real"}, "no factuality 'real'; there are actual"),
        ({"since": "May 2024"}, "a date is 2023-11-08, 2023-11 or 2023, not 'May 2024'"),
        ({"until": "2024-13"}, "a date is"),
        ({"until": "0000"}, "a date is"),
        ({"text": "?!"}, "has no word"),
        ({"limit": 0}, "a limit is 1 or more"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(record, asked, complaint):
    with pytest.raises(UsageError, match=complaint):
        record.events(**asked)


def test_statements_are_found_by_speaker_day_and_words_and_know_their_events(record):
    [said] = record.statements(speaker="PRT GOV Sousa", since="2024-05-15", text="willing")
    assert said.inside == ("e2",)
    assert len(record.statements(addressee="Vega")) == 0


def test_commitments_are_found_by_party_action_and_status(record):
    assert len(record.commitments(actor="PRT", type="COOPERATE", status="open", text="patrols", since="2030")) == 1
    assert len(record.commitments(status="kept")) == 0


def test_counts_are_found_by_actor_and_type(record):
    assert len(record.counts(actor="CHL Vega", type="CONSULT", text="twice", until="2024-02")) == 1
    assert len(record.counts(type="ASSAULT")) == 0


def test_a_report_is_found_by_its_name_or_the_last_part_of_it(record, tmp_path):
    assert ids(record.report("porto.txt").events) == "e3 e1 e2"
    with Record(tmp_path / "record.db") as other:
        for name in ("2024/may/porto.txt", "2024/june/lisbon.txt", "2023/lisbon.txt"):
            other.store(linked(name), "k", date(2024, 6, 1))
        assert other.report("porto.txt").report.source == "2024/may/porto.txt"
        with pytest.raises(RecordError, match=r"lisbon\.txt fits 2 of its reports"):
            other.report("lisbon.txt")
    with pytest.raises(RecordError, match=r"record\.db: no report lisbon\.txt"):
        record.report("lisbon.txt")


def test_an_event_is_found_by_the_start_of_its_id(record):
    assert record.event("e1").value.chief.mode == "visit"
    with pytest.raises(RecordError, match="fits 3 of its events; give more of the id"):
        record.event("e")
    with pytest.raises(RecordError, match="no event f"):
        record.event("f")


def test_more_reports_than_a_question_may_have_variables(tmp_path):
    with Record(tmp_path / "record.db") as reader:
        for n in range(520):
            reader.store(apart(linked(f"{n}.txt"), n), "k", date(2024, 6, 1))
        assert len(reader.events(type="AGREE")) == 520


def test_entries_are_plain_dicts_with_the_same_keys(record):
    rows = record.events().to_dicts()
    assert len({tuple(row) for row in rows}) == 1
    assert (rows[0]["actor_code"], rows[0]["event_scale"], rows[1]["mode"]) == ("PRT;CHL", 2.5, "visit")
    assert record.events()[1:].to_dicts() == rows[1:]


@pytest.mark.skipif(find_spec("pandas") is not None, reason="pandas is installed")
def test_without_pandas_it_is_said_how_to_get_it(record):
    with pytest.raises(UsageError, match="pip install pandas"):
        record.events().to_pandas()


@pytest.mark.skipif(find_spec("pandas") is None, reason="needs pandas")
def test_entries_as_a_table(record):
    assert list(record.events().to_pandas()["id"]) == ["e3", "e1", "e2"]
