"""What lies in what, and how far apart."""

from __future__ import annotations

from math import asin, cos, inf, radians, sin, sqrt

from entente.places.gazetteer import Entry

NEARBY = 300.0  # kilometres within which a town counts as inside a hand-kept region, which has a point but no border


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether *inner* lies in *outer*, a country or a first-level region."""
    if outer is inner or outer.country is None or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.region is None:
        return inner.kind != "country" and distance(outer, inner) < NEARBY
    return inner.region == outer.region and inner.kind not in {"country", "region"}


def holders(outers: tuple[Entry, ...], inners: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Those of *outers* that hold one of *inners*."""
    kinds = {"country", "region"}
    return tuple(outer for outer in outers if outer.kind in kinds and any(contains(outer, inner) for inner in inners))


def distance(one: Entry, other: Entry) -> float:
    """Kilometres between two places on a sphere; infinite where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return inf
    a, b, c, d = map(radians, (one.lat, one.lon, other.lat, other.lon))
    return 12742 * asin(min(1.0, sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))
