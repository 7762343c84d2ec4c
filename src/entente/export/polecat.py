"""Events in the shape of POLECAT (Halterman et al. 2023): 40 columns, tab-separated, one row an event.

Several values of a field are parted by ``;``; the n-th name, country, title … belong together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from entente import __version__
from entente.entries import Entry, ontology, scale
from entente.export.codes import cow
from entente.export.dyads import joined, number, tsv_line
from entente.model import Actor, Event, Place

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


def polecat_lines(kept: Iterable[Entry[Event]]) -> Iterator[str]:
    """The header, and a line an event of *kept*, each of which happened on a known day."""
    yield tsv_line(COLUMNS)
    for entry in kept:
        yield tsv_line(_row(entry))


def _row(entry: Entry[Event]) -> list[object]:
    chief, text, report = entry.value.chief, entry.report.text, entry.report
    quad = QUADS[ontology().quad_code(chief.type) - 1]
    about = [entry.id, chief.dating.first, chief.type, chief.mode, number(scale(chief.type, chief.mode)), quad]
    everybody = (*chief.actors, *chief.recipients)
    people = (each.name for each in everybody if each.kind == "person")
    bodies = (each.name for each in everybody if each.kind == "body")
    return [
        *about,
        joined(chief.context),
        *_party(chief.actors),
        *_party(chief.recipients),
        *_where(chief.place, text),
        report.publisher,
        report.published,
        joined(dict.fromkeys(people)),
        joined(dict.fromkeys(bodies)),
        chief.place.name if chief.place else None,
        "en",
        f"entente {__version__} {entry.knowledge}".rstrip(),
    ]


def _party(actors: tuple[Actor, ...]) -> list[str]:
    """Name to Wikipedia id. The ids known here are Wikidata's, so that column stays empty."""
    every = (sector for each in actors for sector in (each.sector, *each.other_sectors) if sector)
    return [
        joined(each.name for each in actors),
        joined(each.code for each in actors),
        joined(cow().get(each.code or "") for each in actors),
        joined(each.sector for each in actors),
        joined(dict.fromkeys(every)),
        joined(each.office for each in actors),
        joined(each.text for each in actors),
        "",
    ]


def _where(place: Place | None, text: str) -> list[object]:
    """Placename to feature type."""
    if place is None:
        return [None] * 10
    city = place.name if place.resolution == "city" else None
    province = place.name if place.resolution == "region" else None
    degrees = number(place.lat), number(place.lon)
    raw = place.span.of(text)
    return [place.name, city, None, province, place.country, *degrees, place.geonameid, raw, place.resolution]
