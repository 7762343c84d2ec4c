"""Which tellings are compared at all: those of one family of types that share participants and lie near in time.

Each trace is filed under a few keys and looks under a few keys. Both are made so that if one finds the other, the other
would have found the one: it makes no difference which report came first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from entente.link.traces import NAMED, Trace

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "CONSULT": ("talk",),
    "AGREE": ("help", "yield"),
    "SUPPORT": ("help",),
    "COOPERATE": ("help", "drill"),
    "AID": ("help",),
    "CONCEDE": ("yield",),
    "RETREAT": ("yield",),
    "REQUEST": ("words",),
    "ACCUSE": ("words",),
    "REJECT": ("words",),
    "THREATEN": ("words",),
    "PROTEST": ("protest",),
    "SANCTION": ("curb",),
    "COERCE": ("curb", "force"),
    "MOBILIZE": ("force", "drill"),
    "ASSAULT": ("force",),
}
"""The kinds of act that a type may be, so that two reports may give other types to one happening.

A truce is agreed or conceded, an exercise of two armies COOPERATE or MOBILIZE, a town taken COERCE or ASSAULT; but a
meeting is never a protest."""

SITED = frozenset({"protest", "curb", "force"})
"""Families in which the place stands for whoever is hurt there: reports name attackers differently or not at all."""

NARROW = 7
"""Days up to which a telling is dated well enough to be compared day by day; what is wider is taken for recalled."""
WIDE = 100
"""Days above which a telling is linked to nothing: "this year" fits too much."""
SLACK = timedelta(days=1)
"""How far dates of one happening may be apart in two reports: zones, and days counted from different publications."""


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a trace is filed and looks: *keys* and *looks*, and the days [first, last] in which it looks."""

    keys: frozenset[str]
    looks: frozenset[str]
    first: date
    last: date


def filed(trace: Trace) -> Filed | None:
    """Where *trace* belongs; None where it is too vague to be linked across reports."""
    width = trace.width
    families = FAMILIES.get(trace.type or "", ())
    if width is None or width > WIDE or not families or trace.first is None or trace.last is None:
        return None
    found = [_keys(trace, family) for family in families]
    keys, looks = (frozenset().union(*(each[n] for each in found)) for n in (0, 1))
    return Filed(keys, looks, trace.first - SLACK, trace.last + SLACK)


def _keys(trace: Trace, family: str) -> tuple[set[str], set[str]]:
    """The keys under which *trace* is filed, and those under which it looks.

    Who names two or more is compared with whoever names two of them, or only one; who names one, with all that do.
    """
    tokens = sorted({party.code or party.name for party in trace.parties if party.code or party.kind in NAMED})
    site = {f"{family}|@{trace.geonameid or trace.place}"} if family in SITED and _sited(trace) else set()
    alone, among = {f"{family}|{t}." for t in tokens}, {f"{family}|{t}+" for t in tokens}
    if len(tokens) < 2:
        return alone | site, alone | among | site
    both = {f"{family}|{one}|{other}" for one, other in combinations(tokens, 2)}
    return both | among | site, both | alone | site


def _sited(trace: Trace) -> bool:
    return trace.place is not None and trace.resolution != "country"


def recalled(trace: Trace) -> bool:
    """Whether *trace* names so many days that it is taken for a happening recalled rather than told."""
    return (trace.width or 0) > NARROW


def near(one: Trace, other: Trace) -> bool:
    """Whether the days of two traces overlap or lie next to each other; False where one is not dated."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.first <= other.last + SLACK and other.first <= one.last + SLACK
