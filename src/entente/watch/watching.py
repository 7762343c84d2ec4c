"""A watch: feeds are polled, the articles they list fetched, archived, coded and stored, and alerts delivered.

What is done is noted only after it is stored, so a watch that is killed does nothing over but what it was just at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event

from entente.batch import Coder, Executor, LocalPool, Result, run
from entente.errors import EntenteError, UnreadableError
from entente.model import Problem
from entente.read.fetched import listed
from entente.record import Store
from entente.watch import alerts
from entente.watch.archive import kept
from entente.watch.fetch import Answer, FetchError, Known
from entente.watch.pages import Page, PageCoder
from entente.watch.polling import LONGEST_PAUSE, Job, ask, host_of, in_trouble
from entente.watch.settings import Feed, Rule, Settings
from entente.watch.state import Article, Pending, State

STAGE = "watch"
AT_ONCE, EACH_HOST = 40, 5
"""Articles fetched before coding goes on, and of one host."""
TRIES = 6
"""How often an article is asked for that cannot be had, and an alert sent that nobody takes, until it is given up."""
LISTED = 500
"""Articles of a feed that are looked at; what is beyond them is older."""
LONGEST_SLEEP, TROUBLED = 60.0, 60.0
POLITE = 30.0
"""Seconds that ``once`` waits for a host; one that is in trouble is left alone for longer."""
DAY = 86_400.0
Say = Callable[[str], None]


@dataclass(slots=True)
class Counts:
    """What a round did."""

    polled: int = 0
    fetched: int = 0
    coded: int = 0
    changed: int = 0
    failed: int = 0
    alerts: int = 0

    def __str__(self) -> str:
        done = {name: getattr(self, name) for name in self.__slots__}
        return ", ".join(f"{count} {name}" for name, count in done.items() if count)


class Watch:
    """Watches the feeds of *settings*. ``say`` is given one line for whatever a user should know."""

    def __init__(
        self, settings: Settings, store: Store, state: State, *, archive: Path, say: Say, executor: Executor | None
    ) -> None:
        self.settings, self.store, self.state, self.archive, self.say = settings, store, state, archive, say
        self.executor = executor or LocalPool(1, settings.coding_limit)
        self.stop = Event()
        self._forgotten = 0.0

    def go_on(self) -> None:
        """Works until ``stop`` is set; trouble with the record or the disk is said, and tried again after a while."""
        while not self.stop.is_set():
            try:
                self.round()
                self.stop.wait(self._idle())
            except (EntenteError, OSError) as error:
                self.say(f"{error}; trying again in {TROUBLED:.0f} s")
                self.stop.wait(TROUBLED)

    def once(self) -> Counts:
        """Polls what is due, and works until no article is left that can be had now."""
        whole = self.round()
        while not self.stop.is_set() and (wait := self.state.until_article(time.time())) is not None:
            if wait > POLITE:
                break
            self.stop.wait(wait)
            more = self.round(feeds=False)
            for name in whole.__slots__:
                setattr(whole, name, getattr(whole, name) + getattr(more, name))
        return whole

    def round(self, feeds: bool = True) -> Counts:
        """One poll of the feeds that are due, one fetch of some articles, their coding, and alerts."""
        counts = Counts()
        if feeds:
            self._poll(counts)
        self._code(list(self._fetch(counts)), counts)
        self._deliver(counts)
        if time.time() - self._forgotten > DAY:
            self._forgotten = time.time()
            self.state.forget(self._forgotten - self.settings.keep * DAY)
        if str(counts):
            self.say(str(counts))
        return counts

    def _idle(self) -> float:
        due = self.state.next_due(each.url for each in self.settings.feeds)
        return min(LONGEST_SLEEP, max(1.0, due - time.time()))

    # Feeds

    def _poll(self, counts: Counts) -> None:
        now = time.time()
        due = {each.url: each for each in self.settings.feeds if self._feed_due(each, now)}
        for job, found in self._asked([Job(url, self.state.feed(url)[2]) for url in due]):
            counts.polled += 1
            with self.state.together():
                self._polled(due[job.url], job.known, found, time.time())

    def _feed_due(self, feed: Feed, now: float) -> bool:
        return self.state.feed(feed.url)[0] <= now and self.state.host(host_of(feed.url)).free <= now

    def _polled(self, feed: Feed, known: Known, found: Answer | FetchError, now: float) -> None:
        failures, title = self.state.feed(feed.url)[1], None
        every = feed.every or self.settings.every
        try:
            if isinstance(found, FetchError):
                raise UnreadableError(str(found))
            if found.status == 200:
                title, entries = listed(found.body, found.url)
                known = found.known
                for each in entries[:LISTED]:
                    self.state.list_article(each, feed.url, host_of(each.url), now)
            elif found.status != 304:
                raise UnreadableError(f"answers {found.status}")
            failures = 0
        except UnreadableError as error:
            failures += 1
            every = min(LONGEST_PAUSE, every * 2 ** min(failures, 10))
            self.say(f"{feed.url}: {error}; asked again in {every / 60:.0f} min")
        self.state.polled(feed.url, now + every, failures, known, title)

    # Articles

    def _fetch(self, counts: Counts) -> Iterator[tuple[Article, Page, Known]]:
        """Fetches articles that are due and archives them; those that hold something new are to be coded."""
        due = {each.url: each for each in self.state.due_articles(time.time(), EACH_HOST, AT_ONCE)}
        for job, found in self._asked([Job(each.url, each.known) for each in due.values()]):
            counts.fetched += 1
            article = due[job.url]
            if isinstance(found, FetchError) or found.status not in (200, 304):
                counts.failed += self._failed(article, found)
                continue
            sha256 = kept(self.archive, found.body) if found.status == 200 else article.sha256
            if sha256 is None or sha256 == article.sha256:
                self._looked(article, found.known if found.status == 200 else article.known, sha256)
                continue
            counts.changed += article.sha256 is not None
            yield article, self._page(article, found, sha256), found.known

    def _page(self, article: Article, found: Answer, sha256: str) -> Page:
        feed = next((each for each in self.settings.feeds if each.url == article.feed), None)
        publisher = (feed.publisher if feed else None) or self.state.feed(article.feed)[3]
        published = date.fromisoformat(article.published) if article.published else None
        return Page(article.url, sha256, self.archive, published, found.charset, publisher)

    def _failed(self, article: Article, found: Answer | FetchError) -> bool:
        """Notes that an article could not be had; whether it is given up, which the record holds as a problem."""
        failures = article.failures + 1
        if in_trouble(found) and failures < TRIES:
            wait = min(LONGEST_PAUSE, 60.0 * 2**failures)
            self.state.looked(article.url, time.time() + wait, failures, article.known, article.sha256)
            return False
        why = str(found) if isinstance(found, FetchError) else f"its server answers {found.status}"
        problem = Problem(article.url, STAGE, f"could not be fetched: {why}", fatal=article.sha256 is None)
        self.store.store_problem(problem)
        self.say(f"{article.url}: {problem.message}")
        self.state.looked(article.url, None, failures, article.known, article.sha256)
        return True

    def _looked(self, article: Article, known: Known, sha256: str | None) -> None:
        again = self.settings.again
        due = time.time() + again[article.looks] if article.looks < len(again) else None
        self.state.looked(article.url, due, 0, known, sha256)

    def _asked(self, jobs: list[Job]) -> Iterator[tuple[Job, Answer | FetchError]]:
        hosts = {each.host: self.state.host(each.host) for each in jobs}
        for turn in ask(jobs, hosts, self.settings, self.stop):
            self.state.used_host(turn.name, turn.host, time.time())
            yield from turn.done

    # Coding and telling

    def _code(self, fetched: list[tuple[Article, Page, Known]], counts: Counts) -> None:
        if not fetched:
            return
        coder = PageCoder(Coder(coded=date.today(), show=alerts.told_of))
        with closing(run([page for _, page, _ in fetched], coder, self.executor, self.store)) as finished:
            for each in finished:
                if not isinstance(each.found, Problem):
                    counts.coded += 1
                    self._raise(each.found)
                elif each.found.fatal:
                    counts.failed += 1
                    self.say(f"{each.found.source}: {each.found.message}")
        with self.state.together():
            for article, page, known in fetched:
                self._looked(article, known, page.sha256)

    def _raise(self, found: Result[tuple[alerts.Told, ...]]) -> None:
        """Notes the alerts that a report gives. An event that an article told of before it was changed is not new."""
        with self.state.together():
            for told in found.shown or ():
                for rule in self.settings.rules:
                    if alerts.meets(told, rule):
                        value = alerts.as_json(told, rule)
                        self.state.raise_alert(rule.name, f"{told.report} {told.line}", value, time.time())

    def _deliver(self, counts: Counts) -> None:
        """Sends what is to be sent; a way that fails is left alone until the next try."""
        rules = {rule.name: rule for rule in self.settings.rules}
        failed: set[str] = set()
        for each in self.state.pending(time.time(), LISTED):
            if self.stop.is_set():
                return
            rule = rules.get(each.rule)
            if rule is None:
                # The user took the rule out of the file.
                self.state.delivered(each)
            elif rule.name not in failed and not self._delivered(each, rule):
                failed.add(rule.name)
            else:
                counts.alerts += rule.name not in failed

    def _delivered(self, each: Pending, rule: Rule) -> bool:
        why = alerts.deliver(each.value, rule, self.settings)
        if why is None:
            self.state.delivered(each)
            return True
        last = each.failures + 1 >= TRIES
        self.say(f"alert {rule.name}: {why}; " + ("given up" if last else "tried again later"))
        self.state.undelivered(each, None if last else time.time() + 60.0 * 2**each.failures)
        return False
