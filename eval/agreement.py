"""How far two careful readers agree on the reports of ``eval/gold``: the ceiling for any coder.

``python -m eval.agreement`` prints it. Both readings are scored against each other as ``eval.coding`` scores the coder:
events by type and trigger, then with the countries of all parties, then with the exact days; shares are of the events
on which both agree.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold"
Reading = dict[str, Any]


def read(name: str) -> dict[str, Reading]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return {reading["url"]: reading for reading in map(json.loads, lines)}


def figures(one: dict[str, Reading], other: dict[str, Reading]) -> dict[str, float]:
    """Shares in percent over the reports that both have read."""
    both = sorted(one.keys() & other.keys())
    pairs = [pair for url in both for pair in matched(one[url]["mentions"], other[url]["mentions"])]
    total = sum(len({m["event"] for m in reading[url]["mentions"]}) for reading in (one, other) for url in both)
    countries = [pair for pair in pairs if _codes(pair[0]) == _codes(pair[1])]
    dated = [pair for pair in countries if _days(pair[0]) == _days(pair[1])]
    return {
        "reports": len(both),
        "events.f1": 200 * len(pairs) / total,
        "events.countries_f1": 200 * len(countries) / total,
        "events.dates_f1": 200 * len(dated) / total,
        "events.dates": 100 * sum(_days(a) == _days(b) for a, b in pairs) / len(pairs),
        "events.factuality": 100 * sum(a["factuality"] == b["factuality"] for a, b in pairs) / len(pairs),
        "events.modes": 100 * sum(a["mode"] == b["mode"] for a, b in pairs) / len(pairs),
        "events.places": 100 * sum(_country(a) == _country(b) for a, b in pairs) / len(pairs),
    }


def matched(one: list[Reading], other: list[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Events of one type with a trigger in common, each once."""
    used: set[int] = set()
    taken: set[int] = set()
    for a in one:
        for b in other:
            free = a["event"] not in taken and b["event"] not in used
            if free and a["type"] == b["type"] and _overlap(a["trigger"], b["trigger"]):
                taken.add(a["event"])
                used.add(b["event"])
                yield a, b


def _overlap(one: Reading, other: Reading) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _codes(mention: Reading) -> list[Counter[str]]:
    return [Counter(who["code"] for who in mention[role]) for role in ("actors", "recipients")]


def _days(mention: Reading) -> tuple[str | None, str | None]:
    return mention["date"], mention["enddate"]


def _country(mention: Reading) -> str | None:
    return mention["place"]["country"] if mention["place"] else None


if __name__ == "__main__":
    for name, value in figures(read("reading-a.jsonl"), read("reading-b.jsonl")).items():
        print(f"{name:24} {value:6.1f}")
