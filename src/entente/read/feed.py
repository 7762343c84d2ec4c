"""News feeds (RSS and Atom, through feedparser): a report for each entry, under its address.

An entry that holds only a summary is read too, and a note says so: the article itself has more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from entente.errors import UnreadableError
from entente.model import Problem, Report
from entente.read.compose import Claims, compose, problem
from entente.read.dates import day_named
from entente.read.fragment import text_of_fragment
from entente.read.moments import day_of_moment, moment_named

MOST_BYTES = 20_000_000
_ADDRESSED = re.compile(r"[^\s@]++@\S++ \((.+)\)")
_ENTITY = re.compile(rb"<!ENTITY", re.I)


def read_feed(data: bytes, claims: Claims) -> Iterator[Report | Problem]:
    """The reports in the feed *data*, in its order."""
    try:
        feed = parsed_feed(data)
    except UnreadableError as error:
        yield problem(claims, str(error), fatal=True)
        return
    if not feed.entries:
        yield problem(claims, "is a news feed without an entry; fetch it again, or give the pages", fatal=True)
    for number, entry in enumerate(feed.entries, 1):
        yield from _read_entry(entry, feed.feed, number, claims)


def parsed_feed(data: bytes) -> Any:
    """The feed, read without expanding entities of its own, which no feed needs and which grow without bound."""
    if _ENTITY.search(data):
        raise UnreadableError("declares entities of its own, which news feeds do not; it was not read; fetch it again")
    import feedparser  # type: ignore[import-untyped]

    feed = feedparser.parse(data, resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        raise UnreadableError("is a broken news feed; fetch it again, or give the pages that it lists")
    return feed


def _read_entry(entry: Any, feed: Any, number: int, claims: Claims) -> Iterator[Report | Problem]:
    place = f"{claims.origin or claims.source}:{number}"
    told = _claims(entry, feed, replace(claims, origin=place, place=place))
    content = next((each.value for each in entry.get("content", ()) if each.get("value")), "")
    body = text_of_fragment(content or entry.get("summary", ""))
    if not body:
        yield problem(told, "is an entry without text; give the page that it points to", fatal=True)
        return
    if not content:
        yield problem(told, "is only a summary; give the page that it points to for the whole report")
    yield from compose(f"{told.title}\n\n{body}" if told.title else body, told)


def _claims(entry: Any, feed: Any, claims: Claims) -> Claims:
    link = _address(entry.get("link"))
    name = link or entry.get("id") or claims.place or claims.source
    updated = dict.get(entry, "updated")  # the library's own look-up warns, and takes one for the other
    stated = entry.get("published") or updated or ""
    moment = moment_named(stated)
    return replace(
        claims,
        source=name,
        title=text_of_fragment(entry.get("title", "")) or None,
        byline=_writer(entry),
        published=day_of_moment(moment) or day_named(stated),
        published_at=moment,
        updated=day_of_moment(moment_named(updated)) if entry.get("published") else None,
        publisher=text_of_fragment(feed.get("title", "")) or None,
        url=link,
        wrapped=False,
        media_type="application/xml",
    )


def _writer(entry: Any) -> str | None:
    """Who wrote an entry, without the address that RSS puts before the name (*jane@planet.example (Jane Miller)*)."""
    author = entry.get("author") or ""
    named = _ADDRESSED.fullmatch(author.strip())
    return (named[1] if named else author) or None


def _address(link: str | None) -> str | None:
    return link if link and link.startswith(("http://", "https://")) else None
