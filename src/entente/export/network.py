"""Events as a network: who did it to whom, for the graph formats.

A node is an actor, or all actors of one country or body. An edge is an event between one actor and one recipient; where
all who take part are actors of a mutual act, there is an edge in both directions, marked ``mutual``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from entente.entries import Entry
from entente.export.codes import country_names
from entente.export.dyads import mutual, pairs
from entente.model import Actor, Event

Nodes = Literal["actors", "countries"]


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or country. ``code``, ``sector`` and ``kind`` are what most of its mentions have; empty if none."""

    id: str
    label: str
    code: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """An event from the node ``source`` to the node ``target``; ``number`` tells the edges of one event apart."""

    source: str
    target: str
    number: int
    mutual: bool
    entry: Entry[Event]

    @property
    def id(self) -> str:
        return f"{self.entry.id}-{self.number}"


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges in the order of their ids, and how many events have no two parties and so no edge."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    without: int


def network(entries: Iterable[Entry[Event]], nodes: Nodes) -> Network:
    """The network of *entries*; their order makes no difference."""
    seen: dict[str, list[Actor]] = {}
    edges: list[Edge] = []
    without = 0
    for entry in entries:
        chief = entry.value.chief
        for actor in (*chief.actors, *chief.recipients):
            seen.setdefault(_key(actor, entry, nodes), []).append(actor)
        both = [(_key(one, entry, nodes), _key(other, entry, nodes)) for one, other in pairs(chief) if one and other]
        way = mutual(chief)
        edges += [Edge(*pair, number, way, entry) for number, pair in enumerate(both, 1)]
        without += not both
    found = tuple(_node(id, seen[id], nodes) for id in sorted(seen))
    return Network(found, tuple(sorted(edges, key=lambda edge: (edge.entry.id, edge.number))), without)


def plain(text: str) -> str:
    """*text* without the characters that XML 1.0 does not allow."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _key(actor: Actor, entry: Entry[Event], nodes: Nodes) -> str:
    """What makes two mentions the same node. The protesters of two reports are not the same people."""
    if nodes == "countries" and actor.code:
        return actor.code
    known = actor.code is not None or actor.kind in ("person", "state", "body")
    named = f"{actor.code or '---'} {actor.name}"
    return plain(named if known else f"{named} ({entry.report.source})")


def _node(id: str, held: list[Actor], nodes: Nodes) -> Node:
    code = held[0].code or ""
    if nodes == "countries" and code:
        return Node(id, country_names().get(code, code), code, "", "state" if code in country_names() else "body")
    sector, kind = _most(each.sector or "" for each in held), _most(each.kind for each in held)
    return Node(id, plain(held[0].name), code, sector, kind)


def _most(values: Iterable[str]) -> str:
    """The most frequent value, the first of the alphabet among several."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default="")
