"""The words of ``data/read/sources.yaml``: what is passed over, where files may lie, how fields are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from entente.datafiles import DATA, read_yaml
from entente.errors import DataError

FILE = DATA / "read" / "sources.yaml"


@dataclass(frozen=True, slots=True)
class Known:
    """As in the file; ``columns`` gives for each field the names it may have, folded."""

    passed_over: frozenset[str]
    hidden: frozenset[str]
    protocols: frozenset[str]
    content_types: dict[str, str]
    columns: dict[str, tuple[str, ...]]


@cache
def known() -> Known:
    """The words that ship with the package; ``DataError`` where the file is malformed."""
    try:
        data = read_yaml(FILE)
        return Known(
            frozenset(data["passed_over"]),
            frozenset(data["hidden"]),
            frozenset(data["protocols"]),
            dict(data["content_types"]),
            {field: tuple(map(folded, names)) for field, names in data["columns"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{FILE}: needs passed_over, hidden, protocols, content_types and columns ({error!r})"
        ) from error


def folded(name: str) -> str:
    """The name of a field without regard to case, spaces, hyphens and underlines."""
    return re.sub(r"[\s_-]+", "", name.strip("\ufeff").casefold())


def fields_named(names: list[str]) -> dict[str, str]:
    """Which of *names* (of columns or of a JSON object) holds each field of a report that is there."""
    held = {folded(name): name for name in reversed(names)}
    chosen = (
        (field, next((held[each] for each in may if each in held), None)) for field, may in known().columns.items()
    )
    return {field: name for field, name in chosen if name is not None}


def no_report(path: str) -> bool:
    """Whether a file in a folder or archive is passed over: pictures, styles, scripts, hidden files."""
    parts = PurePosixPath(path.replace("\\", "/").casefold()).parts
    if any(part in known().hidden or (part.startswith(".") and part.strip(".")) for part in parts):
        return True
    return bool(parts) and parts[-1].rpartition(".")[2] in known().passed_over
