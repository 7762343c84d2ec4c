"""Who, where, and who to whom: counts of what fits, as JSON or CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from entente.entries import Flat
from entente.query.filters import day_range
from entente.query.panels import Panel
from entente.serve.answers import FRESH, AsFormat, of_rows
from entente.serve.asked import Dyads, Filters, Panels, Tallied
from entente.serve.dependencies import Held
from entente.serve.described import NULL_OR_TEXT, listed
from entente.serve.problems import Refused
from entente.serve.shapes import ActorRow, ChangeRow, DyadRow, FacetRow, PanelRow, PlaceRow, StretchRow

router = APIRouter(dependencies=[FRESH], tags=["counts"])
COUNTED: dict[str, Any] = {"events": {"type": "integer"}, "complete": {"type": "boolean"}}
PANEL_LIMIT = 200_000
Until = Annotated[
    str | None,
    Query(description="The week ends on this day, or on the last of this month or year.", examples=["2023-11-08"]),
]


@router.get("/actors", response_class=Response, responses=listed("ActorRow", **COUNTED))
def actors(request: Request, record: Held, asked: Tallied, format: AsFormat) -> Response:
    """Who takes part in the events that fit, most often first; of very many events, in the newest 20,000."""
    found = record.actors(limit=asked.limit, after=asked.after, **asked.filters)
    more = {"events": found.events, "complete": found.complete}
    columns = tuple(ActorRow.__annotations__)
    return of_rows(request, format, "actors", found.rows, columns=columns, next=found.next, **more)


@router.get("/places", response_class=Response, responses=listed("PlaceRow", **COUNTED))
def places(request: Request, record: Held, asked: Tallied, format: AsFormat) -> Response:
    """Where the events that fit took place, most often first; of very many events, of the newest 20,000."""
    found = record.places(limit=asked.limit, after=asked.after, **asked.filters)
    more = {"events": found.events, "complete": found.complete}
    columns = tuple(PlaceRow.__annotations__)
    return of_rows(request, format, "places", found.rows, columns=columns, next=found.next, **more)


@router.get("/dyads", response_class=Response, responses=listed("DyadRow"))
def dyads(request: Request, record: Held, asked: Dyads, format: AsFormat) -> Response:
    """Who did how much to whom, in the events that fit; most events first. Days are those on which events began."""
    given = {name: held for name, held in asked.filters.items() if name != "directed"}
    given.setdefault("factuality", None)
    found = record.panel("year", wide=True, directed=asked.filters.get("directed", True), **given)
    rows = sorted(_summed(found), key=lambda row: (-int(row["events"] or 0), str(row["actor"]), str(row["recipient"])))
    return of_rows(request, format, "dyads", rows[: asked.limit], columns=tuple(DyadRow.__annotations__))


def _summed(found: Panel) -> Iterable[Flat]:
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0, 0, 0.0])
    for (dyad, _, _), weights in found.cells.items():
        sums[dyad] = [a + b for a, b in zip(sums[dyad], weights, strict=True)]
    for (actor, recipient), (events, mentions, sources, score) in sums.items():
        counts: Flat = {"events": int(events), "mentions": int(mentions), "sources": int(sources)}
        yield {"actor": actor, "recipient": recipient, **counts, "score": round(score, 6)}


@router.get("/panels/{period}", response_class=Response, responses=listed("PanelRow", left_out={"type": "integer"}))
def panel(
    request: Request,
    record: Held,
    period: Annotated[Literal["day", "week", "month", "quarter", "year"], Path(description="How long a period is.")],
    asked: Panels,
    format: AsFormat,
) -> Response:
    """Dyad-period panel with four weightings, noughts included; `left_out` events lie in no one period."""
    given = dict(asked.filters)
    for side in ("actors", "recipients"):
        given[side] = codes(given.get(side))
    given["factuality"] = None if given.get("factuality") == "any" else given.get("factuality", "actual")
    found = record.panel(period, **given)
    if len(found) > PANEL_LIMIT:
        raise Refused(422, f"the panel has {len(found)} rows, of {PANEL_LIMIT} at most; name actors or fewer periods")
    rows = found.to_dicts()
    return of_rows(request, format, "panel", rows, columns=tuple(PanelRow.__annotations__), left_out=found.left_out)


def codes(asked: str | None) -> Sequence[str] | None:
    """Codes parted by commas."""
    return None if asked is None else [code.strip().upper() for code in asked.split(",") if code.strip()]


@router.get(
    "/facets",
    response_class=Response,
    responses=listed("FacetRow", total={"type": ["integer", "null"]}, counted={"type": "integer"}),
)
def facets(request: Request, record: Held, asked: Filters, format: AsFormat) -> Response:
    """How many of the events that fit have each value; of very many events, of the newest `counted`."""
    found = record.facets(**asked.filters)
    rows: list[Flat] = [
        {"facet": facet, "value": value, "events": count}
        for facet, held in found.values.items()
        for value, count in held
    ]
    more: dict[str, Any] = {"total": found.total, "counted": found.counted}
    return of_rows(request, format, "facets", rows, columns=tuple(FacetRow.__annotations__), **more)


@router.get("/timeline", response_class=Response, responses=listed("StretchRow"))
def timeline(request: Request, record: Held, asked: Filters, format: AsFormat) -> Response:
    """How many of the events that fit lie in each stretch of time."""
    rows: list[Flat] = [
        {
            "stretch": each.name,
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            "quad": quad,
            "events": n,
        }
        for each in record.timeline(**asked.filters)
        for quad, n in each.counts.items()
    ]
    return of_rows(request, format, "timeline", rows, columns=tuple(StretchRow.__annotations__))


@router.get("/changes", response_class=Response, responses=listed("ChangeRow", until=NULL_OR_TEXT))
def changes(request: Request, record: Held, format: AsFormat, until: Until = None) -> Response:
    """The newest week, or that to `until`, beside the 4 and 52 before, by type and dyad; what changed most first."""
    day = day_range(until)[1] if until else record.newest_day()
    rows: list[Flat] = []
    if day is not None:
        found = record.changes(day)
        named = [("type", name, each) for name, each in found.types.items()]
        named += [("dyad", "-".join(pair), each) for pair, each in found.dyads.items()]
        rows = [
            {"kind": kind, "value": name, "week": each.now, "mean_4": each.mean(4), "mean_52": each.mean(52),
             "change": each.change}
            for kind, name, each in named
        ]  # fmt: skip
        rows.sort(key=lambda row: (-abs(float(row["change"] or 0)), str(row["value"])))
    more = {"until": day.isoformat() if day else None}
    return of_rows(request, format, "changes", rows, columns=tuple(ChangeRow.__annotations__), **more)
