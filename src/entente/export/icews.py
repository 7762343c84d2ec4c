"""Events in the shape of ICEWS (Boschee et al. 2015): 20 columns, tab-separated without quoting, one row a dyad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from entente.entries import Entry
from entente.export.codes import cameo, country_names, sectors
from entente.export.dyads import joined, number, numbered, report_number, tsv_line
from entente.model import Actor, Event, Place

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def icews_lines(kept: Sequence[Entry[Event]]) -> Iterator[str]:
    """The header, and a line a dyad of the events *kept*, each of which happened on a known day."""
    yield tsv_line(COLUMNS)
    for id, entry, (source, target) in numbered(kept):
        chief = entry.value.chief
        act = cameo(chief.type, chief.mode, chief.context, chief.rule)
        story = report_number(entry.report.source), chief.sentence + 1, entry.report.publisher
        what = act.name, act.code, number(act.goldstein)
        yield tsv_line([id, chief.dating.first, *_party(source), *what, *_party(target), *story, *_where(chief.place)])


def _party(actor: Actor | None) -> list[str | None]:
    """Name, sectors in words, and name of the country."""
    if actor is None:
        return [None, None, None]
    held = (sectors().get(code, {}).get("icews") for code in (actor.sector, *actor.other_sectors) if code)
    words = dict.fromkeys(word for word in held if word)
    return [actor.name, joined(words, ","), country_names().get(actor.code or "")]


def _where(place: Place | None) -> list[object]:
    """City to longitude."""
    if place is None:
        return [None] * 6
    city = place.name if place.resolution in ("city", "place") else None
    province = place.name if place.resolution == "region" else None
    country = country_names().get(place.country or "", place.country)
    return [city, None, province, country, number(place.lat), number(place.lon)]
