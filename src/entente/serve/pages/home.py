"""The first page: what changed lately, by dyad and type, what came last, and how much there is."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response

from entente.api import Record
from entente.errors import EntenteError
from entente.query.filters import day_range
from entente.query.recent import WEEKS, Changes, Weekly
from entente.serve import links, wording
from entente.serve.dependencies import Held
from entente.serve.figures import Bars, Point, Spark, bars, spark
from entente.serve.rendering import show

router = APIRouter()
ROWS, NEWEST = 12, 8
ADDED: dict[str, Any] = {"latest": True, "withdrawn": False, "limit": NEWEST}


@dataclass(frozen=True, slots=True)
class Row:
    """A type or dyad in the table of changes: its name, its weeks, their line, and where its newest week is listed."""

    keys: tuple[str, ...]
    weekly: Weekly
    drawn: Spark
    href: str


@dataclass(slots=True)
class Latest:
    """The overview that was asked for last: it holds until anything is written, and counting a million takes 0.2 s."""

    known: tuple[tuple[str, str | None], dict[str, Any]] | None = None

    def of(self, record: Record, until: str | None) -> dict[str, Any]:
        asked, known = (record.state(), until), self.known
        if known is None or known[0] != asked:
            known = self.known = asked, _gathered(record, until)
        return known[1]


def warm(app: FastAPI) -> None:
    """Shows the overview to nobody, so that the first to ask waits for no template, statement or count."""
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "state": {}, "app": app}
    # What is wrong with a record is told to whoever asks.
    with suppress(EntenteError):
        overview(Request(scope), app.state.record)


@router.get("/")
def overview(request: Request, record: Held, until: str | None = None) -> Response:
    """What changed up to the day *until*, the newest on record if none is given."""
    latest: Latest = request.app.state.latest
    return show(request, "overview.html", latest.of(record, until))


def _gathered(record: Record, until: str | None) -> dict[str, Any]:
    newest = record.newest_day()
    day = day_range(until)[1] if until else newest
    held: dict[str, Any] = {
        "totals": record.totals(), "reports": record.reports(**ADDED).rows, "added": ADDED, "newest": newest,
        "changes": None, "asked": until,
    }  # fmt: skip
    if day is not None:
        changes = record.changes(day)
        held |= {
            "changes": changes,
            "types": [_row(changes, (name,), each) for name, each in _by_change(changes.types.items())],
            "dyads": [_row(changes, pair, each) for pair, each in _by_change(changes.dyads.items())[:ROWS]],
            "drawn": _drawn(changes),
            "events": record.events(
                since=changes.since, until=day, factuality="actual", order="-sources", limit=NEWEST
            ),
        }
    return held


def _by_change(rows: Iterable[tuple[Any, Weekly]]) -> list[tuple[Any, Weekly]]:
    """Those that changed most first; of what did not happen in the newest week, what is usual first."""
    return sorted(rows, key=lambda row: (-abs(row[1].change), -row[1].now, -row[1].mean(WEEKS - 1), row[0]))


def _row(changes: Changes, keys: str | tuple[str, ...], weekly: Weekly) -> Row:
    names = (keys,) if isinstance(keys, str) else keys
    about = {"type": names[0]} if len(names) == 1 else {"dyad": "-".join(names)}
    about |= {"since": changes.since.isoformat(), "until": changes.until.isoformat(), "factuality": "actual"}
    return Row(names, weekly, spark(weekly.weeks), links.events(about))


def _drawn(changes: Changes) -> Bars:
    """All weeks by quad."""
    points = []
    for at in range(WEEKS):
        last = date.fromordinal(changes.until.toordinal() - 7 * (WEEKS - 1 - at))
        first = date.fromordinal(last.toordinal() - 6)
        parts = dict.fromkeys(wording.QUADS, 0)
        for name, weekly in changes.types.items():
            parts[wording.quad(name)] += weekly.weeks[at]
        span = {"since": first.isoformat(), "until": last.isoformat(), "factuality": "actual"}
        points.append(Point(f"{first}", parts, links.events(span)))
    return bars(points, height=140)
