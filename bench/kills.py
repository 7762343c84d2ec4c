"""Kills a batch at random moments, and holds the record after the last resume against an undisturbed one.

``python -m bench.kills [REPORTS [KILLS [WORKERS]]]``, 5,000 reports and 20 kills without arguments. After each kill the
record has to open, be sound, and hold no report by half; in the end both records have to be equal, row by row and
down to the numbers of rows. Exit status 0 if all that is so.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.generated import written

CODE = [sys.executable, "-c", "from entente.cli import main; main()", "code"]
FOUND = ("sentences", "events", "mentions", "findings")


@dataclass(frozen=True, slots=True)
class Proof:
    """What was seen: seconds of the undisturbed batch, reports stored when each kill came, and what was wrong."""

    seconds: float
    stored: tuple[int, ...]
    wrong: tuple[str, ...]


def write_reports(path: Path, count: int, sentences: int = 8) -> None:
    """A JSONL file of *count* generated reports."""
    with path.open("w", encoding="utf-8") as file:
        for seed in range(count):
            report = written(seed, sentences)
            about = {"id": report.source, "text": report.text, "published": str(report.published)}
            print(json.dumps(about), file=file)


def begin(source: Path | str, record: Path, workers: int, cwd: Path | None = None) -> subprocess.Popen[bytes]:
    command = [*CODE, str(source), "--record", str(record), "--workers", str(workers)]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rows(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with closing(sqlite3.connect(record)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(raw.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def halves(record: Path, whole: Path) -> Iterator[str]:
    """What is wrong with a record after a kill: it is not sound, or holds less of a report than *whole* does."""
    with closing(sqlite3.connect(record)) as raw:
        if raw.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield "the file is damaged"
        if raw.execute("PRAGMA foreign_key_check").fetchone():
            yield "a row refers to none"
        raw.execute("ATTACH ? AS undisturbed", (str(whole),))
        count = "(SELECT count(*) FROM {0}{1} t WHERE t.run = {2}.number)"
        for name in FOUND:
            here, there = count.format("main.", name, "a"), count.format("undisturbed.", name, "b")
            question = (
                f"SELECT count(*) FROM main.runs a JOIN undisturbed.runs b ON b.id = a.id WHERE {here} <> {there}"
            )
            if half := raw.execute(question).fetchone()[0]:
                yield f"{half} reports without all their {name}"


def stored(record: Path) -> int:
    if not record.exists():
        return 0
    with closing(sqlite3.connect(record)) as raw:
        try:
            return int(raw.execute("SELECT count(*) FROM runs").fetchone()[0])
        except sqlite3.OperationalError:
            # Killed before its tables were made.
            return 0


def prove(reports: int, kills: int, workers: int, seed: int = 0) -> Proof:
    """Codes generated reports twice, once undisturbed and once killed *kills* times."""
    random = Random(seed)
    with TemporaryDirectory() as folder:
        source, whole, killed = (Path(folder) / name for name in ("reports.jsonl", "whole.db", "killed.db"))
        write_reports(source, reports)
        started = time.monotonic()
        wrong = [] if begin(source, whole, workers).wait() == 0 else ["the undisturbed batch failed"]
        seconds = time.monotonic() - started
        seen = []
        for _ in range(kills):
            with begin(source, killed, workers) as process:
                time.sleep(random.uniform(0, seconds if kills < 3 else 6 * seconds / kills))
                # A batch that is through already leaves nothing to kill.
                if process.poll() is None:
                    os.kill(process.pid, signal.SIGKILL)
            seen.append(stored(killed))
            wrong += halves(killed, whole) if seen[-1] else ()
        if begin(source, killed, workers).wait() != 0:
            wrong.append("the last resume failed")
        one, other = rows(whole), rows(killed)
        wrong += [
            f"table {name} differs" for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)
        ]
    return Proof(seconds, tuple(seen), tuple(wrong))


def main(reports: int = 5000, kills: int = 20, workers: int = 2) -> int:
    proof = prove(reports, kills, workers)
    print(f"{reports} reports, undisturbed in {proof.seconds:.0f} s; stored at each kill: {proof.stored}")
    print("\n".join(proof.wrong) or "the record equals the undisturbed one")
    return int(bool(proof.wrong))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
