"""Datelines: the place at the head of a report's first paragraph, as *KLOW, Nov 10 (DPA) -*.

Read with its sentence, "SEOUL - North Korea denied" makes South Korea deny too. Words, examples and counter-examples
are in ``data/read/datelines.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError
from entente.read.dates import calendar

FILE = DATA / "read" / "datelines.yaml"
_LONGEST = 120
_MOST_WORDS = 5
_MOST_PLACES = 3
# Possessive, for a column of blank lines would else be tried in every way there is.
_END = re.compile(
    r"\s*+(?P<slashes>/[\w-]{2,15}/)(?:\.|\s--)?\s+|\s*+(?:\((?P<agency>[^()]{2,30})\)\s*+)?[-–—]{1,2}\s+"
)
_DAY = re.compile(r"(?:\w+day,?\s+)?(?:[A-Z]\w{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z]\w{2,8}\.?)(?:,?\s+\d{4})?\.?|\d{4}")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """``text`` as it stands, with the dash but not the space after it; ``place`` is the place or places it names."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class _Words:
    no_place: frozenset[str]
    small: frozenset[str]
    bodies: frozenset[str]


@cache
def _words() -> _Words:
    try:
        data = read_yaml(FILE)
        return _Words(frozenset(data["no_place"]), frozenset(data["small"]), frozenset(data["bodies"]))
    except (KeyError, TypeError) as error:
        raise DataError(f"{FILE}: needs the lists no_place, small and bodies ({error!r})") from error


def dateline(paragraph: str) -> Dateline | None:
    """The dateline at the start of *paragraph*, if there is one and text after it that begins a sentence."""
    start = paragraph[:_LONGEST]
    for end in _END.finditer(start):
        head, after = start[: end.start()], paragraph[end.end() :]
        if end.start() > 0 and after and not after[0].islower():
            place = _place(head.rstrip(), end)
            if place:
                return Dateline(end.string[: end.end()].rstrip(), place)
        if "(" in head:
            break
    return None


def _place(head: str, end: re.Match[str]) -> str | None:
    """The place in *head*, what stands before the agency and dash; None where that is the beginning of a sentence."""
    parts = re.split(r",\s*", head.rstrip("."))
    days = [part for part in parts if _DAY.fullmatch(part)]
    names = [part for part in parts if part not in days]
    if not names or len(names) > _MOST_PLACES or any(part in days for part in parts[: len(names)]):
        return None
    if not all(map(_is_place, names)) or names[0] in _words().bodies:
        return None
    sure = names[0].isupper() or bool(days) or end["slashes"] is not None or _is_agency(end["agency"])
    return ", ".join(names) if sure else None


def _is_place(name: str) -> bool:
    words = name.replace("/", " ").split()
    if not words or len(words) > _MOST_WORDS or words[0].casefold().rstrip(".") in _words().no_place:
        return False
    return all(_WORD.fullmatch(word) and (word[0].isupper() or word in _words().small) for word in words)


def _is_agency(name: str | None) -> bool:
    return bool(name and calendar().agencies.search(name))
