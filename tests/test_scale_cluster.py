"""Two Ray nodes on this machine: what fails is done again, and the lake is the one that one process makes."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from entente.batch import InProcess
from entente.batch.coder import loaded
from entente.batch.executor import Done
from entente.datafiles import DATA
from entente.errors import DataError
from entente.scale import Cluster, Finished, Settings, Storage, build, code_all, running, shards_of
from entente.scale.coding import Task, code_shard
from entente.scale.shards import Shard
from lakes import files_of

ray = pytest.importorskip("ray")
pytest.importorskip("duckdb")
# Ray leaves sockets and handles of its processes to the end of the interpreter.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning",
    "ignore::DeprecationWarning",
    "ignore::FutureWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)
SHARDS, PAGES = 4, 2
CODED = date(2024, 6, 1)
SMALL = {"num_cpus": 1, "object_store_memory": 80_000_000}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Parts of two sample reports each."""
    folder = tmp_path_factory.mktemp("archive")
    samples = sorted((DATA / "samples").glob("*.txt"))
    for n in range(SHARDS):
        chosen = samples[n * PAGES : (n + 1) * PAGES]
        lines = [_line(path) for path in chosen]
        (folder / f"part-{n}.jsonl").write_text("".join(lines), encoding="utf-8")
    return str(folder)


def _line(path: Path) -> str:
    import json

    return json.dumps({"id": path.name, "text": path.read_text(encoding="utf-8"), "published": path.name[:10]}) + "\n"


@pytest.fixture(scope="module")
def digest() -> str:
    try:
        return loaded(None).digest
    except DataError:
        pytest.skip("the language model's weights are not here")


@pytest.fixture(scope="module")
def shards(archive: str, digest: str) -> list[Shard]:
    return shards_of([archive], digest)


@pytest.fixture(scope="module")
def alone(shards: list[Shard], digest: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a lake that this process makes."""
    lake = tmp_path_factory.mktemp("alone")
    made(lake, shards, digest, InProcess())
    return files_of(lake)


def made(lake: Path, shards: list[Shard], digest: str, executor: object) -> list[Finished]:
    settings = Settings(str(lake), digest, CODED)
    lines = list(code_all(Storage(str(lake)), shards, settings, executor))
    assert all(isinstance(line, Finished) for line in lines), lines
    build(Storage(str(lake)), InProcess())
    return lines


@pytest.fixture(scope="module")
def two_nodes() -> Iterator[object]:
    """A head and one more node; Ray gives a node half a minute to start, which is short where much else runs."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # The workers import this module, which holds what they run.
    os.environ["PYTHONPATH"] = os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")))
    nodes = next(filter(None, (_started() for _ in range(4))), None)
    if nodes is None:
        pytest.skip("Ray could not start its nodes within its time; the machine is too busy")
    ray.init(address=nodes.address, log_to_driver=False, logging_level="error")
    yield nodes
    ray.shutdown()
    nodes.shutdown()


def _started() -> object | None:
    from ray.cluster_utils import Cluster as Nodes

    nodes = Nodes()
    try:
        nodes.add_node(**SMALL, include_dashboard=False)
        nodes.add_node(**SMALL)
    except Exception as error:
        nodes.shutdown()
        if "timed out" not in str(error):
            raise
        return None
    return nodes


def once(marker: str) -> bool:
    """Whether nobody was here before."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def test_two_nodes_that_lose_a_worker_and_then_a_node_make_the_lake_that_one_process_makes(
    two_nodes, shards: list[Shard], alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    digest = loaded(None).digest
    monkeypatch.setattr(running, "code_shard", partial(killed_once, str(tmp_path / "killed")))
    lake = tmp_path / "lake"
    storage, settings = Storage(str(lake)), Settings(str(lake), digest, CODED)
    lines = []
    for line in code_all(storage, shards, settings, Cluster(two_nodes.address)):
        lines.append(line)
        if len(lines) == 1:
            two_nodes.remove_node(next(iter(two_nodes.worker_nodes)), allow_graceful=False)
    assert (tmp_path / "killed").exists()
    assert sorted(line.uri for line in lines) == [shard.uri for shard in shards]
    assert max(line.memory for line in lines) < 500_000_000
    build(storage, Cluster(two_nodes.address))
    assert files_of(lake) == alone


def killed_once(marker: str, task: Task) -> Finished:
    """Codes a shard; the first process that is to do so is killed."""
    if once(marker):
        os.kill(os.getpid(), signal.SIGKILL)
    return code_shard(task)


def test_a_driver_that_is_begun_again_codes_only_what_is_left(
    shards: list[Shard], digest: str, alone: dict[str, bytes], tmp_path: Path
):
    lake = tmp_path / "lake"
    storage, settings = Storage(str(lake)), Settings(str(lake), digest, CODED)
    coding = code_all(storage, shards, settings, InProcess())
    first = [next(coding), next(coding)]
    coding.close()
    rest = made(lake, shards, digest, InProcess())
    assert sorted(line.uri for line in (*first, *rest)) == [shard.uri for shard in shards]
    assert files_of(lake) == alone


def test_a_straggler_is_run_twice_and_counts_once(two_nodes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    from entente.scale import cluster

    monkeypatch.setattr(cluster, "LEAST", 1.0)
    two_nodes.add_node(**SMALL)
    marker = str(tmp_path / "slow")
    tasks = [("", 0.0)] * 4 + [(marker, 60.0)]
    started = time.monotonic()
    done = list(Cluster(two_nodes.address, workers=2).map(slow_once, tasks))
    assert sorted(each.number for each in done) == [0, 1, 2, 3, 4]
    assert time.monotonic() - started < 50


def test_what_a_task_raises_comes_out_of_the_cluster(two_nodes):
    with pytest.raises(ZeroDivisionError):
        list(Cluster(two_nodes.address).map((1).__floordiv__, [0]))


def slow_once(task: tuple[str, float]) -> str:
    """Takes long the first time that its marker is seen."""
    marker, seconds = task
    if marker and once(marker):
        time.sleep(seconds)
    return marker


class Dying:
    """An executor whose processes die over one page, as far as the page is watched."""

    def __init__(self, page: int) -> None:
        self.page = page

    def map(self, function, tasks):
        for number, task in enumerate(tasks):
            if self._dies(task):
                yield Done(number, task, failure="died")
            else:
                yield Done(number, task, function(task))

    def _dies(self, task: Task) -> bool:
        from entente.scale.limits import Watch

        watch = Watch.over(Storage(task.settings.lake), task.shard.id, task.attempt)
        dies = not watch.skips(self.page)
        if dies:
            watch.at(self.page)
        return dies


def test_a_page_that_ends_processes_is_left_out_with_its_reason_and_its_shard_is_not(
    shards: list[Shard], digest: str, tmp_path: Path
):
    import pyarrow.parquet

    settings = Settings(str(tmp_path), digest, CODED)
    [line] = code_all(Storage(str(tmp_path)), shards[:1], settings, Dying(page=1))
    assert (line.pages, line.failed) == (PAGES, 1)
    [row] = pyarrow.parquet.read_table(tmp_path / "coded" / "problems").to_pylist()
    assert "ended the process" in row["message"]


def test_a_page_that_takes_too_long_is_left_out_with_its_reason(shards: list[Shard], digest: str, tmp_path: Path):
    import pyarrow.parquet

    line = code_shard(Task(shards[0], Settings(str(tmp_path), digest, CODED, seconds=0.001)))
    assert line.failed > 0
    rows = pyarrow.parquet.read_table(tmp_path / "coded" / "problems").to_pylist()
    assert all("longer than 0.001 seconds" in row["message"] for row in rows)
