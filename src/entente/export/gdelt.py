"""Events in the shape of GDELT 2.0's event table: 61 columns, tab-separated, no header, one row a dyad.

Columns that nothing here can fill stay empty: ethnic and religious codes, tone, the actors' own places, and feature
ids, which GDELT takes from other gazetteers than GeoNames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from entente.entries import Entry
from entente.export.codes import bodies, cameo, country_names, foreign, sectors
from entente.export.dyads import Pair, number, numbered, tsv_line
from entente.export.tables import tellings
from entente.model import Actor, Event, Mention, Place, Report

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
# GDELT tells places in the United States apart from others.
_TYPES = {"country": (1, 1), "region": (5, 2), "city": (4, 3), "place": (4, 3)}
_NOWHERE: list[object] = [0, *[None] * 7]


def gdelt_lines(kept: Sequence[Entry[Event]]) -> Iterator[str]:
    """A line a dyad of the events *kept*, each of which happened on a known day; no header, as GDELT has none."""
    for id, entry, pair in numbered(kept):
        yield tsv_line(_row(id, entry, pair))


def _row(id: int, entry: Entry[Event], pair: Pair) -> list[object]:
    report, chief, told = entry.report, entry.value.chief, list(tellings(entry))
    act = cameo(chief.type, chief.mode, chief.context, chief.rule)
    added = entry.coded.strftime("%Y%m%d000000") if entry.coded else None
    return [
        id,
        *_days(chief.dating.first),
        *_actor(pair[0]),
        *_actor(pair[1]),
        int(_leads(chief, report)),
        *(act.code, act.base, act.root, act.quad, number(act.goldstein)),
        *(len(told), entry.sources, len({each.source for each, _ in told}), None),
        *_NOWHERE,
        *_NOWHERE,
        *_where(chief.place),
        added,
        report.url or report.source,
    ]


def _days(day: date | None) -> list[object]:
    """SQLDATE to FractionDate, in which GDELT gives every month thirty days."""
    if day is None:
        return [None] * 4
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    return [f"{day:%Y%m%d}".zfill(8), f"{day:%Y%m}".zfill(6), day.year, f"{fraction:.4f}"]


def _actor(actor: Actor | None) -> list[str | None]:
    """Code to Type3Code."""
    if actor is None:
        return [None] * 10
    body = bodies().get(actor.code or "")
    country = body["country"] if body else foreign().get(actor.code or "", {}).get("cameo") or actor.code or ""
    roles = (sectors().get(code, {}).get("cameo") for code in (actor.sector, *actor.other_sectors) if code)
    types = list(dict.fromkeys([*([body["type"]] if body else []), *(role for role in roles if role)]))[:3]
    group = body["group"] if body else ""
    code = "".join([country or "", *(types[:1] if group else []), group, *(types[1:] if group else types)])
    return [code, actor.name.upper(), country, group, None, None, None, *types, *[None] * (3 - len(types))]


def _leads(mention: Mention, report: Report) -> bool:
    """Whether the event stands in the first paragraph of the report."""
    first = next((block.span for block in report.blocks if block.kind == "body"), None)
    return first is not None and first.covers(mention.trigger)


def _where(place: Place | None) -> list[object]:
    """Type to feature id."""
    if place is None:
        return _NOWHERE
    country = country_names().get(place.country or "", place.country or "")
    full = place.name if place.resolution == "country" else ", ".join(filter(None, (place.name, country)))
    fips = foreign().get(place.country or "", {}).get("fips")
    kind = _TYPES[place.resolution][place.country == "USA"]
    region = fips if place.resolution == "country" else None
    return [kind, full, fips, region, None, number(place.lat), number(place.lon), None]
