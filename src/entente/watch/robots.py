"""What a host allows (robots.txt, RFC 9309). What it says is kept in the state for a day."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from entente.watch.fetch import FetchError, fetch
from entente.watch.settings import Settings
from entente.watch.state import Host

FRESH, SOON = 86_400.0, 3_600.0
LONGEST = 500_000
"""RFC 9309 asks for this much to be read; what is longer is cut."""
NOBODY = "User-agent: *\nDisallow: /"


def with_robots(host: Host, url: str, settings: Settings, now: float) -> Host:
    """*host* with its robots.txt, fetched if it is not known or old.

    A host without one allows all; of one that cannot say what it allows nothing is fetched for an hour.
    """
    if host.robots is not None and host.robots_until > now:
        return host
    parts = urlsplit(url)
    try:
        answer = fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", settings)
    except FetchError:
        return replace(host, robots=NOBODY, robots_until=now + SOON)
    if 400 <= answer.status < 500 and answer.status != 429:
        return replace(host, robots="", robots_until=now + FRESH)
    if answer.status != 200:
        return replace(host, robots=NOBODY, robots_until=now + SOON)
    text = answer.body[:LONGEST].decode("utf-8", errors="replace")
    return replace(host, robots=text, robots_until=now + FRESH)


def allowed(host: Host, url: str, agent: str) -> bool:
    """Whether robots.txt lets *agent* fetch *url*."""
    return _rules(host).can_fetch(agent, url)


def delay(host: Host, agent: str, least: float) -> float:
    """Seconds to leave between two requests: *least*, or more if robots.txt asks for it, a minute at most."""
    asked = _rules(host).crawl_delay(agent)
    return min(60.0, max(least, float(asked or 0)))


def _rules(host: Host) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse((host.robots or "").splitlines())
    return rules
