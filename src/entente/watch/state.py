"""What a watch has to remember when it is started again: one SQLite file beside the record.

Nothing of it is kept in memory, so a watch needs as much after a month as on its first day; addresses that no feed
lists any more are forgotten after a while. All times are seconds since 1970.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from entente.errors import RecordError
from entente.read.fetched import Listed
from entente.watch.fetch import Known

TABLES = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, due REAL NOT NULL, failures INTEGER NOT NULL DEFAULT 0,
    etag TEXT, modified TEXT, title TEXT);
CREATE TABLE IF NOT EXISTS articles (url TEXT PRIMARY KEY, feed TEXT NOT NULL, host TEXT NOT NULL,
    due REAL, listed REAL NOT NULL, looks INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    etag TEXT, modified TEXT, sha256 TEXT, published TEXT, updated TEXT);
CREATE INDEX IF NOT EXISTS articles_due ON articles (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS articles_listed ON articles (listed);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, free REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL
    DEFAULT 0, robots TEXT, robots_until REAL NOT NULL DEFAULT 0, used REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS alerts (rule TEXT NOT NULL, event TEXT NOT NULL, at REAL NOT NULL, due REAL,
    failures INTEGER NOT NULL DEFAULT 0, value TEXT NOT NULL, PRIMARY KEY (rule, event));
CREATE INDEX IF NOT EXISTS alerts_due ON alerts (due) WHERE due IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class Article:
    """An address that a feed listed. ``looks`` is how often it was fetched, ``sha256`` that of what came last."""

    url: str
    feed: str
    host: str
    looks: int
    failures: int
    known: Known
    sha256: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Host:
    """When a host may be asked again, how often it failed in a row, and its robots.txt while that is fresh."""

    free: float = 0.0
    failures: int = 0
    robots: str | None = None
    robots_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Pending:
    """An alert that was not delivered yet."""

    rule: str
    event: str
    failures: int
    value: str


class State:
    """The file. Opening it twice raises ``RecordError``: two watches would ask every server twice."""

    def __init__(self, path: Path) -> None:
        self._lock = path.with_name(path.name + ".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise RecordError(f"{path}: another watch works on it; stop that one first") from error
        try:
            self._path, self._raw = path, sqlite3.connect(path, isolation_level=None)
            self._raw.row_factory = sqlite3.Row
            self._raw.execute("PRAGMA journal_mode = WAL")
            self._raw.executescript(TABLES)
        except sqlite3.Error as error:
            self._lock.close()
            raise RecordError(f"{path}: {error}; move it away, and the watch begins anew") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw.close()
        self._lock.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written within is written, or nothing of it."""
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            # A full disk may have ended it already.
            if self._raw.in_transaction:
                self._run("ROLLBACK")
            raise

    def _run(self, question: str, *values: object) -> list[sqlite3.Row]:
        """The rows that *question* gives. Raises ``RecordError`` where the file is damaged or the disk full."""
        try:
            return self._raw.execute(question, values).fetchall()
        except sqlite3.Error as error:
            advice = "free space, or if it is damaged move it away, and the watch begins anew"
            raise RecordError(f"{self._path}: {error}; {advice}") from error

    # Feeds

    def feed(self, url: str) -> tuple[float, int, Known, str | None]:
        """When a feed is due, how often it failed in a row, how to ask for it, and its title."""
        row = self._one("SELECT * FROM feeds WHERE url = ?", url)
        return (row["due"], row["failures"], Known(row["etag"], row["modified"]), row["title"]) if row else (
            0.0, 0, Known(), None)  # fmt: skip

    def polled(self, url: str, due: float, failures: int, known: Known, title: str | None) -> None:
        """Notes that a feed was asked for."""
        self._run(
            "INSERT INTO feeds (url, due, failures, etag, modified, title) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (url) "
            "DO UPDATE SET due = excluded.due, failures = excluded.failures, etag = excluded.etag, "
            "modified = excluded.modified, title = coalesce(excluded.title, title)",
            url,
            due,
            failures,
            known.etag,
            known.modified,
            title,
        )

    def list_article(self, each: Listed, feed: str, host: str, now: float) -> None:
        """Notes that a feed lists an article, which is due if it is new or the feed says that it was changed."""
        published = each.published.isoformat() if each.published else None
        self._run(
            "INSERT INTO articles (url, feed, host, due, listed, published, updated) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (url) DO UPDATE SET listed = excluded.listed, updated = excluded.updated, "
            "due = CASE WHEN updated IS NOT excluded.updated THEN excluded.due ELSE due END",
            each.url,
            feed,
            host,
            now,
            now,
            published,
            each.updated,
        )

    # Articles

    def due_articles(self, now: float, each_host: int, most: int) -> list[Article]:
        """The articles to fetch now, of hosts that may be asked: the longest due first, a few of each host."""
        rows = self._run(
            "SELECT * FROM (SELECT a.*, row_number() OVER (PARTITION BY a.host ORDER BY a.due, a.url) AS place "
            "FROM articles a LEFT JOIN hosts h ON h.host = a.host WHERE a.due <= ? AND coalesce(h.free, 0) <= ?) "
            "WHERE place <= ? ORDER BY due, url LIMIT ?",
            now,
            now,
            each_host,
            most,
        )
        return [_article(row) for row in rows]

    def looked(self, url: str, due: float | None, failures: int, known: Known, sha256: str | None) -> None:
        """Notes that an article was fetched, and when it is to be looked at again, None for never."""
        self._run(
            "UPDATE articles SET due = ?, failures = ?, looks = looks + (? = 0), etag = ?, modified = ?, sha256 = ? "
            "WHERE url = ?",
            due,
            failures,
            failures,
            known.etag,
            known.modified,
            sha256,
            url,
        )

    # Hosts

    def host(self, name: str) -> Host:
        row = self._one("SELECT * FROM hosts WHERE host = ?", name)
        return Host(row["free"], row["failures"], row["robots"], row["robots_until"]) if row else Host()

    def used_host(self, name: str, host: Host, now: float) -> None:
        """Notes what is known of a host."""
        self._run(
            "INSERT OR REPLACE INTO hosts (host, free, failures, robots, robots_until, used) VALUES (?, ?, ?, ?, ?, ?)",
            name,
            host.free,
            host.failures,
            host.robots,
            host.robots_until,
            now,
        )

    # Alerts

    def raise_alert(self, rule: str, event: str, value: str, now: float) -> bool:
        """Notes an alert to deliver, once for an event and a rule; whether it is new."""
        return bool(
            self._run(
                "INSERT OR IGNORE INTO alerts (rule, event, at, due, value) VALUES (?, ?, ?, ?, ?) RETURNING 1",
                rule,
                event,
                now,
                now,
                value,
            )
        )

    def pending(self, now: float, most: int) -> list[Pending]:
        """Alerts to deliver now, the oldest first."""
        rows = self._run("SELECT * FROM alerts WHERE due <= ? ORDER BY at, event LIMIT ?", now, most)
        return [Pending(row["rule"], row["event"], row["failures"], row["value"]) for row in rows]

    def delivered(self, alert: Pending) -> None:
        self._run("UPDATE alerts SET due = NULL WHERE rule = ? AND event = ?", alert.rule, alert.event)

    def undelivered(self, alert: Pending, due: float | None) -> None:
        """Notes when to try again, None to give up."""
        self._run(
            "UPDATE alerts SET due = ?, failures = failures + 1 WHERE rule = ? AND event = ?",
            due,
            alert.rule,
            alert.event,
        )

    # Time

    def next_due(self, feeds: Iterable[str]) -> float:
        """When something is to be done next."""
        times = [self.feed(url)[0] for url in feeds]
        article = self._one(
            "SELECT min(max(a.due, coalesce(h.free, 0))) FROM articles a LEFT JOIN hosts h ON h.host = a.host "
            "WHERE a.due IS NOT NULL"
        )
        alert = self._one("SELECT min(due) FROM alerts")
        found = [row[0] for row in (article, alert) if row is not None and row[0] is not None]
        return float(min(times + found))

    def until_article(self, now: float) -> float | None:
        """Seconds until an article that is due can be had from its host; None where none is due."""
        row = self._one(
            "SELECT min(max(a.due, coalesce(h.free, 0))) FROM articles a LEFT JOIN hosts h ON h.host = a.host "
            "WHERE a.due <= ?", now
        )  # fmt: skip
        return max(0.0, float(row[0]) - now) if row is not None and row[0] is not None else None

    def forget(self, before: float) -> None:
        """Forgets articles that no feed has listed since, alerts that are older, and hosts not asked since."""
        self._run("DELETE FROM articles WHERE listed < ?", before)
        self._run("DELETE FROM alerts WHERE at < ? AND due IS NULL", before)
        self._run("DELETE FROM hosts WHERE used < ?", before)

    def _one(self, question: str, *values: object) -> sqlite3.Row | None:
        return next(iter(self._run(question, *values)), None)


def _article(row: sqlite3.Row) -> Article:
    known = Known(row["etag"], row["modified"])
    about = (row["url"], row["feed"], row["host"], row["looks"], row["failures"])
    return Article(*about, known, row["sha256"], row["published"])
