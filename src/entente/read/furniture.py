"""Which lines of a page are not the report: buttons, credits, notices, date lines, bylines.

The rules are data: ``data/read/furniture.yaml`` and ``bylines.yaml``, with examples that the tests run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from entente.datafiles import DATA, line_of, read_yaml
from entente.errors import DataError
from entente.read.dates import calendar, dates_in

RULES = DATA / "read" / "furniture.yaml"
BYLINES = DATA / "read" / "bylines.yaml"
Where = Literal["anywhere", "head", "tail"]
_PLACES = ("anywhere", "head", "tail")
_LONGEST_LINE = 260
_LONGEST_BYLINE = 120
_MOST_BYLINE_WORDS = 14
_BY = re.compile(r"(?:by|written by|authors?:)\s+(?=\S)", re.I)
_CUT = re.compile(r"\s+[|•·–—-]\s+|\s*\|\s*|\s{3,}")
_NAME = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_PERSON = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}(?:(?:,| and) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})?")


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """A line that fits ``pattern`` as a whole is furniture where the rule applies: before, in or after the body."""

    name: str
    where: Where
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BylineWords:
    """Words that may be written small on a byline, and words that no byline has after *By*."""

    small: frozenset[str]
    not_after_by: frozenset[str]


@cache
def rules() -> tuple[FurnitureRule, ...]:
    """The rules that ship with the package; ``DataError`` names file, line and rule where one is malformed."""
    return tuple(_rule(entry, number) for number, entry in enumerate(read_yaml(RULES), 1))


def _rule(entry: Any, number: int) -> FurnitureRule:
    name = str(entry.get("name", f"rule {number}")) if isinstance(entry, dict) else f"rule {number}"
    try:
        if entry["where"] not in _PLACES:
            raise ValueError(f"where is {entry['where']!r}, which is none of {', '.join(_PLACES)}")
        flags = re.NOFLAG if entry.get("case") == "exact" else re.IGNORECASE
        examples, counter_examples = tuple(entry["examples"]), tuple(entry["counter_examples"])
        return FurnitureRule(name, entry["where"], re.compile(entry["pattern"], flags), examples, counter_examples)
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise DataError(f"{RULES}:{line_of(RULES, name)}: {name}: {error}; mend the rule") from error


@cache
def byline_words() -> BylineWords:
    """The words of ``bylines.yaml``."""
    try:
        data = read_yaml(BYLINES)
        return BylineWords(frozenset(data["small"]), frozenset(data["not_after_by"]))
    except (KeyError, TypeError) as error:
        raise DataError(f"{BYLINES}: needs the lists small and not_after_by ({error!r})") from error


def furniture(line: str, where: Where) -> str | None:
    """The name of the rule that makes *line* furniture before (``head``) or after (``tail``) the first paragraph."""
    if len(line) > _LONGEST_LINE:
        return None
    fits = (rule.name for rule in rules() if rule.where in ("anywhere", where) and rule.pattern.fullmatch(line))
    return next(fits, None)


def byline(line: str) -> str | None:
    """The writers whom *line* names, where it says nothing else: *By Jane Miller | Reuters* gives *Jane Miller*."""
    if len(line) > _LONGEST_BYLINE:
        return None
    bare = line.strip("()[] \t")
    if calendar().agencies.fullmatch(bare):
        return bare
    by = _BY.match(line)
    if not by:
        return None
    names = _without_dates(_CUT.split(line[by.end() :], maxsplit=1)[0])
    return names if names and _are_names(names) else None


def person(line: str) -> bool:
    """Whether *line* can be a writer's name alone: two to four words with capitals, or two such names."""
    words = re.findall(r"[^\W\d_]+", line.casefold())
    known = byline_words().small | byline_words().not_after_by | calendar().months.keys()
    return bool(_PERSON.fullmatch(line)) and not line.isupper() and not any(w in known for w in words if w != "and")


def _without_dates(names: str) -> str:
    dates = dates_in(names)
    return (names[: dates[0][0].start] if dates else names).strip(" ,;|-–—")


def _are_names(names: str) -> bool:
    """Whether every word has a capital or is one that bylines write small, and none begins a sentence."""
    words = names.replace(",", " ").replace("/", " ").split()
    known = byline_words()
    if not words or len(words) > _MOST_BYLINE_WORDS or words[0].casefold() in known.not_after_by - {"the"}:
        return False
    if not any(word[0].isupper() or word.casefold() in known.small - {"the", "a"} for word in words):
        return False
    return all(_NAME.fullmatch(word) and (word[0].isupper() or word in known.small) for word in words)
