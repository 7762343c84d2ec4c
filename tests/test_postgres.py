"""A record on a PostgreSQL server answers as one in a file does. The test starts the server itself."""

from datetime import date
from itertools import count

import pytest
from sqlalchemy import create_engine, text

from entente.errors import RecordError
from literal_report import Record, apart, linked
from server import running

DAY = date(2024, 6, 1)
BY = {"who": "A. Reader", "why": "-"}
NUMBERS = count()
QUESTIONS = [
    {}, {"actor": "PRT"}, {"actor": "sousa"}, {"actor": "PRT GOV Ana Sousa"}, {"actor": "CHL Sousa"},
    {"actor": "SÓUSA"},
    {"party": "CHL"}, {"dyad": "CHL-PRT"}, {"type": "consult:visit"}, {"context": "diplomatic"}, {"quad": "VC"},
    {"since": "2024-05-15"}, {"until": "2024-05-13"}, {"since": "2024-05-14", "until": "2024-05-14"}, {"place": "port"},
    {"speaker": "Ana Sousa"}, {"text": "patrol"}, {"text": '"joint patrols" hold'}, {"text": '"patrols joint"'},
    {"report": "daily"}, {"confidence": 0.65}, {"reviewed": True}, {"reviewed": False}, {"order": "-date"},
    {"order": "confidence"}, {"limit": 2},
]  # fmt: skip


@pytest.fixture(scope="module")
def server():
    with running() as address:
        yield address


@pytest.fixture
def address(server):
    """An empty database of its own."""
    name = f"record{next(NUMBERS)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


def filled(where) -> Record:
    record = Record(where)
    for n in range(3):
        record.store(apart(linked(f"{n}.txt"), n) if n else linked(), "k", DAY)
    record.store(linked(), "newer", DAY)
    record.correct("e1", "place", "Lisbon, PRT", **BY)
    record.merge("e1", "e3", **BY)
    record.reject("e2-1", **BY)
    return record


def test_every_question_has_the_same_answer_as_in_a_file(address, tmp_path):
    with filled(address) as server, filled(tmp_path / "record.db") as file:
        for asked in QUESTIONS:
            mine, theirs = server.events(**asked), file.events(**asked)
            assert [entry.id for entry in mine] == [entry.id for entry in theirs], asked
            assert mine.to_dicts() == theirs.to_dicts(), asked
            assert mine.next == theirs.next, asked
        for name in ("statements", "commitments", "counts"):
            assert getattr(server, name)().to_dicts() == getattr(file, name)().to_dicts()
        for period in ("day", "week", "month", "quarter", "year"):
            assert server.panel(period, by="quad").to_dicts() == file.panel(period, by="quad").to_dicts()
        assert server.panel(type="CONSULT", wide=True, directed=False) == file.panel(
            type="CONSULT", wide=True, directed=False
        )


def test_what_is_judged_can_be_undone(address):
    with Record(address) as record:
        record.store(linked(), "k", DAY)
        before = record.events().to_dicts()
        done = [record.reject("e1", **BY), record.merge("e2", "e3", **BY), record.withdraw("porto.txt", **BY)]
        assert len(record.events()) == 0
        for judgement in reversed(done):
            record.undo(judgement.id, **BY)
        assert record.events().to_dicts() == before
        record.rebuild()
        assert record.events().to_dicts() == before


def test_the_views_answer(address):
    with filled(address) as record, record.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, actor FROM event_view ORDER BY date, id")).all()
        assert {row.id for row in rows} == {entry.id for entry in record.events()}
        assert connection.execute(text("SELECT sum(events) FROM dyad_month_view")).scalar()


def test_another_writer_is_waited_for_and_then_said(address):
    Record(address).close()
    with Record(address, patience=0.2) as record, Record(address) as other:
        with other.engine.execution_options(writing=True).begin(), pytest.raises(RecordError, match="another program"):
            record.store(linked(), "k", DAY)
        assert record.store(linked(), "k", DAY) == "new"


def test_a_database_of_somebody_else_is_refused(address):
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (name TEXT)"))
    engine.dispose()
    with pytest.raises(RecordError, match="is a database but no record of entente"):
        Record(address)
