"""Reads sources into reports: plain text, web pages, PDF, and JSON lines.

>>> from entente.read import read
>>> [found] = read("report.txt")                                          # doctest: +SKIP

No input makes it raise: what cannot be read comes as a fatal ``Problem``, and reading goes on.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import BinaryIO

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read import html, pdf, text
from entente.read.compose import STAGE, Claims, compose
from entente.read.files import STANDARD_INPUT, WILDCARDS, day_of, opened, printable, rejoined, rest
from entente.read.formats import LOOK, kind_of
from entente.read.jsonl import read_lines

__all__ = ["expand", "read", "read_text"]

_Reader = Callable[[bytes, Claims], Iterator[Report | Problem]]
_READERS: dict[str, tuple[_Reader, int]] = {
    "text": (text.read_plain, text.MOST_BYTES),
    "html": (html.read_page, html.MOST_BYTES),
    "pdf": (pdf.read_document, pdf.MOST_BYTES),
}


def read(source: str, *, published: date | None = None) -> Iterator[Report | Problem]:
    """The reports in *source*, a path or ``-`` for standard input; one for each line of a ``.jsonl`` file.

    A report is dated by what it states, else by *published*, else by its file; ``published_basis`` says which.
    Problems that are not fatal come before the report they belong to.
    """
    name = printable(source)
    try:
        with opened(source) as file:
            yield from _read_open(file, source, published)
    except UnreadableError as error:
        yield Problem(name, STAGE, str(error), fatal=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Problem(name, STAGE, f"cannot be read ({why}); see that you may read it", fatal=True)


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
    """The files that *patterns* name, for patterns that the shell did not expand; sorted within each pattern.

    What matches nothing stays as typed, so that reading it says so.
    """
    return list(chain.from_iterable(_matches(pattern) for pattern in patterns))


def _matches(pattern: str) -> list[str]:
    if pattern == STANDARD_INPUT or not WILDCARDS & set(pattern) or os.path.lexists(pattern):
        return [pattern]
    return sorted(path for path in glob.glob(pattern, recursive=True) if not os.path.isdir(path)) or [pattern]


def _read_open(file: BinaryIO, source: str, published: date | None) -> Iterator[Report | Problem]:
    name, start = printable(source), file.read(LOOK)
    kind = kind_of(source, start)
    if kind == "jsonl":
        yield from read_lines(rejoined(start, file), name, published)
        return
    reader, most = _READERS[kind]
    filed = None if source == STANDARD_INPUT else day_of(file)
    yield from reader(rest(file, start, most), Claims(name, given=published, filed=filed))
