"""The list of events: facets that are links, words to look for, a table and a timeline, every filter in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from entente.query.facets import ALL, Facets, Stretch
from entente.serve import links, wording
from entente.serve.asked import Events
from entente.serve.dependencies import Held
from entente.serve.figures import Bars, Point, bars
from entente.serve.rendering import show

router = APIRouter()
ROWS, VALUES = 50, 12
# What the facets are called, in the order they stand in, and which filter a value of theirs sets.
FACETS: Mapping[str, tuple[str, str]] = {
    "quad": ("Quad", "quad"),
    "type": ("Type", "type"),
    "mode": ("Mode", "type"),
    "actor": ("Actor", "actor"),
    "recipient": ("Recipient", "recipient"),
    "factuality": ("Factuality", "factuality"),
    "year": ("Year", "since"),
    "country": ("Country of the place", "place"),
    "reviewed": ("Reviewed", "reviewed"),
}
NAMES = {
    "actor": "actor", "recipient": "recipient", "party": "takes part", "dyad": "dyad", "type": "type", "mode": "mode",
    "context": "context", "quad": "quad", "since": "from", "until": "to", "factuality": "factuality",
    "speaker": "on the word of", "place": "place", "report": "report", "text": "words", "confidence": "sure at least",
    "reviewed": "reviewed",
}  # fmt: skip
ORDERS = {
    "-date": "newest first", "date": "oldest first", "-sources": "most sources", "-mentions": "most mentions",
    "confidence": "least sure", "-confidence": "most sure",
}  # fmt: skip
DATES = {"-date", "date"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how it is written, how many events have it, and the address with and without it."""

    value: str
    said: str
    events: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values; the first ``VALUES`` stand open."""

    name: str
    said: str
    choices: tuple[Choice, ...]

    @property
    def open(self) -> tuple[Choice, ...]:
        return self.choices[:VALUES]

    @property
    def more(self) -> tuple[Choice, ...]:
        return self.choices[VALUES:]


@router.get("/events")
def events(request: Request, record: Held, asked: Events) -> Response:
    """The events that fit, newest first if no other order is asked for."""
    order = request.query_params.get("order") or "-date"
    limit = min(asked.limit, 200) if request.query_params.get("limit") else ROWS
    filters = dict(asked.filters)
    found = record.events(**filters, order=order, limit=limit, after=asked.after)
    facets = record.facets(**filters)
    kept = {**filters, "order": order if order != "-date" else None, "limit": request.query_params.get("limit")}
    held = {
        "events": found, "facets": facets, "columns": _columns(facets, kept), "filters": filters, "kept": kept,
        "chips": _chips(kept), "orders": ORDERS, "order": order, "drawn": _drawn(record.timeline(**filters), kept),
        "next": links.events(kept, after=found.next) if found.next else None,
        "first": links.events(kept) if asked.after else None,
        "json": links.at("/api/events", {**kept, "order": order, "after": asked.after, "limit": limit}),
        "csv": links.at("/api/events", {**kept, "order": order, "after": asked.after, "limit": limit, "format": "csv"}),
        "types": {name: wording.quad(name) for name in wording.types()},
    }  # fmt: skip
    return show(request, "events.html", held)


def _chips(kept: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Name and value of each filter, and the address without it."""
    return [
        (NAMES[name], _said(name, str(value)), links.events(kept, **{name: None}))
        for name, value in kept.items()
        if name in NAMES and value is not None
    ]


def _columns(facets: Facets, kept: Mapping[str, Any]) -> list[Facet]:
    found = []
    for name, (said, filter) in FACETS.items():
        values = facets.values.get(name, ())
        if name == "year":
            values = tuple(sorted(values, reverse=True))
        if name == "mode" and len(facets.values.get("type", ())) > 1:
            continue
        choices = tuple(_choice(name, filter, value, count, kept) for value, count in values)
        if choices:
            found.append(Facet(name, said, choices))
    return found


def _choice(name: str, filter: str, value: str, events: int, kept: Mapping[str, Any]) -> Choice:
    sets = {"since": value, "until": value} if name == "year" else {filter: value}
    chosen = all(str(kept.get(each)).lower() == wanted.lower() for each, wanted in sets.items())
    href = links.events({**kept, **(dict.fromkeys(sets) if chosen else sets)})
    return Choice(value, _said(name, value), events, href, chosen)


def _said(name: str, value: str) -> str:
    """A value as it is written beside its count."""
    if name in ("actor", "recipient", "country") and wording.code_name(value) != value:
        return f"{value} {wording.code_name(value)}"
    if name == "quad":
        return wording.QUADS.get(value, value)
    if name == "mode":
        return value.partition(":")[2] or value
    return (
        {"True": "yes", "true": "yes", "False": "no", "false": "no"}.get(value, value) if name == "reviewed" else value
    )


def _drawn(stretches: tuple[Stretch, ...], kept: Mapping[str, Any]) -> Bars | None:
    if len(stretches) < 2:
        return None
    points = []
    for each in stretches:
        span = {"since": each.first.isoformat(), "until": each.last.isoformat()}
        href = links.events({**kept, **span}) if sum(each.counts.values()) else None
        points.append(Point(each.name, {"" if kind == ALL else kind: n for kind, n in each.counts.items()}, href))
    return bars(points, height=120)
