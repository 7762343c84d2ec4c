"""The numbers behind what pages draw: over time, who with whom, on the map; and what waits for review."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from entente.entries import Flat
from entente.export.codes import country_names
from entente.export.plover import commitment_row, plover_event
from entente.export.tables import commitments_table, events_table
from entente.query.series import Stretch
from entente.query.ties import Party
from entente.serve.answers import FRESH, AsFormat, of_entries, of_rows
from entente.serve.asked import Filters, Ledger, Over, Tallied, Tied, refuse_unknown, tied
from entente.serve.dependencies import Held, Visiting
from entente.serve.described import listed
from entente.serve.shapes import MapRow, PeriodRow, RelationRow, TieRow

router = APIRouter(dependencies=[FRESH], tags=["counts"])
WHOLE: dict[str, Any] = {"type": "integer"}
Party_ = Annotated[str, Query(description="Somebody, as the filters take a party.", examples=["CHN"], max_length=1000)]
Who = Annotated[str | None, Query(description="The reviewer who looks; else whoever asks.", max_length=1000)]
After = Annotated[str | None, Query(description="The cursor that the page before ended with.", max_length=1000)]
Limit = Annotated[int, Query(description="At most so many.", ge=1, le=1000)]


@router.get("/map", response_class=Response, responses=listed("MapRow", events=WHOLE))
def map_rows(request: Request, record: Held, asked: Filters, format: AsFormat) -> Response:
    """Where the events that fit took place: each country, then the 200 places with most, where these can be drawn.

    Of more than 20,000 events only countries are counted. `events` is how many fit, with a place or without.
    """
    atlas = record.atlas(country_names(), **asked.filters)
    rows: list[Flat] = [
        {"country": code, "place": None, "lat": None, "lon": None, "events": count} for code, count in atlas.countries
    ]
    for spot in atlas.spots or ():
        rows.append(
            {"country": spot.country, "place": spot.place, "lat": spot.lat, "lon": spot.lon, "events": spot.events}
        )
    return of_rows(request, format, "map", rows, columns=tuple(MapRow.__annotations__), events=atlas.asked)


@router.get(
    "/series",
    response_class=Response,
    responses=listed("PeriodRow", period={"type": "string"}, undated=WHOLE, before=WHOLE, after=WHOLE),
)
def series(request: Request, record: Held, asked: Over, format: AsFormat) -> Response:
    """The events that fit by period, each in that of its first day, by quad, with their mean score.

    If no `period` is asked for, it is the finest of month to year that shows nine in ten events in 60 periods; `before`
    and `after` lie outside these, and `undated` have no day.
    """
    found = record.series(**asked.filters)
    more: dict[str, Any] = {
        "period": found.period,
        "undated": found.undated,
        "before": found.before,
        "after": found.after,
    }
    rows = [_period(each) for each in found.stretches]
    return of_rows(request, format, "series", rows, columns=tuple(PeriodRow.__annotations__), **more)


def _period(each: Stretch) -> Flat:
    days: Flat = {"period": each.name, "first": each.first.isoformat(), "last": each.last.isoformat()}
    mean = None if each.mean is None else round(each.mean, 6)
    return {**days, **each.by_quad(), "events": each.events, "mean_score": mean}


@router.get("/ties", response_class=Response, responses=listed("TieRow"))
def ties(request: Request, record: Held, asked: Tied, format: AsFormat) -> Response:
    """Who did how much to whom, of codes, with the conflicts among it and the mean score; most events first.

    Actual events, if no other `factuality` is asked for; `any` takes all.
    """
    found = record.ties(limit=asked.limit, **tied(asked.filters))
    rows: list[Flat] = [
        {"actor": each.actor, "recipient": each.recipient, "events": each.events, "conflicts": each.conflicts,
         "mean_score": round(each.mean, 6)}
        for each in found
    ]  # fmt: skip
    return of_rows(request, format, "ties", rows, columns=tuple(TieRow.__annotations__))


@router.get("/relations", response_class=Response, responses=listed("RelationRow"))
def relations(request: Request, record: Held, party: Party_, format: AsFormat) -> Response:
    """Who else takes part in somebody's events, and who speaks to whom: those with most of each relation."""
    refuse_unknown(request, {"party", "format"})
    words = record.words_of(party)
    held = {
        "takes part with": record.partners(party), "speaks to": words.to, "is spoken to by": words.by,
        "speaks of": words.about,
    }  # fmt: skip
    rows = [_relation(name, each) for name, parties in held.items() for each in parties]
    return of_rows(request, format, "relations", rows, columns=tuple(RelationRow.__annotations__))


def _relation(name: str, each: Party) -> Flat:
    return {"relation": name, "code": each.code, "name": each.name, "count": each.rows}


@router.get("/ledger", response_class=Response, responses=listed("CommitmentRow"))
def ledger(request: Request, record: Held, asked: Ledger, format: AsFormat) -> Response:
    """Commitments as the ledger shows them, those due last first; with `status` a page may hold fewer than `limit`."""
    found = record.ledger(limit=asked.limit, after=asked.after, **asked.filters)
    return of_entries(request, format, found, commitment_row, commitments_table)


@router.get("/queue", response_class=Response, responses=listed("PloverEvent"), tags=["judgements"])
def queue(request: Request, record: Held, asked: Tallied, format: AsFormat) -> Response:
    """The events that fit and that nobody reviewed, the least certain first."""
    found = record.queue(limit=asked.limit, after=asked.after, **asked.filters)
    return of_entries(request, format, found, plover_event, events_table)


@router.get("/queue/second", response_class=Response, responses=listed("PloverEvent"), tags=["judgements"])
def second(  # noqa: PLR0917 called by the names of its arguments
    request: Request,
    record: Held,
    visitor: Visiting,
    format: AsFormat,
    who: Who = None,
    limit: Limit = 100,
    after: After = None,
) -> Response:
    """Events that others judged and `who` did not, in the order they were judged."""
    refuse_unknown(request, {"who", "limit", "after", "format"})
    found = record.second_look(who or visitor.who or "", limit=limit, after=after or None)
    return of_entries(request, format, found, plover_event, events_table)
