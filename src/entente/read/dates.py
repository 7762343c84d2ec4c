"""Days as pages write them: finds dates in a line, and reads a line that says nothing but when it was published.

Words and examples are in ``data/read/dates.yaml``. A date that does not exist (30 February) or that can be read
two ways (10/11/2023) is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError
from entente.model import Span

FILE = DATA / "read" / "dates.yaml"
_LONGEST_LINE = 200
_LONGEST_LABELLED = 90
_MOST_PLACE_WORDS = 4
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_CLOCK = re.compile(r"\bT?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\b|\b\d{1,2}\s?[ap]\.?m\b|[+-]\d{2}:?\d{2}\b", re.I)
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class PageDates:
    """The days that a line of page furniture states: by label, or ``bare`` without one."""

    published: date | None = None
    updated: date | None = None
    bare: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words of ``dates.yaml``, as patterns. ``labels`` has a group for each role."""

    months: dict[str, int]
    forms: tuple[re.Pattern[str], ...]
    labels: re.Pattern[str]
    fillers: frozenset[str]
    agencies: re.Pattern[str]


@cache
def calendar() -> Calendar:
    """The calendar that ships with the package; ``DataError`` where its file is malformed."""
    try:
        data = read_yaml(FILE)
        months = {name.casefold(): int(number) for number, names in data["months"].items() for name in names}
        return Calendar(
            months,
            _forms(_any_of(months)),
            _labels(data["labels"]),
            frozenset(data["fillers"]),
            re.compile(rf"(?<!\w)(?:{_any_of(data['agencies'])})(?!\w)", re.I),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(f"{FILE}: needs months, labels, fillers and agencies ({error!r})") from error


def _any_of(words: list[str] | dict[str, int]) -> str:
    """An alternation that prefers longer words, so that ``sept`` is not read as ``sep``."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _labels(labels: dict[str, list[str]]) -> re.Pattern[str]:
    roles = "|".join(f"(?P<{role}>{_any_of(labels[role])})" for role in ("updated", "published"))
    return re.compile(rf"(?<!\w)(?:{roles})(?!\w)", re.I)


def _forms(months: str) -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<name>{months})\b\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    forms = (
        rf"(?<![\d-]){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d|-\d)",
        rf"\b{month},?\s+{day}\b,?\s+{_YEAR}\b",
        rf"(?<![\d.,])\b{day}(?:\s+of)?[\s-]+{month},?[\s-]+{_YEAR}\b",
        rf"(?<![\d/.])(?P<one>\d{{1,2}})(?P<mark>[/.])(?P<two>\d{{1,2}})(?P=mark){_YEAR}\b",
    )
    return tuple(re.compile(form, re.I) for form in forms)


def dates_in(text: str) -> tuple[tuple[Span, date], ...]:
    """The full dates (with day, month and year) written in *text*, in order; spans count from its start."""
    words = calendar()
    found = (
        (Span(*match.span()), day)
        for form in words.forms
        for match in form.finditer(text)
        if (day := _day(match, words.months))
    )
    return tuple(sorted(found))


def _day(match: re.Match[str], months: dict[str, int]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "one" in parts:
        return _unambiguous(year, int(parts["one"]), int(parts["two"]))
    month = months[parts["name"].casefold()] if "name" in parts else int(parts["month"])
    return _existing(year, month, int(parts["day"]))


def _unambiguous(year: int, one: int, two: int) -> date | None:
    """Day and month in either order, where only one order gives a date or both give the same."""
    readings = {day for month, number in ((one, two), (two, one)) if (day := _existing(year, month, number))}
    return readings.pop() if len(readings) == 1 else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_named(text: str) -> date | None:
    """The one day that *text* (a metadata field such as ``2023-11-10T11:19:00Z``) names, or None."""
    days = {day for _, day in dates_in(text[:_LONGEST_LINE])}
    return days.pop() if len(days) == 1 else None


def page_dates(line: str) -> PageDates | None:
    """What *line* states where it is a date line of the page: dates, labels, clock times and hardly a word more."""
    if len(line) > _LONGEST_LINE:
        return None
    found = dates_in(line)
    if not found or not (_starts_with_label(line, found) or _says_nothing_else(line, found)):
        return None
    return labelled(line)


def labelled(line: str) -> PageDates:
    """The dates in *line*, each under the nearest label before it."""
    days: dict[str, date] = {}
    for span, day in dates_in(line):
        days.setdefault(_role(line[: span.start]), day)
    return PageDates(days.get("published"), days.get("updated"), days.get("bare"))


def _role(before: str) -> str:
    role = "bare"
    for match in calendar().labels.finditer(before):
        role = match.lastgroup or role
    return role


def _starts_with_label(line: str, found: tuple[tuple[Span, date], ...]) -> bool:
    """*Published: 8 November 2023 in World*: a label, then the date with at most a clock time between them."""
    label = calendar().labels.match(line)
    if not label or len(line) > _LONGEST_LABELLED:
        return False
    return not list(_words_left(line[label.end() : found[0][0].start]))


def _says_nothing_else(line: str, found: tuple[tuple[Span, date], ...]) -> bool:
    """Whether all but dates and their companions is at most the name of a place (*Moscow, November 8, 2023*)."""
    for span, _ in reversed(found):
        line = line[: span.start] + " | " + line[span.end :]
    left = list(_words_left(line))
    if line.rstrip().endswith(".") and left:
        return False
    return len(left) <= _MOST_PLACE_WORDS and all(word[0].isupper() or word == "the" for word in left)


def _words_left(text: str) -> Iterator[str]:
    """The words of *text* that are no label, agency, clock time, weekday or time zone."""
    words = calendar()
    for pattern in (_CLOCK, words.agencies, words.labels):
        text = pattern.sub(" ", text)
    return (word for word in _WORD.findall(text) if word.casefold() not in words.fillers)
