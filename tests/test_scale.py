"""A lake says what a record of the same reports says, however the reports were cut into shards."""

import json
import random
import time
from collections import deque
from datetime import date, timedelta
from itertools import repeat
from pathlib import Path

import pytest

from entente.batch import InProcess, LocalPool
from entente.cli.judging import Desk
from entente.entries import flat_event
from entente.errors import RecordError, UsageError
from entente.model import Linked, Problem
from entente.query import Reader
from entente.record import Store
from entente.scale import Settings, Storage, begin, build, shards_of
from entente.scale.compacting import compact
from entente.scale.estimate import estimate
from entente.scale.limits import PageTooLong, Watch, limited
from entente.scale.running import end
from lakes import CODED, files_of, lake_of
from told_reports import DAY, Said, coded

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


def reports(count: int) -> list[Linked]:
    """Reports of a few happenings each, many of them told in several; some print another's words."""
    chance = random.Random(11)
    states = [("NOR", "Espen Dahl"), ("LVA", "Ilze Kalna"), ("EST", "Mart Tamm"), ("FIN", "Aino Salo"),
              ("POL", "Jan Nowak"), ("DNK", "Bodil Holm"), ("SWE", "Lars Lind")]  # fmt: skip
    made = []
    for n in range(count):
        said = []
        for _ in range(chance.randint(1, 3)):
            (code, actor), (other, recipient) = chance.sample(states, 2)
            day = DAY + timedelta(chance.randrange(0, 60, 4))
            kind = chance.choice(["CONSULT", "ACCUSE", "ASSAULT"])
            width = 40 if chance.random() < 0.1 else 1
            said.append(Said(actor, code, recipient, other, kind, day, width, chance.choice(["Oslo", "Riga"])))
        made.append(coded(f"paper-{n:03}.txt", *said, published=DAY + timedelta(70), publisher=f"Paper {n % 5}"))
    return made


def asked(where: Path | str) -> dict[str, list[object]]:
    """Everything that the questions of ``Reader`` answer with."""
    with Reader(where) as reader:
        filters = [{}, {"actor": "NOR"}, {"recipient": "LVA GOV Ilze"}, {"since": "2024-06"}, {"place": "Oslo"},
                   {"since": "2024-05", "until": "2024-05-20"}, {"dyad": "NOR-LVA"}, {"text": "attacking"},
                   {"text": '"met Ilze"'}, {"report": "paper 3"}, {"type": "CONSULT", "order": "-sources"},
                   {"party": "Tamm"}, {"confidence": 0.9}, {"reviewed": False}]  # fmt: skip
        found = {str(each): [(flat_event(e), [m.id for m in e.members]) for e in reader.events(**each)]
                 for each in filters}  # fmt: skip
        pages, after = [], None
        while True:
            page = reader.events(limit=7, after=after)
            pages += [entry.id for entry in page]
            after = page.next
            if after is None:
                break
        panel = reader.panel("month", actors=["NOR", "LVA"], by="quad")
        return {**found, "pages": pages, "panel": panel.to_dicts(), "left out": panel.left_out}


@pytest.fixture(scope="module")
def told() -> list[Linked]:
    return reports(48)


@pytest.fixture(scope="module")
def record(told: list[Linked], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "record.db"
    with Store(path) as store:
        for linked in told:
            store.store(linked, "k", CODED)
    return path


@pytest.fixture(scope="module")
def lake(told: list[Linked], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    lake_of(str(folder), told[:20], told[20:30], told[30:])
    return folder


def test_a_lake_answers_every_question_as_the_record_of_the_same_reports_does(lake: Path, record: Path):
    here, there = asked(lake), asked(record)
    assert any(members for _, members in here["{}"])
    for question, answer in there.items():
        found = here[question]
        if "-sources" in question:  # events with as many sources on one day stand in any order
            found, answer = (sorted(each, key=lambda one: one[0]["id"]) for each in (found, answer))
        assert found == answer, question


def test_how_reports_are_cut_into_shards_changes_no_answer(lake: Path, told: list[Linked], tmp_path: Path):
    lake_of(str(tmp_path), *(told[at : at + 8] for at in range(0, 48, 8)))
    assert asked(tmp_path) == asked(lake)


def test_a_lake_made_again_holds_the_same_bytes(lake: Path, told: list[Linked], tmp_path: Path):
    lake_of(str(tmp_path), told[:20], told[20:30], told[30:])
    assert files_of(tmp_path) == files_of(lake)


def test_days_decide_which_files_are_read(lake: Path):
    with Reader(lake) as reader, reader.engine.begin() as connection:
        plan = "EXPLAIN ANALYZE SELECT id FROM shown WHERE period = 'longer' OR period BETWEEN '2024-05' AND '2024-05'"
        told = connection.exec_driver_sql(plan).fetchall()[0][1]
    months = {path.parent.name for path in lake.rglob("shown/period=*/*.parquet")}
    assert {"period=2024-05", "period=2024-06", "period=longer"} <= months
    assert "Total Files Read: 2" in told


def test_of_a_report_in_two_shards_the_last_counts(tmp_path: Path):
    before, now = coded("a.txt", Said(type="ACCUSE")), coded("a.txt", Said(), Said(day=DAY - timedelta(9)))
    lake_of(str(tmp_path), [before], [now])
    with Reader(tmp_path) as reader:
        assert sorted(entry.value.chief.type for entry in reader.events()) == ["CONSULT", "CONSULT"]
        assert len(reader.report("a.txt").events) == 2


def test_a_file_that_changed_stands_in_for_what_it_was(tmp_path: Path):
    lake_of(str(tmp_path), [coded("a.txt", Said()), coded("b.txt", Said(type="ACCUSE"))])
    lake_of(str(tmp_path), [coded("a.txt", Said())], job=2)
    with Reader(tmp_path) as reader:
        assert [entry.report.source for entry in reader.events()] == ["a.txt"]


def test_a_page_that_cannot_be_read_is_in_the_table_of_problems_with_the_reason(tmp_path: Path):
    import pyarrow.parquet

    trouble = Problem("b.txt", "read", "is no text", fatal=True)
    [line] = lake_of(str(tmp_path), [coded("a.txt", Said()), trouble])
    assert (line.pages, line.failed) == (2, 1)
    [row] = pyarrow.parquet.read_table(tmp_path / "coded" / "problems").to_pylist()
    assert (row["source"], row["stage"], row["message"], row["fatal"]) == ("b.txt", "read", "is no text", True)


def test_compaction_leaves_few_files_and_changes_no_answer(told: list[Linked], tmp_path: Path):
    lake_of(str(tmp_path), *(told[at : at + 8] for at in range(0, 48, 8)))
    before = asked(tmp_path)
    assert compact(Storage(str(tmp_path)), InProcess()) == 1
    assert asked(tmp_path) == before
    assert compact(Storage(str(tmp_path)), InProcess()) == 0
    assert len(list((tmp_path / "coded" / "mentions").iterdir())) == 1
    assert asked(tmp_path) == before


def test_building_what_is_built_does_nothing(lake: Path):
    assert build(Storage(str(lake)), InProcess()) is False


def test_corrections_stay_in_a_record_beside_the_lake(lake: Path, told: list[Linked], tmp_path: Path):
    """A judgement on a lake is refused, and can be made on the same event in a record of the same report."""
    before = files_of(lake)
    with Reader(lake) as reader:
        entry = reader.events(type="CONSULT", limit=1)[0]
    with Desk(str(lake)) as desk, pytest.raises(RecordError, match="code the reports in question into a record"):
        desk.correct(entry.id, "type", "ACCUSE", who="A", why="-")
    beside = tmp_path / "beside.db"
    with Store(beside) as store:
        store.store(next(each for each in told if each.report.source == entry.report.source), "k", CODED)
        store.correct(entry.id, "type", "ACCUSE", who="A", why="-")
    with Reader(beside) as reader:
        assert entry.id in [each.id for each in reader.events(type="ACCUSE")]
    assert files_of(lake) == before


def test_a_crowd_gives_one_event_with_all_its_reports(tmp_path: Path):
    papers = [coded(f"{n:03}.txt", Said(), published=DAY + timedelta(1)) for n in range(60)]
    lake_of(str(tmp_path), papers[:30], papers[30:])
    with Reader(tmp_path) as reader:
        [entry] = reader.events()
        assert len(entry.members) == 59


def test_a_run_that_was_interrupted_goes_on_under_its_own_day(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\n')
    shards = shards_of([str(tmp_path / "a.jsonl")], "k")
    storage = Storage(str(tmp_path / "lake"))
    first = begin(storage, Settings(storage.root, "k", date(2024, 1, 1)), shards)
    again = begin(storage, Settings(storage.root, "k", date(2024, 1, 2)), shards)
    assert again == first
    end(storage)
    assert begin(storage, Settings(storage.root, "k", date(2024, 1, 3)), shards).job == first.job + 1


def test_a_shard_has_another_id_when_its_file_or_the_knowledge_is_another(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x"}\n')
    [one], [other] = shards_of([str(path)], "k"), shards_of([str(path)], "l")
    path.write_text('{"text": "xx"}\n')
    [changed] = shards_of([str(path)], "k")
    assert len({one.id, other.id, changed.id}) == 3


def test_sources_that_name_nothing_are_wrong_usage(tmp_path: Path):
    with pytest.raises(UsageError, match="name no file"):
        shards_of([str(tmp_path)], "k")


def test_a_folder_without_a_lake_says_how_to_make_one(tmp_path: Path):
    (tmp_path / "lake.json").write_text("{}")
    with pytest.raises(RecordError, match="entente scale"):
        Reader(tmp_path)


def test_a_lake_with_a_damaged_file_says_which_and_what_to_do(tmp_path: Path):
    lake_of(str(tmp_path), [coded("a.txt", Said())])
    [path] = (tmp_path / "coded" / "mentions").iterdir()
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(RecordError, match=f"{path.name}.*run entente scale again"):
        Reader(tmp_path)


@pytest.mark.parametrize("content", [b"\xb2 is no UTF-8", b"{\x00\x00\x00", b'{"version": '])
def test_a_damaged_note_of_a_lake_is_named_whatever_its_bytes(tmp_path: Path, content: bytes):
    storage = Storage(str(tmp_path))
    (tmp_path / "lake.json").write_bytes(content)
    for ask in (lambda: storage.read_json("lake.json"), lambda: storage.read_all_json(["lake.json"])):
        with pytest.raises(RecordError, match=r"lake\.json: is damaged; remove it"):
            ask()


def test_a_page_has_only_its_time():
    with pytest.raises(PageTooLong), limited(0.05):
        time.sleep(10)


def never_back(page: int) -> int:
    """Stays in a library that hears no signal and lets nothing else of Python run."""
    with limited(1.0):
        return page if page else len(deque(repeat(page), maxlen=0))


def test_a_page_that_hangs_where_python_hears_nothing_ends_its_process_and_no_other():
    done = sorted(LocalPool(1, limit=60.0).map(never_back, [1, 0, 2]), key=lambda each: each.number)
    assert [each.result for each in done] == [1, None, 2]
    assert "ended the process" in done[1].failure


def test_a_page_is_left_out_once_two_processes_died_over_it(tmp_path: Path):
    storage = Storage(str(tmp_path))
    skipped = []
    for attempt in range(4):
        watch = Watch.over(storage, "s", attempt)
        watch.at(7)
        skipped.append(watch.skips(7))
    assert skipped == [False, False, False, True]


def test_the_cost_of_what_is_left_is_reckoned_from_what_is_done(tmp_path: Path, told: list[Linked]):
    lines = lake_of(str(tmp_path / "lake"), told)
    (tmp_path / "b.jsonl").write_text("x" * lines[0].size * 10)
    shards = shards_of([str(tmp_path / "b.jsonl")], "k")
    storage = Storage(str(tmp_path / "lake"))
    found = estimate(storage, shards, Settings(storage.root, "k", CODED))
    assert (found.shards, found.pages) == (1, 10 * lines[0].pages)
    assert found.seconds == pytest.approx(lines[0].cpu / lines[0].pages)


def test_the_manifest_says_what_became_of_a_shard(lake: Path):
    lines = [json.loads(path.read_text()) for path in sorted((lake / "manifest").iterdir())]
    assert sum(line["pages"] for line in lines) == 48
    assert {line["uri"] for line in lines} == {"part-0.jsonl", "part-1.jsonl", "part-2.jsonl"}
