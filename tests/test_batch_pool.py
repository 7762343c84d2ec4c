"""A pool of processes: every task is answered once, and one that goes wrong costs nobody else."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from entente.batch import InProcess, LocalPool
from entente.errors import DataError, EntenteError
from worked import Loading, Stillborn, doubled, sized

HERE = Path(__file__).parent


def answers(found):
    return {done.number: done.result for done in found if done.failure is None}


def test_every_task_is_answered_once_whoever_does_it():
    tasks = list(range(200))
    wanted = {n: 2 * n for n in tasks}
    for executor in (InProcess(), LocalPool(1), LocalPool(3)):
        found = list(executor.map(doubled, tasks))
        assert len(found) == len(tasks)
        assert answers(found) == wanted
        assert all(done.task == tasks[done.number] for done in found)


def test_no_tasks_need_no_worker():
    assert list(LocalPool(2).map(doubled, [])) == []


def test_a_task_that_never_ends_or_kills_its_process_costs_that_task_alone():
    tasks = [1, "hang", 3, "die", 5, 6, 7, "die", 9]
    found = {done.number: done for done in LocalPool(2, stalled=3).map(doubled, tasks)}
    assert answers(found.values()) == {n: task * 2 for n, task in enumerate(tasks) if isinstance(task, int)}
    assert "did not end in 3 s" in found[1].failure
    assert all("signal 9" in found[n].failure for n in (3, 7))


def test_a_task_that_takes_too_much_processor_time_is_stopped():
    """By the clock a report may take long: a busy machine must not make it fail."""
    found = {done.number: done for done in LocalPool(1, limit=0.3).map(doubled, [1, "spin", 3])}
    assert answers(found.values()) == {0: 2, 2: 6}
    assert "more than 0.3 s of processor time" in found[1].failure


def test_big_tasks_and_big_results_do_not_wait_for_each_other():
    tasks = [b"x" * 3_000_000] * 8
    assert answers(LocalPool(2).map(sized, tasks)) == {n: (3_000_000, bytes(3_000_000)) for n in range(8)}


def test_what_is_needed_is_loaded_once_in_each_worker(tmp_path):
    workers = {done.result for done in LocalPool(2).map(Loading(tmp_path), range(40))}
    assert {int(path.name) for path in tmp_path.iterdir()} >= workers
    assert len(list(tmp_path.iterdir())) == 2


def test_what_cannot_be_loaded_is_said_as_by_the_function_itself(tmp_path):
    with pytest.raises(DataError, match=r"table\.tsv:3"):
        list(LocalPool(2).map(Loading(tmp_path, broken=True), [1, 2]))


def test_workers_that_never_get_ready_are_not_started_for_ever():
    with pytest.raises(EntenteError, match=r"exit status 3.*--workers 0"):
        list(LocalPool(1).map(Stillborn(), [1]))


def test_a_defect_of_the_function_comes_out():
    with pytest.raises(ValueError, match="a defect"):
        list(LocalPool(1).map(doubled, ["defect"]))


def test_tasks_are_taken_only_as_they_can_be_worked_on():
    taken = []

    def endless():
        while True:
            taken.append(len(taken))
            yield taken[-1]

    found = LocalPool(2).map(doubled, endless())
    for _ in range(20):
        next(found)
        time.sleep(0.01)
    assert len(taken) <= 20 + 2 * 2 + 1
    found.close()


def test_nobody_runs_far_ahead_of_a_slow_task():
    """What is done out of order is kept, so a report of a minute must not let thousands pile up behind it."""
    tasks = ["hang", *range(100)]
    found = [done.number for done in LocalPool(2, stalled=2.0, ahead=10).map(doubled, tasks)]
    assert set(found[: found.index(0)]) <= set(range(1, 12))
    assert sorted(found) == list(range(101))


SLOW = """
import sys
sys.path.insert(0, sys.argv[1])
from worked import Loading
from pathlib import Path
from entente.batch import LocalPool
if __name__ == "__main__":
    for done in LocalPool(2).map(Loading(Path(sys.argv[2])), iter(int, 1)):
        print(done.result, flush=True)
"""


def test_workers_end_with_the_process_that_started_them_however_it_ends(tmp_path):
    script = tmp_path / "slow.py"
    script.write_text(SLOW)
    folder = tmp_path / "pids"
    folder.mkdir()
    command = [sys.executable, str(script), str(HERE), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(HERE)}) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    workers = [int(path.name) for path in folder.iterdir()]
    until = time.monotonic() + 10
    while any(alive(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert workers
    assert not [pid for pid in workers if alive(pid)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
