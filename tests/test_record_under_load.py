"""A record is never lost: not to many who use it at once, not to a kill at any write, not to a newer schema."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from entente.record.migrations import VERSION, copy_of
from literal_report import Record, apart, linked
from test_record import DAY, dump

HERE = Path(__file__).parent
WRITERS, READERS, EACH = 2, 10, 12

STORE = """
import sys
from literal_report import DAY, Record, apart, linked
with Record(sys.argv[1], patience=60) as record:
    for n in range(int(sys.argv[2]), int(sys.argv[3])):
        record.store(apart(linked(f"{n}.txt"), n), "k", DAY)
        print(n, flush=True)
"""
KILLED = """
import os, signal, sys
from sqlalchemy import event
from literal_report import DAY, Record, apart, linked
left = int(sys.argv[2])
def count(connection, cursor, statement, parameters, context, many):
    global left
    left -= not statement.startswith(("SELECT", "PRAGMA"))
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
with Record(sys.argv[1]) as record:
    event.listen(record.engine, "before_cursor_execute", count)
    record.store(apart(linked("1.txt"), 1), "k", DAY)
    record.merge("e1-0", "e1-1", who="A", why="-")
    record.withdraw("0.txt", who="A", why="-")
    print("done")
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(record: Record) -> dict[str, int]:
    """How many events each report tells of."""
    found: dict[str, int] = {}
    for entry in record.events():
        for each in (entry, *entry.members):
            found[each.report.source] = found.get(each.report.source, 0) + 1
    return found


def test_two_writers_and_ten_readers_at_once(tmp_path):
    path = tmp_path / "record.db"
    Record(path).close()
    done, troubles = threading.Event(), []

    def read() -> None:
        try:
            with Record(path, must_exist=True) as record:
                while not done.is_set():
                    assert set(told(record).values()) <= {3}, "a report is there with all its events or not at all"
                    record.panel("month")
        except BaseException as error:
            troubles.append(error)
            raise

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    writers = [start(STORE, path, n * EACH, (n + 1) * EACH) for n in range(WRITERS)]
    for reader in readers:
        reader.start()
    said = [writer.communicate(timeout=240) for writer in writers]
    done.set()
    for reader in readers:
        reader.join(60)
        assert not reader.is_alive(), "nobody waits for ever"
    assert [error for _, error in said] == [""] * WRITERS
    assert troubles == []
    with Record(path) as record:
        assert told(record) == {f"{n}.txt": 3 for n in range(WRITERS * EACH)}


def test_a_kill_at_every_tenth_write_loses_nothing_that_was_stored(tmp_path):
    whole = {"0.txt": 3, "1.txt": 3}
    for writes in range(1, 400, 10):
        path = tmp_path / f"{writes}.db"
        with Record(path) as record:
            record.store(apart(linked("0.txt"), 0), "k", DAY)
        with start(KILLED, path, writes) as process:
            said = process.communicate()[0]
        with Record(path) as record:
            now = told(record)
            assert now in ({"0.txt": 3}, whole, {"1.txt": 3}), "each write is there as a whole or not at all"
            assert record.store(apart(linked("1.txt"), 1), "k", DAY) in ("new", "same")
            shown = [record.events().to_dicts(), record.statements().to_dicts()]
            record.rebuild()
            assert [record.events().to_dicts(), record.statements().to_dicts()] == shown
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        if said:
            break
    assert said, "the last run came to its end"
    assert writes > 20


# A record of schema version 1


@pytest.fixture
def older(tmp_path):
    """A record as entente wrote it with schema 1: two runs of porto.txt, lisbon.txt, and judgements, one undone."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript((HERE / "records" / "schema1.sql").read_text(encoding="utf-8"))
    return path


def test_a_record_of_the_first_schema_is_brought_up_to_date(older):
    with Record(older) as record:
        assert record.report("porto.txt").report.title == "Ministers met in Porto"
        assert set(told(record)) == {"porto.txt", "lisbon.txt"}
        assert {row["event"] for row in record.events().to_dicts()} == {"CONSULT", "SUPPORT"}
        assert "e2" not in {entry.id for entry in record.events()}, "what was rejected stays so"
        assert [judgement.who for judgement in record.judgements()] == ["A. Reader"] * 2 + ["B"] * 2
        assert len(record.statements()) == 2
        entry = record.event("e1")
        assert record.sentences(entry)[1].tokens
        assert entry.value.chief.derivation[-1].rule.endswith("by A. Reader: they signed")
        assert record.store(linked("lisbon.txt"), "k", DAY) in ("same", "superseding")
    found = dump(older)
    assert ("schema", str(VERSION)) in found["meta"]
    assert len(found["runs"]) >= 3
    assert not [name for name in found if name.startswith("schema1_")]


def test_a_copy_of_the_older_record_is_kept(older):
    before = dump(older)
    Record(older).close()
    assert dump(copy_of(older, 1)) == before
    assert copy_of(older, 1).name == "old.schema1.db"
    kept = copy_of(older, 1).stat().st_mtime_ns
    Record(older).close()
    assert copy_of(older, 1).stat().st_mtime_ns == kept


def test_a_migration_that_fails_leaves_the_record_as_it_was(older, monkeypatch):
    before = dump(older)
    monkeypatch.setattr("entente.record.first_schema.relink", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Record(older)
    assert dump(older) == before
