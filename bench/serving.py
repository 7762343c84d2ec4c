"""Many readers and some reviewers at once; ``python -m bench.serving RECORD [READERS REVIEWERS SECONDS PAUSE]``.

A server of its own serves RECORD, which is judged: give a copy. A reader asks for a list or an event, pauses for PAUSE
seconds on average (5 if not given), and asks again; a reviewer accepts, corrects or rejects, twice as often. Prints
requests, errors, the times of reading and of judging, and whether every judgement that was answered is on record. Times
are by the clock: other work on the machine counts.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles

from bench.timing import machine

LISTS = (
    "/api/events?limit=50&order=-date",
    "/api/events?limit=50&actor=FRA",
    "/api/events?limit=50&type=CONSULT&since=2022",
    "/api/events?limit=50&text=corridor",
    "/api/statements?limit=50",
    "/api/reports?limit=50",
    "/api/mentions?limit=50",
    "/api/judgements?limit=50",
    "/api",
)
TIMEOUT = 30.0


@dataclass(slots=True)
class Tally:
    """Seconds that reading and judging took, what went wrong, and the ids of the judgements that were answered."""

    reading: list[float] = field(default_factory=list)
    judging: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)


class Line:
    """One connection that is kept; a browser would be slower than the server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, sent: object = None) -> tuple[int, bytes]:
        """The status and body of the answer."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        body = json.dumps(sent).encode() if sent is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Content-Type: application/json\r\n\r\n".encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(line.partition(":")[2] for line in answer.splitlines() if line.startswith("content-length"))
        return int(answer.split()[1]), await reader.readexactly(int(length))


@dataclass(slots=True)
class Person:
    """Somebody who asks until a moment of the clock, and pauses."""

    who: str
    random: Random
    line: Line
    tally: Tally
    until: float
    pause: float
    events: Sequence[str]

    async def read(self) -> None:
        await asyncio.sleep(self.random.uniform(0, self.pause))
        while time.monotonic() < self.until:
            path = self.random.choice((*LISTS, f"/api/events/{self.random.choice(self.events)}"))
            await self.timed(self.tally.reading, "GET", path)
            await asyncio.sleep(self.random.expovariate(1 / self.pause))

    async def review(self) -> None:
        """Judges some events that the other reviewers judge too."""
        while time.monotonic() < self.until:
            event = self.random.choice(self.events[:20])
            number = str(self.random.randint(1, 99))
            sent = self.random.choice((
                {"kind": "accept", "event": event},
                {"kind": "correct", "event": event, "field": "count", "value": number, "why": "counted"},
                {"kind": "reject", "event": event, "why": "not there"},
            ))  # fmt: skip
            answer = await self.timed(self.tally.judging, "POST", "/api/judgements", {**sent, "who": self.who})
            if answer is not None:
                self.tally.made.append(json.loads(answer)["id"])
            await asyncio.sleep(self.random.expovariate(2 / self.pause))

    async def timed(self, taken: list[float], method: str, path: str, sent: object = None) -> bytes | None:
        """The answer, None where it was no good; its time goes into *taken*."""
        started = time.monotonic()
        try:
            status, body = await asyncio.wait_for(self.line.ask(method, path, sent), TIMEOUT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.tally.errors.append(f"{method} {path}: {error!r}")
            self.line.streams = None
            return None
        taken.append(time.monotonic() - started)
        if status in (200, 201):
            return body
        self.tally.errors.append(f"{method} {path}: {status} {body[:200]!r}")
        return None


async def load(port: int, readers: int, reviewers: int, seconds: float, pause: float) -> Tally:
    """All of them at once, for so many seconds."""
    tally, first = Tally(), Line(port)
    events = [each["id"] for each in json.loads((await first.ask("GET", "/api/events?limit=200"))[1])["items"]]
    until = time.monotonic() + seconds

    def person(who: str) -> Person:
        return Person(who, Random(who), Line(port), tally, until, pause, events)

    people = [person(f"reader {n}").read() for n in range(readers)]
    await asyncio.gather(*people, *(person(f"r{n}").review() for n in range(reviewers)))
    kept = await recorded(Line(port))
    tally.errors += [f"judgement {id} is lost" for id in tally.made if id not in kept]
    return tally


async def recorded(line: Line) -> set[str]:
    """The ids of all judgements on record."""
    found: set[str] = set()
    after = ""
    while True:
        page = json.loads((await line.ask("GET", f"/api/judgements?limit=1000{after}"))[1])
        found |= {each["id"] for each in page["items"]}
        if page["next"] is None:
            return found
        after = f"&after={page['next']}"


def lines(tally: Tally, seconds: float) -> Iterator[str]:
    for name, taken in (("reading", tally.reading), ("judging", tally.judging)):
        if len(taken) > 1:
            cut = quantiles(taken, n=100)
            times = f"median {cut[49] * 1000:.0f} ms, p99 {cut[98] * 1000:.0f} ms, longest {max(taken) * 1000:.0f} ms"
            yield f"{name}: {len(taken)} requests, {len(taken) / seconds:.1f} a second; {times}"
    yield f"judgements answered: {len(tally.made)}; errors or losses: {len(tally.errors)}"
    yield from tally.errors[:10]


def main(given: Sequence[str]) -> int:
    record, *sizes = given
    readers, reviewers, seconds, pause = [*map(float, sizes), *(100, 5, 120, 5)[len(sizes) :]]
    entente = Path(sys.executable).with_name("entente")
    command = [entente, "serve", "--record", record, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            said = server.stdout.readline() if server.stdout else ""
            port = int(said.rpartition(":")[2].partition("/")[0])
            tally = asyncio.run(load(port, int(readers), int(reviewers), seconds, pause))
        finally:
            server.terminate()
    print(f"{machine()}; {readers:.0f} readers, {reviewers:.0f} reviewers, {seconds:.0f} s, a pause of {pause:g} s")
    print(*lines(tally, seconds), sep="\n")
    return 1 if tally.errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
