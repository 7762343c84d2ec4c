"""Events as GeoJSON (RFC 7946): a feature an event, at the place it happened; longitude comes before latitude.

An event whose place is unknown is a feature without geometry, as the standard has it, so that none is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from entente.entries import Entry, flat_event
from entente.model import Event, Place


def geojson_lines(entries: Iterable[Entry[Event]]) -> Iterator[str]:
    """One feature collection, a feature a line. Properties are the columns of the tables, and ``place_resolution``.

    ``place_resolution`` says how closely the place is known (country, region, city, place): a country's point is only
    a point inside it.
    """
    yield '{"type": "FeatureCollection", "features": ['
    before = None
    for entry in entries:
        if before is not None:
            yield before + ","
        before = json.dumps(_feature(entry), ensure_ascii=False)
    if before is not None:
        yield before
    yield "]}"


def _feature(entry: Entry[Event]) -> dict[str, object]:
    place = entry.value.chief.place
    held = {name: value for name, value in flat_event(entry).items() if name not in ("lat", "lon")}
    properties = {**held, "place_resolution": place.resolution if place else None}
    return {"type": "Feature", "id": entry.id, "geometry": _point(place), "properties": properties}


def _point(place: Place | None) -> dict[str, object] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
