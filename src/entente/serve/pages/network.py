"""Who deals with whom as a ring of parties, and where as a map; each with the same numbers as a table."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from entente.api import Record
from entente.export.codes import country_names
from entente.query.geography import Spot
from entente.serve import asked, links
from entente.serve.choices import CHOICES
from entente.serve.dependencies import Held
from entente.serve.globe import World, radius, shade, world
from entente.serve.rendering import show
from entente.serve.rings import ring

TIES = 400
SHOWN = 60
FACTUALITY = (*(each for each in CHOICES["factuality"] if each[0] != "actual"), ("any", "any"))
"""What the network may be asked for instead of actual events."""
FORM = ("since", "until", "type", "quad", "factuality")
router = APIRouter()
Asking = Annotated[asked.Asked, Depends(asked.of(Record.events))]


@router.get("/network")
def network_page(request: Request, record: Held, question: Asking) -> Response:
    """The parties with most events on a ring, and the dyads as a table."""
    filters = dict(question.filters)
    ties = record.ties(limit=TIES, **asked.tied(filters))
    held = {
        "ring": ring(ties), "ties": ties[:SHOWN], "more": len(ties) > SHOWN, "filters": dict(question.filters),
        "events": sum(tie.events for tie in ties), "form": FORM, "choices": {**CHOICES, "factuality": FACTUALITY},
        "all": asked.TIES,
    }  # fmt: skip
    return show(request, "network.html", held)


@router.get("/map")
def map_page(request: Request, record: Held, question: Asking) -> Response:
    """Countries shaded by the events in them, places as dots, and both as tables."""
    filters = dict(question.filters)
    atlas = record.atlas(country_names(), **filters)
    drawn = world()
    most = max((count for _, count in atlas.countries), default=0)
    shades = {code: shade(count, most) for code, count in atlas.countries}
    held = {
        "atlas": atlas, "world": drawn, "shades": shades, "counts": dict(atlas.countries), "filters": filters,
        "dots": _dots(drawn, atlas.spots or ()), "form": FORM, "choices": CHOICES,
    }  # fmt: skip
    return show(request, "map.html", held)


def _dots(drawn: World, spots: tuple[Spot, ...]) -> list[dict[str, Any]]:
    """Places with coordinates, the largest first so that small ones stay on top."""
    known = [spot for spot in spots if spot.lat is not None and spot.lon is not None]
    most = max((spot.events for spot in known), default=1)
    return [
        {
            "spot": spot, "at": drawn.at(spot.lat or 0.0, spot.lon or 0.0), "r": radius(spot.events, most),
            "href": links.events(place=f"{spot.place}"),
        }
        for spot in known
    ]  # fmt: skip
