"""Blocks with many tellings: what a new one is compared with there, and which only follow a happening.

Fifty papers that tell of one attack would be compared with each other in more than a thousand pairs, two thousand in
two million. In a block with more than ``MANY`` tellings a new one is compared with ``EACH`` of every happening. If it
is like them it follows the happening: it counts as told there, but it is not filed, and nothing is compared with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from entente.link.barriers import barrier
from entente.link.blocks import WIDE, Filed, recalled
from entente.link.features import Seen
from entente.link.happenings import comparable, scored
from entente.link.score import Scorer
from entente.record.chunks import chunked
from entente.record.evidence import blocks
from entente.record.schema import happenings

MANY = 24
"""Tellings in a block up to which a new one is compared with all."""
EACH = 3
"""Tellings of one happening that stand for it in a larger block."""
MOST = 60
"""Tellings that a new one is compared with at most."""
FOUND = 1000
"""Tellings that are looked at to choose them from."""
FURTHER = "link-further"
"""The rule of those that follow."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a new telling is *compared* with; of a crowded block also the ``happenings`` that these stand for."""

    compared: tuple[str, ...]
    happenings: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Followed:
    """The happening that a telling follows, one of its tellings, and how like it is to those it was compared with."""

    happening: str
    anchor: str
    score: float


# Asked of every event that is stored: to make the question anew took longer than to answer it.
_FILED = (
    select(blocks.c.event)
    .distinct()
    .where(
        blocks.c.key.in_(bindparam("keys", expanding=True)),
        blocks.c.first.between(bindparam("earliest"), bindparam("last")),
        blocks.c.last >= bindparam("first"),
    )
    .order_by(blocks.c.event)
    .limit(FOUND)
)


def around(connection: Connection, place: Filed) -> Around:
    """What is filed where *place* looks. No telling lasts longer than ``WIDE``, which bounds the search."""
    days = {"first": str(place.first), "last": str(place.last), "earliest": str(place.first - timedelta(WIDE))}
    found = list(connection.execute(_FILED, {"keys": sorted(place.looks), **days}).scalars())
    return Around(tuple(found), {}) if len(found) <= MANY else _standing(connection, found)


def _standing(connection: Connection, found: Sequence[str]) -> Around:
    """The first few of each happening, of the most told happenings first."""
    columns = happenings.c.event, happenings.c.happening
    rows = chunked(connection, lambda part: select(*columns).where(happenings.c.event.in_(part)), found)
    groups: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row.event):
        groups.setdefault(row.happening, []).append(row.event)
    ranked = sorted(groups, key=lambda name: (-len(groups[name]), name))[: MOST // EACH]
    standing = {name: groups[name][:EACH] for name in ranked}
    return Around(tuple(id for each in standing.values() for id in each), standing)


def followed(
    telling: Seen, near: Around, known: Mapping[str, Seen], scorer: Scorer, taken: Collection[str]
) -> Followed | None:
    """The happening in a crowded block that *telling* is likest to, if like enough to be one with it.

    *taken* are those that another telling of the same report follows.
    """
    found = [
        Followed(name, ids[0], score)
        for name, ids in near.happenings.items()
        if name not in taken and (score := _likeness(telling, [known[id] for id in ids if id in known], scorer))
    ]
    best = max(found, key=lambda each: (each.score, each.happening), default=None)
    return best if best and best.score >= scorer.join else None


def _likeness(telling: Seen, others: Sequence[Seen], scorer: Scorer) -> float:
    """The mean score of *telling* with *others*; 0 where one of them bars it, or one side is recalled."""
    pairs = [(telling.trace, other.trace) for other in others]
    if not pairs or any(recalled(a) or recalled(b) or not comparable(a, b) or barrier(a, b) for a, b in pairs):
        return 0.0
    return round(sum(scored(telling, other, scorer) or 0.0 for other in others) / len(others), 4)


def follow(connection: Connection, following: Mapping[str, Followed]) -> set[str]:
    """Notes which happening each telling of *following* follows, after all was settled; returns these tellings."""
    if following:
        named = of(connection, {each.anchor for each in following.values()})
        connection.execute(delete(happenings).where(happenings.c.event.in_(sorted(following))))
        rows = [
            {"event": id, "happening": named.get(each.anchor, each.happening), "score": each.score, "rule": FURTHER}
            for id, each in sorted(following.items())
        ]
        connection.execute(insert(happenings), rows)
    return set(following)


def of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The happening of each of *ids*."""
    columns = happenings.c.event, happenings.c.happening
    rows = chunked(connection, lambda part: select(*columns).where(happenings.c.event.in_(part)), ids)
    return {row.event: row.happening for row in rows}


def following(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of *ids* that only follow, with the happening that they follow."""
    columns = happenings.c.event, happenings.c.happening
    chosen = select(*columns).where(happenings.c.rule == FURTHER)
    rows = chunked(connection, lambda part: chosen.where(happenings.c.event.in_(part)), ids)
    return {row.event: row.happening for row in rows}


def members(connection: Connection, names: Iterable[str]) -> dict[str, list[str]]:
    """The tellings of the happenings *names* but for those that follow."""
    return _told(connection, names, further=False)


def followers(connection: Connection, names: Iterable[str]) -> dict[str, list[str]]:
    """The tellings that follow the happenings *names*, by happening; none of those that nobody follows."""
    return _told(connection, names, further=True)


def _told(connection: Connection, names: Iterable[str], further: bool) -> dict[str, list[str]]:
    columns = happenings.c.happening, happenings.c.event
    kind = happenings.c.rule == FURTHER if further else happenings.c.rule != FURTHER
    chosen = select(*columns).where(kind)
    rows = chunked(connection, lambda part: chosen.where(happenings.c.happening.in_(part)), names)
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: (row.happening, row.event)):
        found.setdefault(row.happening, []).append(row.event)
    return found
