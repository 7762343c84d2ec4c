"""Measures speed and memory on this machine and writes ``bench/results.md``: ``python -m bench [NAME…]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

from bench.timing import Measurement, machine

PARTS = ("startup", "coding", "speed", "storing")
RESULTS = Path(__file__).with_name("results.md")
HEAD = ("what", "value", "unit", "aim", "met", "median of")
LINE = "| {:<34} | {:>9} | {:<11} | {:<6} | {:<3} | {:>9} |"


def row(found: Measurement) -> str:
    value = f"{found.value:.3g}" if found.value < 100 else f"{found.value:.0f}"
    return LINE.format(found.name, value, found.unit, found.aim, found.verdict, found.runs)


def lines(names: list[str]) -> Iterator[str]:
    """The table, a line as soon as it is measured."""
    yield LINE.format(*HEAD)
    yield LINE.format(*("---" for _ in HEAD))
    for name in names:
        for found in import_module(f"bench.{name}").measure():
            yield row(found)


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise SystemExit(f"bench: no part is called {unknown[0]}; there are {', '.join(PARTS)}")
    table = []
    print(machine())
    for line in lines(names or list(PARTS)):
        print(line, flush=True)
        table.append(line)
    if not names:
        text = "\n".join(("# Speed and memory", "", f"{machine()}, {date.today()}.", "", *table, ""))
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
