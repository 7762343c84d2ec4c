"""A record can be made again, says what it was made with, and does not depend on the order of its reports."""

import json
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from entente import pipeline
from entente.api import Record, shipped_knowledge
from entente.cli.checking import print_citation, print_info, verify_record
from entente.datafiles import DATA
from entente.export.package import Contents, package
from entente.model import Linked
from entente.query.stored import about
from entente.record.codec import pack, unpack
from entente.record.write import SOFTWARE
from entente.verify import verify
from literal_report import DAY, apart, linked
from literal_report import Record as Literal

SAMPLES = ("2023-06-06-embassy-reopened.txt", "2022-12-02-phone-call.txt")


def fill(path: Path, knowledge: str) -> None:
    known = shipped_knowledge()
    with Record(path) as record:
        for name in SAMPLES:
            for found in pipeline.code_all([str(DATA / "samples" / name)], known):
                assert isinstance(found, Linked)
                record.store(found, knowledge, DAY)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("record") / "record.db"
    fill(made, shipped_knowledge().digest)
    return made


def test_a_record_is_made_again_byte_for_byte(path, capsys):
    assert verify_record(str(path), None, 0, None) == 0
    assert "2 of 2 reports give the same, byte for byte" in capsys.readouterr().out


def altered(path: Path, tmp_path: Path) -> Path:
    """The record with one stored word changed, as nobody but the disk or a forger would."""
    copy = tmp_path / "altered.db"
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy)) as raw:
        for run, event, number, value in raw.execute("SELECT run, event, number, value FROM mentions").fetchall():
            changed = unpack(value).replace('"CONSULT"', '"SUPPORT"')
            raw.execute(
                "UPDATE mentions SET value = ? WHERE run = ? AND event = ? AND number = ?",
                (pack(changed), run, event, number),
            )
        raw.commit()
    return copy


def test_what_was_altered_is_told_in_the_notation(path, tmp_path, capsys):
    assert verify_record(str(altered(path, tmp_path)), None, 0, None) == 1
    told = capsys.readouterr().out.splitlines()
    assert any(line.startswith("  - ") and "| SUPPORT" in line for line in told)
    assert any(line.startswith("  + ") and "| CONSULT" in line for line in told)


def test_other_knowledge_is_no_fault_of_the_record(path, tmp_path):
    copy = altered(path, tmp_path)
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute("UPDATE runs SET knowledge = 'of before'")
        raw.commit()
    with Record(copy) as record:
        verdicts = [each.verdict for each in verify(record, shipped_knowledge(), SOFTWARE)]
    assert set(verdicts) == {"other knowledge"}


def test_a_sample_is_the_same_for_the_same_seed(path):
    with Record(path) as record:
        one, other = ([v.source for v in verify(record, shipped_knowledge(), SOFTWARE, 1, 7)] for _ in range(2))
    assert one == other
    assert len(one) == 1


def test_a_record_states_what_it_was_made_with(path, capsys):
    print_info(str(path), "json")
    told = json.loads(capsys.readouterr().out)
    [coded] = told["record"]["coded with"]
    assert coded == {"knowledge": told["program"]["knowledge"], "software": SOFTWARE, "reports": 2,
                     "first": str(DAY), "last": str(DAY)}  # fmt: skip
    assert len(told["program"]["model sha256"]) == 64
    assert told["record"]["rows"]["runs"] == 2
    print_info(str(path), "text")
    assert f"2 reports coded by {SOFTWARE}, knowledge {coded['knowledge']}" in capsys.readouterr().out


def test_a_citation_names_the_digest_of_what_the_record_shows(path, capsys):
    with Record(path) as record:
        contents = Contents(record.events(), record.statements(), record.commitments(), record.counts())
    id = json.loads(package(contents)["datapackage.json"])["id"]
    print_citation(str(path), "text")
    assert id in capsys.readouterr().out
    print_citation(str(path), "bibtex")
    entry = capsys.readouterr().out
    assert entry.startswith("@misc{entente-")
    assert id in entry


def test_the_order_of_reports_does_not_change_what_a_record_shows(tmp_path):
    shown = []
    for turn in range(3):
        numbers = list(range(8))
        random.Random(turn).shuffle(numbers)
        with Literal(tmp_path / f"{turn}.db") as record:
            for n in numbers:
                record.store(apart(linked(f"{n}.txt"), n % 4), "k", DAY)
            contents = Contents(record.events(), record.statements(), record.commitments(), record.counts())
            assert about(record).codings[0].reports == 8
        shown.append(package(contents))
    assert shown[0] == shown[1] == shown[2]


def test_another_process_with_other_hashes_finds_the_same_bytes(tmp_path):
    lines = []
    for seed in ("1", "2"):
        script = (
            "import sys; from entente import pipeline, api; from entente.record.rows import rows_of; from datetime "
            "import date\n[found] = pipeline.code_all(sys.argv[1:], api.shipped_knowledge())\n"
            "print(rows_of(found, 'k', 's', date.min).run)"
        )
        command = [sys.executable, "-c", script, str(DATA / "samples" / SAMPLES[0])]
        lines.append(subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout)
    assert lines[0] == lines[1] != b""
