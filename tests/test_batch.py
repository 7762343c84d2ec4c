"""A batch gives the record that coding one report after the other gives, whatever happens on the way."""

import json
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import date

import pytest
from bench.generated import written
from bench.kills import begin, halves, rows, stored, write_reports

from entente.batch import Coder, Done, InProcess, few, run, tasks
from entente.batch.running import in_order
from entente.model import Problem
from entente.record import Store

CODE = [sys.executable, "-c", "from entente.cli import main; main()", "code"]
REPORTS = 14


def code(*arguments, **options):
    return subprocess.run([*CODE, *map(str, arguments)], capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Reports as JSONL and as files; one of them is no report."""
    folder = tmp_path_factory.mktemp("batch")
    write_reports(folder / "all.jsonl", REPORTS)
    (folder / "files").mkdir()
    for seed in range(REPORTS):
        report = written(seed)
        (folder / "files" / f"{seed:02}.txt").write_text(f"{report.text}\n\nPublished: {report.published}\n")
    (folder / "files" / "05.txt").write_bytes(b"\x00\x01\x02" * 500)
    return folder


@pytest.fixture(scope="module")
def serial(folder):
    """What coding without workers prints and stores."""
    done = code("files/*.txt", "--record", "serial.db", "--workers", 0, "--format", "csv", cwd=folder)
    return done, rows(folder / "serial.db")


def test_workers_give_what_one_process_gives_down_to_the_numbers_of_rows(folder, serial):
    done = code("files/*.txt", "--record", "two.db", "--workers", 2, "--format", "csv", cwd=folder)
    alone, record = serial
    assert (done.returncode, done.stdout) == (1, alone.stdout)
    assert rows(folder / "two.db") == record
    assert "files/05.txt: " in done.stderr
    assert f"{REPORTS - 1} reports coded, 1 failed" in done.stderr


def test_what_is_on_record_is_not_coded_again_and_problems_go_to_a_file(folder, serial):
    record = folder / "serial.db"
    before = record.read_bytes()
    done = code("files/*.txt", "--record", record, "--workers", 1, "--errors", "errors.jsonl", cwd=folder)
    assert record.read_bytes() == before
    assert done.stdout == ""
    assert f"0 reports coded, {REPORTS - 1} on record already, 1 failed" in done.stderr
    [problem] = map(json.loads, (folder / "errors.jsonl").read_text().splitlines())
    assert (problem["report"], problem["stage"], problem["fatal"]) == ("files/05.txt", "read", True)
    assert "binary" in problem["reason"]


def test_a_batch_killed_in_its_midst_goes_on_where_it_was(folder, serial):
    """Twenty kills of thousands of reports: ``python -m bench.kills``."""
    source, whole, killed = "files/*.txt", folder / "serial.db", folder / "killed.db"
    with begin(source, killed, 1, cwd=folder) as process:
        while stored(killed) < 1 and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    assert stored(killed) >= 1
    assert list(halves(killed, whole)) == []
    assert begin(source, killed, 1, cwd=folder).wait() == 1
    assert rows(killed) == rows(whole)


def test_a_report_that_takes_too_long_or_ends_its_worker_is_a_problem_in_its_place():
    report = written(1)
    lost = [Done(1, report, failure="took longer than 1 s"), Done(0, "a.txt", result=()), Done(2, report, result=())]
    [first, (problem,), last] = in_order(lost)
    assert (first, last) == ((), ())
    assert problem == Problem(report.source, "code", "took longer than 1 s", fatal=True)


def test_few_reports_are_known_without_reading_the_others(folder):
    def endless():
        number = 0
        while True:
            yield (number := number + 1)

    short, coming = few(endless())
    assert not short
    assert [next(coming) for _ in range(20)] == list(range(1, 21))
    short, coming = few(tasks([str(folder / "files" / "01.txt")]))
    assert short
    assert len(list(coming)) == 1


def test_a_source_of_many_reports_is_handed_out_report_by_report(folder):
    found = list(tasks([str(folder / "all.jsonl"), "a.txt", "b.html"]))
    assert [getattr(each, "source", each) for each in found] == [
        *(f"{n}.txt" for n in range(REPORTS)),
        "a.txt",
        "b.html",
    ]


def test_what_was_coded_before_an_interruption_is_stored(tmp_path):
    def interrupted():
        yield from (written(n) for n in range(3))
        raise KeyboardInterrupt

    with Store(tmp_path / "r.db") as store:
        going = run(interrupted(), Coder(coded=date(2024, 6, 1)), InProcess(), store)
        with closing(going), pytest.raises(KeyboardInterrupt):
            list(going)
        assert all(store.holds(written(n), store_knowledge()) for n in range(3))
        assert not store.holds(written(3), store_knowledge())


def store_knowledge():
    from entente import knowledge

    return knowledge.digest_of()


def test_the_digest_of_knowledge_is_that_of_what_is_loaded():
    from entente.batch.coder import loaded

    assert store_knowledge() == loaded(None).digest
