"""The words of ``data/read/pages.yaml``: what elements of a page are called that are, or are not, its article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError

FILE = DATA / "read" / "pages.yaml"
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_STATED = ("published", "updated", "title", "byline", "publisher", "section")


@dataclass(frozen=True, slots=True)
class PageWords:
    """As in the file; ``stated`` has meta elements by what they state; the names of elements are patterns."""

    furniture: re.Pattern[str]
    article: re.Pattern[str]
    tags: frozenset[str]
    roles: frozenset[str]
    types: frozenset[str]
    stated: dict[str, tuple[str, ...]]


@cache
def page_words() -> PageWords:
    """The words that ship with the package; ``DataError`` where the file is malformed."""
    try:
        data = read_yaml(FILE)
        return PageWords(
            _in_a_row(data["furniture"]),
            _in_a_row(data["article"]),
            frozenset(data["tags"]),
            frozenset(data["roles"]),
            frozenset(data["types"]),
            {field: tuple(data[field]) for field in _STATED},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{FILE}: needs furniture, article, tags, roles, types and {', '.join(_STATED)} ({error!r})"
        ) from error


def _in_a_row(names: list[str]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?= )")


def named(element: Any) -> str:
    """The parts of an element's class names, id and test id, small and with a space about each."""
    attributes = element.attrib
    names = [attributes.get(each, "") for each in ("class", "id", "data-component", "data-testid", "data-type")]
    return _parts(" | ".join(names))


@lru_cache(maxsize=4096)
def _parts(names: str) -> str:
    return " " + " ".join(part.lower() for part in re.findall(r"\||" + _PART.pattern, names)) + " "
