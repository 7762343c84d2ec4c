"""Which characters of a report are its headline, byline and paragraphs, and which are page furniture.

A text is read from its start: furniture, headline lines (short, no full stop), a byline and a date line in any
order, then paragraphs. After the first paragraph only lines that are furniture anywhere are set apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from entente.model import Block, BlockKind, Span
from entente.read.datelines import Dateline, dateline
from entente.read.dates import PageDates, dates_in, labelled, page_dates
from entente.read.furniture import byline, furniture, person
from entente.read.layout import paragraphs

_LONGEST_TITLE = 220
_MOST_TITLES = 3
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){1,4}$|\b(?:Inc|Ltd|Co|Jr|Sr|Gen|vs|No)\.$")
_CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Layout:
    """A text in blocks, and what its furniture says: headline, writers, days of publication and change."""

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    updated: date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A paragraph with what it was taken for."""

    span: Span
    kind: BlockKind
    text: str
    names: str | None = None
    dates: PageDates | None = None


def lay_out(text: str, *, title: str | None = None, wrapped: bool | None = None) -> Layout:
    """The blocks of *text*, in order, never overlapping, without the space around them.

    *title* is the headline where metadata states it; *wrapped* as in ``layout.paragraphs``.
    """
    found = _classified(text, list(paragraphs(text, _stands_alone, wrapped=wrapped)), title)
    kept = tuple(Block(one.span, one.kind) for one in _dateline_apart(found))
    headline = next((" ".join(one.text.split()) for one in found if one.kind == "title"), None)
    names = next((one.names for one in found if one.names), None)
    published, updated = _days(found)
    return Layout(kept, title or headline, names, published, updated, _place(found))


def _stands_alone(line: str) -> bool:
    return bool(furniture(line, "anywhere") or byline(line) or page_dates(line))


def _classified(text: str, spans: list[Span], title: str | None) -> list[_Found]:
    found: list[_Found] = []
    head, titles = True, 0
    for span in spans:
        one = _in_head(span, span.of(text), titles, title) if head else _in_body(span, span.of(text))
        if one.kind == "title" and any(one.text == other.text for other in found if other.kind == "title"):
            one = replace(one, kind="furniture")
        titles += one.kind == "title"
        head = head and one.kind != "body"
        found.append(one)
    return found if not head else _all_titles_to_body(found)


def _all_titles_to_body(found: list[_Found]) -> list[_Found]:
    """A text without a paragraph: its first line stays the headline only if another line can be the body."""
    titles = [i for i, one in enumerate(found) if one.kind == "title"]
    keep = titles[:1] if len(titles) > 1 else []
    return [replace(one, kind="body") if i in titles and i not in keep else one for i, one in enumerate(found)]


def _in_head(span: Span, text: str, titles: int, title: str | None) -> _Found:
    if title and _same(text, title):
        return _Found(span, "title", text)
    names = byline(text)
    if names:
        return _Found(span, "byline", text, names=names, dates=labelled(text))
    dates = page_dates(text)
    if dates or furniture(text, "head"):
        return _Found(span, "furniture", text, dates=dates)
    if titles and person(text):
        return _Found(span, "byline", text, names=text)
    return _Found(span, "title" if titles < _MOST_TITLES and _titular(text) else "body", text)


def _in_body(span: Span, text: str) -> _Found:
    dates = page_dates(text)
    return _Found(span, "furniture" if dates or furniture(text, "tail") else "body", text, dates=dates)


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _titular(text: str) -> bool:
    """Whether *text* can be a headline: short, with letters, no dateline, and not ended like a sentence."""
    if len(text) > _LONGEST_TITLE or dateline(text) or not any(map(str.isalpha, text)):
        return False
    end = text.rstrip(_CLOSERS)
    return not end.endswith((".", ":", ";", ",", "…")) or bool(_ABBREVIATION.search(end))


def _days(found: list[_Found]) -> tuple[date | None, date | None]:
    """Days of publication and change: a label speaks before a bare date, that before a dateline and a closing date."""
    page = [one.dates for one in found if one.dates]
    updated = next((dates.updated for dates in page if dates.updated), None)
    published = next((dates.published for dates in page if dates.published), None)
    return published or _bare(found) or _in_dateline(found) or updated, updated


def _bare(found: list[_Found]) -> date | None:
    """The date without a label. Three such lines are headings of a chronology, and none of them says anything."""
    body = [i for i, one in enumerate(found) if one.kind == "body"]
    first, last = (body[0], body[-1]) if body else (len(found), 0)
    bare = [(i, one.dates.bare) for i, one in enumerate(found) if one.dates and one.dates.bare]
    if len(bare) > 2:
        return None
    return next((day for i, day in bare if i < first), next((day for i, day in bare if i > last), None))


def _dateline_apart(found: list[_Found]) -> list[_Found]:
    """*found* with the dateline that opens the first paragraph as a block of its own.

    Read with its sentence, "SEOUL - North Korea denied" makes South Korea deny too.
    """
    first = next((i for i, one in enumerate(found) if one.kind == "body"), None)
    line = dateline(found[first].text) if first is not None else None
    if first is None or line is None:
        return found
    (start, end), text = (found[first].span.start, found[first].span.end), found[first].text
    rest = text[len(line.text) :]
    body = end - len(rest.lstrip())
    place = _Found(Span(start, start + len(line.text)), "dateline", line.text)
    return [*found[:first], place, _Found(Span(body, end), "body", text[body - start :]), *found[first + 1 :]]


def _first_line(found: list[_Found]) -> Dateline | None:
    """The dateline at the head of the first paragraph."""
    return dateline(next((one.text for one in found if one.kind == "body"), ""))


def _in_dateline(found: list[_Found]) -> date | None:
    """The full date in a dateline (*PARIS, Nov. 10, 2023 (AFP) -*)."""
    line = _first_line(found)
    dates = dates_in(line.text) if line else ()
    return dates[0][1] if dates else None


def _place(found: list[_Found]) -> str | None:
    line = _first_line(found)
    return line.place if line else None
