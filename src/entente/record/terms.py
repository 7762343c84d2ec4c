"""What a shown row can be asked for, as terms: one word each, such as ``a.chn`` for an actor of China.

The terms of all rows are indexed (FTS5 on SQLite, GIN on PostgreSQL), and a question is an expression over them. A
term is a letter, a dot or colon, and a value without case and accents; after a colon stands one word of a name.

=====  ==================================================================================
``k``  kind: event, statement, commitment, count
``t``  type; ``m`` mode; ``q`` quad (1 to 4); ``c`` context; ``f`` factuality
``a``  actor, ``r`` recipient, ``s`` speaker: code, sectors, words of the name
``l``  place: country code, words of the name
``u``  report: words of the last part of its name, of its publisher, of its URL's host
``n``  month of an event that lies within fourteen; ``y`` year; ``o`` year of a longer one, or ``o.open``
``b``  year in which an event began whose end is not known; ``e`` year in which one ended whose beginning is not
``v``  ``v.1`` if somebody reviewed it
=====  ==================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from entente.model import Actor, Dating, Event, Place, Report, Source
from entente.record.folding import words_of

MONTHS, YEARS = 14, 30
"""Up to how many months an event is indexed by month, and up to how many years by year."""
ROLES = {"actor": "a", "recipient": "r", "speaker": "s"}
OPEN = "o.open"


def value_term(letter: str, value: str) -> str:
    """The term of a code word: letters and digits, whatever joins them."""
    return f"{letter}.{''.join(words_of(value))}"


def word_terms(letter: str, text: str) -> Iterator[str]:
    return (f"{letter}:{word}" for word in words_of(text))


def event_terms(event: Event) -> Iterator[str]:
    """What *event*, told in one report, can be asked for, its type and days apart."""
    chief = event.chief
    yield from (value_term("c", context) for context in chief.context)
    yield from (term for actor in chief.actors for term in actor_terms("actor", actor))
    yield from (term for actor in chief.recipients for term in actor_terms("recipient", actor))
    yield from source_terms(chief.speaker)
    yield from place_terms(chief.place)


def act_terms(type: str, mode: str | None, quad: int | None, factuality: str | None) -> Iterator[str]:
    yield value_term("t", type)
    if mode:
        yield value_term("m", mode)
    if quad:
        yield f"q.{quad}"
    if factuality:
        yield value_term("f", factuality)


def actor_terms(role: str, actor: Actor) -> Iterator[str]:
    return party_terms(role, actor.code, (actor.sector, *actor.other_sectors), actor.name)


def source_terms(source: Source | None) -> Iterator[str]:
    if source is not None:
        who = source.actor
        yield from party_terms("speaker", who.code if who else None, (who.sector if who else None,), source.name)


def party_terms(role: str, code: str | None, sectors: Iterable[str | None], name: str) -> Iterator[str]:
    letter = ROLES[role]
    yield from (value_term(letter, sector) for sector in sectors if sector)
    if code:
        yield value_term(letter, code)
    yield from word_terms(letter, name)


def place_terms(place: Place | None) -> Iterator[str]:
    if place is not None:
        yield from word_terms("l", place.name)
        if place.country:
            yield value_term("l", place.country)


def report_terms(report: Report) -> Iterator[str]:
    """Words of the last part of the report's name, of its publisher and of the host of its address."""
    host = urlsplit(report.url or "").hostname or ""
    for text in (report.source.rstrip("/").rpartition("/")[2], report.publisher or "", host):
        yield from word_terms("u", text)


def day_terms(first: date | None, last: date | None) -> Iterator[str]:
    """The months or years that days from *first* to *last*, both included, may lie in."""
    if first is None and last is None:
        return
    if first is None or last is None:
        yield f"e.{last.year}" if last else f"b.{first.year if first else ''}"
        return
    if last < first or last.year - first.year >= YEARS:
        yield OPEN
        return
    years = range(first.year, last.year + 1)
    yield from (f"y.{year}" for year in years)
    start, end = month_number(first), month_number(last)
    if end - start < MONTHS:
        yield from (month_term(month) for month in range(start, end + 1))
    else:
        yield from (f"o.{year}" for year in years)


def dating_terms(dating: Dating | None) -> Iterator[str]:
    return day_terms(dating.first, dating.last) if dating else iter(())


def month_number(day: date) -> int:
    """Months since January of the year 0."""
    return day.year * 12 + day.month - 1


def month_term(number: int) -> str:
    return f"n.{number // 12}{number % 12 + 1:02}"
