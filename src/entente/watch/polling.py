"""Asks many hosts at once, each of them politely: one request after the other, with pauses, as robots.txt allows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from threading import Event
from urllib.parse import urlsplit

from entente.watch import robots
from entente.watch.fetch import Answer, FetchError, Known, fetch
from entente.watch.settings import Settings
from entente.watch.state import Host

HOSTS = 8
"""Hosts that are asked at the same time."""
TURN = 30.0
"""Seconds after which a host that has more to fetch has to wait for its next turn, so that coding can go on."""
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 6 * 3600.0
"""Seconds that a host which failed is left alone; twice as long after each further failure."""
REFUSED = "its robots.txt asks not to fetch it"


@dataclass(frozen=True, slots=True)
class Job:
    """An address to fetch, and how it was when it was fetched last."""

    url: str
    known: Known

    @property
    def host(self) -> str:
        return host_of(self.url)


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of the jobs of one host, as far as they were done, and how the host stands now."""

    name: str
    host: Host
    done: tuple[tuple[Job, Answer | FetchError], ...]


def host_of(url: str) -> str:
    """The host of an address with its port, if it names one."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def ask(jobs: Iterable[Job], hosts: dict[str, Host], settings: Settings, stop: Event) -> Iterator[Turn]:
    """Does *jobs*, host by host; *hosts* says how each stands. Jobs of a host that fails are left undone."""
    queues: dict[str, list[Job]] = {}
    for job in jobs:
        queues.setdefault(job.host, []).append(job)
    with ThreadPoolExecutor(HOSTS) as threads:
        turns = [threads.submit(_turn, name, hosts[name], queue, settings, stop) for name, queue in queues.items()]
        for each in as_completed(turns):
            yield each.result()


def _turn(name: str, host: Host, jobs: list[Job], settings: Settings, stop: Event) -> Turn:
    ends = time.monotonic() + TURN
    done: list[tuple[Job, Answer | FetchError]] = []
    for job in jobs:
        stop.wait(max(0.0, host.free - time.time()))
        if stop.is_set() or time.monotonic() >= ends:
            break
        host = robots.with_robots(host, job.url, settings, time.time())
        if not robots.allowed(host, job.url, settings.agent):
            done.append((job, FetchError(REFUSED, lasting=True)))
            continue
        found = _fetched(job, settings)
        done.append((job, found))
        pause = robots.delay(host, settings.agent, settings.delay)
        host = after(host, found, pause, time.time())
        if host.failures:
            break
    return Turn(name, host, tuple(done))


def _fetched(job: Job, settings: Settings) -> Answer | FetchError:
    try:
        return fetch(job.url, settings, job.known)
    except FetchError as error:
        return error


def after(host: Host, found: Answer | FetchError, pause: float, now: float) -> Host:
    """How *host* stands after an answer: free after *pause* seconds, or much later if it failed or asks for it."""
    if not in_trouble(found):
        return replace(host, failures=0, free=now + pause)
    asked = found.wait if isinstance(found, Answer) and found.wait is not None else 0.0
    wait = max(asked, min(LONGEST_PAUSE, FIRST_PAUSE * 2**host.failures))
    # More than this many doublings end at the longest pause anyway.
    return replace(host, failures=min(host.failures + 1, 20), free=now + wait)


def in_trouble(found: Answer | FetchError) -> bool:
    """Whether it is the host that cannot answer now, not the address that is wrong."""
    if isinstance(found, FetchError):
        return not found.lasting
    return found.status == 429 or found.status >= 500
