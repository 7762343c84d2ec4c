"""Reads sources into reports: text, web pages, PDF, feeds, JSON lines, tables, web archives, and archives of these.

>>> from entente.read import read
>>> [found] = read("report.txt")                                          # doctest: +SKIP

No input makes it raise: what cannot be read comes as a fatal ``Problem``, and reading goes on. Reports come one by
one, always in the same order, and no more of a source is held in memory than one report needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from entente.model import Problem, Report
from entente.read.compose import Claims, compose
from entente.read.opening import read_source
from entente.read.places import expanded

__all__ = ["expand", "read", "read_text"]


def read(source: str, *, published: date | None = None) -> Iterator[Report | Problem]:
    """The reports in *source*: a path, a folder, an address that fsspec opens (``s3://…``), ``-`` for standard input.

    A report is dated by what it states, else by *published*, else by its file; ``published_basis`` says which.
    Problems that are not fatal come before the report they belong to. ``Report.origin`` is where each was read
    (``archive.zip!page.html``, ``reports.jsonl:12``), and no two in one source have the same.
    """
    for path in expanded(source):
        yield from read_source(path, published)


def read_text(
    text: str,
    source: str,
    published: date | None = None,
    *,
    title: str | None = None,
    byline: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Report | Problem:
    """The report in *text*, to be called *source*; or the problem that keeps it from being one.

    *published* dates a text that states no date itself. Offsets count code points of *text* as given.
    """
    claims = Claims(source, title=title, byline=byline, given=published, publisher=publisher, url=url)
    *_, found = compose(text, claims)
    return found


def expand(patterns: Iterable[str]) -> list[str]:
    """The files that *patterns* name, sorted within each pattern; a folder gives the files in it, at any depth.

    What matches nothing stays as typed, so that reading it says so.
    """
    return list(chain.from_iterable(expanded(pattern) for pattern in patterns))
