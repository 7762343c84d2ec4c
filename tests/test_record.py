"""A record keeps all that was found, once, and whatever was said to be stored."""

import random
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from entente.errors import RecordError, UsageError
from entente.model import (
    Commitment,
    CountClaim,
    Linked,
    Mention,
    Predicate,
    Problem,
    Role,
    Sense,
    Sentence,
    Statement,
    Token,
)
from entente.record import Store, codec
from entente.record.codec import SENTENCES, VALUES, decode, encode, pack, unpack
from entente.record.migrations import VERSION, prepare
from entente.record.sentences import decode_first, decode_sentence, encode_sentence
from literal_report import MET, SAID, TEXT, Record, linked

HERE = Path(__file__).parent
DAY = date(2024, 6, 1)
DICTIONARIES = {"dictionary-1.txt": "de611fb3fcfde598", "dictionary-2.txt": "cb38f435ab09fbbc"}


def dump(path: Path) -> dict[str, list[tuple]]:
    """All rows of all tables of a record."""
    with sqlite3.connect(path) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    raw.close()
    return found


def seen(record: Record) -> list[object]:
    """All that queries show."""
    tables = record.events(), record.statements(), record.commitments(), record.counts(), record.panel(wide=True)
    return [table.to_dicts() for table in tables]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


# What is stored can be had again


def test_an_event_comes_back_as_it_was_stored(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        found = {entry.id: entry for entry in record.events()}
    assert {event.id: event for event in linked().events} == {id: entry.value for id, entry in found.items()}
    assert found["e1"].report == linked().report
    assert (found["e1"].coded, found["e1"].knowledge) == (DAY, "k")


def test_statements_commitments_counts_and_problems_come_back(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        found = record.report("porto.txt")
    coded = linked().coded
    assert tuple(entry.value for entry in found.statements) == coded.statements
    assert tuple(entry.value for entry in found.commitments) == coded.commitments
    assert tuple(entry.value for entry in found.counts) == coded.counts
    assert found.problems == linked().problems


def test_the_parse_of_every_sentence_something_was_found_in_comes_back(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        held = record.sentences(record.event("e1"))
    parsed = linked().coded.resolved.parsed.sentences
    assert held == {number: parsed[number] for number in (1, 2, 3)}


st.register_type_strategy(float, st.floats(0, 1))  # a confidence or a coordinate is never NaN


@given(st.from_type(Mention) | st.from_type(Statement) | st.from_type(Commitment) | st.from_type(CountClaim))
def test_whatever_is_encoded_can_be_decoded(value):
    assert decode(type(value), encode(value)) == value


@given(st.text(), st.sampled_from([VALUES, SENTENCES]))
def test_whatever_is_packed_can_be_unpacked(text, dictionary):
    assert unpack(pack(text, dictionary)) == text


def test_the_dictionaries_of_packed_values_never_change():
    """A record that was packed with them could not be read any more: add a new one instead."""
    folder = Path(codec.__file__).parent
    found = {path.name: sha256(path.read_bytes()).hexdigest()[:16] for path in folder.glob("dictionary-*.txt")}
    assert found == DICTIONARIES


def test_a_word_that_is_not_its_characters_keeps_its_form():
    sentence = Sentence(0, 5, (Token(0, 5, "can", "can", "AUX", "MD", -1, "root"),))
    assert decode_sentence(encode_sentence(sentence, "can't"), "can't") == sentence


def test_a_sentence_keeps_what_the_model_saw_in_it():
    tokens = (
        Token(0, 2, "He", "he", "PRON", "PRP", 1, "nsubj"),
        Token(3, 7, "left", "leave", "VERB", "VBD", -1, "root"),
    )
    sentence = Sentence(
        0,
        7,
        tokens,
        predicates=(Predicate(1, -1.25, (Role("ARG0", 0, 1),)),),
        senses=(Sense(1, "RETREAT", 0.7, "withdraw"), Sense(1, "CONCEDE", 0.2)),
        modality=("actual", "negated"),
    )
    assert decode_sentence(encode_sentence(sentence, "He left"), "He left") == sentence


def test_a_sentence_stored_before_parties_were_is_still_read():
    assert decode_sentence('[0,7,"body",0,[],[],null]', "He left").parties == ()


def test_a_sentence_stored_before_there_were_roles_can_be_read():
    stored = '[0,4,0,false,[[0,4,"stop","VERB","VB",-1,"root"]]]'
    assert decode_first(stored, "Stop") == Sentence(0, 4, (Token(0, 4, "Stop", "stop", "VERB", "VB", -1, "root"),))


# Coding again


def test_coding_the_same_report_twice_changes_nothing(path: Path):
    with Store(path) as record:
        assert record.store(linked(), "k", DAY) == "new"
        before = dump(path)
        assert record.store(linked(), "k", date(2024, 6, 2)) == "same"
    assert dump(path) == before


def test_newer_knowledge_supersedes_and_the_old_is_kept(path: Path):
    newer = linked()
    newer = Linked(newer.coded, newer.events[:1])
    with Record(path) as record:
        record.store(linked(), "old", DAY)
        assert record.store(newer, "new", DAY) == "superseding"
        assert [entry.id for entry in record.events()] == ["e3"]
        assert record.event("e1").value == linked().events[1]
        assert len(record.statements()) == 1
        assert record.store(linked(), "old", DAY) == "superseding"
        assert len(record.events()) == 3
    assert len(dump(path)["runs"]) == 2


def test_the_same_knowledge_finding_otherwise_is_stored_too(path: Path):
    mended = replace(linked().events[1], mentions=(replace(MET, type="SUPPORT", mode=None),))
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        assert record.store(Linked(linked().coded, (mended,)), "k", DAY) == "superseding"
        assert [entry.value.chief.type for entry in record.events()] == ["SUPPORT"]


def test_a_changed_text_of_a_source_supersedes_the_one_before(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        record.store(linked(title="Ministers met in Porto"), "k", DAY)
        assert {entry.report.title for entry in record.events()} == {"Ministers met in Porto"}
    assert len(dump(path)["reports"]) == 2


def test_the_order_of_reports_does_not_matter_to_what_is_shown(tmp_path: Path):
    shown = []
    for order in (["a", "b", "c"], ["c", "a", "b"]):
        with Record(tmp_path / "".join(order)) as record:
            for name in order:
                record.store(linked(name), "k", DAY)
            shown.append(record.events().to_dicts())
    assert shown[0] == shown[1]


def test_a_problem_is_written_down_once(path: Path):
    with Store(path) as record:
        for _ in range(2):
            record.store_problem(Problem("x.pdf", "read", "holds no text", fatal=True))
    assert len(dump(path)["problems"]) == 1


def test_two_statements_with_the_same_characters_are_both_kept(path: Path):
    coded = replace(linked().coded, statements=(SAID, replace(SAID, direct=True)))
    with Record(path) as record:
        record.store(Linked(coded, linked().events), "k", DAY)
        assert [entry.value.direct for entry in record.statements()] == [False, True]


# Judgements


def test_a_rejected_event_is_no_longer_shown_and_can_be_brought_back(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        before = {name: rows for name, rows in dump(path).items() if name in ("events", "mentions", "shown")}
        judgement = record.reject("e1", who="A. Reader", why="the meeting was called off")
        assert [entry.id for entry in record.events()] == ["e3", "e2"]
        record.undo(judgement.id, who="A. Reader", why="it was held after all")
        assert [entry.id for entry in record.events()] == ["e3", "e1", "e2"]
    after = dump(path)
    assert {name: after[name] for name in before} == before
    assert len(after["judgements"]) == 2


def test_an_undoing_can_be_undone(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        judgement = record.reject("e1", who="A", why="wrong")
        undoing = record.undo(judgement.id, who="B", why="right")
        record.undo(undoing.id, who="A", why="wrong indeed")
        assert "e1" not in {entry.id for entry in record.events()}


def test_a_correction_is_what_queries_see_and_says_who_made_it(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        record.correct("e1", "date", "2024-05-13", who="A. Reader", why="it was a Monday")
        record.correct("e1", "type", "SUPPORT", who="A. Reader", why="they signed")
        [entry] = record.events(type="SUPPORT", until="2024-05-13", since="2024-05-13", mode=None)
        assert (entry.id, entry.value.chief.mode) == ("e1", None)
        assert "A. Reader: they signed" in entry.value.chief.derivation[-1].rule
        assert record.events(type="CONSULT:visit").to_dicts() == []


def test_judgements_outlive_newer_knowledge(path: Path):
    with Record(path) as record:
        record.store(linked(), "old", DAY)
        record.reject("e1", who="A", why="wrong")
        record.store(linked(), "new", DAY)
        assert [entry.id for entry in record.events()] == ["e3", "e2"]


def test_what_queries_see_can_be_derived_anew(path: Path):
    with Record(path) as record:
        for name in ("a", "b"):
            record.store(linked(name), "k", DAY)
        record.reject("e1", who="A", why="wrong")
        record.correct("e2", "factuality", "planned", who="A", why="to come")
        before = seen(record), sorted(row[1:] for row in dump(path)["shown"])
        record.rebuild()
        assert (seen(record), sorted(row[1:] for row in dump(path)["shown"])) == before


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [("rule", "mine", "cannot be corrected"), ("date", "Monday", "no date"), ("type", "MEET", "no type")],
)
def test_a_correction_that_makes_no_sense_is_refused(path: Path, field: str, value: str, complaint: str):
    with Store(path) as record:
        record.store(linked(), "k", DAY)
        with pytest.raises(UsageError, match=complaint):
            record.correct("e1", field, value, who="A", why="-")
        with pytest.raises(UsageError, match="no event"):
            record.reject("e9", who="A", why="-")
        with pytest.raises(UsageError, match="no judgement"):
            record.undo("e1", who="A", why="-")


# What can go wrong

WRITER = """
import sys, resource
from datetime import date
from literal_report import apart, linked
from entente.record import Store
if len(sys.argv) > 3:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
with Store(sys.argv[1]) as record:
    for n in range(100000):
        name = f"{sys.argv[2]}-{n}.txt"
        record.store(apart(linked(name), 40 * ord(sys.argv[2][0]) + n), "k", date(2024, 6, 1))
        print(name, flush=True)
"""


def writer(path: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), *arguments]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_process_killed_at_any_moment_leaves_all_it_said_was_stored(path: Path):
    moments, acknowledged = random.Random(7), []
    for number in range(6):
        with writer(path, str(number)) as process:
            acknowledged.append(process.stdout.readline().strip())
            try:
                process.wait(moments.uniform(0, 0.25))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            acknowledged += process.stdout.read().split()
        with Record(path) as record:
            told = [each.report.source for entry in record.events() for each in (entry, *entry.members)]
            kept, counted = set(told), len(told)
        assert set(acknowledged) <= kept
        assert counted == 3 * len(kept), "a report is there with all its events or not at all"
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def test_a_full_disk_is_said_and_what_was_stored_before_is_kept(path: Path):
    with writer(path, "full", str(600_000)) as process:
        said, complaint = process.communicate()
    assert "RecordError" in complaint.splitlines()[-1]
    assert str(path) in complaint.splitlines()[-1]
    assert "free space" in complaint.splitlines()[-1]
    with Record(path) as record:
        assert {entry.report.source for entry in record.events()} >= set(said.split()) != set()


def test_a_full_database_is_said(path: Path):
    with Store(path) as record:
        with record.engine.connect() as connection:
            connection.execute(sql("PRAGMA max_page_count = 1"))
        with pytest.raises(RecordError, match=r"record\.db: cannot grow, the disk is full.*free space"):
            record.store(linked(text=TEXT * 1000), "k", DAY)


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path):
    path.write_text("the minister met her counterpart\n" * 100)
    with pytest.raises(RecordError, match=r"record\.db: is no database; name another file"):
        Store(path)
    assert path.read_text().startswith("the minister")


def test_a_database_of_somebody_else_is_refused_and_left_alone(path: Path):
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE songs (name TEXT)")
    raw.close()
    with pytest.raises(RecordError, match="is a database but no record of entente"):
        Store(path)
    assert list(dump(path)) == ["songs"]


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(RecordError, match="is a folder; name a file in it"):
        Store(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(RecordError, match=r"the folder .*away does not exist; make it first"):
        Store(tmp_path / "away" / "record.db")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody may write")
def test_an_unwritable_folder_is_said():
    with pytest.raises(RecordError, match=r"/proc/record\.db: .*cannot be opened or made"):
        Store("/proc/record.db")


def test_asking_a_missing_record_does_not_make_one(path: Path):
    with pytest.raises(RecordError, match=r"no such record; make one with: entente code"):
        Record(path, must_exist=True)
    assert not path.exists()


def test_a_record_that_another_program_writes_to_is_waited_for_and_then_said(path: Path):
    with Store(path, patience=0.1) as record:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another program is writing to it; wait"):
            record.store(linked(), "k", DAY)
        other.execute("ROLLBACK")
        other.close()
        assert record.store(linked(), "k", DAY) == "new"


def test_reading_goes_on_while_somebody_writes(path: Path):
    with Record(path, patience=0.1) as record:
        record.store(linked(), "k", DAY)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM shown")
        assert len(record.events()) == 3
        other.execute("ROLLBACK")
        other.close()


def test_a_record_of_a_newer_schema_is_refused(path: Path):
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    raw.close()
    with pytest.raises(RecordError, match=r"made by a newer entente \(schema 99.*update entente"):
        Store(path)


def test_a_record_of_an_older_schema_is_brought_up_to_date(path: Path):
    with Record(path) as record:
        record.store(linked(), "k", DAY)
        steps = {VERSION: lambda connection: connection.execute(sql("ALTER TABLE runs ADD COLUMN note TEXT"))}
        prepare("record.db", record.engine, True, VERSION + 1, steps)
        assert len(record.events()) == 3
    assert ("schema", str(VERSION + 1)) in dump(path)["meta"]
    with pytest.raises(RecordError, match="newer entente"):
        Store(path)


@pytest.mark.parametrize("address", ["nonsense://somewhere/record", "postgresql://nobody:secret@localhost:1/record"])
def test_a_database_address_that_cannot_be_used_is_said_without_its_password(address: str):
    with pytest.raises(RecordError) as refused:
        Store(address)
    assert "nonsense" in str(refused.value) or "postgresql" in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_may_be_given_as_an_address(path: Path):
    with Store(f"sqlite:///{path}") as record:
        assert record.store(linked(), "k", DAY) == "new"
    assert path.exists()
