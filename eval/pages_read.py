"""How exactly saved web pages are read: of 200 in the shapes of twenty publishers, how many titles and bodies are.

``python -m eval.pages_read [--errors]`` prints the figures and pages a second, or what is wrong with each. The
pages are our own (``tests/saved_pages.py``), so this needs no other data. A body is exact when its paragraphs are.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entente.model import Problem, Report
from entente.read.compose import Claims
from entente.read.html import read_page

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from saved_pages import SavedPage, pages

CORPORA = ("wikinews",)
"""None of it is read; the gate wants to know on what a figure was measured, and these pages come with the program."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page with what was read from it; empty and None where it was refused."""

    page: SavedPage
    title: str | None
    body: tuple[str, ...]
    day: date | None

    @property
    def right(self) -> dict[str, bool]:
        """What is exactly as it is to be."""
        title, day = self.title == self.page.title, self.day == self.page.day
        return {"title": title, "day": day, "body": self.body == self.page.body}


def score(shared: Path) -> dict[str, float]:
    """Shares in percent of titles, days and bodies, and of pages with all three."""
    return shares([read_one(page) for page in pages()])


def shares(found: list[Read]) -> dict[str, float]:
    each = [one.right for one in found]
    parts = {name: 100 * sum(one[name] for one in each) / len(each) for name in ("title", "day", "body")}
    return {**parts, "all": 100 * sum(all(one.values()) for one in each) / len(each)}


def read_one(page: SavedPage) -> Read:
    *_, found = read_page(page.markup.encode(), Claims(page.name))
    if isinstance(found, Problem):
        return Read(page, None, (), None)
    return Read(page, found.title, body_of(found), found.published)


def body_of(report: Report) -> tuple[str, ...]:
    """The paragraphs of a report; a dateline stands with the first."""
    lines: list[str] = []
    place = ""
    for block in report.blocks:
        words = block.span.of(report.text)
        if block.kind == "dateline":
            place = f"{words} "
        elif block.kind == "body":
            lines.append(place + words)
            place = ""
    return tuple(lines)


def errors(one: Read) -> Iterator[str]:
    """A line for each thing that is not as it is to be."""
    right = one.right
    if not right["title"]:
        yield f"{one.page.name}: title {one.title!r}, not {one.page.title!r}"
    if not right["day"]:
        yield f"{one.page.name}: day {one.day}, not {one.page.day}"
    if not right["body"]:
        missing = [line[:90] for line in one.page.body if line not in one.body]
        extra = [line[:90] for line in one.body if line not in one.page.body]
        yield (
            f"{one.page.name}: body lacks {missing}, has besides {extra}"
            if missing or extra
            else f"{one.page.name}: order"
        )


def main() -> None:
    made = list(pages())
    read_one(made[0])  # what is loaded once
    started, worked = time.perf_counter(), time.process_time()
    found = [read_one(page) for page in made]
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    if "--errors" in sys.argv:
        for line in (line for one in found for line in errors(one)):
            print(line)
        return
    for name, value in shares(found).items():
        print(f"{name:8} {value:6.2f}")
    print(f"{len(made) / seconds:.1f} pages a second, {1000 * work / len(made):.1f} ms of processor time a page")


if __name__ == "__main__":
    main()
