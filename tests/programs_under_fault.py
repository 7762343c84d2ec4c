"""The programs that run for long or over many files, small enough to be broken hundreds of times: watch, serve, scale.

Each can be run again on what a broken run left, says what it has done as soon as that is done, and can be asked what
its user would then see. Reports become literal ones without the language model: coding is tested elsewhere.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sqlite3
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import uvicorn

from entente import pipeline, scale, watch
from entente.batch import InProcess, coder
from entente.cli.main import advised
from entente.errors import EntenteError, RecordError
from entente.model import Linked, Report
from entente.query import Reader
from entente.scale import coding as scale_coding
from entente.serve.app import create
from entente.watch.archive import taken
from entente.watch.settings import Feed, Rule, Settings
from literal_report import Record, apart, linked

DAY = date(2024, 6, 1)
ARTICLES, SHARDS, PAGES = 6, 4, 2
JUDGED = ("SUPPORT", "AGREE", "REQUEST", "ACCUSE")
PAGE = """<html><head><title>Ministers meet in Porto</title><meta property="article:published_time"
content="2024-05-15T08:00:00Z"></head><body><article><h1>Ministers meet in Porto</h1><p>Portugal's minister Ana Sousa
met her Chilean counterpart Luis Vega in Porto on Tuesday, and both spoke of subject {n}.</p><p>She said that Portugal
is willing to hold joint patrols, and that the two states would meet again before the end of the year.</p></article>
</body></html>"""
ITEM = "<item><link>{url}</link><title>t</title><pubDate>Wed, 15 May 2024 08:00:00 GMT</pubDate></item>"
Say = Callable[[str], None]
Job = Callable[[Path, Say], None]


def numbered(report: Report, _: object) -> Linked:
    """The literal report under the name of what was read, telling of a week of its own."""
    return apart(linked(report.source, published=report.published), int(report.source.rpartition("/")[2]))


def literally() -> None:
    """From here on this process codes literal reports."""
    known = type("Known", (), {"digest": "k"})()
    coder.loaded = scale_coding.loaded = lambda *_: known  # type: ignore[assignment]
    pipeline.attempt = numbered


# A site whose network can be dropped


@dataclass
class Site:
    """A site of a feed and its articles, in a process of its own."""

    url: str
    process: int

    def drop(self, after: int, count: int, how: str) -> None:
        """From the request number *after* on, *count* requests are answered *how*: see ``_Answers``."""
        with closing(http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=10)) as asking:
            asking.request("GET", f"/plan/{after}/{count}/{how}")
            asking.getresponse().read()

    def end(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


WAYS = ("half", "silent", "reset", "error", "nothing")


class _Answers(BaseHTTPRequestHandler):
    plan: tuple[int, int, str] = (0, 0, "")
    asked = 0

    def do_GET(self) -> None:
        if self.path.startswith("/plan/"):
            after, count, how = self.path.split("/")[2:]
            _Answers.plan, _Answers.asked = (int(after), int(count), how), 0
            self._answer(200, b"ok")
            return
        _Answers.asked += 1
        after, count, how = self.plan
        dropped = how if after <= self.asked < after + count else ""
        try:
            self._reply(dropped)
        except OSError:
            self.close_connection = True

    def _reply(self, dropped: str) -> None:
        if dropped in ("nothing", "reset", "silent"):
            if dropped == "silent":
                time.sleep(0.7)
            if dropped == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        self._answer(*((503, b"busy") if dropped == "error" else self._found()), half=dropped == "half")

    def _found(self) -> tuple[int, bytes]:
        here = f"http://127.0.0.1:{self.server.server_address[1]}"  # type: ignore[index]
        if self.path == "/feed":
            items = "".join(ITEM.format(url=f"{here}/{n}") for n in range(1, ARTICLES + 1))
            return 200, f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()
        if self.path[1:].isdigit():
            return 200, PAGE.format(n=self.path[1:]).encode()
        return 404, b"gone"

    def _answer(self, status: int, body: bytes, half: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if half else body)
        self.close_connection |= half

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site() -> Iterator[Site]:
    """The site, which ends with the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    process = os.fork()
    if process == 0:
        server.serve_forever(0.05)
        os._exit(0)
    server.socket.close()
    started = Site(f"http://127.0.0.1:{server.server_address[1]}", process)
    try:
        yield started
    finally:
        started.end()


# Watch


def watching(where: Site) -> Job:
    def job(path: Path, say: Say) -> None:
        literally()
        rule = Rule("all", type="CONSULT", file=str(path.with_name("alerts.jsonl")))
        settings = Settings((Feed(f"{where.url}/feed"),), (rule,), record=str(path), delay=0, timeout=0.4,
                            allow=("127.0.0.1",))  # fmt: skip
        with watch.opened(settings, lambda _: None, InProcess()) as opened:
            opened.once()
            say("a round")

    return job


def days_later(path: Path) -> None:
    """Lets everything that a watch has put off be due."""
    with closing(sqlite3.connect(path.with_suffix(".watch"), isolation_level=None)) as raw:
        if raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            return
        for table in ("feeds", "articles", "alerts"):
            raw.execute(f"UPDATE {table} SET due = 0, failures = 0 WHERE due IS NOT NULL")
        raw.execute("UPDATE hosts SET free = 0, failures = 0, robots_until = 0")


def noted(path: Path) -> list[tuple[str, str]]:
    """The articles that a watch says it has done, with the digests of their bytes."""
    state = path.with_suffix(".watch")
    if not state.exists():
        return []
    with closing(sqlite3.connect(state)) as raw:
        if raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'articles'").fetchone() == (0,):
            return []
        return sorted(raw.execute("SELECT url, sha256 FROM articles WHERE sha256 IS NOT NULL").fetchall())


def watched(path: Path) -> dict[str, Any]:
    alerts = path.with_name("alerts.jsonl")
    lines = alerts.read_text(encoding="utf-8").splitlines() if alerts.exists() else []
    told = sorted({(each["line"], each["report"]) for each in map(json.loads, lines)})
    return {**shown_in(path), "articles": noted(path), "alerts": told}


def kept_what_is_noted(path: Path, said: tuple[str, ...]) -> None:
    """What a watch notes as done is on record, and its bytes in the archive."""
    done = noted(path)
    told = shown_in(path)["told"] if done else {}
    for url, sha256 in done:
        assert url in told, f"{url} is noted as done and not on record"
        assert taken(path.with_suffix(".archive"), sha256), url


# Serve


CUTS: list[tuple[int, int | None]] = []
"""The network between client and server: (number of a request, bytes of it that arrive; None for all of it)."""


@dataclass
class Client:
    """A client that asks one thing a connection, over a network that may be cut."""

    port: int
    asked: int = 0
    body: bytes = field(default=b"", repr=False)

    def ask(self, method: str, path: str, value: object = None) -> tuple[int, Any]:
        """Status and value of the answer. Raises ``OSError`` where the network is cut."""
        self.asked += 1
        cut = dict(CUTS).get(self.asked, -1)
        body = b"" if value is None else json.dumps(value).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
        sent = (head + "Content-Type: application/json\r\n\r\n").encode() + body
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=20)) as line:
            line.sendall(sent if cut in (-1, None) else sent[:cut])
            if cut != -1:
                raise ConnectionError("cut")
            answer = http.client.HTTPResponse(line)
            answer.begin()
            return answer.status, json.loads(answer.read())


def serve(path: Path, say: Say) -> None:
    """A reviewer judges over REST, and asks again what was judged wherever no answer came."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create(str(path)), log_level="critical", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    client = Client(listening.getsockname()[1])
    try:
        for value in JUDGED:
            judge(client, value)
            say(f"judged {value}")
    finally:
        server.should_exit = True
        thread.join(10)


def judge(client: Client, value: str) -> None:
    sent = {"kind": "correct", "event": "e1-0", "field": "type", "value": value, "who": "ana", "why": "read again"}
    for _ in range(10):
        try:
            status, found = client.ask("GET", "/api/judgements")
            if status == 200 and value in [each["value"] for each in found["items"]]:
                return
            status, found = client.ask("POST", "/api/judgements", sent) if status == 200 else (status, found)
        except OSError:
            # What was sent may still be on its way to the record.
            time.sleep(0.1)
            continue
        if status == 201:
            return
        raise RecordError(found["detail"])
    raise RecordError("the network is gone; try again later")


def served(path: Path) -> dict[str, Any]:
    """What a record shows, and what was judged; a cut may have a judgement made twice, by the client."""
    found = shown_in(path)
    return {**found, "judged": sorted(set(found["judged"]))}


def judged_as_said(path: Path, said: tuple[str, ...]) -> None:
    with Record(path, must_exist=True) as record:
        made = [each.value for each in record.judgements()]
    for each in said:
        assert each.removeprefix("judged ") in made, f"{each}, and it is not on record"
    assert all(count <= 1 + len(CUTS) for count in Counter(made).values()), made


def prepare_record(path: Path, random: Random) -> None:
    with Record(path) as record:
        for n in range(3):
            record.store(apart(linked(f"{n}.txt"), n), "k", DAY)


# Scale


def lake_beside(path: Path) -> Path:
    return path.with_suffix(".lake")


def prepare_archive(path: Path, random: Random) -> None:
    folder = path.with_suffix(".archive")
    folder.mkdir()
    for shard in range(SHARDS):
        lines = [
            {"id": f"/{shard * PAGES + n + 1}", "text": "x. " * 99, "published": "2024-05-15"} for n in range(PAGES)
        ]
        (folder / f"part-{shard}.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines))


def scaled(path: Path, say: Say) -> None:
    literally()
    storage = scale.Storage(str(lake_beside(path)))
    shards = scale.shards_of([str(path.with_suffix(".archive"))], "k")
    settings = scale.begin(storage, scale.Settings(storage.root, "k", DAY, seconds=0), shards)
    for line in scale.code_all(storage, shards, settings, InProcess()):
        if isinstance(line, scale.Lost):
            raise RecordError(f"{line.uri}: {line.reason}; run it again")
        say(line.id)
    scale.build(storage, InProcess())
    scale.running.end(storage)
    say("built")


def lake_shown(path: Path) -> dict[str, Any]:
    return shown_in(lake_beside(path))


def done_as_said(path: Path, said: tuple[str, ...]) -> None:
    """A shard that was said to be done is in the manifest, and its files are whole; a lake that is built answers."""
    lake = lake_beside(path)
    for each in said:
        if each == "built":
            assert len(lake_shown(path)["told"]) == SHARDS * PAGES
        else:
            line = json.loads((lake / "manifest" / f"{each}.json").read_text())
            assert (line["pages"], line["failed"]) == (PAGES, 0), line


def dropped_storage(random: Random) -> None:
    """The folder on the network is away for some operations of this process."""
    left, away = random.randrange(1, 160), random.randrange(1, 40)

    def watch_over(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in ("open", "os.rename", "os.listdir", "os.scandir") and ".lake" in str(arguments[0]):
            left -= 1
            if -away <= left <= 0:
                raise OSError(112, "Host is down", str(arguments[0]))

    sys.addaudithook(watch_over)


# All


def shown_in(where: Path) -> dict[str, Any]:
    """What a record or lake shows."""
    with Reader(where, must_exist=True) as record:
        return shown_of(record)


def shown_of(record: Reader) -> dict[str, Any]:
    """What an open record shows of reports, judgements and findings; ids of judgements and moments left out."""
    told: Counter[str] = Counter()
    for entry in record.events():
        told.update(each.report.source for each in (entry, *entry.members))
    return {
        "told": dict(sorted(told.items())),
        "events": _rows(record.events()),
        "statements": _rows(record.statements()),
        "judged": [(each.kind, each.target, each.value) for each in record.judgements()],
    }


def _rows(listing: Any) -> list[str]:
    return sorted(json.dumps(row, default=str) for row in listing.to_dicts())


def drop_requests(where: Site) -> Callable[[Random], None]:
    return lambda random: where.drop(random.randrange(1, 10), random.choice([1, 2, 8]), random.choice(WAYS))


def cut_requests(random: Random) -> None:
    CUTS.extend((n, random.choice([None, 0, random.randrange(1, 400)])) for n in random.sample(range(1, 9), 3))


def nothing(*_: object) -> None:
    pass


def as_told(job: Job) -> Job:
    """*job*, raising ``RecordError`` for what the command line tells in one line and advises on."""

    def told(path: Path, say: Say) -> None:
        try:
            job(path, say)
        except OSError as error:
            raise RecordError(advised(error)) from error
        except EntenteError as error:
            raise RecordError(str(error)) from error

    return told


@dataclass(frozen=True)
class Program:
    """What the harness needs to know of a program.

    ``kept`` raises ``AssertionError`` where what was said to be done is not; ``later`` lets the time pass that the
    program waits for after a failure; ``damaged`` are the files of which pages are damaged, ``asked`` is what
    a user asks questions of afterwards.
    """

    job: Job
    prepare: Callable[[Path, Random], None]
    shown: Callable[[Path], dict[str, Any]]
    kept: Callable[[Path, tuple[str, ...]], None]
    drop: Callable[[Random], None]
    later: Callable[[Path], None] = nothing
    damaged: Callable[[Path], list[Path]] = lambda path: [path]
    asked: Callable[[Path], Path] = lambda path: path


def programs(where: Site) -> dict[str, Program]:
    """By name; watch looks at *where*."""

    def later(path: Path) -> None:
        where.drop(0, 0, "")
        days_later(path)

    return {
        "watch": Program(as_told(watching(where)), nothing, watched, kept_what_is_noted, drop_requests(where), later,
                         lambda path: [path.with_suffix(".watch")]),
        "serve": Program(as_told(serve), prepare_record, served, judged_as_said, cut_requests),
        "scale": Program(as_told(scaled), prepare_archive, lake_shown, done_as_said, dropped_storage,
                         damaged=lambda path: sorted(lake_beside(path).rglob("*.*")), asked=lake_beside),
    }  # fmt: skip
