"""Breaks records on purpose and sees whether they keep what they promise: ``python tests/faults.py --seeds 500``.

Each seed draws a program (storing reports, judging them, bringing an old record up to date, coding a batch) and a fault
(a kill, a full disk, lost permissions, damaged pages, a skewed clock), and lets the fault happen at a point it draws
too. The program runs in a process of its own, which says what it has done as soon as that is done. Then must hold:

- the record opens, or says in one line that it is damaged and what to do;
- what was said to be done is there, and nothing is there twice or by half;
- the same program run again finishes, and the record then shows what it would show had nothing happened.

Damaged pages may take content with them, so there only the first is asked, of every question to the record. A fault
that this machine cannot make (permissions without the right to give up the superuser's) is counted as skipped.

``--of watch``, ``--of serve`` and ``--of scale`` break these programs (``programs_under_fault``) in the same ways, and
by a network or a folder on the network that goes away; without it all are broken.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import json
import os
import resource
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing, redirect_stderr
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from entente import batch
from entente.errors import RecordError
from entente.record import judging, prepared, write
from literal_report import Record, apart, linked
from programs_under_fault import Program, programs, shown_in, shown_of, site

HERE = Path(__file__).parent
REPORTS = 6
DAY = date(2024, 6, 1)
Say = Callable[[str], None]
Job = Callable[[Path, Say], None]


# Programs: each can be run again, and says what it has done


def store(path: Path, say: Say) -> None:
    with Record(path, patience=5) as record:
        for n in range(REPORTS):
            record.store(apart(linked(f"{n}.txt"), n), "k", DAY)
            say(f"{n}.txt")


def made(number: int) -> tuple[batch.Result[None], ...]:
    """A report as a worker of a batch hands it over."""
    found = apart(linked(f"{number}.txt"), number)
    return (batch.Result(f"{number}.txt", stored=prepared(found, "k", DAY)),)


def code_batch(path: Path, say: Say) -> None:
    with Record(path, patience=5) as record:
        for done in batch.run(range(REPORTS), made, batch.InProcess(), record):
            say(done.found.source)


def judge(path: Path, say: Say) -> None:
    store(path, say)
    with Record(path, patience=5) as record:
        made = {each.value for each in record.judgements()}
        for value in ("SUPPORT", "AGREE"):
            if value not in made:
                record.correct("e1-0", "type", value, who="A", why="-")
            say(f"judged {value}")


def migrate(path: Path, say: Say) -> None:
    with Record(path, patience=5) as record:
        record.events().to_dicts()
    say("porto.txt")


def prepare_copy(path: Path, reports: int) -> None:
    with Record(path) as record:
        for n in range(reports):
            record.store(apart(linked(f"{n}.txt"), n), "k", DAY)


JOBS: dict[str, Job] = {"store": store, "batch": code_batch, "judge": judge, "migrate": migrate}


# Faults: each runs in the process of the program, before it starts


def kill_at_a_write(random: Random, path: Path) -> None:
    from sqlalchemy import Engine

    left = random.randrange(1, 300)

    def count(*arguments: Any) -> None:
        nonlocal left
        left -= not arguments[2].startswith(("SELECT", "PRAGMA"))
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)


def kill_at_a_file(random: Random, path: Path) -> None:
    """Kills where the process is about to open, rename or remove a file, which SQLite's own writes are not."""
    left = random.randrange(1, 120)

    def count(what: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        left -= what in ("os.rename", "os.remove", "os.mkdir") or (
            what == "open" and str(path.parent) in str(arguments[0])
        )
        if left == 0:
            # The kill is an event of its own.
            left = -1
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def kill_after_a_while(random: Random, path: Path) -> None:
    delay = random.random() ** 2 * 0.6

    def strike() -> None:
        time.sleep(delay)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=strike, daemon=True).start()


def full_disk(random: Random, path: Path) -> None:
    """No file of this process may grow beyond a size, as on a disk that is full then."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = max((each.stat().st_size for each in path.parent.iterdir()), default=0)
    limit = random.randrange(1, max(size, 4096) + 400_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def lost_permission(random: Random, path: Path) -> None:
    give_up_the_superusers_rights()
    target = random.choice([path, path.parent])
    if target.exists():
        target.chmod(random.choice([0o000, 0o444, 0o555]))


def give_up_the_superusers_rights() -> None:
    """Drops the capabilities by which the superuser ignores permissions; raises ``OSError`` where that fails."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    if libc.capget(header, held):
        raise OSError(ctypes.get_errno(), "capget")
    overriding = 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, capability(7)
    for at in (0, 1, 2):
        held[at] &= ~overriding
    if libc.capset(header, held):
        raise OSError(ctypes.get_errno(), "capset")


def skewed_clock(random: Random, path: Path) -> None:
    shift = timedelta(days=random.choice([-20_000, -400, -1, 1, 400, 60_000]))

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return date.fromordinal(date.today().toordinal() + shift.days)

    class Moment(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + shift

    write.date = Day  # type: ignore[attr-defined]
    judging.datetime = Moment  # type: ignore[attr-defined]
    real = time.time
    time.time = lambda: real() + shift.total_seconds()


FAULTS = {
    "kill at a write": kill_at_a_write,
    "kill after a while": kill_after_a_while,
    "full disk": full_disk,
    "lost permission": lost_permission,
    "skewed clock": skewed_clock,
}


KINDS = ("record", "watch", "serve", "scale")


# What happened


@dataclass(frozen=True)
class Outcome:
    """How a process ended (0, -9 for a kill, 1 with a message, 3 for anything unforeseen), and what it said."""

    status: int
    said: tuple[str, ...]
    message: str


def run(job: Job, path: Path, fault: Callable[[], None] | None = None) -> Outcome:
    """Runs *job* in a child of this process; the parent has everything imported, so that it starts at once."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(job, path, fault, writing)
    os.close(writing)
    with os.fdopen(reading, "r", encoding="utf-8", errors="replace") as pipe:
        lines = [json.loads(line) for line in pipe.read().split("\n") if line.endswith("}")]
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    said = tuple(line["said"] for line in lines if "said" in line)
    return Outcome(status, said, next((line["error"] for line in lines if "error" in line), ""))


def _in_child(job: Job, path: Path, fault: Callable[[], None] | None, pipe: int) -> None:
    def tell(key: str, value: str) -> None:
        os.write(pipe, (json.dumps({key: value}) + "\n").encode())

    status = 3
    try:
        if fault is not None:
            fault()
        job(path, lambda said: tell("said", said))
        status = 0
    except RecordError as error:
        tell("error", str(error))
        status = 1
    except BaseException as error:  # noqa: BLE001 whatever it is, the parent must hear of it
        last = traceback.extract_tb(error.__traceback__)[-3:]
        where = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(last))
        tell("error", f"{type(error).__name__}: {error} ({where})")
    finally:
        os._exit(status)


def shown(path: Path) -> dict[str, Any]:
    """What a record shows, its commitments too."""
    with Record(path, must_exist=True) as record:
        commitments = sorted(json.dumps(row, default=str) for row in record.commitments().to_dicts())
        return {**shown_of(record), "commitments": commitments}


def sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def check(name: str, path: Path, before: Outcome, reference: dict[str, Any]) -> None:
    """Raises ``AssertionError`` where a promise is broken after *before*."""
    assert before.status != 3, before.message
    assert before.status != 1 or ("; " in before.message and "\n" not in before.message), before.message
    said = [each for each in before.said if each.endswith(".txt")]
    if said or path.exists():
        try:
            now = shown(path)
        except RecordError as error:
            # Killed before the first table stood: there is nothing yet to open, and nothing was said to be done.
            if said or "holds no record" not in str(error):
                raise
        else:
            assert set(now["told"]) >= set(said), "what was said to be stored is there"
            assert all(count == reference["told"][source] for source, count in now["told"].items()), now["told"]
            judged = [each.removeprefix("judged ") for each in before.said if each.startswith("judged")]
            assert [value for _, _, value in now["judged"] if value in judged] == judged or name == "migrate"
    again = run(JOBS[name], path)
    assert again.status == 0, again.message
    assert shown(path) == reference
    sound(path)


def damage(random: Random, path: Path) -> None:
    """Overwrites some pages of a closed record."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for _ in range(random.choice([1, 1, 2, 5])):
            at = random.choice([0, random.randrange(size), random.randrange(size) // 4096 * 4096])
            file.seek(at)
            file.write(random.choice([bytes(4096), random.randbytes(64), random.randbytes(4096)])[: size - at])
        if random.random() < 0.2:
            file.truncate(random.randrange(size))


def ask_everything(path: Path, say: Say) -> None:
    shown(path)
    with Record(path) as record:
        record.panel("month")
        for entry in list(record.events())[:3]:
            record.sentences(entry)
        record.store(apart(linked("99.txt"), 99), "k", DAY)
        record.rebuild()


def try_seed(seed: int, folder: Path, references: dict[str, dict[str, Any]]) -> str:
    """Runs one seed; what was done, for the tally. Raises ``AssertionError`` where a promise is broken."""
    random = Random(seed)
    path = folder / "record.db"
    if random.random() < 0.25:
        prepare_copy(path, 3)
        damage(random, path)
        found = run(ask_everything, path)
        assert found.status in (0, 1), found.message
        assert found.status == 0 or ("; " in found.message and "\n" not in found.message), found.message
        return f"damaged pages: {'told' if found.status else 'unnoticed or harmless'}"
    name, fault = random.choice(sorted(JOBS)), random.choice(sorted(FAULTS))
    if name != "migrate" and random.random() < 0.5:
        prepare_copy(path, random.randrange(REPORTS))
    elif name == "migrate":
        run(lambda made, say: _old(made), path)
    before = run(JOBS[name], path, lambda: FAULTS[fault](random, path))
    folder.chmod(0o755)
    if path.exists():
        path.chmod(0o644)
    if before.status == 3 and before.message.startswith("PermissionError: ") and "cap" in before.message:
        return f"{fault}: skipped"
    check(name, path, before, references[name])
    return f"{fault}: {name}"


def try_program(seed: int, program: Program, folder: Path, reference: dict[str, Any]) -> str:
    """As ``try_seed``, of a program that runs for long."""
    random = Random(seed)
    path = folder / "record.db"
    program.prepare(path, random)
    if random.random() < 0.15:
        return damaged(random, program, path, reference)
    fault = random.choice([*sorted(FAULTS), "kill at a file", "dropped network"])
    before = run(program.job, path, lambda: faults_of(program)[fault](random, path))
    reset(folder)
    if before.status == 3 and before.message.startswith("PermissionError: ") and "cap" in before.message:
        return f"{fault}: skipped"
    assert before.status != 3, f"{fault}: {before.message}"
    assert before.status != 1 or ("; " in before.message and "\n" not in before.message), f"{fault}: {before.message}"
    kept = run(lambda path, say: program.kept(path, before.said), path)
    assert kept.status == 0, f"{fault}: {kept.message}"
    goes_on(program, path, reference, fault)
    return fault


def faults_of(program: Program) -> dict[str, Callable[[Random, Path], None]]:
    network = {"dropped network": lambda random, path: program.drop(random)}
    return {**FAULTS, "kill at a file": kill_at_a_file, **network}


def reset(folder: Path) -> None:
    """Gives back the permissions that a fault took away."""
    folder.chmod(0o755)
    for each in folder.rglob("*"):
        each.chmod(0o755 if each.is_dir() else 0o644)


def goes_on(program: Program, path: Path, reference: dict[str, Any], fault: str) -> None:
    """The next run finishes, and what is seen then is what would be seen had nothing happened."""
    program.later(path)
    again = run(program.job, path)
    assert again.status == 0, f"{fault}: the next run: {again.message}"
    found = seen(program, path)
    assert found == reference, f"{fault}: {differing(found, reference)}"
    for each in path.parent.glob("record.*"):
        if each.suffix in (".db", ".watch"):
            sound(each)


def seen(program: Program, path: Path) -> dict[str, Any]:
    """What *program* shows, asked in a process of its own: threads that a library starts do not survive a fork."""
    told = run(lambda path, say: say(json.dumps(program.shown(path), sort_keys=True)), path)
    assert told.status == 0, told.message
    found: dict[str, Any] = json.loads(told.said[0])
    return found


def differing(found: dict[str, Any], reference: dict[str, Any]) -> str:
    return "; ".join(
        f"{key}: {found[key]!r:.150} for {reference[key]!r:.150}" for key in reference if found[key] != reference[key]
    )


def damaged(random: Random, program: Program, path: Path, reference: dict[str, Any]) -> str:
    """Damages a file of what a program left: it is told, with advice, or does no harm."""
    assert run(program.job, path).status == 0
    file = random.choice(program.damaged(path))
    damage(random, file)
    found = run(program.job, path)
    message = f"{file.name}: {found.message}"
    assert found.status in (0, 1), message
    assert found.status == 0 or ("; " in found.message and "\n" not in found.message), message
    asked = run(lambda path, say: say(json.dumps(shown_in(program.asked(path)))), path)
    assert asked.status in (0, 1), f"{file.name}: asked: {asked.message}"
    return f"damaged pages: {'told' if found.status or asked.status else 'unnoticed or harmless'}"


def _old(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript((HERE / "records" / "schema1.sql").read_text(encoding="utf-8"))


def references_in(folder: Path) -> dict[str, dict[str, Any]]:
    """What each program leaves behind where nothing happens."""
    found = {}
    for name, job in JOBS.items():
        (folder / name).mkdir()
        path = folder / name / "record.db"
        if name == "migrate":
            _old(path)
        assert run(job, path).status == 0
        found[name] = shown(path)
    return found


def program_reference(program: Program, folder: Path) -> dict[str, Any]:
    """What a program shows where nothing happens."""
    path = folder / "record.db"
    program.prepare(path, Random(0))
    done = run(program.job, path)
    assert done.status == 0, done.message
    return seen(program, path)


def tries_of(of: str, kept: Path, where: Any) -> Callable[[int, Path], str]:
    """What tries a seed of "record" or of a program in a folder."""
    if of == "record":
        references = references_in(kept)
        return lambda seed, folder: try_seed(seed, folder, references)
    program = programs(where)[of]
    (kept / of).mkdir()
    where.drop(0, 0, "")
    reference = program_reference(program, kept / of)

    def tried(seed: int, folder: Path) -> str:
        where.drop(0, 0, "")
        return try_program(seed, program, folder, reference)

    return tried


def broken_by(seeds: range, tried: Callable[[int, Path], str], tally: Counter[str]) -> list[int]:
    """The seeds at which a promise is broken; each is told of."""
    broken = []
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            try:
                tally[tried(seed, Path(folder))] += 1
            except (AssertionError, RecordError) as error:
                broken.append(seed)
                told = " ".join(str(error).split())[:500]
                print(f"seed {seed}: BROKEN: {type(error).__name__}: {told}", flush=True)
    return broken


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Break records on purpose and see whether they keep their promises.")
    parser.add_argument("--seeds", type=int, default=20, help="how many, of each")
    parser.add_argument("--first", type=int, default=1, help="the first of them")
    parser.add_argument("--of", action="append", choices=KINDS, help="what to break; all of these if not given")
    given = parser.parse_args(arguments)
    failed = 0
    for of in given.of or KINDS:
        tally: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as kept, site() as where:
            seeds = range(given.first, given.first + given.seeds)
            broken = broken_by(seeds, tries_of(of, Path(kept), where), tally)
        for what, count in sorted(tally.items()):
            print(f"{count:5}  {of}: {what}")
        print(f"{of}: {given.seeds} seeds, {len(broken)} broken{': ' + ', '.join(map(str, broken)) if broken else ''}")
        failed += len(broken)
    return int(bool(failed))


if __name__ == "__main__":
    with redirect_stderr(io.StringIO()):
        sys.exit(main())
