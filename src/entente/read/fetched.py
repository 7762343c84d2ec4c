"""What a server answered with: pages, texts and PDFs under their address, and what a feed lists."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urldefrag, urljoin

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read import html, pdf, text
from entente.read.compose import Claims, problem
from entente.read.feed import parsed_feed
from entente.read.files import rest
from entente.read.formats import LOOK, kind_of
from entente.read.fragment import text_of_fragment
from entente.read.moments import day_of_moment, moment_named

_READERS = {
    "html": (html.read_page, html.MOST_BYTES),
    "text": (text.read_plain, text.MOST_BYTES),
    "pdf": (pdf.read_document, pdf.MOST_BYTES),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that a feed lists: its address, and as the feed states them its day and the moment it was changed."""

    url: str
    published: date | None
    updated: str | None


def read_fetched(
    data: bytes, url: str, *, published: date | None = None, charset: str | None = None, publisher: str | None = None
) -> Iterator[Report | Problem]:
    """The report in what was fetched from *url*, which is its name whatever the page says its own address is.

    *published*, *publisher* and *charset* (of the HTTP header) hold where the page states none.
    """
    claims = Claims(url, given=published, url=url, charset=charset, publisher=publisher)
    try:
        kind = kind_of("", data[:LOOK])
        if kind not in _READERS:
            raise UnreadableError("is no page, text or PDF; take it out of the feed's list")
        reader, most = _READERS[kind]
        yield from reader(rest(io.BytesIO(data), b"", most), claims)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)


def listed(data: bytes, base: str) -> tuple[str | None, list[Listed]]:
    """The title of the feed *data* and the articles it lists, addresses made absolute by *base*.

    Raises ``UnreadableError`` where it is none.
    """
    found = parsed_feed(data)
    if not found.entries and not found.get("version"):
        raise UnreadableError("is no news feed; check its address")
    entries: dict[str, Listed] = {}
    for each in found.entries:
        url = urldefrag(urljoin(base, (each.get("link") or "").strip()))[0]
        if url.startswith(("http://", "https://")) and url not in entries:
            # feedparser gives "published" for an "updated" that is not there, unless it is looked for first.
            updated = (each.get("updated") or None) if "updated" in each else None
            entries[url] = Listed(url, day_of_moment(moment_named(each.get("published") or updated)), updated)
    return text_of_fragment(found.feed.get("title", "")) or None, list(entries.values())
