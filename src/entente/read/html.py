"""Web pages: the article's text, title, writers, dates, publisher and address, as trafilatura finds them.

The canonical text is the title, a blank line, and the article with one paragraph a line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read.compose import Claims, compose, problem
from entente.read.dates import day_named
from entente.read.decode import declared_encoding, decode

MOST_BYTES = 20_000_000
_FEWEST_WORDS = 15
_SENTENCE = re.compile(r"\w[\"'”’)]*[.!?][\"'”’)]*(?:\s|$)")
# Unless told otherwise htmldate takes today for the latest possible day; a result must not depend on the clock.
_LATEST = "2100-12-31"
_MODIFIED = re.compile(
    r"""(?:article:modified_time|og:updated_time|dateModified)["']?\s*(?:content\s*=|:)\s*["']([^"'<>]{8,40})["']""",
    re.I,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# trafilatura raises these on pages that are mangled beyond what its parser mends.
_MANGLED = (ValueError, TypeError, AttributeError, LookupError, RuntimeError, AssertionError)


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page and what the page says about it."""

    text: str
    title: str | None
    byline: str | None
    published: date | None
    updated: date | None
    publisher: str | None
    url: str | None


def read_page(data: bytes, claims: Claims) -> Iterator[Report | Problem]:
    """The report in the page *data*; *claims* has its name and the days given for it."""
    try:
        decoded = decode(data, declared_encoding(data))
        page = extract(decoded.text)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)
        return
    if decoded.note:
        yield problem(claims, decoded.note)
    yield from compose(page.text, _claims(page, claims))


def _claims(page: Page, claims: Claims) -> Claims:
    return Claims(
        source=claims.source,
        title=page.title,
        byline=page.byline,
        published=page.published,
        updated=page.updated,
        given=claims.given,
        filed=claims.filed,
        publisher=page.publisher,
        url=page.url,
        media_type="text/html",
        wrapped=False,
    )


def extract(markup: str) -> Page:
    """The article in *markup*; ``UnreadableError`` where there is none."""
    found = _extracted(_XML_DECLARATION.sub("", markup))
    text = (found.text or "").strip() if found is not None else ""
    if len(text.split()) < _FEWEST_WORDS or not _SENTENCE.search(text):
        raise UnreadableError("has no article in it; save the whole page, or give its text as .txt")
    title = _plain(found.title)
    modified = _MODIFIED.search(markup)
    return Page(
        text=text if title is None or _begins_with(text, title) else f"{title}\n\n{text}",
        title=title,
        byline=_plain(found.author),
        published=day_named(found.date) if found.date else None,
        updated=day_named(modified[1]) if modified else None,
        publisher=_plain(found.sitename),
        url=_plain(found.url),
    )


def _extracted(markup: str) -> Any:
    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    for name in ("trafilatura", "htmldate"):
        # Without a handler of its own, each page without an article would print a warning of the library's.
        logging.getLogger(name).addHandler(logging.NullHandler())
    dates = {"original_date": True, "extensive_search": False, "max_date": _LATEST}
    try:
        return trafilatura.bare_extraction(
            markup, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
        )
    except (*_MANGLED, LxmlError):
        return None


def _plain(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _begins_with(text: str, title: str) -> bool:
    """Whether one of the first lines is the title, but for case and punctuation."""
    wanted = re.findall(r"\w+", title.casefold())
    return any(re.findall(r"\w+", line.casefold()) == wanted for line in text.split("\n")[:5])
