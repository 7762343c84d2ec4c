"""Fetched articles as tasks: a worker takes the bytes from the archive, reads them, and codes what it reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entente.batch import Coder, Result
from entente.model import Problem
from entente.read.fetched import read_fetched
from entente.watch.alerts import Told
from entente.watch.archive import taken


@dataclass(frozen=True, slots=True)
class Page:
    """An article in the archive, and what feed and server said of it."""

    source: str
    sha256: str
    archive: Path
    published: date | None = None
    charset: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class PageCoder:
    """Codes pages, in whatever process; see ``batch.Coder``."""

    coder: Coder[tuple[Told, ...]]

    def load(self) -> None:
        self.coder.load()

    def __call__(self, page: Page) -> tuple[Result[tuple[Told, ...]] | Problem, ...]:
        found = read_fetched(
            taken(page.archive, page.sha256),
            page.source,
            published=page.published,
            charset=page.charset,
            publisher=page.publisher,
        )
        return tuple(result for each in found for result in self.coder(each))
