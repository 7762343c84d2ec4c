"""Pairs of reports with the words marked that present one happening: read, and found again in what was coded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entente.model import Event, Linked, Span

_HEAD = re.compile(r"(\d{4}-\d\d-\d\d) \| (.+)")
_MARK = re.compile(r"\[([a-z]) ([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Telling:
    """A report of a pair: its name, day, publisher and text without marks; ``marks`` gives letters and characters."""

    name: str
    published: date
    publisher: str
    text: str
    marks: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class TwoReports:
    """A pair and what it is about."""

    about: str
    one: Telling
    other: Telling


def read(path: Path) -> Iterator[TwoReports]:
    """The pairs of *path*; raises ``ValueError`` that names the pair where it is not of the form."""
    about, lines = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "# end"]:
        if line.startswith("#"):
            if lines:
                yield _pair(about, lines)
            about, lines = line[1:].strip(), []
        elif line:
            lines.append(line)


def _pair(about: str, lines: list[str]) -> TwoReports:
    heads = [_HEAD.fullmatch(line) for line in lines]
    at = [n for n, head in enumerate(heads) if head]
    if len(at) != 2 or at[0] != 0:
        raise ValueError(f"{about}: a pair is two reports, each after a line DATE | PUBLISHER")
    parts = (lines[: at[1]], lines[at[1] :])
    return TwoReports(about, *(_telling(f"{about} {n}", part) for n, part in enumerate(parts, 1)))


def _telling(name: str, lines: list[str]) -> Telling:
    day, publisher = _HEAD.fullmatch(lines[0]).groups()  # type: ignore[union-attr]
    marked, text, marks = "\n".join(lines[1:]), "", []
    end = 0
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        marks.append((found[1], Span(len(text), len(text) + len(found[2]))))
        text += found[2]
        end = found.end()
    return Telling(name, date.fromisoformat(day), publisher, text + marked[end:], tuple(marks))


def events_of(telling: Telling, linked: Linked) -> Mapping[str, tuple[Event, ...]]:
    """The events that hold a mention at the words marked with each letter."""
    return {
        letter: tuple(
            event
            for event in linked.events
            if any(
                mention.trigger.meets(span)
                for mention in event.mentions
                for each, span in telling.marks
                if each == letter
            )
        )
        for letter, _ in telling.marks
    }
